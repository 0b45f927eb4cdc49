import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Progress } from '../../runtime/conductor/index.ts';
import type { Usage } from '../../runtime/model/agents.ts';
import type { RunEvent, RunEventBody } from '../../runtime/model/events.ts';
import { makeView } from '../../runtime/ui/progress.ts';
import { rowText } from '../../runtime/ui/rows.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const event = (body: RunEventBody): Progress => ({
  type: 'event',
  event: { seq: 1, at: '2031-01-01T00:00:00Z', ...body } as RunEvent,
});
const seat = (id: string, name: string, model?: string) => ({ id, agent: { name, ...(model ? { model } : {}) } });
const planned = {
  type: 'planned',
  plan: {
    item: { id: 'spec-01-a', name: 'A' },
    mode: 'strict',
    level: 'cross',
    executor: seat('executor', 'codex', 'gpt-5.5'),
    verifiers: [seat('verifier:b', 'b')],
    vendors: ['openai', 'b'],
    leftOut: [{ agent: 'claude', reason: 'not here' }],
    notices: [],
    limits: { maxAttempts: 2 },
  },
} as unknown as Progress;
const ref = { path: 'p', sha256: 's', bytes: 1 };
const started = (dispatch: string, id: string): Progress =>
  event({ type: 'dispatch-started', dispatch, seat: id, attempt: 1, round: 0, turn: 'first', tree: 't', prompt: ref, parts: [] });
const ended = (dispatch: string): Progress =>
  event({
    type: 'dispatch-finished',
    dispatch,
    status: 'completed',
    end: { exitCode: 0, signal: null, stderrTail: '' },
    durationMs: 1500,
    text: ref,
    stream: ref,
    log: ref,
    commands: [],
  });

function view(kind: 'rows' | 'plain' | 'verbose' | 'json-stream' | 'none') {
  let out = '';
  let err = '';
  let now = 0;
  const made = makeView({
    kind,
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text), columns: 120 },
    now: () => now,
  });
  return {
    ...made,
    out: () => out,
    err: () => err,
    pass: (ms: number) => {
      now += ms;
      vi.advanceTimersByTime(ms);
    },
  };
}

test('plain lines name the stage and the attempt, who takes part, who was left out, and how each ended', () => {
  const { show, err, out } = view('plain');
  for (const progress of [planned, started('executor-1', 'executor'), ended('executor-1'), started('verifier-1', 'verifier:b')])
    show(progress);
  expect(out()).toBe('');
  expect(err().split('\n')).toEqual([
    'spec-01-a — A (strict, cross)',
    'executor codex; verifiers b; content goes to openai, b',
    'left out: claude (not here)',
    'implementing attempt 1 of 2: executor',
    'executor ended: completed after 1.5 s',
    'verifying attempt 1 of 2: verifier:b',
    '',
  ]);
});

test('a session of the executor is named with the command that goes on with it, one of a verifier without', () => {
  const { show, err } = view('plain');
  const withDriver = structuredClone(planned) as Extract<Progress, { type: 'planned' }>;
  Object.assign(withDriver.plan.executor?.agent ?? {}, { driver: 'codex-cli' });
  for (const progress of [withDriver, started('executor-1', 'executor'), started('verifier-1', 'verifier:b')]) show(progress);
  show(event({ type: 'session-seen', dispatch: 'executor-1', session: 'e-1' }));
  show(event({ type: 'session-seen', dispatch: 'verifier-1', session: 'v-1' }));
  expect(err()).toContain('session id: e-1 (to go on with it yourself: codex resume e-1)\nsession id: v-1\n');
});

test("an agent's own output is shown live with --verbose only, and cannot move the cursor", () => {
  const output: Progress = { type: 'output', dispatch: 'executor-1', seat: 'executor', stream: 'stdout', line: '\u001B[2Jhello' };
  const plain = view('plain');
  plain.show(output);
  expect(plain.err()).toBe('');
  const verbose = view('verbose');
  verbose.show(output);
  expect(verbose.err()).toBe('executor-1| hello\n');
});

test('json-stream prints one JSON object a line on stdout and nothing else', () => {
  const { show, out, err } = view('json-stream');
  show(started('executor-1', 'executor'));
  show({ type: 'output', dispatch: 'executor-1', seat: 'executor', stream: 'stdout', line: 'x' });
  const lines = out().trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'event', event: { type: 'dispatch-started' } });
  expect(err()).toBe('');
});

