/** How a dispatch of claude ended. Pure. */
import type { DispatchContext, DispatchRecord, DispatchResult, DriverEvent, Fault, Usage } from '../model/agents.ts';
import { claudeFault, isMoneyCap } from './claude-faults.ts';
import { REFUSED } from './claude-tools.ts';
import { totalUsage } from './claude-usage.ts';
import { crashFault, isObject, jsonObject, sessionOf, stoppedResult, usageOf } from './ending.ts';
import { retryTime } from './retry-time.ts';

export function concludeClaude(record: DispatchRecord, context: DispatchContext, before?: Usage): DispatchResult {
  const { events, end } = record;
  const session = sessionOf(events);
  const isContinued = session.sessionId !== undefined && session.sessionId === context.resumeSession;
  const facts = {
    ...session,
    ...usageIn(events, isContinued ? before : undefined),
    ...modelIn(events),
    commands: commandsIn(events),
  };
  // A wrapper or a script under claude's name may print plain text; then stdout is the answer.
  const isForeign = events.length === 0;
  const structured = record.structuredExpected ? events.findLast((event) => event.type === 'structured')?.value : undefined;
  const text = isForeign ? record.stdout : finalText(events, structured);
  const stopped = stoppedResult(record, text, facts);
  if (stopped !== undefined) return stopped;
  const fault = isForeign ? foreignFault(record) : streamFault(record);
  if (fault !== undefined) {
    return { status: 'error', text, fault: withRetryTime(ofTheRun(fault, context), events, end.endedAt), ...facts };
  }
  // The model may give its answer in words instead of through the tool for it.
  const answer = isObject(structured) ? structured : record.structuredExpected ? jsonObject(text) : undefined;
  return { status: 'completed', text, ...(answer === undefined ? {} : { structured: answer }), ...facts };
}

/** The money that ended it is the agent's own limit, or what the run had reserved: whichever was less. */
function ofTheRun(fault: Fault, { agent, reservedUsd, sessionUsd = 0 }: DispatchContext): Fault {
  if (!isMoneyCap(fault) || reservedUsd === undefined) return fault;
  if (agent.maxBudgetUsd !== undefined && agent.maxBudgetUsd < sessionUsd + reservedUsd) return fault;
  return {
    kind: 'budget',
    message: `${fault.message}: the budget of the run had $${reservedUsd.toFixed(2)} for it`,
    fix: 'okstra resume goes on with a higher limit: --budget-usd <amount>. run.reserveUsd sets what has to be left for one dispatch.',
  };
}

function finalText(events: readonly DriverEvent[], structured: unknown): string {
  const said = events.findLast((event) => event.type === 'message')?.text;
  return said ?? (structured === undefined ? '' : JSON.stringify(structured));
}

function usageIn(events: readonly DriverEvent[], before: Usage | undefined): { usage?: Usage } {
  const own = events.flatMap((event) => (event.type === 'usage' && !event.cumulative ? [event.usage] : []));
  const usage = totalUsage(own);
  return usage === undefined ? usageOf(events, before) : { usage };
}

/** The model of the last answer; until there is one, the model that the program asked for. */
function modelIn(events: readonly DriverEvent[]): Pick<DispatchResult, 'model'> {
  const models = events.filter((event) => event.type === 'model');
  const event = models.findLast(({ attestation }) => attestation === 'served') ?? models.at(-1);
  return event === undefined ? {} : { model: { name: event.model, attestation: event.attestation } };
}

/** Commands that were run. A line about the end of a tool call does not name the call, only its id. */
function commandsIn(events: readonly DriverEvent[]): DispatchResult['commands'] {
  const ends = new Map(events.flatMap((event) => (event.type === 'tool-finished' ? [[event.id, event] as const] : [])));
  return events.flatMap((event) => {
    if (event.type !== 'tool-started' || event.tool !== 'shell') return [];
    const end = ends.get(event.id);
    if (end?.tool === REFUSED) return [];
    return [{ cmd: event.detail, ...(end?.exitCode === undefined ? {} : { exitCode: end.exitCode }) }];
  });
}

function streamFault(record: DispatchRecord): Fault | undefined {
  const { events, end } = record;
  const last = events.findLast((event) => event.type === 'turn-finished' || (event.type === 'error' && event.final));
  if (last?.type === 'error') return last.fault.kind === 'crash' ? (pendingFault(events) ?? last.fault) : last.fault;
  const isFinished = last !== undefined;
  if (isFinished && end.exitCode === 0) return substitution(events);
  const said = (isFinished ? undefined : pendingFault(events)) ?? saidOnStderr(record);
  if (said !== undefined) return said;
  // A signal makes the program end with exit code 0, and without a result.
  if (end.exitCode === 0) return { kind: 'stream', message: 'ended with exit code 0 before its turn was completed' };
  return crashFault(record);
}

/** What went wrong last, unless the work went on after it. */
function pendingFault(events: readonly DriverEvent[]): Fault | undefined {
  const at = events.findLastIndex((event) => event.type === 'error' && !event.final);
  const error = events[at];
  const wentOn = events.slice(at + 1).some(({ type }) => type === 'message' || type === 'delta' || type === 'tool-started');
  return error?.type === 'error' && !wentOn ? error.fault : undefined;
}

/** An answer that another model gave than the one that was asked. Names that are not Anthropic's own (gateways) tell nothing. */
function substitution(events: readonly DriverEvent[]): Fault | undefined {
  const models = events.filter((event) => event.type === 'model');
  const asked = models.find(({ attestation }) => attestation === 'requested')?.model ?? '';
  const other = models.find(
    ({ attestation, model }) =>
      attestation === 'served' && bareName(asked) !== '' && bareName(model) !== '' && bareName(model) !== bareName(asked),
  );
  return other === undefined ? undefined : claudeFault({ message: `the model ${other.model} answered as ${asked} was asked` });
}

/** `us.anthropic.claude-sonnet-4-5-20250929-v1:0` and `claude-sonnet-4-5[1m]` → `claude-sonnet-4-5`; empty for other names. */
export function bareName(model: string): string {
  const name = /claude-[a-z0-9.-]*/.exec(model.toLowerCase())?.[0] ?? '';
  return name.replace(/-v\d+$/, '').replace(/-(?:20\d{6}|latest|0)$/, '');
}

function foreignFault(record: DispatchRecord): Fault | undefined {
  if (record.end.exitCode !== 0) return saidOnStderr(record) ?? crashFault(record);
  if (record.stdout.trim() === '') return { kind: 'crash', message: 'ended with exit code 0 and printed nothing' };
  return undefined;
}

/** The first line of the log that means something; warnings and news stand around it. */
function saidOnStderr({ end }: DispatchRecord): Fault | undefined {
  if (end.exitCode === 0) return undefined;
  const faults = end.stderrTail
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => claudeFault({ message: line.trim().replace(/^error:\s*/i, '') }));
  return faults.find(({ kind }) => kind !== 'crash');
}

/** A reached limit tells its end in the stream; words only name an hour. */
function withRetryTime(fault: Fault, events: readonly DriverEvent[], endedAt: string | undefined): Fault {
  if (fault.kind !== 'quota') return fault;
  const told = events.findLast((event) => event.type === 'error' && event.fault.retryAt !== undefined);
  const retryAt = told?.type === 'error' ? told.fault.retryAt : (fault.retryAt ?? retryTime(fault.message, endedAt));
  return retryAt === undefined ? fault : { ...fault, retryAt };
}
