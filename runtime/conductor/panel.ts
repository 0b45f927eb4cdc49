/** The panel that the lead chose goes on record. */
import type { Action } from '../lead/index.ts';
import type { RunContext } from './context.ts';

export async function choosePanel(context: RunContext, action: Extract<Action, { type: 'choose-panel' }>): Promise<void> {
  const { attempt, seats, reason, size } = action;
  const leftOut = context.plan.verifiers.map(({ id }) => id).filter((id) => !seats.includes(id));
  context.append({ type: 'panel-chosen', attempt, seats, leftOut, reason, size });
}
