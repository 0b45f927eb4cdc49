/** The report of a run made once more from its journal, which is the truth about it; nothing is written. */
import type { ReportData } from '../generated/types.ts';
import { fold } from '../lead/index.ts';
import { fail } from '../model/failure.ts';
import type { RunPlan } from '../model/plan.ts';
import { readJournal } from '../store/journal.ts';
import { openRunFolder } from '../store/run-folder.ts';
import type { RunSummary } from '../store/runs.ts';
import type { Ports } from './ports.ts';
import type { Session } from './session.ts';
import { loadReport, reportInput } from './write-back.ts';

/**
 * As far as the run has come. The facts about the machine are those of now.
 * @throws OkstraError `artifact-missing`, `artifact-changed`, `journal-damaged`
 */
export async function reportFromJournal({ repo }: Pick<Session, 'repo'>, run: RunSummary, ports: Ports): Promise<ReportData> {
  // What was kept was redacted before it was written.
  const folder = openRunFolder(run.dir, (text) => text);
  const events = readJournal(folder.journal);
  const [first] = events;
  if (first?.type !== 'run-started')
    throw fail('system', 'journal-empty', `Expected a journal in ${run.dir}, found none.`, { place: { file: folder.journal } });
  const plan = JSON.parse(folder.read(first.plan)) as RunPlan;
  const seq = Number(/-(\d+)$/.exec(run.dir)?.[1] ?? 1);
  const { assembleReport } = await loadReport();
  return assembleReport(reportInput({ folder, plan, repo, seq, ports, events: () => events, state: () => fold(events) }));
}
