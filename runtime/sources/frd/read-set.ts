/** A whole set of feature documents: the index, the documents in its order, and all that is wrong with either. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { validateFrd } from '../../generated/validators/frd.js';
import type { SchemaValidator } from '../../generated/validators.js';
import type { Failure, Notice, Place } from '../../model/failure.ts';
import { repoPath } from '../spec-folders/files.ts';
import { checkDocument, checkIndex } from './check.ts';
import type { Folder, JsonFile } from './files.ts';
import { documentNames, INDEX_FILE, readJson, resolvePath, SCHEMA_FILE, withPlainFiles } from './files.ts';
import { compileOwnSchema } from './own-schema.ts';
import { setProblems } from './set-problems.ts';
import { statusFromTasks } from './status.ts';
import type { FrdDocument, FrdIndexEntry, FrdIssue, FrdSet } from './types.ts';

/**
 * Reads the set in a folder. Nothing that is wrong is thrown: it stands in `issues`, and what depends on it in `unusable`.
 *
 * @param given.repoTop absolute; nothing outside it is read
 * @param given.root absolute folder of the set
 */
export async function readFrdSet(given: Folder): Promise<FrdSet> {
  const folder = withPlainFiles(given);
  const issues = new Issues();
  const index = readIndex(folder, issues);
  return assemble(folder, { index, validator: await schemaOf(folder, index, issues), issues });
}

/**
 * The same at once, for listing: a repository's own schema, which has to be compiled, is not asked. What a run cannot do without is looked for
 * all the same.
 */
export function listFrdSet(given: Folder): FrdSet {
  const folder = withPlainFiles(given);
  const issues = new Issues();
  const index = readIndex(folder, issues);
  const hasOwn = index?.schemaPath !== undefined || existsSync(join(folder.root, SCHEMA_FILE));
  return assemble(folder, { index, validator: hasOwn ? anything : validateFrd, issues });
}

const anything: SchemaValidator<unknown> = Object.assign((_value: unknown): _value is unknown => true, { errors: null });

function assemble(folder: Folder, { index, validator, issues }: Reading): FrdSet {
  const { documents, unusable } = readDocuments(folder, { index, validator, issues });
  // Read again for the place of a problem: what is kept of five hundred texts takes longer to keep than to read.
  const placeIn = (file: string, pointer: string): Place => {
    const json = readJson(folder, join(folder.repoTop, file));
    return json?.ok === true ? json.value.placeOf(pointer) : { file };
  };
  issues.add('run', setProblems(documents, { placeIn, without: unusable.map(({ frdId }) => frdId) }));
  return {
    root: folder.root,
    rootPath: repoPath(folder.repoTop, folder.root),
    documents,
    unusable,
    issues: issues.sorted(),
    notices: driftNotices(folder, index?.entries ?? [], documents),
  };
}

/** How one file of a set is to be checked: by the repository's schema where it has one. */
export async function schemaBeside(folder: Folder): Promise<{
  readonly validator: SchemaValidator<unknown>;
  readonly issues: readonly FrdIssue[];
}> {
  const issues = new Issues();
  // What is wrong with the index is told when the index is looked at.
  const index = readIndex(folder, new Issues());
  const validator = await schemaOf(folder, index, issues);
  return { validator, issues: issues.sorted() };
}

class Issues {
  readonly #run: FrdIssue[] = [];
  readonly #file: FrdIssue[] = [];

  add(level: FrdIssue['level'], problems: readonly Failure[]): void {
    const list = level === 'run' ? this.#run : this.#file;
    list.push(...problems.map((problem) => ({ level, code: issueCode(problem), problem })));
  }

