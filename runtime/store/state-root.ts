/** `.okstra/` of a checkout: where everything lies that okstra keeps about its runs. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { makeFolders, writeFileAtomic } from './files.ts';

export const stateRoot = (top: string): string => join(top, '.okstra');

/** Makes the state folder, which ignores itself so that no project has to. */
export function ensureStateRoot(top: string): string {
  const root = stateRoot(top);
  makeFolders(root);
  const ignore = join(root, '.gitignore');
  // Whole or not at all: an empty one would show the state folder in the user's status for ever.
  if (!existsSync(ignore)) writeFileAtomic(ignore, '*\n');
  return root;
}

/** `tasks/<group>/<id>/runs`: the run folders of one item. */
export const runsFolder = (top: string, group: string, id: string): string => join(stateRoot(top), 'tasks', group, id, 'runs');

/** A path below the checkout, relative to its top, with `/`: what reports may name. */
export const stateRelative = (top: string, path: string): string => relative(top, path).replaceAll('\\', '/');
