/** Damaged runs: what of each can be kept, and keeping it. The journal as it was always stays beside the one that is kept. */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { RunEvent } from '../model/events.ts';
import { OkstraError } from '../model/failure.ts';
import { checkArtifacts, lostText } from '../store/artifacts.ts';
import { makeFolders, syncFolder } from '../store/files.ts';
import { counted, cutAt, inspectJournal, keepDamaged, keptAndLost, openJournal } from '../store/journal.ts';
import type { JournalReading } from '../store/journal-lines.ts';
import type { RunPlace } from '../store/runs.ts';
import { placesOf, stateRelative, stateRoot, summarise } from '../store/runs.ts';
import { keepLease } from './kept-lease.ts';
import { takeLease } from './lease.ts';
import type { Ports } from './ports.ts';
import { redactorOfProject } from './redaction.ts';
import type { RepairStep } from './repair-step.ts';
import type { Session } from './session.ts';

/** Ends after which a run does not go on. */
const FINAL: ReadonlySet<string> = new Set(['accepted', 'not-accepted', 'blocked', 'contract-violated', 'failed']);

/** @param isAlive whether a process works on the run now; those are left alone */
export function planRuns(session: Session, isAlive: (runId: string) => boolean, ports: Ports): readonly RepairStep[] {
  return placesOf(session.repo.top).flatMap((place) => planRun(session, place, isAlive, ports) ?? []);
}

function planRun(session: Session, place: RunPlace, isAlive: (runId: string) => boolean, ports: Ports): RepairStep | undefined {
  const file = join(place.dir, 'journal.jsonl');
  let read: JournalReading;
  try {
    read = inspectJournal(file);
  } catch (error) {
    if (error instanceof OkstraError) return undefined; // of a newer format: that version knows what to do
    throw error;
  }
  const [first] = read.events;
  if (first?.type !== 'run-started') return setAside(session, place, nothingIn(file), ports);
  if (isAlive(first.runId)) return undefined;
  const broken = whatIsBroken(place, read);
  if (broken === undefined) return undefined;
  if (broken.keep === 0) return setAside(session, place, broken.found, ports);
  const step = {
    kind: 'journal',
    path: file,
    found: broken.found,
    does: `keeps its first ${counted(broken.keep, 'event')} as the journal, and the journal as it is beside it as journal.jsonl.damaged-<n>${broken.ended ? '; the run had ended, so nothing goes on with it (okstra run … --again runs the item once more)' : ''}`,
  } as const;
  return {
    ...step,
    act: () =>
      underLease({ session, place, ports, runId: first.runId, step }, (check) => cut({ session, file, broken, ports, check })),
  };
}

interface Broken {
  readonly found: string;
  /** Events that are kept. */
  readonly keep: number;
  /** The run had come to its end, as far as what is lost can be read. */
  readonly ended: boolean;
}

function whatIsBroken(place: RunPlace, read: JournalReading): Broken | undefined {
  const { events, damage, tail } = read;
  const artifacts = artifactsOf(place, events, damage !== undefined);
  if (damage) {
    const found = `line ${damage.line} is ${damage.found}. ${keptAndLost(read, damage)}${artifacts?.found ?? ''}`;
    const types = damage.lost.readable.map(({ type }) => type);
    return { found, keep: artifacts?.keep ?? events.length, ended: types.includes('run-finished') || hasEnded(events) };
  }
  if (artifacts) return { ...artifacts, ended: false };
  if (tail === undefined || tail.kind === 'event') return undefined;
  const what = tail.kind === 'nul' ? 'NUL bytes' : 'an event that was cut off';
  return {
    found: `it ends with ${what}: ${counted(tail.bytes, 'byte')} from byte ${tail.offset} on, never acknowledged`,
    keep: events.length,
    ended: false,
  };
}

