/** Repositories, agents and histories of any size for bench/overhead and bench/parallel, and a whole run in one of them. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunEvent } from '../../runtime/model/events.ts';
import { lineOf } from '../../runtime/store/journal-lines.ts';
import type { TestEnvironment } from '../../test/support/env.ts';
import { cleanEnvironment } from '../../test/support/env.ts';
import type { Timed } from '../measure.ts';
import { time } from '../measure.ts';

const ID = 'spec-01-greeting';
const RUNS = '.okstra/tasks/specs';
/** Files of a folder. */
const PER_FOLDER = 50;

export interface Size {
  /** Tracked files, the item's apart. */
  readonly files: number;
  /** Of each verifier, each at a place of its own. */
  readonly findings: number;
  /** Runs that ended before, nine of ten of them of other items. */
  readonly runs: number;
  /** Milliseconds that each verifier takes; as many verifiers as numbers. */
  readonly verifiers: readonly number[];
}

export interface RunOnce extends Timed {
  /** Processor time of the run and all that it started, user and system; 0 where there is no /proc. */
  readonly cpuMs: number;
  readonly events: readonly RunEvent[];
}

/** A repository in which the same item can be run again and again. @param root an empty folder */
export function makeRepository(root: string, environment: TestEnvironment, size: Size): { run(): RunOnce } {
  const repo = join(root, 'repo');
  const home = join(root, 'okstra-home');
  const env = cleanEnvironment(environment, { OKSTRA_HOME: home });
  const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: repo, env, encoding: 'utf8' });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const program = (name: string, text: string): string => {
    write(`agents/${name}`, `#!/bin/sh\ncat > /dev/null\n${text}`);
    chmodSync(join(root, 'agents', name), 0o755);
    return join(root, 'agents', name);
  };

  for (let n = 0; n < size.files; n += 1) write(`repo/${pathOf(n)}`, `export const value${n} = ${n};\n`.repeat(20));
  write(`repo/specs/${ID}/SPEC.md`, '# Greeting\n\nWrite a greeting into greeting.txt.\n');
  const metadata = { id: ID, name: 'Greeting', status: 'todo', dependsOn: [], acceptanceCommands: [] };
  write(`repo/specs/${ID}/metadata.json`, `${JSON.stringify(metadata, null, 2)}\n`);
  const worker = program('worker', "echo hello > greeting.txt\necho 'Wrote greeting.txt.'\n");
  const agents = [`  worker: { driver: command, vendor: worker, command: [${worker}] }`];
  for (const [n, ms] of size.verifiers.entries()) {
    write(`agents/answer-${n}.json`, `${JSON.stringify(answer(n, size.findings))}\n`);
    const wait = ms === 0 ? '' : `sleep ${ms / 1000}\n`;
    const path = program(`verifier-${n}`, `${wait}sed "s/TREE/$OKSTRA_TREE/" ${join(root, `agents/answer-${n}.json`)}\n`);
    agents.push(`  verifier${n}: { driver: command, vendor: vendor${n}, command: [${path}] }`);
  }
  const names = size.verifiers.map((_, n) => `verifier${n}`).join(', ');
  write(
    'repo/okstra.yaml',
    `project: bench\nagents:\n${agents.join('\n')}\nroles: { executor: worker, verifiers: [${names}] }\nchecks: { test: [{ label: greets, cmd: test -s greeting.txt }] }\n`,
  );
  mkdirSync(repo, { recursive: true });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'first');
  // As a clone is: a repository of loose objects is one that nobody has ever cloned or fetched into.
  git('repack', '-adq');

  /** As it was before the last run, and no worktree, lease or state of it left. */
  const renew = (): void => {
    rmSync(join(repo, RUNS, ID), { recursive: true, force: true });
    for (const folder of ['worktrees', 'scratch']) rmSync(join(home, folder), { recursive: true, force: true });
    git('worktree', 'prune');
    const refs = git('for-each-ref', '--format=delete %(refname)', 'refs/okstra', 'refs/heads/okstra');
    execFileSync('git', ['update-ref', '--stdin'], { cwd: repo, env, input: refs });
    git('checkout', '-q', '--', '.');
    git('clean', '-qfd', 'specs');
    for (let n = 0; n < Math.floor(size.runs / 10); n += 1) pretend(ID, n, history());
  };
  const run = (): RunOnce => {
    renew();
    const cli = join(import.meta.dirname, '..', '..', 'bin', 'okstra.mjs');
    // Each round pays for its baseline.
    const argv = [process.execPath, cli, 'run', '--exec', '--quiet', '--max-rounds', '1', '--no-baseline-cache', ID] as const;
    const before = childrenCpuMs();
    const timed = time(argv, { cwd: repo, env });
    const cpuMs = childrenCpuMs() - before;
    const runs = join(repo, RUNS, ID, 'runs');
    const newest = readdirSync(runs).toSorted().at(-1) ?? '';
    return { ...timed, cpuMs, events: eventsOf(join(runs, newest, 'journal.jsonl')) };
  };

  /** The folder of a whole run, of which every one in the history is a copy. */
  const history = (): string => join(root, 'history');
  const pretend = (item: string, n: number, from: string): void => {
    const target = join(repo, RUNS, item, 'runs', `implementation-${String(n + 1).padStart(3, '0')}`);
    mkdirSync(target, { recursive: true });
    const journal = readFileSync(join(from, 'journal.jsonl'), 'utf8');
    const runId = (JSON.parse(journal.slice(0, journal.indexOf('\n'))) as { runId: string }).runId;
    // As long as the real one, and another one in each folder.
    const own = `${runId.slice(0, -6)}${(n * 7919 + item.length * 131).toString(36).padStart(6, '0').slice(-6)}`;
    writeFileSync(join(target, 'journal.jsonl'), checkedAnew(journal.replaceAll(runId, own)));
    cpSync(join(from, 'plan.json'), join(target, 'plan.json'));
  };
  if (size.runs > 0) {
    mkdirSync(history());
    const bare = makeRepository(join(root, 'model'), environment, { ...size, files: 20, runs: 0 });
    bare.run();
    const model = join(root, 'model/repo', RUNS, ID, 'runs/implementation-001');
    cpSync(model, history(), { recursive: true });
    const others = size.runs - Math.floor(size.runs / 10);
    for (let n = 0; n < others; n += 1) pretend(`spec-other-${Math.floor(n / 10)}`, n % 10, history());
  }
  return { run };
}

