/** What `okstra resume` does with a run before its first action, in its order; prints how long each step took, in milliseconds. */
import { join } from 'node:path';
import { decide, fold } from '../../runtime/lead/index.ts';
import type { RunEvent } from '../../runtime/model/events.ts';
import { checkArtifacts } from '../../runtime/store/artifacts.ts';
import { parseJournal } from '../../runtime/store/journal.ts';

export interface BeforeFirstAction {
  readonly read: number;
  readonly files: number;
  readonly fold: number;
  readonly decide: number;
  readonly total: number;
}

const [, , dir = ''] = process.argv;
const from = performance.now();
const { events } = parseJournal(join(dir, 'journal.jsonl'));
const read = performance.now();
const lost = checkArtifacts(dir, events);
const files = performance.now();
const resumed: RunEvent = { seq: events.length + 1, at: new Date().toISOString(), type: 'run-resumed', okstra: '0', swept: 0 };
const state = fold([...events, resumed]);
const folded = performance.now();
const actions = decide(state);
const end = performance.now();
if (actions.length === 0 || lost.needed.length > 0 || lost.others.length > 0)
  throw new Error('a run that cannot go on measures nothing');
const took: BeforeFirstAction = {
  read: read - from,
  files: files - read,
  fold: folded - files,
  decide: end - folded,
  total: end - from,
};
process.stdout.write(JSON.stringify(took));
