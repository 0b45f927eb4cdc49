/** Around a dispatch of an executor that nothing confines: did anything change that it does not own? */
import { driverFor } from '../drivers/index.ts';
import type { Observation } from '../git/index.ts';
import { compareObservations, observeCheckout, readLeases, readRefs } from '../git/index.ts';
import type { Seat } from '../model/agents.ts';
import { compactId } from '../sources/frd/branch.ts';
import { CLAIM_REFS } from '../sources/frd/claims/payload.ts';
import { OWN_BRANCHES } from './ahead.ts';
import type { RunContext } from './context.ts';
import { plannedWork } from './workplace.ts';

export interface Watch {
  /** One line for each difference; empty when nothing changed. */
  readonly differences: () => Promise<readonly string[]>;
}

/**
 * Nothing is watched for a confined executor (it cannot write elsewhere) or when the user asked not to. What okstra writes itself, for
 * this item or another run's, is left out.
 */
export async function beginWatch(context: RunContext, seat: Seat): Promise<Watch | undefined> {
  const { watchCheckout, branch } = plannedWork(context);
  if (!watchCheckout || isHeld(seat)) return undefined;
  const options = {
    ignorePaths: context.source.writeBackPatterns(),
    // Claims of feature documents are made, renewed and given back at the remote while agents work.
    ignoreRefs: ['refs/okstra/', `${CLAIM_REFS}/`, `refs/heads/${branch}`],
    timeoutMs: 5000,
  };
  const [before, held] = await Promise.all([observeCheckout(context.repo, options), readLeases(context.repo)]);
  return {
    differences: async () => {
      const [after, heldNow] = await Promise.all([observeCheckout(context.repo, options), readLeases(context.repo)]);
      const items = [...held, ...heldNow];
      const names = new Set(items.flatMap(({ group, id }) => [`${BRANCHES}${id}`, `${BRANCHES}${group}/${id}`]));
      const bundles = items.flatMap(({ id }) => bundleStart(id) ?? []);
      const others = (name: string): boolean =>
        names.has(name) || bundles.some((start) => name === start || name.startsWith(`${start}-`));
      const lines = compareObservations(before, await withoutOtherRuns(context, { before, after, others }));
      const hint = "a person's edit during the run looks the same; --trust-checkout turns the watch off";
      return lines.map((line, index) => (index === lines.length - 1 ? `${line} (${hint})` : line));
    },
  };
}

/** Tools that are only withheld are a CLI's word; a sandbox is the system's, and tools that okstra does itself are its own. */
function isHeld({ confinement, agent }: Seat): boolean {
  const driver = driverFor(agent.driver);
  const keepsItself = driver.capabilities.ownSandbox || driver.confines !== undefined;
  return confinement.kind === 'bwrap' || (confinement.kind === 'own-sandbox' && keepsItself);
}

const BRANCHES = OWN_BRANCHES;
const OWN = [BRANCHES, 'refs/heads/codex/'];

/** What the branches of a bundle begin with; undefined: the item is none. */
const bundleStart = (id: string): string | undefined =>
  /^FRD-\d{3}-T\d+$/.test(id) ? `refs/heads/codex/${compactId(id)}` : undefined;

/**
 * Runs of other items go on meanwhile and move their own branches: those of an item that is held, and those that now name a commit which a
 * run has on record. They look as they did before.
 */
async function withoutOtherRuns(
  context: RunContext,
  what: { readonly before: Observation; readonly after: Observation; readonly others: (name: string) => boolean },
): Promise<Observation> {
  const { before, after, others } = what;
  const shared = `refs/heads/${plannedWork(context).integration?.branch ?? ''}`;
  const moved = [...after.refs.keys(), ...before.refs.keys()].filter(
    (name) => (OWN.some((start) => name.startsWith(start)) || name === shared) && before.refs.get(name) !== after.refs.get(name),
  );
  if (moved.length === 0) return after;
  const recorded = new Set((await readRefs(context.repo, 'refs/okstra/runs/')).values());
  const refs = new Map(after.refs);
  for (const name of moved) {
    const was = before.refs.get(name);
    if (!others(name) && !recorded.has(after.refs.get(name) ?? '')) continue;
    if (was === undefined) refs.delete(name);
    else refs.set(name, was);
  }
  return { ...after, refs };
}
