/** Removing a folder in which programs of others wrote. */
import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes the folder with everything in it, also where folders in it were made read-only, as caches of build tools do. What cannot be removed
 * all the same stays: what was done meanwhile is not lost for it. Links are not followed. Never throws.
 *
 * @returns whether it is gone
 */
export function removeFolder(path: string): boolean {
  if (isRemoved(path)) return true;
  makeWritable(path);
  return isRemoved(path);
}

function isRemoved(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    return true;
  } catch {
    return false;
  }
}

function makeWritable(dir: string): void {
  try {
    if (!lstatSync(dir).isDirectory()) return;
    chmodSync(dir, 0o700);
    for (const entry of readdirSync(dir, { withFileTypes: true })) if (entry.isDirectory()) makeWritable(join(dir, entry.name));
  } catch {
    // Another's folder: what else there is may still go.
  }
}
