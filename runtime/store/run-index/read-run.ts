/** One run, read from its own folder: what the index keeps, and what stands in for it. */
import { readFileSync } from 'node:fs';
import type { Failure, Result } from '../../model/failure.ts';
import { bad, fail, OkstraError, ok } from '../../model/failure.ts';
import type { RunPlan } from '../../model/plan.ts';
import { emptyJournal } from '../empty-journal.ts';
import { readJournal } from '../journal.ts';
import { hasNotBegun } from '../places.ts';
import type { RunPlace, RunSummary } from '../summary.ts';
import { summarise } from '../summary.ts';
import type { RunFacts } from './facts.ts';
import { factsOf } from './facts.ts';

export interface RunReading {
  readonly summary: RunSummary;
  readonly facts: () => RunFacts;
  /** Nothing is missing from the facts that may be there another time. */
  readonly isWhole: () => boolean;
}

/** A journal that cannot be read says why, with file, line and fix. */
export function readRun(place: RunPlace): Result<RunReading, Failure> {
  const file = `${place.dir}/journal.jsonl`;
  try {
    const events = readJournal(file);
    const summary = summarise(place, events);
    if (!summary) return bad(events.length === 0 && hasNotBegun(place.dir) ? notBegun(file) : emptyJournal(file));
    const plan = (): RunPlan | undefined => planOf(place.dir);
    return ok({
      summary,
      facts: () => factsOf(place, events, plan()) as RunFacts,
      isWhole: () => plan() !== undefined,
    });
  } catch (error) {
    if (error instanceof OkstraError) return bad(error.failure);
    return bad(
      fail('system', 'journal-unreadable', `Expected a journal that can be read, found: ${(error as Error).message}.`, {
        place: { file },
        fix: `chmod u+r ${file}`,
      }).failure,
    );
  }
}

export const NOT_BEGUN = 'run-not-begun';

const notBegun = (file: string): Failure =>
  fail('system', NOT_BEGUN, 'Expected a run, found that its process died before the first event of it.', { place: { file } })
    .failure;

function planOf(dir: string): RunPlan | undefined {
  try {
    return JSON.parse(readFileSync(`${dir}/plan.json`, 'utf8')) as RunPlan;
  } catch {
    return undefined;
  }
}
