import { readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder } from '../git/scratch.ts';
import type { Json } from '../sources/frd/build.ts';
import { filesOfSet, folder, frd, indexOf, task, text } from '../sources/frd/build.ts';
import { repository } from '../support/program.ts';
import { okstra } from './okstra.ts';

const SET = 'specs/frds';

/** `[level, code, rule, file:line:column, field]` of each issue. */
async function issuesIn(dir: string, path = SET): Promise<readonly unknown[]> {
  const { json, exitCode } = await okstra(dir, 'validate', path, '--json');
  expect(exitCode).toBe(json.issues.length === 0 ? 0 : 1);
  return json.issues.map((issue: Json) => [
    issue.level,
    issue.code,
    issue.rule,
    `${String(issue.path).slice(dir.length + 1)}:${issue.line}:${issue.column}`,
    issue.field,
  ]);
}

const firstOf = async (files: Record<string, string>): Promise<unknown> => (await issuesIn(folder(files)))[0];

test('a set without problems is named file by file, exit code 0', async () => {
  const dir = folder(filesOfSet([frd(1), frd(2, [{}], { dependencies: ['FRD-001'] })]));
  const { exitCode, json } = await okstra(dir, 'validate', SET, '--json');
  expect(exitCode).toBe(0);
  expect(json.files.map(({ kind }: Json) => kind)).toEqual(['frd-set', 'frd', 'frd']);
  expect(json.issues).toEqual([]);
  expect((await okstra(dir, 'validate', SET)).stdout).toBe(
    'specs/frds: ok (frd-set)\nspecs/frds/frd-001-feature.json: ok (frd)\nspecs/frds/frd-002-feature.json: ok (frd)\n',
  );
});

test('a mixed batch names every problem with code, path, line and column', async () => {
  const broken = text(frd(2)).replace('"priority": 1', '"priority": 17');
  const dir = folder({
    ...filesOfSet([frd(1), frd(2), frd(3), frd(4, [{ needs: ['FRD-009-T1'] }])]),
    'specs/frds/frd-002-feature.json': broken,
    'specs/frds/frd-003-feature.json': '{\n  "metadata": {},\n}\n',
    'specs/frds/frd-007-loose.json': text(frd(7)),
  });
  expect(await issuesIn(dir)).toEqual([
    ['run', 'VALIDATION_ERROR', 'frd-unknown-dependency', 'specs/frds/frd-004-feature.json:24:9', '/majorTasks/0/dependencies/0'],
    ['file', 'VALIDATION_ERROR', 'frd-value', 'specs/frds/frd-002-feature.json:7:17', '/metadata/priority'],
    ['file', 'PARSE_ERROR', 'frd-syntax', 'specs/frds/frd-003-feature.json:3:1', null],
    ['file', 'VALIDATION_ERROR', 'frd-not-indexed', 'specs/frds/frd-007-loose.json:1:1', null],
  ]);
  const { stdout } = await okstra(dir, 'validate', SET, 'okstra.yaml');
  expect(stdout).toContain(
    'specs/frds/frd-003-feature.json:3:1: PARSE_ERROR frd-syntax: Expected a name in double quotes, found "}".\nfix: Correct the JSON at that place.',
  );
  // Neither the set nor a document that it finds fault with.
  expect(stdout.match(/^.*: ok .*$/gm)).toEqual(['specs/frds/frd-001-feature.json: ok (frd)']);
});

