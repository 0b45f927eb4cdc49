import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action, LeadLimits } from '../../runtime/lead/index.ts';
import { allowance, committed, decide, setAside, settle, settleLost } from '../../runtime/lead/index.ts';
import type { Usage } from '../../runtime/model/agents.ts';
import type { RunEventBody } from '../../runtime/model/events.ts';
import type { Settled } from '../../runtime/model/limits.ts';
import { costOf, priced, priceFor } from '../../runtime/model/money.ts';
import { attempt, captured, checked, dispatched, ended, executed, fault, judged, type Rig, ready, ref } from './build.ts';

type Dispatch = Extract<Action, { type: 'dispatch' }>;
const dispatches = (actions: readonly Action[]): readonly Dispatch[] => actions.filter((action) => action.type === 'dispatch');
const begun = (action: Dispatch, id: string): RunEventBody =>
  ({ ...dispatched(id, action.seat, action.attempt, action.turn, action.round), reserved: action.reserve }) as RunEventBody;
const settled = (id: string, amount: Settled, over = {}): RunEventBody =>
  ({ ...ended(id), settled: amount, ...over }) as RunEventBody;

describe('what is reserved', () => {
  test('an executor may use all but what its verifiers need', () => {
    const rig = ready().add(attempt(1));
    expect(dispatches(rig.decide({ budgetTokens: 1000 }))).toMatchObject([{ seat: 'executor', reserve: { tokens: 900 } }]);
  });

  test('verifiers share what is left, each at most four times its need, so that something stays for later', () => {
    const rig = executed();
    expect(dispatches(rig.decide({ budgetTokens: 1000 })).map(({ reserve }) => reserve)).toEqual([
      { tokens: 200 },
      { tokens: 200 },
    ]);
    const poor = ready().add(
      attempt(1),
      dispatched('executor-1', 'executor'),
      settled('executor-1', { tokens: 880 }),
      captured(),
      checked(),
    );
    expect(dispatches(poor.decide({ budgetTokens: 1000 })).map(({ reserve }) => reserve)).toEqual([
      { tokens: 60 },
      { tokens: 60 },
    ]);
  });

  test('money is reserved only for seats whose cost is known', () => {
    const limits: LeadLimits = { budgetUsd: 10, inMoney: ['executor', 'verifier:b'] };
    expect(dispatches(ready().add(attempt(1)).decide(limits))).toMatchObject([{ reserve: { usd: 9.5 } }]);
    expect(dispatches(executed().decide(limits)).map(({ reserve }) => reserve)).toEqual([{}, { usd: 2 }]);
  });

  test('what the configuration says a dispatch needs, and what a verifier used before, go before shares', () => {
    const configured: LeadLimits = { budgetTokens: 1000, reserveTokens: { executor: 700, verifier: 200 } };
    expect(ready().add(attempt(1)).decide(configured)).toMatchObject([
      { type: 'fail', failure: { code: 'budget-exhausted', message: expect.stringContaining('executor would need 700') } },
    ]);
    expect(
      ready()
        .add(attempt(1))
        .decide({ ...configured, budgetTokens: 1100 }),
    ).toMatchObject([{ reserve: { tokens: 700 } }]);
    const again = executed().add(
      dispatched('verifier-1', 'verifier:a'),
      settled('verifier-1', { tokens: 7 }),
      judged('verifier-1', 'verifier:a', 'repairable'),
    );
    expect(dispatches(again.decide({ budgetTokens: 1000 })).find(({ seat }) => seat === 'verifier:a')?.reserve).toEqual({
      tokens: 28,
    });
  });

  test('a panel is not made smaller by money: all of it fits, or nobody is asked and the run ends at its limit', () => {
    const rig = ready().add(
      attempt(1),
      dispatched('executor-1', 'executor'),
      settled('executor-1', { tokens: 901 }),
      captured(),
      checked(),
    );
    expect(rig.decide({ budgetTokens: 1000 })).toMatchObject([
      {
        type: 'fail',
        failure: {
          category: 'blocked',
          code: 'budget-exhausted',
          message: 'The agents of this run used 901 of 1000 tokens; verifier:a, verifier:b would need 100 more.',
          fix: expect.stringContaining('--budget-tokens'),
        },
      },
    ]);
    expect(rig.decide({ budgetTokens: 1010 })).toHaveLength(2);
  });

  test('what does not fit yet waits for those under way, which may settle for less than was reserved', () => {
    const limits: LeadLimits = { budgetTokens: 1000, reserveTokens: { verifier: 450 } };
    const rig = executed();
    const [a, b] = dispatches(rig.decide(limits));
    if (!a || !b) throw new Error('two verifiers are asked');
    rig.add(begun(a, 'verifier-1'), begun(b, 'verifier-2'), settled('verifier-1', { tokens: 100 }, { fault: fault('crash') }));
    expect(rig.decide(limits)).toEqual([]);
    rig.add(settled('verifier-2', { tokens: 300 }), judged('verifier-2', 'verifier:b'));
    expect(dispatches(rig.decide(limits))).toMatchObject([{ seat: 'verifier:a', turn: 'retry' }]);
  });

  test('an executor that the budget cut off ends the run at its limit; raised, the run goes on with it', () => {
    const rig = ready().add(attempt(1), dispatched('executor-1', 'executor'), {
      ...ended('executor-1', fault('budget')),
      settled: { tokens: 1000 },
    } as RunEventBody);
    const [fail] = rig.decide({ budgetTokens: 1000 });
    if (fail?.type !== 'fail') throw new Error('the run fails');
    expect(fail.failure).toMatchObject({ category: 'blocked', code: 'budget-exhausted' });
    rig.add({ type: 'run-failed', failure: fail.failure });
    expect(rig.decide({ budgetTokens: 1000 })).toEqual([{ type: 'finish', outcome: 'blocked', exitCode: 3 }]);
    rig.add({ type: 'run-finished', outcome: 'blocked', exitCode: 3 }, { type: 'status-written', status: 'todo' });
    expect(rig.next).toEqual(['write-report::']);
    rig.add({ type: 'report-written', data: ref, markdown: ref });
    rig.add({ type: 'run-resumed', okstra: '0', swept: 0, limits: { budgetTokens: 3000 } });
    expect(rig.state.raised).toEqual({ budgetTokens: 3000 });
    rig.add({ type: 'status-marked', status: 'in-progress' });
    expect(dispatches(rig.decide({ budgetTokens: 3000 }))).toMatchObject([
      { seat: 'executor', turn: 'resumed', after: 'executor-1' },
    ]);
  });

  test('killed before its end at a limit was on record, a run goes on like any other', () => {
    const failure = { category: 'blocked', code: 'time-exhausted', message: 'too long' } as const;
    const rig = ready().add(attempt(1), dispatched('executor-1', 'executor'), { type: 'run-failed', failure });
    rig.add(
      { type: 'run-resumed', okstra: '0', swept: 1, limits: { maxTimeMs: 5000 } },
      { type: 'status-marked', status: 'in-progress' },
    );
    expect(rig.decide({})).toMatchObject([{ type: 'dispatch', seat: 'executor', turn: 'resumed' }]);
  });

  test('a dispatch that was given up counts with what was reserved, until it is settled', () => {
    const rig = ready().add(attempt(1));
    const [first] = dispatches(rig.decide({ budgetTokens: 1000 }));
    if (!first) throw new Error('the executor is asked');
    rig.add(begun(first, 'executor-1'), { type: 'run-resumed', okstra: '0', swept: 0 });
    expect(committed(rig.state)).toEqual({ tokens: 900, usd: 0 });
    rig.add({
      type: 'dispatch-abandoned',
      dispatch: 'executor-1',
      reason: 'interrupted',
      settled: { tokens: 950, estimated: ['tokens'] },
    });
    expect(committed(rig.state)).toEqual({ tokens: 950, usd: 0 });
  });

  test('journals of earlier versions count what agents told', () => {
    const rig = executed().add(dispatched('verifier-1', 'verifier:a'), {
      ...ended('verifier-1'),
      usage: { inputTokens: 10, outputTokens: 5, costUsd: 0.5 },
    } as RunEventBody);
    expect(committed(rig.state)).toEqual({ tokens: 15, usd: 0.5 });
  });

  test('one that goes past its reservation may use what nobody reserved', () => {
    const rig = executed();
    const [a] = dispatches(rig.decide({ budgetTokens: 1000 }));
    if (!a) throw new Error('a verifier is asked');
    rig.add(begun(a, 'verifier-1'));
    expect(allowance(rig.state, { budgetTokens: 1000 }, 'verifier-1')).toEqual({ tokens: 1000, usd: Infinity });
    rig.add(dispatched('verifier-2', 'verifier:b'), settled('verifier-2', { tokens: 300 }));
    expect(allowance(rig.state, { budgetTokens: 1000 }, 'verifier-1').tokens).toBe(700);
  });
});

