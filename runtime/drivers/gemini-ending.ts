/** How a dispatch of gemini ended. Pure. */
import { stripVTControlCharacters } from 'node:util';
import type { DispatchContext, DispatchRecord, DispatchResult, DriverEvent, Fault } from '../model/agents.ts';
import { crashFault, jsonObject, sessionOf, stoppedResult, usageOf } from './ending.ts';
import { geminiFault, judged } from './gemini-faults.ts';
import { NO_REASON, REFUSED } from './gemini-stream.ts';
import { retryTime } from './retry-time.ts';

export function concludeGemini(record: DispatchRecord, _context: DispatchContext): DispatchResult {
  const { events, end } = record;
  const facts = { ...sessionOf(events), ...usageOf(events, undefined), ...modelOf(events), commands: commandsOf(events) };
  // A wrapper or a script under gemini's name may print plain text; then stdout is the answer.
  const isForeign = events.length === 0;
  const text = isForeign ? record.stdout : lastTurn(events);
  const stopped = stoppedResult(record, text, facts);
  if (stopped !== undefined) return stopped;
  const fault = isForeign ? foreignFault(record) : streamFault(record, text);
  if (fault !== undefined) return { status: 'error', text, fault: withRetryTime(fault, end.endedAt), ...facts };
  const structured = record.structuredExpected ? (jsonObject(text) ?? afterRestart(text)) : undefined;
  return { status: 'completed', text, ...(structured === undefined ? {} : { structured }), ...facts };
}

/** What was said since the last tool: the deltas of all turns run together, and only tools stand between them. */
function lastTurn(events: readonly DriverEvent[]): string {
  const tool = events.findLastIndex(({ type }) => type === 'tool-started' || type === 'tool-finished');
  const said = events
    .slice(tool + 1)
    .flatMap((event) => (event.type === 'delta' || event.type === 'message' ? [event.text] : []));
  return said.join('');
}

/**
 * A stream that broke off is begun anew by gemini, and nothing shows it but the text: the first part, cut off anywhere, and then the whole.
 * The object that ends the text is the answer, unless another one stands complete before it.
 */
function afterRestart(text: string): Record<string, unknown> | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) return undefined;
  for (
    let at = trimmed.indexOf('{', 1), tries = 0;
    at !== -1 && tries < MAX_TRIES;
    at = trimmed.indexOf('{', at + 1), tries += 1
  ) {
    const value = jsonObject(trimmed.slice(at));
    if (value === undefined) continue;
    const before = jsonObject(trimmed.slice(0, at));
    return before === undefined || JSON.stringify(before) === JSON.stringify(value) ? value : undefined;
  }
  return undefined;
}

/** Each try reads the rest of the text once more. */
const MAX_TRIES = 1000;

function modelOf(events: readonly DriverEvent[]): Pick<DispatchResult, 'model'> {
  const event = events.findLast((e) => e.type === 'model');
  return event === undefined ? {} : { model: { name: event.model, attestation: event.attestation } };
}

/** Commands that were run. The stream tells neither their exit codes nor, at their end, what they were. */
function commandsOf(events: readonly DriverEvent[]): DispatchResult['commands'] {
  const refused = new Set(
    events.flatMap((event) => (event.type === 'tool-finished' && event.tool === REFUSED ? [event.id] : [])),
  );
  return events.flatMap((event) =>
    event.type === 'tool-started' && event.tool === 'shell' && !refused.has(event.id) ? [{ cmd: event.detail }] : [],
  );
}

function streamFault(record: DispatchRecord, text: string): Fault | undefined {
  const { events, end } = record;
  const errors = events.filter((event) => event.type === 'error');
  const final = errors.findLast((event) => event.final)?.fault;
  const before = errors.findLast((event) => !event.final)?.fault;
  if (final !== undefined) return judged(final.message === NO_REASON ? (before ?? final) : final, end.exitCode, end.stderrTail);
  const isFinished = events.some((event) => event.type === 'turn-finished');
  if (isFinished && end.exitCode === 0) return before ?? (text.trim() === '' ? WORDLESS : undefined);
  if (before !== undefined && !isFinished) return judged(before, end.exitCode, end.stderrTail);
  if (end.exitCode === 0) return { kind: 'stream', message: 'ended with exit code 0 before its turn was completed' };
  return saidOnStderr(record) ?? judged(crashFault(record), end.exitCode, end.stderrTail);
}

/** gemini ends in good form when the conversation outgrows the model's window, and says nothing. */
const WORDLESS: Fault = {
  kind: 'context-overflow',
  message: 'ended its turn without a word; the conversation may have outgrown the context window of the model',
  fix: 'Give the agent less: a smaller item, or a model with a larger context window.',
};

function foreignFault(record: DispatchRecord): Fault | undefined {
  if (record.end.exitCode !== 0) return saidOnStderr(record) ?? judged(crashFault(record), record.end.exitCode, '');
  if (record.stdout.trim() === '') return { kind: 'crash', message: 'ended with exit code 0 and printed nothing' };
  return undefined;
}

/** The first line of the log that means something; stack traces, warnings and news stand around it. */
function saidOnStderr({ end }: DispatchRecord): Fault | undefined {
  if (end.exitCode === 0) return undefined;
  const lines = end.stderrTail.split('\n').map((line) => stripVTControlCharacters(line).trim());
  const faults = lines.filter((line) => line !== '' && !/^(?:at |Warning:|YOLO mode is enabled)/.test(line)).map(geminiFault);
  const fault = faults.find(({ kind }) => kind !== 'crash') ?? faults.find(({ message }) => /^error\b/i.test(message));
  return fault === undefined ? undefined : judged(fault, end.exitCode, end.stderrTail);
}

function withRetryTime(fault: Fault, endedAt: string | undefined): Fault {
  if (fault.kind !== 'quota') return fault;
  const retryAt = retryTime(fault.message, endedAt);
  return retryAt === undefined ? fault : { ...fault, retryAt };
}
