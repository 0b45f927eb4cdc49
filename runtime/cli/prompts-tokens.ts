/** Counts tokens: exactly where the package gpt-tokenizer is installed beside okstra, else by the length of the text. */
import { createRequire } from 'node:module';
import type { CountTokens } from '../prompts/index.ts';
import { estimateTokens } from '../prompts/index.ts';

const PACKAGE = 'gpt-tokenizer';

export interface TokenCounter {
  readonly count: CountTokens;
  /** Name of the package whose tokens these are; null: an estimate, shown with `~`. */
  readonly tokenizer: string | null;
}

/**
 * Only a package beside okstra itself is loaded, never one of the project's: looking at prompts runs no code of a repository.
 *
 * @param from file or URL from which the package is looked for
 */
export function tokenCounter(from: string = import.meta.url): TokenCounter {
  const count = countTokensOf(from);
  return count === undefined ? { count: estimateTokens, tokenizer: null } : { count: (text) => count(text), tokenizer: PACKAGE };
}

interface Loaded {
  readonly countTokens?: CountTokens;
}

function countTokensOf(from: string): CountTokens | undefined {
  const load = createRequire(from);
  try {
    load.resolve(PACKAGE);
  } catch {
    return undefined;
  }
  return (load(PACKAGE) as Loaded).countTokens;
}

export const tokensText = (tokens: number, { tokenizer }: TokenCounter): string => `${tokenizer === null ? '~' : ''}${tokens}`;
