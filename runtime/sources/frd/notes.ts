/** What runs remember: `.codex/NOTES.md`, read into prompts within a budget and only ever appended to. Pure. */
import { estimateTokens } from '../../prompts/tokens.ts';

export const NOTES_FILE = '.codex/NOTES.md';

export interface Note {
  /** `2031-04-02`. */
  readonly date: string;
  readonly context: string;
  /** Heading and body as they stand in the file. */
  readonly text: string;
}

export interface Notes {
  /** What stands before the first entry: guidance of whoever keeps the file. */
  readonly preamble: string;
  /** In the order of the file. */
  readonly entries: readonly Note[];
}

const HEADING = /^### (\d{4}-\d{2}-\d{2})[ \t]+(\S.*)$/;

export function parseNotes(text: string): Notes {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const starts = headingLines(lines);
  const first = starts[0] ?? lines.length;
  return {
    preamble: lines.slice(0, first).join('\n').trim(),
    entries: starts.map((start, index) => {
      const [, date = '', context = ''] = HEADING.exec(lines[start] ?? '') ?? [];
      return {
        date,
        context: context.trim(),
        text: lines
          .slice(start, starts[index + 1])
          .join('\n')
          .trim(),
      };
    }),
  };
}

/** Not those that an example in a code fence shows. */
function headingLines(lines: readonly string[]): readonly number[] {
  const found: number[] = [];
  let fence: string | undefined;
  for (const [at, line] of lines.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined && mark?.startsWith(fence) === true) fence = undefined;
    else if (fence === undefined && HEADING.test(line)) found.push(at);
  }
  return found;
}

export interface PickedNotes {
  /** For the prompt; empty: there is nothing, or nothing fits. */
  readonly text: string;
  readonly tokens: number;
  readonly taken: number;
  readonly left: number;
  /** What stands before the entries is not there whole. */
  readonly isCut: boolean;
}

/** Entries this new count as most recent, however little they have to do with the work. */
const RECENT = 3;

/**
 * The preamble, and of the entries the most recent and then those most like the work, as many as fit; a smaller one may take the place of one
 * that does not fit. They come out in the order of the file.
 *
 * @param about words of what is to be done: titles, descriptions, paths
 */
export function pickNotes({ preamble, entries }: Notes, about: string, budgetTokens: number): PickedNotes {
  const wanted = tokensOf(about);
  const newest = entries
    .map((note, at) => ({ note, at, likeness: share(tokensOf(note.text), wanted) }))
    .toSorted((a, b) => (a.note.date === b.note.date ? b.at - a.at : a.note.date < b.note.date ? 1 : -1));
  // Ties are settled by age, since sorting is stable.
  const ranked = [...newest.slice(0, RECENT), ...newest.slice(RECENT).toSorted((a, b) => b.likeness - a.likeness)];
  const parts: { readonly at: number; readonly text: string }[] = [];
  let tokens = 0;
  const add = (at: number, text: string, most = budgetTokens): boolean => {
    const more = costOf(text);
    if (text === '' || tokens + more > most) return false;
    parts.push({ at, text });
    tokens += more;
    return true;
  };
  const isCut = preamble !== '' && !add(-1, preamble);
  // Of guidance that is longer than all there is room for, half of that, so that entries have a place too.
  if (isCut) add(-1, beginningOf(preamble, entries.length === 0 ? budgetTokens : budgetTokens / 2));
  for (const { note, at } of ranked) add(at, note.text);
  const taken = parts.filter(({ at }) => at >= 0).length;
  const text = parts
    .toSorted((a, b) => a.at - b.at)
    .map((part) => part.text)
    .join('\n\n');
  return { text, tokens, taken, left: entries.length - taken, isCut };
}

const costOf = (text: string): number => estimateTokens(`${text}\n\n`);

const REST = '(the rest of this does not fit; it stands in .codex/NOTES.md)';

/** Whole lines, as many as fit with a word that there are more. Empty where not even one does. */
function beginningOf(text: string, budgetTokens: number): string {
  const lines = text.split('\n');
  let most = lines.length - 1;
  while (most > 0 && costOf([...lines.slice(0, most), REST].join('\n')) > budgetTokens) most -= 1;
  return most === 0 ? '' : [...lines.slice(0, most), REST].join('\n');
}

/** What a run learned that is worth keeping. A line each. */
export interface NewNote {
  readonly context: string;
  readonly situation: string;
  readonly learning: string;
  readonly action: string;
  /** A check or command that can be used again. */
  readonly check: string;
  readonly applicability: string;
}

export type NoteAnswer =
  | { readonly kind: 'appended'; readonly text: string; readonly summary: string }
  | { readonly kind: 'no_change'; readonly why: string };

