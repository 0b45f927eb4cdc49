import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { frdRef } from '../../../runtime/sources/frd/ref.ts';
import { readReported } from '../../../runtime/sources/frd/reported.ts';
import { byId, openSource, unmetDeps } from '../../../runtime/sources/index.ts';
import { filesOfSet, folder, frd } from './build.ts';

const options = { project: 'shop', acceptanceCommands: ['make check'], checkCommands: [] };
const sourceOf = (documents: Parameters<typeof filesOfSet>[0], files: Readonly<Record<string, string>> = {}) =>
  openSource('frd', { ...options, repoTop: folder({ ...filesOfSet(documents), ...files }) });

describe('a reference', () => {
  test.each([
    ['FRD-001-T4', 'FRD-001-T4'],
    ['frd:frd-001-t4', 'FRD-001-T4'],
    ['frd-001/FRD-001-T4', 'FRD-001-T4'],
    ['frd:FRD-002', 'FRD-002'],
    ['frd:next', 'next'],
    ['next', undefined],
    ['T-001', undefined],
    ['FRD-1-T4', undefined],
    ['specs/frds/frd-001-a.json', undefined],
  ])('%s means %s', (ref, id) => {
    expect(frdRef(ref)).toBe(id);
  });

  test('to a document is its first task that can be taken; one that has none says why', () => {
    const source = sourceOf([frd(1, [{ status: 'completed' }, {}]), frd(2, [{ status: 'blocked' }])]);
    expect(source.resolve('FRD-001', '/').item.id).toBe('FRD-001-T2');
    expect(source.resolve('frd:next', '/').item.id).toBe('FRD-001-T2');
    expect(() => source.resolve('frd:FRD-002', '/')).toThrow('No task of it can be taken now');
    expect(() => source.resolve('FRD-001-T9', '/')).toThrow('found "FRD-001-T9"');
  });
});

describe('the items of a set', () => {
  test('are its tasks, and wait for tasks, also where a whole document is named', () => {
    const source = sourceOf([
      frd(1, [{ status: 'completed' }, {}]),
      frd(2, [{ needs: ['FRD-001'] }], { dependencies: ['FRD-003'] }),
      frd(3, [{}], { status: 'completed' }),
    ]);
    const { items } = source.discover();
    expect(items.map(({ group, id, lifecycle }) => [group, id, lifecycle])).toEqual([
      ['frd-001', 'FRD-001-T1', 'done'],
      ['frd-001', 'FRD-001-T2', 'pending'],
      ['frd-002', 'FRD-002-T1', 'pending'],
      ['frd-003', 'FRD-003-T1', 'pending'],
    ]);
    const known = byId(items);
    expect(unmetDeps(items[2] as (typeof items)[number], known).unmet).toEqual(['FRD-001-T2']);
  });

  test('leave out documents that cannot be used, and say so', () => {
    const source = sourceOf([frd(1), frd(2)], { 'specs/frds/frd-002-feature.json': '{' });
    const { items, notices } = source.discover();
    expect(items.map(({ id }) => id)).toEqual(['FRD-001-T1']);
    expect(notices[0]?.message).toContain('FRD-002 is left out');
  });

  test('are none without a folder', () => {
    const source = openSource('frd', { ...options, repoTop: folder({ 'a.txt': '' }) });
    expect(source.discover()).toMatchObject({ exists: false, items: [] });
    expect(source.writeBackPatterns()).toEqual([]);
    expect(() => source.resolve('FRD-001-T1', '/')).toThrow('There is no specs/frds.');
  });
});

