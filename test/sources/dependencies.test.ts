import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lifecycle } from '../../runtime/model/item.ts';
import {
  badge,
  byId,
  canRun,
  type Dependent,
  dependencyGraph,
  findCycles,
  unmetDeps,
} from '../../runtime/sources/dependencies.ts';

const item = (id: string, dependsOn: readonly string[] = [], lifecycle: Lifecycle = 'pending'): Dependent => ({
  id,
  dependsOn,
  lifecycle,
});
const items = (...list: readonly Dependent[]) => byId(list);

test('only done dependencies are met, and ids that no item has are named', () => {
  const all = items(item('a', [], 'done'), item('b', [], 'failed'), item('c', ['a', 'b', 'x']));
  expect(unmetDeps(item('c', ['a', 'b', 'x']), all)).toEqual({ unmet: ['b', 'x'], unknown: ['x'] });
});

describe('an item', () => {
  const all = items(item('done', [], 'done'), item('open'));
  test.each<[string, Dependent, boolean, string]>([
    ['pending, nothing to wait for', item('i'), true, 'TODO'],
    ['pending, waiting', item('i', ['open']), false, 'BLOCKED'],
    ['pending, met', item('i', ['done']), true, 'TODO'],
    ['pending, waiting for nobody known', item('i', ['nobody']), false, 'BLOCKED'],
    ['failed', item('i', [], 'failed'), true, 'FAILED'],
    ['failed, waiting', item('i', ['open'], 'failed'), false, 'BLOCKED'],
    ['in progress', item('i', [], 'in-progress'), false, 'IN PROGRESS'],
    ['in progress, waiting', item('i', ['open'], 'in-progress'), false, 'BLOCKED'],
    ['done', item('i', [], 'done'), false, 'DONE'],
    ['done, waiting', item('i', ['open'], 'done'), false, 'DONE'],
  ])('%s', (_what, one, runs, mark) => {
    expect(canRun(one, all)).toBe(runs);
    expect(badge(one, all)).toBe(mark);
  });
});

describe('cycles are found and written as a way around:', () => {
  test.each<[string, ReadonlyMap<string, Dependent>, readonly string[]]>([
    ['none', items(item('a', ['b']), item('b')), []],
    ['an item that waits for itself', items(item('a', ['a'])), ['a a']],
    ['two', items(item('b', ['a']), item('a', ['b'])), ['a b a']],
    ['three, entered from outside', items(item('x', ['b']), item('b', ['c']), item('c', ['a']), item('a', ['b'])), ['a b c a']],
    ['the shortest way of a tangle', items(item('a', ['b', 'c']), item('b', ['c']), item('c', ['a'])), ['a c a']],
    ['two groups', items(item('a', ['b']), item('b', ['a']), item('c', ['d']), item('d', ['c', 'a'])), ['a b a', 'c d c']],
    ['unknown ids close none', items(item('a', ['zz'])), []],
  ])('%s', (_what, all, expected) => {
    expect(findCycles(all).map((cycle) => cycle.join(' '))).toEqual(expected);
  });

  test('a chain of twenty thousand is walked without a deep stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => item(`i${index}`, [`i${(index + 1) % 20_000}`]));
    expect(findCycles(byId(chain))[0]).toHaveLength(20_001);
  });

  test('each way really goes around, and without its items none is left', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const graph = fc
      .array(fc.tuple(id, fc.array(id, { maxLength: 3 })), { maxLength: 6 })
      .map((list) => byId(list.map(([name, dependsOn]) => item(name, dependsOn))));
    fc.assert(
      fc.property(graph, (all) => {
        const cycles = findCycles(all);
        for (const cycle of cycles) {
          expect(cycle.at(0)).toBe(cycle.at(-1));
          for (const [index, from] of cycle.slice(0, -1).entries()) expect(all.get(from)?.dependsOn).toContain(cycle[index + 1]);
        }
        expect(cycles.length > 0).toBe(hasCycle(all));
      }),
      { numRuns: 300 },
    );
  });
});

/** Another way to know: an order exists exactly when there is no cycle. */
function hasCycle(all: ReadonlyMap<string, Dependent>): boolean {
  const left = new Map(all);
  for (;;) {
    const free = [...left.values()].filter(({ dependsOn }) => !dependsOn.some((id) => left.has(id)));
    if (free.length === 0) return left.size > 0;
    for (const { id } of free) left.delete(id);
  }
}

test('roots wait for nothing, and dependents hang below what they wait for', () => {
  const all = items(item('c', ['a', 'b']), item('b', ['a']), item('a', ['nobody']));
  expect(dependencyGraph(all)).toEqual({
    roots: ['a'],
    nodes: [
      { id: 'a', dependents: ['b', 'c'] },
      { id: 'b', dependents: ['c'] },
      { id: 'c', dependents: [] },
    ],
  });
});
