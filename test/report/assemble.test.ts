import { describe, expect, test } from 'vitest';
import { assembleReport, validateReportData } from '../../runtime/report/index.ts';
import {
  accepted,
  answer,
  blockedEarly,
  CRITERIA,
  cancelled,
  counted,
  executorFailed,
  finding,
  notAccepted,
  receipt,
  Story,
} from './story.ts';

describe('a report is valid against its schema at every moment of a run', () => {
  const stories = {
    accepted: accepted(),
    'not accepted': notAccepted(),
    'blocked before any attempt': blockedEarly(),
    'executor failed': executorFailed(),
    cancelled: cancelled(),
  };
  test.each(Object.entries(stories))('%s', (_, story) => {
    const input = story.input();
    for (let length = 1; length <= input.events.length; length++) {
      const data = assembleReport({ ...input, events: input.events.slice(0, length) });
      expect(validateReportData(data), `after ${length} events`).toEqual([]);
    }
  });
});

test('the same events give the same data', () => {
  expect(assembleReport(notAccepted().input())).toEqual(assembleReport(notAccepted().input()));
});

test('projections written after the end change nothing in the data', () => {
  const before = accepted();
  const after = accepted().add({ type: 'status-written', status: 'done' }, 60);
  expect(assembleReport(after.input())).toEqual(assembleReport(before.input()));
});

test('the final verifier status is ok exactly when the run was accepted', () => {
  const statuses = [accepted(), notAccepted(), blockedEarly(), executorFailed(), cancelled()].map((story) => {
    const { run } = assembleReport(story.input());
    return [run.outcome, run.finalVerifierStatus];
  });
  expect(statuses).toEqual([
    ['accepted', 'ok'],
    ['not-accepted', 'missing'],
    ['blocked', 'missing'],
    ['failed', 'missing'],
    ['cancelled', 'missing'],
  ]);
});

test('a run blocked before its first attempt names the failure, its fix and the tasks carried over', () => {
  const { run, remainingTasks, attempts, diff } = assembleReport(blockedEarly().input());
  expect(run).toMatchObject({
    attemptsUsed: 0,
    verdict: null,
    row: null,
    reasons: ['The dependency spec-00 cannot be merged into the base.'],
  });
  expect(run.failure?.fix).toBe('git merge okstra/spec-00');
  expect(remainingTasks).toEqual([{ text: 'Finish the last one', origin: 'previous run' }]);
  expect(attempts).toEqual([]);
  expect(diff.head).toBeNull();
});

test('a run that goes on has neither outcome nor end', () => {
  const story = new Story().prepared().attempt();
  const { run, agents } = assembleReport(story.input());
  expect(run).toMatchObject({ outcome: null, finishedAt: null, attemptsUsed: 1 });
  expect(agents.map(({ status }) => status)).toEqual(['not-run', 'not-run', 'not-run']);
});

describe('criteria', () => {
  const statuses = (story: Story): readonly string[] => assembleReport(story.input()).criteria.map(({ status }) => status);

  test('a command criterion is answered by its receipt, a manual one nobody could check is for a person', () => {
    expect(statuses(accepted())).toEqual(['met', 'by-check', 'for-a-person']);
    const [, byCheck] = assembleReport(accepted().input()).criteria;
    expect(byCheck?.receipt).toEqual({ check: 'item-1', status: 'passed', exitCode: 0 });
  });

  test('one verifier that misses a criterion outweighs one that does not, and both stay visible', () => {
    const story = new Story().prepared().attempt();
    story.dispatched('executor');
    story.captured().checked();
    story.answered('verifier:alpha', answer({}, ['met'])).answered('verifier:beta', answer({ verdict: 'fail' }, ['partial']));
    const [first] = assembleReport(story.input()).criteria;
    expect(first?.status).toBe('partial');
    expect(first?.answers.map(({ seat, status }) => [seat, status])).toEqual([
      ['verifier:alpha', 'met'],
      ['verifier:beta', 'partial'],
    ]);
  });

  test('a verifier without a result answers no criterion', () => {
    const [first] = assembleReport(notAccepted().input()).criteria;
    expect(first?.answers.map(({ seat }) => seat)).toEqual(['verifier:alpha']);
  });

  test('without an answer every criterion is not checked', () => {
    expect(statuses(executorFailed())).toEqual(CRITERIA.map(() => 'not-checked'));
  });
});

