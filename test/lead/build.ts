/** Events of a run as the tests of the lead write them, and a run that is driven event by event. */
import type { LeadLimits, RunState } from '../../runtime/lead/index.ts';
import { actionKey, advance, decide, NEW_RUN } from '../../runtime/lead/index.ts';
import type { Fault, FaultKind } from '../../runtime/model/agents.ts';
import type { RunEvent, RunEventBody, Stood } from '../../runtime/model/events.ts';
import type { Outcome } from '../../runtime/model/findings.ts';

export const ref = { path: 'x', sha256: 'x', bytes: 1 };
export const started = (over: Partial<Extract<RunEventBody, { type: 'run-started' }>> = {}): RunEventBody =>
  ({
    type: 'run-started',
    format: 1,
    okstra: '0',
    runId: 'run-20310101-000000-aaaa',
    taskKey: 'p:specs:s',
    phase: 'implementation',
    itemId: 's',
    itemName: 'S',
    mode: 'strict',
    level: 'cross',
    maxAttempts: 2,
    baseline: false,
    verifiers: ['verifier:a', 'verifier:b'],
    plan: ref,
    statusBefore: 'todo',
    ...over,
  }) as RunEventBody;

/** A run as a test drives it: append bodies, look at what the lead would do. */
export class Rig {
  state: RunState = NEW_RUN;
  readonly events: RunEvent[] = [];
  add(...bodies: readonly (RunEventBody | readonly RunEventBody[])[]): this {
    for (const body of bodies.flat()) {
      const event = { seq: this.events.length + 1, at: '2031-01-01T00:00:00Z', ...body } as RunEvent;
      this.events.push(event);
      this.state = advance(this.state, event);
    }
    return this;
  }
  get next(): readonly string[] {
    return decide(this.state).map(actionKey);
  }
  decide(limits: LeadLimits) {
    return decide(this.state, limits);
  }
}

export const prepared: Extract<RunEventBody, { type: 'prepared' }> = {
  type: 'prepared',
  base: 'b',
  baseTree: 'bt',
  startTree: 'bt',
  branch: 'okstra/s',
  branchBefore: null,
  worktree: '/w',
  created: true,
  mergedDependencies: [],
};
export const ready = (over = {}) =>
  new Rig().add(started(over), { type: 'status-marked', status: 'in-progress' }, prepared, { type: 'set-up', receipts: [] });
export const attempt = (n: number): RunEventBody => ({
  type: 'attempt-started',
  attempt: n,
  startTree: 'bt',
  remainingTasks: [],
});
export const dispatched = (
  dispatch: string,
  seat: string,
  n = 1,
  turn: 'first' | 'retry' | 'repair' | 'resumed' = 'first',
  round = 0,
): RunEventBody => ({
  type: 'dispatch-started',
  dispatch,
  seat,
  attempt: n,
  round,
  turn,
  tree: 't',
  prompt: ref,
  parts: [],
});
export const ended = (dispatch: string, fault?: Fault): RunEventBody => ({
  type: 'dispatch-finished',
  dispatch,
  status: fault ? 'error' : 'completed',
  end: { exitCode: 0, signal: null, stderrTail: '' },
  durationMs: 1,
  text: ref,
  stream: ref,
  log: ref,
  commands: [],
  ...(fault ? { fault } : {}),
});
export const fault = (kind: FaultKind, retryAt?: string): Fault => ({ kind, message: kind, ...(retryAt ? { retryAt } : {}) });
export const captured = (n = 1): RunEventBody => ({
  type: 'candidate-captured',
  executorCommits: 0,
  restored: [],
  candidate: { attempt: n, commit: 'c', tree: 'ct', base: 'b', baseTree: 'bt', changed: true, files: [], diff: ref },
});
export const audited = (n = 1, over: { broken?: readonly string[]; testRuns?: number } = {}): RunEventBody => ({
  type: 'audited',
  attempt: n,
  audits: ref,
  findings: 0,
  broken: [],
  testRuns: 0,
  ...over,
});
/** Everything okstra looks at before verifiers are asked. */
export const checked = (n = 1): readonly RunEventBody[] => [{ type: 'checks-finished', attempt: n }, audited(n)];
export const judged = (
  dispatch: string,
  seat: string,
  result: 'valid' | 'repairable' | 'no-result' | 'void' = 'valid',
  n = 1,
): RunEventBody => ({
  type: 'answer-judged',
  dispatch,
  seat,
  attempt: n,
  result,
  problems: [],
});
export const verdict = (n: number, outcome: Outcome | 'next-attempt'): RunEventBody => ({
  type: 'verdict-given',
  attempt: n,
  verdict: 'fail',
  outcome,
  row: 4,
  reasons: [],
  remainingTasks: [{ text: 'do it', origin: 'AC-1' }],
  convergence: ref,
  answers: 2,
});
export const executed = (over = {}) =>
  ready(over).add(attempt(1), dispatched('executor-1', 'executor'), ended('executor-1'), captured(), checked());

/** An event at a time of its own. */
export const at = (time: string, body: RunEventBody & Stood): RunEventBody => ({ ...body, at: time }) as unknown as RunEventBody;
