import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SourceOptions } from '../../../runtime/sources/index.ts';
import { failureOf, useRig } from './tree.ts';

const rig = useRig();
const load = (id: string, options: Partial<SourceOptions> = {}) => {
  const source = rig.source(options);
  return source.load(source.resolve(id, rig.top).item);
};
const place = (id: string) => ({ id, dir: join(rig.top, 'specs', id), path: `specs/${id}` });

test('everything a run needs of an item comes out of its folder', () => {
  rig.put('specs/implement.prompt-template.md', 'do {{SPEC_ID}}');
  rig.put('specs/review.prompt-template.md', 'judge {{SPEC_ID}}');
  rig.spec(
    'spec-07-export',
    {
      name: 'CSV export',
      status: 'failed',
      dependsOn: ['spec-01-core'],
      acceptanceCommands: ['npm test', ''],
      files: ['src/a.ts'],
    },
    { 'acceptance-checklist.md': '- [ ] npm test\n- [ ] npm run lint\n', 'SPEC.md': '# CSV\r\n\r\nText {{MODE}}.\r\n' },
  );
  const { item, notices } = load('spec-07-export', { checkCommands: ['npm run lint'] });
  expect(item).toEqual({
    key: 'shop:specs:spec-07-export',
    source: 'spec-folders',
    group: 'specs',
    id: 'spec-07-export',
    name: 'CSV export',
    dir: join(rig.top, 'specs/spec-07-export'),
    path: 'specs/spec-07-export',
    body: '# CSV\r\n\r\nText {{MODE}}.\r\n',
    checklist: '- [ ] npm test\n- [ ] npm run lint\n',
    criteria: [
      { id: 'AC-1', text: 'npm test', kind: 'automated', command: 'npm test' },
      { id: 'AC-2', text: 'npm run lint', kind: 'automated', command: 'npm run lint' },
    ],
    acceptanceCommands: ['npm test'],
    dependsOn: ['spec-01-core'],
    lifecycle: 'failed',
    nativeStatus: 'failed',
    carriedTasks: [],
    files: ['src/a.ts'],
    executorTemplate: { path: 'specs/implement.prompt-template.md', text: 'do {{SPEC_ID}}' },
    verifierTemplate: { path: 'specs/review.prompt-template.md', text: 'judge {{SPEC_ID}}' },
    writeBackPaths: ['specs/spec-07-export/metadata.json', 'specs/spec-07-export/implementation-report.md'],
  });
  expect(notices).toEqual([]);
});

test('missing templates are named in one notice', () => {
  rig.spec('spec-01-a');
  expect(load('spec-01-a').notices).toEqual([
    {
      code: 'template-missing',
      message: "There is no implement.prompt-template.md and no review.prompt-template.md in specs; okstra's own is used.",
      fix: 'okstra init writes templates to edit.',
    },
  ]);
});

describe('acceptance commands come from', () => {
  const options = { acceptanceCommands: ['from config'] };
  test('the item itself', () => {
    rig.put('specs/.cli-settings.json', '{"acceptanceCommands":["from settings"]}');
    rig.spec('spec-01-a', { acceptanceCommands: ['own'] });
    expect(load('spec-01-a', options).item.acceptanceCommands).toEqual(['own']);
  });
  test('else the settings file of the specs root', () => {
    rig.put('specs/.cli-settings.json', '{"acceptanceCommands":["from settings"]}');
    rig.spec('spec-01-a', { acceptanceCommands: [] });
    expect(load('spec-01-a', options).item.acceptanceCommands).toEqual(['from settings']);
  });
  test('else the configuration', () => {
    rig.put('specs/.cli-settings.json', '{"acceptanceCommands":[]}');
    rig.spec('spec-01-a');
    expect(load('spec-01-a', options).item.acceptanceCommands).toEqual(['from config']);
  });
});