/** A run whose agents answer in any order, use what they like up to their allowance, fail and are killed. */
function play(budget: number, picks: readonly number[]): { rig: Rig; most: number } {
  const limits: LeadLimits = { budgetTokens: budget, budgetUsd: budget / 1000, inMoney: ['executor', 'verifier:a'] };
  const rig = ready().add(attempt(1));
  let most = 0;
  let next = 0;
  const pick = (below: number): number => (picks[next++ % picks.length] ?? 0) % below;
  /** Dispatches that were decided and are not on record yet, as in the conductor. */
  const pending = new Map<string, Dispatch>();
  for (let step = 0; step < 60; step += 1) {
    const actions = decide(rig.state, limits);
    for (const action of actions) {
      if (action.type === 'dispatch') pending.set(action.seat, pending.get(action.seat) ?? action);
      else if (action.type === 'capture') rig.add(captured(), checked());
      else if (action.type === 'judge-answer')
        rig.add(judged(action.dispatch, action.seat, pick(4) === 0 ? 'repairable' : 'valid'));
      else if (action.type === 'give-verdict' || action.type === 'fail') return { rig, most };
    }
    const running = rig.state.attempts.flatMap((each) => each.dispatches).filter(({ kind }) => kind === 'running');
    const waiting = [...pending.values()];
    if (waiting.length > 0 && (running.length === 0 || pick(2) === 0)) {
      const chosen = waiting[pick(waiting.length)];
      if (!chosen) continue;
      pending.delete(chosen.seat);
      const reserved = setAside(rig.state, limits, chosen.reserve);
      if (reserved) rig.add(begun({ ...chosen, reserve: reserved }, `${chosen.seat}-${step}`));
    } else if (running.length > 0) {
      const one = running[pick(running.length)];
      if (!one) continue;
      const tokens = pick((one.reserved?.tokens ?? 0) + 1);
      const usd = ((one.reserved?.usd ?? 0) * pick(101)) / 100;
      if (pick(6) === 0) rig.add({ type: 'dispatch-abandoned', dispatch: one.id, reason: 'interrupted' });
      else rig.add(settled(one.id, { tokens, usd }, pick(5) === 0 ? { fault: fault('crash') } : {}));
    } else if (actions.length === 0) break;
    const { tokens, usd } = committed(rig.state);
    most = Math.max(most, tokens / budget, usd / (budget / 1000));
  }
  return { rig, most };
}

