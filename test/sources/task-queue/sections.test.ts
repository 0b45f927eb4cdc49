import { expect, test } from 'vitest';
import {
  findSection,
  manifestHash,
  parseReference,
  referenceHash,
  sectionsOf,
  similarity,
  titleOf,
} from '../../../runtime/sources/task-queue/sections.ts';

const api = {
  path: 'api.md',
  text: '# API\n\nIntro.\n\n## 2.1 Auth\n\nLogin.  \n\n### Tokens\n\nOne hour.\n\n## Orders\n\nList.\n',
};
const sections = sectionsOf(api);

test('a section reaches to the next heading of its level', () => {
  expect(sections.map(({ title }) => title)).toEqual(['', 'API', '2.1 Auth', 'Tokens', 'Orders']);
  expect(findSection(sections, { path: 'api.md', title: 'auth' })?.text).toContain('One hour.');
  expect(findSection(sections, { path: 'api.md', title: 'auth' })?.text).not.toContain('List.');
});

test.each([
  ['api.md, Section Auth', [{ path: 'api.md', title: 'Auth' }]],
  ['api.md#auth', [{ path: 'api.md', title: 'auth' }]],
  ['`api.md` § "Auth"', [{ path: 'api.md', title: 'Auth' }]],
  ['api.md', [{ path: 'api.md', title: '' }]],
  [
    'sub/api.md, Section 2.1 Auth; data.md, Section Users',
    [
      { path: 'sub/api.md', title: '2.1 Auth' },
      { path: 'data.md', title: 'Users' },
    ],
  ],
  ['api.md, Section Login; logout', [{ path: 'api.md', title: 'Login; logout' }]],
  [
    'api.md, Section Login; logout; `data.md`',
    [
      { path: 'api.md', title: 'Login; logout' },
      { path: 'data.md', title: '' },
    ],
  ],
  ['None', []],
])('the reference %j is read', (text, found) => {
  expect(parseReference(text)).toEqual(found);
});

test('every section is found again by the title that is written for it, whatever titles the others have', () => {
  const twice = sectionsOf({
    path: 'api.md',
    text: '# API\n## Users\n### Errors\n- u\n### Errors\n- v\n## Orders\n### Errors\n- o\n#### Errors\n- deep\n## A > B\n- x\n## Notes (2)\n- n\n',
  }).filter(({ title }) => title !== '');
  const titles = twice.map((section) => titleOf(twice, section));
  expect(new Set(titles).size).toBe(twice.length);
  expect(titles).toContain('Orders > Errors');
  for (const [at, title] of titles.entries()) expect(findSection(twice, { path: 'api.md', title })).toBe(twice[at]);
});

test('the hash of a section is that of its own text: line ends and blanks at line ends do not count, other sections do not', () => {
  const other = sectionsOf({
    ...api,
    text: api.text.replaceAll('\n', '\r\n').replace('Login.  ', 'Login.').replace('List.', 'Other.'),
  });
  expect(referenceHash(other, 'api.md, Section Auth')).toBe(referenceHash(sections, 'api.md, Section Auth'));
  expect(referenceHash(other, 'api.md, Section Orders')).not.toBe(referenceHash(sections, 'api.md, Section Orders'));
  expect(referenceHash(sections, 'api.md, Section Gone')).toBeUndefined();
  expect(referenceHash(sections, 'api.md, Section Auth')).toMatch(/^[0-9a-f]{16}$/);
});

test('the hash of the manifest depends on paths and texts, not on their order', () => {
  const data = { path: 'data.md', text: 'x\n' };
  expect(manifestHash([api, data])).toBe(manifestHash([data, api]));
  expect(manifestHash([api])).not.toBe(manifestHash([{ ...api, path: 'b.md' }]));
});

test('texts are alike by their words in order', () => {
  expect(similarity('one two three four', 'one two three four')).toBe(1);
  expect(similarity('one two three four five', 'one two three four six')).toBeGreaterThan(0.4);
  expect(similarity('one two', 'other words entirely')).toBe(0);
});
