import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ReportData } from '../../runtime/generated/types.ts';
import type { Messages } from '../../runtime/report/index.ts';
import { assembleReport, messagesFor, renderMarkdown } from '../../runtime/report/index.ts';
import {
  accepted,
  answer,
  blockedEarly,
  cancelled,
  counted,
  executorFailed,
  finding,
  notAccepted,
  receipt,
  Story,
} from './story.ts';

const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../templates/i18n/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;

test('every language has the same messages in the same order', () => {
  expect(Object.keys(read('ko'))).toEqual(Object.keys(read('en')));
});

test('a message asks for the same values in every language', () => {
  const ko = read('ko');
  const names = (text: string | undefined): readonly string[] =>
    [...(text ?? '').matchAll(/\{(\w+)\}/g)].map(([name]) => name).toSorted();
  for (const [key, text] of Object.entries(read('en'))) expect([key, ...names(ko[key])]).toEqual([key, ...names(text)]);
});

test('Korean messages are Korean', () => {
  const latinOnly = Object.entries(read('ko')).filter(([, text]) => !/[가-힣]/.test(text.replaceAll(/\{\w+\}/g, '')));
  expect(latinOnly).toEqual([['dissent.criterion', '{id}: {answers}']]);
});

test('every message is used by some report', () => {
  const used = new Set<string>();
  const spying: Messages = new Proxy(messagesFor('en'), {
    get: (messages, key) => {
      used.add(String(key));
      return Reflect.get(messages, key) as string;
    },
  });
  for (const data of everyKindOfReport()) renderMarkdown(data, spying);
  expect(Object.keys(read('en')).filter((key) => !used.has(key))).toEqual([]);
});

function everyKindOfReport(): readonly ReportData[] {
  const stories = [accepted(), notAccepted(), blockedEarly(), executorFailed(), cancelled(), counted(), rich()].map((story) =>
    assembleReport(story.input()),
  );
  const [first] = stories;
  if (!first) throw new Error('there is a story');
  const withoutTests = (tests: { exempt: null; rows: [] } | null): ReportData => ({
    ...first,
    attempts: first.attempts.map((attempt) => ({ ...attempt, audit: attempt.audit && { ...attempt.audit, tests } })),
  });
  return [
    ...stories,
    asReview(first),
    withNothing(first),
    {
      ...first,
      prose: { seat: 'report-writer', dispatch: 'report-writer-1', summary: 'It works.', rationale: '- why', reason: null },
    },
    { ...first, prose: { seat: 'report-writer', dispatch: null, summary: null, rationale: null, reason: 'a quota' } },
    withEverything(first),
    askedAt(first),
    withoutTests(null),
    withoutTests({ exempt: null, rows: [] }),
  ];
}

const askedAt = (data: ReportData): ReportData => ({
  ...data,
  agents: data.agents.map((agent, n) => ({
    ...agent,
    asked: { place: 'https://example.org/v1 (chat)', keyVariable: n === 0 ? null : 'A_KEY' },
  })),
});

const NO_TESTS = { runs: [], overlay: [], notDeterminable: [], hasTests: false, hasRunner: true, offers: [] } as const;
const ALLOWED = {
  kind: 'test-deleted',
  by: 'values',
  allowedBy: { kind: 'test-deleted', text: 'test-deleted' },
  finding: { category: 'test-tampering', severity: 'note', claim: 'c', evidence: 'e' },
} as const;

