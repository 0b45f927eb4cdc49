import { describe, expect, test } from 'vitest';
import { waitingFor } from '../../runtime/lead/index.ts';
import type { RunEventBody } from '../../runtime/model/events.ts';
import { at, attempt, dispatched, ended, fault, type Rig, ready } from './build.ts';

const RESET = '2031-01-01T01:00:00.000Z';
const HOUR = 3_600_000;
const resumed = (over = {}): RunEventBody => ({ type: 'run-resumed', okstra: '0', swept: 0, ...over });
const limited = (): Rig =>
  ready().add(attempt(1), dispatched('executor-1', 'executor'), ended('executor-1', fault('quota', RESET)));
const finished: RunEventBody = { type: 'run-finished', outcome: 'waiting-quota', exitCode: 3 };

describe('a quota whose end is known', () => {
  test('ends the run as waiting, or is waited for in place where that was asked for', () => {
    expect(limited().decide({})).toEqual([{ type: 'finish', outcome: 'waiting-quota', exitCode: 3 }]);
    expect(limited().decide({ waitQuotaMs: 2 * HOUR })).toEqual([{ type: 'wait-quota', until: RESET, seats: ['executor'] }]);
    expect(limited().decide({ waitQuotaMs: HOUR / 2 })).toEqual([{ type: 'finish', outcome: 'waiting-quota', exitCode: 3 }]);
  });

  test('after the wait the executor goes on, and the clock of the run has stood meanwhile', () => {
    const rig = limited().add({ type: 'quota-wait-started', seats: ['executor'], until: RESET });
    const before = rig.state.activeMs;
    rig.add(at(RESET, { type: 'quota-wait-ended', until: RESET }));
    expect(rig.state).toMatchObject({ activeMs: before, quotaWaits: { count: 1, ms: HOUR } });
    expect(rig.decide({})).toMatchObject([{ type: 'dispatch', seat: 'executor', turn: 'resumed', after: 'executor-1' }]);
  });

  test('waits count together: a vendor that refuses again and again is not waited for without end', () => {
    const rig = limited();
    let waits = 0;
    for (let time = Date.parse(RESET); waits < 100; time += 1000) {
      const [action] = rig.decide({ waitQuotaMs: 1000 * HOUR });
      if (action?.type !== 'wait-quota') break;
      waits += 1;
      const id = `executor-${waits + 1}`;
      const now = (body: RunEventBody): RunEventBody => at(action.until, body);
      rig.add(
        now({ type: 'quota-wait-started', seats: [], until: action.until }),
        now({ type: 'quota-wait-ended', until: action.until }),
      );
      rig.add(now(dispatched(id, 'executor', 1, 'resumed')), now(ended(id, fault('quota', RESET))));
    }
    expect(waits).toBe(24);
    expect(rig.decide({ waitQuotaMs: 1000 * HOUR })).toMatchObject([{ outcome: 'waiting-quota' }]);
  });

  test('a run that goes on before the time says so again, unless it is told to ask now', () => {
    const early = limited().add(finished, at('2031-01-01T00:30:00Z', resumed()), {
      type: 'status-marked',
      status: 'in-progress',
    });
    expect(waitingFor(early.state)).toEqual({ seats: ['executor'], until: RESET });
    expect(early.decide({})).toMatchObject([{ type: 'finish', outcome: 'waiting-quota' }]);
    expect(early.decide({ waitQuotaMs: HOUR })).toMatchObject([{ type: 'wait-quota', until: RESET }]);
    const now = limited().add(finished, resumed({ quota: 'ask-again' }), { type: 'status-marked', status: 'in-progress' });
    expect(now.decide({})).toMatchObject([{ type: 'dispatch' }]);
    const late = limited().add(finished, at(RESET, resumed()), { type: 'status-marked', status: 'in-progress' });
    expect(late.decide({})).toMatchObject([{ type: 'dispatch' }]);
  });

  test('killed while it waits, it waits on; killed and left until the time is over, it goes on', () => {
    const killed = limited().add({ type: 'quota-wait-started', seats: ['executor'], until: RESET });
    const early = [...killed.events];
    killed.add(at('2031-01-01T00:10:00Z', resumed()));
    expect(killed.decide({ waitQuotaMs: HOUR })).toMatchObject([{ type: 'wait-quota', until: RESET }]);
    expect(early).toHaveLength(killed.events.length - 1);
    expect(killed.add(at('2031-01-01T02:00:00Z', resumed())).decide({ waitQuotaMs: HOUR })).toMatchObject([{ type: 'dispatch' }]);
  });
});

test('a quota without a known end is no wait: the executor failed, and nobody asks again by himself', () => {
  const rig = ready().add(attempt(1), dispatched('executor-1', 'executor'), ended('executor-1', fault('quota')));
  expect(rig.decide({ waitQuotaMs: HOUR })).toMatchObject([
    { type: 'fail', failure: { category: 'system', code: 'agent-quota' } },
  ]);
});

test('the clock of a run is the time between its events, without the time in which nobody ran it', () => {
  const rig = ready();
  rig.add(at('2031-01-01T00:10:00Z', attempt(1)), at('2031-01-01T00:15:00Z', { type: 'stop-requested', by: 'SIGINT' }));
  rig.add(at('2031-01-02T00:00:00Z', resumed()), at('2031-01-02T00:01:00Z', attempt(2)));
  expect(rig.state.activeMs).toBe(16 * 60_000);
});

test('the clock of a run stands while the machine is suspended', () => {
  const rig = ready();
  rig.add(at('2031-01-01T00:10:00Z', attempt(1)));
  rig.add(at('2031-01-01T08:10:00Z', { type: 'stop-requested', by: 'SIGINT', stoodMs: 7 * HOUR }));
  expect(rig.state.activeMs).toBe(70 * 60_000);
});