describe('verifiers', () => {
  test('an answer carries the proof it counts by', () => {
    const [alpha] = assembleReport(accepted().input()).attempts[0]?.verifiers ?? [];
    expect(alpha?.proof).toEqual({
      ran: true,
      servedModel: null,
      treeEchoed: true,
      criteriaCovered: { n: 3, of: 3 },
      answerValid: true,
    });
  });

  test('an unusable answer is shown as no-result with the reason', () => {
    const beta = assembleReport(notAccepted().input()).attempts[1]?.verifiers.find(({ agent }) => agent === 'beta');
    expect(beta).toMatchObject({ verdict: 'no-result', problems: ['Expected a JSON object, found "looks fine to me".'] });
    expect(beta?.proof).toMatchObject({ ran: true, treeEchoed: false, answerValid: false });
  });

  test('an answer that names another tree is not taken for an echo', () => {
    const story = new Story().prepared().attempt();
    story.answered('verifier:alpha', answer({ tree: 'f'.repeat(40) }));
    expect(assembleReport(story.input()).attempts[0]?.verifiers[0]?.proof.treeEchoed).toBe(false);
  });

  test('the two-line form has no tree to echo and covers no criterion', () => {
    const story = new Story({ level: 'light' }).prepared().attempt();
    story.answered('verifier:alpha', answer({ form: 'two-line', tree: '', criteria: [] }));
    expect(assembleReport(story.input()).attempts[0]?.verifiers[0]?.proof).toMatchObject({
      treeEchoed: null,
      criteriaCovered: { n: 0, of: 3 },
    });
  });

  test('distinct vendors leave out the executor’s own and those without a verdict', () => {
    const vendors = (story: Story) => assembleReport(story.input()).environment.distinctVendors;
    expect(vendors(accepted())).toEqual({ count: 2, vendors: ['one', 'two'] });
    expect(vendors(notAccepted())).toEqual({ count: 1, vendors: ['one'] });
    const [first] = accepted().plan.verifiers;
    if (!first) throw new Error('the plan has verifiers');
    const own = accepted({ verifiers: [{ ...first, agent: { ...first.agent, vendor: 'acme' } }] });
    expect(vendors(own)).toEqual({ count: 0, vendors: [] });
  });

  test('a model is served as asked only when the driver attests the name that was requested', () => {
    const served = (
      model: string | undefined,
      said: { name: string; attestation: 'served' | 'requested' },
    ): boolean | null | undefined => {
      const [first] = accepted().plan.verifiers;
      if (!first) throw new Error('the plan has verifiers');
      const story = accepted({ verifiers: [{ ...first, agent: { ...first.agent, ...(model === undefined ? {} : { model }) } }] });
      const events = story.events.map((event) => (event.type === 'dispatch-finished' ? { ...event, model: said } : event));
      return assembleReport({ ...story.input(), events }).attempts[0]?.verifiers[0]?.proof.servedModel;
    };
    expect(served('opus', { name: 'claude-opus-4-8', attestation: 'served' })).toBe(true);
    expect(served('opus', { name: 'claude-haiku-4-5', attestation: 'served' })).toBe(false);
    expect(served(undefined, { name: 'gemini-3-pro', attestation: 'served' })).toBe(true);
    expect(served('gpt-5.5', { name: 'gpt-5.5', attestation: 'requested' })).toBeNull();
  });

  test('a verifier that ended with a fault keeps it', () => {
    const story = new Story().prepared().attempt();
    story.dispatched('verifier:alpha', { fault: { kind: 'quota', message: 'no quota left', retryAt: '2031-04-02T10:00:00Z' } });
    expect(assembleReport(story.input()).attempts[0]?.verifiers[0]).toMatchObject({
      verdict: 'no-result',
      fault: { kind: 'quota', message: 'no quota left', fix: null, retryAt: '2031-04-02T10:00:00Z' },
    });
  });
});

describe('checks', () => {
  test('a claim that differs from the receipt is a discrepancy, whatever the blanks', () => {
    const { discrepancies } = assembleReport(notAccepted().input()).checks;
    expect(discrepancies).toEqual([
      {
        attempt: 2,
        seat: 'executor',
        check: 'item-1',
        cmd: 'npm test',
        claimedExit: 1,
        observedExit: 0,
        observedStatus: 'passed',
        falsePass: false,
      },
    ]);
  });

  test('a claimed pass of a check that failed is marked as such', () => {
    const story = new Story().prepared().attempt();
    story.dispatched('executor');
    story.claims.set(1, { commands: [{ cmd: 'npm test', exitCode: 0 }], outOfPlan: [] });
    story.captured().checked({ status: 'failed', exitCode: 2 });
    expect(assembleReport(story.input()).checks.discrepancies).toMatchObject([
      { claimedExit: 0, observedExit: 2, falsePass: true },
    ]);
  });

  test('a language of the diff without lint or format check is named, prose is not', () => {
    const files = ['src/a.ts', 'tool.py', 'README.md'].map((path) => ({
      path,
      status: 'modified' as const,
      insertions: 1,
      deletions: 0,
      binary: false,
    }));
    const story = new Story({
      checks: [
        {
          id: 'lint:py',
          label: 'ruff',
          category: 'lint',
          cmd: 'ruff check',
          cwd: '.',
          env: {},
          network: false,
          timeoutMs: 1,
          language: 'py',
        },
      ],
    });
    story.prepared().attempt().captured(files);
    expect(assembleReport(story.input()).checks.languagesWithoutLint).toEqual(['typescript']);
  });
});

