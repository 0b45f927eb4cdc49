/** A verifier's answer looked at by itself: what it disturbed, what it ran, whether its form can be used. */

import { criteriaOfReceipts, parseAnswer, parsePositions } from '../findings/index.ts';
import type { Action, AttemptState, DispatchState } from '../lead/index.ts';
import { askedOf } from '../lead/index.ts';
import type { PositionsAnswer, VerifierAnswer } from '../model/findings.ts';
import { reportsGaps } from '../sources/task-queue/reporting.ts';
import type { RunContext } from './context.ts';
import { seatOf } from './dispatch.ts';
import { judgeProse } from './judge-prose.ts';
import { verifierDenyList } from './verifier-commands.ts';

export async function judgeAnswer(context: RunContext, action: Extract<Action, { type: 'judge-answer' }>): Promise<void> {
  if (action.seat === context.plan.reportWriter?.id) return judgeProse(context, action);
  const { attempt, dispatch } = find(context, action.attempt, action.dispatch);
  const judged = { type: 'answer-judged', dispatch: dispatch.id, seat: action.seat, attempt: attempt.n } as const;
  if (dispatch.disturbed && dispatch.disturbed.length > 0) {
    context.append({ ...judged, result: 'void', problems: dispatch.disturbed.map((line) => `its repository changed: ${line}`) });
    return;
  }
  const parsed = parse(context, attempt, dispatch);
  const forbidden = await forbiddenCommands(context, attempt, {
    dispatch,
    claimed: parsed.kind === 'valid' && 'commands' in parsed.answer ? parsed.answer.commands : [],
  });
  if (forbidden.length > 0) {
    context.append({ ...judged, result: 'void', problems: forbidden });
    return;
  }
  if (parsed.kind !== 'valid') {
    context.append({
      ...judged,
      result: parsed.kind === 'repairable' ? 'repairable' : 'no-result',
      problems: parsed.problems.slice(0, 20),
    });
    return;
  }
  const answer = context.folder.project(`results/${dispatch.id}.json`, `${JSON.stringify(parsed.answer, null, 2)}\n`);
  for (const message of parsed.notices)
    context.append({
      type: 'notice',
      notice: { code: 'answer', message: `${seatOf(context, action.seat).agent.name}: ${message}` },
    });
  context.append({
    ...judged,
    result: 'valid',
    answer,
    problems: [],
    ...('verdict' in parsed.answer ? { clean: isClean(parsed.answer) } : {}),
  });
}

/** Nothing in it would change a verdict: a pass, no criterion unmet, no finding above minor. */
const isClean = ({ verdict, criteria, findings }: VerifierAnswer): boolean =>
  verdict === 'pass' &&
  criteria.every(({ status }) => status === 'met' || status === 'not-checked') &&
  findings.every(({ severity }) => severity === 'minor' || severity === 'note');

type Parsed =
  | { readonly kind: 'valid'; readonly answer: VerifierAnswer | PositionsAnswer; readonly notices: readonly string[] }
  | { readonly kind: 'repairable' | 'contradictory'; readonly problems: readonly string[] };

function parse(context: RunContext, attempt: AttemptState, dispatch: DispatchState): Parsed {
  const { item, level, checks } = context.plan;
  const given = {
    text: dispatch.text ? context.folder.read(dispatch.text) : '',
    ...(dispatch.structured ? { structured: JSON.parse(context.folder.read(dispatch.structured)) as unknown } : {}),
    tree: attempt.candidate?.tree ?? '',
  };
  if (dispatch.round > 0) {
    return parsePositions({ ...given, asked: askedOf(attempt, dispatch), criteria: item.criteria.map(({ id }) => id) });
  }
  return parseAnswer({
    ...given,
    criteria: item.criteria,
    receiptsCriteria: criteriaOfReceipts(
      item.criteria,
      checks.map((check) => check.cmd),
    ),
    level,
    afterRepair: dispatch.turn === 'repair',
    reports: reportsGaps(item),
  });
}

function find(context: RunContext, n: number, id: string): { attempt: AttemptState; dispatch: DispatchState } {
  const attempt = context.state().attempts.find((entry) => entry.n === n);
  const dispatch = attempt?.dispatches.find((entry) => entry.id === id);
  if (!attempt || !dispatch) throw new Error(`no dispatch ${id} in attempt ${n}`);
  return { attempt, dispatch };
}

/**
 * Commands on the deny-list that the verifier ran, as its stream shows them or as it says itself. One that the sandbox refused did nothing
 * and is no reason.
 */
async function forbiddenCommands(
  context: RunContext,
  attempt: AttemptState,
  given: { readonly dispatch: DispatchState; readonly claimed: VerifierAnswer['commands'] },
): Promise<readonly string[]> {
  const finished = context
    .events()
    .findLast((event) => event.type === 'dispatch-finished' && event.dispatch === given.dispatch.id);
  const seen = finished?.type === 'dispatch-finished' ? finished.commands : [];
  const ran = [...seen.filter(({ exitCode = 0 }) => exitCode === 0), ...given.claimed.filter(({ exitCode }) => exitCode === 0)];
  const { candidate } = attempt;
  if (ran.length === 0 || !candidate) return [];
  const refusal = await verifierDenyList(context, candidate);
  return [...new Set(ran.map(({ cmd }) => cmd))].flatMap((cmd) => {
    const why = refusal(cmd);
    return why === undefined ? [] : [`it ran a command that verifiers may not run: "${cmd.slice(0, 200)}" (${why})`];
  });
}
