/** The dispatches of a run, gathered from its journal. */
import type { ReportDispatch, ReportFault, ReportUsageFigures } from '../generated/types.ts';
import type { Fault, Usage } from '../model/agents.ts';
import type { RunEvent } from '../model/events.ts';
import type { Settled } from '../model/limits.ts';

export type Started = Extract<RunEvent, { type: 'dispatch-started' }>;
export type Finished = Extract<RunEvent, { type: 'dispatch-finished' }>;
export type Judged = Extract<RunEvent, { type: 'answer-judged' }>;

export interface DispatchFacts {
  readonly started: Started;
  readonly finished?: Finished;
  readonly judged?: Judged;
  /** It was given up. */
  readonly lost?: Extract<RunEvent, { type: 'dispatch-abandoned' }>;
  /** True once the run went on, or ended, without it. */
  readonly abandoned: boolean;
}

/** All dispatches in the order they were started. */
export function gatherDispatches(events: readonly RunEvent[]): readonly DispatchFacts[] {
  const facts = new Map<string, DispatchFacts>();
  const update = (dispatch: string, change: Partial<DispatchFacts>): void => {
    const known = facts.get(dispatch);
    if (known) facts.set(dispatch, { ...known, ...change });
  };
  const abandonOpen = (): void => {
    for (const [dispatch, { finished }] of facts) if (!finished) update(dispatch, { abandoned: true });
  };
  for (const event of events) {
    if (event.type === 'dispatch-started') facts.set(event.dispatch, { started: event, abandoned: false });
    else if (event.type === 'dispatch-finished') update(event.dispatch, { finished: event });
    else if (event.type === 'dispatch-abandoned') update(event.dispatch, { abandoned: true, lost: event });
    else if (event.type === 'answer-judged') update(event.dispatch, { judged: event });
    else if (event.type === 'run-resumed' || event.type === 'run-finished') abandonOpen();
  }
  return [...facts.values()];
}

export function reportDispatch(facts: DispatchFacts): ReportDispatch {
  const { started, finished, abandoned } = facts;
  return {
    id: started.dispatch,
    attempt: started.attempt,
    round: started.round,
    turn: started.turn,
    status: finished?.status ?? (abandoned ? 'abandoned' : 'running'),
    tree: started.tree,
    prompt: started.prompt.path,
    durationMs: finished?.durationMs ?? null,
    usage: reportUsage(finished?.usage, finished?.costUsd),
    ...costOf(facts),
    ...(finished?.errors === undefined ? {} : { errors: finished.errors.path }),
    fault: reportFault(finished?.fault),
  };
}

/** What the budgets count it with. */
export const settledOf = ({ finished, lost }: DispatchFacts): Settled | undefined => finished?.settled ?? lost?.settled;

function costOf(facts: DispatchFacts): Pick<ReportDispatch, 'cost'> {
  const settled = settledOf(facts);
  if (settled === undefined) return {};
  const { tokens, usd, estimated = [] } = settled;
  return { cost: { source: facts.finished?.costSource ?? 'unknown', tokens, usd: usd ?? null, estimated: [...estimated] } };
}

export function reportFault(fault: Fault | undefined): ReportFault | null {
  if (!fault) return null;
  return { kind: fault.kind, message: fault.message, fix: fault.fix ?? null, retryAt: fault.retryAt ?? null };
}

/**
 * null when the agent said nothing at all.
 *
 * @param costUsd what its tokens cost by their price, where the agent does not tell it
 */
export function reportUsage(usage: Usage | undefined, costUsd?: number): ReportUsageFigures | null {
  if (!usage || Object.values(usage).every((figure) => figure === undefined)) return null;
  return {
    inputTokens: usage.inputTokens ?? null,
    cachedInputTokens: usage.cachedInputTokens ?? null,
    outputTokens: usage.outputTokens ?? null,
    reasoningTokens: usage.reasoningTokens ?? null,
    costUsd: usage.costUsd ?? costUsd ?? null,
  };
}