describe('a document is refused', () => {
  test.each<[string, string, (document: Json) => void]>([
    ['with a member that nothing knows', '/metadata/owner', (d) => (d.metadata.owner = 'me')],
    ['with a member too many in a task', '/majorTasks/0/estimate', (d) => (d.majorTasks[0].estimate = 3)],
    ['without spec references', '/metadata/specReferences', (d) => (d.metadata.specReferences = [])],
    ['with a day that is none', '/metadata/updatedAt', (d) => (d.metadata.updatedAt = '2031-02-30')],
    ['with a status of its own', '/majorTasks/0/status', (d) => (d.majorTasks[0].status = 'done')],
    ['without tasks', '/majorTasks', (d) => (d.majorTasks = [])],
    ['without subtasks', '/majorTasks/0/subtasks', (d) => (d.majorTasks[0].subtasks = [])],
    ['without verification', '/majorTasks/0/verification', (d) => (d.majorTasks[0].verification = [])],
    ['with neither tests nor a reason', '/majorTasks/0', (d) => delete d.majorTasks[0].testOmissionReason],
    [
      'with tests and a reason for none',
      '/majorTasks/0',
      (d) =>
        (d.majorTasks[0].testRequirements = [
          {
            testRequirementId: 'FRD-001-T1-TR1',
            type: 'unit',
            description: 'd',
            scenarios: [{ scenarioId: 'FRD-001-T1-TR1-S1', type: 'success', description: 'd', expectedOutcome: 'o' }],
          },
        ]),
    ],
    [
      'with a path that climbs',
      '/majorTasks/0/subtasks/0/filesToCreate/0',
      (d) => (d.majorTasks[0].subtasks[0].filesToCreate = ['../x']),
    ],
    ['with an id that climbs', '/majorTasks/0/taskId', (d) => (d.majorTasks[0].taskId = 'FRD-001-T1/../x')],
    ['with the task of another document', '/majorTasks/0/taskId', (d) => (d.majorTasks[0].taskId = 'FRD-002-T1')],
    [
      'with the subtask of another task',
      '/majorTasks/0/subtasks/0/subtaskId',
      (d) => (d.majorTasks[0].subtasks[0].subtaskId = 'FRD-001-T2-S1'),
    ],
    ['with an id that comes twice', '/majorTasks/1/taskId', (d) => d.majorTasks.push(task('FRD-001-T1'))],
    ['with the id of another file', '/metadata/frdId', (d) => (d.metadata.frdId = 'FRD-002')],
    [
      'with an unknown kind of verification',
      '/majorTasks/0/verification/0/type',
      (d) => (d.majorTasks[0].verification[0].type = 'guess'),
    ],
  ])('%s', async (_what, field, change) => {
    const document = frd(1);
    change(document);
    const files = { ...filesOfSet([frd(1)]), 'specs/frds/frd-001-feature.json': text(document) };
    const [issue] = (await issuesIn(folder(files))) as readonly (readonly unknown[])[];
    expect(issue?.[1]).toBe('VALIDATION_ERROR');
    expect(issue?.[4]).toBe(field);
    expect(issue?.[3]).toMatch(/^specs\/frds\/frd-001-feature\.json:\d+:\d+$/);
  });
});

