/** What people said of verification entries that only a person can answer: `.okstra/human-evidence.json`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../model/failure.ts';
import { writeFileAtomic } from './files.ts';
import { ensureStateRoot, stateRoot } from './runs.ts';

export interface HumanEvidence {
  /** `FRD-001-T2-V1`. */
  readonly entry: string;
  readonly words: string;
  readonly by: string;
  /** ISO-8601 UTC. */
  readonly at: string;
  /** Of the candidate that was looked at; null: said before there was any, so it is about what was there already. */
  readonly tree: string | null;
  /** It was looked at, and does not hold. */
  readonly failed?: true;
}

const fileOf = (top: string): string => join(stateRoot(top), 'human-evidence.json');

/** Oldest first. @throws OkstraError `evidence-damaged` */
export function readHumanEvidence(top: string): readonly HumanEvidence[] {
  const file = fileOf(top);
  if (!existsSync(file)) return [];
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as { readonly entries?: unknown };
    if (Array.isArray(value.entries)) return value.entries as readonly HumanEvidence[];
  } catch {
    // told below
  }
  throw fail('system', 'evidence-damaged', 'Expected what people said of verification entries, found text that is none.', {
    fix: 'Keep a copy of the file, then remove it and say it again: okstra answer <entry> "<what you saw>"',
    place: { file },
  });
}

/** The caller holds the lock of the checkout. */
export function addHumanEvidence(top: string, said: HumanEvidence): void {
  ensureStateRoot(top);
  const entries = [...readHumanEvidence(top), said];
  writeFileAtomic(fileOf(top), `${JSON.stringify({ entries }, null, 2)}\n`);
}

/** The newest words for each entry that hold for a tree. */
export const wordsFor = (said: readonly HumanEvidence[], tree: string): ReadonlyMap<string, HumanEvidence> =>
  new Map(said.filter((each) => each.tree === null || each.tree === tree).map((each) => [each.entry, each]));

/** The newest words for each entry, whatever they are about, where they say that it does not hold. */
export const refusedEntries = (said: readonly HumanEvidence[]): readonly HumanEvidence[] =>
  [...new Map(said.map((each) => [each.entry, each])).values()].filter(({ failed }) => failed === true);
