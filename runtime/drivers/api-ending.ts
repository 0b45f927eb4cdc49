/** How a dispatch of an API agent ended. Pure. */
import type { DispatchContext, DispatchRecord, DispatchResult, DriverEvent, Fault } from '../model/agents.ts';
import { apiPlace } from './api-place.ts';
import { bareName } from './claude-ending.ts';
import { commandsOf, crashFault, isObject, jsonObject, sessionOf, stoppedResult, usageOf } from './ending.ts';

export function concludeApi(record: DispatchRecord, context: DispatchContext): DispatchResult {
  const { events, end } = record;
  const text = events.findLast((event) => event.type === 'message')?.text ?? '';
  const facts = {
    ...sessionOf(events),
    ...usageOf(events, undefined),
    ...modelIn(events),
    commands: commandsOf(events),
  };
  const stopped = stoppedResult(record, text, facts);
  if (stopped !== undefined) return stopped;
  const fault = faultIn(record) ?? substitution(events, context);
  if (fault !== undefined) return { status: 'error', text, fault, ...facts };
  const isWhole = end.exitCode === 0 && events.some(({ type }) => type === 'turn-finished');
  if (!isWhole) return { status: 'error', text, fault: crashFault(record), ...facts };
  const answer = record.structuredExpected ? jsonObject(text) : undefined;
  return { status: 'completed', text, ...(isObject(answer) ? { structured: answer } : {}), ...facts };
}

function faultIn({ events }: DispatchRecord): Fault | undefined {
  const last = events.findLast((event) => event.type === 'turn-finished' || (event.type === 'error' && event.final));
  return last?.type === 'error' ? last.fault : undefined;
}

/** Who answered last; until somebody has, who was asked. */
function modelIn(events: readonly DriverEvent[]): Pick<DispatchResult, 'model'> {
  const models = events.filter((event) => event.type === 'model');
  const event = models.findLast(({ attestation }) => attestation === 'served') ?? models.at(-1);
  return event === undefined ? {} : { model: { name: event.model, attestation: event.attestation } };
}

/** Another model than the one that was asked. */
function substitution(events: readonly DriverEvent[], { agent }: DispatchContext): Fault | undefined {
  const asked = agent.model ?? '';
  const isOther = agent.driver === 'anthropic-api' ? isOtherClaude : apiPlace(agent).isOwnUrl ? isOtherName : undefined;
  const other = events.find(
    (event) => event.type === 'model' && event.attestation === 'served' && isOther?.(event.model, asked) === true,
  );
  if (other?.type !== 'model') return undefined;
  return {
    kind: 'model',
    message: `the model ${other.model} answered as ${agent.model} was asked`,
    fix: `Name the model that is meant: agents.${agent.name}.model in okstra.yaml.`,
  };
}

/** Gateways have names of their own for Claude models, and may have others beside them: those tell nothing. */
const isOtherClaude = (served: string, asked: string): boolean =>
  bareName(asked) !== '' && bareName(served) !== '' && bareName(served) !== bareName(asked);

/** What a vendor adds to the name that was asked: a date or a version, such as `-2025-08-07`, `-0613`, `-001`, `-preview-06-05`. */
const ADDED = /^(?:-preview)?-(?:\d{3,8}|\d{4}-\d{2}-\d{2}|\d{2}-\d{2}(?:\d{2})?|v\d+)$/;

/** At the vendor's own address. A name that ends with `latest` stands for whatever the vendor means by it. */
function isOtherName(served: string, asked: string): boolean {
  const [is, was] = [served, asked].map((name) => name.toLowerCase().replace(/^models\//, '')) as [string, string];
  if (is === was || was.endsWith('-latest')) return false;
  return !is.startsWith(was) || !ADDED.test(is.slice(was.length));
}
