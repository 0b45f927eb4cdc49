/** `okstra inspect cost`: tokens and money of a run, or of many. What nobody said is said to be unknown, never taken for nothing. */
import type { DispatchUse, RunFacts } from '../store/run-index/facts.ts';
import type { CostGroup, CostKey } from '../store/run-index/totals.ts';
import { costsBy, totalCosts } from '../store/run-index/totals.ts';
import type { ChosenFacts } from './chosen-facts.ts';
import { chooseFacts } from './chosen-facts.ts';
import type { CommandEnd, CommandHandler } from './context.ts';
import { shortCount } from './quantity-text.ts';
import { renderTable } from './table.ts';

export const cost: CommandHandler = async (context, [ref], options) => {
  const chosen = await chooseFacts(context, ref, options);
  return chosen.kind === 'one' ? costOfRun(chosen.run) : costOfMany(chosen, (options['by'] as CostKey | undefined) ?? 'agent');
};

type Total = Omit<CostGroup, 'key'>;

const HEADER = ['Input', 'Cached', 'Output', 'Thought', 'Cost'];

function costOfRun(run: RunFacts): CommandEnd {
  const { summary, dispatches } = run;
  const total = totalCosts([run]);
  const rows = dispatches.map((use) => [...figures(useAsTotal(use)), use.dispatch, agentText(use)]);
  const text = [
    `${summary.runId} (${summary.itemId}): ${summary.outcome ?? 'not finished'}`,
    '',
    renderTable([...HEADER, 'Dispatch', 'Agent'], dispatches.length > 1 ? [...rows, [...figures(total), 'total', '']] : rows),
    ...remarks(total),
  ];
  return {
    exitCode: 0,
    text: dispatches.length === 0 ? `${summary.runId} (${summary.itemId}): no agent was asked yet` : text.join('\n'),
    document: {
      ok: true,
      run: { id: summary.runId, item: summary.itemId, outcome: summary.outcome, dir: summary.dir },
      dispatches: dispatches.map(({ dispatch, seat, agent, model, attestation, attempt, round, status, tokens, money }) => ({
        dispatch,
        seat,
        agent,
        model,
        attestation,
        attempt,
        round,
        status,
        tokens,
        usd: money?.usd ?? null,
        source: money?.source ?? null,
      })),
      total,
    },
  };
}

/** The model's name stands as it was asked for, declared or served; which of them, `--json` tells. */
const agentText = ({ agent, model, seat }: DispatchUse): string => `${agent ?? seat}${model === null ? '' : `:${model}`}`;

const useAsTotal = ({ tokens, money }: DispatchUse): Total => ({
  runs: 1,
  dispatches: 1,
  tokens: tokens ?? { input: null, cached: null, output: null, reasoning: null },
  unreported: tokens === null ? 1 : 0,
  usd: money?.usd ?? null,
  unpriced: money === null ? 1 : 0,
});

function costOfMany({ runs, damaged, since }: Extract<ChosenFacts, { kind: 'many' }>, by: CostKey): CommandEnd {
  const groups = costsBy(runs, by);
  const total = totalCosts(runs);
  const label = by === 'day' ? 'Day (UTC)' : by.charAt(0).toUpperCase() + by.slice(1);
  const row = (key: string, group: Total) => [
    ...figures(group),
    ...(by === 'run' ? [] : [String(group.runs)]),
    String(group.dispatches),
    key,
  ];
  const rows = groups.map((group) => row(group.key ?? 'not known', group));
  const header = [...HEADER, ...(by === 'run' ? [] : ['Runs']), 'Dispatches', label];
  const text = [renderTable(header, groups.length > 1 ? [...rows, row('total', total)] : rows), ...remarks(total)];
  return {
    exitCode: 0,
    text: groups.length === 0 ? 'No such runs.' : text.join('\n'),
    document: { ok: true, by, since, runs: runs.length, groups, total, damaged },
  };
}

const countText = (figure: number | null): string => (figure === null ? '?' : shortCount(figure));

function figures({ tokens, usd, unpriced }: Total): readonly string[] {
  return [
    countText(tokens.input),
    countText(tokens.cached),
    countText(tokens.output),
    countText(tokens.reasoning),
    moneyText(usd, unpriced),
  ];
}

/** A sum that is not whole says so. */
export function moneyText(usd: number | null, unpriced: number): string {
  if (usd === null) return 'no price';
  const amount = usd > 0 && usd < 0.1 ? usd.toFixed(4) : usd.toFixed(2);
  return unpriced === 0 ? `$${amount}` : `$${amount} + ?`;
}

function remarks({ dispatches, unreported, unpriced }: Total): readonly string[] {
  const of = (count: number): string =>
    count === dispatches ? `All ${dispatches} dispatches` : `${count} of ${dispatches} dispatches`;
  return [
    ...(unpriced + unreported === 0 ? [] : ['']),
    ...(unpriced === 0 ? [] : [`${of(unpriced)} without a price: not in the sum.`, 'Prices: `pricing` in okstra.yaml.']),
    ...(unreported === 0 ? [] : [`${of(unreported)} whose agent told no tokens: not in the sums.`]),
  ];
}
