import { expect, test } from 'vitest';
import { undoPatch } from '../../../runtime/sources/task-queue/undo-patch.ts';

const change = { before: '# A\n\n- one\n- two\n', after: '# A\n\n- one, in UTF-8\n- two\n' };

test('a patch is taken out again, whatever else was edited; where it is not there, or twice, the text stays', () => {
  expect(undoPatch(change.after, change)).toBe(change.before);
  expect(undoPatch('# A\n\nprose\n- one, in UTF-8\n- three\n', change)).toBe('# A\n\nprose\n- one\n- three\n');
  for (const text of ['# A\n', '- one, in UTF-8\n- one, in UTF-8\n']) expect(undoPatch(text, change)).toBe(text);
  expect(undoPatch('a\n', { before: 'a\nb\n', after: 'a\n' })).toBe('a\nb\n');
  expect(undoPatch('x\na\n', { before: 'a\nb\n', after: 'a\n' })).toBe('x\na\n');
});
