/** Whether a verifier left its repository as it found it. */
import { createHash } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Checkout, Repository } from './repository.ts';
import { git, splitNul } from './run.ts';
import type { Snapshot } from './snapshot.ts';
import { INPUTS_DIR, makeSnapshot, removeSnapshot } from './snapshot.ts';
import { listIndex, stage, withTempIndex } from './temp-index.ts';

/** What git keeps about a repository besides files and index, read from disk. */
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
  const [head, refs, config, inputs, administration] = await Promise.all([
    readFile(join(gitDir, 'HEAD'), 'utf8').catch(() => 'missing'),
    readRefFiles(gitDir),
    hashFiles(gitDir, ['config', 'config.worktree']),
    hashFiles(dir, [INPUTS_DIR]),
    hashFiles(gitDir, ['hooks', 'info', 'objects/info', 'shallow']),
  ]);
  return { head: head.trim(), refs, config, inputs, administration };
}

async function contentsOf(dir: string): Promise<Contents> {
  const [files, index] = await Promise.all([workingFiles(dir, join(dir, '.git')), indexOf(dir)]);
  return { files, index };
}

const indexOf = async (dir: string): Promise<string> => (await git(dir, ['ls-files', '-z', '-v', '--stage'])).stdout;

/** Whether every working file is as the index has it, and none is besides; with marks in the index that hide changes it says nothing. */
async function isAsIndex(dir: string): Promise<boolean> {
  const show = ['--porcelain=v2', '-z', '--untracked-files=all', '--ignore-submodules=none', '--no-renames'];
  // What an earlier git noted down about untracked files is not believed.
  const { stdout } = await git(dir, ['-c', 'core.untrackedCache=false', 'status', ...show]);
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
  /** Free path for a second snapshot, which is only made when files or index are not plainly those of the tree. */
  readonly spareDir: string;
}

/**
 * What differs from how the snapshot was laid out, a line each; empty when nothing does.
 *
 * Files and index are not looked at beforehand: a checkout that was left alone holds what its tree holds. Where filters, line ends or a
 * sparse cone make that untrue, a second checkout tells what an untouched one looks like.
 */
export async function disturbances(suspicion: Suspicion): Promise<string[]> {
  const { repo, snapshot, before, spareDir } = suspicion;
  const [after, index, isLike, expected] = await Promise.all([
    lookAt(snapshot),
    indexOf(snapshot.dir),
    isAsIndex(snapshot.dir),
    suspicion.index,
  ]);
  const laid = compareLaid(before, after);
  if (isLike && index === expected) return laid;
  const [was, now] = await Promise.all([untouched({ repo, snapshot, spareDir }), contentsOf(snapshot.dir)]);
  return [...compareContents(was, now), ...laid];
}

async function untouched({ repo, snapshot, spareDir }: Omit<Suspicion, 'before' | 'index'>): Promise<Contents> {
  await removeSnapshot({ dir: spareDir });
  const spare = await makeSnapshot({ repo, commit: snapshot.commit, tree: snapshot.tree, dir: spareDir });
  try {
    return await contentsOf(spare.dir);
  } finally {
    await removeSnapshot(spare);
  }
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

function workingFiles(dir: string, gitDir: string): Promise<ReadonlyMap<string, string>> {
  return withTempIndex(join(gitDir, 'index'), async (indexFile) => {
    const { embedded } = await stage(dir, indexFile, { what: 'all' });
    const files = await listIndex(dir, indexFile);
    return new Map([...files, ...embedded.map((path) => [path, 'repository'] as const)]);
  });
}

/** A snapshot keeps its refs in files, and packed ones in a file of lines. */
async function readRefFiles(gitDir: string): Promise<ReadonlyMap<string, string>> {
  const packed = await readFile(join(gitDir, 'packed-refs'), 'utf8').catch(() => '');
  const lines = packed.split('\n').filter((line) => /^[0-9a-f]/.test(line));
  const refs = new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
  for (const entry of await readdir(join(gitDir, 'refs'), { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    refs.set(relative(gitDir, path), (await readFile(path, 'utf8')).trim());
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
      const content = entries === 'ENOTDIR' ? await readFile(join(root, path)).catch(() => 'unreadable') : entries;
      add(entries, path, content);
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
