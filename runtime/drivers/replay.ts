/** Plays a recording: the whole pipeline runs without any agent. A small program of ours takes the agent's place. */
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command, DispatchContext, DispatchRecord, DispatchResult, Driver, DriverEvent, Fault } from '../model/agents.ts';
import { bad, ok } from '../model/failure.ts';
import { commandsOf, crashFault, isObject, jsonObject, sessionOf, stoppedResult } from './ending.ts';
import { dispatchEnv } from './environment.ts';
import { promptPrint } from './recorded-prompt.ts';
import { stepFiles } from './recording.ts';

export const replay: Driver = {
  name: 'replay',
  capabilities: {
    roles: ['executor', 'verifier', 'analyst', 'report-writer'],
    sandbox: ['read-only', 'workspace-write', 'full'],
    structuredOutput: 'prompt',
    resume: false,
    moneyCap: false,
    tellsUsage: 'at-end',
    attests: 'declared',
    ownSandbox: false,
  },
  defaultVendor: undefined,
  program: () => undefined,
  command,
  readLine,
  conclude,
};

/**
 * Absolute path of the player: beside this file in the sources, at the top of `dist/` in a build, wherever the bundler put this code.
 *
 * @param self path of the file that this code runs from
 */
export function playerPath(self: string): string {
  const name = 'replay-player.mjs';
  const below = `${sep}dist${sep}`;
  const isSource = self.endsWith(['', 'runtime', 'drivers', 'replay.ts'].join(sep));
  const end = isSource ? self.lastIndexOf(sep) + 1 : self.lastIndexOf(below) + below.length;
  return `${self.slice(0, end)}${name}`;
}

/** With the agent's name and without. */
const NAMES_OF_A_TURN = 2;

function command(context: DispatchContext): ReturnType<Driver['command']> {
  const { agent, role, attempt, round, turn, seatNumber } = context;
  if (agent.recording === undefined) {
    return bad({
      category: 'usage',
      code: 'recording-missing',
      message: `Expected a recording for the agent ${agent.name}, found none.`,
      fix: `Set agents.${agent.name}.recording in okstra.yaml to a folder written by --record.`,
    });
  }
  const files = stepFiles({
    role,
    agent: agent.name,
    attempt,
    round,
    ...(turn === undefined ? {} : { turn }),
    ...(seatNumber === undefined ? {} : { seatNumber }),
  });
  // What is asked once more, after a fault or an interruption, may be answered by the step before it, which was asked something else.
  const ofThisTurn = files.slice(0, NAMES_OF_A_TURN);
  const value: Command = {
    argv: [process.execPath, playerPath(fileURLToPath(import.meta.url)), agent.recording, ...files],
    cwd: context.cwd,
    env: { ...dispatchEnv(context), NODE_OPTIONS: undefined },
    stdin: JSON.stringify({ ...promptPrint(context), ofThisTurn }),
  };
  return ok(value);
}

/** The player writes one JSON object a line: `{"type":"replay.text","text":…}` and the like. */
function readLine(line: string): readonly DriverEvent[] {
  const event = jsonObject(line);
  switch (event?.['type']) {
    case 'replay.text':
      return typeof event['text'] === 'string' ? [{ type: 'message', text: event['text'] }] : [];
    case 'replay.structured':
      return [{ type: 'structured', value: event['value'] }];
    case 'replay.file': {
      const { path, change } = event;
      const isKnown = change === 'add' || change === 'update' || change === 'delete';
      return typeof path === 'string' && isKnown ? [{ type: 'file-change', path, change }] : [];
    }
    case 'replay.command': {
      const { cmd, exitCode } = event;
      if (typeof cmd !== 'string') return [];
      const call = { id: `command-${cmd}`, tool: 'shell', detail: cmd };
      const ended = typeof exitCode === 'number' ? { exitCode } : {};
      return [
        { type: 'tool-started', ...call },
        { type: 'tool-finished', ...call, ...ended },
      ];
    }
    case 'replay.fault':
      return isFault(event['fault']) ? [{ type: 'error', fault: event['fault'], final: true }] : [];
    case 'replay.end':
      return [{ type: 'turn-finished' }];
    default:
      return [];
  }
}

const isFault = (value: unknown): value is Fault =>
  isObject(value) && typeof value['kind'] === 'string' && typeof value['message'] === 'string';

function conclude(record: DispatchRecord, context: DispatchContext): DispatchResult {
  const { events, end } = record;
  const { model } = context.agent;
  const text = events.findLast((event) => event.type === 'message')?.text ?? '';
  const structured = events.findLast((event) => event.type === 'structured')?.value;
  const facts = {
    ...sessionOf(events),
    ...(model === undefined ? {} : { model: { name: model, attestation: 'declared' as const } }),
    ...(isObject(structured) ? { structured } : {}),
    commands: commandsOf(events),
  };
  const stopped = stoppedResult(record, text, facts);
  if (stopped !== undefined) return stopped;
  const failed = events.findLast((event) => event.type === 'error' && event.final);
  if (failed?.type === 'error') return { status: 'error', text, fault: failed.fault, ...facts };
  const isFinished = events.some((event) => event.type === 'turn-finished');
  if (isFinished && end.exitCode === 0) return { status: 'completed', text, ...facts };
  return { status: 'error', text, fault: crashFault(record), ...facts };
}
