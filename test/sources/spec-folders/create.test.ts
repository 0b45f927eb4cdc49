import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OkstraError } from '../../../runtime/model/failure.ts';
import type { NewItem } from '../../../runtime/sources/index.ts';
import { useRig } from './tree.ts';

const rig = useRig();
const RUN = 'run-20310402-091011-k3f9';
const item = (more: Partial<NewItem> = {}): NewItem => ({
  name: 'Empty names are refused',
  followUpOf: { run: RUN, id: 'FU-001', item: 'spec-01-a' },
  body: 'What was found.',
  criteria: ['It does not hold any more'],
  dependsOn: [],
  ...more,
});
const other = (id: string, more: Partial<NewItem> = {}): NewItem =>
  item({ followUpOf: { run: RUN, id, item: 'spec-01-a' }, ...more });
const folders = (): readonly string[] => readdirSync(join(rig.top, 'specs')).toSorted();

test('an item is made as a spec folder that can be listed, loaded and run like any other', async () => {
  rig.spec('spec-01-a');
  const source = rig.source();
  const made = await source.create(item({ dependsOn: ['spec-01-a', 'spec-77-gone'] }));
  expect(made).toMatchObject({
    id: 'spec-02-empty-names-are-refused',
    path: 'specs/spec-02-empty-names-are-refused',
    created: true,
    dependsOn: ['spec-01-a'],
  });
  expect(JSON.parse(readFileSync(join(made.dir, 'metadata.json'), 'utf8'))).toEqual({
    id: made.id,
    name: 'Empty names are refused',
    status: 'todo',
    dependsOn: ['spec-01-a'],
    acceptanceCommands: [],
    notes: '',
    followUpOf: { run: RUN, id: 'FU-001', item: 'spec-01-a' },
  });
  const loaded = source.load(source.resolve(made.id, rig.top).item);
  expect(loaded.item).toMatchObject({ name: 'Empty names are refused', body: '# Empty names are refused\n\nWhat was found.\n' });
  expect(loaded.item.criteria).toEqual([{ id: 'AC-1', text: 'It does not hold any more', kind: 'automated' }]);
});

test('asked for twice it is made once, also when its folder was given another name and its metadata were changed', async () => {
  rig.spec('spec-01-a');
  const source = rig.source();
  const made = await source.create(item());
  await expect(source.create(item({ name: 'Another name' }))).resolves.toMatchObject({ path: made.path, created: false });
  await source.markInProgress(made);
  await expect(source.create(item())).resolves.toMatchObject({ path: made.path, created: false });
  expect(folders()).toEqual(['spec-01-a', 'spec-02-empty-names-are-refused']);
});

test('of many at once each is made once, with a number of its own', async () => {
  rig.spec('spec-01-a');
  const ids = ['FU-001', 'FU-002', 'FU-003', 'FU-001', 'FU-002', 'FU-003'];
  const made = await Promise.all(ids.map((id) => rig.source().create(other(id))));
  expect(made.map(({ created }) => created)).toEqual([true, true, true, false, false, false]);
  expect(folders()).toHaveLength(4);
});

test('what a process left of a folder when it was killed is swept away and never listed', async () => {
  rig.spec('spec-01-a');
  mkdirSync(join(rig.top, 'specs/.okstra-new-4711'));
  writeFileSync(join(rig.top, 'specs/.okstra-new-4711/SPEC.md'), '# Half\n');
  expect(rig.source().discover()).toMatchObject({ notices: [], items: [{ id: 'spec-01-a' }] });
  await rig.source().create(item());
  expect(folders()).toEqual(['spec-01-a', 'spec-02-empty-names-are-refused']);
});

describe('its name', () => {
  test.each<[string, readonly string[], string, string]>([
    ['takes the number after the highest', ['spec-03-c', 'spec-11-k'], 'Fix it', 'spec-12-fix-it'],
    ['keeps the width of numbers', ['spec-099-x'], 'Fix it', 'spec-100-fix-it'],
    ['begins at 01', [], 'Fix it', 'spec-01-fix-it'],
    [
      'ends at a word',
      [],
      'The total of an empty shopping cart is wrong by one cent',
      'spec-01-the-total-of-an-empty-shopping-cart-is',
    ],
    ['has plain letters only', [], 'Übergröße: `rm -rf /`', 'spec-01-ubergro-e-rm-rf'],
    ['is there for a title without any', [], '빈 이름은 거절된다', 'spec-01-follow-up'],
  ])('%s', async (_what, there, name, expected) => {
    for (const id of there) rig.spec(id);
    await expect(rig.source().create(item({ name }))).resolves.toMatchObject({ id: expected });
  });

  test('is not that of a folder which is no item, nor of an id in the metadata', async () => {
    rig.put('specs/spec-05-broken/SPEC.md', '# Broken\n');
    rig.spec('spec-01-a', { id: 'spec-08-h' });
    await expect(rig.source().create(item({ name: 'Fix it' }))).resolves.toMatchObject({ id: 'spec-09-fix-it' });
  });
});

test('a dry run says what would be made and writes nothing, not even a lock', async () => {
  rig.spec('spec-01-a');
  const would = await rig.source().create(item(), true);
  expect(would).toMatchObject({ id: 'spec-02-empty-names-are-refused', created: false });
  expect(Object.keys(would.files)).toEqual(['SPEC.md', 'acceptance-checklist.md', 'metadata.json']);
  expect(readdirSync(rig.top)).toEqual(['specs']);
  expect(folders()).toEqual(['spec-01-a']);
});

test('a specs root that is not there yet is made', async () => {
  await expect(rig.source().create(item())).resolves.toMatchObject({
    path: 'specs/spec-01-empty-names-are-refused',
    created: true,
  });
});

test.skipIf(process.getuid?.() === 0)('a specs root that cannot be written is named, and nothing is left in it', async () => {
  rig.spec('spec-01-a');
  chmodSync(join(rig.top, 'specs'), 0o555);
  const error = await rig
    .source()
    .create(item())
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  chmodSync(join(rig.top, 'specs'), 0o755);
  expect((error as OkstraError).failure).toMatchObject({ code: 'not-writable', fix: expect.stringContaining('chmod') });
  expect(folders()).toEqual(['spec-01-a']);
});
