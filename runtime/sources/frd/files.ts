/** Files of a set of feature documents: which there are, and their text as JSON. */
import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import { syntaxProblem } from '../../config/json-problems.ts';
import { positionAt } from '../../config/text.ts';
import type { Failure, Place, Result } from '../../model/failure.ts';
import { bad, OkstraError, ok } from '../../model/failure.ts';
import type { LocatedJson } from '../../prompts/json.ts';
import { parseLocatedJson, parseQuickly } from '../../prompts/json.ts';
import { isBelow, readText, repoPath } from '../spec-folders/files.ts';

export const INDEX_FILE = 'index.json';
export const SCHEMA_FILE = 'frd-schema.json';
const DOCUMENT = /^frd-\d{3}-.*\.json$/;

/** Documents go into prompts task by task; a larger file is no document. */
export const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;

export interface Folder {
  /** Absolute. Files must lie below it once links are followed. */
  readonly repoTop: string;
  /** Absolute. */
  readonly root: string;
  /** Absolute paths of plain files that were seen to lie inside the repository: they need no further look. */
  readonly plain?: ReadonlySet<string>;
}

/** With the plain files of the folder itself, seen with one look at it. */
export function withPlainFiles(folder: Folder): Folder {
  const { repoTop, root } = folder;
  if (!existsSync(root) || !isBelow(realpathSync(repoTop), realpathSync(root))) return folder;
  const files = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile());
  return { ...folder, plain: new Set(files.map(({ name }) => join(root, name))) };
}

export interface JsonFile {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  /** Where a value stands, for messages. Works it out when it is first asked. */
  readonly placeOf: (pointer: string) => Place;
  /** The text with places; it is JSON. */
  readonly located: () => LocatedJson;
}

export const isDocumentName = (name: string): boolean => DOCUMENT.test(name);

/** Names of the documents in the folder, sorted. */
export function documentNames(root: string): readonly string[] {
  return existsSync(root) ? readdirSync(root).filter(isDocumentName).toSorted() : [];
}

/**
 * A path of the index: relative to the top of the repository, else to the index.
 * @returns absolute; undefined when it leads out of the repository
 */
export function resolvePath({ repoTop, root, plain }: Folder, path: string): string | undefined {
  if (isAbsolute(path) || path.includes('\\') || path.split('/').includes('..')) return undefined;
  const places = [join(repoTop, path), join(root, path)].map((place) => normalize(place));
  return places.find((place) => plain?.has(place) === true || existsSync(place)) ?? places[0];
}

/** @returns undefined when there is no such file */
export function readJson({ repoTop, plain }: Folder, path: string): Result<JsonFile, Failure> | undefined {
  const file = repoPath(repoTop, path);
  const quick = plain?.has(path) === true ? readPlain(path) : undefined;
  if (quick !== undefined) return parseJson(file, quick);
  let text: string | undefined;
  try {
    text = readText({ path, shown: file, top: repoTop }, MAX_DOCUMENT_BYTES);
  } catch (error) {
    if (error instanceof OkstraError) return bad({ ...error.failure, category: 'findings' });
    throw error;
  }
  return text === undefined ? undefined : parseJson(file, text);
}

/** @returns undefined where something about it is odd, and `readText` says what */
function readPlain(path: string): string | undefined {
  try {
    const bytes = readFileSync(path);
    const isOdd = bytes.length > MAX_DOCUMENT_BYTES || !isUtf8(bytes);
    return isOdd ? undefined : bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  }
}

/** @param text without a byte order mark */
export function parseJson(file: string, text: string): Result<JsonFile, Failure> {
  let known: LocatedJson | undefined;
  let value = parseQuickly(text);
  if (value === undefined) {
    const located = parseLocatedJson(text);
    if (!located.ok) return bad(syntaxProblem(located.failure, 'frd', { file, text }));
    known = located.value;
    value = known.value;
  }
  const located = (): LocatedJson => {
    if (known === undefined) {
      const parsed = parseLocatedJson(text);
      // Nested deeper than is read with places: then every place is the beginning.
      known = parsed.ok ? parsed.value : { value, places: new Map(), keys: new Map() };
    }
    return known;
  };
  return ok({
    file,
    text,
    value,
    located,
    placeOf: (pointer) => ({
      file,
      ...positionAt(text, nearestPlace(located().places, pointer)),
      ...(pointer === '' ? {} : { field: pointer }),
    }),
  });
}

/** Of a value that is missing: that of what it should stand in. */
function nearestPlace(places: ReadonlyMap<string, number>, pointer: string): number {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = places.get(at);
    if (place !== undefined) return place;
  }
  return places.get('') ?? 0;
}