/** Files that an unfinished run cannot go on without. One that has ended stays as it is, whatever was removed from its folder. */
function artifactsOf(place: RunPlace, events: readonly RunEvent[], damaged: boolean): Pick<Broken, 'found' | 'keep'> | undefined {
  if (!damaged && !(summarise(place, events)?.interrupted ?? false)) return undefined;
  const { needed } = checkArtifacts(place.dir, events);
  if (needed.length === 0) return undefined;
  return {
    found: ` Files that it cannot go on without: ${lostText(needed)}.`,
    keep: Math.min(...needed.map(({ seq }) => seq)) - 1,
  };
}

const hasEnded = (events: readonly RunEvent[]): boolean =>
  events.some((event) => event.type === 'run-finished' && FINAL.has(event.outcome));

function nothingIn(file: string): string {
  return existsSync(file) ? 'there is no whole event in it: what the run was doing is not known' : 'there is no journal in it';
}

function cut(what: { session: Session; file: string; broken: Broken; ports: Ports; check: () => void }): string {
  const { session, file, ports } = what;
  const { keep, found, ended } = what.broken;
  const kept = basename(keepDamaged(file));
  const end = endOfLine(readFileSync(file), keep);
  what.check();
  cutAt(file, end);
  const journal = openJournal(file, { now: ports.now, redact: redactorOfProject(session, ports).text });
  try {
    const message = `The journal was repaired: ${found.trim()} Its first ${counted(keep, 'event')} were kept; as it was it lies beside it as ${kept}.`;
    journal.append({ type: 'notice', notice: { code: 'journal-repaired', message } });
    if (ended) journal.append({ type: 'run-discarded', by: 'okstra doctor --repair' });
  } finally {
    journal.close();
  }
  return `kept ${counted(keep, 'event')}; the journal as it was: ${join(dirname(file), kept)}`;
}

/** Byte after the n-th line end, or the end of a last line without one. */
function endOfLine(bytes: Buffer, n: number): number {
  let at = 0;
  for (let line = 0; line < n; line += 1) {
    const end = bytes.indexOf(10, at);
    if (end === -1) return bytes.length;
    at = end + 1;
  }
  return at;
}

/** Out of the way of listings and numbers, with all that is in it. */
function setAside(session: Session, place: RunPlace, found: string, ports: Ports): RepairStep {
  const { top } = session.repo;
  const folder = join(stateRoot(top), 'set-aside', place.group, place.itemId);
  const step = {
    kind: 'run',
    path: place.dir,
    found: found.trim(),
    does: `moves it to ${stateRelative(top, folder)}/, with all that is in it`,
  } as const;
  return {
    ...step,
    act: () =>
      underLease({ session, place, ports, runId: 'repair', step }, (check) => {
        makeFolders(folder);
        const target = freeName(join(folder, basename(place.dir)));
        check();
        renameSync(place.dir, target);
        for (const changed of [folder, dirname(place.dir)]) syncFolder(changed);
        return `moved to ${target}`;
      }),
  };
}

function freeName(path: string): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? path : `${path}-${n}`;
    if (!existsSync(name)) return name;
  }
}

/**
 * Nobody begins or goes on with a run of the item meanwhile; whoever did so between planning and now has changed what was found, and it is left
 * alone. `act` does all in one go, so no timer could renew the lease during it: what takes longer than that (a slow disk, a machine that was
 * suspended) is caught by `check`, to be asked right before what cannot be taken back.
 */
async function underLease(
  what: {
    readonly session: Session;
    readonly place: RunPlace;
    readonly ports: Ports;
    readonly runId: string;
    readonly step: Pick<RepairStep, 'found'>;
  },
  act: (check: () => void) => string,
): Promise<string> {
  const { session, place, ports, runId, step } = what;
  const item = { group: place.group, id: place.itemId };
  const taken = await takeLease({ session, item, runId, ports, counted: false });
  const lease = keepLease({ repo: session.repo, ...taken, ports, onLost: ignore, onUnconfirmed: ignore, onNotice: ignore });
  try {
    const now = planRun(session, place, () => false, ports);
    if (now?.found !== step.found) return 'nothing: it is not any more as it was found';
    return act(lease.fence.check);
  } finally {
    await lease.release();
  }
}

const ignore = (): void => undefined;
