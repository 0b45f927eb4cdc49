/** `okstra inspect history`: past runs, newest first. Looks at thousands of runs in an instant, so it loads little. */
import { join } from 'node:path';
import { realPorts } from '../conductor/ports.ts';
import { fail } from '../model/failure.ts';
import { REVIEW_GROUP, reviewAgain } from '../sources/review-id.ts';
import type { DamagedRun as MissingRun } from '../store/damage.ts';
import { missingIn } from '../store/damage.ts';
import { isOfItem } from '../store/find-run.ts';
import type { Catalog } from '../store/run-index/catalog.ts';
import { withCatalog } from '../store/run-index/catalog.ts';
import type { RunFacts } from '../store/run-index/facts.ts';
import type { RunHead } from '../store/run-index/heads.ts';
import { newestFirst } from '../store/run-index/heads.ts';
import { requireCheckout } from './checkout.ts';
import type { CliContext, CommandHandler } from './context.ts';
import { shortTime } from './quantity-text.ts';
import type { DamagedRun } from './run-damage.ts';
import { damagedRun, damageText } from './run-damage.ts';
import type { Cell } from './table.ts';
import { renderTable } from './table.ts';

export const history: CommandHandler = async (context, [ref], options) => {
  const { top } = await requireCheckout(context.cwd);
  const word = oneItem(ref, options['item'] as string | undefined);
  // A word that no run goes by is the name of an item without runs, the beginning of one, or nothing.
  const found =
    search(top, context.cwd, word, options) ?? search(top, context.cwd, await itemNamed(context, top, word ?? ''), options);
  const { total, runs, damaged } = found ?? { total: 0, runs: [], damaged: [] };
  return {
    exitCode: 0,
    text: historyText({ runs, damaged, total, word, options }),
    document: { ok: true, runs, damaged, total },
  };
};

/** @returns undefined when no run goes by the word */
function search(top: string, cwd: string, word: string | undefined, options: Readonly<Record<string, unknown>>) {
  return withCatalog(
    top,
    (catalog) => {
      const limit = options['limit'] as number;
      if (word === undefined && options['outcome'] === undefined && options['since'] === undefined)
        return { total: catalog.count, ...entriesOf(catalog, catalog.newest(limit), missingIn(catalog)) };
      const isOf = word === undefined ? () => true : ofSameItem(catalog, word, cwd);
      if (!isOf) return undefined;
      const heads = catalog.heads.filter(isOf).filter(wantedBy(options));
      const missing = missingIn(catalog).filter(({ group, itemId }) =>
        heads.some((head) => head.group === group && head.itemId === itemId),
      );
      return { total: heads.length, ...entriesOf(catalog, newestFirst(heads).slice(0, limit), missing) };
    },
    { isAlone: true },
  );
}

function oneItem(ref: string | undefined, flag: string | undefined): string | undefined {
  if (ref !== undefined && flag !== undefined && ref !== flag)
    throw fail('usage', 'flags-together', `Expected one item, found ${ref} and --item ${flag}.`, {
      fix: 'Leave one of them out.',
    });
  return ref ?? flag;
}

/** A run, by id or folder, stands for its item. An item that was removed since still has its runs. */
function ofSameItem({ heads }: Catalog, word: string, cwd: string): ((head: RunHead) => boolean) | undefined {
  const bare = word.replace(/\/+$/, '');
  const dirs = new Set([bare, join(cwd, bare)]);
  const known = heads.find((head) => isOfItem(head, word) || head.runId === bare || dirs.has(head.dir));
  return known && (({ group, itemId }) => group === known.group && itemId === known.itemId);
}

async function itemNamed({ cwd, env }: CliContext, top: string, word: string): Promise<string> {
  const { openProject } = await import('../conductor/project.ts');
  const { sources } = await openProject(top, { ...realPorts(), env });
  return sources.resolve(word, cwd).item.id;
}

/** Words of `--outcome` that are no outcome of a run. */
const STATES: Readonly<Record<string, (head: RunHead) => boolean>> = {
  unfinished: (head) => head.outcome === null && !head.discarded && !head.damaged,
  discarded: (head) => head.discarded,
  damaged: (head) => head.damaged,
};

