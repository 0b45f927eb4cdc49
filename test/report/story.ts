/** Runs told as lists of events, for reports to be made from. */
import { createHash } from 'node:crypto';
import type { AuditRecord, TestProof } from '../../runtime/audits/index.ts';
import type { ConvergenceState } from '../../runtime/findings/types.ts';
import type { AgentConfig, Fault, Seat, Usage } from '../../runtime/model/agents.ts';
import type { RunEvent, RunEventBody } from '../../runtime/model/events.ts';
import type { ArtifactRef, Candidate, ChangedFile, CheckSpec, Receipt } from '../../runtime/model/evidence.ts';
import type { CriterionStatus, Finding, Outcome, Verdict, VerifierAnswer } from '../../runtime/model/findings.ts';
import type { RunId, TaskKey } from '../../runtime/model/ids.ts';
import type { Criterion } from '../../runtime/model/item.ts';
import type { Settled } from '../../runtime/model/limits.ts';
import type { Cost } from '../../runtime/model/money.ts';
import type { ImplementationPlan } from '../../runtime/model/plan.ts';
import type { ReportInput } from '../../runtime/report/index.ts';

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const ref = (path: string, content = path): ArtifactRef => ({ path, sha256: hash(content), bytes: Buffer.byteLength(content) });

export const TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const COMMIT = '9fceb02d0ae598e95dc970b74767f19372d61af8';
const BASE = '1a410efbd13591db07496601ebc7a059dd55cfe9';

const agent = (name: string, vendor: string, model?: string): AgentConfig => ({
  name,
  vendor,
  driver: 'command',
  ...(model === undefined ? {} : { model }),
  command: ['./agent.sh'],
});

const seat = (id: string, role: Seat['role'], config: AgentConfig): Seat => ({
  id,
  role,
  agent: config,
  sandbox: role === 'executor' ? 'workspace-write' : 'read-only',
  confinement: { kind: 'not-confined', detail: 'no sandbox here' },
  pidNamespace: false,
  program: { path: '/opt/bin/agent', version: 'agent 1.2.3' },
});

export const CRITERIA: readonly Criterion[] = [
  { id: 'AC-1', text: 'The greeting names its caller', kind: 'automated' },
  { id: 'AC-2', text: '`npm test`', kind: 'automated', command: 'npm test' },
  { id: 'AC-3', text: 'The colours look right', kind: 'manual' },
];

const check = (id: string, cmd: string, category: CheckSpec['category']): CheckSpec => ({
  id,
  label: id,
  category,
  cmd,
  cwd: '.',
  env: {},
  network: false,
  timeoutMs: 60_000,
});

export function plan(
  changes: { readonly item?: Partial<ImplementationPlan['item']> } & Partial<Omit<ImplementationPlan, 'item'>> = {},
): ImplementationPlan {
  const { item, ...rest } = changes;
  return {
    version: 1,
    taskKey: 'shop:specs:spec-01-hello' as TaskKey,
    phase: 'implementation',
    item: {
      key: 'shop:specs:spec-01-hello' as TaskKey,
      source: 'spec-folders',
      group: 'specs',
      id: 'spec-01-hello',
      name: 'Hello',
      dir: '/repo/specs/spec-01-hello',
      path: 'specs/spec-01-hello',
      body: 'Say hello.',
      checklist: '',
      criteria: CRITERIA,
      acceptanceCommands: ['npm test'],
      dependsOn: [],
      lifecycle: 'pending',
      nativeStatus: 'todo',
      carriedTasks: [],
      writeBackPaths: [],
      ...item,
    },
    mode: 'strict',
    level: 'cross',
    language: 'en',
    executor: seat('executor', 'executor', agent('worker', 'acme', 'acme-1')),
    verifiers: [
      seat('verifier:alpha', 'verifier', agent('alpha', 'one')),
      seat('verifier:beta', 'verifier', agent('beta', 'two')),
    ],
    leftOut: [],
    vendors: ['acme', 'one', 'two'],
    checks: [check('item-1', 'npm test', 'item')],
    unconfigured: ['lint', 'format', 'typecheck', 'test'],
    baseline: true,
    setup: [],
    copy: [],
    base: { head: BASE, merges: [] },
    branch: 'okstra/spec-01-hello',
    worktree: '/home/worktrees/spec-01-hello',
    limits: { maxAttempts: 2, maxRounds: 1, timeoutMs: 1, silenceMs: 1, toolTimeoutMs: 1, outputBytes: 1 },
    convergence: { enabled: true, verificationMode: 'lightweight' },
    hooks: false,
    watchCheckout: false,
    commitMessage: 'feat: Hello',
    allowMissing: false,
    notices: [],
    ...rest,
  };
}

