import { expect, test } from 'vitest';
import { notTrivial } from '../../../runtime/sources/task-queue/trivial.ts';

test.each<[string, string, string | undefined]>([
  ['- a user has a nmae', '- a user has a name', undefined],
  ['names are kept', 'names are kept, in UTF-8', undefined],
  ['one\ntwo', 'one\ntwo\nthree', undefined],
  ['a\nb\nc\nd', 'a', 'more than 3 lines'],
  ['a', 'a\nb\nc\nd', 'more than 3 lines'],
  ['a', 'b'.repeat(500), 'more than 400 characters'],
  ['## Orders\n- x', '## Order\n- x', 'a heading'],
  ['- a\n- b', '- a', 'a point that goes'],
  ['- a', '- a\n- anything goes', 'a new point'],
  ['never', ' ', 'words that go'],
])('a patch from %j to %j: %s', (find, replace, why) => {
  expect(notTrivial({ find, replace })).toBe(why);
});
