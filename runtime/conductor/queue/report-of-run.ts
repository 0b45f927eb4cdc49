/** What the agents of a run reported of the specification and of other tasks, and how it is written down. */
import { readReport } from '../../findings/task-report.ts';
import type { VerifierAnswer } from '../../model/findings.ts';
import type { ReportedGap, TaskReport } from '../../model/task-report.ts';
import type { Bookkeeping } from '../../sources/task-queue/bookkeeping.ts';
import type { Queue } from '../../sources/task-queue/queue.ts';
import { readJournal } from '../../store/journal.ts';
import { openRunFolder } from '../../store/run-folder.ts';

/** Of every executor's text, and of every verifier's answer that counts: whoever comes across a gap tells it. */
export function reportOfRun(run: { readonly dir: string } | null): TaskReport {
  if (run === null) return { gaps: [], fixes: [], notices: [] };
  const folder = openRunFolder(run.dir, (text) => text);
  const seats = new Map<string, string>();
  const reports = readJournal(folder.journal).flatMap((event): readonly TaskReport[] => {
    if (event.type === 'dispatch-started') seats.set(event.dispatch, event.seat);
    if (event.type === 'dispatch-finished' && seats.get(event.dispatch) === 'executor')
      return [readReport(folder.read(event.text))];
    if (event.type !== 'answer-judged' || event.result !== 'valid' || event.answer === undefined) return [];
    const { report } = JSON.parse(folder.read(event.answer)) as Partial<VerifierAnswer>;
    return report === undefined ? [] : [{ ...report, notices: [] }];
  });
  return {
    gaps: oneEach(reports.flatMap(({ gaps }) => gaps)),
    fixes: reports.flatMap(({ fixes }) => fixes),
    notices: [...new Set(reports.flatMap(({ notices }) => notices))],
  };
}

/** Of one gap that several report the gravest level counts. */
function oneEach(gaps: readonly ReportedGap[]): readonly ReportedGap[] {
  const found = new Map<string, ReportedGap>();
  for (const gap of gaps) {
    const key = gap.what.toLowerCase();
    const known = found.get(key);
    if (known === undefined || known.level < gap.level) found.set(key, gap);
  }
  return [...found.values()];
}

export interface WrittenReport {
  readonly gaps: readonly {
    readonly id: string;
    readonly level: string;
    readonly what: string;
    readonly assumption: string;
    readonly resolution: string;
  }[];
  /** Ids of fix tasks. */
  readonly fixes: readonly string[];
}

/** @param where task whose gaps they are, and item at work on which they were found; `patched`: what became of patches */
export function writeReportDown(
  { books, queue }: { readonly books: Bookkeeping; readonly queue: Queue },
  report: TaskReport,
  where: {
    readonly task: string;
    readonly during: string;
    readonly patched: ReadonlyMap<ReportedGap, string>;
    readonly isRepeat: boolean;
  },
): WrittenReport {
  const { task, during, patched, isRepeat } = where;
  const resolutionOf = (gap: ReportedGap): string => {
    if (gap.level === 'L0') return patched.get(gap) ?? 'no patch given';
    return gap.level === 'L1' && gap.assumption !== '' ? `Assumed: ${gap.assumption}` : '';
  };
  const gaps = report.gaps.map((gap) => {
    const resolution = resolutionOf(gap);
    // What okstra does not put in by itself is for a person to look at.
    const level = gap.level === 'L0' && resolution.startsWith('not applied') ? 'L1' : gap.level;
    const id = books.addGap({ ...gap, level }, task, resolution, isRepeat);
    return { id, level, what: gap.what, assumption: gap.assumption, resolution };
  });
  return {
    gaps,
    // Code of its own is mended where it is, in the run itself.
    fixes: report.fixes
      .filter((fix) => queue.tasks.byId.has(fix.task) && fix.task !== during && fix.task !== task)
      .map((fix) => books.addFix(fix, during, isRepeat)),
  };
}
