/** Four fifths of a budget are used: said once for each, while there is time to do something about it. */
import { committed } from '../lead/index.ts';
import type { RunContext } from './context.ts';
import { limitsNow } from './limits.ts';

const WARN_AT = 0.8;

export function warnOfBudget(context: RunContext): void {
  const state = context.state();
  const { budgetTokens, budgetUsd } = limitsNow(context.plan, state);
  const used = committed(state);
  const warn = (code: string, message: string): void => {
    // A limit that was raised is another limit, and warned of again.
    const isTold = context
      .events()
      .some(
        (event) =>
          event.type === 'notice' &&
          event.notice.code === code &&
          event.notice.message.endsWith(message.slice(message.lastIndexOf(' of '))),
      );
    if (!isTold) context.append({ type: 'notice', notice: { code, message } });
  };
  if (budgetTokens !== undefined && used.tokens >= budgetTokens * WARN_AT)
    warn('budget-tokens', `The agents of this run have used or reserved ${used.tokens} of ${budgetTokens} tokens.`);
  if (budgetUsd !== undefined && used.usd >= budgetUsd * WARN_AT)
    warn('budget-usd', `The agents of this run have used or reserved $${used.usd.toFixed(2)} of $${budgetUsd}.`);
}
