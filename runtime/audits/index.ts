/** Audits of a change: what okstra finds by looking, without anybody's word. Pure; what they need is handed in. */
export { ALLOWABLE, type AllowList, applyAllowList, readAllowList } from './allow.ts';
export { type AgentSaying, auditDiscrepancies, type DiscrepancyInput } from './claims/audit.ts';
export { type CountClaim, countClaims } from './claims/counts.ts';
export {
  type Audience,
  type CommandRuling,
  type JudgeOptions,
  judgeCommand,
  type RuleId,
  type Scripts,
  scriptsOf,
} from './commands/index.ts';
export {
  type ConcludeInput,
  concludeFailBefore,
  type FailBefore,
  type FileRow,
  type Redness,
  type RunResult,
} from './fail-before/conclude.ts';
export { type FailBeforeInput, type FailBeforePlan, type PlannedRun, planFailBefore } from './fail-before/plan.ts';
export { asText, LARGEST_BYTES, type PathsToRead, pathsToRead } from './reading.ts';
export type { AuditRecord, TestProof } from './record.ts';
export { auditScope, type ScopeAudit, type ScopeInput } from './scope/audit.ts';
export { auditCommits, type CommitSource, commitProblems } from './scope/commits.ts';
export type { Entry } from './scope/entries.ts';
export { type Grammars, loadGrammars } from './syntax/grammars.ts';
export { auditTampering, contractBreaks, type TamperInput } from './tamper/audit.ts';
export { auditCounts } from './tamper/fewer.ts';
export type { AllowEntry, AuditFinding, AuditKind, Basis, ScopeKind, TamperKind, Texts } from './types.ts';
