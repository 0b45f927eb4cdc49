/** The diff of the last candidate, which every verifier is given: made once. The copy in the run folder is redacted and is no substitute. */
import { diffShown } from '../git/index.ts';
import type { RunContext } from './context.ts';

interface KnownDiff {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

const known = new WeakMap<RunContext, KnownDiff>();

export const rememberDiff = (context: RunContext, diff: KnownDiff): void => void known.set(context, diff);

/** The diff between two trees, cut where it is longer than anybody reads. */
export async function diffBetween(context: RunContext, from: string, to: string): Promise<string> {
  const last = known.get(context);
  return last?.from === from && last.to === to ? last.text : diffShown(context.repo, from, to);
}
