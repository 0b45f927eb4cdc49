/** Accepted work that an earlier process could not bring into the integration branch any more. */
import { git, readRefs } from '../../git/index.ts';
import type { Source } from '../../sources/index.ts';
import { listRuns } from '../../store/runs.ts';
import { afterRun } from '../after-run.ts';
import type { RunAnswer, RunHooks } from '../api.ts';
import { recordOf } from '../check-tree.ts';
import type { Ports } from '../ports.ts';
import { NOTHING } from '../resume.ts';
import type { Session } from '../session.ts';

export async function integrateLate(
  session: Session,
  what: { readonly source: Source; readonly branch: string },
  { hooks, ports }: { readonly hooks: RunHooks; readonly ports: Ports },
): Promise<void> {
  const { source, branch } = what;
  const late = await unmerged(session, branch);
  for (const item of source.discover().items) {
    const names = [item.id, `${item.group}-${item.id}`, `${item.group}/${item.id}`];
    if (item.lifecycle !== 'done' || !names.some((name) => late.has(name))) continue;
    const run = listRuns(session.repo.top, { group: item.group, id: item.id }).runs.findLast(
      ({ outcome, discarded }) => outcome !== null && !discarded,
    );
    if (run?.outcome !== 'accepted') continue;
    const { plan } = recordOf(run.dir);
    if (plan.executor === null || plan.integration?.branch !== branch) continue;
    const answer: RunAnswer = {
      ...NOTHING,
      outcome: 'accepted',
      run: { id: run.runId, dir: run.dir, taskKey: run.taskKey, attemptsUsed: run.attemptsUsed },
    };
    await afterRun(session, answer, hooks, ports, true);
  }
}

/** Branches, without `okstra/`, that have something that neither HEAD nor the integration branch has. */
async function unmerged({ repo }: Session, branch: string): Promise<ReadonlySet<string>> {
  const ref = `refs/heads/${branch}`;
  const isKnown = (await readRefs(repo, ref)).has(ref);
  const without = ['HEAD', ...(isKnown ? [ref] : [])].map((name) => `--no-merged=${name}`);
  const { stdout } = await git(repo.top, ['for-each-ref', '--format=%(refname:lstrip=3)', ...without, 'refs/heads/okstra/']);
  return new Set(stdout.split('\n').map((name) => name.replace('okstra/', '')));
}
