/** Removing what was laid out for one step, while the run goes on. */
import type { RunContext } from './context.ts';

const underWay = new WeakMap<RunContext, Promise<unknown>[]>();

/** What could not be removed is tried once more, with the rest of the scratch folder, when the run ends; that failure is told. */
export function removeMeanwhile(context: RunContext, removal: Promise<void>): void {
  const removals = underWay.get(context) ?? [];
  removals.push(removal.catch(() => undefined));
  underWay.set(context, removals);
}

/** Settles once nothing is being removed any more. */
export const tidied = async (context: RunContext): Promise<void> => void (await Promise.all(underWay.get(context) ?? []));
