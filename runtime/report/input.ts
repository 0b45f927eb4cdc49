/** What a report is assembled from. Values only: the same input gives the same data. */
import type { AuditRecord, TestProof } from '../audits/index.ts';
import type { ConvergenceState, ExecutorClaims } from '../findings/types.ts';
import type { RunEvent } from '../model/events.ts';
import type { FollowUp, VerifierAnswer } from '../model/findings.ts';
import type { RunPlan } from '../model/plan.ts';

/** How a run's findings were settled, as `state/convergence.json` holds it. Repeated in the report, never counted again. */
export type ConvergenceRecord = Pick<
  ConvergenceState,
  'findings' | 'roundHistory' | 'round2SkippedReason' | 'stopReason' | 'finalClassificationCounts'
>;

/** Facts about the machine, observed when the run was planned or when the report is made. */
export interface EnvironmentFacts {
  /** `linux`, `darwin`, … with the release, for example `linux 6.1`. */
  readonly os: string;
  /** `24.21.0` */
  readonly node: string;
  /** `2.47.3` */
  readonly git: string;
  /** Whether okstra's own sandbox works here. */
  readonly sandbox: boolean;
}

export interface ReportInput {
  readonly plan: RunPlan;
  /** All events of the run, in journal order; the first is `run-started`. */
  readonly events: readonly RunEvent[];
  /** Final texts of dispatches (`dispatch-finished.text`), by artifact path. A missing one is reported as an empty text. */
  readonly texts: ReadonlyMap<string, string>;
  /** Parsed answers (`answer-judged.answer`), by dispatch name. */
  readonly answers: ReadonlyMap<string, VerifierAnswer>;
  /** Settled findings (`verdict-given.convergence`), by attempt. */
  readonly convergence: ReadonlyMap<number, ConvergenceRecord>;
  /** Audits of the change (`audited.audits`), by attempt. */
  readonly audits: ReadonlyMap<number, AuditRecord>;
  /** The change's tests without it and with it (`tests-proved.result`), by attempt. */
  readonly testProofs: ReadonlyMap<number, Pick<TestProof, 'exempt' | 'rows'>>;
  /** What the executor's `json` block claims, by attempt; an attempt without a block may be left out. */
  readonly claims: ReadonlyMap<number, Pick<ExecutorClaims, 'commands' | 'outOfPlan'>>;
  /** On record, or as they would be if the run ended now; `spawned`: path of the item made of it, relative to the repository. */
  readonly followUps: readonly (FollowUp & { readonly spawned: string | null })[];
  /** What the report writer wrote, once its answer was judged. */
  readonly prose?: { readonly dispatch: string; readonly summary: string; readonly rationale: string };
  readonly environment: EnvironmentFacts;
  /** The number at the end of the run folder's name, from 1. */
  readonly seq: number;
  /** The run folder relative to the repository's top, with `/`: reports are copied into the repository and name no absolute paths. */
  readonly runDir: string;
}
