/** Sections of specifications: found by a task's reference, hashed, compared. */
import { createHash } from 'node:crypto';
import { headingsOf, sectionEnd } from './headings.ts';
import { splitLines } from './lines.ts';

export interface SpecText {
  /** Relative to the folder of the specs, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface SpecSection {
  readonly path: string;
  /** Empty: the file as a whole. */
  readonly title: string;
  readonly level: number;
  /** Index of its heading. */
  readonly line: number;
  /** What stands below the heading, subsections included. */
  readonly text: string;
  readonly hash: string;
}

const HASH_DIGITS = 16;
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS);

/** Line ends as `\n`, no blanks at the ends of lines, no blank lines around. */
export const normalised = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/^\n+|\n+$/g, '');

/** Every section of a file, the file as a whole first. */
export function sectionsOf({ path, text }: SpecText): readonly SpecSection[] {
  const lines = splitLines(text);
  const headings = headingsOf(lines);
  const whole: SpecSection = { path, title: '', level: 0, line: -1, text, hash: hashOf(normalised(text)) };
  return [
    whole,
    ...headings.map((heading) => {
      const body = lines
        .slice(heading.line + 1, sectionEnd(headings, heading, lines.length))
        .map((line) => line.text)
        .join('\n');
      return { path, title: heading.title, level: heading.level, line: heading.line, text: body, hash: hashOf(normalised(body)) };
    }),
  ];
}

/** Hash over all specs: their hashes by path, sorted. */
export const manifestHash = (specs: readonly SpecText[]): string =>
  hashOf(
    specs
      .map(({ path, text }) => `${path}:${hashOf(normalised(text))}`)
      .toSorted()
      .join('\n'),
  );

export interface SpecReference {
  readonly path: string;
  readonly title: string;
}

/** `;` separates references where another file follows; elsewhere it belongs to a title. */
const NEXT_REFERENCE = /;(?=\W*?[\w./ -]*?[\w-]\.(?:md|markdown|mdx)(?![\w]))/i;

