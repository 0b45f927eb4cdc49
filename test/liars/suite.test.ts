import { expect, test } from 'vitest';
import { inSlice } from './bench.ts';
import { EXECUTORS } from './executors.ts';
import { HONEST } from './honest.ts';
import { VERIFIERS } from './verifiers.ts';

const LIARS = [...EXECUTORS, ...VERIFIERS];

test('the suite has forty liars or more, and fifteen honest runs or more, each named once', () => {
  const scripts = VERIFIERS.flatMap(({ verifiers = {} }) => Object.values(verifiers));
  expect(EXECUTORS.length + new Set(scripts.map((each) => JSON.stringify(each))).size).toBeGreaterThanOrEqual(80);
  expect(LIARS.filter(inSlice).length).toBeGreaterThanOrEqual(50);
  expect(HONEST.filter(inSlice).length).toBeGreaterThanOrEqual(15);
  const names = [...LIARS, ...HONEST].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('a liar is accepted only where its row says what is left on record, or what is left of the lie', () => {
  const bare = LIARS.filter(({ expected }) => expected.outcome === 'accepted')
    .filter(({ expected: { findings, notices, changed, also } }) => !(findings ?? notices ?? changed ?? also))
    .map(({ name }) => name);
  expect(bare).toEqual([]);
});

test('honest runs are accepted', () => {
  expect(HONEST.filter(({ expected }) => expected.outcome !== 'accepted').map(({ name }) => name)).toEqual([]);
});
