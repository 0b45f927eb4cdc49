/** Events of a run as sentences. */
import type { RunEvent } from '../model/events.ts';
import { eventLine } from '../ui/lines.ts';

/** What happened in words; it remembers which seat a dispatch belongs to. */
export function narrator(): (event: RunEvent) => string | undefined {
  let maxAttempts = 1;
  const seats = new Map<string, string>();
  return (event) => {
    if (event.type === 'run-started') ({ maxAttempts } = event);
    if (event.type === 'dispatch-started') seats.set(event.dispatch, event.seat);
    const line = eventLine(event, { maxAttempts, seatOf: (dispatch) => seats.get(dispatch) ?? dispatch });
    return line === undefined ? undefined : `${event.at} ${line.replaceAll('\n', ' ')}`;
  };
}
