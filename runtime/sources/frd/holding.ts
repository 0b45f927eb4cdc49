/** Who holds a task, as far as choosing one is concerned. */
import { unreachable } from '../../model/failure.ts';

/** A task that is not among the holdings is free. Times are ISO-8601 in UTC. */
export type Holding =
  /** By whoever asks. */
  | { readonly kind: 'mine' }
  | { readonly kind: 'held'; readonly ownerId: string; readonly until: string }
  /** Its bundle is implemented; the claim waits for the branch to be merged. */
  | { readonly kind: 'awaiting-merge'; readonly ownerId: string; readonly until: string; readonly branch: string }
  /** Its time is over: it can be taken over. */
  | { readonly kind: 'expired'; readonly ownerId: string; readonly until: string }
  /** There is a claim that cannot be read, so nobody knows when it ends. */
  | { readonly kind: 'unreadable'; readonly why: string };

export type Holdings = ReadonlyMap<string, Holding>;

export const isAvailable = (holding: Holding | undefined): boolean =>
  holding === undefined || holding.kind === 'mine' || holding.kind === 'expired';

export function holdingText(holding: Holding): string {
  switch (holding.kind) {
    case 'mine':
      return 'claimed here';
    case 'held':
      return `claimed by ${holding.ownerId} until ${holding.until}`;
    case 'awaiting-merge':
      return `implemented by ${holding.ownerId}, waiting for ${holding.branch} to be merged until ${holding.until}`;
    case 'expired':
      return `the claim of ${holding.ownerId} ended ${holding.until}`;
    case 'unreadable':
      return `claimed, and the claim cannot be read: ${holding.why}`;
    default:
      return unreachable(holding);
  }
}
