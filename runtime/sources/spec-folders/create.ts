/** A spec folder made of a follow-up: there as a whole or not at all, and once, however often it is asked for. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../findings/text.ts';
import { fail } from '../../model/failure.ts';
import { syncFolder, writeFileAtomic } from '../../store/files.ts';
import { withCheckoutLock } from '../lock.ts';
import type { CreatedItem, NewItem, WriteGuard } from '../source.ts';
import { discover } from './discover.ts';
import { CHECKLIST_FILE, METADATA_FILE, SPEC_FILE } from './files.ts';

interface Place {
  readonly repoTop: string;
  readonly specsRoot: string | undefined;
  readonly lease: WriteGuard;
  readonly dryRun: boolean;
}

export async function createSpec(item: NewItem, place: Place): Promise<CreatedItem> {
  return place.dryRun ? make(item, place) : withCheckoutLock(place.repoTop, () => make(item, place));
}

function make(item: NewItem, { repoTop, specsRoot, lease, dryRun }: Place): CreatedItem {
  const { root, rootPath, exists, items } = discover(repoTop, specsRoot);
  const names = exists ? readdirSync(root) : [];
  const there = names.find((name) => isMarked(join(root, name, METADATA_FILE), item.followUpOf));
  if (there !== undefined) {
    const id = items.find(({ dir }) => dir === join(root, there))?.id ?? there;
    const { dependsOn = [] } = items.find((each) => each.id === id) ?? {};
    return { id, dir: join(root, there), path: `${rootPath}/${there}`, created: false, dependsOn, files: {} };
  }
  const known = new Set(items.map(({ id }) => id));
  const dependsOn = item.dependsOn.filter((id) => known.has(id));
  const id = nextName([...names, ...known], item.name);
  const files = filesOf(item, id, dependsOn);
  const created: CreatedItem = { id, dir: join(root, id), path: `${rootPath}/${id}`, created: !dryRun, dependsOn, files };
  if (!dryRun) {
    lease.check();
    write(root, id, files);
  }
  return created;
}

/** Reads no more than the mark: a folder that is malformed in another way is one that was made all the same. */
function isMarked(file: string, { run, id }: NewItem['followUpOf']): boolean {
  if (!existsSync(file)) return false;
  try {
    const text = readFileSync(file, 'utf8');
    if (!text.includes(run)) return false;
    const metadata: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const mark = isObject(metadata) ? metadata['followUpOf'] : undefined;
    return isObject(mark) && mark['run'] === run && mark['id'] === id;
  } catch {
    return false; // okstra wrote no such file
  }
}

const NUMBER = /^spec-(\d{1,9})(?!\d)/;

/** `spec-07-a-title`: one more than the highest number there is, so that no name ever comes back. */
function nextName(taken: readonly string[], title: string): string {
  const numbers = taken.flatMap((name) => NUMBER.exec(name)?.[1] ?? []);
  const next = Math.max(0, ...numbers.map(Number)) + 1;
  const width = Math.max(2, ...numbers.map(({ length }) => length));
  return `spec-${String(next).padStart(width, '0')}-${slugOf(title)}`;
}

const MAX_SLUG = 40;

/** Plain letters and digits of the title; a title without any gives a word of its own. */
function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = (words.shift() ?? 'follow-up').slice(0, MAX_SLUG);
  for (const word of words) {
    if (slug.length + 1 + word.length > MAX_SLUG) break;
    slug += `-${word}`;
  }
  return slug;
}

function filesOf({ name, followUpOf, body, criteria }: NewItem, id: string, dependsOn: readonly string[]): CreatedItem['files'] {
  const metadata = { id, name, status: 'todo', dependsOn, acceptanceCommands: [], notes: '', followUpOf };
  return {
    [SPEC_FILE]: `# ${name}\n\n${body.trimEnd()}\n`,
    [CHECKLIST_FILE]: `# Acceptance checklist\n\n${criteria.map((text) => `- [ ] ${text}\n`).join('')}`,
    [METADATA_FILE]: `${JSON.stringify(metadata, null, 2)}\n`,
  };
}

/** Of a folder that was being written when its process died; no listing shows it, and under the lock nobody works in it. */
const DRAFT = '.okstra-new-';

function write(root: string, name: string, files: CreatedItem['files']): void {
  const draft = join(root, `${DRAFT}${process.pid}`);
  try {
    mkdirSync(root, { recursive: true });
    for (const left of readdirSync(root)) if (left.startsWith(DRAFT)) rmSync(join(root, left), { recursive: true, force: true });
    for (const [file, text] of Object.entries(files)) writeFileAtomic(join(draft, file), text);
    renameSync(draft, join(root, name));
    syncFolder(root);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw fail(
      'system',
      'not-writable',
      `Expected a specs root that can be written, found: ${error instanceof Error ? error.message : String(error)}.`,
      { fix: `chmod u+rwX ${root}`, place: { file: root }, cause: error },
    );
  }
}
