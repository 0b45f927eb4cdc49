import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action, RunState } from '../../runtime/lead/index.ts';
import { decide, fold } from '../../runtime/lead/index.ts';
import type { RunEventBody } from '../../runtime/model/events.ts';
import {
  at,
  attempt,
  audited,
  captured,
  checked,
  dispatched,
  ended,
  executed,
  fault,
  judged,
  prepared,
  Rig,
  ready,
  ref,
  started,
  verdict,
} from './build.ts';

describe('a run without an executor', () => {
  const review = (): Rig => new Rig().add(started({ executor: null, maxAttempts: 1, baseline: true }));
  const here: RunEventBody = { ...prepared, branch: null, worktree: null };
  const taken = (): Rig => review().add(here, { type: 'baseline-finished' }, attempt(1), captured());

  test('marks no status, sets no worktree up, asks nobody to write: the change that is there is the candidate', () => {
    const rig = review();
    expect(rig.next).toEqual(['prepare::']);
    expect(rig.add(here).next).toEqual(['run-baseline::']);
    expect(rig.add({ type: 'baseline-finished' }).next).toEqual(['start-attempt:1:']);
    expect(rig.add(attempt(1)).next).toEqual(['take-change:1:']);
    expect(rig.add(captured()).next).toEqual(['run-checks:1:', 'audit:1:']);
    expect(rig.add({ type: 'checks-finished', attempt: 1 }, audited()).next).toEqual([
      'dispatch:1:verifier:a',
      'dispatch:1:verifier:b',
    ]);
  });

  test.each(['accepted', 'not-accepted', 'blocked'] as const)(
    '%s: nothing is published or written back, only the report',
    (outcome) => {
      const rig = taken().add({ type: 'checks-finished', attempt: 1 }, audited(), verdict(1, outcome));
      expect(rig.next).toEqual(['finish::']);
      expect(rig.add({ type: 'run-finished', outcome, exitCode: 0 }).next).toEqual(['record-follow-ups::']);
      expect(rig.add({ type: 'follow-ups-recorded', record: ref, count: 0, autoSpawn: [] }).next).toEqual(['write-report::']);
    },
  );

  test('that fails publishes nothing either', () => {
    const failure = { category: 'system', code: 'x', message: 'x' } as const;
    expect(taken().add({ type: 'run-failed', failure }).next).toEqual(['finish::']);
  });

  test('goes on where it was stopped', () => {
    const rig = taken().add(
      { type: 'stop-requested', by: 'SIGINT' },
      { type: 'run-finished', outcome: 'cancelled', exitCode: 130 },
    );
    expect(rig.add({ type: 'run-resumed', okstra: '0', swept: 0 }).next).toEqual(['run-checks:1:', 'audit:1:']);
  });
});

