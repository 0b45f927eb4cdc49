import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { emptyFolder, repository, write } from '../git/scratch.ts';
import { okstra } from './okstra.ts';

afterEach(() => {
  delete process.env['MAX_ATTEMPTS'];
});

const YAML = '# ours\nrun:\n  mode: parallel # for now\n  maxAttempts: 4\n';
const project = (yaml = YAML): string => repository({ 'okstra.yaml': yaml });

test('one value is printed with where it comes from', async () => {
  const top = project();
  expect((await okstra(top, 'config', 'get', 'run.mode')).stdout).toBe('run.mode: parallel  # okstra.yaml:3\n');
  const file = join(top, 'okstra.yaml');
  expect((await okstra(top, 'config', 'get', 'run.level', '--json')).json).toEqual({
    ok: true,
    exitCode: 0,
    file,
    key: 'run.level',
    value: 'cross',
    origin: { kind: 'default', name: '' },
  });
  process.env['MAX_ATTEMPTS'] = '7';
  expect((await okstra(top, 'config', 'get', 'run.maxAttempts', '--json')).json).toMatchObject({
    value: 7,
    origin: { kind: 'env', name: 'MAX_ATTEMPTS' },
  });
});

test('without a key all values are printed; a section gives those below it', async () => {
  const top = project();
  const all = (await okstra(top, 'config', 'get', '--json')).json;
  expect(all).toMatchObject({ ok: true, file: join(top, 'okstra.yaml') });
  expect(all.values).toContainEqual({ key: 'run.maxAttempts', value: 4, origin: { kind: 'project', name: 'okstra.yaml:4' } });
  const run = (await okstra(top, 'config', 'get', 'run', '--json')).json;
  expect(run.values.length).toBeGreaterThan(5);
  expect(run.values.every(({ key }: { key: string }) => key.startsWith('run.'))).toBe(true);
  expect((await okstra(repository(), 'config', 'get', '--json')).json.file).toBeNull();
});

test('a known key without a value is not set; an unknown one names the nearest', async () => {
  const top = project();
  expect((await okstra(top, 'config', 'get', 'run.budgetUsd', '--json')).json).toMatchObject({
    ok: true,
    value: null,
    origin: null,
  });
  const unknown = await okstra(top, 'config', 'get', 'run.maxAttempt', '--json');
  expect(unknown).toMatchObject({
    exitCode: 2,
    json: { ok: false, error: { code: 'config-unknown-key', fix: 'okstra config get run.maxAttempts' } },
  });
  for (const key of ['agents.nobody', 'run.', 'frobnicate', 'agents.nobody.modell']) {
    expect(await okstra(top, 'config', 'get', key), key).toMatchObject({ exitCode: 2, stdout: '' });
  }
});

test('set changes one value, keeps the comments, and prints what holds now', async () => {
  const top = project();
  const { exitCode, json } = await okstra(top, 'config', 'set', 'run.maxAttempts', '3', '--json');
  expect(exitCode).toBe(0);
  expect(json).toEqual({
    ok: true,
    exitCode: 0,
    file: join(top, 'okstra.yaml'),
    key: 'run.maxAttempts',
    value: 3,
    origin: { kind: 'project', name: 'okstra.yaml:4' },
  });
  expect(readFileSync(join(top, 'okstra.yaml'), 'utf8')).toBe(YAML.replace('maxAttempts: 4', 'maxAttempts: 3'));
  expect((await okstra(top, 'config', 'set', 'roles.verifiers', '[codex, claude]', '--json')).json.value).toEqual([
    'codex',
    'claude',
  ]);
  expect((await okstra(top, 'config', 'set', 'run.maxAttempts', 'null', '--json')).json).toMatchObject({
    value: 2,
    origin: { kind: 'default' },
  });
});

test('set makes okstra.yaml where there is none', async () => {
  const top = repository();
  expect((await okstra(top, 'config', 'set', 'run.mode', 'parallel')).stdout).toBe('run.mode: parallel  # okstra.yaml:2\n');
  expect(existsSync(join(top, 'okstra.yaml'))).toBe(true);
});

