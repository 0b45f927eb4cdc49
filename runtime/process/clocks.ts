/** When a running process has to be stopped: a pure function of what was seen so far. Times are milliseconds of one steady clock. */
import type { ProcessEnd } from '../model/agents.ts';

export type StopReason = NonNullable<ProcessEnd['stopped']>;

export interface ProcessLimits {
  /** From start to end. */
  readonly wallMs: number;
  /** Longest time without any output. Absent: no limit. */
  readonly silenceMs?: number;
  /** Takes the place of `silenceMs` while a tool call is open. Absent: silence is not measured then. */
  readonly toolTimeoutMs?: number;
  /** Longest wait for a model that was asked to begin its answer, while no tool call is open. Absent: not measured. */
  readonly firstResponseMs?: number;
  /** stdout and stderr together. */
  readonly outputBytes: number;
}

export interface Activity {
  readonly startedAt: number;
  /** Of the last output, and of the last tool call that was opened or closed. */
  readonly lastActivity: number;
  readonly toolsOpen: number;
  /** Since when a model that was asked has not begun to answer; may lie ahead. Absent: none is waited for. */
  readonly askedAt?: number | undefined;
  readonly outputBytes: number;
}

/** Share of the limit on silence after which it is warned of. */
const WARN_AT = 0.5;

export interface Quiet {
  readonly quietMs: number;
  readonly limitMs: number;
  /** A tool call is open, and its limit is what counts. */
  readonly inTool: boolean;
}

/** How long a process has been quiet, once that is half of what it may be. */
export function quietFor(limits: ProcessLimits, seen: Activity, now: number): Quiet | undefined {
  const inTool = seen.toolsOpen > 0;
  const limitMs = inTool ? limits.toolTimeoutMs : limits.silenceMs;
  const quietMs = now - seen.lastActivity;
  return limitMs !== undefined && quietMs >= limitMs * WARN_AT ? { quietMs, limitMs, inTool } : undefined;
}

/** The limit that is reached, or undefined. */
export function reached(limits: ProcessLimits, seen: Activity, now: number): StopReason | undefined {
  if (seen.outputBytes > limits.outputBytes) return 'output-cap';
  if (now - seen.startedAt >= limits.wallMs) return 'wall-clock';
  const quiet = seen.toolsOpen > 0 ? limits.toolTimeoutMs : limits.silenceMs;
  if (quiet !== undefined && now - seen.lastActivity >= quiet) return 'silence';
  const { askedAt } = seen;
  const isWaiting = askedAt !== undefined && limits.firstResponseMs !== undefined && seen.toolsOpen === 0;
  return isWaiting && now - askedAt >= limits.firstResponseMs ? 'no-response' : undefined;
}
