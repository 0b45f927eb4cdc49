/**
 * Values put into a template so that they can do no more than stand there: they are never expanded again, end no fence, and begin no line
 * that looks like one of okstra's own.
 */
import { bad, ok, type Result } from '../model/failure.ts';
import { dataBlock, fenced, fenceLength, withoutAnchors } from './data-block.ts';
import { PLACEHOLDER, placeholderProblems, type TemplateText } from './placeholders.ts';

export interface Insertion {
  readonly text: string;
  /**
   * `raw`: as it is, wherever the template puts it; a fence around it is made long enough. `fence`: in a fence of its own unless the
   * template has one around it. `data`: the same, below a heading that says it is data. `line`: as it is where it is a line that can
   * begin nothing, else like `data`.
   */
  readonly form: 'raw' | 'fence' | 'data' | 'line';
  /** Heading of the data. */
  readonly title?: string;
}

export type Insertions = Readonly<Record<string, Insertion>>;

interface OpenFence {
  readonly line: number;
  readonly character: '`' | '~';
  readonly length: number;
  needed: number;
}

/**
 * @returns the text, or one failure per placeholder that is unknown or misspelt, with its line
 */
export function insertValues(template: TemplateText, values: Insertions): Result<string> {
  const problems = placeholderProblems(template, Object.keys(values));
  if (problems.length > 0) return bad(problems);
  const lines = template.text.split('\n');
  let open: OpenFence | undefined;
  for (const [index, line] of lines.entries()) {
    const [, run = '', rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (open === undefined) {
      const opens = run !== '' && !(run.startsWith('`') && rest.includes('`'));
      if (opens) open = { line: index, character: run.startsWith('~') ? '~' : '`', length: run.length, needed: run.length };
      else lines[index] = lineOutside(line, values);
    } else if (run.startsWith(open.character.repeat(open.length)) && rest.trim() === '') {
      widen(lines, [open.line, index], open.needed);
      open = undefined;
    } else {
      lines[index] = lineInside(line, values, open);
    }
  }
  if (open !== undefined) widen(lines, [open.line], open.needed);
  return ok(lines.join('\n'));
}

function lineInside(line: string, values: Insertions, open: OpenFence): string {
  return replaced(line, values, ({ text }) => {
    open.needed = Math.max(open.needed, fenceLength(text, open.character));
    return withoutAnchors(text.replace(/\n+$/, ''));
  });
}

function lineOutside(line: string, values: Insertions): string {
  return replaced(line, values, (value, at) => {
    const { form, text } = value;
    if (form === 'raw' || (form === 'line' && isHarmless(text, line.slice(0, at)))) return withoutAnchors(text);
    const block = form === 'fence' ? fenced(text) : dataBlock(value.title ?? 'Value', text);
    return /^\s*\{\{\w+\}\}\s*$/.test(line) ? block : `\n\n${block}\n\n`;
  });
}

function replaced(line: string, values: Insertions, write: (value: Insertion, at: number) => string): string {
  return line.replaceAll(PLACEHOLDER, (whole: string, _before: string, name: string, _after: string, at: number) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? whole : write(value, at);
  });
}

/** One line that cannot begin a heading, a list, a fence or the like where it stands. */
const isHarmless = (text: string, before: string): boolean =>
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text) &&
  (before.trim() !== '' || text === '' || (/^[\p{L}\p{N}]/u.test(text) && !/^(?:\d+[.)](?:\s|$)|Tree:)/.test(text)));

function widen(lines: string[], at: readonly number[], length: number): void {
  for (const index of at) {
    lines[index] = (lines[index] ?? '').replace(/`{3,}|~{3,}/, (run) =>
      run.length >= length ? run : run.charAt(0).repeat(length),
    );
  }
}
