import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/program.ts';
import { page, rows, unquoted } from './pages.ts';

const sources = ['runtime', 'bin'].flatMap((folder) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|mjs)$/.test(file) && !file.startsWith('generated'))
    .map((file) => readFileSync(join(repository, folder, file), 'utf8')),
);
// A message may be put together from several literals, and values stand in `${…}`.
const code = sources.join('\n');
const text = code.replaceAll(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '…').replaceAll(/'\s*\+\s*'/g, '');

const table = rows(page('docs/troubleshooting.md').text).map((cells) => cells.map(unquoted));
const codes = table.filter((cells) => cells.length === 3).map(([, word = '']) => word);
const messages = [...table, ...rows(page('README.md').text).map((cells) => cells.map(unquoted))]
  .map(([message = '']) => message)
  .filter((message) => /^(?:Expected|The |An |okstra[: ][a-z]+ )/.test(message) && /[.:…]$/.test(message));

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
      .some(
        (part) =>
          !text.includes(part) && !part.split(/ (?=22\.18)/).every((piece) => text.includes(piece.replace('22.18', '').trim())),
      ),
  );
  expect(changed).toEqual([]);
});
