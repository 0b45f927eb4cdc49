import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunEvent } from '../../runtime/model/events.ts';
import { openRunFolder } from '../../runtime/store/run-folder.ts';
import { createRunDir, ensureStateRoot, listRuns, summarise } from '../../runtime/store/runs.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'okstra-store-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const plain = (text: string): string => text;

test('an artifact is named by the hash of what lies on disk, and read back through its name', () => {
  const folder = openRunFolder(dir, (text) => text.replaceAll('s3cr3t-value', '[redacted]'));
  const ref = folder.write('prompts/executor-1.md', 'use s3cr3t-value\n');
  expect(readFileSync(join(dir, 'prompts/executor-1.md'), 'utf8')).toBe('use [redacted]\n');
  expect(folder.read(ref)).toBe('use [redacted]\n');
  expect(ref.bytes).toBe(15);
  expect(readdirSync(join(dir, 'prompts'))).toEqual(['executor-1.md']);
});

test('an artifact that was changed or removed afterwards is not believed', () => {
  const folder = openRunFolder(dir, plain);
  const ref = folder.write('a.txt', 'one');
  writeFileSync(join(dir, 'a.txt'), 'two');
  expect(() => folder.read(ref)).toThrow(/Expected the content with SHA-256/);
  rmSync(join(dir, 'a.txt'));
  expect(() => folder.read(ref)).toThrow(/Expected a\.txt/);
});

test('the state folder ignores itself', () => {
  ensureStateRoot(dir);
  expect(readFileSync(join(dir, '.okstra/.gitignore'), 'utf8')).toBe('*\n');
});

test('run folders are numbered per item and phase', () => {
  const item = { group: 'specs', id: 'spec-01-a' };
  expect(createRunDir(dir, item, 'implementation').dir).toBe(join(dir, '.okstra/tasks/specs/spec-01-a/runs/implementation-001'));
  expect(createRunDir(dir, item, 'implementation').seq).toBe(2);
  expect(createRunDir(dir, { group: 'specs', id: 'spec-02-b' }, 'implementation').seq).toBe(1);
});

const place = { dir: 'd', group: 'specs', itemId: 'spec-01-a' };
const event = (seq: number, body: Record<string, unknown>): RunEvent =>
  ({ seq, at: `2031-01-01T00:00:0${seq}Z`, ...body }) as unknown as RunEvent;
const started = event(1, {
  type: 'run-started',
  format: 2,
  runId: 'run-20310101-000000-aaaa',
  taskKey: 'p:specs:spec-01-a',
  phase: 'implementation',
});
const finished = (seq: number, outcome: string) => event(seq, { type: 'run-finished', outcome, exitCode: 0 });
const reported = (seq: number) => event(seq, { type: 'report-written' });

test.each([
  ['no end on record', [started], true],
  ['accepted with its report', [started, finished(2, 'accepted'), reported(3)], false],
  ['accepted, killed before the report', [started, finished(2, 'accepted')], true],
  ['cancelled', [started, finished(2, 'cancelled'), reported(3)], true],
  [
    'cancelled, resumed, accepted',
    [started, finished(2, 'cancelled'), reported(3), event(4, { type: 'run-resumed' }), finished(5, 'accepted'), reported(6)],
    false,
  ],
  ['cancelled, resumed, killed', [started, finished(2, 'cancelled'), reported(3), event(4, { type: 'run-resumed' })], true],
  ['discarded', [started, event(2, { type: 'run-discarded' })], false],
])('a run is interrupted or not: %s', (_name, events, interrupted) => {
  expect(summarise(place, events)?.interrupted).toBe(interrupted);
});

test('a journal that cannot be read is named and hides no other run', () => {
  const one = createRunDir(dir, { group: 'specs', id: 'spec-01-a' }, 'implementation').dir;
  const two = createRunDir(dir, { group: 'specs', id: 'spec-02-b' }, 'implementation').dir;
  writeFileSync(join(one, 'journal.jsonl'), `${JSON.stringify(started)}\n`);
  writeFileSync(join(two, 'journal.jsonl'), 'nonsense\nnonsense\n');
  const { runs, diagnoses } = listRuns(dir);
  expect(runs.map((run) => run.itemId)).toEqual(['spec-01-a']);
  expect(diagnoses.map((run) => run.dir)).toEqual([two]);
});
