/** The repository, agents and calls of bench/loop. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestEnvironment } from '../../test/support/env.ts';
import { cleanEnvironment } from '../../test/support/env.ts';
import type { Timed } from '../measure.ts';
import { time } from '../measure.ts';

const SPEC = 'specs/spec-01-greeting';
const CHECK = 'test -s greeting.txt';

const WORKER = `#!/bin/sh
cat > /dev/null
echo hello > greeting.txt
echo 'Wrote greeting.txt.'
`;
const VERIFIER = `#!/bin/sh
cat > /dev/null
echo 'STATUS: ok'
echo '{"remainingTasks":[]}'
`;

const configuration = (agents: string, sandbox: string): string => `project: bench
agents:
  worker: { driver: command, vendor: one, command: [${agents}/worker]${sandbox} }
  verifier: { driver: command, vendor: two, command: [${agents}/verifier]${sandbox} }
roles: { executor: worker, verifiers: [verifier] }
`;

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

export interface LoopRun extends Timed {
  /** Text of the run's journal; empty for the minimal script. */
  readonly journal: string;
}

export interface Loop {
  minimal(): LoopRun;
  /** @param program a `bin/okstra.mjs` @param sandbox `confined`: as configured by default; `full`: by the user's word, nothing confines the agents */
  okstra(program: string, sandbox: 'confined' | 'full'): LoopRun;
}

/** @param root an empty folder */
export function makeLoop(root: string, environment: TestEnvironment): Loop {
  const agents = join(root, 'agents');
  const template = join(root, 'template');
  const repo = join(root, 'repo');
  const home = join(root, 'okstra-home');
  const env = cleanEnvironment(environment, { OKSTRA_HOME: home });
  const git = (...args: readonly string[]): void => void execFileSync('git', args, { cwd: template, env, stdio: 'pipe' });
  for (const [name, text] of [
    ['worker', WORKER],
    ['verifier', VERIFIER],
  ] as const) {
    write(join(agents, name), text);
    chmodSync(join(agents, name), 0o755);
  }
  write(join(template, 'README.md'), '# A small project\n');
  write(join(template, 'src/main.js'), 'export const main = () => 0;\n');
  write(join(template, 'src/text.js'), "export const text = 'text';\n");
  write(join(template, SPEC, 'SPEC.md'), '# Greeting\n\nWrite a greeting into greeting.txt.\n');
  write(
    join(template, SPEC, 'metadata.json'),
    `${JSON.stringify({ id: 'spec-01-greeting', name: 'Greeting', status: 'todo', dependsOn: [], acceptanceCommands: [CHECK] }, null, 2)}\n`,
  );
  write(join(template, 'okstra.yaml'), configuration(agents, ''));
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'first');

  /** A copy in the place of the last one, and no worktree or lease of a run before. */
  const renew = (): void => {
    rmSync(repo, { recursive: true, force: true });
    rmSync(join(home, 'worktrees'), { recursive: true, force: true });
    cpSync(template, repo, { recursive: true, preserveTimestamps: true });
    execFileSync('git', ['status'], { cwd: repo, env, stdio: 'pipe' });
  };
  const assertDone = (): void => {
    const { status } = JSON.parse(readFileSync(join(repo, SPEC, 'metadata.json'), 'utf8')) as { status: string };
    if (status !== 'done') throw new Error(`expected the item to be done, found ${status}`);
    readFileSync(join(repo, SPEC, 'implementation-report.md'));
  };
  return {
    minimal() {
      renew();
      const script = join(import.meta.dirname, 'minimal.mjs');
      const run = time([process.execPath, script, SPEC, join(agents, 'worker'), join(agents, 'verifier'), CHECK], {
        cwd: repo,
        env,
      });
      assertDone();
      return { ...run, journal: '' };
    },
    okstra(program, sandbox) {
      renew();
      if (sandbox === 'full') {
        write(join(repo, 'okstra.yaml'), configuration(agents, ', sandbox: full'));
        execFileSync('git', ['commit', '-qam', 'agents not confined'], { cwd: repo, env, stdio: 'pipe' });
      }
      const run = time([process.execPath, program, 'run', '--exec', '--level', 'light', 'spec-01-greeting'], { cwd: repo, env });
      assertDone();
      const journal = join(repo, '.okstra/tasks/specs/spec-01-greeting/runs/implementation-001/journal.jsonl');
      return { ...run, journal: readFileSync(journal, 'utf8') };
    },
  };
}
