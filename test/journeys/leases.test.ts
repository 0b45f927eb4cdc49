/** Leases as whole programs meet them: several okstra on one queue, a holder that wakes up late, and a remote between two clones. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectAccepted, expectRefused, ID, journalOf, lightRig, noticeCodes, PASS, run, WRITE } from './light.ts';
import { type CliEnd, Rig } from './rig.ts';

vi.setConfig({ testTimeout: 240_000 });
const [PROCESSES, ITEMS] = process.env['OKSTRA_SOAK'] === '1' ? [8, 12] : [3, 3];

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const leases = (dir: string): string =>
  execFileSync('git', ['for-each-ref', '--format=%(refname)', 'refs/okstra/leases'], { cwd: dir, encoding: 'utf8' }).trim();

test(`${PROCESSES} processes that each want all of ${ITEMS} items: every item is worked on once`, async () => {
  const ids = Array.from({ length: ITEMS }, (_, n) => `spec-${String(n + 1).padStart(2, '0')}-x`);
  for (const id of ids) rig.spec(id);
  rig.configure(['writer', 'judge'], 'roles: { executor: writer, verifiers: [judge] }\n');
  rig.agent('writer', `fs.writeFileSync(process.env.OKSTRA_RUN_ID, ''); console.log('done');`);
  rig.agent('judge', `answer({ verdict: 'pass', criteria: met('SPEC') });`);
  const ends = await Promise.all(
    Array.from({ length: PROCESSES }, (_, n) => {
      const mine = [...ids.slice(n % ITEMS), ...ids.slice(0, n % ITEMS)];
      return rig.cli(['run', '--exec', '--level', 'light', '--json', ...mine]);
    }),
  );
  // An item that another had at the time is no failure of this one's.
  for (const end of ends) expect([0, 3], end.stderr).toContain(end.exitCode);
  const answers = ends.flatMap(({ json }) => json.runs as { run: { id: string } | null; error?: { code: string } }[]);
  for (const { error } of answers) expect([undefined, 'held']).toContain(error?.code);
  expect(rig.calls('writer')).toHaveLength(ITEMS);
  for (const id of ids) {
    expect(rig.metadata(id)).toMatchObject({ status: 'done', notes: expect.stringMatching(/^\[\S+\] attempt 1 ok: done$/) });
    expect(readdirSync(join(rig.repo, '.okstra/tasks/specs', id, 'runs'))).toHaveLength(1);
  }
  expect(leases(rig.repo)).toBe('');
});

test('a run that was stopped for longer than its lease wakes up after another went on with it: it writes nothing more', async () => {
  lightRig(rig, {
    writer: `if (count === 1) sleep(60000); fs.writeFileSync('hello.txt', 'hello\\n'); console.log('done');`,
    extra: 'leases: { ttl: 3s }\n',
  });
  const late = rig.start(['run', '--exec', '--level', 'light', '--json', ID]);
  while (rig.calls('writer').length === 0) await sleep(20);
  process.kill(late.pid, 'SIGSTOP');
  await sleep(3200);
  const end = await run(rig);
  expectAccepted(end);
  const files = () => [
    rig.read(`specs/${ID}/metadata.json`),
    rig.git('for-each-ref'),
    readFileSync(join(end.json.run.dir, 'journal.jsonl'), 'utf8'),
  ];
  const before = files();
  process.kill(late.pid, 'SIGCONT');
  const lost = await late.ended;
  expectRefused(lost, { exitCode: 3, code: 'lease-lost', message: /another process took it over/ });
  expect(files()).toEqual(before);
  expect(existsSync(join(end.json.worktree, 'hello.txt'))).toBe(true);
  // The takeover is on record, with whose lease it was and why it could be taken.
  const [started, resumed] = ['run-started', 'run-resumed'].map((type) => journalOf(end).find((event) => event.type === type));
  expect(started).toMatchObject({ lease: { counter: 1 } });
  const takenFrom = { pid: late.pid, runId: end.json.run.id, counter: 1, why: 'expired', expiresAt: expect.any(String) };
  expect(resumed).toMatchObject({ lease: { counter: 2, takenFrom } });
  expect(noticeCodes(end)).toContain('lease-taken-over');
  expect((await rig.cli(['inspect', 'report', ID])).stdout).toContain(`process ${late.pid} on`);
});

test('with a remote, two clones do not work on one item; without an answer of the remote no run begins', async () => {
  const hub = join(rig.root, 'hub.git');
  lightRig(rig, {
    writer: `sleep(2500); fs.writeFileSync('hello.txt', 'hello\\n'); console.log('done');`,
    extra: 'leases: { remote: origin, ttl: 3s, clockSkew: 500ms, remoteTimeout: 5s }\n',
  });
  rig.git('clone', '--quiet', '--bare', '.', hub);
  rig.git('remote', 'add', 'origin', hub);
  const clone = join(rig.root, 'clone');
  rig.git('clone', '--quiet', hub, clone);

  // Renewed at the remote while an executor that nothing confines is at work: that is none of its doing.
  const first = rig.start(['run', '--exec', '--level', 'light', '--json', ID]);
  while (rig.calls('writer').length === 0) await sleep(20);
  const held = await run(rig, [], { cwd: clone });
  expectRefused(held, { exitCode: 3, code: 'held', message: new RegExp(`process ${first.pid} on`) });
  expect(leases(hub)).toBe(`refs/okstra/leases/specs/${ID}`);
  expectAccepted(await first.ended);
  expect([leases(hub), leases(rig.repo), leases(clone)]).toEqual(['', '', '']);

  renameSync(hub, `${hub}.away`);
  const refused = await run(rig, [], { cwd: clone });
  expectRefused(refused, {
    exitCode: 3,
    code: 'lease-remote-unreachable',
    message: /leases at origin/,
    fix: /OKSTRA_CONFIG__LEASES__REMOTE=none/,
  });
  expect([existsSync(join(clone, '.okstra/tasks')), leases(clone), rig.calls('writer').length]).toEqual([false, '', 1]);
  const without = await run(rig, [], { cwd: clone, env: { OKSTRA_CONFIG__LEASES__REMOTE: 'none' } });
  expectAccepted(without);
});

/** okstra is held back just before it takes a lease, for the time that `meanwhile` takes. */
async function heldBack(args: readonly string[], meanwhile: () => Promise<unknown>): Promise<CliEnd> {
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const [there, go] = [join(rig.root, 'there'), join(rig.root, 'go')];
  rig.program(
    'git',
    `#!/bin/sh\ncase "$HOLD $*" in yes*hash-object*) : > ${there}; until test -e ${go}; do sleep 0.02; done;; esac\nexec ${git} "$@"\n`,
  );
  const late = rig.start(args, { env: { HOLD: 'yes' } });
  while (!existsSync(there)) await sleep(20);
  await meanwhile();
  writeFileSync(go, '');
  return late.ended;
}

