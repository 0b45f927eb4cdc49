/** Running a command and keeping what was seen of it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import type { CheckSpec, Receipt } from '../model/evidence.ts';
import { fail } from '../model/failure.ts';
import { checkEnv, type Environment } from '../process/environment.ts';
import { findProgram } from '../process/lookup.ts';
import { type Ended, supervise } from '../process/supervise.ts';
import type { Redactor } from '../redaction/index.ts';
import { openCheckLog, tailOf } from './checkLog.ts';
import { confine } from './confine.ts';
import { parseCounts } from './counts.ts';
import { readJunitFiles } from './junitFiles.ts';
import { sandboxHint } from './sandboxSigns.ts';

export interface CheckContext {
  /** Absolute folder of the checkout; the command may write to it. */
  readonly checkout: string;
  readonly on: Receipt['on'];
  /** 0 on the baseline. */
  readonly attempt: number;
  readonly commit: string;
  readonly tree: string;
  readonly runId: string;
  readonly redactor: Redactor;
  readonly sandbox: Receipt['confinement'];
  /** Absolute folder for the command's TMPDIR; made when missing. The caller removes it. */
  readonly tmpDir: string;
  /** Absolute folder for caches of tools that cannot do without one, shared by the checks of a run; made when missing. The caller removes it. */
  readonly cacheDir?: string;
  /** Ends the command; the promise then rejects with an OkstraError `check-cancelled`. */
  readonly signal?: AbortSignal;
  /** okstra's environment; default `process.env`. Secret-looking variables are taken out here. */
  readonly env?: Environment;
  /** Paths below /tmp that the command must see besides the checkout. */
  readonly readable?: readonly string[];
}

export interface CheckRun extends CheckContext {
  readonly spec: CheckSpec;
  /** Absolute path for the full log. */
  readonly logPath: string;
}

/** A receipt and the facts of the log that was written, from which the caller makes `log`. */
export interface CheckResult extends Omit<Receipt, 'log'> {
  readonly logSha256: string;
  readonly logBytes: number;
}

/** A command that prints more than this is stopped. */
const OUTPUT_BYTES = 512 * 1024 * 1024;

/**
 * Runs `sh -c <cmd>` in the checkout, without secret-looking variables. A command that fails, or whose folder is missing in this tree, is a
 * receipt, never an error. Behind the sandbox the home folder is read-only and logins are hidden.
 */
export const runCheck = (run: CheckRun): Promise<CheckResult> => runCommand({ ...run, category: run.spec.category });

/** The receipt of a check that was not run; `note` says why. */
export function skippedReceipt(
  spec: CheckSpec,
  context: Pick<CheckContext, 'on' | 'attempt' | 'commit' | 'tree' | 'sandbox'>,
  note: string,
): Receipt {
  return {
    ...facts({ ...context, spec, category: spec.category }),
    status: 'skipped',
    exitCode: null,
    durationMs: 0,
    tail: '',
    note,
  };
}

export async function runCommand(run: CheckRun & { readonly category: Receipt['category'] }): Promise<CheckResult> {
  const { spec, signal } = run;
  const log = openCheckLog(run.redactor);
  const place = folderOf(run.checkout, spec.cwd);
  if (!place.ok) {
    log.add(`okstra: ${place.note}\n`);
    const written = log.write(run.logPath);
    const end = { status: 'failed' as const, exitCode: null, durationMs: 0, tail: tailOf(written.text), note: place.note };
    return { ...facts(run), ...end, logSha256: written.sha256, logBytes: written.bytes };
  }
  if (signal?.aborted === true) throw cancelled(spec);

  mkdirSync(run.tmpDir, { recursive: true });
  const confinement = confinementOf(run);
  const { wrap, extra } = wrapping(run, confinement);
  const since = Date.now();
  const running = supervise({
    argv: ['sh', '-c', spec.cmd],
    cwd: place.path,
    env: checkEnv(run.env ?? process.env, { TMPDIR: realpathSync(run.tmpDir), ...extra, ...spec.env }),
    stdin: '',
    stderr: 'with-stdout',
    onText: (text, _from, waiting) => log.add(text, waiting),
    limits: { wallMs: spec.timeoutMs, outputBytes: OUTPUT_BYTES },
    marker: { runId: run.runId },
    namespace: 'none',
    wrap,
  });
  const abort = (): void => void running.stop('cancelled');
  signal?.addEventListener('abort', abort);
  const end = await running.exited.finally(() => signal?.removeEventListener('abort', abort));
  if (end.stopped === 'cancelled') throw cancelled(spec);

  const asked = spec.junit === undefined ? undefined : { folder: place.path, pattern: spec.junit, since };
  const xml = asked === undefined ? undefined : readJunitFiles({ checkout: realpathSync(run.checkout), ...asked });
  // How it was stopped explains why there is no file.
  const note = noteOf(end, spec) ?? xml?.note;
  if (note !== undefined) log.add(`\nokstra: ${note}\n`);
  const written = log.write(run.logPath);
  if (wrap.length > 0 && end.exitCode !== 0 && written.text.startsWith('bwrap: ')) refuseBroken(wrap, run);
  const status = statusOf(end);
  const hint =
    confinement === 'bwrap' && run.category !== 'setup' && status !== 'passed' ? sandboxHint(written.text, spec) : undefined;
  const counts = xml?.counts ?? parseCounts(written.text);
  return {
    ...facts(run),
    status,
    exitCode: end.stopped === undefined ? end.exitCode : null,
    durationMs: end.durationMs,
    tail: tailOf(written.text),
    ...(counts === undefined ? {} : { counts }),
    ...(note === undefined ? {} : { note }),
    ...(hint === undefined ? {} : { hint }),
    logSha256: written.sha256,
    logBytes: written.bytes,
  };
}

