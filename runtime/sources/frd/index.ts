/** Feature documents: what the rest of okstra uses of them. */

export { branchName } from './branch.ts';
export { checkDocument, checkIndex } from './check.ts';
export { frdCommitProblems, frdScope } from './commits.ts';
export { INDEX_FILE, parseJson, SCHEMA_FILE } from './files.ts';
export type { Holding, Holdings } from './holding.ts';
export { holdingText, isAvailable } from './holding.ts';
export type { HygieneRepair } from './hygiene.ts';
export { ATTRIBUTES_FILE, checkHygiene, hygieneCandidates, IGNORE_FILES, repairIgnores, withNotesMerge } from './hygiene.ts';
export { SCHEMA_COMMAND } from './item.ts';
export { bundleLanguages, languagesCheck } from './languages.ts';
export { unusableNotices } from './list.ts';
export { appendNotes, NOTES_FILE } from './notes.ts';
export { compileOwnSchema } from './own-schema.ts';
export { prClaim } from './pr-data.ts';
export { issueCode, readFrdSet, schemaBeside } from './read-set.ts';
export { frdRef } from './ref.ts';
export { readReported } from './reported.ts';
export type { Bundle, Passed, PassReason, Selection } from './select.ts';
export { filesOfBundle, nothingText, passReasonText, selectBundle } from './select.ts';
export type { StrictAnswer } from './strict-ci.ts';
export { strictGates } from './strict-ci.ts';
export { documentProblems, indexProblems, readDocumentText, schemaPathIn } from './texts.ts';
export type * from './types.ts';
export type { Said, VerificationEvidence } from './verification.ts';
export { verificationEvidence } from './verification.ts';
export type { StatusChange } from './write-status.ts';
export { changeStatus, localDay, reconcileIndex } from './write-status.ts';
