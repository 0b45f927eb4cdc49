/** What the files of a pull request are rendered from. */
import type { BundleClaim, PreflightCheck } from '../../model/bundle.ts';
import type { TakeAnswer } from './claims/index.ts';
import { claimRef } from './claims/payload.ts';
import type { VerificationEvidence } from './verification.ts';

export interface PrTask {
  readonly taskId: string;
  readonly title: string;
}

export interface PrResult {
  readonly name: string;
  readonly command: string;
  /** null: ended by a signal, or never started. */
  readonly exitCode: number | null;
  readonly status: 'passed' | 'failed';
  /** `schema`: of the feature documents themselves. */
  readonly kind: 'test' | 'schema' | 'other';
  /** What it printed, in short. Told in strict CI runs. */
  readonly outputSummary?: string;
}

export interface PrMemory {
  readonly file: string | null;
  readonly status: 'appended' | 'no_change';
  readonly summary: string;
}

export interface PrData {
  /** Absent: nothing could be taken. */
  readonly bundle?: {
    readonly frdId: string;
    readonly tasks: readonly (PrTask & { readonly subtasks: readonly PrTask[] })[];
    readonly nextBoundaryTaskId: string | null;
    /** Tasks of the document that are left for later. */
    readonly deferred: readonly PrTask[];
    readonly branch: string;
  };
  /** Whether the tasks are done: what is not accepted implements nothing yet. */
  readonly isAccepted: boolean;
  /** Why nothing could be taken. */
  readonly nothing?: string;
  /** Oldest first. */
  readonly commits: readonly { readonly hash: string; readonly message: string }[];
  readonly filesChanged: readonly string[];
  readonly results: readonly PrResult[];
  readonly preflight: readonly PreflightCheck[];
  readonly claim: BundleClaim;
  readonly memory: PrMemory;
  /** Prose, Markdown; empty: the tasks' titles stand alone. */
  readonly summary: string;
  readonly risks: readonly string[];
  readonly notes: readonly string[];
  readonly followUps: readonly string[];
  /** Of a strict CI run. */
  readonly strict?: { readonly evidence: readonly VerificationEvidence[]; readonly overallStatus: 'passed' | 'failed' };
}

/** What the summary says of claims. */
export function prClaim(answer: TakeAnswer | 'nothing-taken' | 'not-used'): BundleClaim {
  const none = { taskId: null, claimRef: null, takeover: null };
  if (answer === 'not-used') return { ...none, status: 'not_used', details: 'no task was claimed' };
  if (answer === 'nothing-taken') return { ...none, status: 'not_used', details: 'no task could be taken' };
  if (answer.kind === 'lost')
    return { ...none, status: 'already_claimed', details: `claimed by others: ${answer.taskIds.join(', ')}` };
  const ids = answer.claims.map(({ taskId }) => taskId);
  const [first = null] = ids;
  const at = { taskId: first, claimRef: first === null ? null : claimRef(first) };
  if (answer.kind === 'fallback-local') {
    const why = `best effort, in this checkout only: ${answer.why}`;
    const left = answer.leftBehind.length === 0 ? '' : `; left at the remote: ${answer.leftBehind.join(', ')}`;
    return { ...at, claimRef: null, status: 'fallback_local', details: `${ids.join(', ')}; ${why}${left}`, takeover: null };
  }
  const [taken] = answer.takeovers;
  const others = answer.takeovers.map(({ taskId, previousOwnerId }) => `${taskId} taken over from ${previousOwnerId}`);
  const { taskId: _taskId, ...takeover } = taken ?? { taskId: '' };
  return {
    ...at,
    status: answer.wasMine ? 'already_claimed' : 'claimed',
    details: [ids.join(', '), ...others].join('; '),
    takeover: taken === undefined ? null : (takeover as BundleClaim['takeover']),
  };
}
