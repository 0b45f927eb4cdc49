/** Which runs `inspect time` and `inspect cost` are about: one, or many that are added up. */

import { OkstraError } from '../model/failure.ts';
import { headNamed, isOfItem, newestHead } from '../store/find-run.ts';
import type { Catalog } from '../store/run-index/catalog.ts';
import { withCatalog } from '../store/run-index/catalog.ts';
import type { RunFacts } from '../store/run-index/facts.ts';
import type { RunHead } from '../store/run-index/heads.ts';
import { requireCheckout } from './checkout.ts';
import type { CliContext } from './context.ts';
import type { DamagedRun } from './run-damage.ts';
import { damagedRun, damageText } from './run-damage.ts';

export type ChosenFacts =
  | { readonly kind: 'one'; readonly run: RunFacts }
  | {
      readonly kind: 'many';
      readonly runs: readonly RunFacts[];
      readonly damaged: readonly DamagedRun[];
      readonly since: string | null;
    };

/**
 * Many when `--by` or `--since` is given: all runs of the checkout, or with a reference those of its item. Otherwise the run that the
 * reference names, or the newest.
 * @throws OkstraError `run-not-found`
 */
export async function chooseFacts(
  context: CliContext,
  ref: string | undefined,
  { by, since }: { readonly by?: unknown; readonly since?: unknown },
): Promise<ChosenFacts> {
  const { cwd } = context;
  const { top } = await requireCheckout(cwd);
  return withCatalog(top, (catalog) => {
    if (by === undefined && since === undefined) {
      const head = ref === undefined ? newestHead(catalog, top) : headNamed(catalog, ref, cwd);
      const [found] = catalog.facts([head]);
      if (found?.ok !== true) throw new OkstraError((found as { failure: OkstraError['failure'] }).failure);
      return { kind: 'one', run: found.value };
    }
    const from = (since as number | undefined) ?? Number.NEGATIVE_INFINITY;
    const isOf = ref === undefined ? () => true : ofItem(catalog, ref, cwd);
    const heads = catalog.heads.filter((head) => isOf(head) && head.startedMs >= from);
    const found = catalog.facts(heads);
    const damaged = heads.flatMap((head, index) => {
      const facts = found[index];
      return facts?.ok === false ? [damagedRun(head, facts.failure)] : [];
    });
    for (const run of damaged) context.note(`warning: left out: ${damageText(run)}`);
    return {
      kind: 'many',
      runs: found.flatMap((facts) => (facts.ok ? [facts.value] : [])),
      damaged,
      since: since === undefined ? null : new Date(from).toISOString(),
    };
  });
}

function ofItem(catalog: Catalog, ref: string, cwd: string): (head: RunHead) => boolean {
  const { group, itemId } = catalog.heads.find((head) => isOfItem(head, ref)) ?? headNamed(catalog, ref, cwd);
  return (head) => head.group === group && head.itemId === itemId;
}
