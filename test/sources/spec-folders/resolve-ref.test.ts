import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { failureOf, useRig } from './tree.ts';

const rig = useRig();
const found = (ref: string, cwd = rig.top): string => rig.source().resolve(ref, cwd).item.path;

beforeEach(() => {
  rig.spec('spec-01-core');
  rig.spec('spec-03-runner', { id: 'runner' });
  rig.spec('spec-04-report');
  rig.spec('spec-05-report-html');
});

describe('a spec folder is found by', () => {
  test.each([
    ['its path from the top', 'specs/spec-01-core'],
    ['its path from the top with a slash', './specs/spec-01-core/'],
    ['its name below the specs root', 'spec-01-core'],
    ['its id with the prefix of its source', 'spec:spec-01-core'],
    ['group and id', 'specs/spec-01-core'],
    ['the path of one of its files', 'specs/spec-01-core/SPEC.md'],
    ['the beginning of its id', 'spec-01'],
  ])('%s', (_how, ref) => {
    expect(found(ref)).toBe('specs/spec-01-core');
  });

  test('an absolute path', () => {
    expect(found(join(rig.top, 'specs/spec-01-core'), '/')).toBe('specs/spec-01-core');
  });
  test('a path relative to the folder okstra was started in', () => {
    expect(found('../spec-01-core', join(rig.top, 'specs/spec-04-report'))).toBe('specs/spec-01-core');
    expect(found('.', join(rig.top, 'specs/spec-04-report'))).toBe('specs/spec-04-report');
  });
  test('an id that differs from the name of its folder', () => {
    expect(found('runner')).toBe('specs/spec-03-runner');
    expect(found('specs/runner')).toBe('specs/spec-03-runner');
  });
  test('a path through a link to the repository', () => {
    const other = mkdtempSync(join(tmpdir(), 'okstra-link-'));
    symlinkSync(rig.top, join(other, 'repo'));
    expect(rig.source().resolve(join(other, 'repo/specs/spec-01-core'), '/').item.dir).toBe(join(rig.top, 'specs/spec-01-core'));
    rmSync(other, { recursive: true });
  });
});

test('a path relative to the current folder comes before one below the specs root', () => {
  rig.put('sub/spec-01-core/SPEC.md', '# other');
  rig.put('sub/spec-01-core/metadata.json', '{"id":"other"}');
  expect(found('spec-01-core', join(rig.top, 'sub'))).toBe('sub/spec-01-core');
});

test('an exact id wins over ids that begin with it', () => {
  rig.spec('spec-04-report-2');
  expect(found('spec-04-report')).toBe('specs/spec-04-report');
});

test('a completed id is told', () => {
  expect(rig.source().resolve('spec-01', rig.top).notices).toEqual([
    { code: 'ref-completed', message: 'spec-01 stands for spec-01-core.' },
  ]);
});

test('a folder of the same name that is no spec does not hide the item', () => {
  mkdirSync(join(rig.top, 'runner'));
  expect(found('runner')).toBe('specs/spec-03-runner');
});

describe('refused:', () => {
  test('what is nowhere, with the places tried and the id that was meant', () => {
    const failure = failureOf(() => found('spec-01-croe', '/'));
    expect(failure).toMatchObject({ category: 'usage', code: 'item-unknown', fix: 'Write spec-01-core.' });
    expect(failure.message).toBe(
      `Expected a spec folder or the id of one, found "spec-01-croe". Tried /spec-01-croe, ${rig.top}/spec-01-croe, ${rig.top}/specs/spec-01-croe.`,
    );
  });
  test('the beginning of several ids, with all of them', () => {
    expect(failureOf(() => found('spec-0'))).toMatchObject({
      fix: 'Write spec-01-core or spec-04-report or spec-05-report-html.',
    });
  });
  test('a folder that holds no spec, with what it lacks', () => {
    mkdirSync(join(rig.top, 'src'));
    expect(failureOf(() => found('src'))).toMatchObject({ code: 'spec-incomplete', place: { file: 'src/SPEC.md' } });
  });
  test.each(['', ' ', 'spec:'])('no reference at all (%j)', (ref) => {
    expect(failureOf(() => found(ref)).code).toBe('item-unknown');
  });
  test('a folder outside the repository', () => {
    const other = mkdtempSync(join(tmpdir(), 'okstra-outside-'));
    rig.put('x', '');
    mkdirSync(join(other, 'spec-01-core'));
    symlinkSync(join(rig.top, 'specs/spec-01-core/SPEC.md'), join(other, 'spec-01-core/SPEC.md'));
    expect(failureOf(() => found(join(other, 'spec-01-core')))).toMatchObject({ code: 'outside-repository' });
    rmSync(other, { recursive: true });
  });
});
