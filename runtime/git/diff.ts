/** What changed between two commits or trees. Plumbing only, so that the user's diff settings and tools have no say in it. */
import type { ChangedFile } from '../model/evidence.ts';
import type { Checkout } from './repository.ts';
import { decode, git, gitBytes } from './run.ts';

const DIFF_TREE = [
  '-c',
  'diff.renameLimit=2000',
  '-c',
  'diff.suppressBlankEmpty=false',
  'diff-tree',
  '-r',
  '-M',
  '--no-ext-diff',
];
const STEADY = ['--no-textconv', '--no-color', '--ignore-submodules=none', '--submodule=short'];

/** Files that differ, in git's order; renames are found by content. */
export async function diffFiles(repo: Checkout, from: string, to: string): Promise<ChangedFile[]> {
  const { stdout } = await git(repo.top, [...DIFF_TREE, ...STEADY, '-z', '--raw', '--numstat', from, to]);
  return parseDiff(stdout);
}

const PATCH = ['-p', '--unified=3', '--src-prefix=a/', '--dst-prefix=b/', '--diff-algorithm=default'];

/** Of a diff that people and agents read; nobody reads more, and okstra would have to hold it. */
const MOST_SHOWN = 8 * 1024 * 1024;

/** One unified diff, without colour; a binary file is one line that says so. Bytes that are not UTF-8 become U+FFFD. Whole, whatever its size. */
export async function diffText(repo: Checkout, from: string, to: string): Promise<string> {
  return (await git(repo.top, [...DIFF_TREE, ...STEADY, ...PATCH, from, to])).stdout;
}

export interface Change {
  readonly files: readonly ChangedFile[];
  readonly text: string;
}

/** `diffFiles` and `diffText` with one call of git. The text is cut after a line once it is longer than `most` bytes, and says so. */
export async function diffBoth(repo: Checkout, from: string, to: string, most: number = MOST_SHOWN): Promise<Change> {
  const args = [...DIFF_TREE, ...STEADY, '-z', '--raw', '--numstat', ...PATCH, from, to];
  const { stdout } = await gitBytes(repo.top, args, { keepFirst: most + 1 });
  const isCut = stdout.length > most;
  const output = decode(isCut ? stdout.subarray(0, stdout.lastIndexOf(LINE_END) + 1) : stdout);
  // After the records stands an empty one, then the diff. A record begins with `:` or a digit or `-`, and no name is empty.
  const end = endOfRecords(output);
  // So many files that not even their list fits: it is asked for by itself, and there is no text to show.
  if (isCut && end >= output.length) return { files: await diffFiles(repo, from, to), text: cutNote(from, to) };
  return { files: parseDiff(output.slice(0, end)), text: `${output.slice(end + 1)}${isCut ? cutNote(from, to) : ''}` };
}

/** The text of `diffBoth` alone. */
export async function diffShown(repo: Checkout, from: string, to: string): Promise<string> {
  return (await diffBoth(repo, from, to)).text;
}

const LINE_END = 0x0a;

const cutNote = (from: string, to: string): string =>
  `[okstra: the rest of the diff is left out here; git diff ${from} ${to} shows it]\n`;

/** Where the empty record is; the length when there is none, or when they are cut off. */
function endOfRecords(output: string): number {
  let at = 0;
  while (at < output.length && output[at] !== '\0') {
    const end = output.indexOf('\0', at);
    if (end === -1) return output.length;
    const head = output.slice(at, end);
    // Renames name two paths: after the status letter, or where a count ends with its tab.
    const isRaw = head.startsWith(':');
    const isRenameCount = /^(?:\d+|-)\t(?:\d+|-)\t$/.test(head);
    const names = isRaw ? (/ R\d*$/.test(head) ? 2 : 1) : isRenameCount ? 2 : 0;
    at = end + 1;
    for (let name = 0; name < names; name += 1) {
      const next = output.indexOf('\0', at);
      if (next === -1) return output.length;
      at = next + 1;
    }
  }
  return at;
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  M: 'modified',
  D: 'deleted',
  R: 'renamed',
  T: 'type-changed',
};

/** Reads `--raw --numstat -z`: first every raw record, then every count, both with the same paths. Pure. */
export function parseDiff(output: string): ChangedFile[] {
  const fields = output.split('\0').slice(0, -1);
  const files: { path: string; status: ChangedFile['status']; previousPath?: string }[] = [];
  const counts = new Map<string, { insertions: number; deletions: number; binary: boolean }>();
  let at = 0;
  const next = (): string => {
    const field = fields[at];
    if (field === undefined) throw new Error('git diff-tree ended inside a record');
    at += 1;
    return field;
  };
  while (at < fields.length) {
    const head = next();
    if (head.startsWith(':')) {
      const letter = head.slice(head.lastIndexOf(' ') + 1, head.lastIndexOf(' ') + 2);
      const status = STATUS[letter];
      if (status === undefined) throw new Error(`git diff-tree gave the unknown status ${letter}`);
      const path = next();
      files.push(status === 'renamed' ? { status, previousPath: path, path: next() } : { status, path });
      continue;
    }
    const [insertions = '', deletions = '', ...rest] = head.split('\t');
    const named = rest.join('\t');
    let path = named;
    if (named === '') {
      next();
      path = next();
    }
    const binary = insertions === '-';
    counts.set(path, { insertions: binary ? 0 : Number(insertions), deletions: binary ? 0 : Number(deletions), binary });
  }
  return files.map((file) => Object.assign(file, counts.get(file.path) ?? { insertions: 0, deletions: 0, binary: false }));
}

/** The content of one file in a commit or tree; undefined when there is no such file there. */
export async function fileAt(repo: Checkout, commit: string, path: string): Promise<Uint8Array | undefined> {
  return (await filesAt(repo, commit, [path])).get(path);
}

/** The contents of several files with one call of git; paths that name no file are left out. A symbolic link's content is its target. */
export async function filesAt(
  repo: Checkout,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  if (paths.length === 0) return found;
  const names = paths.map((path) => `${commit}:${path}`);
  const stdin = names.map((name) => `${name}\0`).join('');
  const { stdout } = await gitBytes(repo.top, ['cat-file', '--batch', '-z'], { stdin });
  const output = Buffer.from(stdout.buffer, stdout.byteOffset, stdout.byteLength);
  let at = 0;
  for (const [index, name] of names.entries()) {
    // A name may hold line breaks, so a missing one is known by its own bytes and not by the next line end.
    const missing = Buffer.from(`${name} missing\n`);
    if (output.subarray(at, at + missing.length).equals(missing)) {
      at += missing.length;
      continue;
    }
    const end = output.indexOf(0x0a, at);
    if (end === -1) throw new Error(`git cat-file gave no answer for ${name}`);
    const [, type, size] = output.toString('latin1', at, end).split(' ');
    const length = Number(size);
    // A gitlink has no content; depending on git's version it is `submodule` or `missing`, under the name of its commit.
    if (!Number.isInteger(length)) {
      at = end + 1;
      continue;
    }
    const path = paths[index];
    if (type === 'blob' && path !== undefined) found.set(path, output.subarray(end + 1, end + 1 + length));
    at = end + 1 + length + 1;
  }
  return found;
}
