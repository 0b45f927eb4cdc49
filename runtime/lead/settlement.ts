/** What a dispatch that has ended is counted with. Pure. */
import type { Usage } from '../model/agents.ts';
import type { Settled } from '../model/limits.ts';
import type { Cost, Price } from '../model/money.ts';
import { priced } from '../model/money.ts';
import type { Amount } from './budget.ts';

export interface Seen {
  /** As the agent told it at its end. */
  readonly usage?: Usage | undefined;
  /** As its stream told it meanwhile. */
  readonly streamed?: Usage | undefined;
  readonly cost: Cost;
  readonly price?: Price | undefined;
  /** Characters of the prompt and of all that came back. */
  readonly chars: { readonly prompt: number; readonly output: number };
  /** What a dispatch like it is expected to cost, where money counts and nothing tells. Absent: not known, and not counted. */
  readonly expectedUsd?: number | undefined;
}

/** As for prompts: four characters a token. */
export const CHARS_PER_TOKEN = 4;

/** Told figures as they are; others estimated, and marked so. Money that nobody can know stays out. */
export function settle({ usage, streamed, cost, price, chars, expectedUsd }: Seen): Settled {
  const told = tokensOf(usage);
  const guess = tokensOf(streamed) === undefined ? byLength(chars) : streamed;
  const tokens = told ?? tokensOf(guess) ?? 0;
  const usd =
    cost.costUsd ?? (price === undefined ? expectedUsd : priced(told === undefined ? (guess ?? {}) : (usage ?? {}), price));
  const estimated = [
    ...(told === undefined ? (['tokens'] as const) : []),
    ...(usd !== undefined && cost.costUsd === undefined ? (['usd'] as const) : []),
  ];
  return { tokens, ...(usd === undefined ? {} : { usd }), ...(estimated.length === 0 ? {} : { estimated }) };
}

export interface Lost extends Pick<Seen, 'streamed' | 'price' | 'chars'> {
  /** Whether its agent tells tokens at all, if only at its end. */
  readonly tells: boolean;
  /** What a dispatch like it is expected to need. */
  readonly expected: Amount;
}

/**
 * What a dispatch is counted with that was given up: what its stream showed; where that tells tokens at its end only, what such a dispatch is
 * expected to need; by its length where the agent never tells. Not all that was reserved: an executor holds most of the budget while it works.
 */
export function settleLost({ streamed, price, chars, tells, expected }: Lost): Settled {
  const guess = tokensOf(streamed) !== undefined ? streamed : tells ? undefined : byLength(chars);
  const tokens = tokensOf(guess) ?? expected.tokens;
  const usd = guess !== undefined && price !== undefined ? priced(guess, price) : expected.usd;
  return usd > 0 ? { tokens, usd, estimated: ['tokens', 'usd'] } : { tokens, estimated: ['tokens'] };
}

/** Input and output together; undefined when neither was told. */
const tokensOf = (usage: Usage | undefined): number | undefined =>
  usage?.inputTokens === undefined && usage?.outputTokens === undefined
    ? undefined
    : (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);

const byLength = ({ prompt, output }: Seen['chars']): Usage => ({
  inputTokens: Math.ceil(prompt / CHARS_PER_TOKEN),
  outputTokens: Math.ceil(output / CHARS_PER_TOKEN),
});