/** Of all children that were waited for, and of theirs. Linux counts in hundredths of a second. */
function childrenCpuMs(): number {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return 0;
  }
}

const pathOf = (n: number): string => `src/folder-${Math.floor(n / PER_FOLDER)}/file-${n}.ts`;

/** A whole answer; its findings are minor, so that they are carried through and decide nothing. */
function answer(verifier: number, findings: number): unknown {
  const words = 'the value of this line is never read by the caller and could be left out without any loss'.split(' ');
  return {
    tree: 'TREE',
    verdict: 'pass',
    criteria: [{ id: 'SPEC', status: 'met', evidence: 'greeting.txt:1' }],
    findings: Array.from({ length: findings }, (_, n) => ({
      category: 'maintainability',
      severity: 'minor',
      claim: `${words[n % words.length]} ${words[(n * 7 + verifier) % words.length]} concern ${verifier}-${n} about ${pathOf(n)}`,
      evidence: `line 1 of ${pathOf(n)} as verifier ${verifier} saw it`,
      location: { file: pathOf(n * 3 + verifier), startLine: 1, endLine: 1 },
      quote: {
        file: pathOf(n * 3 + verifier),
        side: 'new',
        line: 1,
        text: `export const value${n * 3 + verifier} = ${n * 3 + verifier};`,
      },
    })),
    summary: 'The greeting is there.',
  };
}

/** Each line with the check that it needs now that its text is another. */
function checkedAnew(journal: string): string {
  let check = 0;
  return journal
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { crc: _, ...event } = JSON.parse(line) as RunEvent & { crc: string };
      const next = lineOf(event, { check, checked: true });
      check = next.check;
      return next.text;
    })
    .join('');
}

const eventsOf = (journal: string): readonly RunEvent[] =>
  readFileSync(journal, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RunEvent);
