/** What changed since the last session: by commits and the working tree; outside of git by times of modification. Reads only. */
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '../../git/index.ts';
import { commitNamed, git, headOf, isAncestor } from '../../git/index.ts';
import type { ChangeSize } from '../../sources/task-queue/measure.ts';
import { measureChange } from '../../sources/task-queue/measure.ts';
import type { Queue } from '../../sources/task-queue/queue.ts';
import type { Observed, ObservedFile } from '../../sources/task-queue/reconcile.ts';
import { modifiedFiles } from '../../sources/task-queue/reconcile.ts';
import { headerOf } from '../../sources/task-queue/status.ts';

export interface ObserveRequest {
  readonly top: string;
  readonly repo?: Repository;
  readonly queue: Queue;
  /** Contents that were looked at before and are not to be told again: path to hash. */
  readonly seen: ReadonlyMap<string, string>;
  /** Names that a task's criteria or its own change speak of. */
  readonly namesFor: (task: string) => readonly string[];
}

/** What a path is: a file by the hash of its content, a link by where it points. */
export function stateOfPath(top: string, path: string): string {
  const place = join(top, path);
  const info = lstatSync(place, { throwIfNoEntry: false });
  if (info === undefined) return 'absent';
  if (info.isSymbolicLink()) return `link ${readlinkSync(place)}`;
  return info.isFile() ? createHash('sha256').update(readFileSync(place)).digest('hex') : 'folder';
}

export async function observe(request: ObserveRequest): Promise<Observed> {
  return request.repo === undefined ? byTimes(request) : byGit(request, request.repo);
}

/** Neither what okstra keeps itself nor its configuration is work of anybody. */
const isOurs = ({ place }: Queue, path: string): boolean =>
  path.startsWith('.okstra/') ||
  path === 'okstra.yaml' ||
  (place.rootPath === '.'
    ? /^(?:TASKS|IMPLEMENTATION_PROGRESS|DECISIONS|DESIGN_TASKS|\.spec-manifest)\.md$/.test(path)
    : path.startsWith(`${place.rootPath}/`));

interface Changed {
  readonly path: string;
  readonly previousPath?: string;
  readonly isNew: boolean;
}

async function byGit(request: ObserveRequest, repo: Repository): Promise<Observed> {
  const { queue } = request;
  const { base, since } = await lastKnown(repo, queue);
  const found = new Map<string, Changed>();
  if (base !== undefined) for (const change of await committed(repo, base)) found.set(change.path, change);
  const dirty = new Set<string>();
  for (const change of await uncommitted(repo)) {
    dirty.add(change.path);
    if (!found.has(change.path)) found.set(change.path, change);
  }
  const owned = ownersOf(queue);
  // Merged in whatever way, what okstra made itself is nobody else's change.
  const own = await commitIfThere(repo, headerOf(queue.progress.header, 'Last commit'));
  const told = await toldAt(repo, queue, base);
  const files: ObservedFile[] = [];
  for (const change of found.values()) {
    if (isOurs(queue, change.path)) continue;
    if (request.seen.get(change.path) === stateOfPath(request.top, change.path)) continue;
    const after = contentOf(request.top, change.path);
    if (own !== undefined && (await isSameAt(repo, own, change.path, after))) continue;
    if (told !== undefined && (await isSameAt(repo, told, change.path, after))) continue;
    const owners = [...(owned.get(change.path) ?? []), ...(owned.get(change.previousPath ?? '') ?? [])];
    files.push({
      ...change,
      ...(dirty.has(change.path) ? { isUncommitted: true } : {}),
      size: await sizeOf(
        { repo, base: base ?? repo.head.commit, change, after, names: owners.flatMap(request.namesFor) },
        owners,
      ),
    });
  }
  return { by: 'git', since, files };
}

async function lastKnown(repo: Repository, { progress }: Queue): Promise<{ readonly base?: string; readonly since: string }> {
  const recorded = headerOf(progress.header, 'Last commit');
  const commit = await commitIfThere(repo, recorded);
  if (commit !== undefined) {
    const { stdout, exitCode } = await git(repo.top, ['merge-base', commit, 'HEAD'], { allowExit: [1, 128] });
    return { base: exitCode === 0 ? stdout.trim() : commit, since: recorded };
  }
  const session = headerOf(progress.header, 'Last session');
  if (session === '' || Number.isNaN(Date.parse(session))) return { since: '' };
  const { stdout } = await git(repo.top, ['rev-list', '-1', `--before=${session}`, 'HEAD'], { allowExit: [128] });
  const before = stdout.trim();
  return before === '' ? { since: session } : { base: before, since: session };
}

