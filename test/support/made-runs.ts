/** Run folders as runs leave them, made without running anything: a plan, and a journal of forty events. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface MadeRuns {
  /** Where the executor worked on an item. Default: a path there is nothing at. */
  readonly worktree?: (item: string) => string;
  readonly items: number;
  readonly runsOfEach: number;
}

/** @param top of a repository */
export function makeRuns(top: string, { items, runsOfEach, worktree = (item) => `/nowhere/worktrees/${item}` }: MadeRuns): void {
  const plan = `${JSON.stringify(PLAN, null, 2)}\n`;
  for (let item = 0; item < items; item += 1) {
    for (let run = 1; run <= runsOfEach; run += 1) {
      const dir = join(top, '.okstra/tasks/specs', itemId(item), 'runs', `implementation-${String(run).padStart(3, '0')}`);
      mkdirSync(dir, { recursive: true });
      writeFileSync(join(dir, 'plan.json'), plan);
      writeFileSync(join(dir, 'journal.jsonl'), journal(itemId(item), item * runsOfEach + run, worktree(itemId(item))));
    }
  }
  writeFileSync(join(top, '.okstra/.gitignore'), '*\n');
}

export const itemId = (number: number): string => `spec-${String(number).padStart(5, '0')}-part`;

const seat = (id: string, role: string, name: string, model: string) => ({
  id,
  role,
  agent: { name, driver: 'command', vendor: name, model },
  sandbox: 'workspace-write',
  confinement: { kind: 'not-confined', detail: 'made up' },
  pidNamespace: false,
});

const PLAN = {
  version: 1,
  phase: 'implementation',
  executor: seat('executor', 'executor', 'writer', 'model-w'),
  verifiers: [seat('verifier:judge', 'verifier', 'judge', 'model-j'), seat('verifier:critic', 'verifier', 'critic', 'model-c')],
  item: { body: 'Do the work of this part. '.repeat(40) },
};

/** Of the nth run of all, counted from 1, item by item. */
export const runIdOf = (number: number): string =>
  `run-${new Date(beginOf(number)).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}-${number.toString(36).padStart(4, '0')}`;

const beginOf = (number: number): number => Date.UTC(2031, 0, 1) + number * 600_000;

const HASH = 'a'.repeat(64);
const ref = (path: string) => ({ path, sha256: HASH, bytes: 4000 });

/** Two attempts of an executor and two verifiers, with the amounts of text that stand in journals of real runs. */
function journal(item: string, number: number, worktree: string): string {
  const lines: string[] = [];
  let clock = beginOf(number);
  const add = (type: string, body: Readonly<Record<string, unknown>> = {}): void => {
    clock += 1000;
    lines.push(JSON.stringify({ seq: lines.length + 1, at: new Date(clock).toISOString(), type, ...body }));
  };
  const check = (on: string, attempt: number): void =>
    add('check-finished', {
      receipt: {
        check: 'item-1',
        label: 'tests',
        category: 'item',
        cmd: 'npm test',
        cwd: '.',
        on,
        attempt,
        commit: HASH,
        tree: HASH,
        status: 'passed',
        exitCode: 0,
        durationMs: 900,
        tail: 'ok 1 - works as it should\n'.repeat(50),
        confinement: 'process-group',
      },
    });
  const dispatch = (name: string, seatId: string, attempt: number): void => {
    add('dispatch-started', {
      dispatch: name,
      seat: seatId,
      attempt,
      round: 0,
      turn: 'first',
      tree: HASH,
      prompt: ref(`prompts/${name}.md`),
      parts: Array.from({ length: 8 }, (_, part) => ({ id: `part-${part}`, sha256: HASH })),
    });
    add('process-started', { dispatch: name, pid: 4711, startTime: '1' });
    clock += 60_000;
    add('dispatch-finished', {
      dispatch: name,
      status: 'completed',
      end: { exitCode: 0, signal: null, stderrTail: '', endedAt: new Date(clock).toISOString() },
      durationMs: 60_000,
      text: ref(`results/${name}.md`),
      stream: ref(`results/${name}.raw.jsonl`),
      log: ref(`logs/${name}.log`),
      usage: { inputTokens: 40_000 + number, cachedInputTokens: 30_000, outputTokens: 2000, costUsd: 0.12 },
      commands: [],
    });
  };
  add('run-started', {
    format: 1,
    okstra: '0.1.0',
    runId: runIdOf(number),
    taskKey: `bench:specs:${item}`,
    phase: 'implementation',
    itemId: item,
    itemName: item,
    mode: 'strict',
    level: 'cross',
    maxAttempts: 2,
    baseline: true,
    verifiers: ['verifier:judge', 'verifier:critic'],
    executor: 'executor',
    plan: ref('plan.json'),
    statusBefore: 'todo',
  });
  add('status-marked', { status: 'in-progress' });
  add('prepared', {
    base: HASH,
    baseTree: HASH,
    startTree: HASH,
    branch: `okstra/${item}`,
    branchBefore: null,
    worktree,
    created: true,
    mergedDependencies: [],
  });
  add('set-up', { receipts: [] });
  check('baseline', 0);
  add('baseline-finished');
  for (const attempt of [1, 2]) {
    add('attempt-started', { attempt, startTree: HASH, remainingTasks: [] });
    dispatch(`executor-${attempt}`, 'executor', attempt);
    add('candidate-captured', {
      candidate: {
        attempt,
        commit: HASH,
        tree: HASH,
        base: HASH,
        baseTree: HASH,
        changed: true,
        files: [],
        diff: ref('diffs/attempt-1.diff'),
      },
      executorCommits: 0,
      restored: [],
    });
    check('candidate', attempt);
    add('checks-finished', { attempt });
    for (const name of ['judge', 'critic']) {
      dispatch(`verifier-${name}-${attempt}`, `verifier:${name}`, attempt);
      add('answer-judged', {
        dispatch: `verifier-${name}-${attempt}`,
        seat: `verifier:${name}`,
        attempt,
        result: 'valid',
        answer: ref('results/verifier-1.json'),
        problems: [],
      });
    }
    add('verdict-given', {
      attempt,
      verdict: attempt === 1 ? 'fail' : 'pass',
      outcome: attempt === 1 ? 'next-attempt' : 'accepted',
      row: 7,
      reasons: [],
      remainingTasks: [],
      convergence: ref('state/convergence.json'),
      answers: 2,
    });
  }
  add('published', { branch: `okstra/${item}`, commits: [{ sha: HASH, message: 'feat: part' }] });
  add('run-finished', { outcome: number % 7 === 0 ? 'not-accepted' : 'accepted', exitCode: 0 });
  add('status-written', { status: 'done' });
  add('report-written', { data: ref('report/data.json'), markdown: ref('report/implementation-report.md') });
  return `${lines.join('\n')}\n`;
}
