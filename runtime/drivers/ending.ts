/** What the drivers agree on when they judge how a process ended. Pure. */
import type { DispatchRecord, DispatchResult, DriverEvent, Fault, Usage } from '../model/agents.ts';

type Facts = Omit<DispatchResult, 'status' | 'fault' | 'text'>;

/** A dispatch that okstra itself ended; undefined when the process ended by itself. */
export function stoppedResult(record: DispatchRecord, text: string, facts: Facts): DispatchResult | undefined {
  const { stopped } = record.end;
  if (stopped === undefined) return undefined;
  if (stopped === 'no-response') return { status: 'timeout', text, fault: noResponse(record.events), ...facts };
  const status = stopped === 'silence' || stopped === 'wall-clock' ? 'timeout' : 'error';
  return { status, text, fault: { kind: stopped, message: STOPPED[stopped] }, ...facts };
}

/** A model that did not begin to answer. What the program said of its last try, when it tries again, is why. */
function noResponse(events: readonly DriverEvent[]): Fault {
  const said = events.findLast((event) => event.type === 'error' || event.type === 'model-answers');
  if (said?.type === 'error') return { ...said.fault, message: `${said.fault.message} (${STOPPED['no-response']})` };
  return {
    kind: 'silence',
    message: STOPPED['no-response'],
    fix: 'Look whether the host of the model answers. Raise run.firstResponse where it needs longer, and run the item again.',
  };
}

const STOPPED = {
  silence: 'stopped by okstra: it printed nothing for longer than run.silence (or run.toolTimeout while a tool ran)',
  'no-response': 'stopped by okstra: the model did not begin to answer within run.firstResponse',
  'wall-clock': 'stopped by okstra: it ran longer than run.timeout',
  'output-cap': 'stopped by okstra: it printed more than run.outputCap allows for one dispatch',
  budget: 'stopped by okstra: the tokens (run.budgetTokens) or the money (run.budgetUsd) of the run are used up',
  cancelled: 'stopped on request',
} as const;

/** A process that ended badly and said nothing that can be classified. */
export function crashFault(record: DispatchRecord): Fault {
  const { exitCode, signal, stderrTail } = record.end;
  const how = signal === null ? `ended with exit code ${exitCode}` : `was ended by ${signal}`;
  const said = lastLines(stderrTail, 10);
  return { kind: 'crash', message: said === '' ? `${how}, and stderr is empty` : `${how}; stderr ends with:\n${said}` };
}

const lastLines = (text: string, count: number): string => text.trimEnd().split('\n').slice(-count).join('\n');

/** The last session id that the agent named. */
export function sessionOf(events: readonly DriverEvent[]): { sessionId?: string } {
  const event = events.findLast((e) => e.type === 'session');
  return event === undefined ? {} : { sessionId: event.id };
}

/** Commands that the agent ran, as its stream shows them. */
export function commandsOf(events: readonly DriverEvent[]): DispatchResult['commands'] {
  return events.flatMap((event) => {
    if (event.type !== 'tool-finished' || event.tool !== 'shell') return [];
    return [{ cmd: event.detail, ...(event.exitCode === undefined ? {} : { exitCode: event.exitCode }) }];
  });
}

/**
 * The tokens of this dispatch. Cumulative figures hold the whole session, so what it had used before is taken off.
 *
 * @param before usage of the session until now; absent for a session that begins here
 */
export function usageOf(events: readonly DriverEvent[], before: Usage | undefined): { usage?: Usage } {
  const event = events.findLast((e) => e.type === 'usage');
  if (event === undefined) return {};
  return { usage: event.cumulative && before !== undefined ? difference(event.usage, before) : event.usage };
}

function difference(now: Usage, before: Usage): Usage {
  const result: { -readonly [K in keyof Usage]: Usage[K] } = {};
  for (const key of ['inputTokens', 'cachedInputTokens', 'outputTokens', 'reasoningTokens', 'costUsd'] as const) {
    const value = now[key];
    if (value !== undefined) result[key] = Math.max(0, value - (before[key] ?? 0));
  }
  return result;
}

/** A message that is one JSON object as a whole; undefined for anything else. */
export function jsonObject(text: string): Record<string, unknown> | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return undefined;
  try {
    const value: unknown = JSON.parse(trimmed);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
