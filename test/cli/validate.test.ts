import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assembleReport, serialiseReport } from '../../runtime/report/index.ts';
import { emptyFolder, write } from '../git/scratch.ts';
import { accepted } from '../report/story.ts';
import { repository } from '../support/program.ts';
import { okstra } from './okstra.ts';

const REPORT = serialiseReport(assembleReport(accepted().input()));
const ANSWER = { tree: 'abc', verdict: 'pass', criteria: [{ id: 'SPEC', status: 'met', evidence: 'read it' }], findings: [] };

function folder(files: Readonly<Record<string, string>>): string {
  const dir = emptyFolder();
  write(dir, files);
  return dir;
}

const changed = (text: string, from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

test('files without problems are named with their kind, exit code 0', async () => {
  const profile = readFileSync(join(repository, 'prompts/base.md'), 'utf8');
  const template = readFileSync(join(repository, 'prompts/item-spec-executor.md'), 'utf8');
  const dir = folder({
    'okstra.yaml': 'run: { maxAttempts: 3 }\nroles: { executor: mine }\n',
    'config.yaml': 'ui: { progress: plain }\n',
    'helm.config.json': '{"specsRoot": "specs", "initialized": true}',
    'data.json': REPORT,
    'report-copy.json': REPORT,
    'specs/spec-01-a/metadata.json': '{"id": "spec-01-a", "status": "todo", "owner": "me"}',
    'answer.json': JSON.stringify(ANSWER),
    'prompts/base.md': profile,
    'prompts/prompt-chains.json': '{ "version": 1, "chains": [{ "id": "a", "parts": ["base.md"] }] }',
    'specs/implement.prompt-template.md': template,
  });
  const kinds = {
    'okstra.yaml': 'config',
    'config.yaml': 'user-config',
    'helm.config.json': 'legacy-config',
    'data.json': 'report',
    'report-copy.json': 'report',
    'specs/spec-01-a/metadata.json': 'spec-metadata',
    'answer.json': 'verifier-answer',
    'prompts/base.md': 'profile',
    'prompts/prompt-chains.json': 'prompt-chains',
    'specs/implement.prompt-template.md': 'executor-template',
  };
  const { exitCode, json } = await okstra(dir, 'validate', ...Object.keys(kinds), '--json');
  expect(json).toEqual({
    ok: true,
    exitCode: 0,
    files: Object.entries(kinds).map(([file, kind]) => ({ file: join(dir, file), kind, problems: [] })),
  });
  expect(exitCode).toBe(0);
  expect((await okstra(dir, 'validate', 'okstra.yaml')).stdout).toBe('okstra.yaml: ok (config)\n');
});

test('a data.json without run fails with the place', async () => {
  const { run: _run, ...rest } = JSON.parse(REPORT);
  const dir = folder({ 'data.json': JSON.stringify(rest, null, 2) });
  const { exitCode, stdout } = await okstra(dir, 'validate', 'data.json');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^data\.json:1:1 \(\/run\): report-missing-key: Expected the key "run", found the keys .*\nfix: \S/);
});

test('a data.json with the verdict "maybe" fails with the place', async () => {
  const text = changed(REPORT, '"verdict": "pass"', '"verdict": "maybe"');
  const line = text.slice(0, text.indexOf('"maybe"')).split('\n').length;
  const dir = folder({ 'data.json': text });
  const { exitCode, json } = await okstra(dir, 'validate', 'data.json', '--json');
  expect(exitCode).toBe(1);
  expect(json.files[0].problems).toMatchObject([
    { code: 'report-value', place: { file: 'data.json', line, field: '/run/verdict' } },
  ]);
});

