/**
 * The merge train: accepted work goes into the integration branch in the order in which it is accepted. What is merged is checked again on
 * the merged tree before the branch moves; the branch never holds a tree whose checks fail. A branch that is checked out anywhere stays.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commitTree, isAncestor, listWorktrees, mergeTrees, readRefs, updateRef } from '../git/index.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { ImplementationPlan } from '../model/plan.ts';
import type { IntegrationAnswer, RunHooks } from './api.ts';
import type { SeenReceipt } from './check-tree.ts';
import { checkTree, recordOf } from './check-tree.ts';
import { giveBack, takeLease } from './lease.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';
import type { Session } from './session.ts';

export interface Arrival {
  readonly plan: ImplementationPlan;
  /** Commit that was accepted. */
  readonly commit: string;
  readonly runId: string;
  /** Run folder. */
  readonly dir: string;
  readonly attempts: number;
}

export type Integrated = IntegrationAnswer & {
  /** Of work that was sent back. */
  readonly remainingTasks?: readonly string[];
};

export async function integrate(
  session: Session,
  arrival: Arrival,
  { hooks, ports }: { readonly hooks: RunHooks; readonly ports: Ports },
): Promise<Integrated> {
  const branch = arrival.plan.integration?.branch;
  if (branch === undefined) throw new Error('only work with an integration branch is integrated');
  return withTrain(session, branch, ports, hooks.signal, async () => {
    for (;;) {
      const done = await arrive(session, branch, arrival, hooks, ports);
      if (done !== 'moved-meanwhile') return done;
    }
  });
}

async function arrive(
  session: Session,
  branch: string,
  arrival: Arrival,
  hooks: RunHooks,
  ports: Ports,
): Promise<Integrated | 'moved-meanwhile'> {
  const { repo } = session;
  const { commit, plan } = arrival;
  const ref = `refs/heads/${branch}`;
  const tip = (await readRefs(repo, ref)).get(ref);
  if (tip !== undefined && (await isAncestor(repo, commit, tip))) return { branch, how: 'already', commit: tip };
  const place = (await listWorktrees(repo)).find((entry) => entry.branch === branch || entry.branch === ref);
  if (place !== undefined)
    return {
      branch,
      how: 'held-back',
      commit: tip ?? null,
      reason: `${branch} is checked out in ${place.path}, and stays as it is`,
    };
  if (tip === undefined) return (await updateRef(repo, ref, commit, '')) ? { branch, how: 'created', commit } : 'moved-meanwhile';
  // What was checked and verified is the very tree that the branch then has.
  if (await isAncestor(repo, tip, commit))
    return (await updateRef(repo, ref, commit, tip)) ? { branch, how: 'forward', commit } : 'moved-meanwhile';
  const merged = await mergeTrees(repo, tip, commit);
  if ('conflicts' in merged) {
    const files = merged.conflicts.join(', ');
    const reason = `it conflicts in ${files} with what came into ${branch} before it`;
    return {
      branch,
      how: 'sent-back',
      commit: tip,
      reason,
      remainingTasks: [`Bring the change together with what ${branch} has now; conflicts in ${files}`],
    };
  }
  const message = `Merge ${plan.item.id}: ${plan.item.name.replaceAll(/\s+/g, ' ')}`;
  const merge = await commitTree({ repo, tree: merged.tree, parents: [tip, commit], message });
  const { counting } = await checkTree({
    session,
    ...recordOf(arrival.dir),
    plan,
    commit: merge,
    tree: merged.tree,
    attempt: arrival.attempts,
    runId: arrival.runId,
    dir: join(okstraHome(ports.env), 'scratch', `merge-${arrival.runId}-${ports.pid}`),
    ports,
    signal: hooks.signal,
    onCheck: () => undefined,
  });
  if (hooks.signal.aborted)
    throw fail('interrupted', 'cancelled', `The integration of ${plan.item.id} was stopped; ${branch} stays as it was.`, {
      fix: 'okstra work',
    });
  if (counting.length > 0)
    return {
      branch,
      how: 'sent-back',
      commit: tip,
      reason: `checks fail on the tree merged with ${branch}`,
      remainingTasks: counting.map(receiptTask),
    };
  // By it whoever watches the repository meanwhile sees that okstra moved the branch.
  await updateRef(repo, `refs/okstra/runs/${arrival.runId}/integrated`, merge, undefined);
  return (await updateRef(repo, ref, merge, tip)) ? { branch, how: 'merged', commit: merge } : 'moved-meanwhile';
}

const TAIL = 400;

const receiptTask = ({ cmd, exitCode, tail }: SeenReceipt): string =>
  `On the merged tree a check fails: ${cmd} (exit code ${exitCode ?? 'none'}): ${tail.slice(-TAIL).replaceAll(/\s+/g, ' ').trim()}`;

/** As long as merged trees may take to be checked, one after another. */
const PATIENCE_MS = 60 * 60_000;

const trains = new Map<string, Promise<unknown>>();

/** One at a time, in this process in the order of coming, and against other processes by a lease. */
function withTrain<T>(session: Session, branch: string, ports: Ports, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  const key = `${session.repo.commonDir}\n${branch}`;
  const before = trains.get(key) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(() => underLease(session, branch, ports, signal, act));
  trains.set(key, mine);
  return mine;
}

async function underLease<T>(
  session: Session,
  branch: string,
  ports: Ports,
  signal: AbortSignal,
  act: () => Promise<T>,
): Promise<T> {
  const item = { group: 'integration', id: branch.replaceAll(/[^A-Za-z0-9._-]+/g, '-') };
  const begun = performance.now();
  for (;;) {
    try {
      const taken = await takeLease({ session, item, runId: `integrate-${ports.pid}`, ports, counted: false });
      try {
        return await act();
      } finally {
        await giveBack(session, taken);
      }
    } catch (error) {
      const isHeld = error instanceof OkstraError && error.failure.code === 'held';
      if (!isHeld || signal.aborted || performance.now() - begun > PATIENCE_MS) throw error;
      await sleep(100 + Math.random() * 200);
    }
  }
}
