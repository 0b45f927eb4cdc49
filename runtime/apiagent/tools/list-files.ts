import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { placeIn } from './place.ts';
import { inputOf, numberOf, pathInput, problem, type Tool, textOf } from './tool.ts';

const LISTED = 500;
/** Of a tree that is larger, the rest is named as not looked at. */
const MOST_SEEN = 50_000;
/** Held by tools, not by people; listed when asked for by name. */
const SKIPPED = new Set(['.git', 'node_modules']);

export const listFiles: Tool = {
  name: 'list_files',
  shownAs: 'list_files',
  description: `Lists the files below a folder of the working folder with their sizes in bytes, ${LISTED} at a time. Folders named node_modules are listed only when asked for.`,
  input: inputOf({
    path: pathInput('Folder, relative to the working folder. Default: the working folder itself.'),
    depth: { type: 'integer', minimum: 1, description: 'Levels of folders. Default: all.' },
    offset: { type: 'integer', minimum: 0, description: 'So many entries are left out at the beginning: to read on.' },
  }),
  detail: (input) => textOf(input, 'path') ?? '.',
  async run(input, { top }) {
    const asked = textOf(input, 'path') ?? '.';
    const placed = placeIn(top, asked === '' ? '.' : asked);
    if (!placed.ok) return problem(placed.problem);
    const stat = lstatSync(placed.path, { throwIfNoEntry: false });
    if (stat === undefined) return problem(`There is no folder ${asked}.`);
    if (!stat.isDirectory()) return { text: `${placed.name} ${stat.size}` };
    const found: string[] = [];
    const isWhole = walk(placed.path, placed.name === '.' ? '' : `${placed.name}/`, numberOf(input, 'depth') ?? Infinity, found);
    const offset = numberOf(input, 'offset') ?? 0;
    const part = found.slice(offset, offset + LISTED);
    if (part.length === 0)
      return { text: found.length === 0 ? '[okstra: the folder is empty]' : `[okstra: there are ${found.length} entries only]` };
    const end = offset + part.length;
    const total = `${isWhole ? '' : 'more than '}${found.length}`;
    const note =
      end < found.length || offset > 0 || !isWhole
        ? `\n[okstra: entries ${offset + 1} to ${end} of ${total}${end < found.length ? `; read on with offset ${end}, or list one folder` : ''}]`
        : '';
    return { text: `${part.join('\n')}${note}` };
  },
};

/** Sorted; links are named and not followed. @returns false where it was too much */
function walk(folder: string, name: string, depth: number, found: string[]): boolean {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    found.push(`${name} (cannot be read)`);
    return true;
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (found.length >= MOST_SEEN) return false;
    const path = `${name}${entry.name}`;
    if (entry.isDirectory()) {
      if (SKIPPED.has(entry.name)) {
        if (entry.name !== '.git') found.push(`${path}/ (not listed)`);
      } else if (depth <= 1) found.push(`${path}/`);
      else if (!walk(join(folder, entry.name), `${path}/`, depth - 1, found)) return false;
    } else if (entry.isSymbolicLink()) found.push(`${path} (link)`);
    else if (entry.isFile()) found.push(`${path} ${lstatSync(join(folder, entry.name), { throwIfNoEntry: false })?.size ?? ''}`);
    else found.push(`${path} (no ordinary file)`);
  }
  return true;
}
