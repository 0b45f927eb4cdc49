/** What a dispatch has used, call by call. Pure. */
import type { Usage } from '../model/agents.ts';

const KEYS = ['inputTokens', 'cachedInputTokens', 'outputTokens', 'reasoningTokens'] as const;

/** A kind of token that one call does not tell is not told of the sum either, unless another call did. */
export function plus(one: Usage | undefined, other: Usage): Usage {
  if (one === undefined) return other;
  const known = KEYS.filter((key) => one[key] !== undefined || other[key] !== undefined);
  return Object.fromEntries(known.map((key) => [key, (one[key] ?? 0) + (other[key] ?? 0)]));
}
