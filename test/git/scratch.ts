/** Real repositories in temporary folders. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { OkstraError } from '../../runtime/model/failure.ts';

const made: string[] = [];
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});

/** An empty folder, by its real path, removed when the file's tests are done. */
export function emptyFolder(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-git-')));
  made.push(dir);
  return dir;
}

export const run = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();

export function write(dir: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
}

/** Commits everything in `dir`. @returns the commit */
export function commit(dir: string, files: Readonly<Record<string, string>> = {}, message = 'change'): string {
  write(dir, files);
  run(dir, 'add', '-A');
  run(dir, 'commit', '--quiet', '--allow-empty', '-m', message);
  return run(dir, 'rev-parse', 'HEAD');
}

/** A repository with one commit. */
export function repository(files: Readonly<Record<string, string>> = { 'a.txt': 'one\n' }): string {
  const dir = join(emptyFolder(), 'project');
  mkdirSync(dir);
  run(dir, 'init', '--quiet');
  commit(dir, files, 'first');
  return dir;
}

export const filesOf = (dir: string, tree: string): string[] =>
  run(dir, '-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', tree)
    .split('\n')
    .filter((line) => line !== '');

/** The code of the failure that `action` ends with. Anything else that is thrown goes on its way. */
export async function failureOf(action: Promise<unknown>): Promise<OkstraError['failure']> {
  try {
    await action;
  } catch (error) {
    if (error instanceof OkstraError) return error.failure;
    throw error;
  }
  throw new Error('expected a failure, found none');
}
