/** One task held against the code: a run without an executor and without a change. */
import { treeOf } from '../../git/index.ts';
import { makeTaskKey } from '../../model/ids.ts';
import type { WorkItem } from '../../model/item.ts';
import type { ReviewPlan } from '../../model/plan.ts';
import { reviewItem } from '../../sources/index.ts';
import { TASK_LABEL } from '../../sources/task-queue/reporting.ts';
import type { ReviewRequest, RunAnswer, RunHooks } from '../api.ts';
import { planOfChange } from '../plan-review.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { startRun } from '../start.ts';
import { stateOfRun } from '../state-of-run.ts';

export interface Found {
  readonly answer: RunAnswer;
  readonly criteria: readonly { readonly text: string; readonly met: boolean }[];
  readonly receipts: readonly { readonly cmd: string; readonly passed: boolean }[];
}

export async function verifyOne(
  session: Session,
  id: string,
  what: { readonly commit: string; readonly flags: ReviewRequest['flags']; readonly hooks: RunHooks; readonly ports: Ports },
): Promise<Found> {
  const { commit, flags, hooks, ports } = what;
  const plan = await planVerification(session, id, { commit, flags }, ports);
  const answer = await startRun({ session, plan, hooks, ports });
  if (answer.run === null) return { answer, criteria: [], receipts: [] };
  const { criteria, receipts } = stateOfRun(answer.run.dir);
  return { answer, criteria, receipts: receipts.map(({ cmd, status }) => ({ cmd, passed: status === 'passed' })) };
}

/** A run without an executor and without a change: the code is held against the criteria as it is. */
async function planVerification(
  session: Session,
  id: string,
  { commit, flags }: { readonly commit: string; readonly flags: ReviewRequest['flags'] },
  ports: Ports,
): Promise<ReviewPlan> {
  const source = session.sources.byName('task-queue');
  const { item } = source.load(source.resolve(id, session.repo.top).item);
  const tree = await treeOf(session.repo, commit);
  const change = { kind: 'range' as const, name: `${id} as it stands`, base: commit, baseTree: tree, commit, tree, commits: [] };
  const review = reviewItem({
    project: session.project,
    change,
    measure: { kind: 'item', item },
    top: session.repo.top,
    commands: [],
  });
  const own = `verify-${id}-${commit.slice(0, 10)}`;
  const asked: WorkItem = {
    ...review,
    id: own,
    key: makeTaskKey(session.project, review.group, own),
    labels: [...(item.labels ?? []), TASK_LABEL],
    name: `Verification of ${id}: ${item.name}`,
    path: review.path.replace(/[^/]+$/, own),
    dir: review.dir.replace(/[^/]+$/, own),
    body: `Nothing was changed: the code as it stands is held against the criteria of ${id}. A criterion is met when the code does it, whoever wrote it.\n\n${item.body}`,
  };
  return planOfChange(session, { item: asked, found: { change, notices: [] }, request: { flags } }, ports);
}
