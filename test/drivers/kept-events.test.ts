import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claudeCli } from '../../runtime/drivers/claude-cli.ts';
import { codexCli } from '../../runtime/drivers/codex-cli.ts';
import { geminiCli } from '../../runtime/drivers/gemini-cli.ts';
import { KEPT, keepEvents } from '../../runtime/drivers/kept-events.ts';
import { replay } from '../../runtime/drivers/replay.ts';
import type { Driver, DriverEvent } from '../../runtime/model/agents.ts';
import { dispatchContext } from './builders.ts';

const plain = (text: string): string => text;

function kept(events: Iterable<DriverEvent>, limits = KEPT, redact = plain): readonly DriverEvent[] {
  const keep = keepEvents(redact, limits);
  for (const event of events) keep.add(event);
  return keep.all();
}

function concluded(driver: Driver, events: readonly DriverEvent[], exitCode = 0) {
  const context = dispatchContext({ resumeSession: 'session-b' });
  const record = { events, stdout: '', structuredExpected: true, end: { exitCode, signal: null, stderrTail: '' } };
  return driver.conclude(record, context, { inputTokens: 3 });
}

const DRIVERS = [claudeCli, codexCli, geminiCli, replay];

const fault = fc.record({
  kind: fc.constantFrom('quota' as const, 'overloaded' as const, 'crash' as const),
  message: fc.constantFrom('it broke', 'the turn failed without a reason', 'usage limit, try again in 5 minutes'),
  retryAt: fc.constantFrom('2026-01-01T00:00:00.000Z'),
});
const id = fc.constantFrom('t1', 't2', 't3');
const anyEvent: fc.Arbitrary<DriverEvent> = fc.oneof(
  fc.record({ type: fc.constant('session' as const), id: fc.constantFrom('session-a', 'session-b') }),
  fc.record({
    type: fc.constant('model' as const),
    model: fc.constantFrom('claude-sonnet-4-5', 'claude-opus-4-1', 'gpt-5.5'),
    attestation: fc.constantFrom('served' as const, 'requested' as const),
  }),
  fc.record({ type: fc.constant('message' as const), text: fc.constantFrom('done', '{"a":1}', '') }),
  fc.record({ type: fc.constant('delta' as const), text: fc.constantFrom('do', 'ne', '{"a"', ':1}') }),
  fc.record({
    type: fc.constant('tool-started' as const),
    id,
    tool: fc.constantFrom('shell', 'read'),
    detail: fc.constant('ls'),
  }),
  fc.record({
    type: fc.constant('tool-finished' as const),
    id,
    tool: fc.constantFrom('shell', 'refused', ''),
    detail: fc.constant('ls'),
    exitCode: fc.constantFrom(0, 1),
  }),
  fc.record({ type: fc.constant('file-change' as const), path: fc.constant('a'), change: fc.constant('add' as const) }),
  fc.record({
    type: fc.constant('usage' as const),
    usage: fc.record({ inputTokens: fc.nat(9), outputTokens: fc.nat(9), costUsd: fc.nat(9) }),
    cumulative: fc.boolean(),
  }),
  fc.record({ type: fc.constant('error' as const), fault, final: fc.boolean() }),
  fc.record({ type: fc.constant('structured' as const), value: fc.constantFrom({ a: 1 }, { b: 2 }) }),
  fc.constantFrom(
    { type: 'turn-finished' } as const,
    { type: 'model-answers' } as const,
    { type: 'model-asked' } as const,
    { type: 'other' } as const,
    { type: 'progress', id: 'c', call: {} } as const,
  ),
);

describe('as long as there is no flood', () => {
  test.each(DRIVERS.map((driver) => [driver.name, driver] as const))(
    '%s judges what is kept as it judges all of it',
    (_, driver) => {
      fc.assert(
        fc.property(fc.array(anyEvent, { maxLength: 30 }), fc.constantFrom(0, 1), (events, exitCode) => {
          expect(concluded(driver, kept(events), exitCode)).toEqual(concluded(driver, events, exitCode));
        }),
        { numRuns: 300 },
      );
    },
  );
});