  sorted(): readonly FrdIssue[] {
    return [...this.#run, ...this.#file];
  }
}

const PARSE_CODES: ReadonlySet<string> = new Set([
  'frd-syntax',
  'not-utf-8',
  'too-large',
  'unreadable',
  'not-a-file',
  'outside-repository',
]);

export const issueCode = ({ code }: Failure): FrdIssue['code'] =>
  code === 'frd-schema' ? 'SCHEMA_ERROR' : PARSE_CODES.has(code) ? 'PARSE_ERROR' : 'VALIDATION_ERROR';

interface ReadIndex {
  readonly json: JsonFile;
  readonly entries: readonly FrdIndexEntry[];
  readonly schemaPath?: string;
}

function readIndex(folder: Folder, issues: Issues): ReadIndex | undefined {
  const path = join(folder.root, INDEX_FILE);
  const file = repoPath(folder.repoTop, path);
  const json = readJson(folder, path);
  if (json === undefined) {
    issues.add('run', [
      problem('frd-index-missing', `Expected ${file}, which gives the order of the documents, found none.`, {
        fix: `Write ${file} with "frds": [{ "frdId", "title", "status", "priority", "path", "dependencies" }].`,
        place: { file },
      }),
    ]);
    return undefined;
  }
  if (!json.ok) {
    issues.add('run', [json.failure]);
    return undefined;
  }
  const { entries, schemaPath, problems } = checkIndex(json.value);
  issues.add('file', problems);
  return { json: json.value, entries, ...(schemaPath === undefined ? {} : { schemaPath }) };
}

/** The repository's own schema, where it can be used; okstra's otherwise. */
async function schemaOf(folder: Folder, index: ReadIndex | undefined, issues: Issues): Promise<SchemaValidator<unknown>> {
  const named = index?.schemaPath === undefined ? undefined : resolvePath(folder, index.schemaPath);
  const beside = join(folder.root, SCHEMA_FILE);
  const path = named !== undefined && existsSync(named) ? named : beside;
  if (index?.schemaPath !== undefined && (named === undefined || !existsSync(named))) {
    issues.add('run', [
      problem('frd-schema', `Expected a schema at "${index.schemaPath}", found none.`, {
        fix: `Correct or remove "schemaPath" in ${index.json.file}.`,
        place: index.json.placeOf('/schemaPath'),
      }),
    ]);
  }
  const json = readJson(folder, path);
  if (json === undefined) return validateFrd;
  const file = repoPath(folder.repoTop, path);
  const compiled = json.ok ? await compileOwnSchema(json.value.text, file) : undefined;
  if (compiled?.ok === true) return compiled.value;
  const failure = compiled?.failure ?? (json.ok ? undefined : json.failure);
  if (failure !== undefined) issues.add('run', [{ ...failure, code: 'frd-schema' }]);
  return validateFrd;
}

interface Reading {
  readonly index: ReadIndex | undefined;
  readonly validator: SchemaValidator<unknown>;
  readonly issues: Issues;
}

function readDocuments(
  folder: Folder,
  { index, validator, issues }: Reading,
): {
  readonly documents: readonly FrdDocument[];
  readonly unusable: FrdSet['unusable'];
} {
  const documents: FrdDocument[] = [];
  const unusable: { frdId: string; path: string; reason: string }[] = [];
  const read = new Set<string>();
  const ids = new Set<string>();

  for (const [at, entry] of (index?.entries ?? []).entries()) {
    const taken = takeEntry(entry, at);
    if (typeof taken === 'string') unusable.push({ frdId: entry.frdId, path: entry.path, reason: taken });
    else documents.push(taken);
  }
  for (const name of documentNames(folder.root)) {
    const path = join(folder.root, name);
    if (read.has(path)) continue;
    const checked = checkFile(path);
    const file = repoPath(folder.repoTop, path);
    if (checked === undefined || index === undefined) continue;
    issues.add('file', [
      problem('frd-not-indexed', `Expected ${file} in the index, found no entry for it; its tasks are not taken.`, {
        fix: `Add it to "frds" in ${index.json.file}.`,
        place: { file, line: 1, column: 1 },
      }),
    ]);
  }
  return { documents, unusable };

  /** @returns the document, or why it cannot be used */
  function takeEntry(entry: FrdIndexEntry, at: number): FrdDocument | string {
    const wrong = (reason: string, code: string, pointer: string, message: string, fix: string): string => {
      const place = index?.json.placeOf(`/frds/${at}/${pointer}`);
      issues.add('file', [problem(code, message, { fix, ...(place === undefined ? {} : { place }) })]);
      return reason;
    };
    if (ids.has(entry.frdId)) {
      const message = `Expected each document once, found ${entry.frdId} again.`;
      return wrong('its id comes twice in the index', 'frd-duplicate-id', 'frdId', message, 'Remove one of the entries.');
    }
    ids.add(entry.frdId);
    const path = entry.path === '' ? undefined : resolvePath(folder, entry.path);
    if (path === undefined) {
      // An entry without a path is told by its schema.
      if (entry.path === '') return 'its entry has no path';
      const message = `Expected a path inside the repository, found "${entry.path}".`;
      return wrong('its path leads out of the repository', 'frd-path', 'path', message, 'Write it relative to the repository.');
    }
    if (folder.plain?.has(path) !== true && !existsSync(path)) {
      const message = `Expected the document of ${entry.frdId} at "${entry.path}", found no file.`;
      return wrong('its file is missing', 'frd-file-missing', 'path', message, 'Correct "path", or remove the entry.');
    }
    if (read.has(path)) {
      const message = `Expected each file once, found "${entry.path}" again.`;
      return wrong('its file belongs to another entry', 'frd-duplicate-id', 'path', message, 'Remove one of the entries.');
    }
    const document = checkFile(path);
    if (document === undefined) return 'its file is not valid';
    if (document.frdId !== entry.frdId) {
      const message = `Expected ${document.frdId}, which the file is, found ${entry.frdId}.`;
      return wrong('its file is another document', 'frd-id', 'frdId', message, `Write "${document.frdId}".`);
    }
    return document;
  }

  function checkFile(path: string): FrdDocument | undefined {
    read.add(path);
    const json = readJson(folder, path);
    if (json === undefined) return undefined;
    if (!json.ok) {
      issues.add('file', [json.failure]);
      return undefined;
    }
    const { document, problems } = checkDocument(json.value, validator);
    issues.add('file', problems);
    return document;
  }
}

const problem = (code: string, message: string, facts: Pick<Failure, 'fix' | 'place'>): Failure => ({
  category: 'findings',
  code,
  message,
  ...facts,
});

/** Copies of a status drift, and decide nothing. */
function driftNotices(folder: Folder, entries: readonly FrdIndexEntry[], documents: readonly FrdDocument[]): readonly Notice[] {
  const index = repoPath(folder.repoTop, join(folder.root, INDEX_FILE));
  const byId = new Map(documents.map((document) => [document.frdId, document]));
  return entries.flatMap(({ frdId, status }) => {
    const document = byId.get(frdId);
    if (document === undefined) return [];
    const derived = statusFromTasks(document.tasks.map((task) => task.status));
    const own: readonly Notice[] =
      document.status === derived || document.status === 'skipped'
        ? []
        : [
            {
              code: 'frd-status-drift',
              message: `${document.path} says ${document.status}; its tasks make it ${derived}. The next run that changes it puts that right.`,
            },
          ];
    if (document.status === status) return own;
    const message = `${index} says that ${frdId} is ${status}; ${document.path} says ${document.status}, which counts.`;
    return [{ code: 'frd-index-drift', message }, ...own];
  });
}
