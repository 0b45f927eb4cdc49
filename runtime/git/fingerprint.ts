/** Whether a verifier left its repository as it found it. */
import { createHash } from 'node:crypto';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Checkout, Repository } from './repository.ts';
import { git, splitNul } from './run.ts';
import type { Snapshot } from './snapshot.ts';
import { checkOut, INPUTS_DIR, removeSnapshot, writeGitDir } from './snapshot.ts';
import { GITLINK, listIndex, stage, withTempIndex } from './temp-index.ts';

/** A repository as it was laid out, read from disk. */
export interface Laid {
  /** What HEAD says: a commit, or `ref: …` when a branch was checked out. */
  readonly head: string;
  /** Name → object, the stash included. */
  readonly refs: ReadonlyMap<string, string>;
  readonly config: string;
  /** Hash over `.okstra-inputs/`. */
  readonly inputs: string;
  /** Hash over hooks, excludes, attributes and alternates. */
  readonly administration: string;
  /** The index with sizes and times of all files, and its own time. Kept here, where nobody can forge what it says. */
  readonly index: { readonly bytes: Uint8Array; readonly mtimeMs: number } | undefined;
}

/** Working files and index of a repository. */
interface Contents {
  /** The working files, untracked ones included and ignored ones not: path → mode and object. Equal maps are equal trees. */
  readonly files: ReadonlyMap<string, string>;
  /** What is staged, and marks that would hide changes, as `ls-files -v --stage` tells it. */
  readonly index: string;
}

/** Looks at the repository in `dir`, made by `makeSnapshot`; git is not asked. */
export async function lookAt({ dir }: { readonly dir: string }): Promise<Laid> {
  const gitDir = join(dir, '.git');
  const [head, refs, config, inputs, administration, index] = await Promise.all([
    readPlain(join(gitDir, 'HEAD')),
    readRefFiles(gitDir),
    hashFiles(gitDir, ['config', 'config.worktree']),
    hashFiles(dir, [INPUTS_DIR]),
    hashFiles(gitDir, ['hooks', 'info', 'objects/info', 'shallow']),
    readIndex(join(gitDir, 'index')),
  ]);
  return { head: head?.toString().trim() ?? 'missing', refs, config, inputs, administration, index };
}

async function readIndex(file: string): Promise<Laid['index']> {
  const bytes = await readPlain(file);
  return bytes && { bytes, mtimeMs: (await lstat(file)).mtimeMs };
}

/** undefined when there is no plain file: a pipe put there would be waited for without end. */
async function readPlain(file: string): Promise<Buffer | undefined> {
  const info = await lstat(file).catch(() => undefined);
  return info?.isFile() === true ? readFile(file) : undefined;
}

/** Files to look at, and the git folder that decides how. */
interface Place {
  readonly dir: string;
  readonly gitDir: string;
}

async function contentsOf({ dir, gitDir }: Place): Promise<Contents> {
  const [files, index] = await Promise.all([workingFiles({ dir, gitDir }), indexOf({ dir, gitDir })]);
  return { files, index };
}

/** What the index that lies in the repository says. */
const indexOf = async ({ dir, gitDir }: Place): Promise<string> =>
  (await git(dir, ['ls-files', '-z', '-v', '--stage'], { gitDir, indexFile: join(dir, '.git/index') })).stdout;

/** Whether every working file is as the index of the git folder has it, and none is besides. */
async function isAsIndex({ dir, gitDir }: Place): Promise<boolean> {
  const show = ['--porcelain=v2', '-z', '--untracked-files=all', '--ignore-submodules=none', '--no-renames'];
  // What an earlier git noted down about untracked files is not believed.
  const { stdout } = await git(dir, ['-c', 'core.untrackedCache=false', 'status', ...show], { gitDir });
  return stdout === '';
}

export interface Suspicion {
  /** The repository that the snapshot borrows from. */
  readonly repo: Repository;
  readonly snapshot: Snapshot;
  /** As it was laid out. */
  readonly before: Laid;
  /** From `indexOfTree`. */
  readonly index: Promise<string>;
  /** Free path for a repository of okstra's own. */
  readonly spareDir: string;
}

/**
 * What differs from how the snapshot was laid out, a line each; empty when nothing does.
 *
 * No git is started with anything that the snapshot's user could have written: configuration (it names programs), HEAD and the index with
 * its sizes and times are those of a second repository, made here. Files and index are not listed beforehand: a checkout that was left
 * alone holds what its tree holds. Where filters, line ends or a sparse cone make that untrue, a checkout in the second repository tells
 * what an untouched one looks like.
 */
export async function disturbances({ repo, snapshot, before, index, spareDir }: Suspicion): Promise<string[]> {
  const { dir, commit } = snapshot;
  await removeSnapshot({ dir: spareDir });
  const spare = { dir: spareDir, gitDir: join(spareDir, '.git') };
  await writeGitDir(repo, spare.gitDir, commit);
  try {
    if (before.index) writeIndex(join(spare.gitDir, 'index'), before.index);
    const place = { dir, gitDir: spare.gitDir };
    const expected = await index;
    const [after, staged, filled] = await Promise.all([lookAt(snapshot), indexOf(place), filledLinks(dir, expected)]);
    const laid = compareLaid(before, after);
    // Git would go into a repository that lies there, and do what that one's configuration says.
    if (filled.length > 0) return [...filled, ...laid];
    if (staged === expected && (await isAsIndex(place))) return laid;
    const now = await contentsOf(place);
    rmSync(join(spare.gitDir, 'index'), { force: true });
    await checkOut(spareDir, commit);
    return [...compareContents(await contentsOf(spare), now), ...laid];
  } finally {
    await removeSnapshot(spare);
  }
}

