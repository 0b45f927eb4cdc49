/** A report writer's answer looked at by itself: its form, and every number in it against the data of the report. */
import { parseReportProse } from '../findings/index.ts';
import type { Action } from '../lead/index.ts';
import type { RunContext } from './context.ts';
import { loadReport, reportInput } from './write-back.ts';

const MOST_PROBLEMS = 20;

export async function judgeProse(context: RunContext, action: Extract<Action, { type: 'judge-answer' }>): Promise<void> {
  const { folder } = context;
  const attempt = context.state().attempts.find((entry) => entry.n === action.attempt);
  const dispatch = attempt?.dispatches.find((entry) => entry.id === action.dispatch);
  if (!dispatch) throw new Error(`no dispatch ${action.dispatch} in attempt ${action.attempt}`);
  const judged = { type: 'answer-judged', dispatch: dispatch.id, seat: action.seat, attempt: action.attempt } as const;
  const disturbed = (dispatch.disturbed ?? []).map((line) => `its repository changed: ${line}`);
  if (disturbed.length > 0) {
    context.append({ ...judged, result: 'void', problems: disturbed });
    return;
  }
  const structured = dispatch.structured ? (JSON.parse(folder.read(dispatch.structured)) as unknown) : undefined;
  const parsed = parseReportProse(dispatch.text ? folder.read(dispatch.text) : '', structured);
  const problems = parsed.ok ? await strayIn(context, parsed.value) : parsed.failure;
  if (!parsed.ok || problems.length > 0) {
    context.append({ ...judged, result: 'repairable', problems: problems.slice(0, MOST_PROBLEMS) });
    return;
  }
  const answer = folder.project(`results/${dispatch.id}.json`, `${JSON.stringify(parsed.value, null, 2)}\n`);
  context.append({ ...judged, result: 'valid', answer, problems: [] });
}

/** Numbers that the data does not have, a sentence each. */
async function strayIn(
  context: RunContext,
  prose: Readonly<Record<'summary' | 'rationale', string>>,
): Promise<readonly string[]> {
  const { assembleReport, strayNumbers } = await loadReport();
  const data = assembleReport(reportInput(context));
  return (['summary', 'rationale'] as const).flatMap((name) =>
    strayNumbers(prose[name], data).map(
      ({ number, around }) =>
        `${name}: ${number} stands nowhere in the data of the report (“${around}”); leave it out, or take the figure that the data has`,
    ),
  );
}
