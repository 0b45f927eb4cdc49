import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAIL, ID, lightRig, run as runItem } from '../journeys/light.ts';
import type { CliEnd } from '../journeys/rig.ts';
import { Rig } from '../journeys/rig.ts';
import { okstra } from './okstra.ts';

let rig: Rig;
let first: CliEnd;
let second: CliEnd;
let dir: string;
beforeAll(async () => {
  rig = new Rig();
  lightRig(rig, {
    judge: FAIL,
    extra: 'run: { maxAttempts: 1 }\n',
    spec: { metadata: { acceptanceCommands: ['echo checked'] } },
  });
  first = await runItem(rig);
  rig.agent('judge', `answer({ verdict: 'pass', criteria: met('SPEC') });`);
  second = await runItem(rig);
  dir = second.json.run.dir;
}, 60_000);
afterAll(() => rig.dispose());

const inspect = (...args: readonly string[]) => okstra(rig.repo, 'inspect', ...args);

describe('history', () => {
  test('lists runs newest first, each with the command for it', async () => {
    const { exitCode, json } = await inspect('history', '--json');
    expect(exitCode).toBe(0);
    expect(json).toEqual({ ok: true, exitCode: 0, runs: [expect.any(Object), expect.any(Object)], damaged: [], total: 2 });
    expect(json.runs[0]).toEqual({
      id: second.json.run.id,
      item: ID,
      phase: 'implementation',
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      finishedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      totalMs: expect.any(Number),
      outcome: 'accepted',
      verdict: 'pass',
      attempts: 1,
      dir,
      branch: expect.stringContaining(ID),
      resumable: false,
      discarded: false,
      command: `okstra run ${ID} --again`,
    });
    expect(json.runs[1]).toMatchObject({
      id: first.json.run.id,
      outcome: 'not-accepted',
      verdict: 'fail',
      command: `okstra run ${ID}`,
    });
  });

  test('of one item, at most as many as asked for', async () => {
    const { json } = await inspect('history', ID, '--limit', '1', '--json');
    expect(json.runs.map((run: { id: string }) => run.id)).toEqual([second.json.run.id]);
    expect((await inspect('history', '--limit', 'none')).stderr).toMatch(/"none".*\nfix: /);
  });

  test('for people it is a table', async () => {
    const { stdout } = await inspect('history');
    const [head, newest] = stdout.split('\n');
    expect(head).toMatch(/^Run +Outcome +Took +Attempts +Item$/);
    expect(newest).toMatch(new RegExp(`^${second.json.run.id} +accepted +[\\d.]+m?s +1 +${ID}$`));
    expect(stdout).toContain(`okstra run ${ID} --again`);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('an item without runs has an empty list; a word that names none is an error', async () => {
    rig.spec('spec-02-other');
    expect(await inspect('history', 'spec-02-other', '--json')).toMatchObject({ exitCode: 0, json: { ok: true, runs: [] } });
    expect((await inspect('history', 'spec-02-other')).stdout).toContain('okstra run spec-02-other');
    const unknown = await inspect('history', 'spec-77', '--json');
    expect(unknown).toMatchObject({ exitCode: 2, json: { error: { code: 'item-unknown' } } });
    expect(unknown.stderr).toMatch(/^fix: \S/m);
  });

  test('an item whose folder is gone keeps its runs', async () => {
    rmSync(join(rig.repo, 'specs', ID), { recursive: true });
    try {
      expect((await inspect('history', ID, '--json')).json.runs).toHaveLength(2);
    } finally {
      rig.git('checkout', '--', `specs/${ID}`);
    }
  });
});

test('inspect status names the newest run of an item', async () => {
  const { json } = await inspect('status', '--json');
  const item = json.items.find((entry: { id: string }) => entry.id === ID);
  expect(item.run).toEqual({ id: second.json.run.id, outcome: 'accepted', dir });
});

describe('report', () => {
  test('prints the Markdown of the newest run; of an older one by its id', async () => {
    const { stdout, exitCode } = await inspect('report');
    expect(exitCode).toBe(0);
    expect(stdout).toBe(readFileSync(second.json.report.markdown, 'utf8'));
    expect((await inspect('report', first.json.run.id)).stdout).toBe(readFileSync(first.json.report.markdown, 'utf8'));
    expect((await inspect('report', ID)).stdout).toBe(stdout);
    expect((await inspect('report', dir)).stdout).toBe(stdout);
  });

  test('--path prints where it lies', async () => {
    expect((await inspect('report', '--path')).stdout).toBe(`${second.json.report.markdown}\n`);
    const { json } = await inspect('report', '--path', '--json');
    expect(json).toMatchObject({ ok: true, data: second.json.report.data, markdown: second.json.report.markdown });
    expect(json.report).toBeUndefined();
  });

  test('--json holds the data', async () => {
    const { json } = await inspect('report', '--json');
    expect(json).toMatchObject({ ok: true, run: { id: second.json.run.id, item: ID, outcome: 'accepted', dir } });
    expect(json.report).toEqual(JSON.parse(readFileSync(second.json.report.data, 'utf8')));
  });

  test('a run that is not there is an error with a fix', async () => {
    const none = await inspect('report', 'run-20000101-000000-aaaa', '--json');
    expect(none).toMatchObject({
      exitCode: 2,
      json: { ok: false, error: { code: 'run-not-found', fix: expect.stringMatching(/\S/) } },
    });
  });

  test.each([
    ['is gone', undefined, /has not written a report yet/],
    ['is damaged', '{"schemaVersion": 1}', /data\.json is damaged/],
  ])('a report that %s is made from the journal, and nothing is written', async (_what, text, note) => {
    const files = [second.json.report.data, second.json.report.markdown] as readonly string[];
    const [data = '', markdown = ''] = files.map((file) => readFileSync(file, 'utf8'));
    for (const file of files) rmSync(file);
    if (text !== undefined) writeFileSync(second.json.report.data, text);
    try {
      const { exitCode, stdout, stderr } = await inspect('report', second.json.run.id);
      expect(exitCode).toBe(0);
      expect(stdout).toBe(markdown);
      expect(stderr).toMatch(note);
      const { json } = await inspect('report', second.json.run.id, '--json');
      expect(json).toMatchObject({ ok: true, data: null, markdown: null });
      expect(json.report).toEqual(JSON.parse(data));
      expect(files.map((file) => existsSync(file))).toEqual([text !== undefined, false]);
      const path = await inspect('report', second.json.run.id, '--path');
      expect(path).toMatchObject({ exitCode: 2, stdout: '' });
      expect(path.stderr).toMatch(/^error: .*Expected a report of .*\nfix: okstra inspect report /);
    } finally {
      for (const [index, file] of files.entries()) writeFileSync(file, [data, markdown][index] ?? '');
    }
  });

  test('renders it again, byte for byte, and in another language', async () => {
    const { json, exitCode } = await okstra(rig.repo, 'report', 'render', second.json.report.data, '--out', 'copy.md', '--json');
    expect(exitCode).toBe(0);
    const out = join(rig.repo, 'copy.md');
    const bytes = readFileSync(out);
    expect(json).toEqual({
      ok: true,
      exitCode: 0,
      data: second.json.report.data,
      out,
      format: 'md',
      language: 'en',
      bytes: bytes.length,
    });
    expect(bytes.equals(readFileSync(second.json.report.markdown))).toBe(true);
    await okstra(rig.repo, 'report', 'render', second.json.report.data, '--out', 'copy.md', '--language', 'ko');
    expect(readFileSync(out, 'utf8')).toMatch(/^# Implementation Report for /);
    expect(readFileSync(out, 'utf8')).toMatch(/[가-힣]/);
    rmSync(out);
  });

  test('renders beside the data by default', async () => {
    rmSync(second.json.report.markdown);
    const { stdout } = await okstra(rig.repo, 'report', 'render', second.json.report.data);
    expect(stdout).toBe(`${second.json.report.markdown}\n`);
    expect(existsSync(second.json.report.markdown)).toBe(true);
  });

  test.each([
    ['sarif', 'implementation-report.sarif', /"ruleId": "okstra\//],
    ['junit', 'implementation-report.junit.xml', /^<\?xml[^]*<testsuites/],
  ])('renders %s for programs, to a file of its own or to stdout', async (format, file, content) => {
    const { dir: failed } = first.json.run;
    const { stdout } = await okstra(rig.repo, 'report', 'render', first.json.report.data, '--format', format);
    expect(stdout).toBe(`${join(failed, 'report', file)}\n`);
    const text = readFileSync(join(failed, 'report', file), 'utf8');
    expect(text).toMatch(content);
    expect((await inspect('report', first.json.run.id, '--format', format)).stdout).toBe(text);
    const { json } = await inspect('report', first.json.run.id, '--format', format, '--json');
    expect(json).toMatchObject({ ok: true, format, text, report: { run: { id: first.json.run.id } } });
    const together = await inspect('report', '--format', format, '--path', '--json');
    expect(together).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'flags-together', fix: expect.stringMatching(/\S/) } },
    });
    expect((await inspect('report', '--format', 'html')).exitCode).toBe(2);
  });

  test('data that does not fit its schema is refused with every place, and nothing is written', async () => {
    const data = JSON.parse(readFileSync(second.json.report.data, 'utf8'));
    const { run: _run, ...without } = data;
    rig.write('broken/data.json', JSON.stringify({ ...without, commits: 'none' }, null, 2));
    const { exitCode, json, stderr } = await okstra(rig.repo, 'report', 'render', 'broken/data.json', '--json');
    expect(exitCode).toBe(1);
    expect(json.error.details.problems.map((problem: { place: { field: string } }) => problem.place.field).toSorted()).toEqual([
      '/commits',
      '/run',
    ]);
    expect(stderr).toMatch(/broken\/data\.json:\d+:\d+ \(\/commits\): report-type: Expected a list, found "none"\./);
    expect(stderr).toMatch(/^fix: \S/m);
    expect(rig.exists('broken/implementation-report.md')).toBe(false);
    const missing = await okstra(rig.repo, 'report', 'render', 'no/data.json', '--json');
    expect(missing).toMatchObject({ exitCode: 2, json: { error: { code: 'file-missing', place: { file: 'no/data.json' } } } });
  });
});

