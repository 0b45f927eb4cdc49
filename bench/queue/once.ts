/** Reads a queue, or reads it and writes the status of one task, once: prints how many milliseconds that took without loading the code. */
import { readQueue } from '../../runtime/sources/task-queue/queue.ts';
import { markInProgress } from '../../runtime/sources/task-queue/write-back.ts';

const [what, repoTop = '', id = ''] = process.argv.slice(2);
const place = { repoTop, rootPath: 'docs/specs' };
const begun = performance.now();
if (what === 'read') readQueue(place);
else await markInProgress({ place, lease: { check: () => undefined } }, id);
process.stdout.write(String(performance.now() - begun));
