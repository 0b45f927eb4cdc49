/** What waits for what. Blocked is worked out here each time and never stored. */
import type { Lifecycle } from '../model/item.ts';

export interface Dependent {
  readonly id: string;
  readonly lifecycle: Lifecycle;
  readonly dependsOn: readonly string[];
  /** Whether what depends on it may begin. Absent: once it is done. */
  readonly satisfies?: boolean;
  /** Why nobody may begin it now. */
  readonly held?: string;
}

export interface UnmetDeps {
  /** All ids that keep the item waiting, in the item's own order. */
  readonly unmet: readonly string[];
  /** Those among them that no item has. */
  readonly unknown: readonly string[];
}

export const byId = <T extends Dependent>(items: Iterable<T>): ReadonlyMap<string, T> =>
  new Map([...items].map((item) => [item.id, item]));

const isMet = (item: Dependent | undefined): boolean => item !== undefined && (item.satisfies ?? item.lifecycle === 'done');

/** A dependency is met by `done`, unless its source says otherwise. */
export function unmetDeps(item: Dependent, items: ReadonlyMap<string, Dependent>): UnmetDeps {
  const unmet = item.dependsOn.filter((id) => !isMet(items.get(id)));
  return { unmet, unknown: unmet.filter((id) => !items.has(id)) };
}

/** Nothing is left to do: done, or left out by somebody. */
export const isOver = ({ lifecycle }: Dependent): boolean =>
  lifecycle === 'done' || lifecycle === 'skipped' || lifecycle === 'superseded';

/** Neither over nor in progress, nor done once and to be verified, and nothing to wait for. Failed items can run again. */
export const canRun = (item: Dependent, items: ReadonlyMap<string, Dependent>): boolean =>
  !isOver(item) &&
  item.lifecycle !== 'in-progress' &&
  item.lifecycle !== 'needs-re-verification' &&
  item.held === undefined &&
  unmetDeps(item, items).unmet.length === 0;

export type Badge = 'TODO' | 'IN PROGRESS' | 'DONE' | 'BLOCKED' | 'FAILED';

/** Unmet dependencies, and questions that are open, win over every status but done. */
export function badge(item: Dependent, items: ReadonlyMap<string, Dependent>): Badge {
  if (isOver(item)) return 'DONE';
  if (item.held !== undefined || unmetDeps(item, items).unmet.length > 0) return 'BLOCKED';
  if (item.lifecycle === 'in-progress') return 'IN PROGRESS';
  return item.lifecycle === 'failed' ? 'FAILED' : 'TODO';
}

/**
 * Groups of items that wait for each other, each as one way around that begins and ends with its smallest id: `a, b, a`. Sorted;
 * empty when there is none.
 */
