import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failureOf, useRig } from './tree.ts';

const rig = useRig();

test('spec folders are listed by id, other folders and files are not', () => {
  rig.spec('spec-02-b', { name: 'Second' });
  rig.spec('spec-01-a', { status: 'done', dependsOn: ['x', 'x'], lastRun: '2031-04-02T09:10:11Z' });
  rig.put('specs/README.md', 'no spec');
  rig.put('specs/other/SPEC.md', 'no spec');
  rig.put('specs/spec-file', 'no folder');
  const { items, notices, failures, root, rootPath, exists } = rig.source().discover();
  expect(items).toEqual([
    {
      group: 'specs',
      id: 'spec-01-a',
      name: 'Title of spec-01-a',
      dir: join(rig.top, 'specs/spec-01-a'),
      path: 'specs/spec-01-a',
      nativeStatus: 'done',
      lifecycle: 'done',
      dependsOn: ['x'],
      lastRun: '2031-04-02T09:10:11Z',
    },
    {
      group: 'specs',
      id: 'spec-02-b',
      name: 'Second',
      dir: join(rig.top, 'specs/spec-02-b'),
      path: 'specs/spec-02-b',
      nativeStatus: 'todo',
      lifecycle: 'pending',
      dependsOn: [],
    },
  ]);
  expect({ notices, failures, root, rootPath, exists }).toEqual({
    notices: [],
    failures: [],
    root: join(rig.top, 'specs'),
    rootPath: 'specs',
    exists: true,
  });
});

test('the id is that of the metadata, else the name of the folder', () => {
  rig.spec('spec-01-a', { id: undefined });
  rig.spec('spec-02-b', { id: 'B' });
  expect(
    rig
      .source()
      .discover()
      .items.map(({ id }) => id),
  ).toEqual(['B', 'spec-01-a']);
});

test('a spec whose text has no title is called unnamed', () => {
  rig.spec('spec-01-a', {}, { 'SPEC.md': '```\n# in a fence\n```\n<!-- # in a comment -->\n## second level\n' });
  expect(rig.source().discover().items[0]?.name).toBe('Unnamed spec');
});

describe('the specs root is', () => {
  test.each([
    ['the configured one', 'work/specs', ['work/specs', 'specs', 'docs/specs'], 'work/specs', []],
    ['specs, when nothing is configured', undefined, ['specs', 'docs/specs'], 'specs', []],
    ['docs/specs, when there is no specs', undefined, ['docs/specs'], 'docs/specs', []],
    [
      'the usual one with a notice, when the configured one is missing',
      'work/specs',
      ['docs/specs'],
      'docs/specs',
      ['specs-root-substituted'],
    ],
    ['named although it does not exist', undefined, [], 'specs', []],
  ])('%s', (_which, specsRoot, folders, rootPath, notices) => {
    for (const folder of folders) mkdirSync(join(rig.top, folder), { recursive: true });
    const found = rig.source(specsRoot === undefined ? {} : { specsRoot }).discover();
    expect(found.rootPath).toBe(rootPath);
    expect(found.exists).toBe(folders.length > 0);
    expect(found.notices.map(({ code }) => code)).toEqual(notices);
  });
});

