/** What is kept of a run so that nobody has to read its journal again: how it ended, where its time went, what each dispatch used. */
import type { AgentConfig, Attestation, Role } from '../../model/agents.ts';
import type { RunEvent } from '../../model/events.ts';
import type { ArtifactRef } from '../../model/evidence.ts';
import type { RunPlan } from '../../model/plan.ts';
import { seatsOf } from '../../model/plan.ts';
import type { DispatchFacts } from '../../report/dispatches.ts';
import { gatherDispatches } from '../../report/dispatches.ts';
import { timingOf } from '../../report/figures.ts';
import type { RunPlace, RunSummary } from '../summary.ts';
import { summarise } from '../summary.ts';
import type { Spent } from './spent.ts';
import { spentOf } from './spent.ts';

/** Tokens of a dispatch; null: its agent did not say. */
export interface Tokens {
  readonly input: number | null;
  /** Of the input, what the vendor had in its cache. */
  readonly cached: number | null;
  readonly output: number | null;
  /** Of the output, what the model thought with. */
  readonly reasoning: number | null;
}

export interface Money {
  readonly usd: number;
  /** Who says so: the agent's own figure, or tokens times a price. null: the journal does not tell. */
  readonly source: string | null;
}

export interface DispatchUse {
  readonly dispatch: string;
  readonly seat: string;
  readonly role: Role;
  /** null: the plan of the run cannot be read any more. */
  readonly agent: string | null;
  readonly model: string | null;
  /** What is known of the model; null: no answer told it, the name is the one that was asked for. */
  readonly attestation: Attestation | null;
  readonly attempt: number;
  readonly round: number;
  readonly startedAt: string;
  /** How it ended; `abandoned` when the run went on without it, `running` when nothing is known of an end. */
  readonly status: string;
  /** null: it has not ended. */
  readonly ms: number | null;
  readonly tokens: Tokens | null;
  /** null: neither the agent nor a price says what it cost. */
  readonly money: Money | null;
}

export interface RunFacts {
  readonly summary: RunSummary;
  /** null: not finished. */
  readonly finishedAt: string | null;
  readonly spent: Spent;
  /** Time per step of the run, as its report has it. */
  readonly steps: readonly { readonly step: string; readonly ms: number }[];
  readonly dispatches: readonly DispatchUse[];
  /** Its follow-ups; null: none on record. */
  readonly followUps: ArtifactRef | null;
}

/**
 * @param plan undefined: it cannot be read; agents and models are unknown then
 * @returns undefined when the events are not those of a run
 */
export function factsOf(place: RunPlace, events: readonly RunEvent[], plan: RunPlan | undefined): RunFacts | undefined {
  const summary = summarise(place, events);
  if (!summary) return undefined;
  const dispatches = gatherDispatches(events);
  const agents = new Map(plan === undefined ? [] : seatsOf(plan).map((seat) => [seat.id, seat.agent]));
  return {
    summary,
    finishedAt: events.findLast((event) => event.type === 'run-finished')?.at ?? null,
    spent: spentOf(events, dispatches),
    steps: timingOf([], events, dispatches).phases.map(({ phase, ms }) => ({ step: phase, ms })),
    dispatches: dispatches.map((dispatch) => useOf(dispatch, agents.get(dispatch.started.seat))),
    followUps: events.findLast((event) => event.type === 'follow-ups-recorded')?.record ?? null,
  };
}

function useOf({ started, finished, abandoned }: DispatchFacts, agent: AgentConfig | undefined): DispatchUse {
  return {
    dispatch: started.dispatch,
    seat: started.seat,
    role: started.seat === 'executor' ? 'executor' : 'verifier',
    agent: agent?.name ?? null,
    model: finished?.model?.name ?? agent?.model ?? null,
    attestation: finished?.model?.attestation ?? null,
    attempt: started.attempt,
    round: started.round,
    startedAt: started.at,
    status: finished?.status ?? (abandoned ? 'abandoned' : 'running'),
    ms: finished?.durationMs ?? null,
    tokens: tokensOf(finished),
    money: moneyOf(finished),
  };
}

type Finished = DispatchFacts['finished'];

function tokensOf(finished: Finished): Tokens | null {
  const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens } = finished?.usage ?? {};
  const tokens = {
    input: inputTokens ?? null,
    cached: cachedInputTokens ?? null,
    output: outputTokens ?? null,
    reasoning: reasoningTokens ?? null,
  };
  return Object.values(tokens).every((figure) => figure === null) ? null : tokens;
}

/** What was settled for the dispatch comes before what its agent said. */
function moneyOf(finished: Finished): Money | null {
  const settled = (finished as { readonly cost?: { readonly usd?: unknown; readonly source?: unknown } } | undefined)?.cost;
  if (typeof settled?.usd === 'number') {
    return { usd: settled.usd, source: typeof settled.source === 'string' ? settled.source : null };
  }
  const { costUsd } = finished?.usage ?? {};
  return costUsd === undefined ? null : { usd: costUsd, source: 'agent' };
}
