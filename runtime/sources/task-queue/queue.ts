/** The files of a queue, read from disk and written back one whole file at a time. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail, OkstraError } from '../../model/failure.ts';
import { writeFileAtomic } from '../../store/files.ts';
import { withCheckoutLock } from '../lock.ts';
import type { WriteGuard } from '../source.ts';
import { readText, unreadable } from '../spec-folders/files.ts';
import type { Splice } from './lines.ts';
import { applySplices } from './lines.ts';
import type { ManifestFile } from './manifest-file.ts';
import { parseManifest } from './manifest-file.ts';
import type { ProgressFile } from './progress-file.ts';
import { newProgressText, parseProgress } from './progress-file.ts';
import type { SpecText } from './sections.ts';
import type { TasksFile } from './tasks-file.ts';
import { parseTasks } from './tasks-file.ts';

export const TASKS_FILE = 'TASKS.md';
export const PROGRESS_FILE = 'IMPLEMENTATION_PROGRESS.md';
export const MANIFEST_FILE = '.spec-manifest.md';
export const DESIGN_TASKS_FILE = 'DESIGN_TASKS.md';
export const DECISIONS_FILE = 'DECISIONS.md';
const OWN_FILES: ReadonlySet<string> = new Set([TASKS_FILE, PROGRESS_FILE, MANIFEST_FILE, DESIGN_TASKS_FILE, DECISIONS_FILE]);

/** Ten thousand tasks have a few megabytes. */
const MAX_BYTES = 64 * 1_048_576;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export interface QueuePlace {
  /** Absolute. */
  readonly repoTop: string;
  /** Folder of the queue, relative to the repository, with `/`. */
  readonly rootPath: string;
}

export interface Queue {
  readonly place: QueuePlace;
  readonly tasks: TasksFile;
  readonly progress: ProgressFile;
  /** False: the progress file is not there yet. */
  readonly hasProgress: boolean;
}

const inRepo = ({ rootPath }: QueuePlace, name: string): string => (rootPath === '.' ? name : `${rootPath}/${name}`);
export const pathOf = (place: QueuePlace, name: string): string => inRepo(place, name);
const absolute = (place: QueuePlace, name: string): string => join(place.repoTop, place.rootPath, name);

export const hasQueue = (place: QueuePlace): boolean => existsSync(absolute(place, TASKS_FILE));

/** @throws OkstraError `queue-missing`, and those of files that cannot be read */
export function readQueue(place: QueuePlace): Queue {
  const text = read(place, TASKS_FILE);
  if (text === undefined) {
    throw fail('usage', 'queue-missing', `Expected a task queue, found no ${inRepo(place, TASKS_FILE)}.`, {
      fix: 'okstra tasks start makes one from the specs; another folder: okstra config set sources.tasks <folder>',
      place: { file: inRepo(place, TASKS_FILE) },
    });
  }
  const progress = read(place, PROGRESS_FILE);
  return {
    place,
    tasks: parseTasks(text, inRepo(place, TASKS_FILE)),
    progress: parseProgress(progress ?? '', inRepo(place, PROGRESS_FILE)),
    hasProgress: progress !== undefined,
  };
}

/** With its byte order mark, which decoding takes away, so that it comes out again. */
function read(place: QueuePlace, name: string): string | undefined {
  const path = absolute(place, name);
  const text = readTextChecked(path, inRepo(place, name), place.repoTop);
  return text !== undefined && beginsWithMark(path) ? `\uFEFF${text}` : text;
}

function beginsWithMark(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const first = Buffer.alloc(3);
    return readSync(file, first) === 3 && first.equals(BYTE_ORDER_MARK);
  } finally {
    closeSync(file);
  }
}

const readTextChecked = (path: string, shown: string, top: string): string | undefined =>
  readText({ path, shown, top }, MAX_BYTES);

export const readOther = (place: QueuePlace, name: string): string | undefined => read(place, name);

export function readManifest(place: QueuePlace): ManifestFile | undefined {
  const text = read(place, MANIFEST_FILE);
  return text === undefined ? undefined : parseManifest(text, inRepo(place, MANIFEST_FILE));
}