test('settled and reserved together never pass the budget, in whatever order dispatches begin, end and are given up', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 50, max: 5_000_000 }),
      fc.array(fc.nat(100_000), { minLength: 5, maxLength: 80 }),
      (budget, picks) => {
        expect(play(budget, picks).most).toBeLessThanOrEqual(1 + 1e-6);
      },
    ),
    { numRuns: 300 },
  );
});

describe('what a dispatch is settled with', () => {
  const chars = { prompt: 4000, output: 400 };
  const price = { input: 1, cachedInput: 0.1, output: 10 };

  test('what the agent told, and its own account of money', () => {
    const usage: Usage = { inputTokens: 100, outputTokens: 20, costUsd: 0.25 };
    const cost = costOf(usage, price);
    expect(cost).toEqual({ costUsd: 0.25, costSource: 'reported' });
    expect(settle({ usage, cost, price, chars })).toEqual({ tokens: 120, usd: 0.25 });
  });

  test('money by the price where the agent told tokens only; cached and reasoning tokens are counted once', () => {
    const usage: Usage = { inputTokens: 1_000_000, cachedInputTokens: 400_000, outputTokens: 100_000, reasoningTokens: 40_000 };
    expect(priced(usage, { ...price, reasoning: 5 })).toBeCloseTo(0.6 + 0.04 + 0.6 + 0.2);
    expect(costOf(usage, price)).toEqual({ costUsd: expect.closeTo(1.64), costSource: 'priced' });
    expect(costOf(usage, undefined)).toEqual({ costSource: 'unknown' });
  });

  test('nothing told: four characters a token, marked as an estimate, and unknown in money without a price', () => {
    const cost = costOf(undefined, price);
    expect(cost).toEqual({ costSource: 'unknown' });
    expect(settle({ cost, price, chars })).toEqual({ tokens: 1100, usd: expect.closeTo(0.002), estimated: ['tokens', 'usd'] });
    expect(settle({ cost, chars })).toEqual({ tokens: 1100, estimated: ['tokens'] });
    expect(settle({ cost, chars, streamed: { inputTokens: 5000, outputTokens: 1 } })).toEqual({
      tokens: 5001,
      estimated: ['tokens'],
    });
    expect(settle({ cost, chars, expectedUsd: 2 })).toEqual({ tokens: 1100, usd: 2, estimated: ['tokens', 'usd'] });
  });

  test('one that was given up: what its stream showed, else what is expected of it, by its length where its agent never tells', () => {
    const expected = { tokens: 500, usd: 1 };
    const streamed = { inputTokens: 900, outputTokens: 100 };
    expect(settleLost({ streamed, chars, tells: true, expected, price })).toEqual({
      tokens: 1000,
      usd: expect.closeTo(0.0019),
      estimated: ['tokens', 'usd'],
    });
    expect(settleLost({ streamed, chars, tells: true, expected })).toEqual({
      tokens: 1000,
      usd: 1,
      estimated: ['tokens', 'usd'],
    });
    expect(settleLost({ chars, tells: true, expected: { tokens: 500, usd: 0 } })).toEqual({ tokens: 500, estimated: ['tokens'] });
    expect(settleLost({ chars, tells: false, expected: { tokens: 500, usd: 0 } })).toEqual({
      tokens: 1100,
      estimated: ['tokens'],
    });
  });

  test("an agent's price goes before its model's", () => {
    const prices = { codex: price, 'gpt-5.5': { input: 2, output: 20 } };
    expect(priceFor(prices, { name: 'codex', model: 'gpt-5.5' })).toBe(price);
    expect(priceFor(prices, { name: 'other', model: 'gpt-5.5' })).toEqual({ input: 2, output: 20 });
    expect(priceFor(prices, { name: 'other' })).toBeUndefined();
    expect(priceFor(prices, { name: 'constructor' })).toBeUndefined();
  });
});