describe('a malformed folder is left out with a warning that says where:', () => {
  test.each<[string, () => void, string]>([
    [
      'no SPEC.md',
      () => rig.put('specs/spec-09-x/metadata.json', '{}'),
      'specs/spec-09-x/SPEC.md: Expected a spec folder with SPEC.md and metadata.json, found no SPEC.md.',
    ],
    [
      'no metadata.json',
      () => rig.put('specs/spec-09-x/SPEC.md', '# x'),
      'specs/spec-09-x/metadata.json: Expected a spec folder with SPEC.md and metadata.json, found no metadata.json.',
    ],
    [
      'metadata that is no JSON',
      () => rig.spec('spec-09-x', {}, { 'metadata.json': '{\n  "id": "a"\n  "name": 1\n}' }),
      'specs/spec-09-x/metadata.json:3:3: Expected "," or "}"',
    ],
    [
      'metadata that is a list',
      () => rig.spec('spec-09-x', {}, { 'metadata.json': '[]' }),
      'specs/spec-09-x/metadata.json:1:1: Expected a JSON object, found an empty list.',
    ],
    [
      'a field of the wrong kind',
      () => rig.spec('spec-09-x', { dependsOn: 'a' }),
      'specs/spec-09-x/metadata.json:4:16: Expected "dependsOn" to be a list of ids, found "a".',
    ],
    [
      'an id that climbs out',
      () => rig.spec('spec-09-x', { id: '../../etc' }),
      'specs/spec-09-x/metadata.json:2:9: Expected "id" to be an id of letters',
    ],
    ['a folder name that is no id', () => rig.spec('spec-09 x', { id: undefined }), 'Expected an id of letters'],
    [
      'bytes that are not UTF-8',
      () => rig.put('specs/spec-09-x/metadata.json', new Uint8Array([0x7b, 0x0a, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
      'specs/spec-09-x/metadata.json:2:2: Expected text in UTF-8',
    ],
  ])('%s', (what, write, message) => {
    rig.spec('spec-01-a');
    if (what.startsWith('bytes')) rig.put('specs/spec-09-x/SPEC.md', '# x');
    write();
    const { items, notices } = rig.source().discover();
    expect(items.map(({ id }) => id)).toEqual(['spec-01-a']);
    expect(notices).toHaveLength(1);
    expect(notices[0]?.message).toContain(message);
    expect(notices[0]?.message).toMatch(/The folder is left out\.$/);
  });

  test('a symbolic link', () => {
    mkdirSync(join(rig.top, 'specs'));
    symlinkSync('/', join(rig.top, 'specs/spec-01-a'));
    const { items, notices } = rig.source().discover();
    expect(items).toEqual([]);
    expect(notices[0]?.message).toBe('specs/spec-01-a: Expected a folder, found a symbolic link. The folder is left out.');
  });
});

test('a status that no item has is warned about, and the item counts as todo', () => {
  rig.spec('spec-01-a', { status: 'almost' });
  const { items, notices } = rig.source().discover();
  expect(items[0]).toMatchObject({ nativeStatus: 'almost', lifecycle: 'pending' });
  expect(notices[0]?.message).toBe(
    'specs/spec-01-a/metadata.json: expected status to be one of todo, blocked, in-progress, done, failed, found "almost"; the item counts as todo.',
  );
});

test('an id that two folders share is an error that names both, wherever it is used', () => {
  rig.spec('spec-01-a', { id: 'same' });
  rig.spec('spec-02-b', { id: 'same' });
  rig.spec('spec-03-c');
  const source = rig.source();
  const { items, failures } = source.discover();
  expect(items.map(({ id }) => id)).toEqual(['spec-03-c']);
  expect(failures).toMatchObject([
    { code: 'duplicate-id', message: 'Expected each id once, found "same" in specs/spec-01-a and specs/spec-02-b.' },
  ]);
  expect(failureOf(() => source.resolve('same', rig.top)).code).toBe('duplicate-id');
  expect(failureOf(() => source.resolve('specs/spec-01-a', rig.top)).code).toBe('duplicate-id');
});

test('listing a thousand folders takes little more time than reading their files', () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `spec-${String(index).padStart(4, '0')}-item`);
  for (const [index, id] of ids.entries()) {
    rig.put(`specs/${id}/SPEC.md`, `# ${id}\n`);
    const fields = { id, name: `Item ${index}`, status: 'todo', dependsOn: [], notes: 'n', acceptanceCommands: ['npm test'] };
    rig.put(`specs/${id}/metadata.json`, JSON.stringify(fields, null, 2));
  }
  const source = rig.source();
  const fastest = (act: () => unknown): number => {
    const times = Array.from({ length: 7 }, () => {
      const start = performance.now();
      act();
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  // Measured against the same machine at the same moment: other work on it slows both.
  const reading = fastest(() => ids.map((id) => readFileSync(join(rig.top, 'specs', id, 'metadata.json'))));
  expect(source.discover().items).toHaveLength(1000);
  expect(fastest(() => source.discover()) / reading).toBeLessThan(3);
});
