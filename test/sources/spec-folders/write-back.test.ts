import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { OkstraError } from '../../../runtime/model/failure.ts';
import type { Outcome } from '../../../runtime/model/findings.ts';
import { useRig } from './tree.ts';

const rig = useRig();
const AT = '2031-04-02T09:10:11.123Z';
const item = (id = 'spec-01-a') => ({ id, dir: join(rig.top, 'specs', id), path: `specs/${id}` });
const text = (name = 'metadata.json'): string => readFileSync(join(rig.top, 'specs/spec-01-a', name), 'utf8');
const metadata = () => JSON.parse(text()) as Record<string, unknown>;
const failure = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OkstraError)) throw new Error(`expected an OkstraError, found ${String(error)}`);
  return error.failure;
};
const outcome = (kind: Outcome, reason = '') =>
  rig.source().recordOutcome(item(), {
    outcome: kind,
    statusBefore: 'todo',
    attemptsUsed: 2,
    maxAttempts: 2,
    remainingTasks: ['a', 'b'],
    reason,
    at: AT,
  });

const ODD =
  '{\r\n\t"zeta" : [1,2, 3],\r\n\t"id":"spec-01-a", "status" : "todo",\r\n\t"dependsOn": [ ],\r\n\t"notes": "old",\r\n\t"über": {"x":null}\r\n}\r\n';

test('a run that starts marks its item and gives back the status from before', async () => {
  rig.spec('spec-01-a', { status: 'failed' });
  await expect(rig.source().markInProgress(item())).resolves.toBe('failed');
  expect(metadata()['status']).toBe('in-progress');
});

test('an accepted attempt sets done, last run and a note with the last line of the executor', async () => {
  rig.spec('spec-01-a');
  await rig.source().recordVerdict(item(), { attempt: 1, ok: true, remainingTasks: [], lastWorkerLine: 'All  done.', at: AT });
  expect(metadata()).toEqual({
    id: 'spec-01-a',
    status: 'done',
    lastRun: '2031-04-02T09:10:11Z',
    notes: '[2031-04-02T09:10:11Z] attempt 1 ok: All done.',
  });
});

test('an attempt that leaves something sets in-progress and a note with the remaining tasks; older notes stay', async () => {
  rig.spec('spec-01-a', { notes: 'by hand' });
  const source = rig.source();
  await source.recordVerdict(item(), {
    attempt: 1,
    ok: false,
    remainingTasks: ['cover empty input', 'wire\ncommand'],
    lastWorkerLine: '',
    at: AT,
  });
  await source.recordVerdict(item(), { attempt: 2, ok: false, remainingTasks: [], lastWorkerLine: '', at: AT });
  expect(metadata()).toMatchObject({
    status: 'in-progress',
    lastRun: '2031-04-02T09:10:11Z',
    notes:
      'by hand\n[2031-04-02T09:10:11Z] attempt 1 remaining tasks: cover empty input; wire command\n[2031-04-02T09:10:11Z] attempt 2 remaining tasks: none',
  });
});

describe('at the end of a run', () => {
  test.each<[Outcome, string, string | undefined]>([
    ['accepted', 'done', undefined],
    ['not-accepted', 'failed', '[2031-04-02T09:10:11Z] attempts exhausted (2 of 2), remaining tasks: a; b'],
    ['waiting-quota', 'in-progress', '[2031-04-02T09:10:11Z] waiting-quota: why'],
    ['blocked', 'todo', '[2031-04-02T09:10:11Z] blocked: why'],
    ['contract-violated', 'todo', '[2031-04-02T09:10:11Z] contract-violated: why'],
    ['failed', 'todo', '[2031-04-02T09:10:11Z] failed: why'],
    ['cancelled', 'todo', '[2031-04-02T09:10:11Z] cancelled: why'],
  ])('%s leaves the status %s', async (kind, status, note) => {
    rig.spec('spec-01-a', { status: 'in-progress' });
    await outcome(kind, 'why');
    expect(metadata()['status']).toBe(status);
    expect(metadata()['notes']).toBe(note);
  });
});

test('everything else in the file stays byte for byte', async () => {
  rig.spec('spec-01-a', {}, { 'metadata.json': ODD });
  await rig.source().recordVerdict(item(), { attempt: 1, ok: true, remainingTasks: [], lastWorkerLine: 'x', at: AT });
  expect(text()).toBe(
    ODD.replace('"status" : "todo"', '"status" : "done"')
      .replace('"old"', String.raw`"old\n[2031-04-02T09:10:11Z] attempt 1 ok: x"`)
      .replace('"über": {"x":null}', '"über": {"x":null},\r\n\t"lastRun": "2031-04-02T09:10:11Z"'),
  );
});

test('written again after a crash, the same values change nothing', async () => {
  rig.spec('spec-01-a', { notes: [] });
  const verdict = { attempt: 1, ok: false, remainingTasks: ['a'], lastWorkerLine: '', at: AT };
  const twice = async () => {
    await rig.source().recordVerdict(item(), verdict);
    await outcome('not-accepted');
  };
  await twice();
  const first = text();
  await twice();
  expect(text()).toBe(first);
  expect(metadata()['notes']).toHaveLength(2);
});

