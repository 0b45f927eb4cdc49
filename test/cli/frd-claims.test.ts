import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownerOf, readClaims, takeClaims } from '../../runtime/sources/frd/claims/index.ts';
import { run, write } from '../git/scratch.ts';
import { filesOfSet, frd } from '../sources/frd/build.ts';
import { claimsAt, clone, contextOf, makeRemote, T } from '../sources/frd/claim-rig.ts';
import { okstra } from './okstra.ts';

const owner = (dir: string): string => ownerOf(join(dir, '.git'), 'run-1');

/** Claims as a run of the clone makes them, now. */
async function claim(dir: string, ownerId: string, ...ids: readonly string[]): Promise<void> {
  const context = contextOf(dir, ownerId, { now: () => new Date() });
  expect((await takeClaims(context, await readClaims(context), ids)).kind).toBe('claimed');
}

test('okstra frd claims lists who has which task, here and at the remote', async () => {
  const dir = clone(makeRemote(filesOfSet([frd(1, [{}, {}, {}])])));
  await claim(dir, owner(dir), T(1));
  await claim(dir, 'agent-7', T(2));
  write(dir, { [`.codex/claims-local/${T(3)}.json`]: '{"createdAt":"2001-01-01T00:00:00Z","ownerId":"old"}' });
  const { stdout, exitCode } = await okstra(dir, 'frd', 'claims');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Claims at origin and in this checkout:\nTask +Where +State +Until +Owner\n/);
  expect(stdout).toMatch(/FRD-001-T1 +remote +held +\S+Z +okstra-\w+-run-1 \(this clone\)/);
  const { json } = await okstra(dir, 'frd', 'claims', '--json');
  expect(
    json.claims.map((row: Record<string, unknown>) => [row['taskId'], row['where'], row['state'], row['isOfThisClone']]),
  ).toEqual([
    [T(1), 'remote', 'held', true],
    [T(2), 'remote', 'held', false],
    [T(3), 'local', 'stale', false],
  ]);
  expect(existsSync(join(dir, `.codex/claims-local/${T(3)}.json`))).toBe(true);
});

test('claims of this clone whose task was merged go on the way', async () => {
  const remote = makeRemote(filesOfSet([frd(1, [{ status: 'completed' }, {}])]));
  const dir = clone(remote);
  const context = { ...contextOf(dir, owner(dir), { now: () => new Date() }), ownerInfo: 'awaiting merge of codex/f001-t1' };
  await takeClaims(context, await readClaims(context), [T(1), T(2)]);
  const { stdout } = await okstra(dir, 'frd', 'claims');
  expect(stdout).toContain('Merged, so given back: FRD-001-T1');
  expect(Object.keys(claimsAt(remote))).toEqual([T(2)]);
});

describe('okstra frd release', () => {
  test('gives back claims of this clone, and those of others only with --force', async () => {
    const remote = makeRemote();
    const dir = clone(remote);
    await claim(dir, owner(dir), T(1));
    await claim(dir, 'agent-7', T(2));
    const { json, exitCode } = await okstra(dir, 'frd', 'release', T(1), T(2), T(3), '--json');
    expect(exitCode).toBe(3);
    expect(json).toMatchObject({ released: [T(1)], notClaimed: [T(3)], kept: [{ taskId: T(2), why: "it is agent-7's" }] });
    const forced = await okstra(dir, 'frd', 'release', '--force', T(2));
    expect([forced.exitCode, forced.stdout]).toEqual([0, `${T(2)}: given back\n`]);
    expect(claimsAt(remote)).toEqual({});
  });

  test('says when the remote cannot be told, exit code 3', async () => {
    const dir = clone(makeRemote());
    await claim(dir, owner(dir), T(1));
    run(dir, 'remote', 'set-url', 'origin', '/nowhere.git');
    const { stdout, exitCode } = await okstra(dir, 'frd', 'release', T(1));
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/FRD-001-T1: kept, .*nowhere/);
  });

  test('takes ids of tasks only', async () => {
    const { json, exitCode } = await okstra(clone(makeRemote()), 'frd', 'release', '../x', '--json');
    expect([exitCode, json.error.code]).toEqual([2, 'frd-unknown']);
  });
});

describe('okstra frd notes', () => {
  const entry = (day: number, words: string): string => `### 2031-01-0${day} c${day}\n- Situation: ${words}\n`;
  test('prints what a prompt is told of earlier runs', async () => {
    const dir = clone(makeRemote());
    expect((await okstra(dir, 'frd', 'notes')).stdout).toBe('There is no .codex/NOTES.md.\n');
    write(dir, { '.codex/NOTES.md': [entry(1, 'the login form'), ...[2, 3, 4, 5].map((day) => entry(day, 'other'))].join('\n') });
    expect((await okstra(dir, 'frd', 'notes')).stdout.match(/^### /gm)?.length).toBe(5);
    const { json } = await okstra(dir, 'frd', 'notes', '--about', 'login form', '--tokens', '50', '--json');
    expect(json).toMatchObject({ budget: 50, taken: 4, left: 1, file: join(dir, '.codex/NOTES.md') });
    expect([...json.text.matchAll(/^### \S+ (\S+)/gm)].map(([, name]) => name)).toEqual(['c1', 'c3', 'c4', 'c5']);
  });
});
