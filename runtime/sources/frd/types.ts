/** Feature documents as typed values. */
import type { Failure, Notice } from '../../model/failure.ts';

/** The convention's own words. */
export type FrdStatus = 'not_started' | 'in_progress' | 'completed' | 'blocked' | 'skipped';

export interface FrdSubtask {
  readonly subtaskId: string;
  readonly title: string;
  readonly description: string;
  readonly status: FrdStatus;
  /** Relative to the top of the repository. */
  readonly filesToCreate: readonly string[];
  readonly filesToModify: readonly string[];
  readonly notes: readonly string[];
}

export type VerificationType = 'build' | 'test' | 'manual' | 'integration' | 'api';

export interface FrdVerification {
  readonly verificationId: string;
  readonly type: VerificationType;
  readonly description: string;
  /** Command lines, as written; empty when none is given. */
  readonly commands: readonly string[];
}

export interface FrdScenario {
  readonly scenarioId: string;
  readonly type: string;
  readonly description: string;
  readonly expectedOutcome: string;
}

export interface FrdTestRequirement {
  readonly testRequirementId: string;
  readonly type: string;
  readonly description: string;
  readonly scenarios: readonly FrdScenario[];
}

export interface FrdGotcha {
  readonly gotchaId: string;
  readonly severity: string;
  readonly description: string;
}

export interface FrdTask {
  readonly taskId: string;
  readonly frdId: string;
  readonly title: string;
  readonly description: string;
  readonly status: FrdStatus;
  /** A pull request begins with this task. */
  readonly prLevel: boolean;
  /** Ids of tasks and of whole documents. */
  readonly dependencies: readonly string[];
  readonly subtasks: readonly FrdSubtask[];
  readonly verification: readonly FrdVerification[];
  /** Empty where there is a reason for having none. */
  readonly testRequirements: readonly FrdTestRequirement[];
  readonly testOmissionReason?: string;
  readonly gotchas: readonly FrdGotcha[];
  readonly notes: readonly string[];
}

export interface FrdDocument {
  readonly frdId: string;
  readonly title: string;
  readonly description: string;
  /** As the document states it. */
  readonly status: FrdStatus;
  readonly dependencies: readonly string[];
  readonly specReferences: readonly string[];
  /** In the order of the document, which is the order they are taken in. */
  readonly tasks: readonly FrdTask[];
  /** Of the file, relative to the top of the repository, with `/`. */
  readonly path: string;
}

export interface FrdIndexEntry {
  readonly frdId: string;
  readonly status: string;
  readonly path: string;
}

/** `run`: about the set as a whole, `file`: about one file. */
export interface FrdIssue {
  readonly level: 'run' | 'file';
  readonly code: 'SCHEMA_ERROR' | 'PARSE_ERROR' | 'VALIDATION_ERROR';
  readonly problem: Failure;
}

export interface FrdSet {
  /** Absolute folder. */
  readonly root: string;
  /** The same relative to the top of the repository. */
  readonly rootPath: string;
  /** Those that can be used, in the order of the index. */
  readonly documents: readonly FrdDocument[];
  /** Ids of the index whose document cannot be used, in its order, and why. */
  readonly unusable: readonly { readonly frdId: string; readonly path: string; readonly reason: string }[];
  /** All that is wrong, run-level issues first. */
  readonly issues: readonly FrdIssue[];
  /** What is odd and decides nothing, such as a status that the index copies wrongly. */
  readonly notices: readonly Notice[];
}
