/** Limits of a run as its parts see them: those of its plan, or as they were raised when it went on. */
import { driverFor } from '../drivers/index.ts';
import type { LeadLimits, RunState } from '../lead/index.ts';
import type { Seat } from '../model/agents.ts';
import type { Price } from '../model/money.ts';
import { priceFor } from '../model/money.ts';
import type { Limits, RunPlan } from '../model/plan.ts';
import { seatsOf } from '../model/plan.ts';

type Given = Pick<RunState, 'raised'>;

/** What holds now. */
export const limitsNow = ({ limits }: Pick<RunPlan, 'limits'>, { raised }: Given): Limits => ({ ...limits, ...raised });

/** @param waits false: a quota ends the run, because others of a queue come first */
export function leadLimits(plan: RunPlan, state: Given, waits = true): LeadLimits {
  const { budgetTokens, budgetUsd, reserveTokens, reserveUsd, waitQuotaMs } = limitsNow(plan, state);
  return {
    ...(budgetTokens === undefined ? {} : { budgetTokens }),
    ...(budgetUsd === undefined ? {} : { budgetUsd }),
    ...(reserveTokens === undefined ? {} : { reserveTokens }),
    ...(reserveUsd === undefined ? {} : { reserveUsd }),
    ...(waitQuotaMs === undefined || !waits ? {} : { waitQuotaMs }),
    inMoney: seatsOf(plan).flatMap((seat) => (isInMoney(plan, seat) ? [seat.id] : [])),
    ...(plan.panel === 'auto'
      ? {
          panel: {
            roster: plan.verifiers.map(({ id, agent }) => ({ id, vendor: agent.vendor })),
            writer: plan.executor?.agent.vendor ?? null,
            requireCrossVendor: plan.requireCrossVendor ?? false,
          },
        }
      : {}),
  };
}

/** Whether the money that a seat costs can be known: its program counts it, or there is a price. */
export const isInMoney = (plan: Pick<RunPlan, 'prices'>, { agent }: Pick<Seat, 'agent'>): boolean =>
  priceFor(plan.prices ?? {}, agent) !== undefined || driverFor(agent.driver).capabilities.moneyCap;

/** The price of what a seat was answered with: the model that answered may be another than the one that is configured. */
export function priceOfAnswer(
  { prices = {} }: Pick<RunPlan, 'prices'>,
  { agent }: Pick<Seat, 'agent'>,
  served?: string,
): Price | undefined {
  return priceFor(prices, { name: agent.name, model: served }) ?? priceFor(prices, agent);
}
