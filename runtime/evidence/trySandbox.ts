/** A check of okstra's own, run as any check is: whether the sandbox keeps in what it says it does, on this machine and for this user. */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { OkstraError } from '../model/failure.ts';
import type { Environment } from '../process/environment.ts';
import { makeRedactor } from '../redaction/index.ts';
import { runCheck } from './checks.ts';

export type SandboxTrial =
  /** Wall clock of the trial as a whole. */
  { readonly ok: true; readonly durationMs: number } | { readonly ok: false; readonly reason: string };

/** Prints what should not have been possible. What it leaves behind outside is looked for from outside: /tmp is a private one inside. */
const SCRIPT = `
echo a > made || echo 'it cannot write to its checkout'
echo a > "$TMPDIR/made" || echo 'it cannot write to TMPDIR'
( : > "$TRIAL_HOME_FILE" )
( : > "$TRIAL_OUTSIDE_FILE" )
test "$(grep -c : /proc/net/dev)" -gt 1 && echo 'it has a network'
test "$(readlink "/proc/$TRIAL_PID/exe")" = "$TRIAL_EXE" && echo 'it sees processes outside'
exit 0
`;

export async function trySandbox(env: Environment): Promise<SandboxTrial> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-trial-')));
  const from = performance.now();
  try {
    const checkout = join(root, 'checkout');
    mkdirSync(checkout);
    const files = { home: join(env['HOME'] ?? homedir(), `.okstra-trial-${process.pid}`), outside: join(root, 'outside') };
    const receipt = await runCheck({
      spec: {
        id: 'trial',
        label: 'trial of the sandbox',
        category: 'item',
        cmd: SCRIPT,
        cwd: '.',
        env: {
          TRIAL_HOME_FILE: files.home,
          TRIAL_OUTSIDE_FILE: files.outside,
          TRIAL_PID: String(process.pid),
          TRIAL_EXE: process.execPath,
        },
        network: false,
        timeoutMs: 10_000,
      },
      checkout,
      on: 'candidate',
      attempt: 0,
      commit: '',
      tree: '',
      runId: `trial-${process.pid}`,
      redactor: makeRedactor([]),
      sandbox: 'bwrap',
      tmpDir: join(root, 'tmp'),
      env,
      logPath: join(root, 'log'),
    });
    if (receipt.status !== 'passed') return { ok: false, reason: receipt.note ?? receipt.tail };
    const said = receipt.tail.split('\n').filter((line) => line.startsWith('it '));
    const written = [files.home, files.outside].filter((file) => existsSync(file));
    rmSync(files.home, { force: true });
    const broken = [...said, ...written.map((file) => `it can write to ${file}`)];
    if (broken.length > 0) return { ok: false, reason: `bwrap does not keep a check in: ${broken.join(', ')}` };
    return { ok: true, durationMs: Math.round(performance.now() - from) };
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    return { ok: false, reason: error.failure.message };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