test.each([
  ['an unknown key', 'run.maxAttempt', '3', 'config-unknown-key'],
  ['a value of another type', 'run.maxAttempts', 'many', 'config-type'],
  ['a word that is not allowed', 'run.mode', 'strickt', 'config-value'],
  ['a role for an agent that nobody configured', 'roles.executor', 'nobody', 'config-unknown-agent'],
])('%s is refused and the file stays as it was', async (_what, key, value, code) => {
  const top = project();
  const { exitCode, json, stderr } = await okstra(top, 'config', 'set', key, value, '--json');
  expect(exitCode).toBe(2);
  expect(json).toMatchObject({ ok: false, error: { code } });
  expect(stderr).toMatch(/\nfix: \S/);
  expect(readFileSync(join(top, 'okstra.yaml'), 'utf8')).toBe(YAML);
});

test('a value that something nearer hides is said to have no effect here', async () => {
  const top = project();
  process.env['MAX_ATTEMPTS'] = '7';
  const { json, stderr } = await okstra(top, 'config', 'set', 'run.maxAttempts', '3', '--json');
  expect(json).toMatchObject({ value: 7, origin: { kind: 'env' } });
  expect(stderr).toBe('note: run.maxAttempts stays 7 here: variable MAX_ATTEMPTS wins over okstra.yaml\n');
});

test('settings of an older tool are not hidden by a new okstra.yaml', async () => {
  const top = repository({ 'helm.config.json': '{"specsRoot": "specs", "defaultMaxAttempts": 5}' });
  expect((await okstra(top, 'config', 'get', 'run.maxAttempts', '--json')).json).toMatchObject({
    value: 5,
    origin: { kind: 'legacy' },
  });
  const { exitCode, json } = await okstra(top, 'config', 'set', 'run.mode', 'parallel', '--json');
  expect(exitCode).toBe(2);
  expect(json.error).toMatchObject({ code: 'legacy-config', fix: expect.stringContaining('okstra init --yes') });
  expect(existsSync(join(top, 'okstra.yaml'))).toBe(false);
});

test('outside a repository and with a file that cannot be read it ends with 2', async () => {
  expect(await okstra(emptyFolder(), 'config', 'get', '--json')).toMatchObject({
    exitCode: 2,
    json: { error: { code: 'no-repository' } },
  });
  const top = project();
  write(top, { 'okstra.yaml': 'run: [\n' });
  expect(await okstra(top, 'config', 'set', 'run.mode', 'strict', '--json')).toMatchObject({
    exitCode: 2,
    json: { error: { code: 'config-syntax', place: { file: 'okstra.yaml' } } },
  });
});

test('models that may be named are printed by vendor, with those that were added', async () => {
  const top = project();
  const before = await okstra(top, 'config', 'models');
  expect(before.exitCode).toBe(0);
  expect(before.stdout.split('\n').map((line) => line.split(':')[0])).toEqual(['anthropic', 'openai', 'google', '']);
  expect(await okstra(top, 'config', 'set', 'models.openai', '[house-7b]', '--json')).toMatchObject({
    exitCode: 0,
    json: { key: 'models.openai', value: ['house-7b'] },
  });
  const { json } = await okstra(top, 'config', 'models', '--json');
  expect(json).toMatchObject({ ok: true, added: { openai: ['house-7b'] } });
  expect(json.models.openai).toContain('house-7b');
  expect(json.models.openai).toContain('gpt-5.5');
});

test('a model that may not be named is refused before a run, with the nearest and how to allow it', async () => {
  const top = repository({
    'okstra.yaml': 'roles: { executor: codex, verifiers: [codex] }\n',
    'specs/spec-01-a/SPEC.md': '# A\n',
    'specs/spec-01-a/metadata.json': '{}',
  });
  const run = await okstra(top, 'run', 'spec-01-a', '--dry-run', '--json', '--executor-model', 'gtp-5.5');
  expect(run).toMatchObject({
    exitCode: 2,
    json: {
      error: {
        code: 'model-unknown',
        fix: expect.stringMatching(
          /^Write gpt-5\.5 or .*; or, if there is such a model: okstra config set models\.openai '\["gtp-5\.5"\]'$/,
        ),
      },
    },
  });
});