describe('the way of a run', () => {
  test('preparation goes step by step, the baseline only where the plan has one', () => {
    const rig = new Rig().add(started({ baseline: true }));
    expect(rig.next).toEqual(['mark-status::']);
    expect(rig.add({ type: 'status-marked', status: 'in-progress' }).next).toEqual(['prepare::']);
    expect(rig.add(prepared).next).toEqual(['set-up::']);
    expect(rig.add({ type: 'set-up', receipts: [] }).next).toEqual(['run-baseline::']);
    expect(rig.add({ type: 'baseline-finished' }).next).toEqual(['start-attempt:1:']);
    expect(ready().next).toEqual(['start-attempt:1:']);
  });

  test('one executor, then its candidate, then the checks, then all verifiers at once', () => {
    const rig = ready().add(attempt(1));
    expect(rig.next).toEqual(['dispatch:1:executor']);
    expect(rig.add(dispatched('executor-1', 'executor')).next).toEqual([]);
    expect(rig.add(ended('executor-1')).next).toEqual(['capture:1:']);
    expect(rig.add(captured()).next).toEqual(['run-checks:1:', 'audit:1:']);
    expect(rig.add({ type: 'checks-finished', attempt: 1 }).next).toEqual(['audit:1:']);
    expect(rig.add(audited()).next).toEqual(['dispatch:1:verifier:a', 'dispatch:1:verifier:b']);
  });

  test("the change's tests are run without it before verifiers are asked, where there are any", () => {
    const rig = ready().add(attempt(1), dispatched('executor-1', 'executor'), ended('executor-1'), captured());
    rig.add({ type: 'checks-finished', attempt: 1 }, audited(1, { testRuns: 2 }));
    expect(rig.next).toEqual(['prove-tests:1:']);
    expect(rig.add({ type: 'tests-proved', attempt: 1, result: ref }).next).toHaveLength(2);
  });

  test('success forced in the change itself goes to the verdict without a verifier', () => {
    const rig = ready().add(attempt(1), dispatched('executor-1', 'executor'), ended('executor-1'), captured());
    rig.add(audited(1, { broken: ['test.sh ends with exit 0'], testRuns: 2 }));
    expect(rig.next).toEqual(['run-checks:1:']);
    expect(rig.add({ type: 'checks-finished', attempt: 1 }).next).toEqual(['give-verdict:1:']);
  });

  test('a round asks its own seats, each once more after a repairable answer, and then the verdict is due again', () => {
    const rig = executed().add(
      dispatched('verifier-1', 'verifier:a'),
      dispatched('verifier-2', 'verifier:b'),
      ended('verifier-1'),
      ended('verifier-2'),
      judged('verifier-1', 'verifier:a'),
      judged('verifier-2', 'verifier:b'),
    );
    expect(rig.next).toEqual(['give-verdict:1:']);
    const asks = [{ seat: 'verifier:b', findings: ['F-001'] }];
    rig.add({ type: 'round-opened', attempt: 1, round: 2, asks, findings: ref });
    expect(decide(rig.state)).toEqual([
      { type: 'dispatch', seat: 'verifier:b', attempt: 1, round: 2, turn: 'first', reserve: {} },
    ]);
    rig.add(dispatched('verifier-3', 'verifier:b', 1, 'first', 2), ended('verifier-3'));
    rig.add(judged('verifier-3', 'verifier:b', 'repairable'));
    expect(decide(rig.state)).toMatchObject([{ type: 'dispatch', round: 2, turn: 'repair', after: 'verifier-3' }]);
    rig.add(dispatched('verifier-4', 'verifier:b', 1, 'repair', 2), ended('verifier-4'));
    expect(rig.add(judged('verifier-4', 'verifier:b', 'repairable')).next).toEqual(['give-verdict:1:']);
  });

  test('a verifier that changed its repository and crashed is judged, not asked again', () => {
    const rig = executed().add(dispatched('verifier-1', 'verifier:a'), {
      ...ended('verifier-1', fault('crash')),
      disturbed: ['file changed: a.ts'],
    } as RunEventBody);
    expect(rig.next).toEqual(['judge-answer:1:verifier:a', 'dispatch:1:verifier:b']);
    rig.add(judged('verifier-1', 'verifier:a', 'void'));
    expect(rig.next).toEqual(['dispatch:1:verifier:b']);
  });

  test('a round that the budget does not allow is judged by what there is', () => {
    const rig = executed().add(
      dispatched('verifier-1', 'verifier:a'),
      dispatched('verifier-2', 'verifier:b'),
      { ...ended('verifier-1'), usage: { inputTokens: 600, outputTokens: 0 } } as RunEventBody,
      ended('verifier-2'),
      judged('verifier-1', 'verifier:a'),
      judged('verifier-2', 'verifier:b'),
    );
    expect(decide(rig.state, { budgetTokens: 600 })).toEqual([{ type: 'give-verdict', attempt: 1, overBudget: true }]);
    rig.add({ type: 'round-opened', attempt: 1, round: 2, asks: [{ seat: 'verifier:b', findings: ['F-001'] }], findings: ref });
    expect(decide(rig.state, { budgetTokens: 600 })).toEqual([{ type: 'give-verdict', attempt: 1, overBudget: true }]);
    expect(decide(rig.state, { budgetTokens: 616 })).toMatchObject([{ type: 'dispatch', round: 2 }]); // a fortieth is left
  });

  test('the verdict waits for every verifier', () => {
    const rig = executed().add(
      dispatched('verifier-1', 'verifier:a'),
      dispatched('verifier-2', 'verifier:b'),
      ended('verifier-1'),
    );
    expect(rig.next).toEqual(['judge-answer:1:verifier:a']);
    expect(rig.add(judged('verifier-1', 'verifier:a')).next).toEqual([]);
    expect(rig.add(ended('verifier-2'), judged('verifier-2', 'verifier:b')).next).toEqual(['give-verdict:1:']);
  });

  test('a verdict that asks for another attempt is written back first, and its tasks go along', () => {
    const rig = executed().add(verdict(1, 'next-attempt'));
    expect(rig.next).toEqual(['record-attempt:1:']);
    rig.add({ type: 'attempt-recorded', attempt: 1 });
    expect(decide(rig.state)).toEqual([
      { type: 'start-attempt', attempt: 2, remainingTasks: [{ text: 'do it', origin: 'AC-1' }] },
    ]);
  });

  test('the end: branch, outcome on record, then the projections', () => {
    const rig = executed().add(verdict(1, 'accepted'));
    expect(rig.next).toEqual(['publish:1:']);
    rig.add({ type: 'published', branch: 'okstra/s', commits: [] });
    expect(decide(rig.state)).toEqual([{ type: 'finish', outcome: 'accepted', exitCode: 0 }]);
    expect(rig.add({ type: 'run-finished', outcome: 'accepted', exitCode: 0 }).next).toEqual(['write-status::']);
    expect(rig.add({ type: 'status-written', status: 'done' }, followUps([])).next).toEqual(['write-report::']);
    expect(rig.add({ type: 'report-written', data: ref, markdown: ref }).next).toEqual([]);
  });
});

