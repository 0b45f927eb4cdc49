/** After a run of a task: what its agents reported, what its fix sets off, and the state of the session, in both files. */

import { headOf, readRefs } from '../../git/index.ts';
import type { ImplementationPlan } from '../../model/plan.ts';
import { Bookkeeping } from '../../sources/task-queue/bookkeeping.ts';
import { editQueue, type QueuePlace } from '../../sources/task-queue/queue.ts';
import type { TaskReport } from '../../sources/task-queue/reports.ts';
import { readReport } from '../../sources/task-queue/reports.ts';
import { readJournal } from '../../store/journal.ts';
import { openRunFolder } from '../../store/run-folder.ts';
import type { RunAnswer } from '../api.ts';
import type { Session } from '../session.ts';
import { placeOf } from './open.ts';
import { applyPatches } from './patch-specs.ts';

const NO_LEASE = { check: () => undefined };

export interface SettledTask {
  /** Gaps that were written down. */
  readonly gaps: readonly { readonly id: string; readonly level: string; readonly what: string; readonly assumption: string }[];
  /** Fix tasks that were written down. */
  readonly fixes: readonly string[];
  /** Tasks that are to be verified again. */
  readonly reverify: readonly string[];
}

export async function settleTask(
  session: Session,
  what: { readonly plan: ImplementationPlan; readonly answer: RunAnswer; readonly at: string },
): Promise<SettledTask> {
  const { plan, answer, at } = what;
  const place = placeOf(session, session.repo.top);
  const { id } = plan.item;
  const report = answer.run === null ? EMPTY : reportsOf(answer.run.dir);
  const patched = await applyPatches(session, place, {
    item: id,
    run: answer.run?.id ?? '',
    branch: plan.integration?.branch,
    gaps: report.gaps,
  });
  const isIntegrated = answer.outcome === 'accepted' && answer.integration?.how !== 'sent-back';
  const lastCommit = await tipOf(session, plan);
  return editQueue(
    place,
    NO_LEASE,
    (queue) => {
      const books = new Bookkeeping(queue);
      const task = queue.progress.fixes.find((fix) => fix.id === id)?.sourceTask ?? id;
      const gaps = report.gaps.map((gap) => ({
        id: books.addGap(
          gap,
          task,
          gap.level === 'L0'
            ? (patched.get(gap) ?? 'no patch given')
            : gap.level === 'L1' && gap.assumption !== ''
              ? `Assumed: ${gap.assumption}`
              : '',
        ),
        level: gap.level,
        what: gap.what,
        assumption: gap.assumption,
      }));
      const fixes = report.fixes
        .filter((fix) => queue.tasks.byId.has(fix.task) && fix.task !== id)
        .map((fix) => books.addFix(fix, id));
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
      return { change: books.splices(), value: { gaps, fixes, reverify } };
    },
    { at },
  );
}

const EMPTY: TaskReport = { gaps: [], fixes: [], notices: [] };

/** Of all dispatches of the run: whoever comes across a gap tells it. */
export function reportsOf(dir: string): TaskReport {
  const folder = openRunFolder(dir, (text) => text);
  const reports = readJournal(folder.journal).flatMap((event) =>
    event.type === 'dispatch-finished' ? [readReport(folder.read(event.text))] : [],
  );
  return {
    gaps: reports.flatMap(({ gaps }) => gaps),
    fixes: reports.flatMap(({ fixes }) => fixes),
    notices: reports.flatMap(({ notices }) => notices),
  };
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
