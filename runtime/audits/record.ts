/** What a run keeps of the audits of one attempt. */
import type { ArtifactRef } from '../model/evidence.ts';
import type { FailBefore } from './fail-before/conclude.ts';
import type { FailBeforePlan } from './fail-before/plan.ts';
import type { ScopeAudit } from './scope/audit.ts';
import type { AllowEntry, AuditFinding } from './types.ts';

/** `state/audits-<attempt>.json`. */
export interface AuditRecord {
  readonly findings: readonly AuditFinding[];
  readonly outOfPlan: ScopeAudit['outOfPlan'];
  /** The item's own exceptions. */
  readonly allow: readonly AllowEntry[];
  /** Which runs show that the change's tests fail without it. */
  readonly tests: FailBeforePlan;
}

/** `state/fail-before-<attempt>.json`. */
export interface TestProof extends FailBefore {
  /** Logs of the runs, by `<run>-<side>`. */
  readonly logs: Readonly<Record<string, ArtifactRef>>;
}
