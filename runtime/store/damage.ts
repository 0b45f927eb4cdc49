/** Runs whose journal cannot be relied on as a whole: which they are, and what is wrong with each. */
import { join } from 'node:path';
import type { Failure } from '../model/failure.ts';
import { fail, OkstraError } from '../model/failure.ts';
import { inspectJournal } from './journal.ts';
import { hasNotBegun, JOURNAL } from './places.ts';
import type { Catalog } from './run-index/catalog.ts';
import { byAge } from './run-index/heads.ts';
import type { RunPlace } from './summary.ts';

export interface DamagedRun extends RunPlace {
  /** As the intact beginning of its journal says; null: there is none. */
  readonly runId: string | null;
  readonly failure: Failure;
}

/** Those without a journal first, then oldest journal first. A folder in which a run was about to begin when its process died is none of them. */
export function damagedIn(catalog: Pick<Catalog, 'heads' | 'withoutJournal' | 'facts'>): readonly DamagedRun[] {
  const heads = byAge(catalog.heads.filter((head) => head.damaged));
  const facts = catalog.facts(heads);
  const unreadable = heads.flatMap(({ dir, group, itemId }, index) => {
    const found = facts[index];
    return found?.ok === false ? [{ dir, group, itemId, runId: idOf(dir), failure: found.failure }] : [];
  });
  return [...missingIn(catalog), ...unreadable];
}

/** Those of them that have no journal. */
export const missingIn = ({ withoutJournal }: Pick<Catalog, 'withoutJournal'>): readonly DamagedRun[] =>
  withoutJournal
    .filter(({ dir }) => !hasNotBegun(dir))
    .map(({ dir, group, itemId }) => ({ dir, group, itemId, runId: null, failure: missingJournal(join(dir, JOURNAL)) }));

function idOf(dir: string): string | null {
  try {
    const [first] = inspectJournal(join(dir, JOURNAL)).events;
    return first?.type === 'run-started' ? first.runId : null;
  } catch (error) {
    if (error instanceof OkstraError || (error as NodeJS.ErrnoException).code !== undefined) return null; // newer, or unreadable
    throw error;
  }
}

const missingJournal = (file: string): Failure =>
  fail(
    'system',
    'journal-missing',
    'Expected the journal of the run, found none. What the run was doing is not known; its other files are there.',
    {
      place: { file },
      fix: 'okstra doctor --repair shows what can be kept. Or restore the file from a backup.',
    },
  ).failure;
