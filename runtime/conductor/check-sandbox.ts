/** How checks, set-up commands and reproducers of a run are kept in: tried when the run is planned, and kept to until it ends. */
import type { Receipt } from '../model/evidence.ts';
import type { Notice } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import type { CheckSandbox, CheckSandboxChoice, RunPlan } from '../model/plan.ts';
import { sandboxAvailable } from '../process/index.ts';
import type { Ports } from './ports.ts';

interface Wanted extends Pick<RunPlan, 'checks' | 'setup'> {
  /** Whether the repository's hooks are run. Default false. */
  readonly hooks?: boolean;
}

/** @throws OkstraError `check-sandbox` when a sandbox is required that is not there, or that a check is taken out of */
export function planCheckSandbox(
  choice: CheckSandboxChoice,
  { env }: Pick<Ports, 'env'>,
  { checks, setup, hooks = false }: Wanted,
): { readonly sandbox: CheckSandbox; readonly notices: readonly Notice[] } {
  const outside = checks.filter((check) => check.sandbox === false);
  if (choice === 'required') refuseOutside(outside.map(({ label }) => label));
  const sandbox = choose(choice, env);
  if (sandbox.kind === 'process-group') {
    const fix = choice === 'off' ? {} : { fix: REMEDY };
    const message = `Checks and set-up commands run unsandboxed: ${sandbox.detail}.`;
    const ofHooks = `The repository's hooks run unsandboxed, on code that an agent wrote: ${sandbox.detail}.`;
    return {
      sandbox,
      notices: [
        ...(checks.length + setup.length === 0 ? [] : [{ code: 'checks-unsandboxed', message, ...fix }]),
        ...(hooks ? [{ code: 'hooks-unsandboxed', message: ofHooks, ...fix }] : []),
      ],
    };
  }
  const notices = outside.map(
    ({ label }): Notice => ({
      code: 'checks-unsandboxed',
      message: `The check ${label} runs unsandboxed: sandbox: false is configured.`,
    }),
  );
  return { sandbox, notices };
}

const REMEDY = 'okstra doctor says what is missing; run.checkSandbox: off takes this note away.';

function choose(choice: CheckSandboxChoice, env: Ports['env']): CheckSandbox {
  if (choice === 'off') return { kind: 'process-group', detail: 'run.checkSandbox is off' };
  const own = sandboxAvailable(env);
  if (own.ok) return { kind: 'bwrap', detail: 'bubblewrap: no network unless asked for, writes to the checkout and TMPDIR only' };
  if (choice === 'auto') return { kind: 'process-group', detail: own.reason };
  throw fail('usage', 'check-sandbox', `Expected a sandbox for checks, as run.checkSandbox is required, found: ${own.reason}.`, {
    fix: 'Install bubblewrap and let the system create user namespaces (okstra doctor), or set run.checkSandbox: auto.',
  });
}

function refuseOutside(labels: readonly string[]): void {
  if (labels.length === 0) return;
  throw fail(
    'usage',
    'check-sandbox',
    `Expected every check in the sandbox, as run.checkSandbox is required, found sandbox: false at ${labels.join(', ')}.`,
    { fix: 'Remove sandbox: false there, or set run.checkSandbox: auto.' },
  );
}

/** Plans of earlier versions knew no sandbox for checks. */
export const confinementOf = ({ checkSandbox }: Pick<RunPlan, 'checkSandbox'>): Receipt['confinement'] =>
  checkSandbox?.kind ?? 'process-group';
