/** Feature documents: what the rest of okstra uses of them. */

export { branchName } from './branch.ts';
export { checkDocument, checkIndex } from './check.ts';
export { parseJson } from './files.ts';
export type { Holding, Holdings } from './holding.ts';
export { holdingText } from './holding.ts';
export { bundleLanguages } from './languages.ts';
export { compileOwnSchema } from './own-schema.ts';
export { issueCode, readFrdSet, schemaBeside } from './read-set.ts';
export type { Bundle, Passed, PassReason, Selection } from './select.ts';
export { filesOfBundle, nothingText, passReasonText, selectBundle } from './select.ts';
export type * from './types.ts';
