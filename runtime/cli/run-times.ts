/** Where the time of a run went, read from its journal; the same sums as in its report. */
import { join } from 'node:path';
import type { ReportPhaseTime } from '../generated/types.ts';
import { gatherDispatches } from '../report/dispatches.ts';
import { timingOf } from '../report/figures.ts';
import { readJournal } from '../store/journal.ts';

export interface RunTimes {
  readonly totalMs: number;
  /** In the order of a run; a step that took no time is left out. */
  readonly steps: readonly { readonly step: ReportPhaseTime['phase']; readonly ms: number }[];
  readonly dispatches: readonly DispatchTime[];
}

export interface DispatchTime {
  readonly dispatch: string;
  readonly seat: string;
  readonly attempt: number;
  readonly startedAt: string;
  /** How it ended; `abandoned` when the run went on without it, `running` when nothing is known of an end. */
  readonly status: string;
  /** null: it has not ended. */
  readonly ms: number | null;
}

/** @param dir the run folder */
export function runTimes(dir: string): RunTimes {
  const events = readJournal(join(dir, 'journal.jsonl'));
  const dispatches = gatherDispatches(events);
  const { totalMs, phases } = timingOf([], events, dispatches);
  return {
    totalMs,
    steps: phases.map(({ phase, ms }) => ({ step: phase, ms })),
    dispatches: dispatches.map(({ started, finished, abandoned }) => ({
      dispatch: started.dispatch,
      seat: started.seat,
      attempt: started.attempt,
      startedAt: started.at,
      status: finished?.status ?? (abandoned ? 'abandoned' : 'running'),
      ms: finished?.durationMs ?? null,
    })),
  };
}
