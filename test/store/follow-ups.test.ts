import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FollowUpDecision } from '../../runtime/store/follow-ups.ts';
import { appendDecision, readDecisions, standingDecision } from '../../runtime/store/follow-ups.ts';

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'okstra-decisions-'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const KEY = { run: 'run-20310402-091011-k3f9', id: 'FU-001' };
const about = { ...KEY, at: '2031-04-02T09:10:11.000Z', by: 'ada' };
const spawned: FollowUpDecision = { ...about, type: 'spawned', item: 'spec-02-b', path: 'specs/spec-02-b' };
const dismissed = (reason: string): FollowUpDecision => ({ ...about, type: 'dismissed', reason });
const file = (): string => join(top, '.okstra/followups.jsonl');

test('decisions are appended and read in their order; the folder ignores itself', () => {
  expect(readDecisions(top)).toEqual([]);
  appendDecision(top, dismissed('harmless'));
  appendDecision(top, spawned);
  expect(readDecisions(top)).toEqual([dismissed('harmless'), spawned]);
  expect(readFileSync(join(top, '.okstra/.gitignore'), 'utf8')).toBe('*\n');
});

test('a line that a crash cut off is left out, and gone once the next is written', () => {
  appendDecision(top, dismissed('härmless'));
  appendFileSync(file(), '{"run":"run-2031');
  expect(readDecisions(top)).toEqual([dismissed('härmless')]);
  appendDecision(top, spawned);
  expect(readDecisions(top)).toEqual([dismissed('härmless'), spawned]);
});

test('any other damage is named with its line', () => {
  appendDecision(top, spawned);
  appendFileSync(file(), 'not a decision\n');
  expect(() => readDecisions(top)).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({ code: 'followups-damaged', place: { file: file(), line: 2 } }),
    }),
  );
});

test('the newest word holds, but an item that was made is there whatever is said since', () => {
  const again = dismissed('still harmless');
  expect(standingDecision([], KEY)).toBeUndefined();
  expect(standingDecision([dismissed('harmless'), again], KEY)).toEqual(again);
  expect(standingDecision([dismissed('harmless'), spawned, again], KEY)).toEqual(spawned);
  expect(standingDecision([spawned], { ...KEY, id: 'FU-002' })).toBeUndefined();
});
