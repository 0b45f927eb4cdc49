/**
 * Taking secrets out of text before it is written anywhere. Pure.
 *
 * Two passes. The first knows values, shapes and the user's patterns; each has a greatest length, so that what begins at a place is decided by
 * a limited piece of text behind it. A stream holds back only what may still become a secret, and therefore gives the same output however its
 * input was cut. The second asks a library, whose detectors look at whole lines.
 */
import { type Detector, makeSecondPass, withoutDetected } from './detect-lines.ts';
import { formsOf } from './forms.ts';
import { type Candidate, makeScan, SHAPES } from './shapes.ts';

export interface Redactor {
  readonly text: (text: string) => string;
  /** Values, shapes and patterns only: for many small texts, of which somebody else asks the library at once. */
  readonly known: (text: string) => string;
  /** All texts of a JSON value; keys stay as they are. The library is asked once. */
  readonly value: <T>(value: T) => T;
  /** For output that comes in pieces; what is held back comes with `end`. */
  readonly stream: () => RedactingStream;
}

export interface RedactingStream {
  push(chunk: string): string;
  end(): string;
}

export interface RedactorOptions {
  /** `readSecretPattern` makes them. */
  readonly patterns?: readonly Candidate[];
  /** Absent: values, shapes and patterns only. */
  readonly detect?: Detector;
}

/** With this much held back, small pieces are gathered: each look goes over all of it. */
const STEP = 1024;

/** @param values secrets as they stand in the environment; they are found in all the forms of `formsOf` */
export function makeRedactor(values: readonly string[], { patterns = [], detect }: RedactorOptions = {}): Redactor {
  const byValue = [...new Set(values.flatMap(formsOf))]
    .toSorted((a, b) => b.length - a.length)
    .map((start): Candidate => {
      return { kind: 'env', start, reach: start.length, standsAlone: false, end: (_, at) => at + start.length };
    });
  const candidates = [...byValue, ...patterns, ...SHAPES];
  const byFirst = Map.groupBy(candidates, ({ start }) => start.charAt(0));
  const longestStart = Math.max(...candidates.map(({ start }) => start.length));
  const starts = new RegExp([...new Set(candidates.map(({ start }) => escape(start.slice(0, 4))))].join('|'), 'g');

  /** Redacts what begins in `text` at `from` or later. `next`: where to go on; before the end of the text only when it is not the last. */
  const scan = (text: string, from: number, isLast: boolean): { readonly out: string; readonly next: number } => {
    const seen = makeScan(text);
    let out = '';
    let written = from;
    let next = text.length;
    starts.lastIndex = from;
    for (let match = starts.exec(text); match !== null; match = starts.exec(text)) {
      const found = foundAt(seen, match.index, isLast);
      if (found === 'undecided') {
        next = match.index;
        break;
      }
      if (found === undefined) starts.lastIndex = match.index + 1;
      else {
        out += `${text.slice(written, match.index)}[redacted:${found.kind}]`;
        written = found.end;
        starts.lastIndex = written;
      }
    }
    if (!isLast) next = Math.min(next, beginning(text, Math.max(written, text.length - longestStart + 1)));
    return written >= next ? { out, next: written } : { out: out + text.slice(written, next), next };
  };

  const foundAt = (seen: ReturnType<typeof makeScan>, at: number, isLast: boolean) => {
    const { text } = seen;
    const left = text.length - at;
    for (const candidate of byFirst.get(text.charAt(at)) ?? []) {
      const { start, reach, kind } = candidate;
      if (candidate.standsAlone && /[A-Za-z0-9]/.test(text.charAt(at - 1))) continue;
      if (text.startsWith(start, at)) {
        if (left < reach && !isLast) return 'undecided';
        const end = candidate.end(seen, at);
        if (end !== undefined) return { end, kind };
      } else if (!isLast && left < start.length && start.startsWith(text.slice(at))) return 'undecided';
    }
    return undefined;
  };

  /** The first place from which on all that is left is the beginning of something; the length of the text when there is none. */
  const beginning = (text: string, from: number): number => {
    for (let at = from; at < text.length; at += 1) {
      const left = text.length - at;
      const may = byFirst.get(text.charAt(at))?.some(({ start }) => left < start.length && start.startsWith(text.slice(at)));
      if (may === true) return at;
    }
    return text.length;
  };

  const known = (text: string): string => scan(text, 0, true).out;
  const firstPass = (): RedactingStream => {
    // `held[0, done)` is written already; its last character is kept because what stands in front of a shape counts.
    let held = '';
    let done = 0;
    let fresh = 0;
    return {
      push: (chunk) => {
        held += chunk;
        fresh += chunk.length;
        if (held.length - done > 2 * STEP && fresh < STEP) return '';
        fresh = 0;
        const { out, next } = scan(held, done, false);
        const keep = Math.max(0, next - 1);
        held = held.slice(keep);
        done = next - keep;
        return out;
      },
      end: () => {
        const { out } = scan(held, done, true);
        [held, done, fresh] = ['', 0, 0];
        return out;
      },
    };
  };

  if (detect === undefined) return { text: known, known, value: (value) => mapTexts(value, known), stream: firstPass };
  return {
    text: (text) => withoutDetected(known(text), detect),
    known,
    value: (value) => {
      const clean = mapTexts(value, known);
      const all = textsOf(clean).join('\n');
      return withoutDetected(all, detect) === all ? clean : mapTexts(clean, (text) => withoutDetected(text, detect));
    },
    stream: () => {
      const first = firstPass();
      const second = makeSecondPass(detect);
      return {
        push: (chunk) => second.push(first.push(chunk)),
        end: () => second.push(first.end()) + second.end(),
      };
    },
  };
}

function mapTexts<T>(value: T, map: (text: string) => string): T {
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return map(each);
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, entry]) => [key, walk(entry)]));
  };
  return walk(value) as T;
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
