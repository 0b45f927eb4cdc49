/** Feature documents as a source: an item for each task. A run takes a bundle of them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../../config/nearest.ts';
import type { OkstraError } from '../../model/failure.ts';
import { fail } from '../../model/failure.ts';
import type { ItemPlace, Loaded, Resolved, Source, SourceOptions, WriteBack, WriteGuard } from '../source.ts';
import { createSpec } from '../spec-folders/create.ts';
import { bundleItem, bundleOf, keptPaths } from './item.ts';
import { itemsOf, listTasks } from './list.ts';
import { listFrdSet } from './read-set.ts';
import { frdRef } from './ref.ts';
import { selectBundle } from './select.ts';
import type { FrdSet } from './types.ts';

const PREFIX = 'frd';
const DEFAULT_ROOT = 'specs/frds';

export function openFrds(options: SourceOptions): Source {
  const rootPath = (options.frdsRoot ?? DEFAULT_ROOT).replace(/^(?:\.\/)+/, '').replace(/\/+$/, '') || '.';
  const root = join(options.repoTop, rootPath);
  const read = (): FrdSet | undefined => (existsSync(root) ? listFrdSet({ repoTop: options.repoTop, root }) : undefined);
  const writeBackPatterns = (): readonly string[] => (existsSync(root) ? keptPaths(rootPath) : []);
  return {
    name: 'frd',
    prefix: PREFIX,
    word: 'frds',
    owns: (group) => /^frd-\d{3}$/.test(group),
    rootPath: () => rootPath,
    discover: () => listTasks(root, rootPath, read()),
    resolve: (ref) => resolveTask(ref, { rootPath, set: read() }),
    load: (item) => load(item, need(item.id, { rootPath, set: read() }), options),
    writeBackPatterns,
    under: (lease) => writeBack(lease, options, writeBackPatterns),
  };
}

interface Place {
  readonly rootPath: string;
  readonly set: FrdSet | undefined;
}

function need(ref: string, { rootPath, set }: Place): FrdSet {
  if (set !== undefined) return set;
  throw unknown(ref, `There is no ${rootPath}.`, 'okstra config set sources.frds <folder>');
}

/** A document means the first task of it that can be taken, `frd:next` the first of all; claims are not looked at. */
function resolveTask(ref: string, place: Place): Resolved {
  const found = frdRef(ref);
  if (found === undefined) throw unknown(ref);
  const id = found === 'next' ? undefined : found;
  const set = need(ref, place);
  const items = itemsOf(set);
  const isTask = id !== undefined && id.includes('-T');
  const first = isTask ? id : selectBundle(set.documents, id === undefined ? {} : { only: id }).bundle?.tasks[0]?.taskId;
  const item = items.find((known) => known.id === first);
  if (item !== undefined) return { item, notices: [] };
  const broken = set.unusable.find(({ frdId }) => id !== undefined && (id === frdId || id.startsWith(`${frdId}-`)));
  if (broken !== undefined) {
    throw unknown(ref, `Its document cannot be used: ${broken.reason}.`, `okstra validate ${place.rootPath}`);
  }
  const isThere = found === 'next' || set.documents.some(({ frdId }) => frdId === id);
  if (isThere) throw unknown(ref, 'No task of it can be taken now.', 'okstra frd next says why.');
  const meant = nearest(
    id ?? '',
    items.map((known) => known.id),
  );
  throw unknown(ref, '', meant === undefined ? undefined : `Write ${meant}.`);
}

const unknown = (ref: string, why = '', fix = 'okstra frd next lists all of them.'): OkstraError =>
  fail(
    'usage',
    'item-unknown',
    `Expected the id of a task of a feature document, found "${ref}".${why === '' ? '' : ` ${why}`}`,
    {
      fix,
    },
  );

function load(item: ItemPlace, set: FrdSet, options: SourceOptions): Loaded {
  return { item: bundleItem(set, bundleOf(set, item.id, item.bundle?.taskIds), options), notices: [] };
}

/**
 * Nothing is written into the checkout: what a run finds goes into the documents on its own branch. What it leaves to others becomes a spec
 * folder, because tasks are added to documents by people.
 */
function writeBack(
  lease: WriteGuard,
  { repoTop, specsRoot }: SourceOptions,
  writeBackPatterns: WriteBack['writeBackPatterns'],
): WriteBack {
  return {
    writeBackPatterns,
    inProgress: 'in_progress',
    markInProgress: async (item) => item.id,
    recordVerdict: async () => undefined,
    recordOutcome: async (_item, { outcome, statusBefore }) => (outcome === 'accepted' ? 'completed' : statusBefore),
    sendBack: async () => undefined,
    writeReport: async () => undefined,
    create: (item, dryRun = false) => createSpec(item, { repoTop, specsRoot, lease, dryRun }),
  };
}
