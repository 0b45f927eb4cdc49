/** Claims on tasks of feature documents. */
export type { BundleAnswer, WantedBundle } from './bundle.ts';
export { takeNextBundle } from './bundle.ts';
export type { ClaimContext } from './context.ts';
export { claimRemote, cloneOwner, isOfClone, ownerOf, runOfOwner, skewOf, termsOf } from './context.ts';
export type { ReleaseAnswer, RenewAnswer } from './keep.ts';
export { awaitMerge, releaseClaims, renewClaims } from './keep.ts';
export { cleanStaleClaims } from './local.ts';
export { mergedThere } from './merged-there.ts';
export { awaitedBranch } from './payload.ts';
export type { Settled } from './settle.ts';
export { isLocalOnly, mergedAt, settleAwaiting } from './settle.ts';
export type { HeldClaim, TakeAnswer, Takeover } from './take.ts';
export { takeClaims } from './take.ts';
export type { ClaimsView, ReadHolding, RemoteState } from './view.ts';
export { heldIn, readClaims } from './view.ts';
