/** Dispatches that were given up are settled all the same: those that a dead okstra left behind when the run goes on. */
import { statSync } from 'node:fs';
import { driverFor } from '../drivers/index.ts';
import type { DispatchState, RunState } from '../lead/index.ts';
import { need, settleLost } from '../lead/index.ts';
import type { Seat, Usage } from '../model/agents.ts';
import type { Settled } from '../model/limits.ts';
import { seatsOf } from '../model/plan.ts';
import { readLog } from '../process/index.ts';
import type { RunContext } from './context.ts';
import { leadLimits, priceOfAnswer } from './limits.ts';
import { liveUsage } from './live-usage.ts';
import { usageOfSession } from './session-usage.ts';

export function settleInterrupted(context: RunContext): void {
  const lost = context
    .state()
    .attempts.flatMap(({ dispatches }) => dispatches)
    .filter(({ kind, reserved, settled }) => kind === 'abandoned' && reserved !== undefined && settled === undefined);
  for (const dispatch of lost) {
    const seat = seatsOf(context.plan).find(({ id }) => id === dispatch.seat);
    if (seat === undefined) continue;
    const settled = lostOf(context, { seat, dispatch, ...shownBy(context, dispatch, seat) });
    context.append({ type: 'dispatch-abandoned', dispatch: dispatch.id, reason: 'interrupted', settled });
  }
}

interface Shown {
  readonly streamed: Usage | undefined;
  /** Characters of what it printed. */
  readonly output: number;
}

/** What a dispatch is counted with that was given up. */
export function lostOf(
  context: Pick<RunContext, 'plan' | 'state' | 'folder'>,
  {
    seat,
    dispatch,
    streamed,
    output,
  }: { readonly seat: Seat; readonly dispatch: Pick<DispatchState, 'id' | 'seat' | 'round'> } & Shown,
): Settled {
  const state = context.state();
  return settleLost({
    streamed,
    price: priceOfAnswer(context.plan, seat),
    chars: { prompt: sizeOf(context.folder.absolute(`prompts/${dispatch.id}.md`)), output },
    tells: driverFor(seat.agent.driver).capabilities.tellsUsage !== 'never',
    expected: need(state, leadLimits(context.plan, state), dispatch),
  });
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** As its stream and its log tell it, as far as they were written. */
function shownBy(context: RunContext, { id, session }: DispatchState, { agent }: Seat): Shown {
  const driver = driverFor(agent.driver);
  const live = liveUsage(usageOfSession(before(context.state(), id), session));
  const read = (path: string, events: (line: string) => ReturnType<typeof driver.readLine>): number =>
    readLog(context.folder.absolute(path), (line) => {
      for (const event of events(line)) live.see(event);
    });
  read(`logs/${id}.log`, (line) => driver.readLogLine?.(line) ?? []);
  const output = read(`results/${id}.raw.jsonl`, (line) => driver.readLine(line));
  return { streamed: live.usage(), output };
}

/** The dispatches of its attempt that came before it. */
function before({ attempts }: RunState, id: string): readonly DispatchState[] {
  const dispatches = attempts.find((attempt) => attempt.dispatches.some((d) => d.id === id))?.dispatches ?? [];
  return dispatches.slice(
    0,
    dispatches.findIndex((d) => d.id === id),
  );
}
