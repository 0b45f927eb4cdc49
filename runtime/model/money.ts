/** What tokens cost. Pure; what is not known is not zero. */
import type { Usage } from './agents.ts';

/** US dollars per million tokens. */
export interface Price {
  readonly input: number;
  /** Of the input. Absent: as any input. */
  readonly cachedInput?: number;
  readonly output: number;
  /** Of the output. Absent: as any output. */
  readonly reasoning?: number;
}

/** Where the cost of a dispatch comes from: the agent's own account, okstra's prices, or nowhere. */
export type CostSource = 'reported' | 'priced' | 'unknown';

export interface Cost {
  /** Absent: not known. */
  readonly costUsd?: number;
  readonly costSource: CostSource;
}

const MILLION = 1_000_000;

/** What an agent says it cost; else what the price makes of its tokens, when it told both kinds. */
export function costOf(usage: Usage | undefined, price: Price | undefined): Cost {
  if (usage?.costUsd !== undefined) return { costUsd: usage.costUsd, costSource: 'reported' };
  if (price === undefined || usage?.inputTokens === undefined || usage.outputTokens === undefined)
    return { costSource: 'unknown' };
  return { costUsd: priced(usage, price), costSource: 'priced' };
}

/** Cached tokens are input, reasoning tokens are output: each kind is counted once. */
export function priced(usage: Usage, price: Price): number {
  const { inputTokens = 0, cachedInputTokens = 0, outputTokens = 0, reasoningTokens = 0 } = usage;
  const cached = Math.min(cachedInputTokens, inputTokens);
  const reasoning = Math.min(reasoningTokens, outputTokens);
  const total =
    (inputTokens - cached) * price.input +
    cached * (price.cachedInput ?? price.input) +
    (outputTokens - reasoning) * price.output +
    reasoning * (price.reasoning ?? price.output);
  return total / MILLION;
}

/** The price of an agent: under its own name, else under its model's. */
export const priceFor = (
  prices: Readonly<Record<string, Price>>,
  agent: { readonly name: string; readonly model?: string | undefined },
): Price | undefined => own(prices, agent.name) ?? (agent.model === undefined ? undefined : own(prices, agent.model));

const own = (prices: Readonly<Record<string, Price>>, name: string): Price | undefined =>
  Object.hasOwn(prices, name) ? prices[name] : undefined;
