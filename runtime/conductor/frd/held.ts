/** Keeping the claims of a bundle while its run goes on: renewed in time, and settled by how the run ends. */
import type { Notice } from '../../model/failure.ts';
import { fail } from '../../model/failure.ts';
import type { ClaimContext, HeldClaim, RenewAnswer } from '../../sources/frd/claims/index.ts';
import { awaitMerge, releaseClaims, renewClaims } from '../../sources/frd/claims/index.ts';

export interface HeldBundle {
  readonly context: ClaimContext;
  readonly claims: readonly HeldClaim[];
}

/** `merge`: until its branch is merged. `person`: until somebody has said what only a person can. `later`: the run goes on by itself. */
export type ClaimsEnd = { readonly kind: 'merge'; readonly branch: string } | { readonly kind: 'person' | 'later' | 'release' };

export interface KeptBundle {
  /**
   * Renews the claims now: before what is to be merged is put on the branch.
   * @throws OkstraError `claim-lost`
   */
  readonly confirm: () => Promise<void>;
  /** After this nothing is renewed any more. Never throws: what could not be told the remote ends with its time. */
  readonly end: (how: ClaimsEnd) => Promise<void>;
}

export interface KeepBundleTerms extends HeldBundle {
  readonly mergeLeaseMs: number;
  /** Somebody else has a task of it, or may have: the run has to end. */
  readonly onLost: (why: string) => void;
  readonly onNotice: (notice: Notice) => void;
}

/** A renewal that failed is tried again this much sooner than one that is due. */
const SOONER = 6;

export function keepBundle({ context, claims, mergeLeaseMs, onLost, onNotice }: KeepBundleTerms): KeptBundle {
  let held = claims;
  let lost: string | undefined;
  let isCut = false;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();

  const lose = (why: string): void => {
    if (lost !== undefined) return;
    lost = why;
    clearTimeout(timer);
    onLost(why);
  };

  async function renew(act: () => Promise<RenewAnswer> = () => renewClaims(context, held)): Promise<void> {
    if (lost !== undefined) return;
    const answer = await act();
    if (answer.kind === 'lost') return lose(`${answer.taskIds.join(', ')} was given back by hand, or somebody else has it`);
    if (answer.kind === 'renewed') {
      held = answer.claims;
      if (isCut) onNotice({ code: 'claims-confirmed', message: 'The claims are renewed at the remote again.' });
      isCut = false;
      return;
    }
    if (context.now().getTime() >= Date.parse(answer.holdsUntil)) return lose(`the claims could not be renewed: ${answer.why}`);
    if (isCut) return;
    isCut = true;
    const message = `The claims could not be renewed; the run goes on until ${answer.holdsUntil}. ${answer.why}`;
    onNotice({ code: 'claims-unconfirmed', message });
  }

  function schedule(): void {
    clearTimeout(timer);
    if (lost !== undefined) return;
    timer = setTimeout(beat, context.ttlMs / 3 / (isCut ? SOONER : 1));
    timer.unref();
  }

  function beat(): void {
    last = last
      .then(() => renew())
      .catch(noteFailure)
      .finally(schedule);
  }

  /** Git may fail for a moment; several more tries fit into the time of a claim. */
  function noteFailure(error: unknown): void {
    isCut = true;
    onNotice({ code: 'claims-unconfirmed', message: `The claims could not be renewed: ${(error as Error).message}` });
  }

  schedule();
  return {
    confirm: async () => {
      // In its turn: of two renewals at a time one finds the claims changed, and takes the other for somebody else.
      const own = last.then(() => renew());
      last = own.catch(() => undefined);
      await own;
      if (lost === undefined) return;
      throw fail('blocked', 'claim-lost', `Expected to hold the claims of the bundle until the end, found that ${lost}.`, {
        fix: 'okstra resume goes on once they are free, okstra frd claims shows who has them; nothing was put on the branch.',
      });
    },
    end: async (how) => {
      clearTimeout(timer);
      await last;
      clearTimeout(timer);
      try {
        await settle(how);
      } catch (error) {
        onNotice({
          code: 'claims-not-settled',
          message: `The claims stay as they are until they end: ${(error as Error).message}`,
        });
      }
    },
  };

  async function settle(how: ClaimsEnd): Promise<void> {
    if (lost !== undefined) return;
    switch (how.kind) {
      case 'merge':
        await renew(() => awaitMerge(context, held, { branch: how.branch, mergeLeaseMs }));
        return;
      case 'person':
        await renew(() => renewClaims(context, held, { ttlMs: mergeLeaseMs, ownerInfo: 'awaiting the words of a person' }));
        return;
      case 'later':
        return renew();
      default: {
        const { kept } = await releaseClaims(
          context,
          held.map(({ taskId }) => taskId),
        );
        for (const { taskId, why } of kept) {
          const message = `The claim of ${taskId} could not be given back (${why}); it ends with its time.`;
          onNotice({ code: 'claims-not-settled', message, fix: `okstra frd release ${taskId}` });
        }
      }
    }
  }
}
