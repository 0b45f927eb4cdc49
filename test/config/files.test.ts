import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { editConfig } from '../../runtime/config/edit.ts';
import { loadConfig, needsInitialization } from '../../runtime/config/load.ts';
import { setConfig } from '../../runtime/config/write.ts';
import { OkstraError } from '../../runtime/model/failure.ts';

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'okstra-config-'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const put = (path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), content);
};
const load = (env: Record<string, string> = {}) => loadConfig({ repoTop: top, env, okstraHome: join(top, 'home') });
const failureOf = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OkstraError)) throw new Error(`expected an OkstraError, found ${String(error)}`);
  return error.failure;
};

describe('loading', () => {
  test('an empty repository needs no file at all', async () => {
    const config = await load();
    expect(config.settings.run.maxAttempts).toBe(2);
    expect(config.file).toBeUndefined();
    expect(config.notices).toEqual([]);
  });

  test('okstra.yaml is read, and helm.config.json beside it is not', async () => {
    put('okstra.yaml', 'run: { maxAttempts: 5 }\n');
    put('helm.config.json', '{"mode":"parallel"}');
    const config = await load();
    expect(config.settings.run).toMatchObject({ maxAttempts: 5, mode: 'strict' });
    expect(config.file).toBe(join(top, 'okstra.yaml'));
    expect(config.notices).toEqual([]);
  });

  test('helm.config.json is read when there is no okstra.yaml, and named', async () => {
    put('helm.config.json', '{"mode":"parallel"}');
    put('specs/.cli-settings.json', '{"mode":"strict"}');
    const config = await load();
    expect(config.settings.run.mode).toBe('parallel');
    expect(config.file).toBe(join(top, 'helm.config.json'));
    expect(config.notices).toEqual([
      {
        code: 'legacy-config',
        message: 'There is no okstra.yaml; settings come from helm.config.json.',
        fix: 'okstra init writes okstra.yaml from it.',
      },
    ]);
  });

  test('.cli-settings.json of the specs root is the last resort', async () => {
    put('docs/specs/.cli-settings.json', '{"defaultMaxAttempts":3}');
    const config = await load();
    expect(config.settings.run.maxAttempts).toBe(3);
    expect(config.values.find(({ key }) => key === 'run.maxAttempts')?.origin).toEqual({
      kind: 'legacy',
      name: 'docs/specs/.cli-settings.json:1',
    });
  });

  test('problems of all files come in one error', async () => {
    put('okstra.yaml', 'run: { mode: fast }\n');
    put('home/config.yaml', 'roles: {}\n');
    const failure = await failureOf(load({ MAX_ATTEMPTS: 'x' }));
    expect(failure.code).toBe('config-invalid');
    expect(failure.message.split('\n')).toHaveLength(4);
    expect(failure.message).toContain('okstra.yaml:1:14 (run.mode): Expected one of strict, parallel, found "fast".');
    expect(failure.details?.['problems']).toHaveLength(3);
  });

  test('bytes that are not UTF-8 are refused with their line', async () => {
    put('okstra.yaml', new Uint8Array([...Buffer.from('project: a\nrun: '), 0xff, 0xfe]));
    expect(await failureOf(load())).toMatchObject({ code: 'not-utf-8', place: { file: 'okstra.yaml', line: 2, column: 6 } });
  });

  test('a folder named okstra.yaml is refused', async () => {
    put('okstra.yaml/x', '');
    expect(await failureOf(load())).toMatchObject({ code: 'unreadable' });
  });

  test('the parser is loaded only when there is something to parse', () => {
    const script = `
      import { registerHooks } from 'node:module';
      const asked = [];
      registerHooks({ resolve: (name, context, next) => (asked.push(name), next(name, context)) });
      const { loadConfig } = await import(${JSON.stringify(new URL('../../runtime/config/load.ts', import.meta.url).href)});
      await loadConfig({ repoTop: ${JSON.stringify(top)}, env: {} });
      console.log(asked.includes('yaml'));
    `;
    const run = () => execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trim();
    expect(run()).toBe('false');
    put('okstra.yaml', 'run: { mode: strict }');
    expect(run()).toBe('true');
  });
});

