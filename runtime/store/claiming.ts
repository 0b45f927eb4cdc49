/**
 * Runs that are about to claim tasks: `.okstra/claiming/<runId>.json`, written before the first claim is. A process can die before its run has a journal, and
 * a claim says nothing of processes.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LeaseHolder } from '../git/index.ts';
import { writeFileAtomic } from './files.ts';
import { ensureStateRoot, stateRoot } from './state-root.ts';

/** Host, boot, process and its start, as leases name them. */
export interface Claiming extends LeaseHolder {
  /** ISO time at which claims that were made in time are over by themselves. */
  readonly expiresAt: string;
}

const folderOf = (top: string): string => join(stateRoot(top), 'claiming');
const fileOf = (top: string, runId: string): string => join(folderOf(top), `${runId}.json`);

export function noteClaiming(top: string, claiming: Claiming): void {
  ensureStateRoot(top);
  writeFileAtomic(fileOf(top, claiming.runId), `${JSON.stringify(claiming)}\n`);
}

export const forgetClaiming = (top: string, runId: string): void => rmSync(fileOf(top, runId), { force: true });

/** One that cannot be read is left out: its claims end with their time. */
export function readClaiming(top: string): readonly Claiming[] {
  const folder = folderOf(top);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      try {
        return [JSON.parse(readFileSync(join(folder, name), 'utf8')) as Claiming];
      } catch {
        return [];
      }
    });
}
