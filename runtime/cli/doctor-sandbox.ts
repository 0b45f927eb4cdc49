/** The row of `okstra doctor` about the sandbox around checks: a check is really run in it. */
import type { EffectiveConfig } from '../config/index.ts';
import { trySandbox } from '../evidence/index.ts';
import { sandboxAvailable } from '../process/index.ts';
import type { CliContext } from './context.ts';
import type { DoctorRow } from './doctor-rows.ts';

const NAME = 'sandbox for checks';

export async function checkSandboxRow(
  env: CliContext['env'],
  { settings }: Pick<EffectiveConfig, 'settings'>,
): Promise<DoctorRow> {
  const { checkSandbox } = settings.run;
  if (checkSandbox === 'off')
    return {
      name: NAME,
      status: 'warn',
      detail: 'switched off: checks and set-up commands run unsandboxed, and the report says so',
      fix: 'okstra config set run.checkSandbox auto',
    };
  const own = sandboxAvailable(env);
  const trial = own.ok ? await trySandbox(env) : own;
  if (trial.ok) {
    const detail = `a check was run in it in ${trial.durationMs} ms: no network, writes to its checkout and TMPDIR only`;
    return { name: NAME, status: 'ok', detail };
  }
  const required = checkSandbox === 'required';
  return {
    name: NAME,
    status: required ? 'fail' : 'warn',
    detail: `${trial.reason}; ${required ? 'run.checkSandbox is required' : 'checks and set-up commands run unsandboxed, and the report says so'}`,
    fix: remedy(trial.reason, required),
  };
}

function remedy(reason: string, required: boolean): string {
  const otherwise = required ? '; or set run.checkSandbox: auto' : '';
  if (process.platform !== 'linux') return `Run okstra in a container or a virtual machine with Linux${otherwise}.`;
  if (/not found/.test(reason)) return `Install bubblewrap: apt install bubblewrap, dnf install bubblewrap${otherwise}.`;
  return `Let the system create user namespaces: sysctl kernel.unprivileged_userns_clone=1, on Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0; in a container allow them${otherwise}.`;
}