export const receipt = (changes: Partial<Receipt> = {}): Receipt => ({
  check: 'item-1',
  label: 'item-1',
  category: 'item',
  cmd: 'npm test',
  cwd: '.',
  on: 'candidate',
  attempt: 1,
  commit: COMMIT,
  tree: TREE,
  status: 'passed',
  exitCode: 0,
  durationMs: 1234,
  log: ref('checks/2.log'),
  tail: '3 passed\n',
  counts: { passed: 3, failed: 0, skipped: 0 },
  confinement: 'bwrap',
  ...changes,
});

export const answer = (
  changes: Partial<VerifierAnswer> = {},
  statuses: readonly CriterionStatus[] = ['met', 'met', 'not-checked'],
): VerifierAnswer => ({
  form: 'json',
  tree: TREE,
  verdict: 'pass',
  criteria: CRITERIA.map(({ id }, index) => ({ id, status: statuses[index] ?? 'met', evidence: `looked at ${id}` })),
  findings: [],
  commands: [],
  summary: 'All there.',
  remainingTasks: [],
  ...changes,
});

export const finding = (changes: Partial<Finding> = {}): Finding => ({
  id: 'F-001',
  category: 'coverage',
  severity: 'blocker',
  claim: 'The caller is not named',
  evidence: 'src/hello.ts says "hello"',
  raisedBy: ['verifier:alpha'],
  vendors: ['one'],
  class: 'standing',
  state: 'new',
  firstAttempt: 1,
  counts: true,
  positions: [],
  ...changes,
});

export const settled = (attempt: number, findings: readonly Finding[] = []): ConvergenceState => ({
  version: 1,
  attempt,
  maxRounds: 1,
  verificationMode: 'lightweight',
  roundHistory: [
    { round: 1, answers: [{ seat: 'verifier:alpha', vendor: 'one', verdict: 'pass' }], raised: findings.length, open: 0 },
  ],
  round2SkippedReason: 'max-rounds',
  stopReason: 'max-rounds',
  finalClassificationCounts: { reproduced: 0, refuted: 0, withdrawn: 0, confirmed: 0, disputed: 0, standing: findings.length },
  findings,
  positions: [],
  followUps: [],
});

/** Collects events, a second apart, and what they refer to. */
export class Story {
  readonly plan: ImplementationPlan;
  readonly events: RunEvent[] = [];
  readonly texts = new Map<string, string>();
  readonly answers = new Map<string, VerifierAnswer>();
  readonly followUps: ReportInput['followUps'][number][] = [];
  readonly convergence = new Map<number, ConvergenceState>();
  readonly audits = new Map<number, AuditRecord>();
  readonly testProofs = new Map<number, Pick<TestProof, 'exempt' | 'rows'>>();
  readonly claims: Map<
    number,
    { commands: { cmd: string; exitCode: number | null }[]; outOfPlan: { file: string; why: string }[] }
  > = new Map();
  #attempt = 0;
  #count = 0;

