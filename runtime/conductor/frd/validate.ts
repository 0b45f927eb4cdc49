/** The documents of a tree against their schema: the repository's own where it has one. */
import { posix } from 'node:path';
import type { Failure } from '../../model/failure.ts';
import { fail } from '../../model/failure.ts';
import {
  compileOwnSchema,
  documentProblems,
  INDEX_FILE,
  indexProblems,
  SCHEMA_FILE,
  schemaPathIn,
} from '../../sources/frd/index.ts';
import type { PrResult } from '../../sources/frd/pr-data.ts';
import type { RunContext } from '../context.ts';
import { textsAt } from './documents.ts';

/** A row for the document and one for the index. */
export async function validateTexts(
  { repo }: Pick<RunContext, 'repo'>,
  { tree, rootPath, path }: { readonly tree: string; readonly rootPath: string; readonly path: string },
): Promise<readonly PrResult[]> {
  const indexPath = `${rootPath}/${INDEX_FILE}`;
  const files = await textsAt(repo, tree, [path, indexPath]);
  const index = files.get(indexPath) ?? '';
  const named = schemaPathIn(index);
  const places = [...(named === undefined ? [] : [named, `${rootPath}/${named}`]), `${rootPath}/${SCHEMA_FILE}`];
  const schemas = await textsAt(
    repo,
    tree,
    places.map((place) => posix.normalize(place)),
  );
  const [own] = schemas;
  const compiled = own === undefined ? undefined : await compileOwnSchema(own[1], own[0]);
  const ofDocument =
    compiled?.ok === false
      ? [compiled.failure]
      : documentProblems(files.get(path) ?? '', path, compiled?.ok === true ? compiled.value : undefined);
  return [rowOf(path, ofDocument), rowOf(indexPath, indexProblems(index, indexPath))];
}

const rowOf = (name: string, problems: readonly Failure[]): PrResult => ({
  name: `schema of ${name}`,
  command: `okstra validate ${name}`,
  exitCode: problems.length === 0 ? 0 : 1,
  status: problems.length === 0 ? 'passed' : 'failed',
  kind: 'schema',
  outputSummary: problems[0]?.message ?? 'valid',
});

/** @throws OkstraError `frd-invalid` */
export function requireValid(rows: readonly PrResult[], worktree: string): void {
  const failed = rows.filter(({ status }) => status === 'failed');
  const [first] = failed;
  if (first === undefined) return;
  const what = failed.map(({ name, outputSummary }) => `${name}: ${outputSummary}`).join('; ');
  throw fail('blocked', 'frd-invalid', `Expected feature documents that fit their schema after the change, found ${what}`, {
    fix: `${first.command} says where; the work lies in ${worktree}.`,
  });
}
