/** Tokens of a dispatch while it goes on, as its stream or log tells them. For limits and estimates: the accounts are made of what it tells at its end. */
import type { DriverEvent, Usage } from '../model/agents.ts';

export interface LiveUsage {
  /** @returns whether the figures changed */
  see(event: DriverEvent): boolean;
  /** Undefined when nothing was told. */
  usage(): Usage | undefined;
  /** Input and output together. */
  tokens(): number;
}

type Calls = ReadonlyMap<string, Usage>;

/** @param before what the session that is continued had used, where the account of the agent holds it too */
export function liveUsage(before?: Usage): LiveUsage {
  let calls: Calls = new Map();
  let account: Usage | undefined;
  const all = (): Usage | undefined => {
    const told = [...(account === undefined ? [] : [account]), ...calls.values()];
    return told.length === 0 ? undefined : told.reduce(plus);
  };
  return {
    see(event) {
      if (event.type === 'progress') {
        calls = new Map([...calls, [event.id, { ...calls.get(event.id), ...event.call }]]);
        return true;
      }
      if (event.type !== 'usage') return false;
      // The account takes the place of what was told of its calls.
      calls = new Map();
      account = event.cumulative ? since(event.usage, before) : plus(account ?? {}, event.usage);
      return true;
    },
    usage: all,
    tokens: () => (all()?.inputTokens ?? 0) + (all()?.outputTokens ?? 0),
  };
}

const KEYS = ['inputTokens', 'cachedInputTokens', 'outputTokens', 'reasoningTokens'] as const;

function combine(one: Usage, other: Usage, how: (a: number, b: number) => number): Usage {
  const known = KEYS.filter((key) => one[key] !== undefined || other[key] !== undefined);
  return Object.fromEntries(known.map((key) => [key, how(one[key] ?? 0, other[key] ?? 0)]));
}

const plus = (one: Usage, other: Usage): Usage => combine(one, other, (a, b) => a + b);
const since = (now: Usage, before: Usage | undefined): Usage =>
  before === undefined ? now : combine(now, before, (a, b) => Math.max(0, a - b));