describe('time', () => {
  test('adds up to what the report says, with a row per dispatch', async () => {
    const { json, exitCode } = await inspect('time', '--json');
    const { timing } = JSON.parse(readFileSync(second.json.report.data, 'utf8'));
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ ok: true, run: { id: second.json.run.id }, totalMs: timing.totalMs });
    expect(json.steps).toEqual(timing.phases.map(({ phase, ms }: { phase: string; ms: number }) => ({ step: phase, ms })));
    expect(json.dispatches).toEqual([
      {
        dispatch: 'executor-1',
        seat: 'executor',
        agent: 'writer',
        model: null,
        attempt: 1,
        startedAt: expect.any(String),
        status: 'completed',
        ms: expect.any(Number),
      },
      {
        dispatch: 'verifier-1',
        seat: 'verifier:judge',
        agent: 'judge',
        model: null,
        attempt: 1,
        startedAt: expect.any(String),
        status: 'completed',
        ms: expect.any(Number),
      },
    ]);
  });

  test('for people it is two tables', async () => {
    const { stdout } = await inspect('time', ID);
    expect(stdout).toMatch(/^execute +[\d.]+ s$/m);
    expect(stdout).toMatch(/^total +[\d.]+ s$/m);
    expect(stdout).toMatch(/^executor-1 +executor +1 +completed +[\d.]+ s$/m);
  });
});

