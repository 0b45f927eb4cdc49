import { expect, test } from 'vitest';
import { changedLines, touches } from '../../runtime/conductor/changed-lines.ts';
import { standsNear } from '../../runtime/conductor/judge.ts';

const DIFF = `diff --git a/src/a.js b/src/a.js
index 1..2 100644
--- a/src/a.js
+++ b/src/a.js
@@ -1,4 +1,5 @@
 one
-two
+TWO
+two and a half
 three
 four
@@ -20,3 +21,2 @@
 twenty
-gone
 last
diff --git a/new.txt b/new.txt
new file mode 100644
--- /dev/null
+++ b/new.txt
@@ -0,0 +1 @@
+hello
diff --git a/old.txt b/old.txt
deleted file mode 100644
--- a/old.txt
+++ /dev/null
@@ -1 +0,0 @@
-bye
`;

test('added lines count on the new side, a deletion touches the line after it', () => {
  const changed = changedLines(DIFF);
  expect([...(changed.get('src/a.js') ?? [])]).toEqual([2, 3, 22]);
  expect([...(changed.get('new.txt') ?? [])]).toEqual([1]);
  expect(changed.has('old.txt')).toBe(true);
});

test('a range is touched when one of its lines was changed, ends included', () => {
  const changed = changedLines(DIFF);
  expect(touches(changed, 'src/a.js', { start: 3, end: 9 })).toBe(true);
  expect(touches(changed, 'src/a.js', { start: 4, end: 21 })).toBe(false);
  expect(touches(changed, 'src/b.js', { start: 1, end: 99 })).toBe(false);
});

const TEXT = Array.from({ length: 30 }, (_, index) => `  line ${index + 1};`).join('\n');

test.each([
  ['at its line', 10, 'line 10;', true],
  ['five lines off', 15, 'line 10;', true],
  ['six lines off', 16, 'line 10;', false],
  ['outer blanks do not count', 10, '\tline 10;  ', true],
  ['a part of a line is no quote', 10, 'line 1', false],
  ['several lines stand as a block', 9, 'line 9;\n  line 10;', true],
  ['a block with a gap does not stand', 9, 'line 9;\nline 11;', false],
  ['an empty quote is none', 10, '  ', false],
  ['beyond the end of the file', 90, 'line 30;', false],
])('a quote %s', (_name, line, text, stands) => {
  expect(standsNear(TEXT, { line, text })).toBe(stands);
});
