/** What a run that is over found: criteria and receipts of its last attempt. */
import { fold } from '../lead/index.ts';
import type { Receipt } from '../model/evidence.ts';
import type { RunPlan } from '../model/plan.ts';
import { readJournal } from '../store/journal.ts';
import { openRunFolder } from '../store/run-folder.ts';
import type { CriterionFound } from './write-back.ts';
import { criteriaFound } from './write-back.ts';

/** @param dir run folder */
export function stateOfRun(dir: string): {
  readonly criteria: readonly CriterionFound[];
  readonly receipts: readonly Receipt[];
  readonly files: readonly string[];
} {
  const folder = openRunFolder(dir, (text) => text);
  const events = readJournal(folder.journal);
  const [first] = events;
  if (first?.type !== 'run-started') throw new Error('a run that was listed has a first event');
  const plan = JSON.parse(folder.read(first.plan)) as RunPlan;
  const last = fold(events).attempts.at(-1);
  if (last === undefined) return { criteria: [], receipts: [], files: [] };
  return {
    criteria: criteriaFound({ plan, folder, events: () => events }, last),
    receipts: last.receipts.filter(({ on }) => on === 'candidate'),
    files: last.candidate?.files.map(({ path }) => path) ?? [],
  };
}
