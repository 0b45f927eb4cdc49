import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Rig, stubCodex } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.dispose());

const OK = `'STATUS: ok' '{"remainingTasks":[]}'`;

describe('a stub named codex, first on the PATH, level light', () => {
  test('ok: exit 0, status done, lastRun set, a note appended, the report written', async () => {
    rig.spec('spec-00-example', { metadata: { notes: 'earlier note' } });
    rig.program('codex', stubCodex(OK));
    const end = await rig.cli(['run', '--exec', '--level', 'light', 'spec-00-example']);
    expect(end.stderr).not.toContain('error:');
    expect(end.exitCode).toBe(0);
    const metadata = rig.metadata('spec-00-example');
    expect(metadata.status).toBe('done');
    expect(metadata.lastRun).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(metadata.notes.split('\n')[0]).toBe('earlier note');
    expect(metadata.notes.split('\n')).toHaveLength(2);
    const report = rig.read('specs/spec-00-example/implementation-report.md');
    expect(report).toMatch(/^# Implementation Report for spec-00-example — Example\n/);
    expect(report).toContain('- Attempts used: 1');
    expect(report).toContain('- Final verifier status: ok');
  });

  test('missing: exit 1 after all attempts, the tasks in notes and report, and in the prompt of the next attempt', async () => {
    rig.spec('spec-00-example');
    rig.program('codex', stubCodex(`'STATUS: missing' '{"remainingTasks":["cover empty input"]}'`));
    const end = await rig.cli(['run', '--exec', '--level', 'light', 'spec-00-example', '--json']);
    expect(end.exitCode).toBe(1);
    expect(end.json).toMatchObject({
      ok: false,
      exitCode: 1,
      outcome: 'not-accepted',
      verdict: 'fail',
      remainingTasks: ['cover empty input'],
    });
    expect(end.json.run.attemptsUsed).toBe(2);
    const metadata = rig.metadata('spec-00-example');
    expect(metadata.status).toBe('failed');
    expect(metadata.notes).toContain('attempt 1 remaining tasks: cover empty input');
    const report = rig.read('specs/spec-00-example/implementation-report.md');
    expect(report).toContain('- Final verifier status: missing');
    expect(report).toContain('"cover empty input"');
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(`${end.json.run.dir}/prompts/executor-2.md`, 'utf8')).toContain('cover empty input');
    const next = await rig.cli(['run', '--exec', '--level', 'light', 'spec-00-example', '--json', '--max-attempts', '1']);
    expect(readFileSync(`${next.json.run.dir}/prompts/executor-1.md`, 'utf8')).toContain('cover empty input');
  });

  test('a malformed verdict: not zero, and the status is not done', async () => {
    rig.spec('spec-00-example');
    rig.program('codex', stubCodex(`'looks fine to me'`));
    const end = await rig.cli(['run', '--exec', '--level', 'light', 'spec-00-example', '--json']);
    expect(end.exitCode).toBe(3);
    expect(end.json.outcome).toBe('blocked');
    expect(rig.metadata('spec-00-example').status).toBe('todo');
  });

  test('no agent: an error with a fix line before anything is written', async () => {
    rig.spec('spec-00-example');
    const end = await rig.cli(['run', '--exec', 'spec-00-example'], { env: { PATH: '/usr/bin:/bin' } });
    expect(end.exitCode).toBe(2);
    expect(end.stderr).toMatch(/^fix: /m);
    expect(rig.git('status', '--porcelain')).toBe('');
    expect(rig.exists('.okstra')).toBe(false);
    expect(rig.git('for-each-ref', 'refs/okstra', 'refs/heads/okstra')).toBe('');
  });
});