/** The specs that the manifest lists; without one all Markdown files of the folder. Sorted by path. */
export function readSpecs(place: QueuePlace, manifest: ManifestFile | undefined = readManifest(place)): readonly SpecText[] {
  const listed = manifest?.specs.map(({ path }) => path) ?? [];
  const paths = listed.length > 0 ? listed : markdownIn(join(place.repoTop, place.rootPath));
  return [...new Set(paths)].toSorted().flatMap((path) => {
    const file = absolute(place, path);
    const shown = inRepo(place, path);
    try {
      const text = readText({ path: file, shown, top: place.repoTop }, MAX_BYTES);
      return text === undefined ? [] : [{ path, text }];
    } catch (error) {
      if (error instanceof OkstraError) throw error;
      throw unreadable(shown, error);
    }
  });
}

/** Markdown files of the folder that the manifest lists not: nobody looks at them. None where no manifest lists any. */
export function unlistedSpecs(place: QueuePlace, manifest: ManifestFile | undefined = readManifest(place)): readonly string[] {
  const listed = new Set(manifest?.specs.map(({ path }) => path));
  return listed.size === 0
    ? []
    : markdownIn(join(place.repoTop, place.rootPath))
        .filter((name) => !listed.has(name) && name.toLowerCase() !== 'readme.md')
        .toSorted();
}

function markdownIn(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder).filter((name) => name.endsWith('.md') && !name.startsWith('.') && !OWN_FILES.has(name));
}

/** What a change of the queue consists of. Texts stand for whole files; an absent one stays as it is. */
export interface QueueChange {
  readonly tasks?: readonly Splice[];
  readonly progress?: readonly Splice[];
  /** Whole files by name. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface WriteTime {
  /** ISO-8601 UTC. */
  readonly at: string;
}

/**
 * Changes the queue as it lies on disk at that moment, with nobody else of this checkout writing.
 * @param decide gets the queue as it is; what it gives back is written. Given the same queue it has to give nothing new: then nothing is written
 */
export function editQueue<T>(
  place: QueuePlace,
  lease: WriteGuard,
  decide: (queue: Queue) => { readonly change: QueueChange; readonly value: T },
  at: WriteTime = { at: new Date().toISOString() },
): Promise<T> {
  return withCheckoutLock(place.repoTop, () => {
    const queue = withProgress(readQueue(place), at);
    const { change, value } = decide(queue);
    const tasks = applySplices(queue.tasks.lines, change.tasks ?? []);
    const progress = applySplices(queue.progress.lines, change.progress ?? []);
    if ((change.tasks ?? []).length > 0) write(place, TASKS_FILE, tasks, lease);
    if ((change.progress ?? []).length > 0) write(place, PROGRESS_FILE, progress, lease);
    for (const [name, text] of Object.entries(change.files ?? {})) write(place, name, text, lease);
    return value;
  });
}

/** A queue of another tool may have no progress file yet: one is begun with what TASKS.md says. */
function withProgress(queue: Queue, { at }: WriteTime): Queue {
  if (queue.hasProgress) return queue;
  const version = queue.tasks.header.find(({ name }) => name.toLowerCase() === 'spec version')?.value ?? '';
  const text = newProgressText({
    specVersion: version,
    date: at,
    git: existsSync(join(queue.place.repoTop, '.git')),
    parallel: queue.tasks.groups.some(({ approved }) => approved),
    lastCommit: '',
    tasks: queue.tasks.tasks.map(({ id, status }) => ({ id, status })),
  });
  return { ...queue, progress: parseProgress(text, inRepo(queue.place, PROGRESS_FILE)) };
}

export function writeQueueFile(place: QueuePlace, name: string, text: string, lease: WriteGuard): Promise<void> {
  return withCheckoutLock(place.repoTop, () => write(place, name, text, lease));
}

function write(place: QueuePlace, name: string, text: string, lease: WriteGuard): void {
  const path = absolute(place, name);
  const known = existsSync(path) ? readFileSync(path) : undefined;
  const bytes = Buffer.from(text);
  if (known?.equals(bytes) === true) return;
  lease.check();
  const mode = (statSync(path, { throwIfNoEntry: false })?.mode ?? 0o644) & 0o777;
  try {
    writeFileAtomic(path, bytes, { mode, temporary: join(dirname(path), `.${basename(path)}.okstra-tmp`) });
  } catch (error) {
    throw fail(
      'system',
      'not-writable',
      `Expected a file that can be written, found: ${error instanceof Error ? error.message : String(error)}.`,
      {
        fix: `chmod u+rwX ${inRepo(place, '')}`,
        place: { file: inRepo(place, name) },
        cause: error,
      },
    );
  }
}