  constructor(changes: Parameters<typeof plan>[0] = {}) {
    this.plan = plan(changes);
    this.add({
      type: 'run-started',
      format: 1,
      okstra: '0.1.0',
      runId: 'run-20310402-091011-k3f9' as RunId,
      taskKey: this.plan.taskKey,
      phase: 'implementation',
      itemId: this.plan.item.id,
      itemName: this.plan.item.name,
      mode: this.plan.mode,
      level: this.plan.level,
      maxAttempts: this.plan.limits.maxAttempts,
      baseline: this.plan.baseline,
      verifiers: this.plan.verifiers.map(({ id }) => id),
      plan: ref('plan.json'),
      statusBefore: 'todo',
    });
  }

  add(body: RunEventBody, seconds = 1): this {
    const last = this.events.at(-1);
    const at = new Date(last ? Date.parse(last.at) + seconds * 1000 : Date.UTC(2031, 3, 2, 9, 10, 11)).toISOString();
    this.events.push({ ...body, seq: this.events.length + 1, at });
    return this;
  }

  prepared(): this {
    const { branch, worktree } = this.plan;
    return this.add({
      type: 'prepared',
      base: BASE,
      baseTree: TREE,
      startTree: TREE,
      branch,
      branchBefore: null,
      worktree,
      created: true,
      mergedDependencies: [],
    })
      .add({ type: 'check-finished', receipt: receipt({ on: 'baseline', attempt: 0, log: ref('checks/1.log') }) })
      .add({ type: 'baseline-finished' });
  }

