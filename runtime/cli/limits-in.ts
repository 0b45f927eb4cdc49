/** Limits of a run among the flags of a command. */
import type { RunFlags } from '../conductor/index.ts';

type Limits = Pick<RunFlags, 'budgetTokens' | 'budgetUsd' | 'maxTimeMs' | 'waitQuota'>;

export function limitsIn(options: Readonly<Record<string, unknown>>): Limits {
  const given: { [K in keyof Limits]: Limits[K] | undefined } = {
    budgetTokens: options['budgetTokens'] as number | undefined,
    budgetUsd: options['budgetUsd'] as number | undefined,
    maxTimeMs: options['maxTime'] as number | undefined,
    waitQuota: options['waitQuota'] as boolean | undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Limits;
}
