/** The run folders of a checkout as they lie on the disk, whatever is in them. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runsFolder, stateRoot } from './state-root.ts';
import type { RunPlace } from './summary.ts';

export const JOURNAL = 'journal.jsonl';

/** All of a checkout, or of one item. */
export function placesOf(top: string, only?: { group: string; id: string }): readonly RunPlace[] {
  const tasks = join(stateRoot(top), 'tasks');
  return (only ? [only.group] : folders(tasks)).flatMap((group) =>
    (only ? [only.id] : folders(join(tasks, group))).flatMap((itemId) => {
      const runs = runsFolder(top, group, itemId);
      return folders(runs).map((name) => ({ dir: join(runs, name), group, itemId }));
    }),
  );
}

const folders = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .toSorted()
    : [];

/** What a run writes before its first event. A folder with nothing else is of a run that was about to begin when its process died. */
export const hasNotBegun = (dir: string): boolean =>
  readdirSync(dir).every((name) => name === JOURNAL || name === 'plan.json' || name.endsWith('.tmp'));
