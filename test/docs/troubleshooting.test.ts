import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SAFE } from '../../runtime/sources/spec-folders/metadata.ts';
import { repository } from '../support/program.ts';
import { page, rows, unquoted } from './pages.ts';

const sources = ['runtime', 'bin'].flatMap((folder) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|mjs)$/.test(file) && !file.startsWith('generated'))
    .map((file) => readFileSync(join(repository, folder, file), 'utf8')),
);
const code = sources.join('\n');
// Values stand in `${…}`; the one constant that is a sentence stands in its own words.
const text = code.replaceAll('${SAFE}', SAFE).replaceAll(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '…');

const cellsOf = (part: string) => rows(part).map((cells) => cells.map(unquoted));
const table = cellsOf(page('docs/troubleshooting.md').text);
const codes = table.filter((cells) => cells.length === 3).map(([, word = '']) => word);
const readme = page('README.md').text;
const messages = [...table, ...cellsOf(readme.slice(readme.indexOf('## Troubleshooting')))].map(([message = '']) => message);

test('every code in docs/troubleshooting.md is one that the runtime gives', () => {
  expect(codes.length).toBeGreaterThan(40);
  const unknown = codes.filter((word) => !new RegExp(`['"\`]${word}['"\`]`).test(code));
  expect(unknown).toEqual([]);
});

test('no code stands in docs/troubleshooting.md twice', () => {
  expect(codes.filter((word, index) => codes.indexOf(word) !== index)).toEqual([]);
});

test('every message in the documents is worded as the program words it', () => {
  expect(messages.length).toBeGreaterThan(40);
  const changed = messages.filter((message) =>
    message
      .split('…')
      .map((part) => part.trim())
      .filter((part) => part.length > 3)
      .some((part) => !text.includes(part)),
  );
  expect(changed).toEqual([]);
});
