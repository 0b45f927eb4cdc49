/** A repository with spec folders, scripted agents and the built okstra: what a journey needs. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtProgram } from '../support/program.ts';

export interface CliEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- documents of many shapes; each test asserts the one it expects
  readonly json: any;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Script started in place of okstra's own. */
  readonly program?: string;
}

export interface RunningCli {
  readonly pid: number;
  readonly ended: Promise<CliEnd>;
  kill(signal: NodeJS.Signals): void;
}

export class Rig {
  readonly root: string;
  readonly repo: string;
  readonly home: string;
  readonly env: Record<string, string | undefined>;

  constructor() {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-journey-')));
    this.repo = join(this.root, 'repo');
    this.home = join(this.root, 'okstra-home');
    this.env = {
      ...process.env,
      OKSTRA_HOME: this.home,
      PATH: `${join(this.root, 'bin')}:${process.env['PATH']}`,
      CI: undefined,
    };
    mkdirSync(join(this.root, 'bin'));
    mkdirSync(this.repo);
    this.git('init', '-q');
    this.write('README.md', '# sample\n');
    this.commit('first');
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.repo, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  write(path: string, content: string): void {
    const file = join(this.repo, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  read(path: string): string {
    return readFileSync(join(this.repo, path), 'utf8');
  }

  exists(path: string): boolean {
    return existsSync(join(this.repo, path));
  }

  commit(message: string): void {
    this.git('add', '-A');
    this.git('commit', '-qm', message);
  }

  /** A spec folder, committed. */
  spec(id: string, options: { name?: string; body?: string; checklist?: string; metadata?: Record<string, unknown> } = {}): void {
    const { name = 'Example', body = `# ${name}\n\nSay hello in hello.txt.\n`, checklist, metadata = {} } = options;
    this.write(`specs/${id}/SPEC.md`, body);
    this.write(
      `specs/${id}/metadata.json`,
      `${JSON.stringify({ id, name, status: 'todo', dependsOn: [], acceptanceCommands: [], ...metadata }, null, 2)}\n`,
    );
    if (checklist !== undefined) this.write(`specs/${id}/acceptance-checklist.md`, checklist);
    this.commit(`spec ${id}`);
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  metadata(id: string): any {
    return JSON.parse(this.read(`specs/${id}/metadata.json`));
  }

  /** An executable in the folder that stands first on the PATH. */
  program(name: string, text: string): string {
    const file = join(this.root, 'bin', name);
    writeFileSync(file, text);
    chmodSync(file, 0o755);
    return file;
  }

  /**
   * A scripted agent for the `command` driver: JavaScript run with `role`, `attempt`, `tree`, `prompt`, `count` (its own calls so far, this one
   * included), `fs`, `answer(value)`. Calls are counted in a file of its own, not by okstra.
   */
  agent(name: string, script: string): string {
    const calls = join(this.root, `${name}.calls`);
    writeFileSync(calls, '');
    return this.program(
      name,
      `#!${process.execPath}
const fs = require('node:fs');
const role = process.env.OKSTRA_ROLE, attempt = Number(process.env.OKSTRA_ATTEMPT), tree = process.env.OKSTRA_TREE;
fs.appendFileSync(${JSON.stringify(calls)}, role + ' ' + attempt + '\\n');
const count = fs.readFileSync(${JSON.stringify(calls)}, 'utf8').trim().split('\\n').length;
const prompt = fs.readFileSync(0, 'utf8');
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const answer = (value) => console.log(JSON.stringify({ tree, findings: [], ...value }));
const met = (...ids) => ids.map((id) => ({ id, status: 'met', evidence: 'seen' }));
${script}
`,
    );
  }

  /** Calls of a scripted agent: `executor 1`, `verifier 1`… */
  calls(name: string): readonly string[] {
    return readFileSync(join(this.root, `${name}.calls`), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  }

  /** okstra.yaml with the named scripted agents, each a vendor of its own, unconfined so that they can count their calls. */
  configure(agents: readonly string[], extra = ''): void {
    const entries = agents.map(
      (name) =>
        `  ${name}: { driver: command, vendor: ${name}-corp, command: [${JSON.stringify(join(this.root, 'bin', name))}], sandbox: full }`,
    );
    this.write('okstra.yaml', `project: sample\nagents:\n${entries.join('\n')}\n${extra}`);
    this.commit('configuration');
  }

  start(args: readonly string[], options: CliOptions = {}): RunningCli {
    const child = spawn(process.execPath, [options.program ?? process.env['TEST_PROGRAM'] ?? builtProgram(), ...args], {
      cwd: options.cwd ?? this.repo,
      env: { ...this.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    const ended = new Promise<CliEnd>((resolve) => {
      child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr, json: parsed(stdout) }));
    });
    return { pid: child.pid ?? 0, ended, kill: (signal) => void child.kill(signal) };
  }

  cli(args: readonly string[], options: CliOptions = {}): Promise<CliEnd> {
    return this.start(args, options).ended;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The `codex` of a smoke test: echoes for the executor, answers ok in the two-line form when it is asked read-only. */
export const stubCodex = (verdict: string): string => `#!/bin/sh
case "$*" in
  *--version*) echo "codex-cli 0.169.0"; exit 0;;
  *read-only*) cat > /dev/null; printf '%s\\n' ${verdict};;
  *) cat;;
esac
`;
