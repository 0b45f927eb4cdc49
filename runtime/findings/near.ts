/**
 * Which findings can be the same problem at all, without comparing each with each. Two that are not named here are in no way alike: they share
 * no place, no criterion and too few words. What is named still has to be compared.
 */
import type { RawFinding } from '../model/findings.ts';

export interface Placed {
  readonly finding: Pick<RawFinding, 'category' | 'criterion' | 'location'>;
  readonly tokens: ReadonlySet<string>;
  /** It only says the status of its criterion: the same, whoever said it. */
  readonly isStatus: boolean;
}

export interface Measure {
  /** Lines by which two places may miss each other. */
  readonly slack: number;
  /** Shared tokens over all tokens, from which on two texts are alike. */
  readonly likeness: number;
}

/** 0.8 × 35 is a little more than 28 for a processor. */
const ROUNDING = 1e-9;
/** Lines that are looked up together. */
const BLOCK = 64;
/** A place over more blocks than this is looked up by its file alone. */
const MOST_BLOCKS = 64;

export interface Near {
  /** Indices of the entries that may be like this one, in rising order; its own, where it is one of them, too. */
  to(entry: Placed): readonly number[];
}

export function nearOf(entries: readonly Placed[], { slack, likeness }: Measure): Near {
  const order = rarestFirst(entries);
  const index = new Map<string, number[]>();
  const put = (key: string, at: number): void => {
    const list = index.get(key);
    if (list) list.push(at);
    else index.set(key, [at]);
  };
  /** Two texts that are alike share one of the rarest words of each: all the others together are too few. */
  const words = ({ tokens }: Placed): readonly string[] => {
    const sorted = [...tokens].toSorted((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
    return sorted.slice(0, sorted.length - Math.ceil(likeness * sorted.length - ROUNDING) + 1);
  };
  for (const [at, entry] of entries.entries()) {
    for (const key of keysOf(entry, { slack, words: words(entry), asked: false })) put(key, at);
  }
  return {
    to: (entry) => {
      const found = new Set<number>();
      for (const key of keysOf(entry, { slack, words: words(entry), asked: true }))
        for (const at of index.get(key) ?? []) found.add(at);
      return [...found].toSorted((a, b) => a - b);
    },
  };
}

interface Around {
  readonly slack: number;
  readonly words: readonly string[];
  /** Keys to look up, in place of those to be found by. */
  readonly asked: boolean;
}

function keysOf({ finding, isStatus }: Placed, { slack, words, asked }: Around): readonly string[] {
  const { category, criterion, location } = finding;
  const keys: string[] = isStatus ? [`criterion ${criterion ?? ''}`] : [];
  if (!location) {
    // Without a place it may be like one anywhere.
    return [
      ...keys,
      ...words.map((word) => (asked ? `any ${word}` : `none ${word}`)),
      ...(asked ? [] : words.map((word) => `any ${word}`)),
    ];
  }
  const { file, startLine, endLine } = location;
  const home = `${category} ${file}`;
  const [from, to] = [Math.floor((startLine - slack) / BLOCK), Math.floor((endLine + slack) / BLOCK)];
  const isWide = !(to - from < MOST_BLOCKS);
  // One that is wide meets all of its file; the others meet those of their lines, and the wide ones.
  if (isWide) keys.push(asked ? `all ${home}` : `wide ${home}`);
  else {
    for (let block = from; block <= to; block += 1) keys.push(`lines ${block} ${home}`);
    if (asked) keys.push(`wide ${home}`);
  }
  if (!asked) keys.push(`all ${home}`);
  for (const word of words) {
    keys.push(`file ${file} ${word}`);
    keys.push(asked ? `none ${word}` : `any ${word}`);
  }
  return keys;
}

/** In how many texts a word stands; one order for all of them. */
function rarestFirst(entries: readonly Placed[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const { tokens } of entries) for (const word of tokens) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => counts.get(word) ?? 0;
}
