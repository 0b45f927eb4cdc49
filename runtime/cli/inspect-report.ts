/** `okstra inspect report`: the report of a run, as it was written or made again. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { realPorts, reportFromJournal } from '../conductor/index.ts';
import { fail } from '../model/failure.ts';
import { parseReport, renderReport } from '../report/index.ts';
import type { RunSummary } from '../store/runs.ts';
import { chooseRun } from './chosen-run.ts';
import type { CommandHandler } from './context.ts';

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