describe('needing initialisation', () => {
  test('is said with its reason', async () => {
    expect(await needsInitialization(top)).toMatchObject({ needed: true, reason: 'config-missing' });
    put('helm.config.json', '{"initialized":false}');
    expect(await needsInitialization(top)).toMatchObject({ needed: true, reason: 'not-initialized' });
    put('helm.config.json', '{"initialized":true}');
    expect(await needsInitialization(top)).toMatchObject({ needed: true, reason: 'specs-root-missing' });
    mkdirSync(join(top, 'specs'));
    expect(await needsInitialization(top)).toEqual({ needed: false });
  });

  test('writes nothing', async () => {
    await needsInitialization(top);
    expect(readdirSync(top)).toEqual([]);
  });
});

describe('setting a value', () => {
  const file = () => join(top, 'okstra.yaml');
  const TEXT = `# our pipeline
run:   # limits
    mode:    strict   # do not change
    maxAttempts: 2 # two is plenty

roles: {executor: claude,   verifiers: [ codex ]}   # who
`;

  test('changes only its own characters', () => {
    put('okstra.yaml', TEXT);
    setConfig(file(), 'run.maxAttempts', '3');
    setConfig(file(), 'roles.verifiers', '[codex, gemini]');
    expect(readFileSync(file(), 'utf8')).toBe(
      TEXT.replace('maxAttempts: 2', 'maxAttempts: 3').replace('[ codex ]', '[ codex, gemini ]'),
    );
  });

  test('adds a key that is not there yet and keeps every comment', () => {
    put('okstra.yaml', TEXT);
    setConfig(file(), 'run.timeout', '30m');
    setConfig(file(), 'agents.codex.model', 'gpt-5.5');
    const text = readFileSync(file(), 'utf8');
    for (const comment of TEXT.match(/#.*/g) ?? []) expect(text).toContain(comment);
    expect(parse(text)).toMatchObject({
      run: { mode: 'strict', maxAttempts: 2, timeout: '30m' },
      agents: { codex: { model: 'gpt-5.5' } },
    });
  });

  test('null removes a key', () => {
    put('okstra.yaml', TEXT);
    setConfig(file(), 'run.maxAttempts', 'null');
    expect(parse(readFileSync(file(), 'utf8'))).toEqual({
      run: { mode: 'strict' },
      roles: { executor: 'claude', verifiers: ['codex'] },
    });
  });

  test('creates the file', () => {
    setConfig(file(), 'report.language', 'ko');
    expect(parse(readFileSync(file(), 'utf8'))).toEqual({ report: { language: 'ko' } });
  });

  test.each([
    ['run.maxAttemps', '3', 'Write run.maxAttempts.'],
    ['run.mode', 'fast', 'Expected one of strict, parallel, found "fast".'],
    ['run.timeout', '60', 'Write the unit: 60s or 60m.'],
    ['agents.codex.effort', 'hihg', 'Write high.'],
    ['run..mode', 'strict', 'a dotted key'],
    ['roles.verifiers', '[codex', 'a YAML value'],
  ])('%s = %s is refused and nothing is written', (key, value, words) => {
    put('okstra.yaml', TEXT);
    let failure: unknown;
    try {
      setConfig(file(), key, value);
    } catch (error) {
      failure = error instanceof OkstraError ? error.failure : error;
    }
    expect(JSON.stringify(failure)).toContain(JSON.stringify(words).slice(1, -1));
    expect(readFileSync(file(), 'utf8')).toBe(TEXT);
    expect(readdirSync(top)).toEqual(['okstra.yaml']);
  });

  test('any whole number put in anywhere in a commented file is read back, and the rest means the same', () => {
    const keys = fc.constantFrom('run.maxAttempts', 'run.budgetTokens', 'convergence.maxRounds');
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 3 }), (key, value) => {
        const result = editConfig(TEXT, { key, value: String(value) }, 'okstra.yaml');
        if (!result.ok) throw new Error(JSON.stringify(result.failure));
        const [section = '', name = ''] = key.split('.');
        const before = parse(TEXT) as Record<string, Record<string, unknown>>;
        expect(parse(result.value)).toEqual({ ...before, [section]: { ...before[section], [name]: value } });
      }),
      { numRuns: 40 },
    );
  });
});
