/** The section Verification Results: okstra's own lines in it are changed one by one, what people write there stays where it is. Pure. */
import { insertLines, replaceLine, type Splice } from './lines.ts';
import type { ProgressFile } from './progress-file.ts';

const TITLE = 'Verification Results';

export const RESULT_WORDS = ['PASS', 'ISSUE', 'COMPLIANT', 'NON-COMPLIANT', 'NOT LOOKED AT'] as const;
export type ResultWord = (typeof RESULT_WORDS)[number];

export interface ResultLine {
  /** What was looked at: one line of a group for each. */
  readonly name: string;
  readonly word: ResultWord;
  /** Behind the word; may be empty. */
  readonly text: string;
}

export const RESULT_GROUPS = {
  criteria: 'Criteria',
  contract: 'Contracts of the specs',
  integration: 'Integration over specs',
  documents: 'Specs and documents',
} as const;
export type ResultGroup = keyof typeof RESULT_GROUPS;
const GROUPS = Object.keys(RESULT_GROUPS) as readonly ResultGroup[];

export interface NewResults {
  readonly header: Readonly<Record<'Run date' | 'Scope' | 'Commit', string>>;
  /** A whole verification takes the place of all former lines of its groups; else only of those that it names. */
  readonly isWhole: boolean;
  readonly groups: Readonly<Partial<Record<ResultGroup, readonly ResultLine[]>>>;
}

const HEADER = /^\*\*(?:Run date|Scope|Commit)\*\*:/;
const LINE = /^- (.+?): (PASS|ISSUE|COMPLIANT|NON-COMPLIANT|NOT LOOKED AT)(?: (.*))?$/;
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const textOf = ({ name, word, text }: ResultLine): string => `- ${plain(name)}: ${word}${text === '' ? '' : ` ${plain(text)}`}`;

interface Place {
  /** Line of the heading. */
  readonly head: number;
  /** First line behind the group. */
  readonly end: number;
}

type File = Pick<ProgressFile, 'lines' | 'headings'>;

function sectionOf({ lines, headings }: File): Place | undefined {
  const heading = headings.find(({ level, title }) => level === 2 && title.toLowerCase() === TITLE.toLowerCase());
  if (heading === undefined) return undefined;
  const next = headings.find(({ line, level }) => line > heading.line && level <= 2);
  return { head: heading.line, end: next?.line ?? lines.length };
}

function groupPlace(file: File, section: Place, group: ResultGroup): Place | undefined {
  const own = file.headings.filter(({ line }) => line > section.head && line < section.end);
  const heading = own.find(({ level, title }) => level === 3 && title.toLowerCase() === RESULT_GROUPS[group].toLowerCase());
  if (heading === undefined) return undefined;
  return { head: heading.line, end: own.find(({ line }) => line > heading.line)?.line ?? section.end };
}

function* linesIn({ lines }: File, { head, end }: Place): Generator<ResultLine & { readonly at: number }> {
  for (let at = head + 1; at < end; at += 1) {
    const [, name, word, text = ''] = LINE.exec(lines[at]?.text ?? '') ?? [];
    if (name !== undefined) yield { at, name, word: word as ResultWord, text };
  }
}

/** What is on record of a group. */
export function readResults(file: File, group: ResultGroup): readonly ResultLine[] {
  const section = sectionOf(file);
  const place = section === undefined ? undefined : groupPlace(file, section, group);
  return place === undefined ? [] : [...linesIn(file, place)].map(({ name, word, text }) => ({ name, word, text }));
}

/** Of specs, of their integration and of their documents: what is wrong by the last look at it. What is wrong of tasks their status says. */
export const openIssues = (file: File): readonly string[] =>
  (['contract', 'integration', 'documents'] as const).flatMap((group) =>
    readResults(file, group)
      .filter(({ word, text }) => (word === 'NON-COMPLIANT' || word === 'ISSUE') && !text.startsWith(OF_TASKS))
      .map(({ name, word }) => `${name}: ${word}`),
  );

/** How a reason begins that follows from statuses of tasks: it is gone once they are. */
export const OF_TASKS = 'by its tasks: ';

export function resultSplices(file: File, results: NewResults): readonly Splice[] {
  const given = GROUPS.filter((group) => results.groups[group] !== undefined);
  const fresh = (group: ResultGroup): readonly string[] => [
    `### ${RESULT_GROUPS[group]}`,
    '',
    ...(results.groups[group] ?? []).map(textOf),
    '',
  ];
  const header = Object.entries(results.header).map(([name, value]) => `**${name}**: ${value}`);
  const section = sectionOf(file);
  if (section === undefined)
    return [insertLines(file.lines.length, ['', `## ${TITLE}`, '', ...header, '', ...given.flatMap(fresh)].slice(0, -1))];
  const splices: Splice[] = [...headerSplices(file, section, header, results.isWhole)];
  const behind: string[] = [];
  for (const group of given) {
    const place = groupPlace(file, section, group);
    if (place === undefined) behind.push('', ...fresh(group).slice(0, -1));
    else splices.push(...groupSplices(file, place, results.groups[group] ?? [], results.isWhole));
  }
  if (behind.length > 0) {
    const isLast = section.end === file.lines.length;
    splices.push(insertLines(lastTextBefore(file, section.end) + 1, isLast ? behind : [...behind]));
  }
  return splices;
}

/** A partial verification says nothing of the whole one before it: each of its lines tells its own time. */
function headerSplices(file: File, section: Place, header: readonly string[], isWhole: boolean): readonly Splice[] {
  const first = file.headings.find(({ line }) => line > section.head)?.line ?? section.end;
  const own: number[] = [];
  const unset: Splice[] = [];
  for (let at = section.head + 1; at < Math.min(first, section.end); at += 1) {
    const text = file.lines[at]?.text ?? '';
    if (HEADER.test(text)) own.push(at);
    if (text.trim() === 'Not run yet.') unset.push({ at, remove: 1, insert: own.length === 0 ? header : [] });
  }
  if (unset.length > 0) return unset;
  const [at] = own;
  if (at === undefined) return [insertLines(section.head + 1, ['', ...header])];
  const isOfPart = own.some((line) => /^\*\*Scope\*\*: *[TF]-/.test(file.lines[line]?.text ?? ''));
  if (!isWhole && !isOfPart) return [];
  return own.map((line, index) => ({ at: line, remove: 1, insert: index === 0 ? header : [] }));
}

function groupSplices(file: File, place: Place, wanted: readonly ResultLine[], isWhole: boolean): readonly Splice[] {
  const known = [...linesIn(file, place)];
  const names = new Set(wanted.map(({ name }) => plain(name)));
  const there = new Set(known.map(({ name }) => name));
  const changed = known.flatMap(({ at, name }): readonly Splice[] => {
    const line = wanted.find((each) => plain(each.name) === name);
    if (line !== undefined) return file.lines[at]?.text === textOf(line) ? [] : [replaceLine(at, textOf(line))];
    return isWhole && !names.has(name) ? [{ at, remove: 1, insert: [] }] : [];
  });
  const added = wanted.filter(({ name }) => !there.has(plain(name))).map(textOf);
  if (added.length === 0) return changed;
  const after = known.at(-1)?.at ?? place.head;
  return [...changed, insertLines(after + 1, known.length === 0 ? ['', ...added] : added)];
}

function lastTextBefore({ lines }: File, end: number): number {
  let at = end - 1;
  while (at > 0 && (lines[at]?.text ?? '').trim() === '') at -= 1;
  return at;
}
