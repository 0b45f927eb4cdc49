/** How many tokens a text has, as far as that can be told without asking anybody. */
import type { Failure } from '../model/failure.ts';
import type { CountTokens, Profile } from './types.ts';

/** Characters / 4, rounded up. For the shipped profiles up to a tenth more than gpt-tokenizer counts; shown with a `~`. */
export const estimateTokens: CountTokens = (text) => Math.ceil(text.length / 4);

export interface Counted {
  readonly id: string;
  readonly tokens: number;
}

/** @param parts the largest three are named */
export function overBudget(found: number, limit: number, parts: readonly Counted[]): Failure {
  const largest = parts.toSorted((a, b) => b.tokens - a.tokens).slice(0, 3);
  return {
    category: 'usage',
    code: 'prompt-over-budget',
    message: `Expected a prompt of at most ${limit} tokens, found ${found}. Largest parts: ${largest.map(({ id, tokens }) => `${id} (${tokens})`).join(', ')}.`,
    fix: 'Shorten one of them or leave it out; nothing is cut.',
    details: { limit, found, largest },
  };
}

/** A profile above the limit that it states itself. */
export function profileOverBudget({ id, file, maxTokens = 0 }: Profile, found: number): Failure {
  return {
    category: 'usage',
    code: 'profile-over-budget',
    message: `Expected the profile "${id}" to have at most ${maxTokens} tokens, as its maxTokens says, found ${found}.`,
    fix: 'Shorten its text, or raise "maxTokens".',
    place: { file, field: '/maxTokens' },
    details: { limit: maxTokens, found },
  };
}
