/** Ending a started process together with everything that came out of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { descendants, listProcesses, marked, type ProcessInfo, processStart } from './proc.ts';

/** Programs that only wrap the real one. A signal that ends the wrapper would take the grace from what it wraps. */
const WRAPPERS: ReadonlySet<string> = new Set(['bwrap', 'unshare', 'setpriv']);

export interface Family {
  /** The process that was started; it leads a process group of its own. */
  readonly pid: number;
  /** Variables that stand in the environment of everything that came out of it. */
  readonly marker: Readonly<Record<string, string>>;
  /** When it was started, as `processStart` gives it; absent: it ended too soon to be asked. Nothing older can have come out of it. */
  readonly start?: string;
}

/** Everything that is known to belong to the family now: children of children, its process group, and what carries the marker. */
export function members(family: Family, withMarked: boolean): ProcessInfo[] {
  const table = listProcesses();
  const found = new Map<number, ProcessInfo>();
  const add = (list: readonly ProcessInfo[]): void => {
    for (const info of list) if (!info.zombie && info.pid !== process.pid) found.set(info.pid, info);
  };
  add(descendants(family.pid, table));
  add(table.filter((info) => info.group === family.pid));
  const { start } = family;
  const younger = start === undefined ? table : table.filter((info) => Number(info.start) >= Number(start));
  if (withMarked) add(marked(family.marker, younger));
  return [...found.values()];
}

/**
 * Asks the family to end. Unwrapped: SIGTERM to the process group. Wrapped: SIGTERM to the members of the group that are no wrappers,
 * because bwrap dies of the signal at once and, with `--die-with-parent`, takes everything inside with it, without any grace.
 */
export function askToEnd(family: Family, wrapped: boolean): void {
  const inside = wrapped ? members(family, false).filter((info) => info.group === family.pid && !WRAPPERS.has(info.name)) : [];
  const asked = inside.filter((info) => info.pid !== family.pid);
  if (asked.length === 0) signal(-family.pid, 'SIGTERM');
  for (const info of asked) signalProcess(info, 'SIGTERM');
}

/**
 * SIGKILL to the group, to `known` (read while the tree was still whole), and to everything that carries the marker; again until nothing is
 * left, for at most `limitMs`. A process of `known` may be nobody's child by now, in a session of its own and without the marker: it is
 * waited for by name, since a busy machine takes its time to end what was killed.
 */
export async function killFamily(family: Family, known: readonly ProcessInfo[], limitMs = 2000): Promise<void> {
  signal(-family.pid, 'SIGKILL');
  for (const info of known) signalProcess(info, 'SIGKILL');
  const end = performance.now() + limitMs;
  for (let wait = 2; ; wait = Math.min(wait * 2, 50)) {
    const dying = known.filter((info) => processStart(info.pid) === info.start);
    const left = [...members(family, true), ...dying].filter((info) => info.pid !== family.pid);
    if (left.length === 0 || performance.now() > end) return;
    for (const info of left) signalProcess(info, 'SIGKILL');
    await sleep(wait);
  }
}

/** Signals a process seen earlier, unless its pid belongs to another one by now. */
export function signalProcess(info: ProcessInfo, name: NodeJS.Signals): void {
  if (processStart(info.pid) === info.start) signal(info.pid, name);
}

/** A process that is gone already, or may not be signalled, is no error: the caller looks again afterwards. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