export function findCycles(items: ReadonlyMap<string, Dependent>): readonly (readonly string[])[] {
  if (isInOrder(items) || isFreeOfCycles(items)) return [];
  return components(items)
    .flatMap((group) => {
      const start = group.toSorted()[0] ?? '';
      const isLoop = group.length > 1 || items.get(start)?.dependsOn.includes(start) === true;
      return isLoop ? [wayAround(start, new Set(group), items)] : [];
    })
    .toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

/** Whether everything waits only for what comes before it, as it mostly does where ids are numbered: then there is no way around. */
function isInOrder(items: ReadonlyMap<string, Dependent>): boolean {
  const before = new Set<string>();
  for (const { id, dependsOn } of items.values()) {
    for (const target of dependsOn) if (!before.has(target) && items.has(target)) return false;
    before.add(id);
  }
  return true;
}

/** Taking away what waits for nothing, again and again, leaves nothing over. Much quicker than finding the cycles of a graph that has none. */
function isFreeOfCycles(items: ReadonlyMap<string, Dependent>): boolean {
  const place = new Map<string, number>();
  for (const id of items.keys()) place.set(id, place.size);
  const waitsFor = new Uint32Array(place.size);
  const dependents: number[][] = Array.from({ length: place.size }, () => []);
  let at = 0;
  for (const { dependsOn } of items.values()) {
    for (const target of dependsOn) {
      const found = place.get(target);
      if (found === undefined) continue;
      dependents[found]?.push(at);
      waitsFor[at] = (waitsFor[at] ?? 0) + 1;
    }
    at += 1;
  }
  const free = [...waitsFor.keys()].filter((index) => waitsFor[index] === 0);
  let left = place.size;
  for (let index = free.pop(); index !== undefined; index = free.pop()) {
    left -= 1;
    for (const dependent of dependents[index] ?? []) {
      const rest = (waitsFor[dependent] ?? 0) - 1;
      waitsFor[dependent] = rest;
      if (rest === 0) free.push(dependent);
    }
  }
  return left === 0;
}

/** Strongly connected components (Tarjan), with a stack of our own: chains may be longer than the call stack. */
function components(items: ReadonlyMap<string, Dependent>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const found: string[][] = [];
  const targets = (id: string): readonly string[] => (items.get(id)?.dependsOn ?? []).filter((target) => items.has(target));
  const enter = (id: string): { readonly id: string; readonly rest: string[] } => {
    index.set(id, index.size);
    low.set(id, index.size - 1);
    open.push(id);
    isOpen.add(id);
    return { id, rest: targets(id).toReversed() };
  };
  const lower = (id: string, value: number | undefined): void => {
    low.set(id, Math.min(low.get(id) ?? 0, value ?? 0));
  };
  for (const root of items.keys()) {
    const calls = index.has(root) ? [] : [enter(root)];
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const next = call.rest.pop();
      if (next === undefined) {
        calls.pop();
        const caller = calls.at(-1);
        if (caller !== undefined) lower(caller.id, low.get(call.id));
        if (low.get(call.id) === index.get(call.id)) found.push(close(call.id));
      } else if (!index.has(next)) calls.push(enter(next));
      else if (isOpen.has(next)) lower(call.id, index.get(next));
    }
  }
  return found;

  function close(id: string): string[] {
    const group = open.splice(open.lastIndexOf(id));
    for (const member of group) isOpen.delete(member);
    return group;
  }
}

/** A shortest way from the start back to it, inside the group. */
function wayAround(start: string, group: ReadonlySet<string>, items: ReadonlyMap<string, Dependent>): readonly string[] {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const next of items.get(id)?.dependsOn ?? []) {
      if (next === start) {
        const back = [start, id];
        for (let at = id; at !== start; ) {
          at = cameFrom.get(at) ?? start;
          if (at !== start) back.push(at);
        }
        return id === start ? [start, start] : [...back, start].toReversed();
      }
      if (group.has(next) && !cameFrom.has(next)) {
        cameFrom.set(next, id);
        queue.push(next);
      }
    }
  }
  throw new Error(`no way from ${start} back to it in its own group`);
}

export interface GraphNode {
  readonly id: string;
  /** Items that wait for this one, sorted. */
  readonly dependents: readonly string[];
}

export interface Graph {
  /** Items that wait for nothing, sorted; dependents hang below them. */
  readonly roots: readonly string[];
  /** Sorted by id. */
  readonly nodes: readonly GraphNode[];
}

export function dependencyGraph(items: ReadonlyMap<string, Dependent>): Graph {
  const dependents = new Map<string, Set<string>>();
  for (const { id, dependsOn } of items.values()) {
    for (const target of dependsOn) dependents.set(target, (dependents.get(target) ?? new Set()).add(id));
  }
  const ids = [...items.keys()].toSorted();
  return {
    roots: ids.filter((id) => !(items.get(id)?.dependsOn ?? []).some((target) => items.has(target))),
    nodes: ids.map((id) => ({ id, dependents: [...(dependents.get(id) ?? [])].toSorted() })),
  };
}
