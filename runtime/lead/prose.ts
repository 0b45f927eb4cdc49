/**
 * The report writer's turn: once the run has ended, so that nothing it does or fails to do changes how it ended. Whatever keeps it from
 * answering is written down, and the report is made without it.
 */
import type { Action, LeadLimits } from './action.ts';
import { reserve } from './budget.ts';
import { seatNeed } from './seats.ts';
import type { RunState } from './state.ts';
import { currentAttempt, seatDispatches } from './state.ts';

/** @returns undefined when the report can be written: with its prose, or without because there is no writer or none that could */
export function proseActions(state: RunState, limits: LeadLimits): readonly Action[] | undefined {
  const seat = state.started?.reportWriter;
  const attempt = currentAttempt(state);
  // Without a verdict on a change there is nothing to explain that the report does not say in a line.
  if (seat === undefined || !attempt?.verdict || !attempt.candidate || state.proseGivenUp !== undefined) return undefined;
  const next = seatNeed('verifier', seatDispatches(attempt, seat));
  switch (next.kind) {
    case 'answered':
      return undefined;
    case 'wait':
      return [];
    case 'judge':
      return [{ type: 'judge-answer', attempt: attempt.n, seat, dispatch: next.dispatch.id }];
    case 'dispatch': {
      if (limits.stopping === true) return givenUp('the run was asked to stop');
      const reserved = reserve(state, limits, { asked: [{ seat, round: 0 }], verifiers: [] })?.[0];
      if (reserved === undefined) return givenUp('the budget of the run does not last for its writer');
      const { turn, after } = next;
      return [
        { type: 'dispatch', seat, attempt: attempt.n, round: 0, turn, ...(after ? { after: after.id } : {}), reserve: reserved },
      ];
    }
    case 'waiting-quota':
    case 'faulted':
      return givenUp(`its writer ended without a result (${next.fault.kind}): ${next.fault.message}`);
    default:
      return givenUp(next.reason);
  }
}

const givenUp = (reason: string): readonly Action[] => [{ type: 'give-up-prose', reason }];
