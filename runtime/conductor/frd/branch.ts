/** The branch that a bundle is implemented on. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { callRemote, listWorktrees, readRefs, remoteLines } from '../../git/index.ts';
import type { WorkItem } from '../../model/item.ts';
import { claimRemote } from '../../sources/frd/claims/index.ts';
import { branchName } from '../../sources/frd/index.ts';
import { listRuns } from '../../store/runs.ts';
import type { Session } from '../session.ts';
import { bundleOfRun } from './interrupted.ts';

/** That of the last run of the same tasks here, whose work goes on unless the branch was given up too; else one that neither this clone nor the remote has. */
export async function bundleBranch(
  session: Session,
  item: Pick<WorkItem, 'group' | 'id'>,
  taskIds: readonly string[],
  { offline = false }: { readonly offline?: boolean } = {},
): Promise<string> {
  const refs = await readRefs(session.repo, 'refs/');
  const local = new Set([...refs.keys()].flatMap((ref) => /^refs\/(?:heads|remotes\/[^/]+)\/(.+)$/.exec(ref)?.[1] ?? []));
  const { runs } = listRuns(session.repo.top, { group: item.group, id: item.id });
  const last = runs.findLast(({ branch }) => branch !== null);
  const same = last !== undefined && bundleOfRun(last)?.taskIds.join() === taskIds.join();
  if (last !== undefined && last.branch !== null && same && refs.has(`refs/heads/${last.branch}`)) return last.branch;
  return branchName(taskIds, new Set([...local, ...(offline ? [] : await branchesThere(session))]));
}

/** The place of the item, or one beside it where another branch of the same first task has a worktree. @param place absolute */
export async function bundleWorktree({ repo }: Session, place: string, branch: string): Promise<string> {
  if (!existsSync(dirname(place))) return place;
  // Git names worktrees by real path.
  const folder = realpathSync(dirname(place));
  const at = new Map((await listWorktrees(repo)).map((entry) => [entry.path, entry.branch]));
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? basename(place) : `${basename(place)}-${n}`;
    const real = join(folder, name);
    if (!at.has(real) || at.get(real) === branch) return join(dirname(place), name);
  }
}

/** Branches that were pushed since this clone last fetched. A remote that does not answer is told of by its claims. */
async function branchesThere({ repo, config }: Session): Promise<readonly string[]> {
  const { frd, leases } = config.settings;
  const configured = { ...(frd.remote === undefined ? {} : { remote: frd.remote }), timeoutMs: leases.remoteTimeoutMs };
  const remote = await claimRemote(repo, configured);
  if (remote === undefined) return [];
  const said = await callRemote(repo, remote, ['ls-remote', '--quiet', '--', remote.name, 'refs/heads/codex/f*']);
  if (said.kind === 'late' || said.exitCode !== 0) return [];
  return remoteLines(said.stdout).map(([ref]) => ref.replace(/^refs\/heads\//, ''));
}
