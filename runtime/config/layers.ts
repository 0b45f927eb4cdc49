/** Laying configuration over configuration, value by value, without forgetting where each came from. */
import type { Config } from '../generated/types.ts';
import { formatKey, type KeyPath } from './keys.ts';
import type { EffectiveValue, Origin } from './types.ts';

/** One source of values; `originOf` says where a value of it stands. */
export interface ValueLayer {
  readonly config: Config;
  readonly originOf: (path: KeyPath) => Origin;
}

export interface Merged {
  readonly config: Config;
  /** Sorted by key. */
  readonly values: readonly EffectiveValue[];
  /** Origin of the value at a path or of the nearest one below it; undefined when nothing is there. */
  readonly originOf: (path: KeyPath) => Origin | undefined;
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly origin: Origin;
}

/** @param layers nearest first: a value of an earlier layer hides that of a later one; lists are replaced whole */
export function mergeLayers(layers: readonly ValueLayer[]): Merged {
  const leaves = new Map<string, Leaf>();
  for (const layer of layers.toReversed()) {
    for (const { path, value } of leavesOf(layer.config)) {
      const isEmptyMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (isEmptyMapping && hasBelow(leaves, path)) continue;
      for (let depth = 1; depth < path.length; depth++) leaves.delete(keyFor(path.slice(0, depth)));
      leaves.set(keyFor(path), { path, value, origin: layer.originOf(path) });
    }
  }
  const sorted = [...leaves.values()].toSorted((a, b) => (formatKey(a.path) < formatKey(b.path) ? -1 : 1));
  return {
    config: rebuild(sorted) as Config,
    values: sorted.map(({ path, value, origin }) => ({ key: formatKey(path), value, origin })),
    originOf: (path) => {
      const wanted = path.map(String);
      return sorted.find((leaf) => startsWith(leaf.path, wanted) || startsWith(wanted, leaf.path))?.origin;
    },
  };
}

/** Lists and empty mappings are leaves: nothing is merged into a list. */
function leavesOf(
  value: unknown,
  path: readonly string[] = [],
): readonly { readonly path: readonly string[]; readonly value: unknown }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value === undefined ? [] : [{ path, value }];
  const entries = Object.entries(value);
  if (entries.length === 0) return path.length === 0 ? [] : [{ path, value: {} }];
  return entries.flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

const keyFor = (path: readonly string[]): string => JSON.stringify(path);
const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((part, index) => path[index] === part);
const hasBelow = (leaves: ReadonlyMap<string, Leaf>, path: readonly string[]): boolean =>
  [...leaves.values()].some((leaf) => leaf.path.length > path.length && startsWith(leaf.path, path));

function rebuild(leaves: readonly Leaf[]): unknown {
  // Maps first: an agent may be called `constructor`, and plain assignment would find the inherited one.
  const root = new Map<string, unknown>();
  for (const { path, value } of leaves) {
    let here = root;
    for (const part of path.slice(0, -1)) {
      const next = here.get(part);
      const inner = next instanceof Map ? (next as Map<string, unknown>) : new Map<string, unknown>();
      here.set(part, inner);
      here = inner;
    }
    here.set(path.at(-1) ?? '', value);
  }
  return toObject(root);
}

const toObject = (value: unknown): unknown =>
  value instanceof Map
    ? Object.fromEntries([...(value as Map<string, unknown>)].map(([key, inner]) => [key, toObject(inner)]))
    : value;
