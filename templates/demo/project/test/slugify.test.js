import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugify } from '../src/slugify.js';

test('words are joined by hyphens', () => {
  assert.equal(slugify(' Blue  Mug '), 'blue-mug');
});