test('rows: one per agent at work, with model, elapsed time, tokens and last activity; gone when it has ended', () => {
  const { show, err, pass, end } = view('rows');
  show(planned);
  show(started('executor-1', 'executor'));
  show({
    type: 'agent',
    at: '',
    dispatch: 'executor-1',
    seat: 'executor',
    event: { type: 'tool-started', id: '1', tool: 'shell', detail: 'npm test' },
  });
  show({
    type: 'agent',
    at: '',
    dispatch: 'executor-1',
    seat: 'executor',
    event: { type: 'usage', usage: { inputTokens: 12_000, outputTokens: 345 }, cumulative: false },
  });
  pass(65_000);
  const last = err().split('\u001B[0J').at(-1) ?? '';
  expect(last).toContain('executor codex gpt-5.5 01:05');
  expect(last).toContain('12k tok');
  expect(last).toMatch(/shell npm/);
  show(ended('executor-1'));
  expect(err().endsWith('executor ended: completed after 1.5 s\n')).toBe(true);
  end();
});

test('a row never is wider than the terminal, nor breaks a line', () => {
  const row = {
    seat: 'verifier:x',
    agent: 'x',
    model: '',
    since: 0,
    doing: `much\nto say ${'long '.repeat(50)}`,
    tools: new Map<string, string>(),
    activeAt: 0,
    tokens: 0,
    accounted: 0,
    calls: new Map<string, never>(),
  };
  const text = rowText(row, { now: 5000, width: 40, frame: 0 });
  // eslint-disable-next-line no-control-regex -- styles take no room
  expect(text.replaceAll(/\u001B\[\d+m/g, '').length).toBeLessThanOrEqual(39);
  expect(text).not.toContain('\n');
});

const agent = (dispatch: string, told: Extract<Progress, { type: 'agent' }>['event']): Progress => ({
  type: 'agent',
  at: '',
  dispatch,
  seat: dispatch,
  event: told,
});

test('lines for a log: every minute a sign of life of each agent at work, with the tool that runs and the tokens so far', () => {
  const { show, err, pass, end } = view('plain');
  for (const progress of [planned, started('executor-1', 'executor'), started('verifier-1', 'verifier:b')]) show(progress);
  show(agent('executor-1', { type: 'tool-started', id: '1', tool: 'shell', detail: 'npm\ntest' }));
  show(agent('executor-1', { type: 'tool-started', id: '2', tool: 'read', detail: 'a.txt' }));
  show(agent('executor-1', { type: 'tool-finished', id: '2', tool: 'read', detail: 'a.txt' }));
  show(agent('executor-1', { type: 'usage', usage: { inputTokens: 900, outputTokens: 50 }, cumulative: true }));
  const before = err();
  pass(50_000);
  show(agent('verifier-1', { type: 'message', text: 'Reading.' }));
  expect(err()).toBe(before);
  pass(10_000);
  expect(err().slice(before.length).split('\n')).toEqual([
    'executor codex: 01:00, last sign of life 60 s ago, 950 tokens; shell npm test',
    'verifier:b: 01:00, last sign of life 10 s ago; Reading.',
    '',
  ]);
  show(ended('executor-1'));
  show(ended('verifier-1'));
  const after = err();
  pass(120_000);
  end();
  expect(err()).toBe(after);
});

test('tokens grow while a turn goes on, and its account takes their place', () => {
  const { show, err, pass, end } = view('rows');
  for (const progress of [planned, started('executor-1', 'executor'), started('verifier-1', 'verifier:b')]) show(progress);
  const row = (who: string): string => {
    pass(200);
    const rows = err().split('\u001B[0J').at(-1)?.split('\n') ?? [];
    return rows.find((line) => line.includes(who)) ?? '';
  };
  const call = (dispatch: string, id: string, tokens: Usage): void =>
    show(agent(dispatch, { type: 'progress', id, call: tokens }));
  expect(row('executor')).not.toMatch(/token/);
  call('executor-1', 'a', { inputTokens: 500, outputTokens: 1 });
  expect(row('executor')).toMatch(/\b501\b/);
  call('executor-1', 'a', { outputTokens: 50 });
  expect(row('executor')).toMatch(/\b550\b/);
  call('executor-1', 'b', { inputTokens: 200 });
  expect(row('executor')).toMatch(/\b750\b/);
  show(agent('executor-1', { type: 'usage', usage: { inputTokens: 710, outputTokens: 60 }, cumulative: false }));
  expect(row('executor')).toMatch(/\b770\b/);
  call('executor-1', 'c', { inputTokens: 100 });
  expect(row('executor')).toMatch(/\b870\b/);
  // The log of an agent may be read after the account of its only turn.
  show(agent('verifier-1', { type: 'usage', usage: { inputTokens: 300, outputTokens: 3 }, cumulative: true }));
  call('verifier-1', 'a', { inputTokens: 300, outputTokens: 3 });
  expect(row('verifier')).toMatch(/\b303\b/);
  end();
});

test('a row shows the tool that still runs, not the one that ended after it began', () => {
  const { show, err, pass, end } = view('rows');
  for (const progress of [planned, started('executor-1', 'executor')]) show(progress);
  show(agent('executor-1', { type: 'tool-started', id: '1', tool: 'shell', detail: 'npm test' }));
  show(agent('executor-1', { type: 'tool-started', id: '2', tool: 'read', detail: 'a.txt' }));
  show(agent('executor-1', { type: 'tool-finished', id: '2', tool: 'read', detail: 'a.txt' }));
  pass(200);
  expect(err().split('\u001B[0J').at(-1)).toMatch(/shell npm test/);
  show(agent('executor-1', { type: 'tool-finished', id: '1', tool: 'shell', detail: 'npm test' }));
  pass(200);
  expect(err().split('\u001B[0J').at(-1)).toMatch(/thinking/);
  end();
});

test('what agents say cannot move the cursor, change colours or turn the reading direction, on a terminal or in lines', () => {
  const bad = 'safe\u001b[2J\u001b]0;owned\u0007\u001b[31m\u202edesrever\u0008\r\nnext';
  for (const kind of ['rows', 'plain', 'verbose'] as const) {
    const shown = view(kind);
    shown.show(planned);
    shown.show(started('executor-1', 'executor'));
    shown.show({ type: 'agent', at: '', dispatch: 'executor-1', seat: 'executor', event: { type: 'message', text: bad } });
    shown.show({ type: 'output', dispatch: 'executor-1', seat: 'executor', stream: 'stdout', line: bad });
    shown.show(event({ type: 'contract-broken', attempt: 1, what: [bad] }));
    shown.show({ type: 'notice', notice: { code: 'x', message: bad } });
    shown.pass(70_000);
    // Up, erase and the colour of the rows are okstra's own.
    // oxlint-disable-next-line no-control-regex
    const text = (shown.out() + shown.err()).replaceAll(/\u001b\[(?:\d+A|0J|2m|22m)/g, '');
    expect(text).toContain('safe');
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202e]|owned/);
    shown.end();
  }
});

test('what a flood kept from being told is one line with --verbose and one event of the stream', () => {
  const skipped: Progress = { type: 'skipped', dispatch: 'executor-1', seat: 'executor', events: 7, lines: 1234 };
  const [verbose, stream, plain] = [view('verbose'), view('json-stream'), view('plain')];
  for (const shown of [verbose, stream, plain]) shown.show(skipped);
  expect(verbose.err()).toBe('executor-1| [okstra: 1234 more lines, see okstra inspect logs]\n');
  expect(JSON.parse(stream.out())).toEqual(skipped);
  expect(plain.err()).toBe('');
});

test('a program that opens tools for ever does not make the view slow', () => {
  const shown = view('rows');
  shown.show(planned);
  shown.show(started('executor-1', 'executor'));
  const before = process.cpuUsage();
  for (let n = 0; n < 20_000; n += 1)
    shown.show({
      type: 'agent',
      at: '',
      dispatch: 'executor-1',
      seat: 'executor',
      event: { type: 'tool-started', id: `t${n}`, tool: 'shell', detail: `make ${n}` },
    });
  expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  shown.pass(200);
  expect(shown.err()).toContain('shell make 19999');
  shown.end();
});
