/** Documents as texts that lie in no folder: of a commit, or about to be written. Pure. */

import type { SchemaValidator } from '../../generated/validators.js';
import type { Failure } from '../../model/failure.ts';
import { parseQuickly } from '../../prompts/json.ts';
import { checkDocument, checkIndex } from './check.ts';
import { parseJson } from './files.ts';
import { readDocument } from './read-document.ts';
import type { FrdDocument } from './types.ts';

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/** @returns undefined for a text that lacks what a run cannot do without */
export function readDocumentText(text: string, path: string): FrdDocument | undefined {
  const read = readDocument(parseQuickly(withoutMark(text)), path);
  return read.ok ? read.value : undefined;
}

/** @param validator the repository's own; absent: okstra's */
export function documentProblems(text: string, path: string, validator?: SchemaValidator<unknown>): readonly Failure[] {
  const json = parseJson(path, withoutMark(text));
  return json.ok ? checkDocument(json.value, validator).problems : [json.failure];
}

export function indexProblems(text: string, path: string): readonly Failure[] {
  const json = parseJson(path, withoutMark(text));
  return json.ok ? checkIndex(json.value).problems : [json.failure];
}

/** The schema that an index names, as it names it. */
export function schemaPathIn(text: string): string | undefined {
  const json = parseJson('', withoutMark(text));
  return json.ok ? checkIndex(json.value).schemaPath : undefined;
}
