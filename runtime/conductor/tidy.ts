/** Removing beside the steps of a run. */
import type { RunContext } from './context.ts';

const underWay = new WeakMap<RunContext, Promise<unknown>[]>();

/** What could not be removed is tried once more, with the rest of the scratch folder, when the run ends; that failure is told. */
export function removeMeanwhile(context: RunContext, removal: Promise<unknown>): void {
  const all = underWay.get(context) ?? [];
  all.push(removal.catch(() => undefined));
  underWay.set(context, all);
}

/** Settles once all removals have, one way or the other. */
export const tidied = async (context: RunContext): Promise<void> => void (await Promise.all(underWay.get(context) ?? []));
