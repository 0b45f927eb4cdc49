import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../runtime/model/events.ts';
import { gatherDispatches } from '../../runtime/report/dispatches.ts';
import { spentOf } from '../../runtime/store/run-index/spent.ts';

/** Seconds after the beginning, and what happened then. */
type Moment = readonly [number, Readonly<Record<string, unknown>>];

const events = (moments: readonly Moment[]): readonly RunEvent[] =>
  moments.map(([at, body], index) => ({ seq: index + 1, at: new Date(at * 1000).toISOString(), ...body }) as unknown as RunEvent);

const started = (dispatch: string, seat: string) => ({ type: 'dispatch-started', dispatch, seat, attempt: 1 });
const finished = (dispatch: string, seconds: number, end: number) => ({
  type: 'dispatch-finished',
  dispatch,
  status: 'completed',
  durationMs: seconds * 1000,
  end: { endedAt: new Date(end * 1000).toISOString() },
});
const check = (seconds: number) => ({ type: 'check-finished', receipt: { durationMs: seconds * 1000 } });

const spent = (moments: readonly Moment[]) => {
  const all = events(moments);
  const { totalMs, ...parts } = spentOf(all, gatherDispatches(all));
  const [executor, verifiers, checks, okstra, interrupted] = Object.values(parts).map((ms) => ms / 1000);
  return { total: totalMs / 1000, executor, verifiers, checks, okstra, interrupted };
};

test('each moment goes to one; verifiers side by side count once, and what is nobody’s is okstra’s own', () => {
  expect(
    spent([
      [0, { type: 'run-started' }],
      [1, started('executor-1', 'executor')],
      [11, finished('executor-1', 10, 11)],
      [16, check(4)],
      [17, started('verifier-1', 'verifier:a')],
      [17, started('verifier-2', 'verifier:b')],
      [27, finished('verifier-1', 10, 27)],
      [37, finished('verifier-2', 20, 37)],
      [40, { type: 'run-finished', outcome: 'accepted' }],
      [9999, { type: 'report-written' }],
    ]),
  ).toEqual({ total: 40, executor: 10, verifiers: 20, checks: 4, okstra: 6, interrupted: 0 });
});

test('a killed run is interrupted until it is resumed; what was under way until then is its agent’s', () => {
  expect(
    spent([
      [0, { type: 'run-started' }],
      [1, started('executor-1', 'executor')],
      [5, { type: 'session-seen', dispatch: 'executor-1', session: 's' }],
      [100, { type: 'run-resumed' }],
      [101, started('executor-2', 'executor')],
      [111, finished('executor-2', 10, 111)],
      [112, { type: 'run-finished', outcome: 'accepted' }],
    ]),
  ).toEqual({ total: 112, executor: 14, verifiers: 0, checks: 0, okstra: 3, interrupted: 95 });
});

test('a check taken from an earlier run took no time, and a clock set back makes none', () => {
  expect(
    spent([
      [10, { type: 'run-started' }],
      [11, { type: 'check-finished', receipt: { durationMs: 60_000, cachedFrom: { run: 'x', at: 'y' } } }],
      [3, { type: 'baseline-finished' }],
    ]),
  ).toEqual({ total: 1, executor: 0, verifiers: 0, checks: 0, okstra: 1, interrupted: 0 });
});

test('whatever overlaps, the parts are never less than nothing and make the whole', () => {
  const moment = fc.tuple(
    fc.integer({ min: 0, max: 1000 }),
    fc.oneof(
      fc.constantFrom(
        { type: 'run-resumed' },
        { type: 'tests-proved' },
        started('executor-1', 'executor'),
        started('verifier-1', 'verifier:a'),
      ),
      fc.integer({ min: 0, max: 300 }).map(check),
      fc
        .tuple(fc.constantFrom('executor-1', 'verifier-1'), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 1000 }))
        .map(([name, seconds, end]) => finished(name, seconds, end)),
    ),
  );
  fc.assert(
    fc.property(fc.array(moment, { minLength: 1, maxLength: 20 }), (moments) => {
      const { total, ...parts } = spent(moments);
      const values = Object.values(parts) as number[];
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(values.reduce((sum, each) => sum + each, 0)).toBeCloseTo(total, 6);
    }),
  );
});
