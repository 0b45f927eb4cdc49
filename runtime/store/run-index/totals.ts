/** Times and costs of many runs, added up by what somebody asks for. */
import type { DispatchUse, RunFacts } from './facts.ts';
import type { Spent } from './spent.ts';

export interface RunTimeGroup {
  /** An item, or a day (UTC, `2031-04-02`). */
  readonly key: string;
  readonly runs: number;
  /** Sums over the runs; of the total also the median of a run. */
  readonly spent: Spent;
  readonly medianMs: number;
}

export interface AgentTimeGroup {
  /** An agent or a model; null: not known. */
  readonly key: string | null;
  /** Those that ended. */
  readonly dispatches: number;
  readonly totalMs: number;
  readonly medianMs: number;
  readonly longestMs: number;
}

export interface CostGroup {
  /** A run, item, agent, model or day; null: not known. */
  readonly key: string | null;
  readonly runs: number;
  readonly dispatches: number;
  /** Sums of what was said; null: nobody said. */
  readonly tokens: Readonly<Record<'input' | 'cached' | 'output' | 'reasoning', number | null>>;
  /** Dispatches whose agent said nothing of tokens: missing from the sums. */
  readonly unreported: number;
  /** Sum of what is known; null: of nothing. */
  readonly usd: number | null;
  /** Dispatches without a price: missing from the sum. */
  readonly unpriced: number;
}

export type CostKey = 'run' | 'item' | 'agent' | 'model' | 'day';

/** A whole day's name, in UTC. */
const dayOf = (at: string): string => at.slice(0, 10);

/** Groups with the most time first; by day in the order of the days. */
export function timesByRun(all: readonly RunFacts[], by: 'item' | 'day'): readonly RunTimeGroup[] {
  const groups = Map.groupBy(all, ({ summary }) => (by === 'item' ? summary.itemId : dayOf(summary.startedAt)));
  const times = [...groups].map(([key, runs]) => ({ key, ...runTimes(runs) }));
  return times.toSorted((a, b) =>
    by === 'day' ? compare(a.key, b.key) : b.spent.totalMs - a.spent.totalMs || compare(a.key, b.key),
  );
}

export function runTimes(runs: readonly RunFacts[]): Omit<RunTimeGroup, 'key'> {
  const sum = (name: keyof Spent): number => runs.reduce((total, { spent }) => total + spent[name], 0);
  return {
    runs: runs.length,
    spent: {
      totalMs: sum('totalMs'),
      executorMs: sum('executorMs'),
      verifiersMs: sum('verifiersMs'),
      checksMs: sum('checksMs'),
      okstraMs: sum('okstraMs'),
      interruptedMs: sum('interruptedMs'),
    },
    medianMs: median(runs.map(({ spent }) => spent.totalMs)),
  };
}

/** Agents or models with the most time first. Side by side counts for each: this is work, not the time of a clock on the wall. */
export function timesByAgent(all: readonly RunFacts[], by: 'agent' | 'model'): readonly AgentTimeGroup[] {
  const ended = all.flatMap(({ dispatches }) => dispatches).filter(({ ms }) => ms !== null);
  const groups = [...Map.groupBy(ended, (dispatch) => dispatch[by])].map(([key, dispatches]) => ({
    key,
    ...agentTimes(dispatches),
  }));
  return groups.toSorted((a, b) => b.totalMs - a.totalMs || compare(a.key ?? '', b.key ?? ''));
}

export function agentTimes(dispatches: readonly DispatchUse[]): Omit<AgentTimeGroup, 'key'> {
  const times = dispatches.flatMap(({ ms }) => (ms === null ? [] : [ms]));
  return {
    dispatches: times.length,
    totalMs: times.reduce((sum, ms) => sum + ms, 0),
    medianMs: median(times),
    longestMs: times.reduce((most, ms) => Math.max(most, ms), 0),
  };
}

interface Used {
  readonly run: RunFacts;
  readonly use: DispatchUse;
}

/** The dearest first; by day in the order of the days. A run without a dispatch has no part in it. */
export function costsBy(all: readonly RunFacts[], by: CostKey): readonly CostGroup[] {
  const groups = [...Map.groupBy(usesOf(all), (used) => costKey(used, by))].map(([key, used]) => ({ key, ...costs(used) }));
  return groups.toSorted((a, b) =>
    by === 'day'
      ? compare(a.key ?? '', b.key ?? '')
      : (b.usd ?? -1) - (a.usd ?? -1) || (b.tokens.output ?? -1) - (a.tokens.output ?? -1) || compare(a.key ?? '', b.key ?? ''),
  );
}

export const totalCosts = (all: readonly RunFacts[]): Omit<CostGroup, 'key'> => costs(usesOf(all));

const usesOf = (all: readonly RunFacts[]): readonly Used[] => all.flatMap((run) => run.dispatches.map((use) => ({ run, use })));

function costKey({ run, use }: Used, by: CostKey): string | null {
  switch (by) {
    case 'run':
      return run.summary.runId;
    case 'item':
      return run.summary.itemId;
    case 'day':
      return dayOf(use.startedAt);
    default:
      return use[by];
  }
}

function costs(used: readonly Used[]): Omit<CostGroup, 'key'> {
  const said = (pick: (use: DispatchUse) => number | null | undefined): number | null => {
    const figures = used.flatMap(({ use }) => pick(use) ?? []);
    return figures.length === 0 ? null : figures.reduce((sum, figure) => sum + figure, 0);
  };
  return {
    runs: new Set(used.map(({ run }) => run)).size,
    dispatches: used.length,
    tokens: {
      input: said(({ tokens }) => tokens?.input),
      cached: said(({ tokens }) => tokens?.cached),
      output: said(({ tokens }) => tokens?.output),
      reasoning: said(({ tokens }) => tokens?.reasoning),
    },
    unreported: used.filter(({ use }) => use.tokens === null).length,
    usd: said(({ money }) => money?.usd),
    unpriced: used.filter(({ use }) => use.money === null).length,
  };
}

/** The middle value; of an even count the mean of the two in the middle; 0 of none. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length === 0 ? 0 : Math.round(((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
