/** The documents of a tree against their schema: the repository's own where it has one. */
import { compileOwnSchema, documentProblems, INDEX_FILE, indexProblems, SCHEMA_FILE } from '../../sources/frd/index.ts';
import type { PrResult } from '../../sources/frd/pr-data.ts';
import type { RunContext } from '../context.ts';
import { textsAt } from './documents.ts';

/** A row for the document and one for the index. */
export async function validateTexts(
  { repo }: Pick<RunContext, 'repo'>,
  { tree, rootPath, path }: { readonly tree: string; readonly rootPath: string; readonly path: string },
): Promise<readonly PrResult[]> {
  const schemaPath = `${rootPath}/${SCHEMA_FILE}`;
  const indexPath = `${rootPath}/${INDEX_FILE}`;
  const files = await textsAt(repo, tree, [path, indexPath, schemaPath]);
  const own = files.get(schemaPath);
  const compiled = own === undefined ? undefined : await compileOwnSchema(own, schemaPath);
  const validator = compiled?.ok === true ? compiled.value : undefined;
  const rows = [
    { name: path, problems: documentProblems(files.get(path) ?? '', path, validator) },
    { name: indexPath, problems: indexProblems(files.get(indexPath) ?? '', indexPath) },
  ];
  return rows.map(({ name, problems }) => ({
    name: `schema of ${name}`,
    command: `okstra validate ${name}`,
    exitCode: problems.length === 0 ? 0 : 1,
    status: problems.length === 0 ? 'passed' : 'failed',
    kind: 'schema',
    outputSummary: problems[0]?.message ?? 'valid',
  }));
}
