/** Dispatches within the budget. */
import type { Action, LeadLimits } from './action.ts';
import type { SeatNeed } from './seats.ts';
import type { RunState } from './state.ts';
import { tokensUsed } from './state.ts';

export function dispatchOrStop(state: RunState, limits: LeadLimits, dispatches: readonly Action[]): readonly Action[] {
  if (!isOverBudget(state, limits)) return dispatches;
  if (anythingRunning(state)) return [];
  const { budgetTokens } = limits;
  const used = tokensUsed(state);
  return [
    {
      type: 'fail',
      failure: {
        category: 'blocked',
        code: 'budget-exhausted',
        message: `The agents of this run used ${used} tokens; the limit is ${budgetTokens}.`,
        fix: 'Raise it with --budget-tokens (or run.budgetTokens in okstra.yaml) and run the item again.',
      },
    },
  ];
}

export const isOverBudget = (state: RunState, { budgetTokens }: LeadLimits): boolean =>
  budgetTokens !== undefined && tokensUsed(state) >= budgetTokens;

interface When {
  readonly attempt: number;
  readonly round: number;
}

export function dispatchAction(seat: string, { attempt, round }: When, need: Extract<SeatNeed, { kind: 'dispatch' }>): Action {
  return { type: 'dispatch', seat, attempt, round, turn: need.turn, ...(need.after ? { after: need.after.id } : {}) };
}

export const anythingRunning = (state: RunState): boolean =>
  state.attempts.some((attempt) => attempt.dispatches.some((d) => d.kind === 'running'));
