/** The files that a journal names by hash: which there are, which of them a run cannot go on without, and whether they are as they were. */
import { hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../model/events.ts';
import type { ArtifactRef } from '../model/evidence.ts';
import type { OkstraError } from '../model/failure.ts';
import { fail } from '../model/failure.ts';

export interface LostArtifact {
  readonly path: string;
  readonly problem: 'missing' | 'changed';
  /** Number of the first event that names it. */
  readonly seq: number;
}

export interface ArtifactCheck {
  /** What the run goes on from. */
  readonly needed: readonly LostArtifact[];
  /** Prompts, streams, logs, diffs: only people read them. */
  readonly others: readonly LostArtifact[];
}

/** Every file that an event names. */
export function artifactsIn(value: unknown): readonly ArtifactRef[] {
  const found: ArtifactRef[] = [];
  collect(value, found);
  return found;
}

function collect(value: unknown, found: ArtifactRef[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (isArtifact(value)) found.push(value);
  else for (const each of Array.isArray(value) ? value : Object.values(value)) collect(each, found);
}

const isArtifact = (value: object): value is ArtifactRef =>
  'path' in value &&
  'sha256' in value &&
  'bytes' in value &&
  typeof value.path === 'string' &&
  typeof value.sha256 === 'string' &&
  typeof value.bytes === 'number';

function neededBy(event: RunEvent): readonly (ArtifactRef | undefined)[] {
  switch (event.type) {
    case 'run-started':
      return [event.plan];
    case 'dispatch-finished':
      return [event.text, event.structured];
    case 'answer-judged':
      return [event.answer];
    case 'audited':
      return [event.audits];
    case 'tests-proved':
      return [event.result];
    case 'round-opened':
      return [event.findings];
    case 'verdict-given':
      return [event.convergence];
    case 'follow-ups-recorded':
      return [event.record];
    default:
      return [];
  }
}

/** Compares what lies in a run folder with what its journal says. Reports are left out: they are rendered again. */
export function checkArtifacts(dir: string, events: readonly RunEvent[]): ArtifactCheck {
  const needed: LostArtifact[] = [];
  const others: LostArtifact[] = [];
  const seen = new Set<string>();
  for (const event of events) {
    if (event.type === 'report-written') continue;
    const own = neededBy(event);
    for (const ref of artifactsIn(event)) {
      const key = `${ref.path} ${ref.sha256}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const isNeeded = own.some((each) => each?.path === ref.path);
      const problem = problemOf(join(dir, ref.path), ref, isNeeded);
      if (problem !== undefined) (isNeeded ? needed : others).push({ path: ref.path, problem, seq: event.seq });
    }
  }
  return { needed, others };
}

/** Large files that only people read are compared by their size: reading all of them would be felt at each start. */
function problemOf(file: string, ref: ArtifactRef, byContent: boolean): LostArtifact['problem'] | undefined {
  if (byContent) {
    const bytes = contentOf(file);
    if (bytes === undefined) return 'missing';
    return bytes.length === ref.bytes && hash('sha256', bytes) === ref.sha256 ? undefined : 'changed';
  }
  const info = statSync(file, { throwIfNoEntry: false });
  if (info?.isFile() !== true) return 'missing';
  return info.size === ref.bytes ? undefined : 'changed';
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** @param lost at least one */
export function artifactsLost(dir: string, lost: readonly LostArtifact[]): OkstraError {
  const [first] = lost;
  const list = lost.map(({ path, problem, seq }) => `${path} (${problem}, named by event ${seq})`).join(', ');
  return fail(
    'system',
    lost.every(({ problem }) => problem === 'missing') ? 'artifact-missing' : 'artifact-changed',
    `Expected the files of the run as its journal names them, found: ${list}.`,
    {
      place: { file: join(dir, first?.path ?? '') },
      fix: 'Restore them from a backup. Without one: okstra doctor --repair shows up to where the run can be kept.',
      details: { artifacts: lost },
    },
  );
}

export const lostText = (lost: readonly LostArtifact[]): string =>
  lost.map(({ path, problem }) => `${path} (${problem})`).join(', ');