describe('figures', () => {
  test('tokens nobody reported are null and counted as unreported', () => {
    const { usage } = assembleReport(accepted().input());
    expect(usage.total).toEqual({
      figures: { inputTokens: 12_000, cachedInputTokens: null, outputTokens: 800, reasoningTokens: null, costUsd: null },
      dispatches: 3,
      unpriced: 3,
      estimatedTokens: 0,
      unreported: 2,
    });
    expect(usage.byRole.find(({ role }) => role === 'verifier')).toMatchObject({ figures: null, dispatches: 2, unreported: 2 });
  });

  test('what the agents told, what it cost by which account, what is estimated, and what the budgets counted', () => {
    const { usage, agents, attempts } = assembleReport(counted().input());
    expect(usage.total).toEqual({
      figures: { inputTokens: 12_000, cachedInputTokens: 9000, outputTokens: 800, reasoningTokens: 300, costUsd: 0.125 },
      dispatches: 2,
      unpriced: 1,
      estimatedTokens: 1500,
      unreported: 1,
    });
    expect(usage.budget).toEqual({
      tokens: { limit: 50_000, used: 14_300, estimated: true },
      usd: { limit: 2.5, used: 0.125, estimated: false },
    });
    expect(agents.flatMap(({ dispatches }) => dispatches.map(({ cost, errors }) => ({ cost, errors })))).toEqual([
      { cost: { source: 'priced', tokens: 12_800, usd: 0.125, estimated: [] }, errors: 'results/executor-1-errors.json' },
      { cost: { source: 'unknown', tokens: 1500, usd: null, estimated: ['tokens'] } },
    ]);
    expect(agents.map(({ seat, durationMs, status }) => ({ seat, durationMs, status }))).toEqual([
      { seat: 'executor', durationMs: 2000, status: 'completed' },
      { seat: 'verifier:alpha', durationMs: 2000, status: 'completed' },
      { seat: 'verifier:beta', durationMs: 0, status: 'not-run' },
    ]);
    expect(attempts[0]?.panel).toEqual({
      asked: ['verifier:alpha'],
      leftOut: ['verifier:beta'],
      reasons: ['4 changed line(s) in 1 file(s): 1 of 2 verifiers'],
    });
  });

  test('times of the parts add up to the whole, and a gap before a resumption counts as interrupted', () => {
    const story = new Story().prepared().attempt().add({ type: 'run-resumed', okstra: '0.1.0', swept: 0 }, 600);
    story.dispatched('executor');
    const { timing, run } = assembleReport(story.input());
    expect(timing.phases.find(({ phase }) => phase === 'interrupted')?.ms).toBe(600_000);
    expect(timing.phases.reduce((sum, { ms }) => sum + ms, 0)).toBe(timing.totalMs);
    expect(run.resumed).toBe(1);
  });

  test('a dispatch that a resumption left behind is abandoned', () => {
    const story = cancelled();
    expect(assembleReport(story.input()).agents[0]?.dispatches[0]?.status).toBe('abandoned');
  });
});

test('what convergence recorded is repeated word for word', () => {
  const story = notAccepted();
  const state = story.convergence.get(2);
  const { roundHistory, round2SkippedReason, finalClassificationCounts } = assembleReport(story.input()).convergence;
  expect({ roundHistory, round2SkippedReason, finalClassificationCounts }).toEqual({
    roundHistory: state?.roundHistory,
    round2SkippedReason: state?.round2SkippedReason,
    finalClassificationCounts: state?.finalClassificationCounts,
  });
});

test('files outside the item’s list and those the executor names are out of plan', () => {
  const story = new Story({ item: { files: ['src/other.ts'] } }).prepared().attempt().captured();
  story.claims.set(1, { commands: [], outOfPlan: [{ file: 'README.md', why: 'typo' }] });
  expect(assembleReport(story.input()).diff.outOfPlan).toEqual([
    { file: 'README.md', why: 'typo' },
    { file: 'src/hello.ts', why: null },
  ]);
});

test('fields a later version of a model adds to a finding do not break the schema', () => {
  const extra = { ...finding(), novelty: 1 } as ReturnType<typeof finding>;
  const story = new Story()
    .prepared()
    .attempt()
    .captured()
    .verdict('fail', 'not-accepted', { findings: [extra] });
  expect(validateReportData(assembleReport(story.input()))).toEqual([]);
});

test('a receipt run again after an interruption counts once', () => {
  const story = new Story()
    .prepared()
    .attempt()
    .captured()
    .add({ type: 'check-finished', receipt: receipt({ status: 'timed-out', exitCode: null }) })
    .checked();
  expect(assembleReport(story.input()).criteria[1]?.receipt?.status).toBe('passed');
});

test('a notice of the plan that stands in the journal as well is told once', () => {
  const notice = { code: 'left-out', message: 'gemini is not installed' };
  const story = new Story({ notices: [notice] }).add({ type: 'notice', notice });
  expect(assembleReport(story.input()).run.notices).toEqual([{ ...notice, fix: null }]);
});
