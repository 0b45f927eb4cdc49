/** What `okstra inspect status` shows: every item with what can be done about it now. */
import type { Failure, Notice } from '../model/failure.ts';
import type { Lifecycle } from '../model/item.ts';
import { type Badge, badge, byId, canRun, dependencyGraph, findCycles, type Graph, isOver, unmetDeps } from './dependencies.ts';
import type { Discovery } from './source.ts';

export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done' }
  | { readonly kind: 'waiting'; readonly on: readonly string[] }
  | { readonly kind: 'leased'; readonly by: string };

export interface OverviewItem {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly dir: string;
  readonly status: string;
  readonly lifecycle: Lifecycle;
  readonly badge: Badge;
  readonly readiness: Readiness;
  /** Not done, not in progress, nothing to wait for. */
  readonly canRun: boolean;
  readonly dependsOn: readonly string[];
  readonly unknownDependencies: readonly string[];
  readonly lastRun: string | null;
}

export interface Overview {
  readonly root: string;
  readonly items: readonly OverviewItem[];
  /** By badge; every badge is there. */
  readonly counts: Readonly<Record<Badge, number>>;
  readonly graph: Graph;
  /** Each begins and ends with the same id. */
  readonly cycles: readonly (readonly string[])[];
  readonly notices: readonly Notice[];
  readonly failures: readonly Failure[];
}

/** @param leases who holds a live lease, by item id, in words for people */
export function buildOverview(discovery: Discovery, leases: ReadonlyMap<string, string>): Overview {
  const items = byId(discovery.items);
  const counts = { TODO: 0, 'IN PROGRESS': 0, DONE: 0, BLOCKED: 0, FAILED: 0 };
  const shown = discovery.items.map((item): OverviewItem => {
    const { unmet, unknown } = unmetDeps(item, items);
    const mark = badge(item, items);
    counts[mark] += 1;
    const holder = leases.get(item.id);
    const { id, name, path, dir, nativeStatus, lifecycle, dependsOn, lastRun } = item;
    const readiness: Readiness = isOver(item)
      ? { kind: 'done' }
      : holder !== undefined
        ? { kind: 'leased', by: holder }
        : unmet.length > 0 || item.held !== undefined
          ? { kind: 'waiting', on: [...unmet, ...(item.held === undefined ? [] : [item.held])] }
          : { kind: 'ready' };
    return {
      id,
      name,
      path,
      dir,
      status: nativeStatus,
      lifecycle,
      badge: mark,
      readiness,
      canRun: holder === undefined && canRun(item, items),
      dependsOn,
      unknownDependencies: unknown,
      lastRun: lastRun ?? null,
    };
  });
  const cycles = findCycles(items);
  return {
    root: discovery.root,
    items: shown,
    counts,
    get graph() {
      return dependencyGraph(items);
    },
    cycles,
    notices: [
      ...discovery.notices,
      ...shown.filter((item) => item.unknownDependencies.length > 0).map(unknownNotice),
      ...cycles.map((cycle) => ({
        code: 'dependency-cycle',
        message: `These items wait for each other: ${cycle.join(' -> ')}.`,
        fix: `Remove one of these from "dependsOn".`,
      })),
    ],
    failures: discovery.failures,
  };
}

const unknownNotice = ({ path, unknownDependencies }: OverviewItem): Notice => ({
  code: 'dependency-unknown',
  message: `${path} depends on ${unknownDependencies.join(', ')}, which no item is called.`,
});
