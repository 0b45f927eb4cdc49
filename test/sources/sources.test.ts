import { expect, test } from 'vitest';
import { fail, OkstraError } from '../../runtime/model/failure.ts';
import type { ItemSummary, Source } from '../../runtime/sources/source.ts';
import { joinSources } from '../../runtime/sources/sources.ts';

/** A source of named items that completes the beginning of an id. */
function source(prefix: Source['prefix'], ids: readonly string[], refusal = 'item-unknown'): Source {
  const resolve = (ref: string) => {
    const bare = ref.replace(`${prefix}:`, '');
    const id = ids.find((known) => known.startsWith(bare));
    if (id === undefined) throw fail('usage', refusal, `${prefix} does not know ${bare}`);
    const notices = id === bare ? [] : [{ code: 'ref-completed', message: '' }];
    return { item: { group: prefix, id } as ItemSummary, notices };
  };
  const known: Partial<Source> = { prefix, resolve, owns: (group) => group === prefix };
  return known as Source;
}

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof OkstraError) return error.failure.code;
    throw error;
  }
  return 'none';
};

test('a reference is looked for in all sources, and only in one when a prefix names it', () => {
  const sources = joinSources([source('spec', ['one', 'same']), source('task', ['T-001', 'same'])]);
  expect(sources.resolve('T-001', '/').source.prefix).toBe('task');
  expect(sources.resolve('task:same', '/').source.prefix).toBe('task');
  expect(codeOf(() => sources.resolve('same', '/'))).toBe('ref-ambiguous');
  expect(codeOf(() => sources.resolve('spec:T-001', '/'))).toBe('item-unknown');
});

test('an id that is written whole goes before one that begins like it', () => {
  const sources = joinSources([source('spec', ['T-001-spec']), source('task', ['T-001'])]);
  expect(sources.resolve('T-001', '/').source.prefix).toBe('task');
});

test('a source that knows the item and cannot use it is the one that is heard', () => {
  const sources = joinSources([source('spec', []), source('task', [], 'row-damaged')]);
  expect(codeOf(() => sources.resolve('T-001', '/'))).toBe('row-damaged');
});

test('an item belongs to the source that has its group', () => {
  const sources = joinSources([source('spec', []), source('task', [])]);
  expect(sources.ofGroup('task').prefix).toBe('task');
});
