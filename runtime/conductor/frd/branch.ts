/** The branch that a bundle is implemented on. */
import { callRemote, readRefs, remoteLines } from '../../git/index.ts';
import type { WorkItem } from '../../model/item.ts';
import { claimRemote } from '../../sources/frd/claims/index.ts';
import { branchName } from '../../sources/frd/index.ts';
import { listRuns } from '../../store/runs.ts';
import type { Session } from '../session.ts';
import { bundleOfRun } from './interrupted.ts';

/** That of the last run of the same tasks here, whose work goes on; else one that neither this clone nor the remote has. */
export async function bundleBranch(session: Session, item: WorkItem, taskIds: readonly string[]): Promise<string> {
  const refs = await readRefs(session.repo, 'refs/');
  const local = new Set([...refs.keys()].flatMap((ref) => /^refs\/(?:heads|remotes\/[^/]+)\/(.+)$/.exec(ref)?.[1] ?? []));
  const { runs } = listRuns(session.repo.top, { group: item.group, id: item.id });
  const last = runs.findLast(({ branch, discarded }) => branch !== null && !discarded);
  const same = last !== undefined && bundleOfRun(last)?.taskIds.join() === taskIds.join();
  if (last !== undefined && last.branch !== null && same && refs.has(`refs/heads/${last.branch}`)) return last.branch;
  return branchName(taskIds, new Set([...local, ...(await branchesThere(session))]));
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
