/** References, changed by compare-and-swap only: whoever loses a race is told so and overwrites nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../model/failure.ts';
import { breakDeadLock, isOwnLock } from './dead-lock.ts';
import type { Checkout } from './repository.ts';
import { git } from './run.ts';

const LOCKED = /Unable to create '(.*\.lock)': File exists/;
/** A lock file lives for milliseconds; one of somebody else's that is still there after this long is theirs to see to. */
const FOREIGN_PATIENCE_MS = 300;
/** Dozens of processes may want the same ref at once, and a lock that was left behind takes a while to be known as such. */
const OWN_PATIENCE_MS = 20_000;
const PAUSE_MS = 60;

/** What becomes of one ref. */
export interface RefChange {
  readonly ref: string;
  /** '': the ref is deleted; absent: it is only compared. */
  readonly value?: string;
  /** What it must hold now; '': it must not exist; absent: whatever it holds. */
  readonly old?: string;
}

/**
 * Points `ref` at `value`.
 * @param old what the ref must hold now; '': it must not exist; undefined: whatever it holds is replaced
 * @returns false when the ref holds something else than `old`
 * @throws OkstraError `ref-locked`, `ref-name-taken`, `git-failed`
 */
export const updateRef = (repo: Checkout, ref: string, value: string, old: string | undefined): Promise<boolean> =>
  changeRefs(repo, [{ ref, value, ...(old === undefined ? {} : { old }) }]);

/** Deletes `ref` if it holds `old`; undefined: whatever it holds. @returns false when it holds something else or does not exist */
export async function deleteRef(repo: Checkout, ref: string, old: string | undefined): Promise<boolean> {
  if (old === undefined && !(await readRefs(repo, ref)).has(ref)) return false;
  return changeRefs(repo, [{ ref, value: '', ...(old === undefined ? {} : { old }) }]);
}

/**
 * All changes or none.
 * @returns false when a ref does not hold its `old`
 * @throws OkstraError `ref-locked`, `ref-name-taken`, `git-failed`
 */
export async function changeRefs(repo: Checkout, changes: readonly RefChange[]): Promise<boolean> {
  const begun = performance.now();
  for (;;) {
    const { exitCode, stderr } = await git(repo.top, ['update-ref', '--no-deref', '--stdin', '-z'], {
      stdin: changes.map((change) => instruction(change, changes)).join(''),
      allowExit: [1, 128],
    });
    if (exitCode === 0) return true;
    const now = await readAll(repo, changes);
    if (changes.some(({ ref, old }) => old !== undefined && (now.get(ref) ?? '') !== old)) return false;
    const lock = LOCKED.exec(stderr)?.[1];
    if (lock === undefined) throw refused(changes, stderr);
    const waited = performance.now() - begun;
    if (isOwnLock(lock) && (await breakDeadLock(lock))) continue;
    if (waited > (isOwnLock(lock) ? OWN_PATIENCE_MS : FOREIGN_PATIENCE_MS)) throw locked(changes, lock);
    // Never all at the same time.
    await sleep(PAUSE_MS * (0.5 + Math.random()));
  }
}

/** As `git update-ref --stdin -z` reads it. */
function instruction({ ref, value, old }: RefChange, all: readonly RefChange[]): string {
  const zeros = '0'.repeat(all.some((change) => [change.value, change.old].some((oid) => oid?.length === 64)) ? 64 : 40);
  const expected = old === '' ? zeros : (old ?? '');
  if (value === undefined) return `verify ${ref}\0${expected}\0`;
  return value === '' ? `delete ${ref}\0${expected}\0` : `update ${ref}\0${value}\0${expected}\0`;
}

async function readAll(repo: Checkout, changes: readonly RefChange[]): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await git(repo.top, ['for-each-ref', '--format=%(refname) %(objectname)', ...changes.map(({ ref }) => ref)]);
  return parseRefs(stdout);
}

const namesOf = (changes: readonly RefChange[]): string =>
  changes
    .filter(({ value }) => value !== undefined)
    .map(({ ref }) => ref)
    .join(' and ');

const locked = (changes: readonly RefChange[], lock: string): Error =>
  fail('system', 'ref-locked', `Expected to change ${namesOf(changes)}, found it locked by ${lock}.`, {
    fix: `When no git process is running: rm '${lock}'`,
  });

function refused(changes: readonly RefChange[], stderr: string): Error {
  const taken = /'(.+)' exists; cannot create '(.+)'/.exec(stderr);
  if (taken !== null) {
    return fail(
      'usage',
      'ref-name-taken',
      `Expected to create ${namesOf(changes)}, found ${taken[1]}, which makes that name impossible.`,
      {
        fix: `Rename or delete ${taken[1]}.`,
      },
    );
  }
  return fail('system', 'git-failed', `Expected to change ${namesOf(changes)}: ${stderr.trim()}`);
}

/** Refs whose name is `prefix` or lies below it (whole path components, as git matches them); '' for all. Name → object. */
export async function readRefs(repo: Checkout, prefix: string): Promise<ReadonlyMap<string, string>> {
  const pattern = prefix.replace(/\/+$/, '');
  const args = ['for-each-ref', '--format=%(refname) %(objectname)', ...(pattern === '' ? [] : [pattern])];
  return parseRefs((await git(repo.top, args)).stdout);
}

function parseRefs(stdout: string): ReadonlyMap<string, string> {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
}
