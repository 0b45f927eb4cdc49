/** Where the time of a run went, from the times in its journal. */
import type { RunEvent } from '../../runtime/model/events.ts';
import type { LoopRun } from './repository.ts';

/** In the order of a run; together they are the whole of it, from the start of the process to its end. */
export const spanNames = [
  'load, plan, lease',
  'status, worktree, set-up',
  'worker laid out',
  'worker and its watch',
  'capture',
  'check',
  'verifier laid out',
  'verifier and its watch',
  'judge',
  'publish, status, report',
  'end',
] as const;

export type SpanName = (typeof spanNames)[number];

export function spansOf(run: LoopRun): Readonly<Record<SpanName, number>> {
  const events = run.journal
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RunEvent);
  const at = (matches: (event: RunEvent) => boolean, what: string): number => {
    const found = events.findLast(matches);
    if (found === undefined) throw new Error(`the journal has no ${what}`);
    return Date.parse(found.at);
  };
  const of = (type: RunEvent['type'], role = ''): number =>
    at(
      (event) => event.type === type && (role === '' || ('dispatch' in event && event.dispatch.startsWith(role))),
      `${type} ${role}`,
    );
  const moments = [
    run.startedAt,
    of('run-started'),
    of('attempt-started'),
    of('dispatch-started', 'executor'),
    of('dispatch-finished', 'executor'),
    of('candidate-captured'),
    of('checks-finished'),
    of('dispatch-started', 'verifier'),
    of('dispatch-finished', 'verifier'),
    of('verdict-given'),
    Date.parse(events.at(-1)?.at ?? ''),
    run.endedAt,
  ];
  const lengths = spanNames.map(
    (name, index) => [name, (moments[index + 1] ?? Number.NaN) - (moments[index] ?? Number.NaN)] as const,
  );
  return Object.fromEntries(lengths) as Record<SpanName, number>;
}
