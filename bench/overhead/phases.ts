/** Where the time of a run with several verifiers went, from the times in its journal. */
import type { RunEvent } from '../../runtime/model/events.ts';
import type { RunOnce } from './repository.ts';

/** In the order of a run; together they are the whole of it. `agents` is what executor and slowest verifier took by themselves. */
export const phaseNames = [
  'load, plan, lease',
  'base, worktree, set-up',
  'baseline',
  'executor laid out',
  'executor and its watch',
  'capture',
  'checks, audit, proof',
  'verifiers laid out',
  'verifiers and comparing',
  'verdict',
  'publish, status, report',
  'end',
] as const;

export function phasesOf(run: RunOnce): Readonly<Record<(typeof phaseNames)[number], number>> {
  const { events } = run;
  const moments = [
    run.startedAt,
    last(events, ({ type }) => type === 'run-started'),
    last(events, ({ type }) => type === 'prepared' || type === 'set-up'),
    last(events, ({ type }) => type === 'baseline-finished' || type === 'attempt-started'),
    first(events, isDispatch('dispatch-started', 'executor')),
    last(events, isDispatch('dispatch-finished', 'executor')),
    last(events, ({ type }) => type === 'candidate-captured'),
    verifiersMayStart(events),
    last(events, isDispatch('dispatch-started', 'verifier')),
    last(events, ({ type }) => type === 'answer-judged'),
    last(events, ({ type }) => type === 'verdict-given'),
    Date.parse(events.at(-1)?.at ?? ''),
    run.endedAt,
  ];
  const lengths = phaseNames.map((name, n) => [name, (moments[n + 1] ?? Number.NaN) - (moments[n] ?? Number.NaN)] as const);
  return Object.fromEntries(lengths) as Record<(typeof phaseNames)[number], number>;
}

/** From the moment at which verifiers could start until the last answer is judged, snapshots and comparing included. */
export const verifyingMs = ({ events }: RunOnce): number =>
  last(events, ({ type }) => type === 'answer-judged') - verifiersMayStart(events);

/** Evidence is complete. */
const verifiersMayStart = (events: readonly RunEvent[]): number =>
  last(events, ({ type }) => type === 'checks-finished' || type === 'audited' || type === 'tests-proved');

const isDispatch =
  (type: 'dispatch-started' | 'dispatch-finished', role: string) =>
  (event: RunEvent): boolean =>
    event.type === type && event.dispatch.startsWith(role);

const last = (events: readonly RunEvent[], matches: (event: RunEvent) => boolean): number => timeOf(events.findLast(matches));
const first = (events: readonly RunEvent[], matches: (event: RunEvent) => boolean): number => timeOf(events.find(matches));

function timeOf(event: RunEvent | undefined): number {
  if (event === undefined) throw new Error('the journal lacks an event that a run has');
  return Date.parse(event.at);
}
