import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { composeChain, lintChains, parseChains } from '../../runtime/prompts/chains.ts';
import { loadPromptLibrary } from '../../runtime/prompts/load.ts';
import { findChains } from '../../runtime/prompts/load-chains.ts';
import { valueOf } from './support.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-chains-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const part = (id: string, priority: number, body: string, more: Readonly<Record<string, unknown>> = {}): string => {
  const front = { id, kind: 'overlay', appliesWhen: ['always'], priority, conflictsWith: [], overridesSections: [], ...more };
  return write(`parts/${id}.md`, `---\n${JSON.stringify(front)}\n---\n\n${body}\n\n`);
};
const manifest = (...chains: readonly Readonly<Record<string, unknown>>[]): string =>
  write('prompt-chains.json', JSON.stringify({ version: 1, chains }, undefined, 2));
const set = () => findChains({}, join(folder, 'prompt-chains.json'));
const problems = () => lintChains(set()).map(({ code }) => code);

describe('a chain', () => {
  test('joins the texts of its files in its own order, whatever their conditions', () => {
    part('base', 10, '# Loop\r\n\r\n## Rules  \n\nRead.  ', { kind: 'base' });
    part('typescript', 50, '## TypeScript\n\nTypes.', { kind: 'language_overlay', appliesWhen: ['language:typescript'] });
    part('ci', 90, '## Rules\n\nRead, in CI.', {
      kind: 'ci_overlay',
      appliesWhen: ['mode:strict-ci'],
      overridesSections: ['Rules'],
    });
    manifest({ id: 'loop', title: 'The loop', parts: ['parts/base.md', 'parts/typescript.md', './parts/ci.md'] });
    const [chain] = set().chains;
    expect(chain).toMatchObject({ id: 'loop', title: 'The loop', outputFile: 'loop.md' });
    if (chain === undefined) throw new Error('no chain');
    expect(valueOf(composeChain(chain)).text).toBe('# Loop\n\n## Rules\n\nRead, in CI.\n\n## TypeScript\n\nTypes.\n');
    expect(problems()).toEqual([]);
  });

  test.each<[string, () => void, string]>([
    [
      'priorities that go down',
      () => {
        part('a', 20, 'a');
        part('b', 10, 'b');
      },
      'chain-order',
    ],
    [
      'two that conflict, whatever their priorities',
      () => {
        part('a', 10, 'a', { conflictsWith: ['b'] });
        part('b', 20, 'b');
      },
      'chain-conflict',
    ],
    [
      'a heading that comes again',
      () => {
        part('a', 10, '## T');
        part('b', 20, '## T');
      },
      'section-repeated',
    ],
    [
      'a part that needs another',
      () => {
        part('a', 10, 'a', { requires: ['c'] });
        part('b', 20, 'b');
      },
      'chain-incomplete',
    ],
    [
      'an unknown id in conflictsWith',
      () => {
        part('a', 10, 'a', { conflictsWith: ['nobody'] });
        part('b', 20, 'b');
      },
      'profile-unknown-id',
    ],
    [
      'front matter that is not valid',
      () => {
        part('a', 10, 'a');
        write('parts/b.md', '---\nid: b\n---\n');
      },
      'profile-front-matter',
    ],
    ['a file that is missing', () => part('a', 10, 'a'), 'chain-part-missing'],
    [
      'a file that is a folder',
      () => {
        part('a', 10, 'a');
        mkdirSync(join(folder, 'parts/b.md'));
      },
      'not-a-file',
    ],
    [
      'a link out of the folder',
      () => {
        part('a', 10, 'a');
        symlinkSync('/etc/hostname', join(folder, 'parts/b.md'));
      },
      'file-outside',
    ],
  ])('with %s is refused', (_what, make, code) => {
    make();
    manifest({ id: 'loop', parts: ['parts/a.md', 'parts/b.md'] });
    expect(problems()).toEqual([code]);
  });

  test('with two files of one id is refused', () => {
    part('a', 10, 'a');
    write('parts/b.md', '---\n{"id":"a","kind":"overlay","appliesWhen":["always"],"priority":20}\n---\nb\n');
    manifest({ id: 'loop', parts: ['parts/a.md', 'parts/b.md'] });
    expect(problems()).toContain('profile-id-twice');
  });

  test.each(['../outside.md', '/etc/hostname', 'parts/../../outside.md'])('does not read %s', (path) => {
    manifest({ id: 'loop', parts: [path] });
    expect(lintChains(set())).toMatchObject([{ code: 'chain-part-outside', place: { line: 6, field: '/chains/0/parts/0' } }]);
  });
});

describe('the manifest', () => {
  test.each<[string, string, string, number]>([
    ['broken JSON', '{\n "version": 1,\n "chains": [}', 'chains-syntax', 3],
    ['no chains', '{ "version": 1 }', 'chains-field', 1],
    ['another version', '{\n "version": 2, "chains": [] }', 'chains-field', 2],
    ['an unknown key', '{\n "version": 1, "chains": [],\n "chain": [] }', 'chains-field', 3],
    ['a chain without parts', '{ "version": 1, "chains": [\n { "id": "a", "parts": [] } ] }', 'chains-field', 2],
    [
      'the same id twice',
      '{ "version": 1, "chains": [\n { "id": "a", "parts": ["x"] },\n { "id": "a", "parts": ["x"], "outputFile": "b.md" } ] }',
      'chain-twice',
      3,
    ],
    [
      'the same output twice',
      '{ "version": 1, "chains": [\n { "id": "a", "parts": ["x"] },\n { "id": "b", "parts": ["x"], "outputFile": "A.md" } ] }',
      'chain-twice',
      3,
    ],
    [
      'an output outside the folder',
      '{ "version": 1, "chains": [\n { "id": "a", "parts": ["x"], "outputFile": "../a.md" } ] }',
      'chain-output-outside',
      2,
    ],
  ])('with %s is refused with its place and a fix', (_what, text, code, line) => {
    const result = parseChains('prompt-chains.json', text);
    expect(result).toMatchObject({
      ok: false,
      failure: [{ code, place: { file: 'prompt-chains.json', line }, fix: expect.any(String) }],
    });
  });

  test('may name its version as text and hold notes', () => {
    expect(valueOf(parseChains('f', '{ "$schema": "x", "version": "1.0", "x-note": 1, "chains": [] }'))).toEqual([]);
  });

  test('is refused with a failure and nothing else, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((json) => `{"version":1,"chains":[${json}]}`),
        ),
        (text) => {
          const result = parseChains('f', text);
          if (!result.ok) expect(result.failure.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('is looked for in project, user and shipped folder, the nearest alone', () => {
    const shipped = findChains({});
    expect(shipped.chains.map(({ id }) => id)).toContain('frd-loop');
    part('a', 10, 'a');
    manifest({ id: 'ours', parts: ['parts/a.md'] });
    expect(findChains({ project: folder }).chains.map(({ id }) => id)).toEqual(['ours']);
    expect(findChains({ shipped: join(folder, 'none') })).toEqual({ chains: [], failures: [] });
  });
});

test('the shipped chains compose, and each begins with the base contract and ends with the answer form', () => {
  const { chains } = findChains({});
  const known = new Set(loadPromptLibrary().profiles.map(({ id }) => id));
  expect(lintChains(findChains({}), known)).toEqual([]);
  for (const chain of chains) {
    const { parts } = valueOf(composeChain(chain));
    expect([parts[0]?.id, parts.at(-1)?.id]).toEqual(['base', 'contract-executor']);
  }
});
