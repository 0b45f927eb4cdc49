/** Which texts the audits of a change have to be given, and what counts as text. */
import type { ChangedFile, CheckSpec } from '../model/evidence.ts';
import { order } from './types.ts';

export interface PathsToRead {
  /** Paths on the base. */
  readonly base: readonly string[];
  /** Paths on the candidate. */
  readonly candidate: readonly string[];
}

/** Both sides of every changed file that is no binary, and the package.json beside each check, changed or not. */
export function pathsToRead(files: readonly ChangedFile[], checks: readonly Pick<CheckSpec, 'cwd'>[]): PathsToRead {
  const manifests = checks.map(({ cwd }) => {
    const folder = cwd.replaceAll(/^(?:\.\/)+|\/+$/g, '').replace(/^\.$/, '');
    return folder === '' ? 'package.json' : `${folder}/package.json`;
  });
  const texts = files.filter(({ binary }) => !binary);
  const base = texts.filter(({ status }) => status !== 'added').map(({ path, previousPath }) => previousPath ?? path);
  const candidate = texts.filter(({ status }) => status !== 'deleted').map(({ path }) => path);
  const list = (paths: readonly string[]): string[] => [...new Set([...paths, ...manifests])].toSorted(order);
  return { base: list(base), candidate: list(candidate) };
}

/** Larger files are no code that anybody reads. */
export const LARGEST_BYTES = 2 * 1024 * 1024;

/** undefined for what is no text, or too large: such a file is left out of the texts. */
export function asText(bytes: Uint8Array): string | undefined {
  if (bytes.length > LARGEST_BYTES || bytes.subarray(0, 8000).includes(0)) return undefined;
  return new TextDecoder().decode(bytes);
}
