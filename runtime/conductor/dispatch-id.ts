/** Names of dispatches. */
import { existsSync } from 'node:fs';
import type { Seat } from '../model/agents.ts';
import type { RunContext } from './context.ts';

/** `executor-1`, `verifier-2`…: numbered per role over the run. Names given but not yet in the journal count too. */
const given = new WeakMap<RunContext, Map<string, number>>();

export function nextDispatchId(context: RunContext, seat: Seat): string {
  const counts = given.get(context) ?? new Map<string, number>();
  given.set(context, counts);
  // The highest, not how many: of dispatches that began side by side, some may have been killed before they were on record.
  const recorded = context
    .events()
    .reduce((most, event) => (event.type === 'dispatch-started' ? Math.max(most, numberIn(event.dispatch, seat.role)) : most), 0);
  let n = Math.max(recorded, counts.get(seat.role) ?? 0) + 1;
  // Where a damaged journal was cut back, results lie there that no event names any more: they stay what they are.
  while (existsSync(context.folder.absolute(`results/${seat.role}-${n}.raw.jsonl`))) n += 1;
  counts.set(seat.role, n);
  return `${seat.role}-${n}`;
}

const numberIn = (id: string, role: Seat['role']): number => (id.startsWith(`${role}-`) ? Number(id.slice(role.length + 1)) : 0);
