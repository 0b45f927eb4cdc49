/** From what a person typed to a spec folder. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { nearest } from '../../config/nearest.ts';
import { fail, OkstraError } from '../../model/failure.ts';
import type { Discovery, ItemSummary, Resolved } from '../source.ts';
import { summarise } from './discover.ts';
import { isBelow, METADATA_FILE, repoPath, SPEC_FILE } from './files.ts';

export interface RefContext {
  readonly repoTop: string;
  /** Absolute. */
  readonly cwd: string;
  readonly discovery: Discovery;
}

/**
 * An absolute path, else a path relative to `cwd`, to the repository, to the specs root, else an id, else the beginning of one id.
 * `spec:` and `specs/` before an id are understood.
 */
export function resolveRef(ref: string, context: RefContext): Resolved {
  const { repoTop, cwd, discovery } = context;
  const bare = ref.replace(/^spec:/, '');
  const places = isAbsolute(bare) ? [bare] : [resolve(cwd, bare), resolve(repoTop, bare), resolve(discovery.root, bare)];
  const tried = [...new Set(places)];
  const folders = bare.trim() === '' ? [] : tried.map(asFolder).filter((place) => place !== undefined);
  const isSpec = folders.find((folder) => existsSync(join(folder, SPEC_FILE)) || existsSync(join(folder, METADATA_FILE)));
  if (isSpec !== undefined) return fromFolder(isSpec, context);
  const id = bare.replace(/^specs\//, '').replace(/\/+$/, '');
  rejectShared(id, discovery);
  const exact = discovery.items.find((item) => item.id === id);
  if (exact !== undefined) return { item: exact, notices: [] };
  const [first, ...others] = id.length < 3 ? [] : discovery.items.filter((item) => item.id.startsWith(id));
  if (first !== undefined && others.length === 0) {
    return { item: first, notices: [{ code: 'ref-completed', message: `${ref} stands for ${first.id}.` }] };
  }
  const [plain] = folders;
  if (plain !== undefined && first === undefined) return fromFolder(plain, context); // says what it lacks
  throw notFound(ref, {
    tried,
    ids: first === undefined ? near(id, discovery.items) : [first, ...others].map((item) => item.id),
  });
}

/** A folder, or the folder of a spec's file. */
function asFolder(place: string): string | undefined {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return place;
  return stat?.isFile() === true && [SPEC_FILE, METADATA_FILE].includes(basename(place)) ? dirname(place) : undefined;
}

function fromFolder(folder: string, { repoTop, discovery }: RefContext): Resolved {
  const dir = realpathSync(folder);
  const top = realpathSync(repoTop);
  if (!isBelow(top, dir) || dir === top) {
    throw fail('usage', 'outside-repository', `Expected a spec folder inside ${repoTop}, found ${folder}.`, {
      fix: 'okstra run --cwd <repository> …',
      place: { file: folder },
    });
  }
  // Spelt as the rest of okstra spells the repository, also when it was reached through a link.
  const path = repoPath(top, dir);
  const summary = summarise(join(repoTop, path), path);
  if (!summary.ok) {
    const [first, ...rest] = summary.failures;
    if (first === undefined) throw new Error('an error needs a failure');
    throw new OkstraError(rest.length === 0 ? first : { ...first, details: { problems: summary.failures } });
  }
  rejectShared(summary.item.id, discovery);
  const other = discovery.items.find(({ id, path: known }) => id === summary.item.id && known !== path);
  if (other !== undefined) throw shared(summary.item.id, [other.path, path]);
  return { item: summary.item, notices: summary.notices };
}

function rejectShared(id: string, { failures }: Discovery): void {
  const failure = failures.find(({ details }) => details?.['id'] === id);
  if (failure !== undefined) throw new OkstraError(failure);
}

const shared = (id: string, paths: readonly string[]): OkstraError =>
  fail('usage', 'duplicate-id', `Expected each id once, found "${id}" in ${paths.join(' and ')}.`, {
    fix: `Give one of them another "id" in its ${METADATA_FILE}.`,
    details: { id, paths },
  });

function near(id: string, items: readonly ItemSummary[]): readonly string[] {
  const meant = nearest(
    id,
    items.map((item) => item.id),
  );
  const holding = id.length < 2 ? [] : items.map((item) => item.id).filter((known) => known.includes(id));
  return [...new Set([...(meant === undefined ? [] : [meant]), ...holding])].slice(0, 5);
}

function notFound(
  ref: string,
  { tried, ids }: { readonly tried: readonly string[]; readonly ids: readonly string[] },
): OkstraError {
  const places = tried.length === 0 ? '' : ` Tried ${tried.join(', ')}.`;
  return fail('usage', 'item-unknown', `Expected a spec folder or the id of one, found "${ref}".${places}`, {
    fix: ids.length === 0 ? 'okstra inspect status lists all items.' : `Write ${ids.join(' or ')}.`,
    details: { tried, near: ids },
  });
}
