/** What a report writer is given besides what verifiers are: the data of the report as it stands, and every agent's own words. */
import type { RunContext } from './context.ts';
import { loadReport, reportInput } from './write-back.ts';

/** By path below `.okstra-inputs/`. */
export async function reportInputs(context: RunContext): Promise<ReadonlyMap<string, string>> {
  const { folder } = context;
  const { assembleReport, serialiseReport } = await loadReport();
  const files = new Map([['report/data.json', serialiseReport(assembleReport(reportInput(context)))]]);
  for (const event of context.events()) {
    if (event.type === 'dispatch-finished') files.set(`report/results/${event.dispatch}.md`, folder.read(event.text));
    if (event.type === 'answer-judged' && event.answer)
      files.set(`report/results/${event.dispatch}.json`, folder.read(event.answer));
    if (event.type === 'verdict-given') files.set('report/convergence.json', folder.read(event.convergence));
  }
  return files;
}
