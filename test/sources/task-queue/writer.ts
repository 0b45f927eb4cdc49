/** A process of its own that brings one task to its end: `node writer.ts <repository> <id>`. */
import { join } from 'node:path';
import { openSource } from '../../../runtime/sources/index.ts';

const [top = '', id = ''] = process.argv.slice(2);
const source = openSource('task-queue', { repoTop: top, project: 'p', acceptanceCommands: [], checkCommands: [] }).under({
  check: () => undefined,
});
const item = { id, dir: join(top, 'docs/specs'), path: 'docs/specs' };
const at = '2031-04-03T09:10:11Z';
await source.markInProgress(item);
await source.recordVerdict(item, {
  attempt: 1,
  ok: true,
  remainingTasks: [],
  lastWorkerLine: '',
  files: [`src/${id}.ts`],
  criteria: [{ index: 0, text: 'it works', met: true }],
  at,
});
await source.recordOutcome(item, {
  outcome: 'accepted',
  statusBefore: 'pending',
  attemptsUsed: 1,
  maxAttempts: 1,
  remainingTasks: [],
  reason: '',
  at,
});
