/** Dotted keys such as `run.maxAttempts`. A part with a dot in it stands in quotes: `pricing."gpt-5.5".input`. */
import type { Place } from '../model/failure.ts';
import { KNOWN_KEYS } from './defaults.ts';

export type KeyPath = readonly (string | number)[];

/** Where the values of one configuration file stand. */
export interface Places {
  readonly placeOf: (path: KeyPath) => Place;
  readonly placeOfKey: (path: KeyPath) => Place;
}

/** @returns the parts, or undefined when a part is empty or a quote is left open */
export function parseKey(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const [whole, quoted, plain] = /^(?:"([^"]+)"|([^".]+))(?=\.|$)/.exec(rest) ?? [];
    const part = quoted ?? plain;
    if (whole === undefined || part === undefined) return undefined;
    parts.push(part);
    if (whole.length === rest.length) return parts;
    rest = rest.slice(whole.length + 1);
  }
}

export function formatKey(path: KeyPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const word = part.includes('.') ? `"${part}"` : part;
    return text === '' ? word : `${text}.${word}`;
  }, '');
}

/** The keys that may stand at this place; undefined where any name may (agents, prices, environment) or none. */
export function knownKeysAt(path: KeyPath): readonly string[] | undefined {
  const [first, second] = path;
  if (path.length === 2 && (first === 'agents' || first === 'pricing')) return KNOWN_KEYS[`${first}.*`];
  if (path.length === 2 && first === 'run') return KNOWN_KEYS[formatKey(path)];
  if (path.length === 3 && first === 'checks' && second !== undefined) return KNOWN_KEYS['checks.*[]'];
  return path.length < 2 ? KNOWN_KEYS[formatKey(path)] : undefined;
}