describe('faults', () => {
  test.each(['overloaded', 'network', 'stream', 'crash', 'silence', 'wall-clock'] as const)(
    '%s: one more dispatch, then the run fails',
    (kind) => {
      const rig = ready().add(attempt(1), dispatched('executor-1', 'executor'), ended('executor-1', fault(kind)));
      expect(decide(rig.state)).toEqual([
        { type: 'dispatch', seat: 'executor', attempt: 1, round: 0, turn: 'retry', after: 'executor-1', reserve: {} },
      ]);
      rig.add(dispatched('executor-2', 'executor', 1, 'retry'), ended('executor-2', fault(kind)));
      expect(decide(rig.state)).toMatchObject([{ type: 'fail', failure: { category: 'system', code: `agent-${kind}` } }]);
    },
  );

  test.each(['auth', 'model', 'refusal', 'context-overflow', 'unstartable'] as const)('%s is not tried again', (kind) => {
    const rig = ready().add(attempt(1), dispatched('executor-1', 'executor'), ended('executor-1', fault(kind)));
    expect(decide(rig.state)).toMatchObject([{ type: 'fail' }]);
  });

  test('a quota with a known end is a wait, not a failure, and only the waiting seat is asked again after it', () => {
    const rig = executed().add(
      dispatched('verifier-1', 'verifier:a'),
      dispatched('verifier-2', 'verifier:b'),
      ended('verifier-1'),
      judged('verifier-1', 'verifier:a'),
      ended('verifier-2', fault('quota', '2031-01-01T01:00:00Z')),
    );
    expect(decide(rig.state)).toEqual([{ type: 'finish', outcome: 'waiting-quota', exitCode: 3 }]);
    rig.add({ type: 'run-finished', outcome: 'waiting-quota', exitCode: 3 });
    rig.add(at('2031-01-01T01:00:00Z', { type: 'run-resumed', okstra: '0', swept: 0 }));
    rig.add({ type: 'status-marked', status: 'in-progress' });
    expect(rig.next).toEqual(['dispatch:1:verifier:b']);
  });

  test('a verifier that fails twice leaves the verdict to the others', () => {
    const rig = executed().add(
      dispatched('verifier-1', 'verifier:a'),
      dispatched('verifier-2', 'verifier:b'),
      ended('verifier-1'),
      judged('verifier-1', 'verifier:a'),
      ended('verifier-2', fault('crash')),
      dispatched('verifier-3', 'verifier:b', 1, 'retry'),
      ended('verifier-3', fault('crash')),
    );
    expect(rig.next).toEqual(['give-verdict:1:']);
  });

  test('an answer that does not fit gets one repair turn, not two', () => {
    const rig = executed({ verifiers: ['verifier:a'] }).add(
      dispatched('verifier-1', 'verifier:a'),
      ended('verifier-1'),
      judged('verifier-1', 'verifier:a', 'repairable'),
    );
    expect(decide(rig.state)).toEqual([
      { type: 'dispatch', seat: 'verifier:a', attempt: 1, round: 0, turn: 'repair', after: 'verifier-1', reserve: {} },
    ]);
    rig.add(
      dispatched('verifier-2', 'verifier:a', 1, 'repair'),
      ended('verifier-2'),
      judged('verifier-2', 'verifier:a', 'repairable'),
    );
    expect(rig.next).toEqual(['give-verdict:1:']);
  });

  test('messages of commits are asked for once, beside the work: neither a fault nor another bad answer costs it', () => {
    const asked = ready().add(
      attempt(1),
      dispatched('executor-1', 'executor'),
      ended('executor-1'),
      judged('executor-1', 'executor', 'repairable'),
    );
    expect(decide(asked.state)).toMatchObject([{ type: 'dispatch', seat: 'executor', turn: 'repair', after: 'executor-1' }]);
    asked.add(dispatched('executor-2', 'executor', 1, 'repair'), ended('executor-2', fault('crash')));
    expect(decide(asked.state)).toEqual([{ type: 'capture', attempt: 1, dispatch: 'executor-2' }]);
  });

  test('messages that the budget does not reach for are not worth the run', () => {
    const spent = { ...ended('executor-1'), settled: { tokens: 1000 } } as RunEventBody;
    const rig = ready().add(
      attempt(1),
      dispatched('executor-1', 'executor'),
      spent,
      judged('executor-1', 'executor', 'repairable'),
    );
    expect(decide(rig.state, { budgetTokens: 1000 })).toEqual([{ type: 'capture', attempt: 1, dispatch: 'executor-1' }]);
  });

  test('a void answer is neither repaired nor asked for again', () => {
    const rig = executed({ verifiers: ['verifier:a'] }).add(
      dispatched('verifier-1', 'verifier:a'),
      ended('verifier-1'),
      judged('verifier-1', 'verifier:a', 'void'),
    );
    expect(rig.next).toEqual(['give-verdict:1:']);
  });
});

