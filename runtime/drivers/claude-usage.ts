/** Tokens and money in claude's result lines. Pure. */
import type { DriverEvent, Usage } from '../model/agents.ts';
import { isObject } from './ending.ts';

/**
 * What a `result` line says was used, subagents included. There are two accounts by model: what was used since the result before, and the
 * whole session with all dispatches. The first is exact; without it (older versions) the session's is given, as cumulative.
 */
export function readClaudeUsage(event: Record<string, unknown>): readonly DriverEvent[] {
  const own = event['model_usage_since_last_result'];
  if (isObject(own)) return counted(Object.values(own), false);
  const session = event['modelUsage'];
  // A second result of one process without the first account: nothing was used since.
  const isFirst = event['result_index'] === undefined || event['result_index'] === 0;
  return isObject(session) && isFirst ? counted(Object.values(session), true) : [];
}

function counted(accounts: readonly unknown[], cumulative: boolean): readonly DriverEvent[] {
  const models = accounts.filter(isObject);
  return models.length === 0 ? [] : [{ type: 'usage', usage: sum(models), cumulative }];
}

/** Input that was written to the cache is input like any other; the program counts the three kinds apart. */
function sum(models: readonly Record<string, unknown>[]): Usage {
  const of = (key: string): number => models.reduce((total, model) => total + count(model[key]), 0);
  const cached = of('cacheReadInputTokens');
  // For models that the program has no price of, its figure is a guess.
  const isPriced = models.every(({ costUSD, costBasis }) => typeof costUSD === 'number' && costBasis !== 'unknown');
  return {
    inputTokens: of('inputTokens') + cached + of('cacheCreationInputTokens'),
    cachedInputTokens: cached,
    outputTokens: of('outputTokens'),
    reasoningTokens: of('thinkingTokens'),
    ...(isPriced ? { costUsd: of('costUSD') } : {}),
  };
}

/** The `usage` of one model call, as its host counts it. What it does not name was not told (yet). */
export function readCallUsage(usage: Record<string, unknown>): Usage {
  const {
    input_tokens: fresh,
    cache_read_input_tokens: cached,
    cache_creation_input_tokens: written,
    output_tokens: output,
  } = usage;
  return {
    ...(typeof fresh === 'number' ? { inputTokens: fresh + count(cached) + count(written) } : {}),
    ...(typeof cached === 'number' ? { cachedInputTokens: cached } : {}),
    ...(typeof output === 'number' ? { outputTokens: output } : {}),
  };
}

const count = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

/** The tokens and the money of one process: all its results taken together. */
export function totalUsage(usages: readonly Usage[]): Usage | undefined {
  const [first, ...others] = usages;
  if (first === undefined) return undefined;
  return others.reduce((total, next) => {
    const known = (['inputTokens', 'cachedInputTokens', 'outputTokens', 'reasoningTokens', 'costUsd'] as const).filter(
      (key) => total[key] !== undefined && next[key] !== undefined,
    );
    return Object.fromEntries(known.map((key) => [key, (total[key] ?? 0) + (next[key] ?? 0)]));
  }, first);
}
