/** An analyst's final text turned into its sections, or into what is wrong with it. */
import { bad, ok, type Result } from '../model/failure.ts';
import { excerpt, fencedBlocks, plainText } from './text.ts';

/** The sections of an analysis, in the order they are asked for; the last one may be missing. */
export const ANALYSIS_SECTIONS = [
  'Verdict',
  'Criteria',
  'Findings',
  'Commands run',
  'Risks and unknowns',
  'Specialist notes',
] as const;
export type AnalysisSection = (typeof ANALYSIS_SECTIONS)[number];

const OPTIONAL: AnalysisSection = 'Specialist notes';

export interface Analysis {
  /** First line of the section Verdict. */
  readonly conclusion: string;
  /** Text of each section, trimmed; empty for one that may be missing and is. */
  readonly sections: Readonly<Record<AnalysisSection, string>>;
}

/**
 * Headings count with or without number, in any case and of any level; those inside fences are content.
 *
 * @returns what does not fit, a sentence each, never an empty list
 */
export function parseAnalysis(text: string): Result<Analysis, readonly string[]> {
  const found = new Map<AnalysisSection, string[]>();
  const problems: string[] = [];
  let current: string[] | undefined;
  for (const line of linesWithoutFences(plainText(text))) {
    const name = line.isFenced ? undefined : sectionOf(line.text);
    if (name === undefined) current?.push(line.text);
    else if (found.has(name)) problems.push(`expected the section "${name}" once, found it again`);
    else found.set(name, (current = []));
  }
  const missing = ANALYSIS_SECTIONS.filter((name) => name !== OPTIONAL && textOf(found, name) === '');
  if (missing.length > 0) problems.push(`expected the sections ${missing.join(', ')} with text, found ${describe(text, found)}`);
  if (problems.length > 0) return bad(problems);
  const sections = Object.fromEntries(ANALYSIS_SECTIONS.map((name) => [name, textOf(found, name)])) as Analysis['sections'];
  return ok({ conclusion: sections.Verdict.split('\n')[0] ?? '', sections });
}

const textOf = (found: ReadonlyMap<AnalysisSection, readonly string[]>, name: AnalysisSection): string =>
  (found.get(name) ?? []).join('\n').trim();

function sectionOf(line: string): AnalysisSection | undefined {
  const heading = /^ {0,3}#{1,6}[ \t]+(?:\d[.)]?[ \t]+)?(.+?)[ \t:#]*$/.exec(line.slice(0, 200))?.[1]?.toLowerCase();
  return ANALYSIS_SECTIONS.find((name) => name.toLowerCase() === heading);
}

function linesWithoutFences(text: string): readonly { readonly text: string; readonly isFenced: boolean }[] {
  const fenced = new Set<number>();
  for (const { line, text: content, closed } of fencedBlocks(text)) {
    const count = content === '' ? 0 : content.split('\n').length;
    for (let n = line; n <= line + count + (closed ? 1 : 0); n += 1) fenced.add(n);
  }
  return text.split('\n').map((line, index) => ({ text: line, isFenced: fenced.has(index + 1) }));
}

const describe = (text: string, found: ReadonlyMap<AnalysisSection, unknown>): string =>
  found.size === 0 ? `"${excerpt(text)}"` : [...found.keys()].join(', ');
