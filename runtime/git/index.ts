export type { ClaimPlace, ClaimRefs, ClaimTip, PushOutcome } from './claim-refs.ts';
export { pushClaims, readClaimRefs, writeClaim } from './claim-refs.ts';
export { breakDeadLock, isDeadLock } from './dead-lock.ts';
export type { Change } from './diff.ts';
export { diffBoth, diffFiles, diffShown, diffText, filesAt } from './diff.ts';
export type { Laid } from './fingerprint.ts';
export { disturbances, filesNow, indexOfTree, lookAt } from './fingerprint.ts';
export { commitNamed, conflictsIn, mergeBases, messagesBetween } from './history.ts';
export { ignoredIn } from './ignored.ts';
export type { Landed, Landing } from './land.ts';
export { mergeInto } from './land.ts';
export type { LeaseAnswer, LeaseTerms } from './lease.ts';
export { acquireLease, confirmLease, releaseLease, releaseThere, renewLease } from './lease.ts';
export type { Fence } from './lease-fence.ts';
export { openFence } from './lease-fence.ts';
export type { HolderState, ProcessFacts } from './lease-holder.ts';
export { holderHere, isAlive, isGone, processOf, realProcessFacts } from './lease-holder.ts';
export type { ItemLease, Lease, LeaseHolder, LeaseItem } from './lease-refs.ts';
export { readItemLease, readLeases, readLeasesAndRefs } from './lease-refs.ts';
export type { LeaseRemote } from './lease-remote.ts';
export { leasesThere, readRemoteLease } from './lease-remote.ts';
export { modesAt } from './modes.ts';
export { onlyHere } from './only-here.ts';
export { settleGitOf } from './orphans.ts';
export type { RefChange } from './refs.ts';
export { deleteRef, readRefs, updateRef } from './refs.ts';
export type { RemoteCall } from './remote-call.ts';
export { callRemote, remoteLines } from './remote-call.ts';
export type { RemoteHead } from './remote-head.ts';
export { fetchRemoteHead } from './remote-head.ts';
export { executorGitEnv, remoteNames } from './remotes.ts';
export type { Checkout, Repository } from './repository.ts';
export {
  adoptFiles,
  commitsBetween,
  filesOf,
  filesOfHead,
  headOf,
  isAncestor,
  openRepository,
  requireFilters,
  requireIdentity,
  submodulePaths,
  treeOf,
} from './repository.ts';
export type { GitOptions, GitOutput } from './run.ts';
export { git, keepEnvironment } from './run.ts';
export { adoptSettings, settingsOf } from './settings.ts';
export type { Snapshot } from './snapshot.ts';
export { makeSnapshot, removeSnapshot } from './snapshot.ts';
export type { CapturedTree, MergedTree } from './tree.ts';
export { captureTree, commitTree, mergeTrees, passingCommit, replacePaths, withFiles } from './tree.ts';
export type { TreeEntry } from './tree-entries.ts';
export { smallFilesAt, treeEntries } from './tree-entries.ts';
export type { Observation } from './watch.ts';
export { compareObservations, observeCheckout } from './watch.ts';
export type { WorktreeEntry } from './worktree.ts';
export { ensureWorktree, listWorktrees, removeWorktree, worktreeLoss } from './worktree.ts';
export { isLinked, requireLinked } from './worktree-link.ts';
export type { FoundWorktree } from './worktree-state.ts';
export { setWorktreeTree } from './worktree-state.ts';
