/** Reads what the program of an API agent prints: one event a line, in the words of `DriverEvent`. Pure, never throws. */
import type { DriverEvent, Fault, Usage } from '../model/agents.ts';
import { isObject, jsonObject } from './ending.ts';

/** Before the name of every event, so that a line of anything else is none. */
export const EVENT_PREFIX = 'api.';

/** One line for an event; the program that writes it and the driver that reads it share this file. */
export const apiLine = ({ type, ...rest }: DriverEvent): string =>
  `${JSON.stringify({ type: `${EVENT_PREFIX}${type}`, ...rest })}\n`;

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isOptional = (value: unknown, fits: (value: unknown) => boolean): boolean => value === undefined || fits(value);

type Check = (event: Readonly<Record<string, unknown>>) => boolean;

const TOOL: Check = ({ id, tool, detail }) => isText(id) && isText(tool) && isText(detail);

const CHECKS: Readonly<Record<DriverEvent['type'], Check>> = {
  session: ({ id }) => isText(id),
  model: ({ model, attestation }) => isText(model) && (attestation === 'served' || attestation === 'requested'),
  message: ({ text }) => isText(text),
  delta: ({ text }) => isText(text),
  'tool-started': TOOL,
  'tool-finished': (event) => TOOL(event) && isOptional(event['exitCode'], isNumber) && isOptional(event['error'], isText),
  'file-change': ({ path, change }) => isText(path) && ['add', 'update', 'delete'].includes(String(change)),
  usage: ({ usage, cumulative }) => isUsage(usage) && typeof cumulative === 'boolean',
  progress: ({ id, call }) => isText(id) && isUsage(call),
  'model-asked': ({ afterMs }) => isOptional(afterMs, isNumber),
  'model-answers': () => true,
  structured: () => true,
  error: ({ fault, final }) => isFault(fault) && typeof final === 'boolean',
  notice: ({ code, message }) => isText(code) && isText(message),
  'turn-finished': () => true,
  other: () => true,
};

const isUsage = (value: unknown): value is Usage => isObject(value) && Object.values(value).every(isNumber);
const isFault = (value: unknown): value is Fault => isObject(value) && isText(value['kind']) && isText(value['message']);

export function readApiLine(line: string): readonly DriverEvent[] {
  const event = jsonObject(line);
  const name = event?.['type'];
  if (event === undefined || !isText(name) || !name.startsWith(EVENT_PREFIX)) return [];
  const type = name.slice(EVENT_PREFIX.length);
  if (!Object.hasOwn(CHECKS, type)) return [];
  // What follows was looked at field by field.
  return CHECKS[type as DriverEvent['type']](event) ? [{ ...event, type } as unknown as DriverEvent] : [];
}
