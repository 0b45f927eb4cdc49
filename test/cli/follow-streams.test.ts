import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { followStreams } from '../../runtime/cli/follow-streams.ts';
import type { RunEvent } from '../../runtime/model/events.ts';
import { openKeptLog } from '../../runtime/process/kept-log.ts';
import { makeRedactor } from '../../runtime/redaction/redact.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'okstra-follow-'));
  mkdirSync(join(dir, 'results'));
  const seat = (id: string, name: string) => ({ id, agent: { name, driver: 'codex-cli', vendor: 'openai', model: 'gpt-5.5' } });
  writeFileSync(
    join(dir, 'plan.json'),
    JSON.stringify({ executor: seat('executor', 'codex'), verifiers: [seat('verifier:codex', 'codex')] }),
  );
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const events = (...list: readonly Readonly<Record<string, unknown>>[]): readonly RunEvent[] =>
  list.map((event, index) => ({ seq: index + 1, at: '2031-01-01T00:00:00Z', ...event }) as unknown as RunEvent);
const run = { type: 'run-started', plan: { path: 'plan.json' } };
const started = (dispatch: string, seat: string) => ({ type: 'dispatch-started', dispatch, seat });
const stream = (dispatch: string, ...lines: readonly unknown[]): void =>
  appendFileSync(
    join(dir, `results/${dispatch}.raw.jsonl`),
    lines.map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\n`)).join(''),
  );
const item = (type: string, fields: Readonly<Record<string, unknown>>) => ({
  type,
  item: { id: 'i1', type: 'command_execution', status: 'in_progress', ...fields },
});
const message = (text: string) => ({ type: 'item.completed', item: { id: 'm', type: 'agent_message', text } });

test('what an agent begins, says and fails at becomes a line each, as its stream grows', () => {
  const follower = followStreams(dir);
  follower.see(events(run, started('executor-1', 'executor')), 0);
  expect(follower.lines(0)).toEqual([]);
  stream('executor-1', item('item.started', { command: 'npm test' }), '{"type":"item.compl');
  expect(follower.lines(1000)).toEqual(['executor: shell npm test']);
  stream(
    'executor-1',
    'eted","item":{"id":"i1","type":"command_execution","command":"npm test","exit_code":1,"status":"failed"}}\n',
  );
  stream('executor-1', message('Two tests\nfail, ü.'), 'no event at all\n');
  expect(follower.lines(2000)).toEqual(['executor: shell ended with exit code 1', 'executor: Two tests fail, ü.']);
  expect(follower.lines(3000)).toEqual([]);
  stream('executor-1', message('its last words'));
  follower.see(events({ type: 'dispatch-finished', dispatch: 'executor-1' }), 4000);
  expect(follower.lines(4000)).toEqual(['executor: its last words']);
  stream('executor-1', message('too late'));
  expect(follower.lines(5000)).toEqual([]);
  // A dispatch that begins later is told from its first line on.
  stream('verifier-1', message('hello'));
  follower.see(events(started('verifier-1', 'verifier:codex')), 6000);
  expect(follower.lines(6000)).toEqual(['verifier:codex: hello']);
});

test('an agent that was at work before anybody looked is told with one line, then every minute', () => {
  stream('executor-1', message('old'), item('item.started', { command: 'make all' }));
  const follower = followStreams(dir);
  follower.see(events(run, started('executor-1', 'executor')), 0);
  expect(follower.lines(5000)).toEqual(['executor codex: 00:05, last sign of life 5 s ago; shell make all']);
  expect(follower.lines(64_000)).toEqual([]);
  expect(follower.lines(65_000)).toEqual(['executor codex: 01:05, last sign of life 65 s ago; shell make all']);
});

test('a run whose plan cannot be read is followed all the same, without what only the driver understands', () => {
  rmSync(join(dir, 'plan.json'));
  const follower = followStreams(dir);
  follower.see(events(run, started('executor-1', 'executor')), 0);
  stream('executor-1', message('said'));
  expect(follower.lines(0)).toEqual([]);
  expect(follower.lines(60_000)).toEqual(['executor: 01:00, last sign of life 60 s ago; starting']);
});

test('a stream that is rotated is followed into its parts, and what was joined in the end is not told again', () => {
  const log = openKeptLog(join(dir, 'results/executor-1.raw.jsonl'), { redactor: makeRedactor([]), maxBytes: 4000 });
  const say = (text: string): void => log.push(`${JSON.stringify(message(text))}\n`);
  const follower = followStreams(dir);
  follower.see(events(run, started('executor-1', 'executor')), 0);
  say('first');
  expect(follower.lines(0)[0]).toBe('executor: first');
  for (let n = 0; n < 30; n += 1) say(`number ${n}`);
  const told = [...follower.lines(1000)];
  expect(told[0]).toBe('executor: number 0');
  expect(told.at(-1)).toBe('executor: number 29');
  for (let n = 30; n < 300; n += 1) say(`number ${n}`);
  expect(follower.lines(2000).at(-1)).toBe('executor: number 299');
  say('last');
  log.close();
  follower.see(events({ type: 'dispatch-finished', dispatch: 'executor-1' }), 3000);
  expect(follower.lines(3000)).toEqual(['executor: last']);
  expect(follower.lines(4000)).toEqual([]);
});

test('of much that came at once the end is told, from a whole line on', () => {
  const follower = followStreams(dir);
  follower.see(events(run, started('executor-1', 'executor')), 0);
  stream('executor-1', ...Array.from({ length: 30_000 }, (_, n) => message(`number ${n}`)));
  const told = follower.lines(0);
  expect(told.length).toBeLessThan(15_000);
  expect(told[0]).toMatch(/^executor: number \d+$/);
  expect(told).toContain('executor: number 29999');
});
