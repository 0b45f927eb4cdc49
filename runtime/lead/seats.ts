/** What a seat needs next, from its dispatches in one attempt. */
import type { Fault } from '../model/agents.ts';
import { RETRYABLE } from '../model/agents.ts';
import type { Turn } from '../model/events.ts';
import type { ArtifactRef } from '../model/evidence.ts';
import { unreachable } from '../model/failure.ts';
import type { DispatchState } from './state.ts';

export type SeatNeed =
  | { readonly kind: 'dispatch'; readonly turn: Turn; readonly after?: DispatchState }
  | { readonly kind: 'wait' }
  | { readonly kind: 'judge'; readonly dispatch: DispatchState }
  | { readonly kind: 'waiting-quota'; readonly fault: Fault }
  | { readonly kind: 'faulted'; readonly fault: Fault; readonly dispatch: DispatchState }
  | { readonly kind: 'answered'; readonly dispatch: DispatchState; readonly answer?: ArtifactRef }
  | { readonly kind: 'no-result'; readonly dispatch: DispatchState; readonly reason: string };

/** One more dispatch after a fault that may pass, one repair turn after an answer that does not fit. */
const RETRIES = 1;
const REPAIRS = 1;

export function seatNeed(role: 'executor' | 'verifier', dispatches: readonly DispatchState[]): SeatNeed {
  const last = dispatches.at(-1);
  if (!last) return { kind: 'dispatch', turn: 'first' };
  switch (last.kind) {
    case 'running':
      return { kind: 'wait' };
    case 'abandoned':
      return { kind: 'dispatch', turn: last.turn === 'first' ? 'resumed' : last.turn, after: last };
    case 'finished':
      // A verifier that changed its repository is void, however it ended.
      if (role === 'verifier' && (last.disturbed?.length ?? 0) > 0) return afterAnswer(last, dispatches);
      // The work is there already: only its messages were asked for once more.
      if (role === 'executor' && last.turn === 'repair') return { kind: 'answered', dispatch: last };
      if (last.fault) return afterFault(last, last.fault, dispatches);
      return role === 'executor' ? afterWork(last) : afterAnswer(last, dispatches);
    default:
      return unreachable(last.kind);
  }
}

/** An executor's answer is judged by the messages of the commits that it names, and by nothing else of its form. */
const afterWork = (last: DispatchState): SeatNeed =>
  last.judged?.result === 'repairable' ? { kind: 'dispatch', turn: 'repair', after: last } : { kind: 'answered', dispatch: last };

function afterFault(last: DispatchState, fault: Fault, dispatches: readonly DispatchState[]): SeatNeed {
  if (fault.kind === 'quota' && fault.retryAt !== undefined) return { kind: 'waiting-quota', fault };
  const faults = dispatches.filter((d) => d.fault && RETRYABLE.has(d.fault.kind)).length;
  if (RETRYABLE.has(fault.kind) && faults <= RETRIES)
    return { kind: 'dispatch', turn: last.turn === 'repair' ? 'repair' : 'retry', after: last };
  return { kind: 'faulted', fault, dispatch: last };
}

function afterAnswer(last: DispatchState, dispatches: readonly DispatchState[]): SeatNeed {
  const { judged } = last;
  if (!judged) return { kind: 'judge', dispatch: last };
  switch (judged.result) {
    case 'valid':
      return { kind: 'answered', dispatch: last, ...(judged.answer ? { answer: judged.answer } : {}) };
    case 'repairable': {
      const repairs = dispatches.filter((d) => d.turn === 'repair' && d.judged !== undefined).length;
      return repairs < REPAIRS
        ? { kind: 'dispatch', turn: 'repair', after: last }
        : {
            kind: 'no-result',
            dispatch: last,
            reason: `answer still not usable after the repair turn: ${judged.problems.join('; ')}`,
          };
    }
    case 'void':
    case 'no-result':
      return { kind: 'no-result', dispatch: last, reason: judged.problems.join('; ') };
    default:
      return unreachable(judged.result);
  }
}
