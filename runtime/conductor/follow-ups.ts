/** Follow-ups at the end of a run: put on record, and made items of where the configuration says so. */
import type { ConvergenceState } from '../findings/index.ts';
import { executorRisks, runFollowUps } from '../findings/index.ts';
import type { FollowUp, FollowUpRecord } from '../model/findings.ts';
import type { RunContext } from './context.ts';
import { spawnItem } from './follow-up-spawn.ts';
import { executorText } from './workspace.ts';

type Run = Pick<RunContext, 'folder' | 'plan' | 'state' | 'events'>;

export function recordFollowUps(context: RunContext): void {
  const { records, leftOut } = settle(context);
  const record = context.folder.project('state/follow-ups.json', `${JSON.stringify(records, null, 2)}\n`);
  if (leftOut > 0) {
    const message = `The executor names ${leftOut} more risk(s) than follow-ups were made of; they stand in its text.`;
    context.append({ type: 'notice', notice: { code: 'risks-left-out', message } });
  }
  const autoSpawn = records.filter((each) => each.autoSpawn).map(({ id }) => id);
  context.append({ type: 'follow-ups-recorded', record, count: records.length, autoSpawn });
}

/** Repeated after a crash at any moment it finds the item that is there: the item carries the follow-up's mark. */
export async function spawnFollowUp(context: RunContext, id: string): Promise<void> {
  const found = recordsOf(context).find((each) => each.id === id);
  if (!found) throw new Error(`no follow-up ${id} on record`);
  const { runId, plan, repo, source, ports, fence } = context;
  const origin = { run: runId, item: plan.item.id, branch: context.state().prepared?.branch ?? null };
  const made = await spawnItem({ repo, source, ports, lease: fence }, { record: found, origin, by: 'okstra' });
  context.append({ type: 'follow-up-spawned', followUp: id, item: made.id, path: made.path });
}

/** A follow-up as reports and answers show it; `spawned`: path of the item that the run made of it, relative to the repository. */
export type ShownFollowUp = FollowUp & { readonly spawned: string | null };

/** Those on record; before that, those there would be if the run ended now. */
export function followUpsOf(run: Run): readonly ShownFollowUp[] {
  const paths = new Map(
    run.events().flatMap((event) => (event.type === 'follow-up-spawned' ? [[event.followUp, event.path]] : [])),
  );
  return recordsOf(run).map(({ id, kind, level, origin, title, suggestedPhase, scope, reason, autoSpawn }) => ({
    id,
    kind,
    level,
    origin,
    title,
    suggestedPhase,
    scope,
    reason,
    autoSpawn,
    spawned: paths.get(id) ?? null,
  }));
}

function recordsOf(run: Run): readonly FollowUpRecord[] {
  const { followUps } = run.state();
  return followUps ? (JSON.parse(run.folder.read(followUps.record)) as FollowUpRecord[]) : settle(run).records;
}

function settle({ folder, plan, state }: Run): { readonly records: readonly FollowUpRecord[]; readonly leftOut: number } {
  const { attempts, finished } = state();
  const last = attempts.findLast(({ verdict }) => verdict !== undefined);
  if (!last?.verdict) return { records: [], leftOut: 0 };
  const { findings, followUps: heldBack } = JSON.parse(folder.read(last.verdict.convergence)) as ConvergenceState;
  const accepted = finished?.outcome === 'accepted';
  const { risks, leftOut } = accepted ? executorRisks(executorText({ folder }, last)) : { risks: [], leftOut: 0 };
  return { records: runFollowUps({ findings, heldBack, accepted, risks, autoSpawn: plan.autoSpawn ?? 'none' }), leftOut };
}
