/** What sessions of agents that are continued had used before: the accounts of some agents hold it too. */
import type { DispatchState } from '../lead/index.ts';
import type { Usage } from '../model/agents.ts';

/**
 * What a session had used before a dispatch that continues it: its dispatches, each without those before it, taken together.
 * @param earlier those of the attempt that came before
 */
export function usageOfSession(earlier: readonly DispatchState[], session: string | undefined): Usage | undefined {
  if (session === undefined) return undefined;
  const used = earlier.flatMap((d) => (d.session === session && d.usage !== undefined ? [d.usage] : []));
  if (used.length === 0) return undefined;
  const sum = (key: keyof Usage): number => used.reduce((total, usage) => total + (usage[key] ?? 0), 0);
  return {
    inputTokens: sum('inputTokens'),
    cachedInputTokens: sum('cachedInputTokens'),
    outputTokens: sum('outputTokens'),
    reasoningTokens: sum('reasoningTokens'),
    costUsd: sum('costUsd'),
  };
}