/** A run that is not finished, with most of what can happen to one. */
function rich(): Story {
  const [seat] = accepted().plan.verifiers;
  if (!seat) throw new Error('the plan has verifiers');
  const story = new Story({
    leftOut: [{ agent: 'gemini', reason: 'not installed' }],
    notices: [{ code: 'no-baseline', message: 'No baseline.', fix: 'add one' }],
    verifiers: [seat],
  });
  story.prepared().add({ type: 'run-resumed', okstra: '0.1.0', swept: 0 }).attempt();
  story.dispatched('executor', { text: 'x\n'.repeat(20_000) });
  const renamed = { path: 'b.png', previousPath: 'a.png', status: 'renamed' as const, insertions: 0, deletions: 0, binary: true };
  story
    .captured([renamed])
    .add({ type: 'set-up', receipts: [] })
    .add({
      type: 'check-finished',
      receipt: receipt({ on: 'baseline', attempt: 0, cachedFrom: { run: 'run-1', at: '2031-04-01' } }),
    })
    .checked({ tail: '', status: 'skipped', exitCode: null, note: 'qa-command skipped: x (language=go not in diff)' });
  const quoted = finding({
    class: 'disputed',
    counts: false,
    why: 'not on changed lines',
    quote: { file: 'a.ts', side: 'new', line: 3, text: 'x' },
    location: { file: 'a.ts', startLine: 3, endLine: 4 },
    reproducer: { cmd: 'npm test', expect: { exit: 'nonzero' } },
    recommendation: 'do it',
    positions: [
      { round: 1, seat: 'verifier:beta', vendor: 'two', finding: 'F-001', position: 'DISAGREE', kind: 'a', evidence: 'no' },
    ],
  });
  story.audited({ findings: [ALLOWED], tests: { ...NO_TESTS, exempt: 'docs-only' } });
  story.add({ type: 'reproducer-finished', attempt: 1, finding: 'F-001', cmd: 'npm test', result: 'void', why: 'denied' });
  story.answered('verifier:alpha', answer({ verdict: 'concerns', findings: [quoted] }));
  return story.verdict('fail', 'next-attempt', { findings: [quoted] });
}

const unsandboxed = ({ checks }: ReportData) =>
  checks.receipts.map((each) => ({ ...each, confinement: 'process-group' as const }));

/** Nobody in the run made the change. */
function asReview(data: ReportData): ReportData {
  return {
    ...data,
    agents: data.agents.filter(({ role }) => role !== 'executor'),
    checks: { ...data.checks, receipts: unsandboxed(data) },
    workerOutput: { dispatch: null, text: '', truncated: false, bytes: 0, path: null },
  };
}

function withNothing(data: ReportData): ReportData {
  return {
    ...data,
    run: { ...data.run, reasons: [], outcome: 'blocked', verdict: null },
    criteria: [],
    checks: { ...data.checks, receipts: [] },
    attempts: data.attempts.map((attempt) => ({ ...attempt, verifiers: [], executor: { ...attempt.executor, commands: [] } })),
    workerOutput: { dispatch: null, text: '', truncated: false, bytes: 0, path: null },
    diff: { ...data.diff, files: [] },
  };
}

function withEverything(data: ReportData): ReportData {
  const outside = unsandboxed(data);
  const setUp = data.checks.receipts.map((each) => ({ ...each, category: 'setup' as const, tail: '', log: null }));
  return {
    ...data,
    environment: { ...data.environment, distinctVendors: { count: 0, vendors: [] } },
    agents: data.agents.map((agent) => ({
      ...agent,
      model: null,
      result: agent.role === 'executor' ? 'no-change' : agent.result,
    })),
    checks: { ...data.checks, receipts: [...setUp, ...outside.map((each) => ({ ...each, hint: 'h' }))] },
    criteria: data.criteria.map((criterion) => ({
      ...criterion,
      answers: [
        { seat: 'a', status: 'met', evidence: 'e' },
        { seat: 'b', status: 'unmet', evidence: 'e' },
      ],
    })),
    diff: { ...data.diff, outOfPlan: [{ file: 'a', why: null }] },
    followUps: [
      {
        id: 'FU-1',
        kind: 'residual-risk',
        level: 'minor',
        origin: 'F-001',
        title: 't',
        suggestedPhase: 'implementation',
        scope: 's',
        reason: 'r',
        autoSpawn: false,
        spawned: null,
      },
    ],
    attempts: data.attempts.map((attempt) => ({
      ...attempt,
      contractBroken: ['refs/heads/main moved'],
      executor: { ...attempt.executor, ownCommits: 2, restored: ['metadata.json'] },
      verifiers: attempt.verifiers.map((turn, index) =>
        index === 0 ? { ...turn, verdict: null, commands: [], problems: ['p'] } : { ...turn, verdict: 'fail' },
      ),
    })),
    timing: { ...data.timing, phases: [{ phase: 'interrupted', ms: 4_000_000 }, ...data.timing.phases] },
  };
}