  attempt(): this {
    this.#attempt += 1;
    return this.add({ type: 'attempt-started', attempt: this.#attempt, startTree: TREE, remainingTasks: [] });
  }

  dispatched(
    seatId: string,
    changes: {
      text?: string;
      usage?: Usage;
      fault?: Fault;
      turn?: 'first' | 'retry' | 'repair';
      settled?: Settled;
      cost?: Cost;
      errors?: boolean;
    } = {},
  ): string {
    this.#count += 1;
    const dispatch = `${seatId.replace(':', '-')}-${this.#count}`;
    const { text = 'SUMMARY\n- done\n', usage, fault, turn = 'first', settled: amount, cost = {}, errors } = changes;
    const path = `results/${dispatch}.txt`;
    this.texts.set(path, text);
    const failed = fault !== undefined;
    this.add({
      type: 'dispatch-started',
      dispatch,
      seat: seatId,
      attempt: this.#attempt,
      round: 0,
      turn,
      tree: TREE,
      prompt: ref(`prompts/${dispatch}.md`),
      parts: [],
    });
    this.add({
      type: 'dispatch-finished',
      dispatch,
      status: failed ? 'error' : 'completed',
      end: { exitCode: failed ? 1 : 0, signal: null, stderrTail: '' },
      durationMs: 2000,
      text: ref(path, text),
      stream: ref(`results/${dispatch}.raw.jsonl`),
      log: ref(`logs/${dispatch}.log`),
      commands: [{ cmd: 'ls', exitCode: 0 }],
      model: { name: 'acme-1', attestation: 'declared' },
      ...(usage ? { usage } : {}),
      ...(fault ? { fault } : {}),
      ...(amount ? { settled: amount } : {}),
      ...cost,
      ...(errors === true ? { errors: ref(`results/${dispatch}-errors.json`) } : {}),
    });
    return dispatch;
  }

  captured(
    files: readonly ChangedFile[] = [{ path: 'src/hello.ts', status: 'modified', insertions: 3, deletions: 1, binary: false }],
  ): this {
    const candidate: Candidate = {
      attempt: this.#attempt,
      commit: COMMIT,
      tree: TREE,
      base: BASE,
      baseTree: TREE,
      changed: files.length > 0,
      files,
      diff: ref(`attempt-${this.#attempt}.diff`),
    };
    return this.add({ type: 'candidate-captured', candidate, executorCommits: 0, restored: [] });
  }

  checked(changes: Partial<Receipt> = {}): this {
    return this.add({ type: 'check-finished', receipt: receipt({ attempt: this.#attempt, ...changes }) }).add({
      type: 'checks-finished',
      attempt: this.#attempt,
    });
  }

  /** What okstra found in the change: nothing, unless the test says more. */
  audited(changes: Partial<AuditRecord> = {}, proof?: Pick<TestProof, 'exempt' | 'rows'>): this {
    const attempt = this.#attempt;
    const tests = { runs: [], overlay: [], notDeterminable: [], hasTests: false, hasRunner: false, offers: [] };
    const record: AuditRecord = { findings: [], outOfPlan: [], allow: [], tests, ...changes };
    this.audits.set(attempt, record);
    const audits = ref(`state/audits-${attempt}.json`);
    this.add({ type: 'audited', attempt, audits, findings: record.findings.length, broken: [], testRuns: proof ? 1 : 0 });
    if (!proof) return this;
    this.testProofs.set(attempt, proof);
    return this.add({ type: 'tests-proved', attempt, result: ref(`state/fail-before-${attempt}.json`) });
  }

  answered(seatId: string, given: VerifierAnswer): this {
    const dispatch = this.dispatched(seatId, { text: JSON.stringify(given) });
    this.answers.set(dispatch, given);
    return this.add({
      type: 'answer-judged',
      dispatch,
      seat: seatId,
      attempt: this.#attempt,
      result: 'valid',
      answer: ref(`results/${dispatch}.json`),
      problems: [],
    });
  }

  unusable(seatId: string, problems: readonly string[]): this {
    const dispatch = this.dispatched(seatId, { text: 'looks fine to me' });
    return this.add({ type: 'answer-judged', dispatch, seat: seatId, attempt: this.#attempt, result: 'no-result', problems });
  }

  verdict(
    verdict: Verdict | null,
    outcome: Outcome | 'next-attempt',
    facts: { row?: number; reasons?: readonly string[]; tasks?: readonly string[]; findings?: readonly Finding[] } = {},
  ): this {
    const { row = 7, reasons = ['Every check passes.'], tasks = [], findings = [] } = facts;
    this.convergence.set(this.#attempt, settled(this.#attempt, findings));
    return this.add({
      type: 'verdict-given',
      attempt: this.#attempt,
      verdict,
      outcome,
      row,
      reasons,
      remainingTasks: tasks.map((text) => ({ text, origin: 'AC-1' })),
      convergence: ref('state/convergence.json'),
      answers: 2,
    });
  }

  published(): this {
    return this.add({ type: 'published', branch: this.plan.branch, commits: [{ sha: COMMIT, message: 'feat: Hello' }] });
  }

  finished(outcome: Outcome, exitCode: number): this {
    return this.add({ type: 'run-finished', outcome, exitCode });
  }

  input(): ReportInput {
    const { plan: planned, events, texts, answers, convergence, audits, testProofs, claims } = this;
    return {
      plan: planned,
      events,
      texts,
      answers,
      convergence,
      audits,
      testProofs,
      claims,
      followUps: this.followUps,
      environment: { os: 'linux 6.1', node: '24.21.0', git: '2.47.3', sandbox: true },
      seq: 1,
      runDir: '.okstra/tasks/specs/spec-01-hello/runs/implementation-001',
    };
  }
}

export function accepted(changes: Parameters<typeof plan>[0] = {}): Story {
  const story = new Story(changes).prepared().attempt();
  story.dispatched('executor', { usage: { inputTokens: 12_000, outputTokens: 800 } });
  return story
    .captured()
    .checked()
    .audited({}, { rows: [{ file: 'test/hello.test.ts', result: 'fail→pass', cmd: 'node --test test/hello.test.ts' }] })
    .answered('verifier:alpha', answer())
    .answered('verifier:beta', answer({ summary: 'Fine.' }))
    .verdict('pass', 'accepted')
    .published()
    .finished('accepted', 0);
}

export function notAccepted(): Story {
  const story = new Story().prepared().attempt();
  const open = finding({ recommendation: 'Take the name as an argument' });
  story.dispatched('executor');
  story.captured().checked({ status: 'failed', exitCode: 1, tail: '1 failed\n' });
  story
    .verdict('fail', 'next-attempt', { row: 2, reasons: ['The check item-1 fails.'], tasks: ['Make npm test pass'] })
    .add({ type: 'attempt-recorded', attempt: 1 });
  story.attempt();
  const dispatch = story.dispatched('executor');
  story.claims.set(2, {
    commands: [{ cmd: 'npm  test', exitCode: 1 }],
    outOfPlan: [{ file: 'README.md', why: 'it named the old way' }],
  });
  void dispatch;
  return story
    .captured()
    .checked()
    .answered(
      'verifier:alpha',
      answer({ verdict: 'fail', findings: [open], summary: 'AC-1 is missing.' }, ['unmet', 'met', 'met']),
    )
    .unusable('verifier:beta', ['Expected a JSON object, found "looks fine to me".'])
    .verdict('fail', 'not-accepted', { row: 4, reasons: ['F-001 is a blocker.'], tasks: ['Name the caller'], findings: [open] })
    .published()
    .finished('not-accepted', 1);
}

export function blockedEarly(): Story {
  return new Story({ item: { carriedTasks: ['Finish the last one'] } })
    .add({
      type: 'run-failed',
      failure: {
        category: 'blocked',
        code: 'base-conflict',
        message: 'The dependency spec-00 cannot be merged into the base.',
        fix: 'git merge okstra/spec-00',
      },
    })
    .finished('blocked', 3);
}

export function executorFailed(): Story {
  const story = new Story().prepared().attempt();
  story.dispatched('executor', { text: '', fault: { kind: 'auth', message: 'no login', fix: 'agent login' } });
  return story
    .add({
      type: 'run-failed',
      failure: {
        category: 'system',
        code: 'agent-auth',
        message: 'The executor ended without a result (auth): no login',
        fix: 'agent login',
      },
    })
    .finished('failed', 5);
}

export function cancelled(): Story {
  const story = new Story().prepared().attempt();
  story.add({
    type: 'dispatch-started',
    dispatch: 'executor-1',
    seat: 'executor',
    attempt: 1,
    round: 0,
    turn: 'first',
    tree: TREE,
    prompt: ref('prompts/executor-1.md'),
    parts: [],
  });
  return story
    .add({ type: 'stop-requested', by: 'SIGINT' })
    .add({ type: 'dispatch-abandoned', dispatch: 'executor-1', reason: 'cancelled' })
    .finished('cancelled', 130);
}

/** Budgets in tokens and money, a dispatch of each kind of account, and a panel that the size of the change chose. */
export function counted(): Story {
  const limits = { maxAttempts: 2, maxRounds: 1, timeoutMs: 1, silenceMs: 1, toolTimeoutMs: 1, outputBytes: 1 };
  const story = new Story({ limits: { ...limits, budgetTokens: 50_000, budgetUsd: 2.5 } }).prepared().attempt();
  story.dispatched('executor', {
    usage: { inputTokens: 12_000, cachedInputTokens: 9000, outputTokens: 800, reasoningTokens: 300 },
    cost: { costUsd: 0.125, costSource: 'priced' },
    settled: { tokens: 12_800, usd: 0.125 },
    errors: true,
  });
  story.captured().add({
    type: 'panel-chosen',
    attempt: 1,
    seats: ['verifier:alpha'],
    leftOut: ['verifier:beta'],
    reason: '4 changed line(s) in 1 file(s): 1 of 2 verifiers',
    size: { files: 1, lines: 4 },
  });
  story.dispatched('verifier:alpha', { cost: { costSource: 'unknown' }, settled: { tokens: 1500, estimated: ['tokens'] } });
  return story;
}
