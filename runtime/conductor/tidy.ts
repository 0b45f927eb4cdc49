/** Laying out and removing beside the steps of a run. */
import type { RunContext } from './context.ts';

const underWay = new WeakMap<RunContext, Promise<unknown>[]>();

/** What could not be removed is tried once more, with the rest of the scratch folder, when the run ends; that failure is told. */
export const removeMeanwhile = (context: RunContext, removal: Promise<void>): void => awaitBeforeEnd(context, removal);

/** The run does not end before this has settled, one way or the other. */
export function awaitBeforeEnd(context: RunContext, work: Promise<unknown>): void {
  const all = underWay.get(context) ?? [];
  all.push(work.catch(() => undefined));
  underWay.set(context, all);
}

/** Settles once all of that has. */
export const tidied = async (context: RunContext): Promise<void> => void (await Promise.all(underWay.get(context) ?? []));
