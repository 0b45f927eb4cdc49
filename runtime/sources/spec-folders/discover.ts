/** Listing spec folders quickly: a thousand of them in a few tens of milliseconds. */
import { closeSync, type Dirent, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SPECS_ROOTS } from '../../config/load.ts';
import { type Failure, type Notice, OkstraError, type Place } from '../../model/failure.ts';
import { isSafeId } from '../../model/ids.ts';
import type { Discovery, ItemSummary } from '../source.ts';
import { MAX_TEXT_BYTES, METADATA_FILE, readText, SPEC_FILE, unreadable } from './files.ts';
import { firstTitle } from './markdown.ts';
import { lifecycleOf, type Metadata, parseMetadata, SAFE, statusNotice } from './metadata.ts';

/** Of the items' task keys. */
export const GROUP = 'specs';

export const UNNAMED = 'Unnamed spec';

export interface SpecsRoot {
  /** Absolute. */
  readonly root: string;
  /** Relative to the repository, with `/`. */
  readonly rootPath: string;
  readonly exists: boolean;
  readonly notices: readonly Notice[];
}

/** The configured root when it is there, else the first usual one that is. */
export function findSpecsRoot(repoTop: string, configured: string | undefined): SpecsRoot {
  const candidates = [...(configured === undefined ? [] : [configured]), ...SPECS_ROOTS].map((path) =>
    path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, ''),
  );
  const found = candidates.find((path) => statSync(join(repoTop, path), { throwIfNoEntry: false })?.isDirectory() === true);
  const wanted = candidates[0] ?? SPECS_ROOTS[0];
  const rootPath = found ?? wanted;
  const isSubstitute = configured !== undefined && found !== undefined && found !== wanted;
  return {
    root: join(repoTop, rootPath),
    rootPath,
    exists: found !== undefined,
    notices: isSubstitute
      ? [
          {
            code: 'specs-root-substituted',
            message: `Expected spec folders in ${wanted}, which does not exist; ${found} is used.`,
            fix: `okstra config set sources.specs ${found}`,
          },
        ]
      : [],
  };
}

