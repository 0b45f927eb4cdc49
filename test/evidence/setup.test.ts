import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { detectSetup, runSetup, setupNotices } from '../../runtime/evidence/setup.ts';
import { OkstraError } from '../../runtime/model/failure.ts';
import { makeRedactor } from '../../runtime/redaction/redact.ts';
import { folder } from '../process/helpers.ts';

describe('the set-up of a repository', () => {
  test.each([
    ['npm', ['package.json', 'package-lock.json'], ['npm ci']],
    ['pnpm', ['package.json', 'pnpm-lock.yaml'], ['pnpm install --frozen-lockfile']],
    ['yarn 1', ['package.json', 'yarn.lock'], ['yarn install --frozen-lockfile']],
    ['yarn 2 and later', ['package.json', 'yarn.lock', '.yarnrc.yml'], ['yarn install --immutable']],
    ['bun', ['package.json', 'bun.lock'], ['bun install --frozen-lockfile']],
    ['uv', ['pyproject.toml', 'uv.lock'], ['uv sync --frozen']],
    ['poetry', ['pyproject.toml', 'poetry.lock'], ['poetry install --no-interaction']],
    ['two languages', ['uv.lock', 'pyproject.toml', 'package.json', 'package-lock.json'], ['npm ci', 'uv sync --frozen']],
    ['cargo and go', ['Cargo.toml', 'Cargo.lock', 'go.mod', 'go.sum'], ['cargo fetch --locked', 'go mod download']],
    ['a manifest without a lockfile', ['package.json'], []],
    ['a lockfile whose manifest is not tracked', ['package-lock.json', 'uv.lock'], []],
    ['a lockfile deeper down', ['package.json', 'web/package-lock.json'], []],
  ])('with %s', (_, files, expected) => {
    expect(detectSetup(files).map((spec) => spec.cmd)).toEqual(expected);
    expect(setupNotices(files)).toEqual([]);
  });

  test('with two lockfiles of one language takes one and says so', () => {
    const files = ['package.json', 'yarn.lock', 'package-lock.json'];
    expect(detectSetup(files).map((spec) => spec.cmd)).toEqual(['npm ci']);
    const [notice, ...others] = setupNotices(files);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      code: 'several-lockfiles',
      message: expect.stringContaining('package-lock.json is used for the set-up, not yarn.lock'),
    });
  });
});

function rig() {
  const root = realpathSync(folder());
  const checkout = join(root, 'checkout');
  mkdirSync(checkout);
  const logPath = (n: number): string => join(root, 'logs', `setup-${n}.log`);
  const context = { checkout, on: 'baseline', attempt: 0, commit: 'c', tree: 't', runId: 'run-setup', logPath } as const;
  const means = { redactor: makeRedactor([]), sandbox: 'process-group', tmpDir: join(root, 'tmp') } as const;
  const run = (commands: readonly string[]) =>
    runSetup({ specs: commands.map((cmd) => ({ cmd, timeoutMs: 5000 })), ...context, ...means });
  return { checkout, run, logPath };
}

describe('running it', () => {
  test('leaves a receipt and a log for each command, in order', async () => {
    const { checkout, run, logPath } = rig();
    const receipts = await run(['echo one > a', 'cat a']);
    expect(receipts.map((each) => [each.check, each.category, each.cmd, each.status, each.tail])).toEqual([
      ['setup-1', 'setup', 'echo one > a', 'passed', ''],
      ['setup-2', 'setup', 'cat a', 'passed', 'one'],
    ]);
    expect(readFileSync(logPath(2), 'utf8')).toBe('one\n');
    expect(existsSync(join(checkout, 'a'))).toBe(true);
  });

  test('stops at the first command that fails, with its output and the receipts so far', async () => {
    const { checkout, run, logPath } = rig();
    const error: unknown = await run(['true', 'echo no such package; exit 5', 'touch later']).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OkstraError);
    const { failure } = error as OkstraError;
    expect(failure).toMatchObject({
      category: 'system',
      code: 'setup-failed',
      place: { file: logPath(2) },
      fix: expect.stringContaining('worktree.setup'),
    });
    expect(failure.message).toContain('ended with exit code 5:\nno such package');
    expect(failure.details?.['receipts']).toHaveLength(2);
    expect(existsSync(join(checkout, 'later'))).toBe(false);
  });
});
