/** The follow-ups of all runs of a checkout, with what became of each. Reads only. */
import { join } from 'node:path';
import { fold } from '../lead/index.ts';
import type { FollowUpRecord } from '../model/findings.ts';
import type { FollowUpDecision } from '../store/follow-ups.ts';
import { readDecisions, standingDecision } from '../store/follow-ups.ts';
import { readJournal } from '../store/journal.ts';
import { openRunFolder } from '../store/run-folder.ts';
import type { RunSummary } from '../store/runs.ts';
import { listRunDirs, summarise } from '../store/runs.ts';

export type FollowUpState = 'open' | 'spawned' | 'dismissed';

export interface FollowUpEntry {
  /** `<run>/<id>`: names it among all runs. */
  readonly key: string;
  readonly run: RunSummary;
  readonly record: FollowUpRecord;
  readonly state: FollowUpState;
  /** Absent: open. */
  readonly decision?: FollowUpDecision;
}

export interface FollowUpView {
  /** In the order of the runs, newest first, then of their ids. */
  readonly entries: readonly FollowUpEntry[];
  /** Runs whose follow-ups cannot be read. */
  readonly damaged: readonly string[];
}

/** @throws OkstraError `followups-damaged` */
export function gatherFollowUps(top: string): FollowUpView {
  const decisions = readDecisions(top);
  const runs: { readonly run: RunSummary; readonly records: readonly FollowUpRecord[] }[] = [];
  const damaged: string[] = [];
  for (const place of listRunDirs(top)) {
    try {
      const events = readJournal(join(place.dir, 'journal.jsonl'));
      const run = summarise(place, events);
      const { followUps } = fold(events);
      // What a run keeps was redacted before it was written.
      if (run && followUps) runs.push({ run, records: readRecords(place.dir, followUps.record) });
    } catch {
      damaged.push(place.dir);
    }
  }
  const newestFirst = runs.toSorted((a, b) =>
    a.run.startedAt < b.run.startedAt ? 1 : a.run.startedAt > b.run.startedAt ? -1 : 0,
  );
  return {
    entries: newestFirst.flatMap(({ run, records }) => records.map((record) => entryOf(run, record, decisions))),
    damaged,
  };
}

const readRecords = (dir: string, record: Parameters<ReturnType<typeof openRunFolder>['read']>[0]): readonly FollowUpRecord[] =>
  JSON.parse(openRunFolder(dir, (text) => text).read(record)) as FollowUpRecord[];

function entryOf(run: RunSummary, record: FollowUpRecord, decisions: readonly FollowUpDecision[]): FollowUpEntry {
  const decision = standingDecision(decisions, { run: run.runId, id: record.id });
  const key = `${run.runId}/${record.id}`;
  return { key, run, record, state: decision?.type ?? 'open', ...(decision ? { decision } : {}) };
}
