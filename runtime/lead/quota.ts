/** Agents whose quota is used up until a known time. Pure: the time of the last event is all the clock there is. */
import type { Fault } from '../model/agents.ts';
import type { Action, LeadLimits } from './action.ts';
import { finish } from './action.ts';
import type { AttemptState, DispatchState, RunState } from './state.ts';
import { currentAttempt } from './state.ts';

/** A vendor that names a time and refuses again then is not asked for ever. */
const MOST_WAITS = 24;

export interface Waiting {
  readonly seats: readonly string[];
  /** ISO time at which the last of them can be asked again. */
  readonly until: string;
}

/** Waits in place where that was asked for and does not last too long; else the run ends here and can be resumed. */
export function waitOrEnd(state: RunState, limits: LeadLimits, waiting: readonly Wait[]): readonly Action[] {
  const until = latest(waiting.map(({ fault }) => fault.retryAt ?? ''));
  const { count, ms } = state.quotaWaits;
  const from = Date.parse(state.lastAt ?? until);
  // A vendor whose clock is behind is given a little longer every time.
  const end = Math.max(Date.parse(until), from) + Math.min(60_000, (2 ** count - 1) * 1000);
  const most = limits.waitQuotaMs ?? 0;
  if (most === 0 || count >= MOST_WAITS || ms + Math.max(0, end - from) > most) return [finish('waiting-quota')];
  return [{ type: 'wait-quota', until: new Date(end).toISOString(), seats: waiting.map(({ seat }) => seat) }];
}

interface Wait {
  readonly seat: string;
  readonly fault: Fault;
}

/** Who cannot be asked before when; undefined when nobody waits. */
export function waitingFor(state: RunState): Waiting | undefined {
  const waiting = (currentAttempt(state)?.dispatches ?? []).filter(meetsQuota);
  if (waiting.length === 0) return undefined;
  return {
    seats: [...new Set(waiting.map(({ seat }) => seat))],
    until: latest(waiting.map(({ fault }) => fault?.retryAt ?? '')),
  };
}

const latest = (times: readonly string[]): string => times.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? '';

const meetsQuota = ({ kind, fault }: DispatchState): boolean =>
  kind === 'finished' && fault?.kind === 'quota' && fault.retryAt !== undefined;

/**
 * A quota is over when its time has come: the dispatch that met it counts as interrupted, not as the seat's last word.
 *
 * @param now ISO time; absent: whatever time was named
 */
export const forgetQuota = (attempt: AttemptState, now?: string): AttemptState => ({
  ...attempt,
  dispatches: attempt.dispatches.map((d) =>
    meetsQuota(d) && !attempt.verdict && isOver(d.fault?.retryAt, now) ? { ...d, kind: 'abandoned' as const } : d,
  ),
});

const isOver = (retryAt: string | undefined, now: string | undefined): boolean =>
  now === undefined || retryAt === undefined || !(Date.parse(retryAt) > Date.parse(now));
