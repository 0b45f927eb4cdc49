/**
 * What became of follow-ups of all runs of a checkout: `.okstra/followups.jsonl`, a decision a line, only ever appended to. The runs' own
 * folders say what there is to decide.
 */
import { closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../model/failure.ts';
import { syncFolder } from './files.ts';
import { ensureStateRoot, stateRoot } from './runs.ts';

/** A follow-up: no two runs have the same id, no two follow-ups of a run. */
export interface FollowUpKey {
  readonly run: string;
  readonly id: string;
}

export type FollowUpDecision = FollowUpKey & {
  readonly at: string;
  /** Who decided: a user, or `okstra` for a run that was configured so. */
  readonly by: string;
} & (
    | { readonly type: 'spawned'; readonly item: string; readonly path: string } // path relative to the repository, with `/`
    | { readonly type: 'dismissed'; readonly reason: string }
  );

const fileOf = (top: string): string => join(stateRoot(top), 'followups.jsonl');

/**
 * All decisions, oldest first. A last line that is cut off was never acknowledged and is left out.
 * @throws OkstraError `followups-damaged`
 */
export function readDecisions(top: string): readonly FollowUpDecision[] {
  const file = fileOf(top);
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
  return lines.map((line, index) => parseLine(line) ?? damaged(file, index + 1));
}

function parseLine(line: string): FollowUpDecision | undefined {
  try {
    const value = JSON.parse(line) as Partial<FollowUpDecision>;
    return typeof value.run === 'string' && typeof value.id === 'string' && typeof value.type === 'string'
      ? (value as FollowUpDecision)
      : undefined;
  } catch {
    return undefined;
  }
}

function damaged(file: string, line: number): never {
  throw fail('system', 'followups-damaged', 'Expected a decision about a follow-up, found text that is none.', {
    fix: 'Keep a copy of the file, then remove that line. Items made of follow-ups are found again by their own mark.',
    place: { file, line },
  });
}

/** Appends a decision and makes it durable. The caller holds the lock of the checkout. */
export function appendDecision(top: string, decision: FollowUpDecision): void {
  ensureStateRoot(top);
  const file = fileOf(top);
  const isNew = !existsSync(file);
  const text = isNew ? '' : readFileSync(file, 'utf8');
  const intact = Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1));
  const handle = openSync(file, 'a');
  try {
    if (intact < Buffer.byteLength(text)) ftruncateSync(handle, intact);
    const bytes = Buffer.from(`${JSON.stringify(decision)}\n`);
    for (let offset = 0; offset < bytes.length; ) offset += writeSync(handle, bytes, offset);
    fdatasyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (isNew) syncFolder(stateRoot(top));
}

/** The decision that holds: an item that was made is there whatever was said since; else the newest word. */
export function standingDecision(decisions: readonly FollowUpDecision[], { run, id }: FollowUpKey): FollowUpDecision | undefined {
  const own = decisions.filter((each) => each.run === run && each.id === id);
  return own.find(({ type }) => type === 'spawned') ?? own.at(-1);
}
