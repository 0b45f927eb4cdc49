/** The criteria of an item, with the ids that verifiers answer by. */
import type { Criterion, CriterionKind } from '../../model/item.ts';
import { type MarkdownLine, proseLines } from './markdown.ts';

export interface CriteriaInput {
  /** acceptance-checklist.md; empty when there is none. */
  readonly checklist: string;
  /** SPEC.md. */
  readonly body: string;
  /** Command lines of all checks of the run. */
  readonly commands: readonly string[];
}

/**
 * Every checkbox of the checklist in its order, automated and manual; without one the bullets under a heading `Acceptance criteria`
 * of the spec; without those the one criterion `SPEC`: the text as a whole.
 */
export function parseCriteria({ checklist, body, commands }: CriteriaInput): readonly Criterion[] {
  const boxes = listItems(proseLines(checklist)).filter(({ isBox }) => isBox);
  const found = boxes.length > 0 ? boxes : acceptanceBullets(body);
  if (found.length === 0) return [{ id: 'SPEC', text: 'The specification as a whole', kind: 'whole' }];
  const known = new Map(commands.map((command) => [normal(command), command]));
  return found.map(({ text, isManual }, index) => {
    const command = isManual ? undefined : known.get(normal(unquoted(text)));
    const kind: CriterionKind = isManual ? 'manual' : 'automated';
    const criterion = { id: `AC-${index + 1}`, text, kind };
    return command === undefined ? criterion : Object.assign(criterion, { command });
  });
}

interface ListItem {
  /** On one line, continuation lines joined. */
  readonly text: string;
  readonly isBox: boolean;
  readonly indent: number;
  readonly isManual: boolean;
}

const ITEM = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[([ xX])\](?:[ \t]+|$))?(.*)$/;

function listItems(lines: Iterable<MarkdownLine>): readonly ListItem[] {
  const items: ListItem[] = [];
  let manualLevel: number | undefined;
  let open = false;
  for (const { text, heading } of lines) {
    const [, indent = '', box, content] = heading === undefined ? (ITEM.exec(text) ?? []) : [];
    if (heading !== undefined) {
      if (manualLevel !== undefined && heading.level <= manualLevel) manualLevel = undefined;
      if (manualLevel === undefined && /\bmanual\b/i.test(heading.title)) manualLevel = heading.level;
      open = false;
    } else if (content !== undefined) {
      items.push({ text: content.trim(), isBox: box !== undefined, indent: width(indent), isManual: manualLevel !== undefined });
      open = true;
    } else if (text.trim() === '') open = false;
    else if (open) {
      const last = items.pop();
      if (last !== undefined) items.push({ ...last, text: `${last.text} ${text.trim()}`.trim() });
    }
  }
  return items.filter(({ text }) => text !== '');
}

const width = (indent: string): number => indent.replaceAll('\t', '    ').length;

const ACCEPTANCE = /^(?:\d+(?:\.\d+)*[.)]?[ \t]+)?[*_]*acceptance criteri(?:a|on)\b/i;

/** Bullets of the outermost level; what stands below a bullet belongs to it. */
function acceptanceBullets(body: string): readonly ListItem[] {
  const items = listItems(section(body));
  const outermost = Math.min(...items.map(({ indent }) => indent));
  const top: ListItem[] = [];
  for (const item of items) {
    const last = top.at(-1);
    if (item.indent <= outermost + 1 || last === undefined) top.push(item);
    else top[top.length - 1] = { ...last, text: `${last.text}; ${item.text}` };
  }
  return top;
}

function* section(body: string): Generator<MarkdownLine> {
  let level: number | undefined;
  for (const line of proseLines(body)) {
    const { heading } = line;
    if (level === undefined) {
      if (heading !== undefined && ACCEPTANCE.test(heading.title)) level = heading.level;
      continue;
    }
    if (heading !== undefined && heading.level <= level) {
      if (!ACCEPTANCE.test(heading.title)) return;
    } else yield line;
  }
}

/** A text that is one code span as a whole, without its backticks. */
function unquoted(text: string): string {
  const [, run = '', inner = ''] = /^(`+)(.+?)\1$/s.exec(text) ?? [];
  return run === '' || inner.includes(run) ? text : inner;
}

const normal = (command: string): string => command.trim().replaceAll(/\s+/g, ' ');
