export { advance, fold } from './advance.ts';
export type { Action, LeadLimits } from './decide.ts';
export { actionKey, decide } from './decide.ts';
export type { SeatNeed } from './seats.ts';
export { seatNeed } from './seats.ts';
export type { AttemptState, DispatchState, GivenVerdict, Reproduced, RunState } from './state.ts';
export { brokenIn, currentAttempt, NEW_RUN, seatDispatches } from './state.ts';
