/** A task, or a question about specs, held against the code: a run without an executor and without a change. */
import { treeOf } from '../../git/index.ts';
import { makeTaskKey } from '../../model/ids.ts';
import type { WorkItem } from '../../model/item.ts';
import type { ReviewPlan } from '../../model/plan.ts';
import { reviewItem } from '../../sources/index.ts';
import { parseCriteria } from '../../sources/spec-folders/criteria.ts';
import type { QueuePlace } from '../../sources/task-queue/queue.ts';
import { TASK_LABEL } from '../../sources/task-queue/reporting.ts';
import type { ReviewRequest, RunAnswer, RunHooks } from '../api.ts';
import { planOfChange } from '../plan-review.ts';
import type { Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { startRun } from '../start.ts';
import type { Question } from './verify-questions.ts';
import { type Found, foundIn, verificationId } from './verify-settle.ts';

/** What all runs of one verification have in common. */
export interface Verification {
  readonly session: Session;
  /** Of the queue. */
  readonly place: QueuePlace;
  /** The code that is looked at. */
  readonly commit: string;
  readonly flags: ReviewRequest['flags'];
  readonly hooks: RunHooks;
  readonly ports: Ports;
}

export async function verifyOne(under: Verification, id: string): Promise<Found> {
  const { session, hooks, ports } = under;
  const plan = await planVerification(under, id);
  const answer = await startRun({ session, plan, hooks, ports });
  return foundIn(answer);
}

/** One question about specs and the code behind them. Checks were run for the tasks. */
export async function askQuestion(under: Verification, { group, name, criterion, body }: Question): Promise<RunAnswer> {
  const { session, hooks, ports } = under;
  const checklist = `- [ ] ${criterion}\n`;
  const own = `verify-${group}-${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)}-${under.commit.slice(0, 10)}`;
  const criteria = parseCriteria({ checklist, body: '', commands: [] });
  const plan = await planOf(under, { id: own, name: `Verification: ${name}`, body, checklist, criteria, labels: [TASK_LABEL] });
  return startRun({ session, plan: { ...plan, checks: [] }, hooks, ports });
}

async function planVerification(under: Verification, id: string): Promise<ReviewPlan> {
  const { session, commit } = under;
  const source = session.sources.byName('task-queue');
  const { item } = source.load(source.resolve(id, session.repo.top).item);
  return planOf(under, {
    ...item,
    id: verificationId(id, commit),
    labels: [...(item.labels ?? []), TASK_LABEL],
    name: `Verification of ${id}: ${item.name}`,
    body: `Nothing was changed: the code as it stands is held against the criteria of ${id}. A criterion is met when the code does it, whoever wrote it.\n\n${item.body}`,
  });
}

/** A run without an executor and without a change. */
async function planOf(
  { session, commit, flags, ports }: Verification,
  asked: Pick<WorkItem, 'id' | 'name' | 'body' | 'checklist' | 'criteria' | 'labels'> & Partial<WorkItem>,
): Promise<ReviewPlan> {
  const tree = await treeOf(session.repo, commit);
  const change = {
    kind: 'range' as const,
    name: `${asked.name} as it stands`,
    base: commit,
    baseTree: tree,
    commit,
    tree,
    commits: [],
  };
  const { project, repo } = session;
  const review = reviewItem({ project, change, measure: { kind: 'own-words' }, top: repo.top, commands: [] });
  const { id, name, body, checklist, criteria, labels, files, acceptanceCommands = [] } = asked;
  const item: WorkItem = {
    ...review,
    id,
    key: makeTaskKey(project, review.group, id),
    name,
    body,
    checklist,
    criteria,
    acceptanceCommands,
    path: asked.path ?? review.path.replace(/[^/]+$/, id),
    dir: asked.dir ?? review.dir.replace(/[^/]+$/, id),
    ...(labels === undefined ? {} : { labels }),
    ...(files === undefined ? {} : { files }),
  };
  return planOfChange(session, { item, found: { change, notices: [] }, request: { flags } }, ports);
}
