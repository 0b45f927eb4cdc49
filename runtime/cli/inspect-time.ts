/** `okstra inspect time`: where the time of a run went, or that of many. */
import type { RunFacts } from '../store/run-index/facts.ts';
import type { Spent } from '../store/run-index/spent.ts';
import { agentTimes, runTimes, timesByAgent, timesByRun } from '../store/run-index/totals.ts';
import type { ChosenFacts } from './chosen-facts.ts';
import { chooseFacts } from './chosen-facts.ts';
import type { CommandEnd, CommandHandler } from './context.ts';
import { elapsedText, shortTime } from './quantity-text.ts';
import { renderTable } from './table.ts';

export const time: CommandHandler = async (context, [ref], options) => {
  const chosen = await chooseFacts(context, ref, options);
  return chosen.kind === 'one' ? timeOfRun(chosen.run) : timeOfMany(chosen, (options['by'] as By | undefined) ?? 'item');
};

function timeOfRun({ summary: run, spent, steps, dispatches: all }: RunFacts): CommandEnd {
  const totalMs = steps.reduce((sum, { ms }) => sum + ms, 0);
  const dispatches = all.map(({ dispatch, seat, agent, model, attempt, startedAt, status, ms }) => ({
    dispatch,
    seat,
    agent,
    model,
    attempt,
    startedAt,
    status,
    ms,
  }));
  const stepTable = renderTable(
    ['Step', 'Time'],
    [...steps.map(({ step, ms }) => [step, elapsedText(ms)]), ['total', elapsedText(totalMs)]],
  );
  const dispatchTable = renderTable(
    ['Dispatch', 'Seat', 'Attempt', 'Status', 'Time'],
    dispatches.map((entry) => [
      entry.dispatch,
      entry.seat,
      String(entry.attempt),
      entry.status,
      entry.ms === null ? '-' : elapsedText(entry.ms),
    ]),
  );
  return {
    exitCode: 0,
    text: [
      `${run.runId} (${run.itemId}): ${run.outcome ?? 'not finished'}`,
      '',
      stepTable,
      '',
      spentTable(spent),
      ...(dispatches.length === 0 ? [] : ['', dispatchTable]),
    ].join('\n'),
    document: {
      ok: true,
      run: { id: run.runId, item: run.itemId, outcome: run.outcome, dir: run.dir },
      totalMs,
      steps,
      spent,
      dispatches,
    },
  };
}

/** Whom the time went to, where anything did. */
const PARTS: readonly (readonly [keyof Spent, string])[] = [
  ['executorMs', 'executor'],
  ['verifiersMs', 'verifiers'],
  ['checksMs', 'checks'],
  ['okstraMs', 'okstra itself'],
  ['interruptedMs', 'interrupted'],
];

const spentTable = (spent: Spent): string =>
  renderTable(
    ['Went to', 'Time', 'Share'],
    PARTS.filter(([name]) => spent[name] > 0).map(([name, label]) => [
      label,
      elapsedText(spent[name]),
      share(spent[name], spent.totalMs),
    ]),
  );

const share = (part: number, whole: number): string => (whole === 0 ? '-' : `${Math.round((part / whole) * 100)} %`);

type By = 'item' | 'agent' | 'model' | 'day';

function timeOfMany(chosen: Extract<ChosenFacts, { kind: 'many' }>, by: By): CommandEnd {
  const { runs, damaged, since } = chosen;
  const isOfAgents = by === 'agent' || by === 'model';
  const table = isOfAgents ? agentTable(runs, by) : runTable(runs, by);
  const about = { ok: true, by, since, runs: runs.length, groups: table.groups, total: table.total, damaged };
  return { exitCode: 0, text: runs.length === 0 ? 'No such runs.' : table.text, document: about };
}

function runTable(runs: readonly RunFacts[], by: 'item' | 'day') {
  const groups = timesByRun(runs, by);
  const total = runTimes(runs);
  const row = (key: string, { spent, medianMs, runs: count }: Omit<(typeof groups)[number], 'key'>) => [
    String(count),
    shortTime(spent.totalMs),
    shortTime(medianMs),
    ...PARTS.map(([name]) => share(spent[name], spent.totalMs)),
    key,
  ];
  const header = ['Runs', 'Total', 'Median', 'Exec.', 'Verif.', 'Checks', 'okstra', 'Idle', by === 'item' ? 'Item' : 'Day (UTC)'];
  const rows = groups.map((each) => row(each.key, each));
  return { groups, total, text: renderTable(header, groups.length > 1 ? [...rows, row('total', total)] : rows) };
}

function agentTable(runs: readonly RunFacts[], by: 'agent' | 'model') {
  const groups = timesByAgent(runs, by);
  const total = agentTimes(runs.flatMap(({ dispatches }) => dispatches));
  const row = (key: string, group: Omit<(typeof groups)[number], 'key'>) => [
    String(group.dispatches),
    shortTime(group.totalMs),
    shortTime(group.medianMs),
    shortTime(group.longestMs),
    key,
  ];
  const header = ['Dispatches', 'Total', 'Median', 'Longest', by === 'agent' ? 'Agent' : 'Model'];
  const rows = groups.map((each) => row(each.key ?? 'not known', each));
  return { groups, total, text: renderTable(header, groups.length > 1 ? [...rows, row('total', total)] : rows) };
}
