/** The follow-ups of all runs of a checkout, with what became of each. Reads only. */
import { OkstraError } from '../model/failure.ts';
import type { FollowUpRecord } from '../model/findings.ts';
import type { FollowUpDecision } from '../store/follow-ups.ts';
import { readDecisions, standingDecision } from '../store/follow-ups.ts';
import { openRunFolder } from '../store/run-folder.ts';
import { withCatalog } from '../store/run-index/catalog.ts';
import { byAge } from '../store/run-index/heads.ts';
import type { RunSummary } from '../store/runs.ts';

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

/**
 * @param only those of the runs of one item
 * @throws OkstraError `followups-damaged`
 */
export function gatherFollowUps(top: string, only?: { readonly group: string; readonly id: string }): FollowUpView {
  const decisions = readDecisions(top);
  const runs: { readonly run: RunSummary; readonly records: readonly FollowUpRecord[] }[] = [];
  const damaged: string[] = [];
  withCatalog(
    top,
    (catalog) => {
      const heads = byAge(catalog.heads);
      for (const [index, found] of catalog.facts(heads).entries()) {
        const dir = heads[index]?.dir ?? '';
        try {
          if (!found.ok) throw new OkstraError(found.failure);
          const { summary, followUps } = found.value;
          // What a run keeps was redacted before it was written.
          if (followUps) runs.push({ run: summary, records: readRecords(dir, followUps) });
        } catch {
          damaged.push(dir);
        }
      }
    },
    { only },
  );
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