describe('logs', () => {
  test('lists prompts, streams, answers, logs and check logs with their sizes', async () => {
    const { json } = await inspect('logs', '--json');
    const names = json.logs.map((entry: { name: string }) => entry.name);
    expect(names).toEqual(
      expect.arrayContaining([
        'prompt:executor-1',
        'prompt:verifier-1',
        'executor-1',
        'verifier-1',
        'answer:executor-1',
        'log:executor-1',
        'attempt-1-item-1',
      ]),
    );
    const stream = json.logs.find((entry: { name: string }) => entry.name === 'executor-1');
    expect(stream).toEqual({
      name: 'executor-1',
      kind: 'stream',
      path: join(dir, 'results/executor-1.raw.jsonl'),
      bytes: readFileSync(join(dir, 'results/executor-1.raw.jsonl')).length,
    });
    expect((await inspect('logs')).stdout).toMatch(/^executor-1 +stream +\d+ B +results\/executor-1\.raw\.jsonl$/m);
  });

  test('--show prints one of them', async () => {
    expect((await inspect('logs', '--show', 'executor-1')).stdout).toBe('SUMMARY\n- wrote hello.txt\n');
    expect((await inspect('logs', '--show', 'prompt:executor-1')).stdout).toContain('Say hello in hello.txt.');
    const { json } = await inspect('logs', ID, '--show', 'attempt-1-item-1', '--json');
    expect(json).toMatchObject({
      ok: true,
      run: { id: second.json.run.id },
      log: { name: 'attempt-1-item-1', kind: 'check', text: expect.stringContaining('checked') },
    });
  });

  test('a name there is none of is an error that names the nearest', async () => {
    const end = await inspect('logs', '--show', 'executer-1', '--json');
    expect(end).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'log-unknown', fix: `okstra inspect logs ${second.json.run.id} --show executor-1` } },
    });
    expect(await inspect('logs', '--show', 'executor-1', '--follow', '--json')).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'show-and-follow' } },
    });
  });
});

