/** The real hosts with homes of their own, okstra on their PATH and installed in them, and the sample project with recorded agents. */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { builtProgram, repository } from '../support/program.ts';
import { realAgent } from './dispatch.ts';

export interface Said {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class HostRig {
  /** Outside the temporary folder: codex keeps its helpers out of it. */
  readonly root: string = realpathSync(mkdtempSync(join(cacheFolder(), 'host-')));
  readonly repo: string = join(this.root, 'sample-shop');
  readonly home: string = join(this.root, 'home');
  readonly env: Record<string, string | undefined>;

  constructor() {
    for (const folder of ['home', 'bin', 'tmp', 'claude', 'codex']) mkdirSync(join(this.root, folder));
    const sample = join(repository, 'templates/demo');
    cpSync(join(sample, 'project'), this.repo, { recursive: true });
    cpSync(join(sample, 'recording'), join(this.root, 'recording'), { recursive: true });
    writeFileSync(join(this.root, 'bin/okstra'), `#!/bin/sh\nexec '${process.execPath}' '${builtProgram()}' "$@"\n`);
    chmodSync(join(this.root, 'bin/okstra'), 0o755);
    for (const name of ['claude', 'codex', 'gemini']) symlinkSync(realAgent(name), join(this.root, 'bin', name));
    // codex runs commands in a login shell, which sets the PATH anew.
    writeFileSync(join(this.home, '.bash_profile'), `export PATH='${join(this.root, 'bin')}':"$PATH"\n`);
    this.env = {
      ...process.env,
      HOME: this.home,
      CLAUDE_CONFIG_DIR: join(this.root, 'claude'),
      CODEX_HOME: join(this.root, 'codex'),
      GEMINI_CLI_HOME: this.home,
      OKSTRA_HOME: join(this.root, 'okstra-home'),
      TMPDIR: join(this.root, 'tmp'),
      PATH: `${join(this.root, 'bin')}:${process.env['PATH']}`,
      CI: undefined,
      DISABLE_AUTOUPDATER: '1',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DO_NOT_TRACK: '1',
      // gemini trusts every folder when it finds itself in a test of this kind.
      VITEST: '',
    };
  }

  async begin(): Promise<void> {
    await this.run('git', ['init', '-q', '--initial-branch=main']);
    // Hosts hand on few variables: who commits stands in the repository.
    await this.run('git', ['config', 'user.name', 'Sample Person']);
    await this.run('git', ['config', 'user.email', 'sample.person@example.com']);
    await this.run('git', ['add', '-A']);
    await this.run('git', ['commit', '-qm', 'feat: a shop']);
  }

  run(program: string, args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Promise<Said> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, { cwd: this.repo, env: { ...this.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (text) => (stdout += text));
      child.stderr.on('data', (text) => (stderr += text));
      child.once('error', reject);
      child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
    });
  }

  okstra(...args: readonly string[]): Promise<Said> {
    return this.run('okstra', args);
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

function cacheFolder(): string {
  const folder = join(process.env['OKSTRA_AGENTS_DIR'] ?? join(homedir(), '.cache', 'okstra-agents'), 'work');
  mkdirSync(folder, { recursive: true });
  return folder;
}