/** How many of the newest entries a new one is compared with. */
const COMPARED = 30;
/** Shared words over all words, from which on two entries say the same. */
const SAME = 0.6;
const LONGEST = 400;

/**
 * Appends what is new; everything that is in the file stays byte for byte.
 *
 * @param text of the file; undefined: there is none yet
 * @param options.task the run's first: named in the first and the last line of each entry, so that entries of two branches share neither and git's
 * union of both keeps them whole
 * @param options.redact takes secrets out, as for everything that okstra writes
 */
export function appendNotes(
  text: string | undefined,
  news: readonly NewNote[],
  { today, task, redact }: { readonly today: string; readonly task: string; readonly redact: (text: string) => string },
): NoteAnswer {
  const known = parseNotes(text ?? '')
    .entries.slice(-COMPARED)
    .map((note) => comparable(note.text));
  const added: string[] = [];
  const contexts: string[] = [];
  const reasons: string[] = [];
  for (const given of news) {
    const note = clean(given, redact);
    if (note.learning === '' || note.action === '') {
      reasons.push('nothing was learned');
      continue;
    }
    const entry = noteText(note, today, task);
    const own = comparable(entry);
    // Words alone do not tell two apart that have none, such as commands of signs.
    if (known.some(({ body, tokens }) => body === own.body || likeness(own.tokens, tokens) >= SAME)) {
      reasons.push(`"${note.context}" is known`);
      continue;
    }
    known.push(own);
    added.push(entry);
    contexts.push(note.context);
  }
  if (added.length === 0) return { kind: 'no_change', why: reasons.join('; ') || 'nothing new' };
  const newline = text?.includes('\r\n') === true ? '\r\n' : '\n';
  const before = text ?? '';
  const gap = before === '' ? '' : before.endsWith('\n') ? newline : newline + newline;
  const after = added.join('\n\n').replaceAll('\n', newline);
  return { kind: 'appended', text: `${before}${gap}${after}${newline}`, summary: contexts.join('; ') };
}

function noteText({ context, situation, learning, action, check, applicability }: NewNote, today: string, task: string): string {
  return [
    `### ${today} ${task}: ${context}`,
    `- Situation: ${situation}`,
    `- Learning: ${learning}`,
    `- Action/Decision: ${action}`,
    `- Reusable check/command: ${check}`,
    `- Applicability: ${applicability} (${task})`,
  ].join('\n');
}

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** With its country, or in three groups; dates and versions look otherwise. */
const PHONE = /\+\d[\d ().-]{6,}\d|(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])/g;
/** Named as one, and written out. */
const SAID_SECRET = /\b((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key)["']?[=:]["']?)[^\s"'[$<{]{6,}/gi;

/** One line of bounded length each, without secrets, and without addresses and numbers of people. */
function clean(note: NewNote, redact: (text: string) => string): NewNote {
  const line = (text: string, empty: string): string => {
    // Redacted whole, before it is cut: half a secret is known to no pattern.
    const safe = redact(text)
      .replaceAll(EMAIL, '[redacted:email]')
      .replaceAll(PHONE, '[redacted:phone]')
      .replaceAll(SAID_SECRET, '$1[redacted:secret]')
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim();
    return (safe.length > LONGEST ? `${safe.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : safe) || empty;
  };
  return {
    context: line(note.context, 'run'),
    situation: line(note.situation, 'none'),
    learning: line(note.learning, ''),
    action: line(note.action, ''),
    check: line(note.check, 'none'),
    applicability: line(note.applicability, 'this repository'),
  };
}

/** Without what two entries share whatever they say. */
const bodyOf = (text: string): string =>
  text
    .split('\n')
    .slice(1)
    .filter((line) => !line.startsWith('- Applicability:'))
    .map((line) => line.replace(/^- (?:Situation|Learning|Action\/Decision|Reusable check\/command):/, ''))
    .join(' ');

function comparable(text: string): { readonly body: string; readonly tokens: ReadonlySet<string> } {
  const body = bodyOf(text).trim();
  return { body, tokens: tokensOf(body) };
}

function tokensOf(text: string): ReadonlySet<string> {
  return new Set((text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? []).filter((word) => !COMMON.has(word)));
}

/** Say nothing about what a text is about. */
const COMMON: ReadonlySet<string> = new Set(
  'the and for that with this are was not has have its from into when then than but'.split(' '),
);

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((word) => b.has(word)).length;

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = shared(a, b);
  return both === 0 ? 0 : both / (a.size + b.size - both);
}

/** How much of what is wanted a note has, so that long notes gain nothing by their length alone. */
const share = (note: ReadonlySet<string>, wanted: ReadonlySet<string>): number =>
  note.size === 0 || wanted.size === 0 ? 0 : shared(note, wanted) / Math.sqrt(note.size * wanted.size);