type Facts = 'check' | 'label' | 'category' | 'cmd' | 'cwd' | 'on' | 'attempt' | 'commit' | 'tree' | 'confinement';

function facts(
  run: Pick<CheckRun, 'spec' | 'on' | 'attempt' | 'commit' | 'tree' | 'sandbox'> & { readonly category: Receipt['category'] },
): Pick<Receipt, Facts> {
  const { spec, category, on, attempt, commit, tree } = run;
  return {
    check: spec.id,
    label: spec.label,
    category,
    cmd: spec.cmd,
    cwd: spec.cwd,
    on,
    attempt,
    commit,
    tree,
    confinement: confinementOf(run),
  };
}

/** A check that was taken out of the sandbox by the user's word is run as it would be without one. */
const confinementOf = ({ sandbox, spec }: Pick<CheckRun, 'sandbox' | 'spec'>): Receipt['confinement'] =>
  spec.sandbox === false ? 'process-group' : sandbox;

function wrapping(
  run: CheckRun & { readonly category: Receipt['category'] },
  confinement: Receipt['confinement'],
): { readonly wrap: readonly string[]; readonly extra: Environment } {
  if (confinement === 'process-group') return { wrap: [], extra: {} };
  const env = run.env ?? process.env;
  const bwrap = findProgram('bwrap', env);
  if (bwrap === undefined) {
    throw fail(
      'system',
      'sandbox-missing',
      'Expected bwrap (bubblewrap) on the PATH, because this run confines its checks; found none.',
      {
        fix: 'Install bubblewrap again, or start a new run.',
      },
    );
  }
  const { checkout, tmpDir, cacheDir, readable = [] } = run;
  const { argv, env: extra } = confine({
    bwrap,
    purpose: run.category === 'setup' ? 'setup' : 'check',
    checkout: realpathSync(checkout),
    tmpDir,
    ...(cacheDir === undefined ? {} : { cacheDir }),
    network: run.spec.network,
    env,
    readable,
  });
  return { wrap: argv, extra };
}

/** A sandbox that can no longer be made is a fault of the machine, never a check that failed. */
function refuseBroken([program = '', ...args]: readonly string[], { checkout, env = process.env }: CheckRun): void {
  const trial = spawnSync(program, [...args, 'true'], { cwd: checkout, env: { ...env }, encoding: 'utf8', timeout: 5000 });
  if (trial.status === 0) return;
  throw fail(
    'system',
    'sandbox-gone',
    `Expected the sandbox that this run confines its checks with, found: ${trial.stderr.trim()}.`,
    {
      fix: 'Make bubblewrap work again (okstra doctor), or start anew with `okstra run --fresh`, which plans without it.',
    },
  );
}

/** The folder to run in. An agent may have put a symbolic link there that leads out of the checkout. */
function folderOf(
  checkout: string,
  cwd: string,
): { readonly ok: true; readonly path: string } | { readonly ok: false; readonly note: string } {
  const path = resolve(checkout, cwd);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    return { ok: false, note: `there is no folder ${cwd} in this tree` };
  const inside = relative(realpathSync(checkout), realpathSync(path));
  if (isAbsolute(cwd) || inside === '..' || inside.startsWith('../'))
    return { ok: false, note: `the folder ${cwd} leads out of the checkout` };
  return { ok: true, path: realpathSync(path) };
}

function statusOf(end: Ended): Receipt['status'] {
  if (end.stopped === 'wall-clock') return 'timed-out';
  return end.stopped === undefined && end.exitCode === 0 ? 'passed' : 'failed';
}

function noteOf(end: Ended, spec: CheckSpec): string | undefined {
  if (end.stopped === 'wall-clock') return `stopped after ${spec.timeoutMs / 1000} s`;
  if (end.stopped === 'output-cap') return `stopped after ${OUTPUT_BYTES / 1024 / 1024} MB of output`;
  return end.signal === null ? undefined : `ended by signal ${end.signal}`;
}

const cancelled = (spec: CheckSpec) =>
  fail('interrupted', 'check-cancelled', `The check ${spec.label} (${spec.cmd}) was stopped.`);
