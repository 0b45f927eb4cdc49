/** Ending what an interrupted run left behind. */
import { setTimeout as sleep } from 'node:timers/promises';
import { signal, signalProcess } from './kill.ts';
import { descendants, hasProc, listProcesses, marked, type ProcessInfo, processStart } from './proc.ts';

export interface SweepOptions {
  /** Spared, with everything that came out of them. */
  readonly exceptPids?: readonly number[];
  /** Processes the journal names, each the leader of a process group; all that can be ended where environments cannot be read. */
  readonly groups?: readonly { readonly pid: number; readonly startTime: string }[];
  /** Default 5000. */
  readonly limitMs?: number;
}

/** False: only the process groups that the journal names can be ended here; a process that left its group survives. */
export const canSweep = (): boolean => hasProc();

/**
 * SIGKILL to every process on this machine that carries `OKSTRA_RUN_ID=<runId>`, again until none is left or `limitMs` is over. This process
 * and those it was started by are never touched. Returns the pids that were signalled.
 */
export async function sweepMarked(runId: string, options: SweepOptions = {}): Promise<number[]> {
  const { exceptPids = [], groups = [], limitMs = 5000 } = options;
  if (!canSweep()) return sweepGroups(groups);
  const swept = new Set<number>();
  const end = performance.now() + limitMs;
  for (let wait = 5; ; wait = Math.min(wait * 2, 100)) {
    const table = listProcesses();
    const kept = exceptPids.flatMap((pid) => descendants(pid, table)).map((info) => info.pid);
    const spared = new Set([...exceptPids, ...kept, ...ancestors(process.pid, table)]);
    const found = marked({ OKSTRA_RUN_ID: runId }, table).filter((info) => !spared.has(info.pid));
    for (const info of found) {
      // Children that dropped the variable are found through their parent while it lives.
      for (const each of [info, ...descendants(info.pid, table)]) {
        if (spared.has(each.pid) || each.zombie) continue;
        swept.add(each.pid);
        signalProcess(each, 'SIGKILL');
      }
    }
    if (found.length === 0 || performance.now() > end) return [...swept].toSorted((a, b) => a - b);
    await sleep(wait);
  }
}

function sweepGroups(groups: readonly { readonly pid: number; readonly startTime: string }[]): number[] {
  const alive = groups.filter(({ pid, startTime }) => processStart(pid) === startTime);
  for (const { pid } of alive) signal(-pid, 'SIGKILL');
  return alive.map(({ pid }) => pid);
}

/** `pid` and the processes above it. */
function ancestors(pid: number, table: readonly ProcessInfo[]): number[] {
  const parents = new Map(table.map((info) => [info.pid, info.ppid]));
  const found: number[] = [];
  for (let at: number | undefined = pid; at !== undefined && at > 0 && !found.includes(at); at = parents.get(at)) found.push(at);
  return found;
}
