/** What the agents of a run that goes on in another process are doing: their streams, read as they grow. */
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { driverFor, KNOWN_DRIVERS } from '../drivers/index.ts';
import type { Driver, DriverEvent } from '../model/agents.ts';
import type { RunEvent } from '../model/events.ts';
import type { RunPlan } from '../model/plan.ts';
import { seatsOf } from '../model/plan.ts';
import { partPath, partsOf } from '../process/index.ts';
import { heartbeat, makeActivities, oneLine } from '../ui/activity.ts';
import { HEARTBEAT_MS } from '../ui/plain.ts';

export interface StreamFollower {
  /** Takes in events of the journal, those of the past too. */
  readonly see: (events: readonly RunEvent[], now: number) => void;
  /** Lines for what the streams have gained, and a sign of life of each agent every minute. */
  readonly lines: (now: number) => readonly string[];
}

interface Open {
  readonly seat: string;
  readonly driver: Driver | undefined;
  readonly tail: Tail;
  /** stderr, for drivers that read it. */
  readonly log: Tail;
}

/** @param dir the run folder */
export function followStreams(dir: string): StreamFollower {
  const activities = makeActivities();
  const open = new Map<string, Open>();
  const spokenAt = new Map<string, number>();
  /** Ended, and what they said last is still to be told. */
  const over: string[] = [];
  let isFirst = true;
  let plan: RunPlan | undefined;

  /** What was told before anybody looked is taken in without a word. */
  const begin = (event: Extract<RunEvent, { type: 'dispatch-started' }>, now: number): void => {
    if (!isFirst) spokenAt.set(event.dispatch, now);
    const seats = plan === undefined ? [] : seatsOf(plan);
    const name = seats.find(({ id }) => id === event.seat)?.agent.driver;
    const driver = name !== undefined && KNOWN_DRIVERS.includes(name) ? driverFor(name) : undefined;
    const [tail, log] = [`results/${event.dispatch}.raw.jsonl`, `logs/${event.dispatch}.log`].map((path) =>
      makeTail(join(dir, path)),
    );
    if (tail !== undefined && log !== undefined) open.set(event.dispatch, { seat: event.seat, driver, tail, log });
  };
  const take = (dispatch: string, { seat, driver, tail, log }: Open, now: number): readonly DriverEvent[] => {
    // Before the stream: what it tells at the end of a turn takes the place of what the log told on the way.
    for (const event of log.read().flatMap((line) => driver?.readLogLine?.(line) ?? []))
      activities.see({ type: 'agent', at: '', dispatch, seat, event }, now);
    return tail.read().flatMap((line) => {
      activities.see({ type: 'output', dispatch, seat, stream: 'stdout', line }, now);
      const events = driver?.readLine(line) ?? [];
      for (const event of events) activities.see({ type: 'agent', at: '', dispatch, seat, event }, now);
      return events;
    });
  };

  const leave = (): void => {
    for (const dispatch of over.splice(0)) {
      const stream = open.get(dispatch);
      stream?.tail.close();
      stream?.log.close();
      open.delete(dispatch);
    }
  };

  return {
    see(events, now) {
      for (const event of events) {
        if (event.type === 'run-started') {
          plan = readPlan(join(dir, event.plan.path));
          if (plan !== undefined) activities.see({ type: 'planned', plan }, now);
        }
        if (event.type === 'dispatch-started') begin(event, now);
        activities.see({ type: 'event', event }, now);
        if (event.type === 'dispatch-finished' || event.type === 'dispatch-abandoned') over.push(event.dispatch);
      }
      if (!isFirst) return;
      isFirst = false;
      for (const [dispatch, stream] of open) take(dispatch, stream, now);
      leave();
    },
    lines(now) {
      const lines: string[] = [];
      for (const [dispatch, stream] of open) {
        for (const event of take(dispatch, stream, now)) {
          const said = sentence(event);
          if (said !== undefined) lines.push(`${stream.seat}: ${said}`);
        }
        const activity = activities.all().get(dispatch);
        const last = spokenAt.get(dispatch) ?? Number.NEGATIVE_INFINITY;
        if (activity === undefined || now - last < HEARTBEAT_MS) continue;
        // The first one tells where an agent stands that was at work before anybody looked.
        if (last > Number.NEGATIVE_INFINITY || activity.doing !== 'starting') lines.push(heartbeat(activity, now));
        spokenAt.set(dispatch, now);
      }
      leave();
      return lines;
    },
  };
}

const MAX_SENTENCE = 160;

function sentence(event: DriverEvent): string | undefined {
  const text = textOf(event);
  if (text === undefined) return undefined;
  const line = oneLine(text);
  return line.length > MAX_SENTENCE ? `${line.slice(0, MAX_SENTENCE - 1)}…` : line;
}

function textOf(event: DriverEvent): string | undefined {
  switch (event.type) {
    case 'tool-started':
      return `${event.tool} ${event.detail}`;
    case 'tool-finished':
      return event.exitCode === undefined || event.exitCode === 0
        ? undefined
        : `${event.tool} ended with exit code ${event.exitCode}`;
    case 'file-change':
      return `${event.change} ${event.path}`;
    case 'message':
      return event.text;
    case 'error':
      return event.final ? undefined : `${event.fault.kind}: ${event.fault.message}`;
    default:
      return undefined;
  }
}

function readPlan(file: string): RunPlan | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunPlan;
  } catch {
    return undefined; // names and models are missing then, nothing else
  }
}

interface Tail {
  readonly close: () => void;
  /** Whole lines that were added since the last call. */
  readonly read: () => readonly string[];
}

/** Read at once of what has grown meanwhile, from its end: of a flood nobody reads all. */
const MOST_READ = 1024 * 1024;

/**
 * A log that is too long goes on in numbered parts beside its file, of which the oldest go; in the end they are joined. A part stays open while
 * it is read, so that its end is not missed when it goes.
 */
function makeTail(file: string): Tail {
  let decoder = new StringDecoder('utf8');
  let handle: number | undefined;
  let part = 0;
  let offset = 0;
  let rest = '';
  /** What of it has not been read, at most `MOST_READ` bytes; behind a gap from the next line on. */
  const fresh = (from: number): string => {
    const { size } = fstatSync(from);
    const isGap = size - offset > MOST_READ;
    if (isGap) {
      offset = size - MOST_READ;
      decoder = new StringDecoder('utf8');
      rest = '';
    }
    const bytes = Buffer.alloc(Math.max(0, size - offset));
    const count = readSync(from, bytes, 0, bytes.length, offset);
    offset += count;
    const text = decoder.write(bytes.subarray(0, count));
    return isGap ? text.slice(text.indexOf('\n') + 1) : text;
  };
  const begin = (n: number, path: string): void => {
    if (handle !== undefined) closeSync(handle);
    handle = openSync(path, 'r');
    // Parts end with a line, but those in between may be gone.
    if (n > part + 1) rest = '';
    part = n;
    offset = 0;
  };
  return {
    read() {
      if (handle === undefined) {
        if (!existsSync(file)) return [];
        handle = openSync(file, 'r');
      }
      // Once there are parts the file itself does not grow, until they are joined to it.
      let text = fresh(handle);
      const next = nextPart(file, part);
      if (next !== undefined) {
        begin(next.n, next.path);
        text += fresh(handle);
      }
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      return lines.filter((line) => line !== '');
    },
    close() {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
}

/** The newest part behind the one that is read. */
function nextPart(file: string, part: number): { readonly n: number; readonly path: string } | undefined {
  const n = Math.max(part, ...partsOf(file));
  return n === part ? undefined : { n, path: partPath(file, n) };
}
