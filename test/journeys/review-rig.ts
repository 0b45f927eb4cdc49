/** A project with a default branch, checks and scripted verifiers, and what a review says of it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CliEnd } from './rig.ts';
import { Rig } from './rig.ts';

export const PASS = "answer({ verdict: 'pass', criteria: met('SPEC') });";
export const CHECK = "checks: { test: [{ label: unit, cmd: 'node --test' }] }\n";

/** A test file whose test wants `sum` of adding 1 and 2. */
export const testOf = (sum: number): string =>
  `import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { add } from '../src/add.mjs';\ntest('adds', () => {\n  assert.equal(add(1, 2), ${sum});\n});\n`;

type Files = Readonly<Record<string, string>>;

export class ReviewRig extends Rig {
  /** `main` with one source file, ignored.txt ignored, and these verifiers. */
  project(agents: Files = { a: PASS, b: PASS }, { config = '', files = {} }: { config?: string; files?: Files } = {}): void {
    this.write('src/add.mjs', 'export const add = (a, b) => a + b;\n');
    this.write('.gitignore', 'ignored.txt\n');
    for (const [path, content] of Object.entries(files)) this.write(path, content);
    this.commit('feat: adding');
    this.configure(Object.keys(agents), `roles: { verifiers: [${Object.keys(agents).join(', ')}] }\n${config}`);
    for (const [name, script] of Object.entries(agents)) this.agent(name, script);
  }

  /** A branch with a commit for each change; checked out afterwards. */
  branch(name: string, ...changes: readonly (readonly [message: string, files: Files])[]): void {
    this.git('switch', '-qc', name);
    for (const [message, files] of changes) {
      for (const [path, content] of Object.entries(files)) this.write(path, content);
      this.commit(message);
    }
  }

  review(...args: readonly string[]): Promise<CliEnd> {
    return this.cli(['review', '--json', ...args]);
  }

  /** Everything of the user's that a review could touch. */
  traces(): Readonly<Record<string, string>> {
    const bytes = (path: string): string =>
      createHash('sha256')
        .update(readFileSync(join(this.repo, path)))
        .digest('hex');
    return {
      status: this.git('status', '--porcelain=v2', '--branch', '--untracked-files=all', '-z'),
      staged: this.git('diff', '--cached', '--binary'),
      unstaged: this.git('diff', '--binary'),
      index: bytes('.git/index'),
      stash: this.git('stash', 'list'),
      refs: this.git('for-each-ref'),
      head: this.git('rev-parse', '--symbolic-full-name', 'HEAD'),
      worktrees: this.git('worktree', 'list', '--porcelain'),
      config: bytes('.git/config'),
    };
  }
}

// oxlint-disable-next-line typescript/no-explicit-any -- a document whose shape each test asserts
export const reportOf = (end: Pick<CliEnd, 'json'>): any => JSON.parse(readFileSync(end.json.report.data, 'utf8'));

export const changedIn = (end: Pick<CliEnd, 'json'>): readonly string[] =>
  reportOf(end).diff.files.map(({ path }: { path: string }) => path);

export const promptOf = (end: Pick<CliEnd, 'json'>, dispatch = 'verifier-1'): string =>
  readFileSync(join(end.json.run.dir, `prompts/${dispatch}.md`), 'utf8');
