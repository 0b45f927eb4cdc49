/** References, changed by compare-and-swap only: whoever loses a race is told so and overwrites nothing. */
import { fail } from '../model/failure.ts';
import type { Checkout } from './repository.ts';
import { git } from './run.ts';

const LOCKED = /Unable to create '(.*\.lock)': File exists/;
/** A lock file lives for milliseconds; one that is still there after this long was left behind by a process that died. */
const LOCK_TRIES = 5;
const LOCK_WAIT_MS = 60;

/**
 * Points `ref` at `value`.
 * @param old what the ref must hold now; '': it must not exist; undefined: whatever it holds is replaced
 * @returns false when the ref holds something else than `old`
 * @throws OkstraError `ref-locked`, `ref-name-taken`, `git-failed`
 */
export function updateRef(repo: Checkout, ref: string, value: string, old: string | undefined): Promise<boolean> {
  const expected = old === '' ? '0'.repeat(value.length === 64 ? 64 : 40) : old;
  return swap(repo, { ref, old, args: [ref, value, ...(expected === undefined ? [] : [expected])] });
}

/** Deletes `ref` if it holds `old`; undefined: whatever it holds. @returns false when it holds something else or does not exist */
export async function deleteRef(repo: Checkout, ref: string, old: string | undefined): Promise<boolean> {
  if (old !== undefined) return swap(repo, { ref, old, args: ['-d', ref, old] });
  if (!(await readRefs(repo, ref)).has(ref)) return false;
  return swap(repo, { ref, old, args: ['-d', ref] });
}

async function swap(repo: Checkout, change: { ref: string; old: string | undefined; args: readonly string[] }): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    const { exitCode, stderr } = await git(repo.top, ['update-ref', '--no-deref', ...change.args], { allowExit: [1, 128] });
    if (exitCode === 0) return true;
    const now = (await readRefs(repo, change.ref)).get(change.ref) ?? '';
    if (change.old !== undefined && now !== change.old) return false;
    const lock = LOCKED.exec(stderr)?.[1];
    if (lock === undefined) throw refused(change.ref, stderr);
    if (tries === LOCK_TRIES) {
      throw fail('system', 'ref-locked', `Expected to change ${change.ref}, found it locked by ${lock}.`, {
        fix: `When no git process is running: rm '${lock}'`,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, LOCK_WAIT_MS));
  }
}

function refused(ref: string, stderr: string): Error {
  const taken = /'(.+)' exists; cannot create '(.+)'/.exec(stderr);
  if (taken !== null) {
    return fail('usage', 'ref-name-taken', `Expected to create ${ref}, found ${taken[1]}, which makes that name impossible.`, {
      fix: `Rename or delete ${taken[1]}.`,
    });
  }
  return fail('system', 'git-failed', `Expected to change ${ref}: ${stderr.trim()}`);
}

/** Refs whose name is `prefix` or lies below it (whole path components, as git matches them); '' for all. Name → object. */
export async function readRefs(repo: Checkout, prefix: string): Promise<ReadonlyMap<string, string>> {
  const pattern = prefix.replace(/\/+$/, '');
  const args = ['for-each-ref', '--format=%(refname) %(objectname)', ...(pattern === '' ? [] : [pattern])];
  const { stdout } = await git(repo.top, args);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
}
