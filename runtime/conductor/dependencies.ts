/** Dependencies before a run: a cycle is an error, one that is not done holds the item back. */
import type { Notice } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import type { WorkItem } from '../model/item.ts';
import { byId, findCycles, unmetDeps } from '../sources/index.ts';
import type { RunFlags } from './api.ts';
import type { Session } from './session.ts';

/** @returns a notice when the user chose to run all the same (`--yes`) */
export function requireDependencies(session: Session, item: WorkItem, flags: RunFlags): readonly Notice[] {
  const items = byId(session.sources.ofGroup(item.group).discover().items);
  const cycle = findCycles(items).find((ids) => ids.includes(item.id));
  if (cycle) {
    throw fail('usage', 'dependency-cycle', `Expected dependencies without a cycle, found ${cycle.join(' -> ')}.`, {
      fix: `Remove one of them from ${where(item)}, or from the others.`,
      details: { cycle },
    });
  }
  const { unmet, unknown } = unmetDeps(items.get(item.id) ?? item, items);
  const held = items.get(item.id)?.held;
  if (held !== undefined && flags.yes !== true) {
    throw fail('blocked', 'item-held', `Expected an item that may go on, found ${item.id} paused: ${held}.`, {
      fix: held.startsWith('G-')
        ? `okstra answer ${held} "<decision>"`
        : `Set its status to pending once it may go on, or --yes to run all the same.`,
      details: { held },
    });
  }
  if (unmet.length === 0) return [];
  const list = unmet
    .map((id) => `${id} (${unknown.includes(id) ? 'no such item' : (items.get(id)?.nativeStatus ?? '')})`)
    .join(', ');
  if (flags.yes === true) return [{ code: 'unmet-dependencies', message: `Runs although dependencies are not done: ${list}.` }];
  throw fail('blocked', 'unmet-dependencies', `Expected the dependencies of ${item.id} to be done, found: ${list}.`, {
    fix: `${remedy(
      item,
      unmet.find((id) => !unknown.includes(id)),
    )}, or --yes to run all the same.`,
    details: { unmet },
  });
}

const remedy = (item: WorkItem, first: string | undefined): string =>
  first === undefined ? `Correct ${where(item)}` : `okstra run ${first} first`;

const where = (item: WorkItem): string =>
  item.source === 'task-queue'
    ? `the Dependencies of ${item.id} in ${item.path}/TASKS.md`
    : `"dependsOn" in ${item.path}/metadata.json`;
