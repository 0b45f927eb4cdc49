/** Tool calls of a dispatch that failed or were refused, as its stream shows them: `results/<dispatch>-errors.json`. */
import type { DriverEvent } from '../model/agents.ts';

export interface ToolFailure {
  readonly channel: 'tool-failure';
  /** As the agent names it in its stream. */
  readonly call: string;
  readonly tool: string;
  /** Command, path or pattern. */
  readonly detail: string;
  readonly exitCode: number | null;
  /** In the agent's words; empty where it has none. */
  readonly message: string;
}

/** A dispatch that runs amok fills no disk with its errors. */
const MOST = 200;
const LONGEST = 2000;

/** @returns the text of the file; undefined when no call failed */
export function toolErrors({
  dispatch,
  seat,
  events,
  redact,
}: {
  readonly dispatch: string;
  readonly seat: string;
  readonly events: readonly DriverEvent[];
  readonly redact: (text: string) => string;
}): string | undefined {
  const failures = failuresIn(events);
  if (failures.length === 0) return undefined;
  const cut = (text: string): string => redact(text).slice(0, LONGEST);
  const shown = failures.slice(0, MOST).map((each) => ({ ...each, detail: cut(each.detail), message: cut(each.message) }));
  return `${JSON.stringify({ version: 1, dispatch, seat, count: failures.length, failures: shown }, null, 2)}\n`;
}

function failuresIn(events: readonly DriverEvent[]): readonly ToolFailure[] {
  const started = new Map(events.flatMap((event) => (event.type === 'tool-started' ? [[event.id, event] as const] : [])));
  return events.flatMap((event): ToolFailure[] => {
    if (event.type !== 'tool-finished') return [];
    const { id, exitCode, error } = event;
    if (error === undefined && (exitCode === undefined || exitCode === 0)) return [];
    const call = started.get(id);
    return [
      {
        channel: 'tool-failure',
        call: id,
        tool: call?.tool ?? event.tool,
        detail: call?.detail ?? event.detail,
        exitCode: exitCode ?? null,
        message: error ?? '',
      },
    ];
  });
}
