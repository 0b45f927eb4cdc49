/** Runs: started, resumed, stopped, given up, landed. */
export type { Progress, RunAnswer, RunFlags, RunHooks, RunRequest } from './api.ts';
export { type Call, callOnce } from './call-once.ts';
export type { DiscardAnswer } from './discard.ts';
export { discardRun } from './discard.ts';
export { dismissEntry, findFollowUp, spawnEntry } from './follow-up-decide.ts';
export { type FollowUpEntry, type FollowUpState, type FollowUpView, gatherFollowUps } from './follow-up-view.ts';
export type { LandAnswer } from './land.ts';
export { landItem } from './land.ts';
export type { Ports } from './ports.ts';
export { okstraHome, realPorts } from './ports.ts';
export { probePorts } from './probe-ports.ts';
export { reportFromJournal } from './report-again.ts';
export { findRun, resumeRun } from './resume.ts';
export type { Session } from './session.ts';
export { openSession } from './session.ts';
export { planItem, runItem } from './start.ts';
export type { StopAnswer } from './stop.ts';
export { stopRun } from './stop.ts';
