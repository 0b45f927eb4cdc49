/** Follow-ups as the commands show them. */
import { join } from 'node:path';
import type { FollowUpEntry, FollowUpView } from '../conductor/index.ts';
import { gatherFollowUps, openSession, realPorts } from '../conductor/index.ts';
import type { CliContext } from './context.ts';

export interface OpenedFollowUps {
  readonly session: Awaited<ReturnType<typeof openSession>>;
  readonly view: FollowUpView;
}

/** A run whose follow-ups cannot be read is left out with a warning. */
export async function openFollowUps(context: CliContext): Promise<OpenedFollowUps> {
  const session = await openSession(context.cwd, { ...realPorts(), env: context.env });
  const view = gatherFollowUps(session.repo.top);
  for (const dir of view.damaged) context.note(`warning: the journal of ${dir} cannot be read; its follow-ups are left out`);
  return { session, view };
}

/** For `--json`; paths are absolute. */
export function followUpDocument(top: string, { key, run, record, state, decision }: FollowUpEntry) {
  const { id, kind, level, origin, title, suggestedPhase, scope, reason, autoSpawn } = record;
  return {
    key,
    id,
    run: run.runId,
    item: run.itemId,
    kind,
    level,
    origin,
    title,
    suggestedPhase,
    scope,
    reason,
    autoSpawn,
    state,
    spawned:
      decision?.type === 'spawned'
        ? { item: decision.item, dir: join(top, decision.path), at: decision.at, by: decision.by }
        : null,
    dismissed: decision?.type === 'dismissed' ? { reason: decision.reason, at: decision.at, by: decision.by } : null,
  };
}
