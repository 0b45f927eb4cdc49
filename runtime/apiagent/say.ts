/** Prints events, one a line. The key of the API stands in none of them, whoever repeats it. */
import { apiLine } from '../drivers/api-stream.ts';
import type { DriverEvent } from '../model/agents.ts';

export type Say = (event: DriverEvent) => void;

const INSTEAD = '[redacted]';

/** @param secrets empty ones are no secrets */
export function sayTo(write: (line: string) => void, secrets: readonly string[]): Say {
  const known = secrets.filter((secret) => secret !== '');
  return (event) => write(apiLine(known.length === 0 ? event : (without(event, known) as DriverEvent)));
}

/** In texts before they are escaped as JSON. */
function without(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, INSTEAD), value);
  if (Array.isArray(value)) return value.map((each) => without(each, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, without(each, secrets)]));
}