describe('following a run', () => {
  test('that has ended prints its events and ends with its exit code', async () => {
    const accepted = await inspect('logs', '--follow');
    expect(accepted.exitCode).toBe(0);
    const lines = accepted.stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(new RegExp(`^\\S+Z run ${second.json.run.id}$`));
    expect(lines.some((line) => line.endsWith('Z implementing attempt 1 of 1: executor'))).toBe(true);
    expect(lines.at(-1)).toMatch(/^\S+Z outcome accepted/);
    const failed = await inspect('logs', first.json.run.id, '--follow', '--json');
    expect(failed).toMatchObject({
      exitCode: 1,
      json: { ok: false, run: { id: first.json.run.id }, outcome: 'not-accepted', exitCode: 1 },
    });
    expect(failed.stderr).toContain('outcome not-accepted');
  });

  test('prints each new event and ends when the run does', async () => {
    rig.agent('writer', `sleep(1500); fs.writeFileSync('hello.txt', 'again\\n'); console.log('done');`);
    const going = rig.start(['run', '--exec', '--level', 'light', '--json', '--again', ID]);
    while (!rig.exists(`.okstra/tasks/specs/${ID}/runs/implementation-003/journal.jsonl`)) await sleep(20);
    const followed = await rig.cli(['inspect', 'logs', '--follow']);
    const end = await going.ended;
    expect(end.json.outcome, end.stderr).toBe('accepted');
    expect(followed).toMatchObject({ exitCode: 0 });
    expect(followed.stdout).toContain(`run ${end.json.run.id}\n`);
    expect(followed.stdout).toMatch(/outcome accepted/);
  }, 60_000);

  test('whose process is gone says that it can be resumed', async () => {
    const journal = join(rig.repo, '.okstra/tasks/specs', ID, 'runs/implementation-001/journal.jsonl');
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
    const cut = lines.findIndex((line) => line.includes('"dispatch-started"')) + 1;
    const id = first.json.run.id;
    writeFileSync(journal, `${lines.slice(0, cut).join('\n')}\n`);
    try {
      const { exitCode, stdout } = await inspect('logs', id, '--follow');
      expect(exitCode).toBe(130);
      expect(stdout.trimEnd().split('\n').at(-1)).toBe(`interrupted: nobody works on it; okstra resume ${id} goes on`);
      const entry = (await inspect('history', '--json')).json.runs.find((run: { id: string }) => run.id === id);
      expect(entry).toMatchObject({ outcome: null, resumable: true, command: `okstra resume ${id}` });
      expect((await inspect('time', id, '--json')).json.dispatches).toMatchObject([
        { dispatch: 'executor-1', status: 'running', ms: null },
      ]);
    } finally {
      appendFileSync(journal, `${lines.slice(cut).join('\n')}\n`);
    }
  });
});

test('without any run, lists are empty and the rest is an error with a fix', async () => {
  const empty = new Rig();
  try {
    expect(await okstra(empty.repo, 'inspect', 'history', '--json')).toMatchObject({ exitCode: 0, json: { runs: [] } });
    for (const name of ['report', 'logs', 'time']) {
      const end = await okstra(empty.repo, 'inspect', name, '--json');
      expect(end, name).toMatchObject({
        exitCode: 2,
        json: { ok: false, error: { code: 'run-not-found', fix: expect.stringContaining('okstra run') } },
      });
    }
  } finally {
    empty.dispose();
  }
});
