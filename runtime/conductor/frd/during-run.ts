/** The claims of a run from its beginning to its end. */
import type { RunPlan } from '../../model/plan.ts';
import type { RunHooks } from '../api.ts';
import type { RunContext } from '../context.ts';
import type { Session } from '../session.ts';
import type { ClaimsEnd, HeldBundle, KeptBundle } from './held.ts';
import { keepBundle } from './held.ts';

export function keepClaims(
  run: {
    readonly session: Session;
    readonly plan: RunPlan;
    readonly held?: HeldBundle;
    readonly hooks: RunHooks;
  },
  onLost: (why: string) => void,
): KeptBundle | undefined {
  const { session, held, hooks } = run;
  if (held === undefined) return undefined;
  return keepBundle({
    ...held,
    mergeLeaseMs: session.config.settings.frd.mergeLeaseMs,
    onLost: (why) => onLost(`claims lost: ${why}`),
    onNotice: (notice) => hooks.onProgress({ type: 'notice', notice }),
  });
}

/** Work that is accepted waits for its merge; what goes on by itself or by a person's word keeps its claims; everything else gives them back. */
export function claimsEnd({ state }: Pick<RunContext, 'state'>): ClaimsEnd {
  const { finished, failure, prepared } = state();
  if (finished?.outcome === 'accepted') return { kind: 'merge', branch: prepared?.branch ?? '' };
  if (finished?.outcome === 'waiting-quota') return { kind: 'later' };
  return { kind: failure?.code === 'verification-open' ? 'person' : 'release' };
}
