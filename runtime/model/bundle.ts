/** A bundle of tasks of one feature document: what a run takes at once, and how it was claimed. */

/** The part of a work item that says which tasks it is made of. */
export interface ItemBundle {
  /** `FRD-001`. */
  readonly frdId: string;
  /** Of the document, relative to the top of the repository. */
  readonly path: string;
  /** Never empty; in the document's order. */
  readonly taskIds: readonly string[];
  /** The task that the next pull request of this document begins with; null when there is none. */
  readonly nextBoundaryTaskId: string | null;
}

/** A row of `preflightChecks` in the run summary. */
export interface PreflightCheck {
  readonly name: string;
  readonly status: 'passed' | 'failed';
  readonly details: string;
}

/** What the summary of a run says of its claims. */
export interface BundleClaim {
  readonly taskId: string | null;
  readonly claimRef: string | null;
  readonly status: 'claimed' | 'already_claimed' | 'fallback_local' | 'not_used';
  readonly details: string;
  readonly takeover: {
    readonly ownerId: string;
    readonly previousOwnerId: string;
    readonly previousExpiresAt: string;
    readonly takeoverAt: string;
  } | null;
}

/** How a bundle was chosen; the part of a plan that only runs of feature documents have. */
export interface BundlePlan {
  readonly preflight: readonly PreflightCheck[];
  /** Of a plan that is only shown: `not_used`. */
  readonly claim: BundleClaim;
}
