import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/program.ts';
import { page, pages, spans, withoutFences } from './pages.ts';

interface Link {
  readonly from: string;
  readonly target: string;
}

const links: readonly Link[] = pages().flatMap(({ file, text }) =>
  [
    ...withoutFences(text)
      .replaceAll(/`[^`]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, target = '']) => ({ from: file, target })),
);
const local = links.filter(({ target }) => !/^[a-z]+:/.test(target));

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function anchorsOf(file: string): readonly string[] {
  const { text } = page(file);
  return [...withoutFences(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

test('every relative link leads to a file, and to a heading where it names one', () => {
  expect(local.length).toBeGreaterThan(20);
  const broken = local.filter(({ from, target }) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? from : normalize(join(dirname(from), path));
    if (!existsSync(join(repository, file))) return true;
    return anchor !== undefined && !anchorsOf(file).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test('links to elsewhere are secure', () => {
  const elsewhere = links.filter((link) => !local.includes(link));
  expect(elsewhere.filter(({ target }) => !target.startsWith('https://'))).toEqual([]);
});

test('every path of the repository that a page names is there', () => {
  const named = pages().flatMap(({ file, text }) =>
    spans(text)
      .filter((span) => /^(?:runtime|test|docs|prompts|schemas|templates|skills|scripts|bench|bin)\/[\w./-]*$/.test(span))
      .map((path) => ({ file, path })),
  );
  expect(named.length).toBeGreaterThan(20);
  // `docs/specs` is the user's, not ours.
  const missing = named.filter(
    ({ path }) => path !== 'docs/specs' && path !== 'docs/commands.md' && !existsSync(join(repository, path)),
  );
  expect(missing).toEqual([]);
});

test('the list of decisions names each of them once', async () => {
  const { readdirSync } = await import('node:fs');
  const files = readdirSync(join(repository, 'docs/decisions')).filter((name) => /^\d{4}-/.test(name));
  const listed = local.filter(({ from }) => from === 'docs/decisions/README.md').map(({ target }) => target);
  expect(listed.toSorted()).toEqual(files.toSorted());
});
