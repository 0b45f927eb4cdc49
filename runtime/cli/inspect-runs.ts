/** `okstra inspect history`, `report` and `time`: what past runs left behind. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../conductor/index.ts';
import { openSession, realPorts, reportFromJournal } from '../conductor/index.ts';
import type { Failure } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import { parseReport, renderReport } from '../report/index.ts';
import { REVIEW_GROUP, reviewAgain } from '../sources/index.ts';
import type { RunSummary } from '../store/runs.ts';
import { listRuns } from '../store/runs.ts';
import { chooseRun } from './chosen-run.ts';
import type { CommandHandler } from './context.ts';
import { noticeText, placeText } from './failure-text.ts';
import { elapsedText } from './quantity-text.ts';
import { runTimes } from './run-times.ts';
import { renderTable } from './table.ts';

export const history: CommandHandler = async (context, [ref], options) => {
  const session = await openSession(context.cwd, { ...realPorts(), env: context.env });
  const { runs: all, damaged, diagnoses } = listRuns(session.repo.top);
  const item = ref === undefined ? undefined : itemOf(session, all, ref, context.cwd);
  const limit = options['limit'] as number;
  const runs = all
    .filter(
      ({ itemId, group }) => item === undefined || (itemId === item && [session.source.group, REVIEW_GROUP].includes(group)),
    )
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0))
    .slice(0, limit)
    .map(historyEntry);
  for (const { failure } of diagnoses) context.note(leftOut(failure));
  return { exitCode: 0, text: historyText(runs, item), document: { ok: true, runs, damaged, diagnoses } };
};

const leftOut = ({ code, message, fix, place }: Failure): string =>
  noticeText({
    code,
    message: `A run is left out: ${place ? `${placeText(place)}: ` : ''}${message}`,
    ...(fix === undefined ? {} : { fix }),
  });

/** An item that was removed since still has its runs; any other word must name an item. */
function itemOf(session: Session, runs: readonly RunSummary[], ref: string, cwd: string): string {
  const bare = ref.replace(/^spec:/, '').replace(/\/+$/, '');
  const known = runs.find((run) => run.itemId === bare || run.runId === bare || run.dir === bare);
  return known?.itemId ?? session.source.resolve(ref, cwd).item.id;
}

function historyEntry(run: RunSummary) {
  const resumable = run.interrupted && !run.discarded;
  return {
    id: run.runId,
    item: run.itemId,
    phase: run.phase,
    startedAt: run.startedAt,
    updatedAt: run.updatedAt,
    outcome: run.outcome,
    verdict: run.verdict,
    attempts: run.attemptsUsed,
    dir: run.dir,
    branch: run.branch,
    resumable,
    discarded: run.discarded,
    /** What goes on with it, or does it once more. */
    command: resumable ? `okstra resume ${run.runId}` : onceMore(run),
  };
}

const onceMore = ({ group, itemId, outcome }: RunSummary): string =>
  group === REVIEW_GROUP ? reviewAgain(itemId) : `okstra run ${itemId}${outcome === 'accepted' ? ' --again' : ''}`;

function historyText(runs: readonly ReturnType<typeof historyEntry>[], item: string | undefined): string {
  if (runs.length === 0)
    return item === undefined
      ? 'No runs yet. okstra run <item> makes the first.'
      : `No runs of ${item} yet. Start one: okstra run ${item}`;
  return renderTable(
    ['Run', 'Item', 'Started', 'Outcome', 'Verdict', 'Attempts', 'Next'],
    runs.map((run) => [
      run.id,
      run.item,
      run.startedAt,
      run.outcome ?? (run.discarded ? 'discarded' : 'not finished'),
      run.verdict ?? '-',
      String(run.attempts),
      run.command,
    ]),
  );
}

export const report: CommandHandler = async (context, [ref], options) => {
  const format = options['format'] as string;
  if (options['path'] === true && format !== 'md')
    throw fail('usage', 'flags-together', `Expected only one of --path and --format ${format}, found them together.`, {
      fix: `okstra report render <data.json> --format ${format} writes it to a file.`,
    });
  const { session, run } = await chooseRun(context, ref);
  const data = join(run.dir, 'report', 'data.json');
  const markdown = join(run.dir, 'report', 'implementation-report.md');
  const about = { id: run.runId, item: run.itemId, outcome: run.outcome, dir: run.dir };
  if (options['path'] === true) {
    if (!existsSync(markdown)) throw noReport(run, markdown);
    return { exitCode: 0, text: markdown, document: { ok: true, run: about, data, markdown } };
  }
  const kept = existsSync(data) ? parseReport(data, readFileSync(data, 'utf8')) : undefined;
  if (kept?.ok) {
    const isWritten = format === 'md' && existsSync(markdown);
    const text = isWritten ? readFileSync(markdown, 'utf8') : renderReport(kept.value, format);
    return {
      exitCode: 0,
      text: text.trimEnd(),
      document: { ok: true, run: about, data, markdown, report: kept.value, ...inOtherFormat(format, text) },
    };
  }
  const why = kept ? `${data} is damaged` : 'the run has not written a report yet';
  context.note(`note: ${why}; this one is made from its journal`);
  const again = await reportFromJournal(session, run, { ...realPorts(), env: context.env });
  const text = renderReport(again, format);
  return {
    exitCode: 0,
    text: text.trimEnd(),
    document: { ok: true, run: about, data: null, markdown: null, report: again, ...inOtherFormat(format, text) },
  };
};

/** With --json the Markdown is left out, as its content stands in the document anyway. */
const inOtherFormat = (format: string, text: string): Readonly<Record<string, string>> =>
  format === 'md' ? {} : { format, text };

const noReport = (run: RunSummary, file: string) =>
  fail(
    'usage',
    'report-missing',
    `Expected a report of ${run.runId} (${run.itemId}), found none: the run has not written it yet.`,
    {
      fix: run.interrupted ? `okstra resume ${run.runId}` : `okstra inspect report ${run.runId}`,
      place: { file },
    },
  );

export const time: CommandHandler = async (context, [ref]) => {
  const { run } = await chooseRun(context, ref);
  const times = runTimes(run.dir);
  const steps = renderTable(
    ['Step', 'Time'],
    [...times.steps.map(({ step, ms }) => [step, elapsedText(ms)]), ['total', elapsedText(times.totalMs)]],
  );
  const dispatches = renderTable(
    ['Dispatch', 'Seat', 'Attempt', 'Status', 'Time'],
    times.dispatches.map((entry) => [
      entry.dispatch,
      entry.seat,
      String(entry.attempt),
      entry.status,
      entry.ms === null ? '-' : elapsedText(entry.ms),
    ]),
  );
  return {
    exitCode: 0,
    text: [
      `${run.runId} (${run.itemId}): ${run.outcome ?? 'not finished'}`,
      '',
      steps,
      ...(times.dispatches.length === 0 ? [] : ['', dispatches]),
    ].join('\n'),
    document: { ok: true, run: { id: run.runId, item: run.itemId, outcome: run.outcome, dir: run.dir }, ...times },
  };
};