function writeIndex(file: string, { bytes, mtimeMs }: NonNullable<Laid['index']>): void {
  writeFileSync(file, bytes);
  // A file that was changed within the clock's grain of the index is read, not trusted: as old as it was, rounded down.
  const time = Math.floor(mtimeMs) / 1000;
  utimesSync(file, time, time);
}

/** What was put into the folders of submodules, which a snapshot has empty. */
async function filledLinks(dir: string, index: string): Promise<string[]> {
  if (!index.includes(`H ${GITLINK} `)) return [];
  const links = splitNul(index).filter((line) => line.startsWith(`H ${GITLINK} `));
  const lines = links.map(async (line) => {
    const path = line.slice(line.indexOf('\t') + 1);
    const info = await lstat(join(dir, path)).catch(() => undefined);
    if (info === undefined) return [];
    if (!info.isDirectory()) return [`file changed: ${path}`];
    return (await readdir(join(dir, path))).map((name) => `file added: ${path}/${name}`);
  });
  return (await Promise.all(lines)).flat();
}

/** How `ls-files -v --stage` lists a full checkout of a tree in which nothing was staged or marked. */
export async function indexOfTree(repo: Checkout, tree: string): Promise<string> {
  const { stdout } = await git(repo.top, ['ls-tree', '-r', '-z', '--full-tree', tree]);
  return splitNul(stdout)
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', , object = ''] = line.slice(0, tab).split(' ');
      return `H ${mode} ${object} 0${line.slice(tab)}\0`;
    })
    .join('');
}

function workingFiles({ dir, gitDir }: Place): Promise<ReadonlyMap<string, string>> {
  return withTempIndex(join(gitDir, 'index'), async (indexFile) => {
    const { embedded } = await stage(dir, indexFile, { what: 'all', gitDir });
    const files = await listIndex(dir, indexFile, { gitDir });
    return new Map([...files, ...embedded.map((path) => [path, 'repository'] as const)]);
  });
}

export interface LookRequest {
  readonly repo: Repository;
  readonly snapshot: Snapshot;
  /** Free path for a git folder of okstra's own. */
  readonly spareDir: string;
}

/** The working files of a snapshot as they are now: path → mode and object. As with `disturbances`, nothing that lies in its git folder has a say. */
export async function filesNow({ repo, snapshot, spareDir }: LookRequest): Promise<ReadonlyMap<string, string>> {
  await removeSnapshot({ dir: spareDir });
  const gitDir = join(spareDir, '.git');
  await writeGitDir(repo, gitDir, snapshot.commit);
  try {
    return await workingFiles({ dir: snapshot.dir, gitDir });
  } finally {
    await removeSnapshot({ dir: spareDir });
  }
}

/** A snapshot keeps its refs in files, and packed ones in a file of lines. */
async function readRefFiles(gitDir: string): Promise<ReadonlyMap<string, string>> {
  const packed = (await readPlain(join(gitDir, 'packed-refs')))?.toString() ?? '';
  const lines = packed.split('\n').filter((line) => /^[0-9a-f]/.test(line));
  const refs = new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
  for (const entry of await readdir(join(gitDir, 'refs'), { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    refs.set(relative(gitDir, path), (await readPlain(path))?.toString().trim() ?? 'no file');
  }
  return refs;
}

function compareContents(before: Contents, after: Contents): string[] {
  const lines = mapDifferences(before.files, after.files).map(({ name, was, is }) => {
    if (was === undefined) return `file added: ${name}`;
    return is === undefined ? `file deleted: ${name}` : `file changed: ${name}`;
  });
  if (before.index !== after.index) lines.push('index: something was staged, unstaged or marked');
  return lines;
}

function compareLaid(before: Laid, after: Laid): string[] {
  const lines: string[] = [];
  if (before.head !== after.head) lines.push(`HEAD: was ${before.head}, is ${after.head}`);
  for (const { name, was, is } of mapDifferences(before.refs, after.refs)) {
    const what = name === 'refs/stash' ? 'stash' : `ref ${name}`;
    lines.push(`${what}: was ${was ?? 'absent'}, is ${is ?? 'absent'}`);
  }
  if (before.config !== after.config) lines.push('configuration changed');
  if (before.inputs !== after.inputs) lines.push(`files in ${INPUTS_DIR} changed`);
  if (before.administration !== after.administration) lines.push('hooks or files of the git folder changed');
  return lines;
}

/** Entries that differ, sorted by name. */
export function mapDifferences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): { readonly name: string; readonly was: string | undefined; readonly is: string | undefined }[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .toSorted()
    .map((name) => ({ name, was: before.get(name), is: after.get(name) }));
}

/** One hash over files and folders, by name, kind and content; missing ones count as such. */
async function hashFiles(root: string, names: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const add = (kind: string, path: string, content: string | Uint8Array): void => {
    hash.update(`${kind}\0${path}\0${content.length}\0`).update(content);
  };
  const visit = async (path: string): Promise<void> => {
    const entries = await readdir(join(root, path), { withFileTypes: true }).catch(
      (error: NodeJS.ErrnoException) => error.code ?? '',
    );
    if (typeof entries === 'string') {
      add(entries, path, entries === 'ENOTDIR' ? ((await readPlain(join(root, path))) ?? 'no file') : entries);
      return;
    }
    add('dir', path, '');
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = `${path}/${entry.name}`;
      if (entry.isDirectory()) await visit(below);
      else if (entry.isSymbolicLink()) add('link', below, await readlink(join(root, below)));
      else add('file', below, entry.isFile() ? await readFile(join(root, below)) : '');
    }
  };
  for (const name of names) await visit(name);
  return hash.digest('hex');
}
