/** A run as long as is asked for: attempt after attempt with two verifiers, none of them accepted. With the files that its events name. */
import { createHash } from 'node:crypto';
import type { RunEventBody } from '../../runtime/model/events.ts';
import type { ArtifactRef, Receipt } from '../../runtime/model/evidence.ts';
import type { RunId, TaskKey } from '../../runtime/model/ids.ts';

export interface LongRun {
  readonly bodies: readonly RunEventBody[];
  readonly files: ReadonlyMap<string, string>;
}

const TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const text = (about: string): string =>
  `${about}\n${'A line of what an agent said about the change, as long as such lines are.\n'.repeat(20)}`;

export function makeLongRun(events: number): LongRun {
  const bodies: RunEventBody[] = [];
  const files = new Map<string, string>();
  const file = (path: string, content: string): ArtifactRef => {
    files.set(path, content);
    return { path, sha256: createHash('sha256').update(content).digest('hex'), bytes: Buffer.byteLength(content) };
  };
  bodies.push({
    type: 'run-started',
    format: 3,
    okstra: '0.0.0',
    runId: 'run-20310402-091011-k3f9' as RunId,
    taskKey: 'sample:specs:spec-01' as TaskKey,
    phase: 'implementation',
    itemId: 'spec-01',
    itemName: 'Sample',
    mode: 'strict',
    level: 'cross',
    maxAttempts: 100_000,
    baseline: false,
    verifiers: ['verifier:a', 'verifier:b'],
    executor: 'executor',
    plan: file('plan.json', '{}'),
    statusBefore: 'todo',
  });
  bodies.push({ type: 'status-marked', status: 'in-progress' });
  bodies.push({
    type: 'prepared',
    base: TREE,
    baseTree: TREE,
    startTree: TREE,
    branch: 'okstra/spec-01',
    branchBefore: null,
    worktree: '/worktree',
    created: true,
    mergedDependencies: [],
  });
  bodies.push({ type: 'set-up', receipts: [] });
  const dispatches = { executor: 0, verifier: 0 };
  const dispatch = (attempt: number, seat: string): string => {
    const role = seat === 'executor' ? 'executor' : 'verifier';
    dispatches[role] += 1;
    const id = `${role}-${dispatches[role]}`;
    bodies.push(
      {
        type: 'dispatch-started',
        dispatch: id,
        seat,
        attempt,
        round: 0,
        turn: 'first',
        tree: TREE,
        prompt: file(`prompts/${id}.md`, text(`prompt of ${id}`)),
        parts: Array.from({ length: 6 }, (_, index) => ({ id: `part-${index}`, sha256: TREE })),
      },
      { type: 'process-started', dispatch: id, pid: 4242, startTime: '123456' },
      { type: 'session-seen', dispatch: id, session: `session-${id}` },
      {
        type: 'dispatch-finished',
        dispatch: id,
        status: 'completed',
        end: { exitCode: 0, signal: null, stderrTail: '', endedAt: '2031-04-02T09:10:11.000Z' },
        durationMs: 1000,
        text: file(`results/${id}.md`, text(`answer of ${id}`)),
        stream: file(`results/${id}.raw.jsonl`, text(`stream of ${id}`)),
        log: file(`logs/${id}.log`, ''),
        usage: { inputTokens: 1000, outputTokens: 100 },
        commands: [{ cmd: 'npm test', exitCode: 0 }],
      },
    );
    return id;
  };
  for (let attempt = 1; bodies.length < events; attempt += 1) {
    bodies.push({ type: 'attempt-started', attempt, startTree: TREE, remainingTasks: [] });
    dispatch(attempt, 'executor');
    bodies.push({
      type: 'candidate-captured',
      candidate: {
        attempt,
        commit: TREE,
        tree: TREE,
        base: TREE,
        baseTree: TREE,
        changed: true,
        files: [{ path: 'a.ts', status: 'modified', insertions: 3, deletions: 1, binary: false }],
        diff: file(`diffs/attempt-${attempt}.diff`, text('diff')),
      },
      executorCommits: 0,
      restored: [],
    });
    for (const check of ['test:unit', 'lint:all'])
      bodies.push({
        type: 'check-finished',
        receipt: receipt(check, attempt, file(`checks/attempt-${attempt}-${check}.log`, text(check))),
      });
    bodies.push({ type: 'checks-finished', attempt });
    bodies.push({
      type: 'audited',
      attempt,
      audits: file(`state/audits-${attempt}.json`, text('{}')),
      findings: 0,
      broken: [],
      testRuns: 0,
    });
    for (const seat of ['verifier:a', 'verifier:b']) {
      const id = dispatch(attempt, seat);
      bodies.push({
        type: 'answer-judged',
        dispatch: id,
        seat,
        attempt,
        result: 'valid',
        answer: file(`results/${id}.json`, text('{}')),
        problems: [],
      });
    }
    bodies.push({
      type: 'verdict-given',
      attempt,
      verdict: 'fail',
      outcome: 'next-attempt',
      row: 4,
      reasons: ['F-001 (blocker, correctness, confirmed): it is wrong'],
      remainingTasks: [{ text: 'make it right', origin: 'F-001' }],
      convergence: file(`state/convergence-${attempt}.json`, text('{}')),
      answers: 2,
    });
    bodies.push({ type: 'attempt-recorded', attempt });
  }
  return { bodies: bodies.slice(0, events), files };
}

const receipt = (check: string, attempt: number, log: ArtifactRef): Receipt => ({
  check,
  label: check,
  category: 'test',
  cmd: 'npm test',
  cwd: '.',
  on: 'candidate',
  attempt,
  commit: TREE,
  tree: TREE,
  status: 'passed',
  exitCode: 0,
  durationMs: 1200,
  log,
  tail: 'Tests 42 passed (42)\nDuration 1.2 s',
  confinement: 'process-group',
});