test.each([
  [
    'okstra.yaml',
    'run:\n  mod: strict\n',
    /^okstra\.yaml:2:3 \(run\.mod\): config-unknown-key: .*found "mod".\nfix: Write mode\./,
  ],
  ['okstra.yaml', 'run: [\n', /^okstra\.yaml:\d+:\d+: config-syntax: Expected valid YAML/],
  [
    'okstra.yaml',
    'agents:\n  me: { driver: codex-cli, effort: huge }\n',
    /^okstra\.yaml:2 \(agents\.me\.effort\): config-effort: /,
  ],
  ['config.yaml', 'run: { mode: strict }\n', /^config\.yaml:1:1 \(run\): config-not-personal: /],
  [
    'metadata.json',
    '{\n  "id": "../up",\n  "status": "doen"\n}',
    /^metadata\.json:2:\d+ \(\/id\): metadata-value: [^]*metadata\.json:3:\d+ \(\/status\): metadata-value: Expected one of todo, .*found "doen"\.\nfix: Write "done"\./,
  ],
  ['metadata.json', '{"id": "a",}', /^metadata\.json:1:\d+: metadata-syntax: /],
  ['metadata.json', '{"id": "a", "id": "b"}', /^metadata\.json:1:\d+: metadata-syntax: /],
  [
    'answer.json',
    '{\n "tree": "t",\n "verdict": "maybe",\n "criteria": [],\n "findings": [{}]\n}',
    /^answer\.json:3:\d+ \(\/verdict\): answer-value: [^]*answer\.json:5:\d+ \(\/findings\/0\/claim\): answer-value: Expected the key "claim", found none\.\nfix: Add "claim"\./,
  ],
  [
    'mine.md',
    '---\n{ "id": "Mine", "kind": "overlay", "appliesWhen": ["always"], "priority": 1 }\n---\nText\n',
    /^mine\.md:2:\d+ .*: profile-field: /,
  ],
  [
    'prompt-chains.json',
    '{ "version": 1,\n "chain": [] }',
    /^prompt-chains\.json:1:1: chains-field: [^]*prompt-chains\.json:2:\d+ \(\/chain\): chains-field: /,
  ],
  ['implement.prompt-template.md', '# {{SPEC_NAMES}}\n', /^implement\.prompt-template\.md:1:\d+.*SPEC_NAMES/],
])('%s: %j is told with file, line, column, code and fix', async (name, text, expected) => {
  const { exitCode, stdout, stderr } = await okstra(folder({ [name]: text }), 'validate', name);
  expect(stdout).toMatch(expected);
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
});

test('a file that cannot be read or recognised ends with 2; the others are checked all the same', async () => {
  const dir = folder({
    'okstra.yaml': 'run: { mod: strict }\n',
    'notes.txt': 'hello',
    'some.json': '{"a": 1}',
    'bytes.yaml': '',
  });
  write(dir, { 'folder/x': 'x' });
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(dir, 'bytes.yaml'), Buffer.from([0x61, 0xff, 0xfe]));
  const { exitCode, json } = await okstra(
    dir,
    'validate',
    'okstra.yaml',
    'notes.txt',
    'some.json',
    'gone.yaml',
    'folder',
    'bytes.yaml',
    '--json',
  );
  expect(exitCode).toBe(2);
  expect(json).toMatchObject({ ok: false, exitCode: 2 });
  expect(
    json.files.map((file: { problems: readonly { code: string }[] }) => file.problems.map((problem) => problem.code)),
  ).toEqual([
    ['config-unknown-key'],
    ['file-kind-unknown'],
    ['file-kind-unknown'],
    ['file-missing'],
    ['not-a-file'],
    ['not-utf-8'],
  ]);
  for (const file of json.files.slice(1)) expect(file.problems[0].fix, file.file).toMatch(/\S/);
});

test.skipIf(process.getuid?.() === 0)('a file that may not be read ends with 2 and the command that changes it', async () => {
  const dir = folder({ 'okstra.yaml': '' });
  chmodSync(join(dir, 'okstra.yaml'), 0);
  const { exitCode, stdout } = await okstra(dir, 'validate', 'okstra.yaml');
  expect(exitCode).toBe(2);
  expect(stdout).toContain('fix: chmod u+r okstra.yaml');
});

test('without a file it is a usage error', async () => {
  expect(await okstra(emptyFolder(), 'validate', '--json')).toMatchObject({
    exitCode: 2,
    json: { ok: false, error: { code: 'usage-missingArgument' } },
  });
});

test('a task queue is checked row by row, each problem with its line and what to write', async () => {
  const dir = folder({
    'TASKS.md':
      '## Area: A\n### T-001: one\n- **Status**: donne\n### T-002: two\n- **Status**: pending\n- **Dependencies**: T-003\n### T-003: three\n- **Status**: done\n- **Dependencies**: T-002\n',
    'IMPLEMENTATION_PROGRESS.md': '## Fix Tasks\n| ID | Status |\n|---|---|\n| F-001 | open |\n',
    '.spec-manifest.md': '| Spec file |\n|---|\n| the api |\n',
  });
  const end = await okstra(dir, 'validate', 'TASKS.md', 'IMPLEMENTATION_PROGRESS.md', '.spec-manifest.md', '--json');
  expect(end.exitCode).toBe(1);
  const found = end.json.files.map((file: { problems: { code: string; place: { line: number } }[] }) =>
    file.problems.map(({ code, place }) => [code, place.line]),
  );
  expect(found).toEqual([
    [
      ['task-status-unknown', 3],
      ['task-cycle', 4],
      ['task-without-criteria', 4],
      ['task-without-criteria', 7],
    ],
    [['progress-fix', 4]],
    [['manifest-file', 3]],
  ]);
  expect(end.json.files[0].problems[0]).toMatchObject({ fix: 'Write "done".', place: { file: 'TASKS.md' } });
});
