import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemId, makeRuns, runIdOf } from '../support/made-runs.ts';
import { okstra } from './okstra.ts';

let top: string;
beforeAll(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-many-')));
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: top, stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  makeRuns(top, { items: 14, runsOfEach: 3 });
  mkdirSync(join(top, 'specs', itemId(3)), { recursive: true });
  writeFileSync(join(top, 'specs', itemId(3), 'SPEC.md'), '# Part\n');
  writeFileSync(join(top, 'specs', itemId(3), 'metadata.json'), '{}\n');
  git('add', '-A');
  git('commit', '-qm', 'first');
  // The last run was made by agents of which nothing is known, and was killed in the middle.
  rewrite(13, 3, (lines) => lines.slice(0, 12).map((line) => line.replace(/"usage":\{[^}]*\},/, '')));
  rewrite(0, 1, (lines) => ['nonsense', ...lines]);
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

const journal = (item: number, run: number): string =>
  join(top, '.okstra/tasks/specs', itemId(item), 'runs', `implementation-00${run}`, 'journal.jsonl');

function rewrite(item: number, run: number, change: (lines: readonly string[]) => readonly string[]): void {
  const lines = readFileSync(journal(item, run), 'utf8').trimEnd().split('\n');
  writeFileSync(journal(item, run), `${change(lines).join('\n')}\n`);
}

const inspect = (...words: readonly string[]) => okstra(top, 'inspect', ...words);
const columnsOf = (text: string): number =>
  Math.max(
    ...text
      .split('\n')
      .filter((line) => !line.startsWith('fix:') && !line.includes(top))
      .map((line) => line.length),
  );

describe('history', () => {
  test('shows so many, says how many there are, and fits on a terminal', async () => {
    const { stdout, json } = { stdout: (await inspect('history')).stdout, json: (await inspect('history', '--json')).json };
    expect(json).toMatchObject({ ok: true, total: 42 });
    expect(json.runs.map(({ id }: { id: string }) => id)).toEqual(Array.from({ length: 20 }, (_, n) => runIdOf(42 - n)));
    expect(stdout).toContain('20 of 42 runs; --limit 42 shows all.');
    expect(columnsOf(stdout)).toBeLessThanOrEqual(80);
  });

  test('of an outcome, of an item, since a time', async () => {
    const failed = (await inspect('history', '--outcome', 'not-accepted', '--json')).json;
    expect(failed.runs.map(({ id }: { id: string }) => id)).toEqual([42, 35, 28, 21, 14, 7].filter((n) => n !== 42).map(runIdOf));
    const unfinished = (await inspect('history', '--outcome', 'unfinished', '--json')).json;
    expect(unfinished.runs).toMatchObject([
      { id: runIdOf(42), outcome: null, resumable: true, command: `okstra resume ${runIdOf(42)}` },
    ]);
    expect((await inspect('history', '--item', itemId(4), '--json')).json).toMatchObject({
      total: 3,
      runs: [{ item: itemId(4) }, {}, {}],
    });
    expect((await inspect('history', '--since', '2031-01-01T06:00:00Z', '--json')).json.total).toBe(7);
    expect((await inspect('history', '--since', '2040-01-01')).stdout).toContain('No such runs.');
    expect(await inspect('history', 'spec-1', '--item', 'spec-2', '--json')).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'flags-together' } },
    });
    expect((await inspect('history', '--since', 'yesterday')).stderr).toMatch(/"yesterday"[^]*fix: /);
  });

  test('names a damaged journal with file, line and fix, and hides no other run', async () => {
    const { json } = await inspect('history', '--outcome', 'damaged', '--json');
    expect(json).toMatchObject({ exitCode: 0, total: 1, runs: [] });
    expect(json.damaged).toEqual([
      {
        name: 'implementation-001',
        item: itemId(0),
        dir: expect.any(String),
        code: 'journal-damaged',
        message: expect.any(String),
        place: { file: journal(0, 1), line: 1 },
        fix: expect.any(String),
      },
    ]);
    const { stdout } = await inspect('history', '--limit', '42');
    expect(stdout).toMatch(new RegExp(`^implementation-001 +damaged +- +- +${itemId(0)}$`, 'm'));
    expect(stdout).toMatch(new RegExp(`^${journal(0, 1)}:1: .*\\nfix: `, 'm'));
    expect(stdout).toContain(runIdOf(2));
  });
});

describe('time', () => {
  test('of a run is parted among executor, verifiers, checks and okstra itself', async () => {
    const { json } = await inspect('time', runIdOf(20), '--json');
    const { totalMs, okstraMs, ...parts } = json.spent;
    expect(parts).toEqual({ executorMs: 120_000, verifiersMs: 240_000, checksMs: 2700, interruptedMs: 0 });
    expect(totalMs).toBe(okstraMs + 362_700);
    expect((await inspect('time', runIdOf(20))).stdout).toMatch(/^executor +2 min 00 s +\d+ %$/m);
  });

  test.each(['item', 'day', 'agent', 'model'])('of all runs by %s: sums and medians', async (by) => {
    const { json, stderr } = await inspect('time', '--by', by, '--json');
    expect(json).toMatchObject({ ok: true, by, since: null, runs: 41, damaged: [{ item: itemId(0) }] });
    expect(stderr).toContain('left out');
    const { stdout } = await inspect('time', '--by', by, '--quiet');
    expect(columnsOf(stdout)).toBeLessThanOrEqual(80);
    if (by === 'agent') {
      const total = json.groups.reduce((sum: number, { dispatches }: { dispatches: number }) => sum + dispatches, 0);
      expect(json.groups.map(({ key }: { key: string }) => key).toSorted()).toEqual(['critic', 'judge', 'writer']);
      expect(json.total).toMatchObject({ dispatches: total, medianMs: 60_000, longestMs: 60_000, totalMs: total * 60_000 });
    }
    if (by === 'item')
      expect(json.groups.find(({ key }: { key: string }) => key === itemId(5))).toMatchObject({
        runs: 3,
        spent: { executorMs: 360_000 },
      });
  });

  test('of the runs of one item', async () => {
    expect((await inspect('time', itemId(5), '--by', 'item', '--json')).json).toMatchObject({
      runs: 3,
      groups: [{ key: itemId(5), runs: 3 }],
    });
    expect((await inspect('time', '--since', '2031-01-01T06:00:00Z', '--json')).json).toMatchObject({
      by: 'item',
      since: '2031-01-01T06:00:00.000Z',
      runs: 7,
    });
  });
});

