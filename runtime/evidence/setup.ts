/** Making a fresh checkout usable before checks run in it. */
import { fail, type Notice } from '../model/failure.ts';
import type { SetupSpec } from '../model/plan.ts';
import { type CheckContext, type CheckResult, runCommand } from './checks.ts';
import { sandboxSign } from './sandboxSigns.ts';

const TIMEOUT_MS = 10 * 60_000;

interface InstallRule {
  readonly lockfile: string;
  readonly manifest: string;
  readonly kind: 'javascript' | 'python' | 'rust' | 'go';
  command(tracked: ReadonlySet<string>): string;
}

/** Frozen installs, and for tools that fetch at the first build the fetching: checks have no network. */
const RULES: readonly InstallRule[] = [
  { lockfile: 'package-lock.json', manifest: 'package.json', kind: 'javascript', command: () => 'npm ci' },
  { lockfile: 'npm-shrinkwrap.json', manifest: 'package.json', kind: 'javascript', command: () => 'npm ci' },
  { lockfile: 'pnpm-lock.yaml', manifest: 'package.json', kind: 'javascript', command: () => 'pnpm install --frozen-lockfile' },
  {
    lockfile: 'yarn.lock',
    manifest: 'package.json',
    kind: 'javascript',
    // Only yarn 2 and later have this file, and they call the flag differently.
    command: (tracked) => (tracked.has('.yarnrc.yml') ? 'yarn install --immutable' : 'yarn install --frozen-lockfile'),
  },
  { lockfile: 'bun.lock', manifest: 'package.json', kind: 'javascript', command: () => 'bun install --frozen-lockfile' },
  { lockfile: 'bun.lockb', manifest: 'package.json', kind: 'javascript', command: () => 'bun install --frozen-lockfile' },
  { lockfile: 'uv.lock', manifest: 'pyproject.toml', kind: 'python', command: () => 'uv sync --frozen' },
  { lockfile: 'poetry.lock', manifest: 'pyproject.toml', kind: 'python', command: () => 'poetry install --no-interaction' },
  { lockfile: 'Cargo.lock', manifest: 'Cargo.toml', kind: 'rust', command: () => 'cargo fetch --locked' },
  { lockfile: 'go.sum', manifest: 'go.mod', kind: 'go', command: () => 'go mod download' },
];

/**
 * The frozen install for the lockfiles at the top of the repository, one for each language.
 * @param files tracked paths, relative to the top
 */
export function detectSetup(files: readonly string[]): SetupSpec[] {
  const found = new Map<string, string>();
  const tracked = new Set(files);
  for (const rule of applicable(tracked)) if (!found.has(rule.kind)) found.set(rule.kind, rule.command(tracked));
  return [...found.values()].map((cmd) => ({ cmd, timeoutMs: TIMEOUT_MS }));
}

/** Says which lockfile `detectSetup` chose where there are several for one language. */
export function setupNotices(files: readonly string[]): Notice[] {
  const all = applicable(new Set(files));
  return [...new Set(all.map((rule) => rule.kind))].flatMap((kind) => {
    const [used, ...others] = all.filter((rule) => rule.kind === kind).map((rule) => rule.lockfile);
    if (used === undefined || others.length === 0) return [];
    return {
      code: 'several-lockfiles',
      message: `Several ${kind} lockfiles are tracked; ${used} is used for the set-up, not ${others.join(', ')}.`,
      fix: 'Set worktree.setup in okstra.yaml, or remove the lockfile that is not used.',
    };
  });
}

const applicable = (tracked: ReadonlySet<string>): InstallRule[] =>
  RULES.filter((rule) => tracked.has(rule.lockfile) && tracked.has(rule.manifest));

export interface SetupRun extends CheckContext {
  readonly specs: readonly SetupSpec[];
  /** Absolute path of the log of the n-th command, counted from 1. */
  readonly logPath: (n: number) => string;
}

/** Git's own work on the repository's git folder, which the sandbox makes read-only, and which runs nothing that the checkout holds. */
const GIT_ALONE = /^git\s+(?:submodule|lfs)\s[\w\s./=:@-]*$/;

/**
 * Runs the commands in order, with network, confined like checks but with their tools' caches writable; `git submodule` and `git lfs` by
 * themselves are not confined. The first one that does not end with 0 throws an OkstraError
 * `setup-failed`, whose `details.receipts` are the results up to and with it.
 */
export async function runSetup(run: SetupRun): Promise<CheckResult[]> {
  const { specs, logPath, ...context } = run;
  const receipts: CheckResult[] = [];
  for (const [index, { cmd, timeoutMs }] of specs.entries()) {
    const n = index + 1;
    const spec = {
      id: `setup-${n}`,
      label: `set-up ${n}`,
      category: 'item',
      cmd,
      cwd: '.',
      env: {},
      network: true,
      ...(GIT_ALONE.test(cmd.trim()) ? { sandbox: false as const } : {}),
      timeoutMs,
    } as const;
    const receipt = await runCommand({ ...context, spec, category: 'setup', logPath: logPath(n) });
    receipts.push(receipt);
    if (receipt.status !== 'passed') throw failed(receipt, logPath(n), receipts);
  }
  return receipts;
}

function failed(receipt: CheckResult, log: string, receipts: readonly CheckResult[]) {
  const how = receipt.exitCode === null ? (receipt.note ?? 'did not end by itself') : `ended with exit code ${receipt.exitCode}`;
  const message = `Expected the set-up command \`${receipt.cmd}\` to end with exit code 0, but it ${how}:\n${receipt.tail}`;
  const sign = receipt.confinement === 'bwrap' ? sandboxSign(receipt.tail) : undefined;
  const fix =
    sign?.kind === 'files' || sign?.kind === 'daemon'
      ? 'Set-up runs in a sandbox and writes to the checkout, TMPDIR and the caches of its tools only; --check-sandbox off runs it outside.'
      : 'Run the command in a fresh clone, or set worktree.setup in okstra.yaml (set-up runs without secret variables and logins).';
  return fail('system', 'setup-failed', message, {
    fix,
    place: { file: log },
    details: { receipts },
  });
}
