/** Everything the actions of one run share. Made once, by `start.ts` or `resume.ts`. */
import { join } from 'node:path';
import type { Fence, Repository } from '../git/index.ts';
import type { RunState } from '../lead/index.ts';
import { advance, fold } from '../lead/index.ts';
import type { RunEvent, RunEventBody } from '../model/events.ts';
import type { RunId } from '../model/ids.ts';
import type { RunPlan } from '../model/plan.ts';
import type { Redactor } from '../redaction/index.ts';
import type { WriteBack } from '../sources/index.ts';
import { artifactsIn } from '../store/artifacts.ts';
import type { Journal } from '../store/journal.ts';
import type { RunFolder } from '../store/run-folder.ts';
import type { Progress } from './api.ts';
import type { KeptBundle } from './frd/held.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';
import { watchSuspension } from './suspension.ts';

export interface RunContext {
  readonly runId: RunId;
  readonly seq: number;
  readonly plan: RunPlan;
  readonly folder: RunFolder;
  readonly repo: Repository;
  readonly source: WriteBack;
  readonly ports: Ports;
  readonly redactor: Redactor;
  /** Aborted when the run is to stop: agents and checks end, nothing new starts. */
  readonly signal: AbortSignal;
  readonly version: string;
  /** Of a run of feature documents: the claims of its tasks. */
  readonly bundle?: KeptBundle;
  /** Asked before everything that is written: another process may have taken the item over. */
  readonly fence: Fence;
  events(): readonly RunEvent[];
  state(): RunState;
  /** Makes an event durable, then advances the state and tells whoever watches. */
  append(body: RunEventBody): RunEvent;
  emit(progress: Progress): void;
  /** Milliseconds since the last event in which the machine was suspended. */
  stoodMs(): number;
}

export interface ContextParts extends Omit<RunContext, 'events' | 'state' | 'append' | 'emit' | 'stoodMs'> {
  readonly journal: Journal;
  readonly onProgress: (progress: Progress) => void;
}

export function makeContext(parts: ContextParts): RunContext {
  const { journal, onProgress, ...rest } = parts;
  let state = fold(journal.events);
  const suspension = watchSuspension(rest.ports);
  return {
    ...rest,
    events: () => journal.events,
    state: () => state,
    append(body) {
      // One writer per journal: whoever took the lease over may be writing it now.
      rest.fence.check();
      // What an event names is on disk before the event is.
      for (const { path } of artifactsIn(body)) rest.folder.settle(path);
      const stoodMs = suspension.sinceMark();
      suspension.mark();
      const event = journal.append({ ...rest.redactor.value(body), ...(stoodMs === 0 ? {} : { stoodMs }) });
      state = advance(state, event);
      onProgress({ type: 'event', event });
      return event;
    },
    emit: onProgress,
    stoodMs: suspension.sinceMark,
  };
}

/** A folder outside the repository for what a run needs for a while: verifiers' repositories, checkouts for checks, private temporary files. */
export const scratchDir = (context: Pick<RunContext, 'ports' | 'runId'>): string =>
  join(okstraHome(context.ports.env), 'scratch', context.runId);
