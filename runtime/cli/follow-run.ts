/** The events of a run as lines, those it has had and each new one, and what its agents are doing, until it ends. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEvent } from '../model/events.ts';
import { EXIT_CODES } from '../model/failure.ts';
import { readJournal } from '../store/journal.ts';
import type { RunSummary } from '../store/runs.ts';
import { liveLeases } from './checkout.ts';
import type { CliContext, CommandEnd } from './context.ts';
import { followStreams } from './follow-streams.ts';
import { narrator } from './narrator.ts';

const POLL_MS = 150;
/** How often it is asked whether anybody still works on the run: a process that was killed writes no end. */
const HOLDER_MS = 2000;

type Finished = Extract<RunEvent, { type: 'run-finished' }>;

/** @returns the exit code of the run's outcome; 130 when its process is gone without an end */
export async function followRun(context: CliContext, top: string, run: RunSummary): Promise<CommandEnd> {
  const file = join(run.dir, 'journal.jsonl');
  const print = context.json ? context.note : (line: string): void => void process.stdout.write(`${line}\n`);
  const sentence = narrator();
  const streams = followStreams(run.dir);
  let seen = 0;
  let size = -1;
  let askedAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    if (!context.json && process.stdout.destroyed)
      return followed(context, run, { outcome: run.outcome, exitCode: 0, events: seen }); // nobody reads any more
    for (const line of streams.lines(performance.now())) print(`${new Date().toISOString()} ${line}`);
    const now = statSync(file).size;
    if (now === size) {
      if (performance.now() - askedAt > HOLDER_MS) {
        askedAt = performance.now();
        const isHeld = (await liveLeases(top, new Date())).some((lease) => lease.runId === run.runId);
        // The end may have come between the last look and the question.
        if (!isHeld && statSync(file).size === size) {
          print(`interrupted: nobody works on it; okstra resume ${run.runId} goes on`);
          return followed(context, run, { outcome: null, exitCode: EXIT_CODES.interrupted, events: seen });
        }
      }
      await sleep(POLL_MS);
      continue;
    }
    size = now;
    const events = readJournal(file);
    for (const event of events.slice(seen)) {
      const line = sentence(event);
      if (line !== undefined) print(line);
    }
    streams.see(events.slice(seen), performance.now());
    seen = events.length;
    const end = endOf(events);
    if (end) return followed(context, run, { outcome: end.outcome, exitCode: end.exitCode, events: seen });
  }
}

/** The end that still holds: a run that was stopped may have gone on. */
function endOf(events: readonly RunEvent[]): Finished | undefined {
  const last = events.findLast((event) => event.type === 'run-finished' || event.type === 'run-resumed');
  return last?.type === 'run-finished' ? last : undefined;
}

const followed = (
  context: CliContext,
  { runId, itemId, dir }: RunSummary,
  end: { readonly outcome: Finished['outcome'] | null; readonly exitCode: number; readonly events: number },
): CommandEnd => ({
  exitCode: end.exitCode,
  text: '',
  document: { ok: end.exitCode === 0, run: { id: runId, item: itemId, outcome: end.outcome, dir }, ...end },
  streamed: !context.json,
});