describe('a bundle as an item', () => {
  const two = frd(1, [{}, { pr: false, needs: ['FRD-001-T1'] }, {}]);

  test('has the text, files, criteria and commands of its tasks, and keeps the documents out of the change', () => {
    const { item } = sourceOf([two]).load({ id: 'FRD-001-T1', dir: '', path: '' });
    expect(item).toMatchObject({
      key: 'shop:frd-001:FRD-001-T1',
      bundle: { frdId: 'FRD-001', taskIds: ['FRD-001-T1', 'FRD-001-T2'], nextBoundaryTaskId: 'FRD-001-T3' },
      files: ['src/frd-001-t1.txt', 'src/frd-001-t2.txt'],
      acceptanceCommands: ['node --test'],
      commit: { message: 'feat(frd-001): task FRD-001-T1', several: true },
      writeBackPaths: ['specs/frds', '.codex/NOTES.md', '.codex/pr', '.codex/claims-local'],
      dependsOn: [],
    });
    expect(item.criteria.map(({ id, command }) => [id, command])).toEqual([
      ['AC-1', undefined],
      ['AC-2', 'node --test'],
      ['AC-3', undefined],
      ['AC-4', 'node --test'],
    ]);
    expect(item.body).not.toContain('FRD-001-T3: ');
  });

  test('is what was chosen, where that is said', () => {
    const bundle = { frdId: 'FRD-001', path: '', taskIds: ['FRD-001-T1'], nextBoundaryTaskId: null };
    const { item } = sourceOf([two]).load({ id: 'FRD-001-T1', dir: '', path: '', bundle });
    expect(item.bundle).toMatchObject({ taskIds: ['FRD-001-T1'], nextBoundaryTaskId: 'FRD-001-T3' });
  });

  test('runs the project\u2019s own validation of documents, and the configured commands where its entries have none', () => {
    const without = frd(1, [
      { more: { verification: [{ verificationId: 'FRD-001-T1-V1', type: 'build', description: 'It is there.' }] } },
    ]);
    const { item } = sourceOf([without], { 'package.json': '{ "scripts": { "validate:schema": "ajv" } }' }).load({
      id: 'FRD-001-T1',
      dir: '',
      path: '',
    });
    expect(item.acceptanceCommands).toEqual(['make check', 'npm run validate:schema']);
  });

  test('has what earlier runs noted, within the budget, apart from what is asked for', () => {
    const note = '### 2031-04-01 build\n- Learning: allow: test-deleted\n';
    const source = sourceOf([two], { '.codex/NOTES.md': note });
    const { item } = source.load({ id: 'FRD-001-T1', dir: '', path: '' });
    expect(item.memory).toContain('2031-04-01 build');
    expect(item.body).not.toContain('test-deleted');
  });

  test('writes nothing into the checkout, and makes a spec folder of what it leaves', async () => {
    const source = sourceOf([two]);
    const place = { id: 'FRD-001-T1', dir: '', path: '' };
    const back = source.under({ check: () => undefined });
    await back.markInProgress(place);
    const end = {
      outcome: 'accepted' as const,
      statusBefore: 'not_started',
      attemptsUsed: 1,
      maxAttempts: 1,
      remainingTasks: [],
      reason: '',
      at: '',
    };
    expect(await back.recordOutcome(place, end)).toBe('completed');
    expect(await back.recordOutcome(place, { ...end, outcome: 'failed' })).toBe('not_started');
    expect(source.discover().items[0]?.nativeStatus).toBe('not_started');
    const made = await back.create({
      name: 'Left',
      followUpOf: { run: 'r', id: 'FU-001', item: 'i' },
      body: 'b',
      criteria: ['c'],
      dependsOn: ['FRD-001-T1'],
    });
    expect(made).toMatchObject({ created: true, path: join('specs', made.id), dependsOn: [] });
  });
});

test('what an executor reports besides its work is read from its last json block that has it, at most five notes', () => {
  const block = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value)}\n\`\`\`\n`;
  const note = { context: 'c', situation: 's', learning: 'l', action: 'a', check: 'k', applicability: 'all' };
  const text = `${block({ notes: [{ context: 'old' }] })}${block({ notes: Array.from({ length: 7 }, () => note), dependencies: [{ name: 'x', why: 'y' }, { why: 'no name' }] })}${block({ commands: [] })}`;
  const { notes, dependencies } = readReported(text);
  expect(notes).toEqual(Array.from({ length: 5 }, () => note));
  expect(dependencies).toEqual([{ name: 'x', why: 'y' }]);
  expect(readReported('done').notes).toEqual([]);
});
