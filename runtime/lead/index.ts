export type { Action, LeadLimits } from './action.ts';
export { actionKey } from './action.ts';
export { advance, fold } from './advance.ts';
export { decide } from './decide.ts';
export type { SeatNeed } from './seats.ts';
export { seatNeed } from './seats.ts';
export type { AttemptState, DispatchState, GivenVerdict, Prepared, Reproduced, RunState } from './state.ts';
export { askedOf, brokenIn, currentAttempt, NEW_RUN, seatDispatches } from './state.ts';
