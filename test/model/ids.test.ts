import { describe, expect, test } from 'vitest';
import { isSafeId, makeRunId, makeTaskKey, parseRunId, slug } from '../../runtime/model/ids.ts';

test('a task key is made of a safe project name, group and id', () => {
  expect(makeTaskKey('@acme/shop: web', 'specs', 'spec-01-core')).toBe('acme-shop-web:specs:spec-01-core');
  expect(makeTaskKey('shop', 'specs', 'spec-01-core')).toBe('shop:specs:spec-01-core');
});

test.each([
  ['shop', 'shop'],
  ['@acme/shop', 'acme-shop'],
  ['a..b', 'a.b'],
  ['.hidden-', 'hidden'],
  ['어떤 이름', 'project'],
  ['', 'project'],
])('the project name %j becomes %j in a key', (name, part) => {
  expect(slug(name)).toBe(part);
});

test('a run id tells the time to the second in UTC and four more characters, and is read back', () => {
  const id = makeRunId(new Date('2031-04-02T09:10:11.999Z'), () => 0.5);
  expect(id).toBe('run-20310402-091011-i000');
  expect(makeRunId(new Date('2031-04-02T09:10:11Z'), () => 0)).toBe('run-20310402-091011-0000');
  expect(parseRunId(id)).toBe(id);
  for (const raw of ['', 'run-1', `${id}x`, id.toUpperCase(), `x${id}`]) expect(parseRunId(raw)).toBeUndefined();
});

describe('an id', () => {
  test.each(['spec-01-core', 'T-003', 'a', 'v1.2', 'x_y', 'a'.repeat(100)])('%s is safe as part of a path and of a ref', (id) => {
    expect(isSafeId(id)).toBe(true);
  });

  test.each(['', '.', '..', 'a..b', '-a', '.a', 'a.', 'a/b', 'a b', 'a.lock', 'ü', 'a\n', 'a'.repeat(101)])('%j is not', (id) => {
    expect(isSafeId(id)).toBe(false);
  });
});
