/** A process of its own that appends notes to one item: `node appender.ts <repository> <id> <name> <count>`. */
import { join } from 'node:path';
import { openSource } from '../../../runtime/sources/index.ts';

const [top = '', id = '', name = '', count = '0'] = process.argv.slice(2);
const options = { repoTop: top, project: 'p', acceptanceCommands: [], checkCommands: [] };
const source = openSource('spec-folders', options).under({ check: () => undefined });
const item = { id, dir: join(top, 'specs', id), path: `specs/${id}` };
for (let index = 0; index < Number(count); index += 1) {
  await source.recordVerdict(item, {
    attempt: index + 1,
    ok: false,
    remainingTasks: [`${name}-${index}`],
    lastWorkerLine: '',
    at: '2031-04-02T09:10:11Z',
  });
}