function wantedBy(options: Readonly<Record<string, unknown>>): (head: RunHead) => boolean {
  const outcome = options['outcome'] as string | undefined;
  const since = (options['since'] as number | undefined) ?? Number.NEGATIVE_INFINITY;
  const isOfOutcome = outcome === undefined ? () => true : (STATES[outcome] ?? ((head: RunHead) => head.outcome === outcome));
  return (head) => isOfOutcome(head) && head.startedMs >= since;
}

function entriesOf(catalog: Catalog, heads: readonly RunHead[], missing: readonly MissingRun[]) {
  const found = catalog.facts(heads);
  return {
    runs: found.flatMap((facts) => (facts.ok ? [historyEntry(facts.value)] : [])),
    damaged: [
      ...missing.map((run) => damagedRun(run, run.failure)),
      ...heads.flatMap((head, index): readonly DamagedRun[] => {
        const facts = found[index];
        return facts?.ok === false ? [damagedRun(head, facts.failure)] : [];
      }),
    ],
  };
}

type HistoryEntry = ReturnType<typeof historyEntry>;

function historyEntry({ summary: run, spent, finishedAt }: RunFacts) {
  const resumable = run.interrupted && !run.discarded;
  return {
    id: run.runId,
    item: run.itemId,
    phase: run.phase,
    startedAt: run.startedAt,
    updatedAt: run.updatedAt,
    finishedAt,
    totalMs: spent.totalMs,
    outcome: run.outcome,
    verdict: run.verdict,
    attempts: run.attemptsUsed,
    dir: run.dir,
    branch: run.branch,
    resumable,
    discarded: run.discarded,
    /** What goes on with it, or does it once more. */
    command: resumable ? `okstra resume ${run.runId}` : onceMore(run),
  };
}

const onceMore = ({ group, itemId, outcome }: RunFacts['summary']): string =>
  group === REVIEW_GROUP ? reviewAgain(itemId) : `okstra run ${itemId}${outcome === 'accepted' ? ' --again' : ''}`;

interface Shown {
  readonly runs: readonly HistoryEntry[];
  readonly damaged: readonly DamagedRun[];
  readonly total: number;
  readonly word: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

function historyText({ runs, damaged, total, word, options }: Shown): string {
  const shown = runs.length + damaged.length;
  if (shown === 0) {
    if (options['outcome'] !== undefined || options['since'] !== undefined)
      return 'No such runs. Without --outcome and --since all are shown.';
    return word === undefined
      ? 'No runs yet. okstra run <item> makes the first.'
      : `No runs of ${word} yet. Start one: okstra run ${word}`;
  }
  const again = runs.find((run) => !run.resumable)?.command;
  const rows: readonly (readonly Cell[])[] = [
    ...runs.map((run) => [
      run.id,
      outcomeText(run),
      run.outcome === null ? '-' : shortTime(run.totalMs),
      String(run.attempts),
      run.item,
    ]),
    ...damaged.map((run) => [run.name, { text: 'damaged', style: 'red' as const }, '-', '-', run.item]),
  ];
  const lines = [
    renderTable(['Run', 'Outcome', 'Took', 'Attempts', 'Item'], rows),
    ...damaged.flatMap((run) => ['', damageText(run)]),
    '',
    ...runs
      .filter((run) => run.resumable)
      .slice(0, RESUMABLE_SHOWN)
      .map((run) => `goes on with: ${run.command}`),
    ...(total > shown ? [`${shown} of ${total} runs; --limit ${total} shows all.`] : []),
    ...(again === undefined ? [] : [`once more: ${again}`]),
    ...(runs[0] === undefined ? [] : [`its report: okstra inspect report ${runs[0].id}`]),
  ];
  return lines.join('\n');
}

const RESUMABLE_SHOWN = 3;

function outcomeText({ outcome, discarded, verdict }: HistoryEntry): string {
  if (discarded) return outcome === null ? 'discarded' : `${outcome}, discarded`;
  if (outcome === null) return 'not finished';
  return outcome === 'accepted' && verdict === 'concerns' ? 'accepted, concerns' : outcome;
}
