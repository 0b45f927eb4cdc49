/** How a dispatch of an API agent ended. Pure. */
import type { DispatchContext, DispatchRecord, DispatchResult, DriverEvent, Fault } from '../model/agents.ts';
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

/** Another model of Anthropic's than the one that was asked. Names of gateways and of other vendors tell nothing. */
function substitution(events: readonly DriverEvent[], { agent }: DispatchContext): Fault | undefined {
  const asked = bareName(agent.model ?? '');
  const other = events.find(
    (event) =>
      event.type === 'model' && event.attestation === 'served' && bareName(event.model) !== '' && bareName(event.model) !== asked,
  );
  if (asked === '' || other?.type !== 'model') return undefined;
  return {
    kind: 'model',
    message: `the model ${other.model} answered as ${agent.model} was asked`,
    fix: `Name the model that is meant: agents.${agent.name}.model in okstra.yaml.`,
  };
}
