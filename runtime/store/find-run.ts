/** Which run a word means. */
import { join } from 'node:path';
import { fail, OkstraError } from '../model/failure.ts';
import { parseRunId } from '../model/ids.ts';
import { damagedIn } from './damage.ts';
import type { Catalog } from './run-index/catalog.ts';
import { withCatalog } from './run-index/catalog.ts';
import type { RunHead } from './run-index/heads.ts';
import { byAge } from './run-index/heads.ts';
import type { RunSummary } from './summary.ts';

/**
 * The run that a word names: a run id, a run folder, or an item (its newest run).
 * @throws OkstraError `run-not-found`; `journal-damaged` and the like when it is the journal of that run that cannot be read
 */
export const findRun = (top: string, word: string, cwd: string): RunSummary =>
  withCatalog(top, (catalog) => summaryOf(catalog, headNamed(catalog, word, cwd)));

/** The run that something happened in last. @throws OkstraError `run-not-found` */
export const newestRun = (top: string): RunSummary => withCatalog(top, (catalog) => summaryOf(catalog, newestHead(catalog, top)));

export function newestHead({ heads }: Pick<Catalog, 'heads'>, top: string): RunHead {
  const head = byAge(heads).findLast(({ damaged }) => !damaged);
  if (head) return head;
  throw fail('usage', 'run-not-found', `Expected a run in ${top}, found none.`, {
    fix: 'okstra run <item>; okstra inspect status lists the items.',
  });
}

/** @throws OkstraError `run-not-found`; what is wrong with the run when its journal is damaged */
export function headNamed(catalog: Pick<Catalog, 'heads' | 'withoutJournal' | 'facts'>, word: string, cwd: string): RunHead {
  const sound = byAge(catalog.heads.filter((head) => !head.damaged));
  const dir = join(cwd, word);
  const isId = parseRunId(word) !== undefined;
  const isNamed = (run: { readonly runId: string | null; readonly dir: string }): boolean =>
    isId ? run.runId === word : run.dir === word || run.dir === dir;
  const byName = sound.find(isNamed);
  if (byName) return byName;
  const byItem = sound.findLast((head) => isOfItem(head, word));
  const diagnoses = damagedIn(catalog);
  const damaged =
    diagnoses.find(isNamed) ??
    // An older run is not what the item's name means while a newer one is there, damaged as it may be.
    diagnoses.findLast((run) => isOfItem(run, word) && run.dir > (byItem?.dir ?? '')) ??
    // It may be the one that is meant: its id is among what was lost.
    (isId ? diagnoses.find(({ runId }) => runId === null) : undefined);
  if (damaged) throw new OkstraError(damaged.failure);
  if (byItem) return byItem;
  throw fail('usage', 'run-not-found', `Expected a run id, a run folder or an item with runs, found "${word}".`, {
    fix: 'okstra inspect history lists the runs.',
  });
}

/** Whether a word names the item of a run: its id, group and id, a prefix before it, or a path that ends with it. */
export function isOfItem({ group, itemId }: Pick<RunHead, 'group' | 'itemId'>, word: string): boolean {
  const bare = word.replace(/^(?:spec|task|frd|brief):/, '').replace(/\/+$/, '');
  return itemId === bare || `${group}/${itemId}` === bare || bare.endsWith(`/${itemId}`);
}

function summaryOf(catalog: Catalog, head: RunHead): RunSummary {
  const [found] = catalog.summaries([head]);
  if (found?.ok) return found.value;
  if (found) throw new OkstraError(found.failure);
  throw new Error('a catalog answers for each run it is asked about');
}