const interrupted = async (): Promise<void> => {
  lightRig(rig, { writer: `if (count === 1) sleep(60000); ${WRITE}` });
  const first = rig.start(['run', '--exec', '--level', 'light', '--json', ID]);
  while (rig.calls('writer').length === 0) await sleep(20);
  first.kill('SIGKILL');
  await first.ended;
};

describe('what was decided before the lease was taken is decided again when somebody had the item since:', () => {
  test('a run does not do what another one has just done', async () => {
    lightRig(rig);
    const late = await heldBack(['run', '--exec', '--level', 'light', '--json', ID], async () => expectAccepted(await run(rig)));
    expectAccepted(late);
    expect(late.json.message).toContain('already done');
    expect(rig.calls('writer')).toHaveLength(1);
    expect(readdirSync(join(rig.repo, '.okstra/tasks/specs', ID, 'runs'))).toHaveLength(1);
    expect(leases(rig.repo)).toBe('');
  });

  test('a resume does not go on with a run that has ended', async () => {
    await interrupted();
    const late = await heldBack(['resume', '--json'], async () => expectAccepted(await rig.cli(['resume', '--json'])));
    expect(late.json, late.stderr).toMatchObject({ exitCode: 0, run: null });
    expect(rig.calls('writer')).toHaveLength(2);
    expect(leases(rig.repo)).toBe('');
  });

  test('a discard does not give up what was accepted', async () => {
    await interrupted();
    const late = await heldBack(['discard', '--json'], async () => expectAccepted(await rig.cli(['resume', '--json'])));
    expectRefused(late, { exitCode: 2, code: 'run-accepted', message: /accepted/, fix: /okstra land/ });
    expect(leases(rig.repo)).toBe('');
  });
});

const commandLines = (part: string): readonly string[] =>
  readdirSync('/proc').flatMap((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return line.includes(part) ? [line] : [];
    } catch {
      return [];
    }
  });

test('a journal that cannot be written any more: agents end before the item is free for another', async () => {
  lightRig(rig);
  rig.configure(['writer', 'judge', 'slow'], 'roles: { executor: writer, verifiers: [judge, slow] }\n');
  const [begun, go] = [join(rig.root, 'begun'), join(rig.root, 'go')];
  rig.agent('slow', `fs.writeFileSync(${JSON.stringify(begun)}, ''); sleep(120000); ${PASS}`);
  rig.agent('judge', `while (!fs.existsSync(${JSON.stringify(go)})) sleep(20); ${PASS}`);
  const okstra = rig.start(['run', '--exec', '--level', 'cross', '--json', ID]);
  while (!existsSync(begun)) await sleep(20);
  // No file that okstra writes may grow beyond so many bytes: for the journal the disk is full.
  execFileSync('prlimit', ['--pid', String(okstra.pid), '--fsize=1000']);
  expect(commandLines(join(rig.root, 'bin/slow'))).not.toEqual([]);
  writeFileSync(go, '');
  while (leases(rig.repo) !== '') await sleep(10);
  expect(commandLines(join(rig.root, 'bin/slow'))).toEqual([]);
  const end = await okstra.ended;
  expect(end.exitCode).toBe(5);
});
