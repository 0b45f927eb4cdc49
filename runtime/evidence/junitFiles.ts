/** Numbers of tests in the JUnit XML files that a check writes, where its configuration names them. */
import { globSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { TestCounts } from '../model/evidence.ts';
import { readJunit } from './junit.ts';

export interface JunitQuestion {
  /** Absolute and real; files that lead out of it are left alone. */
  readonly checkout: string;
  /** Absolute and real folder the check ran in. */
  readonly folder: string;
  /** File or glob, relative to that folder. */
  readonly pattern: string;
  /** When the check began, in milliseconds: an older file was there before, for example because it is tracked. */
  readonly since: number;
}

export interface JunitCounts {
  readonly counts?: TestCounts;
  /** Why there are none, as a line for the report. */
  readonly note?: string;
}

/** A test run writes some hundreds at most; a pattern that matches more is a mistake. */
const MOST_FILES = 2000;
const MOST_BYTES = 64 * 1024 * 1024;
/** Times of files go by a clock that ticks more slowly than the other. */
const TICK_MS = 20;

export function readJunitFiles({ checkout, folder, pattern, since }: JunitQuestion): JunitCounts {
  const total = { passed: 0, failed: 0, skipped: 0 };
  let found = 0;
  let bytes = 0;
  for (const path of globSync(pattern, { cwd: folder }).toSorted()) {
    const file = realFile(join(folder, path), checkout);
    if (file === undefined || file.at < since - TICK_MS) continue;
    found += 1;
    bytes += file.bytes;
    if (found > MOST_FILES || bytes > MOST_BYTES) return { note: `too much JUnit XML at ${pattern}: its tests are not counted` };
    const counts = readJunit(readFileSync(file.path, 'utf8'));
    if (counts === undefined) return { note: `no JUnit XML in ${path}: its tests are not counted` };
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return found > 0 ? { counts: total } : { note: `no JUnit XML was written to ${pattern}` };
}

/** An agent may have put a link there; what lies outside the checkout is nobody's test result. */
function realFile(path: string, checkout: string): { path: string; bytes: number; at: number } | undefined {
  try {
    const real = realpathSync(path);
    const inside = relative(checkout, real);
    const info = statSync(real);
    if (inside === '..' || inside.startsWith('../') || !info.isFile()) return undefined;
    return { path: real, bytes: info.size, at: info.mtimeMs };
  } catch {
    return undefined;
  }
}