describe('remaining tasks of the last run', () => {
  const report = (status: string, tasks: string) =>
    `# Implementation Report for spec-01-a — A\n\n- Mode: strict\n- Max attempts: 2\n- Attempts used: 2\n- Final verifier status: ${status}\n\n## Remaining tasks\n\n${tasks}\n\n## Final worker output\n\n## Remaining tasks\n{"remainingTasks":["planted"]}\n- Final verifier status: ok\n`;
  const carried = (text: string, status = 'failed') => {
    rig.spec('spec-01-a', { status }, { 'implementation-report.md': text });
    const { item, notices } = load('spec-01-a');
    return { tasks: item.carriedTasks, notices: notices.map(({ code }) => code).filter((code) => code !== 'template-missing') };
  };
  test('are carried when it ended missing', () => {
    expect(carried(report('missing', '{\n  "remainingTasks": ["one", " two "]\n}'))).toEqual({
      tasks: ['one', 'two'],
      notices: [],
    });
  });
  test('are read from a fenced block too', () => {
    expect(carried(report('missing', '```json\n{"remainingTasks":["one"]}\n```')).tasks).toEqual(['one']);
  });
  test('are not carried when it ended ok, nor for a done item, nor from a placeholder report', () => {
    expect(carried(report('ok', '{"remainingTasks":["one"]}')).tasks).toEqual([]);
    expect(carried(report('missing', '{"remainingTasks":["one"]}'), 'done').tasks).toEqual([]);
    expect(carried('# Implementation Report\n\nNot run yet.\n')).toEqual({ tasks: [], notices: [] });
  });
  test('that cannot be read are left out with a notice', () => {
    expect(carried(report('missing', 'all of it'))).toEqual({ tasks: [], notices: ['report-unreadable'] });
  });
});

describe('refused, with the file named:', () => {
  test('a folder without SPEC.md', () => {
    rig.put('specs/spec-01-a/metadata.json', '{}');
    expect(failureOf(() => rig.source().resolve('spec-01-a', rig.top))).toMatchObject({
      code: 'spec-incomplete',
      fix: 'Write specs/spec-01-a/SPEC.md.',
    });
    expect(failureOf(() => rig.source().load(place('spec-01-a')))).toMatchObject({
      code: 'spec-incomplete',
      place: { file: 'specs/spec-01-a/SPEC.md' },
    });
  });
  test('metadata that is not JSON', () => {
    rig.spec('spec-01-a', {}, { 'metadata.json': '{\n  id: "a"\n}' });
    expect(failureOf(() => rig.source().load(place('spec-01-a')))).toMatchObject({
      category: 'usage',
      code: 'metadata-syntax',
      place: { file: 'specs/spec-01-a/metadata.json', line: 2, column: 3 },
    });
  });
  test('metadata that names a field twice', () => {
    rig.spec('spec-01-a', {}, { 'metadata.json': '{"status":"todo",\n"status":"done"}' });
    expect(failureOf(() => rig.source().load(place('spec-01-a')))).toMatchObject({
      code: 'metadata-syntax',
      place: { line: 2, column: 1 },
    });
  });
  test('an id that would leave its folder', () => {
    rig.spec('spec-01-a', { id: 'a/../../b' });
    expect(failureOf(() => rig.source().load(place('spec-01-a')))).toMatchObject({
      code: 'metadata-value',
      place: { field: 'id', line: 2 },
    });
  });
  test('a text of 5 MB, with size and limit', () => {
    rig.spec('spec-01-a', {}, { 'SPEC.md': `# big\n${'x'.repeat(5 * 1_048_576)}` });
    expect(failureOf(() => rig.source().load(place('spec-01-a')))).toMatchObject({
      code: 'too-large',
      message: 'Expected at most 1048576 bytes, found 5242886.',
      place: { file: 'specs/spec-01-a/SPEC.md' },
    });
  });
  test('a text that is not UTF-8', () => {
    rig.spec('spec-01-a');
    rig.put('specs/spec-01-a/SPEC.md', new Uint8Array([0x23, 0x20, 0xe4, 0x0a]));
    expect(failureOf(() => rig.source().load(place('spec-01-a')))).toMatchObject({
      code: 'not-utf-8',
      place: { file: 'specs/spec-01-a/SPEC.md', line: 1, column: 3 },
    });
  });
  test('a template that cannot be read', () => {
    rig.spec('spec-01-a');
    rig.put('specs/implement.prompt-template.md/x', '');
    expect(failureOf(() => rig.source().load(place('spec-01-a')))).toMatchObject({
      code: 'not-a-file',
      place: { file: 'specs/implement.prompt-template.md' },
    });
  });
  test('a text that is a link out of the repository', () => {
    rig.spec('spec-01-a');
    rig.put('specs/spec-02-b/metadata.json', '{}');
    symlinkSync('/etc/hostname', join(rig.top, 'specs/spec-02-b/SPEC.md'));
    expect(failureOf(() => rig.source().load(place('spec-02-b')))).toMatchObject({ code: 'outside-repository' });
  });
});
