/** Whether anything of the user's changed while an agent worked that nothing confines. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mapDifferences } from './fingerprint.ts';
import { readRefs } from './refs.ts';
import type { RemoteRefs } from './remotes.ts';
import { listRemotes } from './remotes.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';
import { listIndex, stage, withTempIndex } from './temp-index.ts';

export interface WatchOptions {
  /** Files and folders, relative to the top, that okstra itself may write meanwhile. */
  readonly ignorePaths: readonly string[];
  /** Full names of refs, or prefixes that end in `/`, that may move. */
  readonly ignoreRefs: readonly string[];
  /** How long each remote may take to answer. Default 5 s; 0: remotes are not asked. */
  readonly timeoutMs?: number;
}

export interface Observation {
  /** Tracked files as they lie in the user's checkout: path → mode and object. */
  readonly files: ReadonlyMap<string, string>;
  readonly refs: ReadonlyMap<string, string>;
  /** `refs/heads/…`, or the commit of a detached HEAD. */
  readonly head: string;
  readonly remotes: ReadonlyMap<string, RemoteRefs>;
  /** Objects at remotes that this repository has. A push from here can only bring such ones. */
  readonly present: ReadonlySet<string>;
}

const REMOTE_TIMEOUT_MS = 5000;
/** Editors fetch in the background; what they fetch is no work of the user's. */
const FETCHED = ['refs/remotes/', 'refs/prefetch/'];

/** Looks at the tracked files of the user's checkout, the refs, HEAD, and what the remotes hold. Touches neither files nor index. */
export async function observeCheckout(repo: Repository, options: WatchOptions): Promise<Observation> {
  const timeoutMs = options.timeoutMs ?? REMOTE_TIMEOUT_MS;
  const [files, refs, head, remotes] = await Promise.all([
    trackedFiles(repo),
    readRefs(repo, ''),
    headName(repo),
    timeoutMs === 0 ? new Map<string, RemoteRefs>() : listRemotes(repo, timeoutMs),
  ]);
  const ignoredRefs = [...FETCHED, ...options.ignoreRefs];
  return {
    files: without(files, (path) => options.ignorePaths.some((ignored) => isBelow(path, ignored))),
    refs: without(refs, (name) =>
      ignoredRefs.some((ignored) => name === ignored || (ignored.endsWith('/') && name.startsWith(ignored))),
    ),
    head,
    remotes: new Map([...remotes].map(([name, held]) => [name, held === 'unknown' ? held : without(held, isOwn(options))])),
    present: await presentObjects(repo, remotes),
  };
}

function trackedFiles(repo: Repository): Promise<ReadonlyMap<string, string>> {
  return withTempIndex(join(repo.gitDir, 'index'), async (indexFile) => {
    await stage(repo.top, indexFile, { what: 'tracked' });
    return new Map(await listIndex(repo.top, indexFile));
  });
}

async function headName(repo: Repository): Promise<string> {
  const text = await readFile(join(repo.gitDir, 'HEAD'), 'utf8');
  // Where refs are kept in tables, the file is there only to tell older programs that they cannot read them.
  if (!text.includes('refs/heads/.invalid')) return text.replace(/^ref: /, '').trim();
  return (await git(repo.top, ['rev-parse', '--symbolic-full-name', 'HEAD'])).stdout.trim();
}

async function presentObjects(repo: Repository, remotes: ReadonlyMap<string, RemoteRefs>): Promise<ReadonlySet<string>> {
  const objects = new Set<string>();
  for (const refs of remotes.values()) if (refs !== 'unknown') for (const object of refs.values()) objects.add(object);
  if (objects.size === 0) return objects;
  const stdin = [...objects].map((object) => `${object}\n`).join('');
  // In a partial clone the question alone would fetch what is missing.
  const env = { GIT_NO_LAZY_FETCH: '1' };
  const { stdout } = await git(repo.top, ['cat-file', '--batch-check=%(objectname)'], { stdin, env });
  return new Set(stdout.split('\n').filter((line) => objects.has(line)));
}

/**
 * What changed between two observations, a line each; empty when nothing did. Pure. A ref of a remote that now names an object which this
 * repository has not got was pushed by somebody else, and is left out.
 */
export function compareObservations(before: Observation, after: Observation): string[] {
  const lines = mapDifferences(before.files, after.files).map(({ name, was, is }) => {
    if (was === undefined) return `file added: ${name}`;
    return is === undefined ? `file deleted: ${name}` : `file changed: ${name}`;
  });
  if (before.head !== after.head) lines.push(`HEAD: was ${before.head}, is ${after.head}`);
  for (const { name, was, is } of mapDifferences(before.refs, after.refs))
    lines.push(`ref ${name}: was ${was ?? 'absent'}, is ${is ?? 'absent'}`);
  for (const [remote, refs] of after.remotes) {
    const earlier = before.remotes.get(remote);
    if (refs === 'unknown' || earlier === undefined || earlier === 'unknown') continue;
    for (const { name, was, is } of mapDifferences(earlier, refs)) {
      if (is === undefined || after.present.has(is))
        lines.push(`remote ${remote}, ${name}: was ${was ?? 'absent'}, is ${is ?? 'absent'}`);
    }
  }
  return lines;
}

/** At remotes only what lies below a prefix: leases come and go there too, but no branch of this run may. */
const isOwn =
  ({ ignoreRefs }: WatchOptions) =>
  (name: string): boolean =>
    ignoreRefs.some((ignored) => ignored.endsWith('/') && name.startsWith(ignored));

const isBelow = (path: string, ignored: string): boolean => {
  const folder = ignored.replace(/\/+$/, '');
  return path === folder || path.startsWith(`${folder}/`);
};

const without = <T>(map: ReadonlyMap<string, T>, isIgnored: (name: string) => boolean): ReadonlyMap<string, T> =>
  new Map([...map].filter(([name]) => !isIgnored(name)));
