/** Judging: answers parsed, findings merged, classified and counted, the verdict of an attempt. Values in, values out. */
export { type Analysis, parseAnalysis } from './analysis.ts';
export { MAX_FINDINGS, parseAnswer, parsePartAnswer } from './answer.ts';
export { type ClassInput, type Classification, classify } from './classify.ts';
export { WHY } from './counting.ts';
export { criterionRows } from './criteria.ts';
export {
  type FoundSections,
  findSections,
  lastLine,
  type ParsedClaims,
  parseExecutorClaims,
  SECTIONS,
  type Section,
} from './executor-claims.ts';
export { type RunFollowUps, runFollowUps } from './follow-ups.ts';
export { MAX_ANSWER_CHARS } from './form.ts';
export { carryIdentity, type Identified, type Identity } from './identity.ts';
export { judgeAttempt } from './judge.ts';
export { type MergedFinding, mergeFindings } from './merge.ts';
export { type ParsedPositions, type PositionsInput, parsePositions } from './positions.ts';
export { findingsOfAnswers, OKSTRA, type Origin, type Raised } from './raise.ts';
export { type CheckInput, checksDecide, criteriaOfReceipts, type FailingCheck } from './receipts.ts';
export { remainingTasks } from './remaining.ts';
export { parseReportProse, type ReportProse } from './report-prose.ts';
export { executorRisks, type Risks } from './risks.ts';
export { MAX_ASKED, type NextRound, nextRound } from './rounds.ts';
export { type AnswerKind, strictSchema } from './strict.ts';
export type * from './types.ts';
export {
  decideVerdict,
  type EarlyVerdict,
  preVerdict,
  VERDICT_TABLE,
  type VerdictInput,
  type VerdictRow,
} from './verdict.ts';