describe('a set is refused', () => {
  test('without an index', async () => {
    const { 'specs/frds/index.json': _, ...files } = filesOfSet([frd(1)]);
    expect(await firstOf(files)).toEqual([
      'run',
      'VALIDATION_ERROR',
      'frd-index-missing',
      'specs/frds/index.json:null:null',
      null,
    ]);
  });

  test('whose index names a missing file, another document, a file twice, or leads out of the repository', async () => {
    const index = indexOf([frd(1), frd(2), frd(3), frd(4), frd(1)]);
    index.frds[1].path = 'specs/frds/frd-002-gone.json';
    index.frds[2].path = 'specs/frds/frd-001-feature.json';
    index.frds[3].path = '../frd-004-feature.json';
    const issues = (await issuesIn(folder(filesOfSet([frd(1)], index)))) as readonly (readonly unknown[])[];
    expect(issues.map(([, , rule, place, field]) => [rule, String(place).split(':')[0], field])).toEqual([
      ['frd-value', 'specs/frds/index.json', '/frds/3/path'],
      ['frd-file-missing', 'specs/frds/index.json', '/frds/1/path'],
      ['frd-duplicate-id', 'specs/frds/index.json', '/frds/2/path'],
      ['frd-path', 'specs/frds/index.json', '/frds/3/path'],
      ['frd-duplicate-id', 'specs/frds/index.json', '/frds/4/frdId'],
    ]);
  });

  test('whose dependencies go round over files, by the documents too', async () => {
    const first = frd(1, [{}], { dependencies: ['FRD-002'] });
    const second = frd(2, [{ needs: ['FRD-001-T1'] }]);
    const { json } = await okstra(folder(filesOfSet([first, second])), 'validate', SET, '--json');
    expect(json.issues).toMatchObject([{ level: 'run', rule: 'frd-dependency-cycle', line: expect.any(Number) }]);
    expect(json.issues[0].message).toContain('FRD-001-T1 → FRD-002 → FRD-002-T1 → FRD-001-T1');
  });

  test('with a file of 20 MB, one that is no text, and one that leads out by a link', async () => {
    const dir = folder(filesOfSet([frd(1), frd(2), frd(3)]));
    writeFileSync(join(dir, SET, 'frd-001-feature.json'), `${' '.repeat(20 * 1024 * 1024)}{}`);
    writeFileSync(join(dir, SET, 'frd-002-feature.json'), Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    const outside = join(emptyFolder(), 'frd-003.json');
    writeFileSync(outside, text(frd(3)));
    unlinkSync(join(dir, SET, 'frd-003-feature.json'));
    symlinkSync(outside, join(dir, SET, 'frd-003-feature.json'));
    const issues = (await issuesIn(dir)) as readonly (readonly unknown[])[];
    expect(issues.map(([level, code, rule]) => [level, code, rule])).toEqual([
      ['file', 'PARSE_ERROR', 'too-large'],
      ['file', 'PARSE_ERROR', 'not-utf-8'],
      ['file', 'PARSE_ERROR', 'outside-repository'],
    ]);
  });
});

test('a byte order mark, Windows line ends and paths beside the index are understood', async () => {
  const index = indexOf([frd(1)]);
  index.frds[0].path = 'frd-001-feature.json';
  const files = filesOfSet([frd(1)], index);
  const dir = folder(
    Object.fromEntries(Object.entries(files).map(([name, body]) => [name, `\uFEFF${body.replaceAll('\n', '\r\n')}`])),
  );
  expect(await issuesIn(dir)).toEqual([]);
});

describe("a repository's own schema", () => {
  const own = (schema: Json): Record<string, string> => ({
    ...filesOfSet([frd(1, [{}], { team: 'core' })], indexOf([frd(1)], { schemaPath: 'specs/frds/frd-schema.json' })),
    'specs/frds/frd-schema.json': text(schema),
  });
  const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

  test('is the one that documents are checked against', async () => {
    const open = { $schema: DRAFT, type: 'object', properties: { metadata: { type: 'object' } }, required: ['metadata'] };
    expect(await issuesIn(folder(own(open)))).toEqual([]);
    const strict = {
      ...open,
      properties: { metadata: { type: 'object', properties: { team: { type: 'string', enum: ['web'] } } } },
    };
    expect(await firstOf(own(strict))).toMatchObject({ 2: 'frd-value', 4: '/metadata/team' });
  });

  test('that asks for less than a run needs does not let it pass', async () => {
    const files = own({ $schema: DRAFT, type: 'object' });
    files['specs/frds/frd-001-feature.json'] =
      '{ "metadata": { "frdId": "FRD-001", "status": "not_started" }, "majorTasks": [{}] }';
    const issues = (await issuesIn(folder(files))) as readonly (readonly unknown[])[];
    expect(issues.map(([, , , , field]) => field)).toEqual([
      '/majorTasks/0/taskId',
      '/majorTasks/0/prLevel',
      '/majorTasks/0/status',
    ]);
  });

  test('that is a copy of the shipped one counts as that', async () => {
    const copy = readFileSync(join(repository, 'schemas/frd.schema.json'), 'utf8');
    const files = filesOfSet([frd(1)]);
    expect(await issuesIn(folder({ ...files, 'specs/frds/frd-schema.json': copy }))).toEqual([]);
  });

  test.each([
    ['refers to an address', { $schema: DRAFT, $ref: 'https://example.com/frd.json' }, 3],
    ['refers to another file', { $schema: DRAFT, properties: { metadata: { $ref: 'meta.json#/x' } } }, 5],
    ['has a keyword that is none', { $schema: DRAFT, type: 'object', propertees: {} }, 1],
    ['is of another draft', { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' }, 1],
  ])('that %s is an issue of the run, and nothing is fetched', async (_what, schema, line) => {
    const [issue] = (await issuesIn(folder(own(schema)))) as readonly (readonly unknown[])[];
    expect(issue?.slice(0, 3)).toEqual(['run', 'SCHEMA_ERROR', 'frd-schema']);
    expect(issue?.[3]).toMatch(new RegExp(`^specs/frds/frd-schema\\.json:${line}:`));
  });

  test('that is named and missing is an issue of the run', async () => {
    const files = filesOfSet([frd(1)], indexOf([frd(1)], { schemaPath: 'specs/frds/other.json' }));
    expect(await firstOf(files)).toEqual(['run', 'SCHEMA_ERROR', 'frd-schema', 'specs/frds/index.json:14:17', '/schemaPath']);
  });
});

test('single files are checked too, by the schema that lies beside them', async () => {
  const bad = frd(2);
  bad.metadata.priority = 0;
  const dir = folder({
    ...filesOfSet([frd(1)]),
    'specs/frds/frd-002-feature.json': text(bad),
    'specs/frds/frd-schema.json': '{ "$ref": "https://example.com/x" }',
  });
  const files = ['frd-001-feature.json', 'frd-002-feature.json', 'index.json', 'frd-schema.json'].map((name) => `${SET}/${name}`);
  const { json, exitCode } = await okstra(dir, 'validate', ...files, '--json');
  expect(exitCode).toBe(1);
  expect(json.files.map(({ kind, problems }: Json) => [kind, problems.map(({ code }: Json) => code)])).toEqual([
    ['frd', ['frd-schema']],
    ['frd', ['frd-schema', 'frd-value']],
    ['frd-index', []],
    ['frd-schema', ['frd-schema']],
  ]);
});

test('a run summary is checked by its schema', async () => {
  const dir = folder({ 'RUN_SUMMARY.json': '{ "selectedBundleTaskIds": ["FRD-1"] }' });
  const { json, exitCode } = await okstra(dir, 'validate', 'RUN_SUMMARY.json', '--json');
  expect(exitCode).toBe(1);
  expect(json.files[0].kind).toBe('run-summary');
  expect(json.files[0].problems.map(({ place }: Json) => place.field)).toContain('/selectedBundleTaskIds/0');
});
