/** Feature documents: what the rest of okstra uses of them. */
export { checkDocument, checkIndex } from './check.ts';
export { parseJson } from './files.ts';
export { compileOwnSchema } from './own-schema.ts';
export { issueCode, readFrdSet, schemaBeside } from './read-set.ts';
export type * from './types.ts';
