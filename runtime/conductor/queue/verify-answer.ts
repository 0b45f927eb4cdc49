/** What `okstra tasks verify` is asked, and what it answers. */
import type { Notice } from '../../model/failure.ts';
import type { TaskStatus } from '../../sources/task-queue/words.ts';
import type { ReviewRequest } from '../api.ts';

export interface VerifyRequest {
  /** Absent: every task that is done. */
  readonly ids?: readonly string[];
  /** Open tasks too: what somebody did by hand counts. */
  readonly all?: boolean;
  /** Only the tasks whose status asks for it. */
  readonly pendingOnly?: boolean;
  readonly flags: ReviewRequest['flags'];
  /** Questions about specs as a whole, about several together and about their documents, at most. Default 12; 0: only criteria. */
  readonly questions?: number;
  /** Branch whose tip counts as the code, together with HEAD. */
  readonly branch: string;
}

export interface VerifiedTask {
  readonly id: string;
  readonly before: TaskStatus;
  readonly after: TaskStatus;
  readonly met: number;
  readonly total: number;
  readonly result: 'pass' | 'issue' | 'not-verified';
  /** Fix task that was made of what does not hold. */
  readonly fix?: string;
  readonly unmet: readonly string[];
  /** Gaps of the specification that its verifiers reported. */
  readonly gaps: readonly string[];
  /** Fix tasks for code of other tasks that its verifiers reported. */
  readonly reported: readonly string[];
  readonly run: string | null;
  readonly reason?: string;
}

export interface VerifyAnswer {
  readonly tasks: readonly VerifiedTask[];
  readonly dimensions: Dimensions | null;
  /** What was looked at; null: a folder outside of git. */
  readonly commit: string | null;
  readonly fixes: readonly string[];
  readonly complete: boolean;
  readonly notices: readonly Notice[];
}

/** Null for what nobody looked at; why says for what reason. */
export interface Dimensions {
  readonly contract: readonly { readonly spec: string; readonly compliant: boolean | null; readonly why: string }[];
  readonly integration: readonly { readonly name: string; readonly pass: boolean | null; readonly why: string }[];
  readonly documents: readonly { readonly spec: string; readonly pass: boolean | null; readonly why: string }[];
}