function* flood(count: number): Generator<DriverEvent> {
  yield { type: 'session', id: 'session-b' };
  yield { type: 'model', model: 'claude-sonnet-4-5', attestation: 'requested' };
  yield { type: 'error', fault: { kind: 'overloaded', message: 'once' }, final: false };
  for (let n = 0; n < count; n += 1) {
    yield { type: 'delta', text: `part ${n} ` };
    yield { type: 'message', text: `message ${n} ${'x'.repeat(200)}` };
    yield { type: 'tool-started', id: `call-${n}`, tool: 'shell', detail: `command ${n} ${'y'.repeat(200)}` };
    yield { type: 'tool-finished', id: `call-${n}`, tool: 'shell', detail: `command ${n}`, exitCode: n % 3 };
    yield { type: 'error', fault: { kind: 'network', message: 'again' }, final: false };
    yield { type: 'model-answers' };
    yield { type: 'model', model: n % 2 === 0 ? 'claude-sonnet-4-5' : 'claude-sonnet-4-5-20250929', attestation: 'served' };
    yield { type: 'progress', id: `p-${n}`, call: { outputTokens: n } };
  }
  yield { type: 'message', text: 'the answer' };
  yield { type: 'usage', usage: { inputTokens: 10, outputTokens: 5 }, cumulative: false };
  yield { type: 'turn-finished' };
}

describe('in a flood', () => {
  test.each(DRIVERS.map((driver) => [driver.name, driver] as const))(
    '%s finds the end, the answer, the account and the first commands',
    (_, driver) => {
      const all = concluded(driver, [...flood(20_000)]);
      const few = concluded(driver, kept(flood(20_000)));
      expect({ ...few, commands: few.commands.slice(0, 200) }).toEqual({ ...all, commands: all.commands.slice(0, 200) });
      expect(few.text).toContain('the answer');
    },
  );

  test('what is kept does not grow with it', () => {
    const size = (events: readonly DriverEvent[]): number => JSON.stringify(events).length;
    const [less, more] = [size(kept(flood(20_000))), size(kept(flood(60_000)))];
    expect(more).toBeLessThan(less * 1.1);
    expect(kept(flood(60_000)).length).toBeLessThan(4 * KEPT.calls);
  });

  test('a text of one piece after another keeps its beginning and its end, joined', () => {
    const pieces = Array.from({ length: 30_000 }, (_, n) => ({ type: 'delta', text: `<${n}>${'z'.repeat(200)}` }) as const);
    const [only, ...others] = kept(pieces);
    expect(others).toEqual([]);
    const text = only?.type === 'delta' ? only.text : '';
    expect(text.startsWith('<0>zzz')).toBe(true);
    expect(text.endsWith(`<29999>${'z'.repeat(200)}`)).toBe(true);
    expect(text).toMatch(/\[okstra: \d+ characters left out here\]/);
    expect(text.length).toBeLessThan(2 * KEPT.text);
  });

  test('a text is redacted before it is cut, so that no half of a secret stays', () => {
    const secret = 'hunter2hunter2';
    const redact = (text: string): string => text.replaceAll(secret, '[redacted:env]');
    for (let at = 0; at < 40; at += 1) {
      const text = `${'a'.repeat(25 - Math.min(25, at))}${secret}${'b'.repeat(200)}${secret}${'c'.repeat(60 + at)}`;
      const [first] = kept([{ type: 'message', text }], { ...KEPT, text: 100 }, redact);
      expect(first?.type === 'message' ? first.text : secret).not.toMatch(/hunter2|nter2h/);
    }
  });

  test('when a quota ends is not forgotten, however many errors follow', () => {
    const retryAt = '2026-01-01T00:00:00.000Z';
    const events: DriverEvent[] = [
      { type: 'error', fault: { kind: 'quota', message: 'limit', retryAt }, final: false },
      ...Array.from({ length: 500 }, () => ({ type: 'error', fault: { kind: 'network', message: 'x' }, final: false }) as const),
      { type: 'error', fault: { kind: 'quota', message: 'limit' }, final: true },
    ];
    expect(concluded(claudeCli, kept(events)).fault).toMatchObject({ kind: 'quota', retryAt });
  });
});
