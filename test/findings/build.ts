/** Short builders for answers, findings and receipts. */
import type { JudgeInput, SeatAnswer } from '../../runtime/findings/index.ts';
import type { Criterion, Finding, RawFinding, Receipt, VerifierAnswer } from '../../runtime/model/index.ts';

export const TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export const criterion = (id: string, more: Partial<Criterion> = {}): Criterion => ({
  id,
  text: `The text of ${id}`,
  kind: 'automated',
  ...more,
});

/** What a verifier writes, as the schema names it. */
export const wire = (more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  tree: TREE,
  verdict: 'pass',
  criteria: [
    { id: 'AC-1', status: 'met', evidence: 'src/a.ts:1' },
    { id: 'AC-2', status: 'met', evidence: 'src/a.ts:2' },
  ],
  findings: [],
  ...more,
});

export const raw = (more: Partial<RawFinding> = {}): RawFinding => ({
  category: 'correctness',
  severity: 'major',
  claim: 'The total is wrong for an empty cart',
  evidence: 'sum() starts at 1',
  ...more,
});

export const at = (file: string, startLine: number, endLine = startLine): { location: NonNullable<RawFinding['location']> } => ({
  location: { file, startLine, endLine },
});

export const finding = (more: Partial<Finding> = {}): Finding => ({
  ...raw(),
  id: 'F-001',
  raisedBy: ['verifier:codex'],
  vendors: ['openai'],
  class: 'standing',
  state: 'new',
  firstAttempt: 1,
  counts: true,
  positions: [],
  ...more,
});

export const answer = (more: Partial<VerifierAnswer> = {}): VerifierAnswer => ({
  form: 'json',
  tree: TREE,
  verdict: 'pass',
  criteria: [{ id: 'AC-1', status: 'met', evidence: 'seen' }],
  findings: [],
  commands: [],
  summary: '',
  remainingTasks: [],
  ...more,
});

export const twoLine = (verdict: 'pass' | 'fail', remainingTasks: readonly string[] = []): VerifierAnswer =>
  answer({ form: 'two-line', tree: '', criteria: [], verdict, remainingTasks });

export const by = (name: string, more: Partial<VerifierAnswer> = {}): SeatAnswer => ({
  seat: `verifier:${name}`,
  vendor: name,
  answer: answer(more),
});

export const receipt = (check: string, more: Partial<Receipt> = {}): Receipt => ({
  check,
  label: check,
  category: 'test',
  cmd: `npm run ${check}`,
  cwd: '.',
  on: 'candidate',
  attempt: 1,
  commit: 'c0ffee',
  tree: TREE,
  status: 'passed',
  exitCode: 0,
  durationMs: 10,
  tail: '',
  confinement: 'process-group',
  ...more,
});

export const failing = (check: string, more: Partial<Receipt> = {}): Receipt =>
  receipt(check, { status: 'failed', exitCode: 1, ...more });

/** An attempt that passes: one criterion, two verifiers of two vendors, no check. */
export const judgeInput = (more: Partial<JudgeInput> = {}): JudgeInput => ({
  attempt: 1,
  maxAttempts: 2,
  mode: 'strict',
  criteria: [criterion('AC-1')],
  hasBaseline: true,
  receipts: { baseline: [], candidate: [] },
  contractBroken: [],
  executorCommands: [],
  verifiers: [
    { seat: 'verifier:codex', vendor: 'codex' },
    { seat: 'verifier:gemini', vendor: 'gemini' },
  ],
  answers: [by('codex'), by('gemini')],
  audits: [],
  previous: [],
  isFirstReview: (more.attempt ?? 1) === 1,
  changedSince: () => false,
  quoteExists: () => true,
  reproducers: {},
  rounds: [],
  roundAnswers: [],
  convergence: { enabled: true, maxRounds: 1, verificationMode: 'lightweight', budgetReached: false },
  ...more,
});
