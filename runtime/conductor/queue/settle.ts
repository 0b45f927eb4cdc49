/** After a run of a task: what its agents reported, what its fix sets off, and the state of the session, in both files. */

import { headOf, readRefs } from '../../git/index.ts';
import type { ImplementationPlan } from '../../model/plan.ts';
import { Bookkeeping } from '../../sources/task-queue/bookkeeping.ts';
import type { Queue, QueuePlace } from '../../sources/task-queue/queue.ts';
import { editQueue, readQueue } from '../../sources/task-queue/queue.ts';
import type { RunAnswer } from '../api.ts';
import type { Session } from '../session.ts';
import { placeOf } from './open.ts';
import { applyPatches } from './patch-specs.ts';
import type { WrittenReport } from './report-of-run.ts';
import { reportOfRun, writeReportDown } from './report-of-run.ts';

const NO_LEASE = { check: () => undefined };

export interface SettledTask extends WrittenReport {
  /** Tasks that are to be verified again. */
  readonly reverify: readonly string[];
  /** Entries of reports that do not fit, in words. */
  readonly misreported: readonly string[];
}

export async function settleTask(
  session: Session,
  what: { readonly plan: ImplementationPlan; readonly answer: RunAnswer; readonly isRepeat: boolean; readonly at: string },
): Promise<SettledTask> {
  const { plan, answer, isRepeat, at } = what;
  const place = placeOf(session, session.repo.top);
  const { id } = plan.item;
  const report = reportOfRun(answer.run);
  const isIntegrated = answer.outcome === 'accepted' && answer.integration?.how !== 'sent-back';
  const patched = await applyPatches(session, place, {
    item: id,
    run: answer.run?.id ?? '',
    branch: plan.integration?.branch,
    reference: referenceOf(readQueue(place), id),
    isIn: isIntegrated,
    gaps: report.gaps,
  });
  const lastCommit = await tipOf(session, plan);
  return editQueue(
    place,
    NO_LEASE,
    (queue) => {
      const books = new Bookkeeping(queue);
      const task = queue.progress.fixes.find((fix) => fix.id === id)?.sourceTask ?? id;
      const { gaps, fixes } = writeReportDown({ books, queue }, report, { task, during: id, patched, isRepeat });
      const reverify =
        id.startsWith('F-') && isIntegrated
          ? queue.tasks.tasks.filter(({ status }) => status === 'needs-re-verification').map((each) => each.id)
          : [];
      books.settleBlocked();
      books.setHeader({
        'Last session': at,
        ...(lastCommit === undefined ? {} : { 'Last commit': lastCommit }),
        Status: books.overall(),
      });
      return { change: books.splices(), value: { gaps, fixes, reverify, misreported: report.notices } };
    },
    { at },
  );
}

function referenceOf({ tasks, progress }: Queue, id: string): string {
  const task = progress.fixes.find((fix) => fix.id === id)?.sourceTask ?? id;
  return tasks.byId.get(task)?.specReference ?? '';
}

/** Where the code of the queue is now: the tip of the integration branch, or HEAD where there is none. */
export async function tipOf(session: Session, plan: Pick<ImplementationPlan, 'integration'>): Promise<string | undefined> {
  const ref = `refs/heads/${plan.integration?.branch ?? ''}`;
  const tip = plan.integration === undefined ? undefined : (await readRefs(session.repo, ref)).get(ref);
  return tip ?? headOf(session.repo.top);
}

/** The end of a session: the state on record, whatever came before. */
export async function recordSession(session: Session, place: QueuePlace, branch: string, at: string): Promise<void> {
  const lastCommit = await tipOf(session, { integration: { branch } });
  await editQueue(
    place,
    NO_LEASE,
    (queue) => {
      const books = new Bookkeeping(queue);
      books.settleBlocked();
      books.agree();
      books.setHeader({
        'Last session': at,
        ...(lastCommit === undefined ? {} : { 'Last commit': lastCommit }),
        Status: books.overall(),
      });
      return { change: books.splices(), value: undefined };
    },
    { at },
  );
}
