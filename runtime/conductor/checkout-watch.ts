/** Around a dispatch of an executor that nothing confines: did anything change that it does not own? */
import { compareObservations, observeCheckout } from '../git/index.ts';
import type { Seat } from '../model/agents.ts';
import type { RunContext } from './context.ts';

export interface Watch {
  /** One line for each difference; empty when nothing changed. */
  readonly differences: () => Promise<readonly string[]>;
}

/**
 * Nothing is watched for a confined executor (it cannot write elsewhere) or when the user asked not to. What okstra writes itself, for
 * this item or another run's, is left out.
 */
export async function beginWatch(context: RunContext, seat: Seat): Promise<Watch | undefined> {
  if (!context.plan.watchCheckout || seat.confinement.kind !== 'not-confined') return undefined;
  const options = {
    ignorePaths: context.source.writeBackPatterns(),
    ignoreRefs: ['refs/okstra/', `refs/heads/${context.plan.branch}`],
    timeoutMs: 5000,
  };
  const before = await observeCheckout(context.repo, options);
  return {
    differences: async () => {
      const lines = compareObservations(before, await observeCheckout(context.repo, options));
      return lines.length === 0
        ? []
        : [...lines, "a person's edit during the run looks the same (--trust-checkout turns the watch off)"];
    },
  };
}
