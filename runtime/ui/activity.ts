/** What each agent at work is doing, from its stream: last sign of life, tool in progress, tokens so far. Rows, lines and `--follow` show it. */
import type { Progress } from '../conductor/index.ts';
import type { DriverEvent, Usage } from '../model/agents.ts';
import { seatsOf } from '../model/plan.ts';
import { safeText } from './safe-text.ts';

export interface Activity {
  readonly seat: string;
  readonly agent: string;
  /** Empty when none is known. */
  readonly model: string;
  /** Milliseconds of the clock that is handed in. */
  readonly since: number;
  readonly activeAt: number;
  /** What it does when no tool is open. */
  readonly doing: string;
  /** Tools that were started and have not ended, by id, in the order of their start. */
  readonly tools: ReadonlyMap<string, string>;
  /** In and out, as far as the agent has told. */
  readonly tokens: number;
  /** Of that, what the accounts of its turns hold; they take the place of what was told while a turn went on. */
  readonly accounted: number;
  /** Model calls since the last account, by id; undefined once an account held all there will be. */
  readonly calls: ReadonlyMap<string, Usage> | undefined;
}

export interface Activities {
  /** Takes progress in; whatever it does not know it passes over. */
  readonly see: (progress: Progress, now: number) => void;
  /** By dispatch, those at work only. */
  readonly all: () => ReadonlyMap<string, Activity>;
}

export function makeActivities(): Activities {
  const atWork = new Map<string, Activity>();
  const agents = new Map<string, { readonly name: string; readonly model: string }>();
  const change = (dispatch: string, part: (activity: Activity) => Partial<Activity>): void => {
    const activity = atWork.get(dispatch);
    if (activity) atWork.set(dispatch, { ...activity, ...part(activity) });
  };
  return {
    all: () => atWork,
    see(progress, now) {
      if (progress.type === 'planned') {
        for (const seat of seatsOf(progress.plan)) agents.set(seat.id, { name: seat.agent.name, model: seat.agent.model ?? '' });
      } else if (progress.type === 'agent') {
        change(progress.dispatch, (activity) => ({ ...afterEvent(progress.event, activity), activeAt: now }));
      } else if (progress.type === 'output') {
        change(progress.dispatch, () => ({ activeAt: now }));
      } else if (progress.type === 'event' && progress.event.type === 'dispatch-started') {
        const { dispatch, seat } = progress.event;
        const agent = agents.get(seat);
        atWork.set(dispatch, {
          seat,
          agent: agent?.name ?? seat,
          model: agent?.model ?? '',
          since: now,
          activeAt: now,
          doing: 'starting',
          tools: new Map(),
          tokens: 0,
          accounted: 0,
          calls: new Map(),
        });
      } else if (
        progress.type === 'event' &&
        (progress.event.type === 'dispatch-finished' || progress.event.type === 'dispatch-abandoned')
      ) {
        atWork.delete(progress.event.dispatch);
      }
    },
  };
}

/** The tool that was opened last and still runs, else what it was last seen at. */
export const inProgress = ({ tools, doing }: Pick<Activity, 'tools' | 'doing'>): string => [...tools.values()].at(-1) ?? doing;

/** Open at once, at most; an agent that never ends one is no reason to remember all. */
const MOST_TOOLS = 64;
/** Model calls between two accounts. */
const MOST_CALLS = 1000;

function afterEvent(event: DriverEvent, activity: Activity): Partial<Activity> {
  switch (event.type) {
    case 'tool-started':
      return {
        tools: new Map([...activity.tools, [event.id, `${event.tool} ${event.detail}`.trim()] as const].slice(-MOST_TOOLS)),
      };
    case 'tool-finished':
      return { tools: new Map([...activity.tools].filter(([id]) => id !== event.id)), doing: 'thinking' };
    case 'file-change':
      return { doing: `${event.change} ${event.path}` };
    case 'message':
    case 'delta':
      // Without a text it is a sign of life.
      return event.text.trim() === '' ? {} : { doing: event.text };
    case 'usage': {
      const used = inAndOut(event.usage);
      const accounted = event.cumulative ? Math.max(activity.accounted, used) : activity.accounted + used;
      return { tokens: accounted, accounted, calls: event.cumulative ? undefined : new Map() };
    }
    case 'progress': {
      // The log of an agent may be read after the end of its stream.
      if (activity.calls === undefined) return {};
      const told = [...activity.calls.entries(), [event.id, { ...activity.calls.get(event.id), ...event.call }] as const];
      const calls = new Map(told.slice(-MOST_CALLS));
      return { calls, tokens: [...calls.values()].reduce((total, call) => total + inAndOut(call), activity.accounted) };
    }
    case 'model':
      return { model: event.model };
    case 'error':
      return { doing: event.fault.message };
    default:
      return {};
  }
}

const inAndOut = ({ inputTokens = 0, outputTokens = 0 }: Usage): number => inputTokens + outputTokens;

/** `executor codex: 2:05, last sign of life 3 s ago, 12k tokens, shell npm test` */
export function heartbeat(activity: Activity, now: number): string {
  const { seat, agent, tokens } = activity;
  const name = seat === agent || seat.endsWith(`:${agent}`) ? seat : `${seat} ${agent}`;
  const facts = [
    clock(now - activity.since),
    `last sign of life ${Math.max(0, Math.round((now - activity.activeAt) / 1000))} s ago`,
    ...(tokens > 0 ? [`${thousands(tokens)} tokens`] : []),
  ];
  const what = oneLine(inProgress(activity));
  return `${name}: ${facts.join(', ')}${what === '' ? '' : `; ${what.length > 100 ? `${what.slice(0, 99)}…` : what}`}`;
}

/** Of long texts the beginning: more than any row or line shows. */
export const oneLine = (text: string): string =>
  safeText(text.slice(0, 2000))
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();

export const thousands = (count: number): string =>
  count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 10_000 ? 1 : 0)}k`;

/** `01:05` */
export function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(total / 60);
  return `${String(minutes).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}