/** Header of the progress file: HEAD when changes from outside were told last, here or in another clone. */
export const TOLD = 'Reconciled commit';

/** What is older than the code that counts says nothing about it: what goes back to it is a change. */
async function toldAt(repo: Repository, { progress }: Queue, base: string | undefined): Promise<string | undefined> {
  const commit = await commitIfThere(repo, headerOf(progress.header, TOLD));
  if (commit === undefined || (base !== undefined && (await isAncestor(repo, commit, base)))) return undefined;
  return commit;
}

const commitIfThere = (repo: Repository, name: string): Promise<string | undefined> =>
  /^[0-9a-f]{7,64}$/.test(name) ? commitNamed(repo, name) : Promise.resolve(undefined);

async function committed(repo: Repository, base: string): Promise<readonly Changed[]> {
  const head = await headOf(repo.top);
  if (head === base) return [];
  const { stdout } = await git(repo.top, ['diff', '--name-status', '-z', '-M', base, head]);
  const words = stdout.split('\0');
  const changes: Changed[] = [];
  for (let at = 0; at < words.length - 1; ) {
    const status = words[at] ?? '';
    if (/^[RC]/.test(status)) {
      changes.push({ path: words[at + 2] ?? '', previousPath: words[at + 1] ?? '', isNew: false });
      at += 3;
    } else {
      changes.push({ path: words[at + 1] ?? '', isNew: status === 'A' });
      at += 2;
    }
  }
  return changes;
}

async function uncommitted(repo: Repository): Promise<readonly Changed[]> {
  const { stdout } = await git(repo.top, ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames']);
  return stdout
    .split('\0')
    .filter((entry) => entry.length > 3)
    .map((entry) => ({ path: entry.slice(3), isNew: entry.startsWith('??') || entry.startsWith('A') }));
}

async function isSameAt(repo: Repository, commit: string, path: string, after: Uint8Array | undefined): Promise<boolean> {
  const known = await textAt(repo, commit, path);
  return known === undefined ? after === undefined : after !== undefined && known === new TextDecoder().decode(after);
}

async function textAt(repo: Repository, commit: string, path: string): Promise<string | undefined> {
  const { stdout, exitCode } = await git(repo.top, ['cat-file', 'blob', `${commit}:${path}`], { allowExit: [128] });
  return exitCode === 0 ? stdout : undefined;
}

/** Files of no task are not measured: nothing depends on how much of them changed. */
async function sizeOf(
  what: {
    readonly repo: Repository;
    readonly base: string;
    readonly change: Changed;
    readonly after: Uint8Array | undefined;
    readonly names: readonly string[];
  },
  owners: readonly string[],
): Promise<ChangeSize> {
  const { repo, base, change, after } = what;
  if (owners.length === 0) return 'major';
  const before = await textAt(repo, base, change.previousPath ?? change.path);
  return measureChange({
    path: change.path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after: new TextDecoder().decode(after) }),
    names: what.names,
  });
}

function ownersOf({ tasks, progress }: Queue): ReadonlyMap<string, readonly string[]> {
  const modified = modifiedFiles(progress);
  const owners = new Map<string, string[]>();
  for (const { id, files } of tasks.tasks)
    for (const path of modified.get(id) ?? files) owners.set(path, [...(owners.get(path) ?? []), id]);
  return owners;
}

/** As git has it: of a link where it points. */
function contentOf(top: string, path: string): Uint8Array | undefined {
  const file = join(top, path);
  const info = lstatSync(file, { throwIfNoEntry: false });
  if (info?.isSymbolicLink() === true) return Buffer.from(readlinkSync(file));
  return info?.isFile() === true ? readFileSync(file) : undefined;
}

/** No renames and no sizes: a file of a task that is younger than the last session. */
function byTimes({ top, queue, seen }: ObserveRequest): Observed {
  const since = headerOf(queue.progress.header, 'Last session');
  const then = Date.parse(since);
  if (Number.isNaN(then)) return { by: 'times', since: '', files: [] };
  const files: ObservedFile[] = [];
  for (const path of ownersOf(queue).keys()) {
    const info = statSync(join(top, path), { throwIfNoEntry: false });
    const isKnown = seen.get(path) === stateOfPath(top, path);
    if (!isKnown && (info === undefined || info.mtimeMs > then)) files.push({ path, isNew: false, size: 'unknown' });
  }
  return { by: 'times', since, files };
}