describe('stopping and going on', () => {
  test('a stop starts nothing new and ends once nothing runs', () => {
    const rig = ready().add(attempt(1), dispatched('executor-1', 'executor'), { type: 'stop-requested', by: 'SIGINT' });
    expect(rig.next).toEqual([]);
    rig.add({ type: 'dispatch-abandoned', dispatch: 'executor-1', reason: 'cancelled' });
    expect(decide(rig.state)).toEqual([{ type: 'finish', outcome: 'cancelled', exitCode: 130 }]);
  });

  test('a resumed run repeats only what was in flight', () => {
    const rig = executed().add(
      dispatched('verifier-1', 'verifier:a'),
      dispatched('verifier-2', 'verifier:b'),
      ended('verifier-1'),
      judged('verifier-1', 'verifier:a'),
      { type: 'run-resumed', okstra: '0', swept: 1 },
    );
    expect(decide(rig.state)).toEqual([
      { type: 'dispatch', seat: 'verifier:b', attempt: 1, round: 0, turn: 'resumed', after: 'verifier-2', reserve: {} },
    ]);
  });

  test('an accepted run stays accepted when it is resumed for its report', () => {
    const rig = executed().add(
      verdict(1, 'accepted'),
      { type: 'published', branch: 'okstra/s', commits: [] },
      { type: 'run-finished', outcome: 'accepted', exitCode: 0 },
    );
    rig.add({ type: 'status-written', status: 'done' }, followUps([]), { type: 'run-resumed', okstra: '0', swept: 0 });
    expect(rig.next).toEqual(['write-report::']);
    expect(rig.state.finished?.outcome).toBe('accepted');
  });

  test('follow-ups are put on record once the run has ended, then spawned one by one, then the report is written', () => {
    const rig = executed().add(verdict(1, 'accepted'), { type: 'published', branch: 'okstra/s', commits: [] });
    rig.add({ type: 'run-finished', outcome: 'accepted', exitCode: 0 }, { type: 'status-written', status: 'done' });
    expect(rig.next).toEqual(['record-follow-ups::']);
    rig.add(followUps(['FU-001', 'FU-003']));
    expect(decide(rig.state)).toEqual([{ type: 'spawn-follow-up', followUp: 'FU-001' }]);
    rig.add({ type: 'follow-up-spawned', followUp: 'FU-001', item: 'spec-02-a', path: 'specs/spec-02-a' });
    rig.add({ type: 'run-resumed', okstra: '0', swept: 0 });
    expect(decide(rig.state)).toEqual([{ type: 'spawn-follow-up', followUp: 'FU-003' }]);
    rig.add({ type: 'follow-up-spawned', followUp: 'FU-003', item: 'spec-03-b', path: 'specs/spec-03-b' });
    expect(rig.next).toEqual(['write-report::']);
    rig.add({ type: 'report-written', data: ref, markdown: ref }, { type: 'run-resumed', okstra: '0', swept: 0 });
    expect(rig.next).toEqual([]);
  });

  test.each(['cancelled', 'waiting-quota'] as const)(
    'a run that ended %s and can go on has left nothing to others yet',
    (outcome) => {
      const rig = executed().add({ type: 'run-finished', outcome, exitCode: 3 }, { type: 'status-written', status: 'todo' });
      expect(rig.next).toEqual(['write-report::']);
    },
  );

  test('the journal of a run that ended before there were follow-ups asks for none', () => {
    const rig = executed().add(
      { type: 'run-finished', outcome: 'accepted', exitCode: 0 },
      { type: 'status-written', status: 'done' },
    );
    rig.add({ type: 'report-written', data: ref, markdown: ref });
    expect(rig.next).toEqual([]);
  });

  test('a failure after a whole attempt publishes that attempt first; a failure to publish does not keep the run from ending', () => {
    const failed: RunEventBody = { type: 'run-failed', failure: { category: 'system', code: 'agent-crash', message: 'gone' } };
    const rig = executed().add(verdict(1, 'next-attempt'), { type: 'attempt-recorded', attempt: 1 }, attempt(2), failed);
    expect(decide(rig.state)).toEqual([{ type: 'publish', attempt: 1, keepFiles: true }]);
    rig.add(failed);
    expect(decide(rig.state)).toEqual([{ type: 'finish', outcome: 'failed', exitCode: 5 }]);
  });

  test('a broken contract skips checks and verifiers', () => {
    const rig = ready().add(attempt(1), dispatched('executor-1', 'executor'), ended('executor-1'), {
      type: 'contract-broken',
      attempt: 1,
      what: ['README.md changed'],
    });
    expect(rig.next).toEqual(['give-verdict:1:']);
  });
});

