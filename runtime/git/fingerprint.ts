/** Whether a verifier left its repository as it found it. */
import { createHash } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { git } from './run.ts';
import { INPUTS_DIR } from './snapshot.ts';
import { listIndex, stage, withTempIndex } from './temp-index.ts';

export interface Fingerprint {
  /** The working files, untracked ones included and ignored ones not: path → mode and object. Equal maps are equal trees. */
  readonly files: ReadonlyMap<string, string>;
  /** What HEAD says: a commit, or `ref: …` when a branch was checked out. */
  readonly head: string;
  /** Name → object, the stash included. */
  readonly refs: ReadonlyMap<string, string>;
  /** Hash over the index: what is staged, and marks that would hide changes. */
  readonly index: string;
  readonly config: string;
  /** Hash over `.okstra-inputs/`. */
  readonly inputs: string;
  /** Hash over hooks, excludes, attributes and alternates. */
  readonly administration: string;
}

/** Looks at the repository in `dir`, made by `makeSnapshot`; takes three calls of git. */
export async function fingerprint({ dir }: { readonly dir: string }): Promise<Fingerprint> {
  const gitDir = join(dir, '.git');
  const [files, head, refs, index, config, inputs, administration] = await Promise.all([
    workingFiles(dir, gitDir),
    readFile(join(gitDir, 'HEAD'), 'utf8').catch(() => 'missing'),
    readRefFiles(gitDir),
    git(dir, ['ls-files', '-z', '-v', '--stage']),
    hashFiles(gitDir, ['config', 'config.worktree']),
    hashFiles(dir, [INPUTS_DIR]),
    hashFiles(gitDir, ['hooks', 'info', 'objects/info', 'shallow']),
  ]);
  const indexHash = createHash('sha256').update(index.stdout).digest('hex');
  return { files, head: head.trim(), refs, index: indexHash, config, inputs, administration };
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

/** What differs, a line each; empty when nothing does. Pure. */
export function compareFingerprints(before: Fingerprint, after: Fingerprint): string[] {
  const lines = mapDifferences(before.files, after.files).map(({ name, was, is }) => {
    if (was === undefined) return `file added: ${name}`;
    return is === undefined ? `file deleted: ${name}` : `file changed: ${name}`;
  });
  if (before.head !== after.head) lines.push(`HEAD: was ${before.head}, is ${after.head}`);
  for (const { name, was, is } of mapDifferences(before.refs, after.refs)) {
    const what = name === 'refs/stash' ? 'stash' : `ref ${name}`;
    lines.push(`${what}: was ${was ?? 'absent'}, is ${is ?? 'absent'}`);
  }
  if (before.index !== after.index) lines.push('index: something was staged, unstaged or marked');
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