test('permissions of the file stay, and nothing is left beside it', async () => {
  rig.spec('spec-01-a');
  chmodSync(join(rig.top, 'specs/spec-01-a/metadata.json'), 0o600);
  await outcome('accepted');
  expect(statSync(join(rig.top, 'specs/spec-01-a/metadata.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(rig.top, 'specs/spec-01-a')).toSorted()).toEqual(['SPEC.md', 'metadata.json']);
  expect(readFileSync(join(rig.top, '.okstra/.gitignore'), 'utf8')).toBe('*\n');
});

test('a long last line is cut to one short note', async () => {
  rig.spec('spec-01-a');
  await rig
    .source()
    .recordVerdict(item(), { attempt: 1, ok: true, remainingTasks: [], lastWorkerLine: 'x'.repeat(5000), at: AT });
  expect(String(metadata()['notes']).length).toBeLessThan(560);
});

test('the report is replaced whole', async () => {
  rig.spec('spec-01-a', {}, { 'implementation-report.md': 'old and longer' });
  await rig.source().writeReport(item(), '# new\n');
  expect(text('implementation-report.md')).toBe('# new\n');
});

describe('refused, and the file stays as it is:', () => {
  test('metadata that someone broke meanwhile', async () => {
    rig.spec('spec-01-a', {}, { 'metadata.json': '{"status": todo}' });
    expect(await failure(outcome('accepted'))).toMatchObject({
      code: 'metadata-syntax',
      place: { line: 1, column: 12 },
      fix: 'Mend the file, then: okstra resume',
    });
    expect(text()).toBe('{"status": todo}');
  });
  test('a folder that is gone', async () => {
    rig.spec('spec-01-a');
    rmSync(join(rig.top, 'specs/spec-01-a'), { recursive: true });
    expect(await failure(rig.source().writeReport(item(), 'x'))).toMatchObject({
      category: 'system',
      code: 'not-writable',
      fix: 'Put specs/spec-01-a back, then: okstra resume',
    });
    expect(existsSync(join(rig.top, 'specs/spec-01-a'))).toBe(false);
  });
  test('a place that cannot be written', async () => {
    rig.spec('spec-01-a');
    // Permissions do not stop the superuser; a folder in the way stops everyone.
    mkdirSync(join(rig.top, 'specs/spec-01-a/.metadata.json.okstra-tmp/x'), { recursive: true });
    const before = text();
    const error = await outcome('accepted').then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      failure: { category: 'system', code: 'not-writable', place: { file: 'specs/spec-01-a/metadata.json' } },
    });
    expect(text()).toBe(before);
  });
  test.skipIf(process.getuid?.() === 0)('a read-only folder', async () => {
    rig.spec('spec-01-a');
    chmodSync(join(rig.top, 'specs/spec-01-a'), 0o500);
    expect(await failure(outcome('accepted'))).toMatchObject({ code: 'not-writable', fix: 'chmod -R u+rwX specs/spec-01-a' });
    chmodSync(join(rig.top, 'specs/spec-01-a'), 0o700);
  });
});

const append = (name: string, count: number): Promise<{ code: number | null; stderr: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'appender.ts'), rig.top, 'spec-01-a', name, String(count)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('exit', (code) => resolve({ code, stderr }));
  });

test('eight processes that write at once lose nothing of each other, and say nothing on stderr', async () => {
  rig.spec('spec-01-a');
  const ends = await Promise.all(Array.from({ length: 8 }, (_, index) => append(`p${index}`, 20)));
  expect(ends).toEqual(Array.from({ length: 8 }, () => ({ code: 0, stderr: '' })));
  const lines = String(metadata()['notes']).split('\n');
  expect(new Set(lines).size).toBe(160);
  expect(lines).toHaveLength(160);
}, 60_000);

test('nothing is written once the lease is lost, and the question comes under the lock', async () => {
  rig.spec('spec-01-a');
  const before = text();
  let isLocked = false;
  const lease = {
    check: () => {
      const probe = new DatabaseSync(join(rig.top, '.okstra/locks.sqlite'), { timeout: 0 });
      try {
        probe.exec('BEGIN EXCLUSIVE');
      } catch {
        isLocked = true;
      } finally {
        probe.close();
      }
      throw new OkstraError({ category: 'blocked', code: 'lease-lost', message: 'lost' });
    },
  };
  expect((await failure(rig.source({}, lease).markInProgress(item()))).code).toBe('lease-lost');
  expect([isLocked, text()]).toEqual([true, before]);
});

test('a writer waits for the one that holds the lock', async () => {
  rig.spec('spec-01-a');
  await outcome('accepted');
  const holder = new DatabaseSync(join(rig.top, '.okstra/locks.sqlite'));
  holder.exec('BEGIN EXCLUSIVE');
  const waiting = append('late', 1);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(text()).not.toContain('late');
  holder.exec('COMMIT');
  holder.close();
  expect((await waiting).code).toBe(0);
  expect(text()).toContain('late');
});

test('an item that is sent back carries what is left into its next run', async () => {
  rig.spec('spec-01-a', { status: 'done' }, { 'implementation-report.md': '# Report\n\n- Final verifier status: ok\n' });
  const back = { reason: 'a check fails after the merge', remainingTasks: ['npm test (exit code 1)'], at: AT };
  await rig.source().sendBack(item(), back);
  await rig.source().sendBack(item(), back);
  expect(metadata()['status']).toBe('failed');
  expect(rig.source().load(item()).item.carriedTasks).toEqual(['npm test (exit code 1)']);
  expect(text('implementation-report.md').match(/# Not integrated/g)).toHaveLength(1);
  expect(text('implementation-report.md')).toContain('# Report\n');
});