test('a budget that is used up ends the run before the next dispatch', () => {
  const rig = ready().add(
    attempt(1),
    dispatched('executor-1', 'executor'),
    { ...ended('executor-1'), usage: { inputTokens: 900, outputTokens: 200 } } as RunEventBody,
    captured(),
    checked(),
  );
  expect(decide(rig.state, { budgetTokens: 1300 })).toHaveLength(2);
  expect(decide(rig.state, { budgetTokens: 1200 })).toMatchObject([
    { type: 'fail', failure: { code: 'budget-exhausted', category: 'blocked' } },
  ]);
});

const followUps = (autoSpawn: readonly string[]): RunEventBody => ({
  type: 'follow-ups-recorded',
  record: ref,
  count: autoSpawn.length,
  autoSpawn,
});

/** Plays any run: each action is answered by an event that a real conductor could append for it, chosen by the seed. */
function play(
  seed: readonly number[],
  maxAttempts: number,
  killAt: number,
): { state: RunState; dispatches: number; steps: number } {
  const writer = seed.length % 3 === 0 ? { reportWriter: 'report-writer' } : {};
  const rig = new Rig().add(started({ maxAttempts, baseline: seed.length % 2 === 0, ...writer }));
  let pick = 0;
  let dispatches = 0;
  const choose = <T>(options: readonly T[]): T => options[(seed[pick++ % seed.length] ?? 0) % options.length] as T;
  const answer = (action: Action): readonly RunEventBody[] => {
    switch (action.type) {
      case 'mark-status':
        return [{ type: 'status-marked', status: 'in-progress' }];
      case 'prepare':
        return [prepared];
      case 'set-up':
        return [{ type: 'set-up', receipts: [] }];
      case 'run-baseline':
        return [{ type: 'baseline-finished' }];
      case 'start-attempt':
        return [attempt(action.attempt)];
      case 'dispatch': {
        dispatches += 1;
        const id = `${action.seat}-${dispatches}`;
        const end = choose([
          ended(id),
          ended(id),
          ended(id, fault('crash')),
          ended(id, fault('auth')),
          ended(id, fault('quota', '2031-01-01T01:00:00Z')),
        ]);
        return [dispatched(id, action.seat, action.attempt, action.turn, action.round), end];
      }
      case 'choose-panel':
        return [{ ...action, type: 'panel-chosen', leftOut: [] }];
      case 'wait-quota':
        return [
          { type: 'quota-wait-started', seats: action.seats, until: action.until },
          at(action.until, { type: 'quota-wait-ended', until: action.until }),
        ];
      case 'take-change':
      case 'capture':
        return [captured(action.attempt)];
      case 'run-checks':
        return [{ type: 'checks-finished', attempt: action.attempt }];
      case 'audit':
        return [audited(action.attempt, { broken: choose([[], [], ['it forces success']]), testRuns: choose([0, 1]) })];
      case 'prove-tests':
        return [{ type: 'tests-proved', attempt: action.attempt, result: ref }];
      case 'judge-answer':
        return [
          judged(action.dispatch, action.seat, choose(['valid', 'repairable', 'no-result', 'void'] as const), action.attempt),
        ];
      case 'give-verdict': {
        const rounds = rig.state.attempts.at(-1)?.rounds.length ?? 0;
        if (rounds < 2 && choose([true, false])) {
          const asks = [{ seat: choose(['verifier:a', 'verifier:b']), findings: ['F-001'] }];
          return [{ type: 'round-opened', attempt: action.attempt, round: rounds + 2, asks, findings: ref }];
        }
        return [
          verdict(
            action.attempt,
            choose([action.attempt < maxAttempts ? 'next-attempt' : 'not-accepted', 'accepted', 'blocked'] as const),
          ),
        ];
      }
      case 'record-attempt':
        return [{ type: 'attempt-recorded', attempt: action.attempt }];
      case 'publish':
        return [{ type: 'published', branch: 'okstra/s', commits: [] }];
      case 'fail':
        return [{ type: 'run-failed', failure: action.failure }];
      case 'finish':
        return [{ type: 'run-finished', outcome: action.outcome, exitCode: action.exitCode }];
      case 'write-status':
        return [{ type: 'status-written', status: 'done' }];
      case 'record-follow-ups':
        return [followUps(choose([[], ['FU-001'], ['FU-001', 'FU-002']]))];
      case 'spawn-follow-up':
        return [{ type: 'follow-up-spawned', followUp: action.followUp, item: 'spec-02', path: 'specs/spec-02' }];
      case 'give-up-prose':
        return [{ type: 'prose-given-up', reason: action.reason }];
      case 'write-report':
        return [{ type: 'report-written', data: ref, markdown: ref }];
    }
  };
  let steps = 0;
  for (; steps < 500; steps += 1) {
    const actions = decide(rig.state);
    if (actions.length === 0) break;
    for (const action of actions) rig.add(...answer(action));
    if (steps === killAt) rig.add({ type: 'run-resumed', okstra: '0', swept: 0 });
  }
  expect(fold(rig.events)).toEqual(rig.state);
  return { state: rig.state, dispatches, steps };
}

test('every run ends, within its bounds, with an outcome and its projections written, however agents behave and wherever it is resumed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(40),
      (seed, max, killAt) => {
        const { state, dispatches, steps } = play(seed, max, killAt);
        expect(steps).toBeLessThan(500);
        expect(state.finished).toBeDefined();
        expect(state.statusWritten && state.reportWritten).toBe(true);
        // per seat and round: first, one retry, one repair and its retry, one more after a quota or an interruption
        expect(dispatches).toBeLessThanOrEqual(max * (3 + 2) * 6);
      },
    ),
    { numRuns: 300 },
  );
});
