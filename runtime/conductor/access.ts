/** Whether the item's folder takes what a run writes back: asked before anything is written anywhere. */
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../model/failure.ts';
import type { WorkItem } from '../model/item.ts';

/** @throws OkstraError `item-not-writable` */
export function assertWritable(item: WorkItem): void {
  // What comes of feature documents is written on the branch of the run.
  if (item.source === 'frd') return;
  const paths = [
    item.dir,
    ...(item.source === 'task-queue' ? ['TASKS.md', 'IMPLEMENTATION_PROGRESS.md'] : ['metadata.json', 'implementation-report.md'])
      .map((name) => join(item.dir, name))
      .filter((path) => existsSync(path)),
  ];
  for (const path of paths) {
    try {
      accessSync(path, constants.W_OK);
    } catch (error) {
      throw fail(
        'usage',
        'item-not-writable',
        `Expected to write status and report into ${item.path}, found ${path} read-only.`,
        {
          fix: `chmod u+w ${path}`,
          place: { file: path },
          cause: error,
        },
      );
    }
  }
}