/** `api.md, Section Auth`; several separated by `;`. Empty where no file is named. */
export function parseReference(text: string): readonly SpecReference[] {
  return text
    .split(NEXT_REFERENCE)
    .map((part) =>
      /^\W*?([\w./ -]*?[\w-]\.(?:md|markdown|mdx))[`\])]*(?:\([^)]*\))?\s*(?:[,:\u00A7#\u2014\u2013-]|\u2192|>)*\s*(.*)$/i.exec(
        part.trim(),
      ),
    )
    .filter((match) => match !== null)
    .map((match) => ({ path: (match[1] ?? '').trim().replace(/^\.\//, ''), title: titleIn(match[2] ?? '') }));
}

const titleIn = (text: string): string =>
  text
    .replace(/^(?:sections?|\u00A7)\s*:?\s*/i, '')
    .replaceAll(/^["\u201C'`]+|["\u201D'`]+$/g, '')
    .trim();

/** Titles are the same whatever their case, numbers in front and marks. */
const titleKey = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[`*_"\u201C\u201D]/g, '')
    .replace(/^(?:\u00A7\s*)?\d+(?:\.\d+)*[.)]?\s+/, '')
    .replaceAll(/[-\s]+/g, ' ')
    .replace(/[:.]+$/, '')
    .trim();

const numberOf = (title: string): string | undefined => /^(?:\u00A7\s*)?(\d+(?:\.\d+)*)[.)]?(?:\s|$)/.exec(title)?.[1];

/** The section that a reference names; undefined when it is gone. */
export function findSection(sections: readonly SpecSection[], { path, title }: SpecReference): SpecSection | undefined {
  const base = path.replace(/^.*\//, '');
  const exact = sections.filter((section) => section.path === path);
  const inFile = exact.length > 0 ? exact : sections.filter((section) => section.path.replace(/^.*\//, '') === base);
  if (title === '') return inFile.find((section) => section.title === '');
  const number = numberOf(title);
  return (
    inFile.find(hasTitle(title)) ??
    (number !== undefined && title.trim() === number
      ? inFile.find((section) => numberOf(section.title) === number)
      : undefined) ??
    findQualified(inFile, title)
  );
}

const hasTitle = (title: string) => {
  const key = titleKey(title);
  return (section: SpecSection): boolean => section.title !== '' && titleKey(section.title) === key;
};

const BELOW = ' > ';

/** `Users > Errors`, `Errors (2)`: of several sections of one title the one that is meant. */
function findQualified(inFile: readonly SpecSection[], title: string): SpecSection | undefined {
  const steps = title.split(BELOW);
  const own = steps.at(-1) ?? '';
  const above = steps.slice(0, -1).map(titleKey).join(BELOW);
  const below = (text: string): readonly SpecSection[] =>
    inFile.filter(hasTitle(text)).filter((section) => `${BELOW}${keysAbove(inFile, section)}`.endsWith(`${BELOW}${above}`));
  if (steps.length > 1) {
    const [found] = below(own);
    if (found !== undefined) return found;
  }
  const [, base = '', number = ''] = /^(.+) \((\d+)\)$/.exec(own) ?? [];
  return base === '' ? undefined : (steps.length > 1 ? below(base) : inFile.filter(hasTitle(base)))[Number(number) - 1];
}

/** Sections that one lies in, the outermost first; the title of the document is none. */
function sectionsAbove(sections: readonly SpecSection[], { path, line, level }: SpecSection): readonly SpecSection[] {
  const above: SpecSection[] = [];
  let least = level;
  for (const section of sections.toReversed()) {
    if (section.path !== path || section.line >= line || section.title === '' || section.level >= least) continue;
    if (section.level > 1) above.unshift(section);
    least = section.level;
  }
  return above;
}

const keysAbove = (sections: readonly SpecSection[], section: SpecSection): string =>
  sectionsAbove(sections, section)
    .map(({ title }) => titleKey(title))
    .join(BELOW);

/** How many sections of its file a plain title could mean. */
export const countOfTitle = (sections: readonly SpecSection[], { path, title }: SpecReference): number =>
  title === '' ? 1 : sections.filter((section) => section.path === path).filter(hasTitle(title)).length;

/** A title by which a section is found again: its own where no other of the file has it, else with those above it. */
export function titleOf(sections: readonly SpecSection[], section: SpecSection): string {
  const { path, title } = section;
  if (countOfTitle(sections, { path, title }) < 2) return title;
  const above = sectionsAbove(sections, section).map((each) => each.title);
  for (let steps = 1; steps <= above.length; steps += 1) {
    const name = [...above.slice(-steps), title].join(BELOW);
    const same = sections.filter(
      (other) =>
        other.path === path &&
        hasTitle(title)(other) &&
        `${BELOW}${keysAbove(sections, other)}`.endsWith(`${BELOW}${above.slice(-steps).map(titleKey).join(BELOW)}`),
    );
    if (same.length === 1) return name;
  }
  const alike = sections.filter((other) => other.path === path && hasTitle(title)(other));
  return `${title} (${alike.indexOf(section) + 1})`;
}

/** Hash of all that a task refers to; undefined when a part of it is gone, or when nothing is named. */
export function referenceHash(sections: readonly SpecSection[], reference: string): string | undefined {
  const parts = parseReference(reference).map((part) => findSection(sections, part));
  if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined;
  const found = parts.filter((part) => part !== undefined);
  return found.length === 1
    ? found[0]?.hash
    : hashOf(found.map(({ path, title, hash }) => `${path}#${title}:${hash}`).join('\n'));
}

/** Shared words over all words, in pairs, so that order counts: 0 to 1. */
export function similarity(a: string, b: string): number {
  const left = pairsOf(a);
  const right = pairsOf(b);
  if (left.size === 0 && right.size === 0) return 1;
  let shared = 0;
  for (const pair of left) if (right.has(pair)) shared += 1;
  return shared / (left.size + right.size - shared);
}

/** Pairs of words that both have, of those of the shorter one: 1 where one text goes on what the other says. */
export function overlap(a: string, b: string): number {
  const [left, right] = [innerPairs(a), innerPairs(b)];
  const least = Math.min(left.size, right.size);
  if (least === 0) return 0;
  return [...left].filter((pair) => right.has(pair)).length / least;
}

/** Without the one that says how the text ends. */
const innerPairs = (text: string): ReadonlySet<string> => new Set([...pairsOf(text)].filter((pair) => !pair.endsWith(' ')));

function pairsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.map((word, index) => `${word} ${words[index + 1] ?? ''}`));
}

/** From which likeness on a section counts as one that was renamed or moved. */
export const RENAMED = 0.5;
