/**
 * What of a stream is told to whoever watches: redacted, and of a flood a sample. A view is drawn a few times a second, and a program that reads
 * the events must not be drowned; everything stands in the log.
 */
import type { DriverEvent } from '../model/agents.ts';
import { splitLines } from '../process/index.ts';
import type { RedactingStream, Redactor } from '../redaction/index.ts';
import type { Progress } from './api.ts';

/** Of one dispatch, in one second; lines and events each. */
const MOST_A_SECOND = 200;
/** Longest line of output that is told, in characters. */
const LONGEST_LINE = 16 * 1024;
/** Longest text of an event that is told, in characters. */
const LONGEST_TEXT = 64 * 1024;

type Told = Extract<Progress, { type: 'agent' | 'output' | 'skipped' }>;

export interface ProgressGate {
  /** An event of the agent, not redacted. */
  readonly event: (event: DriverEvent) => void;
  /** Redacted text of a stream, in pieces. */
  readonly output: (text: string, stream: 'stdout' | 'stderr') => void;
  /** Tells what was held back. */
  readonly end: () => void;
}

export interface GateSpec {
  readonly dispatch: string;
  readonly seat: string;
  readonly redactor: Redactor;
  readonly emit: (progress: Told) => void;
  readonly now: () => Date;
}

export function openProgressGate({ dispatch, seat, redactor, emit, now }: GateSpec): ProgressGate {
  const of = { dispatch, seat };
  const shown = new Set<string>();
  const parts: RedactingStream = redactor.stream();
  let second = -1;
  let told = { events: 0, lines: 0 };
  let skipped = { events: 0, lines: 0 };

  const tellSkipped = (): void => {
    if (skipped.events + skipped.lines > 0) emit({ type: 'skipped', ...of, ...skipped });
    skipped = { events: 0, lines: 0 };
  };
  const isOpen = (what: 'events' | 'lines'): boolean => {
    const current = Math.floor(now().getTime() / 1000);
    if (current !== second) {
      tellSkipped();
      second = current;
      told = { events: 0, lines: 0 };
    }
    told[what] += 1;
    if (told[what] <= MOST_A_SECOND) return true;
    skipped[what] += 1;
    return false;
  };
  const tell = (event: DriverEvent): void => {
    const short = redactor.value(withShortTexts(event));
    emit({ type: 'agent', at: now().toISOString(), ...of, event: short });
  };
  /** Parts of a text are told as far as no secret can reach into what comes next; the rest comes when the text has ended. */
  const endParts = (): void => {
    const text = parts.end();
    if (text !== '') tell({ type: 'delta', text });
  };
  const line = (stream: 'stdout' | 'stderr') =>
    splitLines((text) => {
      if (isOpen('lines')) emit({ type: 'output', ...of, stream, line: text });
    }, LONGEST_LINE);
  const lines = { stdout: line('stdout'), stderr: line('stderr') };

  return {
    event(event) {
      if (event.type === 'delta') {
        const text = parts.push(event.text);
        // Without a text it is a sign of life.
        if (isOpen('events')) tell({ type: 'delta', text });
        return;
      }
      endParts();
      // A call that was told has an end that is told: nothing is shown as open that is not.
      const isEnd = event.type === 'tool-finished' && shown.delete(event.id);
      if (!isOpen('events') && !isEnd) return;
      if (event.type === 'tool-started') shown.add(event.id);
      tell(event);
    },
    output: (text, stream) => lines[stream].pushText(text),
    end() {
      endParts();
      lines.stdout.end();
      lines.stderr.end();
      tellSkipped();
    },
  };
}

function withShortTexts(event: DriverEvent): DriverEvent {
  if ((event.type === 'message' || event.type === 'delta') && event.text.length > LONGEST_TEXT)
    return { ...event, text: short(event.text) };
  if ((event.type === 'tool-started' || event.type === 'tool-finished') && event.detail.length > LONGEST_TEXT)
    return { ...event, detail: short(event.detail) };
  return event;
}

/** Cut where no secret can be left in halves: the last word goes too. */
const short = (text: string): string => `${text.slice(0, LONGEST_TEXT).replace(/\S{0,10000}$/, '')} […]`;