describe('cost', () => {
  test('of a run is that of its dispatches', async () => {
    const { json } = await inspect('cost', runIdOf(20), '--json');
    expect(json.dispatches[0]).toEqual({
      dispatch: 'executor-1',
      seat: 'executor',
      agent: 'writer',
      model: 'model-w',
      attestation: null,
      attempt: 1,
      round: 0,
      status: 'completed',
      tokens: { input: 40_020, cached: 30_000, output: 2000, reasoning: null },
      usd: 0.12,
      source: 'agent',
    });
    expect(json.total).toMatchObject({
      dispatches: 6,
      tokens: { input: 240_120, output: 12_000, reasoning: null },
      unreported: 0,
      unpriced: 0,
    });
    expect(json.total.usd).toBeCloseTo(0.72);
    expect((await inspect('cost', runIdOf(20))).stdout).toMatch(/^240k +180k +12\.0k +\? +\$0\.72 +total$/m);
  });

  test('that nobody said is unknown, and no sum hides it', async () => {
    const one = await inspect('cost', runIdOf(42), '--json');
    expect(one.json.total).toMatchObject({ usd: null, unpriced: 1, unreported: 1, tokens: { input: null, output: null } });
    const { stdout } = await inspect('cost', runIdOf(42));
    expect(stdout).toMatch(/^\? +\? +\? +\? +no price +executor-1 +writer:model-w$/m);
    expect(stdout).not.toContain('$0');
    const all = await inspect('cost', '--by', 'item', '--json');
    expect(all.json.groups.find(({ key }: { key: string }) => key === itemId(13))).toMatchObject({
      unpriced: 1,
      unreported: 1,
      dispatches: 13,
    });
    expect((await inspect('cost', itemId(13), '--by', 'item')).stdout).toMatch(/\$1\.44 \+ \? .*spec-00013-part/);
  });

  test.each(['run', 'item', 'agent', 'model', 'day'])('of all runs by %s adds up to the same', async (by) => {
    const { json } = await inspect('cost', '--by', by, '--json');
    const sum = json.groups.reduce((total: number, { usd }: { usd: number | null }) => total + (usd ?? 0), 0);
    expect(sum).toBeCloseTo(json.total.usd, 6);
    expect(json.total).toMatchObject({ dispatches: 40 * 6 + 1, unpriced: 1, runs: 41 });
    expect(columnsOf((await inspect('cost', '--by', by, '--quiet')).stdout)).toBeLessThanOrEqual(80);
  });

  test('a price that was settled for a dispatch comes before what its agent said', async () => {
    const before = readFileSync(journal(2, 2), 'utf8');
    rewrite(2, 2, (lines) =>
      lines.map((line) =>
        line.replace('"type":"dispatch-finished"', '"type":"dispatch-finished","cost":{"usd":2.5,"source":"price"}'),
      ),
    );
    const { json } = await inspect('cost', runIdOf(8), '--json');
    expect(json.total.usd).toBeCloseTo(15);
    expect(json.dispatches[0]).toMatchObject({ usd: 2.5, source: 'price' });
    writeFileSync(journal(2, 2), before);
  });
});

describe('gc', () => {
  test('names what could go and why, does nothing, and says how to do it', async () => {
    const old = (Date.now() - 200 * 86_400_000) / 1000;
    utimesSync(journal(6, 1), old, old);
    const { stdout, exitCode } = await okstra(top, 'gc', itemId(6), '--keep-last', '2');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^1 could go, \d+ KB\. Nothing was removed: --apply does it\.$/m);
    expect(stdout).toMatch(new RegExp(`${runIdOf(19)} +ended 200 days ago +${itemId(6)}$`, 'm'));
    expect(columnsOf(stdout)).toBeLessThanOrEqual(80);
    const { json } = await okstra(top, 'gc', itemId(6), '--keep-last', '2', '--json');
    expect(json).toMatchObject({
      ok: true,
      applied: false,
      retention: { runsMs: 90 * 86_400_000, keepLast: 2 },
      garbage: [{ kind: 'run', name: runIdOf(19), item: `specs/${itemId(6)}`, removed: false, problem: null, loses: [] }],
      kept: [],
    });
    const done = await okstra(top, 'gc', itemId(6), '--keep-last', '2', '--apply', '--json');
    expect(done.json).toMatchObject({ ok: true, applied: true, garbage: [{ removed: true }] });
    expect((await okstra(top, 'gc', itemId(6), '--keep-last', '2')).stdout).toBe('Nothing to remove.\n');
    expect((await inspect('history', itemId(6), '--json')).json.total).toBe(2);
  });

  test('an item somebody works on is left alone, and --force wants items', async () => {
    expect(await okstra(top, 'gc', '--force', '--json')).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'force-all', fix: expect.any(String) } },
    });
    expect((await okstra(top, 'gc', '--older-than', 'long')).stderr).toMatch(
      /an age such as 12h, 30d or 8w, found "long"[^]*fix: /,
    );
  });
});
