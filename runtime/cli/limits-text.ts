/** The limits of a run in words, for its plan. */
import { durationText } from '../config/units.ts';
import type { Limits, RunPlan } from '../model/plan.ts';

export function limitLines({ limits, panel }: Pick<RunPlan, 'limits' | 'panel'>): readonly string[] {
  const { timeoutMs, maxTimeMs, waitQuotaMs } = limits;
  const time = [
    `${durationText(timeoutMs)} a dispatch`,
    `${silenceText(limits)} of silence`,
    ...(maxTimeMs === undefined ? [] : [`${durationText(maxTimeMs)} the run`]),
    ...(waitQuotaMs === undefined ? [] : [`waits up to ${durationText(waitQuotaMs)} for a quota`]),
  ];
  const { budgetTokens, budgetUsd } = limits;
  const budget = [
    ...(budgetTokens === undefined ? [] : [`${grouped(budgetTokens)} tokens`]),
    ...(budgetUsd === undefined ? [] : [`$${budgetUsd}`]),
  ];
  return [
    `  time        ${time.join(', ')}`,
    ...(budget.length === 0 ? [] : [`  budget      ${budget.join(', ')}, over all agents together`]),
    ...(panel === 'auto'
      ? ['  panel       fewer verifiers for a tiny change, all of them as soon as one has something to say']
      : []),
  ];
}

function silenceText({ silenceMs }: Limits): string {
  if (typeof silenceMs === 'number') return durationText(silenceMs);
  const { executor, verifier } = silenceMs;
  return executor === verifier
    ? durationText(executor)
    : `${durationText(executor)} (executor), ${durationText(verifier)} (verifier)`;
}

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