/** All spec folders below the root; what is malformed is left out with a notice, what is ambiguous with a failure. */
export function discover(repoTop: string, configured: string | undefined): Discovery {
  const { root, rootPath, exists, notices } = findSpecsRoot(repoTop, configured);
  if (!exists) return { root, rootPath, exists, items: [], notices, failures: [] };
  const found: ItemSummary[] = [];
  const warnings: Notice[] = [...notices];
  for (const entry of listFolder(root, rootPath)) {
    const shown = `${rootPath}/${entry.name}`;
    if (!entry.isDirectory()) {
      if (entry.isSymbolicLink())
        warnings.push(
          leftOut({
            category: 'usage',
            code: 'spec-is-link',
            message: 'Expected a folder, found a symbolic link.',
            place: { file: shown },
          }),
        );
      continue;
    }
    const summary = summarise(`${root}/${entry.name}`, shown);
    if (summary.ok) {
      found.push(summary.item);
      warnings.push(...summary.notices);
    } else warnings.push(...summary.failures.map(leftOut));
  }
  const failures = sharedIds(found);
  const shared = new Set(failures.map(({ details }) => details?.['id']));
  return {
    root,
    rootPath,
    exists,
    items: found.filter(({ id }) => !shared.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    notices: warnings,
    failures,
  };
}

function listFolder(root: string, shown: string): readonly Dirent[] {
  try {
    return readdirSync(root, { withFileTypes: true })
      .filter(({ name }) => name.startsWith('spec-'))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw unreadable(shown, error);
  }
}

type Summary =
  | { readonly ok: true; readonly item: ItemSummary; readonly notices: readonly Notice[] }
  | { readonly ok: false; readonly failures: readonly Failure[] };

/**
 * Reads metadata.json, and of SPEC.md only its title when the metadata has no name.
 *
 * @param dir absolute folder
 * @param path the same relative to the repository, with `/`
 */
export function summarise(dir: string, path: string): Summary {
  const file = `${path}/${METADATA_FILE}`;
  // Paths are put together by hand: at this number of folders `join` takes a noticeable part of the time.
  if (!existsSync(`${dir}/${SPEC_FILE}`)) return { ok: false, failures: [missing(path, SPEC_FILE)] };
  const metadata = readMetadata(dir, file);
  if (!metadata.ok) return metadata;
  const { id = basename(dir), name, status, dependsOn, lastRun } = metadata.value;
  if (!isSafeId(id)) {
    return {
      ok: false,
      failures: [
        {
          category: 'usage',
          code: 'unsafe-id',
          message: `Expected ${SAFE}, found the folder name "${id}".`,
          fix: `Rename the folder, or add "id" to ${file}.`,
          place: { file: path },
        },
      ],
    };
  }
  const notice = statusNotice(status, file);
  const item: ItemSummary = {
    group: GROUP,
    id,
    name: name ?? titleOf(`${dir}/${SPEC_FILE}`) ?? UNNAMED,
    dir,
    path,
    nativeStatus: status,
    lifecycle: lifecycleOf(status),
    dependsOn,
    ...(lastRun === undefined ? {} : { lastRun }),
  };
  return { ok: true, item, notices: notice === undefined ? [] : [notice] };
}

export function missing(path: string, name: string): Failure {
  const place: Place = { file: `${path}/${name}` };
  return {
    category: 'usage',
    code: 'spec-incomplete',
    message: `Expected a spec folder with ${SPEC_FILE} and ${METADATA_FILE}, found no ${name}.`,
    fix: `Write ${place.file}.`,
    place,
  };
}

function readMetadata(
  dir: string,
  file: string,
): { readonly ok: true; readonly value: Metadata } | { readonly ok: false; readonly failures: readonly Failure[] } {
  const path = `${dir}/${METADATA_FILE}`;
  try {
    const quick = readFileSync(path, 'utf8');
    // The replacement character may stand for bytes that are not UTF-8: then read again with care.
    const isPlain = quick.length < MAX_TEXT_BYTES / 4 && !quick.includes('\uFFFD') && !quick.startsWith('\uFEFF');
    const text = isPlain ? quick : (readText({ path, shown: file, top: dir }) ?? '');
    const parsed = parseMetadata(text, file);
    return parsed.ok ? parsed : { ok: false, failures: parsed.failure };
  } catch (error) {
    if (error instanceof OkstraError) return { ok: false, failures: [error.failure] };
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return { ok: false, failures: [missing(file.slice(0, -METADATA_FILE.length - 1), METADATA_FILE)] };
    return { ok: false, failures: [unreadable(file, error).failure] };
  }
}

/** Title in the first KB; listing reads no more of a text. */
function titleOf(path: string): string | undefined {
  const buffer = Buffer.alloc(1024);
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = readSync(file, buffer, 0, buffer.length, 0);
      return firstTitle(buffer.toString('utf8', 0, bytes).replace(/^\uFEFF/, ''));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined; // loading the item says why
  }
}

function leftOut({ code, message, fix, place }: Failure): Notice {
  const where =
    place === undefined ? '' : `${[place.file, place.line, place.column].filter((part) => part !== undefined).join(':')}: `;
  return { code, message: `${where}${message} The folder is left out.`, ...(fix === undefined ? {} : { fix }) };
}

function sharedIds(items: readonly ItemSummary[]): readonly Failure[] {
  const byId = Map.groupBy(items, ({ id }) => id);
  return [...byId].flatMap(([id, same]) =>
    same.length === 1
      ? []
      : [
          {
            category: 'usage' as const,
            code: 'duplicate-id',
            message: `Expected each id once, found "${id}" in ${same.map(({ path }) => path).join(' and ')}.`,
            fix: `Give one of them another "id" in its ${METADATA_FILE}.`,
            place: { file: `${same[0]?.path ?? ''}/${METADATA_FILE}`, field: 'id' },
            details: { id, paths: same.map(({ path }) => path) },
          },
        ],
  );
}
