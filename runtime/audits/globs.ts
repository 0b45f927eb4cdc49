/** File patterns as items and allow-lists write them. */
import picomatch from 'picomatch';

/**
 * Whether a path is meant by a pattern: a glob, a path, a folder (with or without `/`), or a bare file name. Backslashes and a leading `./`
 * do not matter.
 */
export function matchesPath(path: string, pattern: string): boolean {
  const wanted = pattern
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
  if (wanted === '' || wanted === '.') return pattern.trim() !== '';
  if (path === wanted || path.startsWith(`${wanted}/`)) return true;
  if (!/[*?[{(!]/.test(wanted)) return !wanted.includes('/') && path.split('/').at(-1) === wanted;
  // A pattern is read once per question; there are few.
  return wanted.length <= MOST && picomatch(wanted, { dot: true, nonegate: true, basename: !wanted.includes('/') })(path);
}

/** A longer one is no pattern that a person wrote. */
const MOST = 500;

export const matchesAny = (path: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => matchesPath(path, pattern));
