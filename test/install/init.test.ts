import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig, needsInitialization } from '../../runtime/config/load.ts';
import { parseConfig } from '../../runtime/config/parse.ts';
import { applyInit, type InitChoices, planInit } from '../../runtime/install/init.ts';
import { proposeChecks } from '../../runtime/install/propose-checks.ts';
import { collectFacts, type RepoFacts } from '../../runtime/install/repo-facts.ts';
import { OkstraError } from '../../runtime/model/failure.ts';
import { ITEM_PLACEHOLDERS, itemTemplateProblems } from '../../runtime/prompts/item-template.ts';
import { openSource } from '../../runtime/sources/index.ts';

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'okstra-init-'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const put = (path: string, content: string): void => {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), content);
};
const read = (path: string): string => readFileSync(join(top, path), 'utf8');
const init = async (choices: InitChoices = {}, agents: readonly string[] = ['codex']) => {
  const plan = planInit(await collectFacts(top, agents), choices);
  return { plan, result: applyInit(top, plan) };
};
const ALL = [
  'okstra.yaml',
  'specs/README.md',
  'specs/implement.prompt-template.md',
  'specs/review.prompt-template.md',
  'specs/specs-breakdown-guide.md',
  'specs/spec-00-example/SPEC.md',
  'specs/spec-00-example/acceptance-checklist.md',
  'specs/spec-00-example/metadata.json',
  'specs/spec-00-example/implementation-report.md',
];

test('nothing is written through a link', async () => {
  mkdirSync(join(top, 'elsewhere'));
  symlinkSync(join(top, 'elsewhere'), join(top, 'specs'));
  const plan = planInit(await collectFacts(top, []));
  expect(() => applyInit(top, plan)).toThrow(/symbolic link/);
  expect(readdirSync(top)).toEqual(['elsewhere', 'specs']);
  expect(readdirSync(join(top, 'elsewhere'))).toEqual([]);
});

test('in an empty repository everything is written, and okstra can work with it', async () => {
  const { plan, result } = await init();
  expect(result).toEqual({ created: ALL, skipped: [] });
  expect(plan.next).toBe('okstra run spec-00-example');
  expect(await needsInitialization(top)).toEqual({ needed: false });
  const { settings } = await loadConfig({ repoTop: top, env: {} });
  expect(settings.run).toMatchObject({ mode: 'strict', maxAttempts: 2, acceptanceCommands: [] });
  const source = openSource('spec-folders', { repoTop: top, project: 'p', acceptanceCommands: [], checkCommands: [] });
  const { item, notices } = source.load(source.resolve('spec-00', top).item);
  expect(notices).toEqual([]);
  expect(item).toMatchObject({ nativeStatus: 'todo', carriedTasks: [], acceptanceCommands: [] });
  expect(item.criteria.map(({ kind }) => kind)).toEqual(['automated', 'automated', 'automated', 'automated', 'manual']);
});

test('run again, it changes nothing and says so', async () => {
  await init();
  put('specs/README.md', 'mine');
  const { plan, result } = await init();
  expect(result).toEqual({ created: [], skipped: ALL });
  expect(plan.notices.map(({ code }) => code)).toEqual(['already-initialized']);
  expect(read('specs/README.md')).toBe('mine');
});

test('files that are there are never overwritten, not even when they appear after the plan was made', async () => {
  put('specs/implement.prompt-template.md', 'mine');
  const plan = planInit(await collectFacts(top, []));
  put('specs/README.md', 'late');
  const result = applyInit(top, plan);
  expect(result.skipped).toEqual(['specs/README.md', 'specs/implement.prompt-template.md']);
  expect([read('specs/implement.prompt-template.md'), read('specs/README.md')]).toEqual(['mine', 'late']);
});

test('an example folder of the same name is left as it is, whatever it lacks', async () => {
  put('specs/spec-00-example/SPEC.md', '# mine');
  await init();
  expect(existsSync(join(top, 'specs/spec-00-example/metadata.json'))).toBe(false);
});

describe('the prompt templates', () => {
  test.each(['strict', 'parallel'] as const)('for mode %s hold its rules and every placeholder, and no other', async (mode) => {
    await init({ mode });
    for (const [role, name] of [
      ['executor', 'implement'],
      ['verifier', 'review'],
    ] as const) {
      const path = `specs/${name}.prompt-template.md`;
      const text = read(path);
      expect(itemTemplateProblems(role, { path, text })).toEqual([]);
      expect([...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, found = '']) => found).toSorted()).toEqual(
        [...ITEM_PLACEHOLDERS[role]].toSorted(),
      );
      expect(text.includes('Others may be working')).toBe(mode === 'parallel');
    }
    expect((await loadConfig({ repoTop: top, env: {} })).settings.run.mode).toBe(mode);
  });
});

describe('the specs root is', () => {
  test('the chosen one', async () => {
    await init({ specsRoot: './work/items/' });
    expect(existsSync(join(top, 'work/items/README.md'))).toBe(true);
    expect((await loadConfig({ repoTop: top, env: {} })).settings.sources.specs).toBe('work/items');
  });
  test('the one that is there', async () => {
    mkdirSync(join(top, 'docs/specs'), { recursive: true });
    expect((await init()).plan.specsRoot).toBe('docs/specs');
  });
  test('the one of okstra.yaml', async () => {
    put('okstra.yaml', 'sources: { specs: here }\nrun: { mode: parallel }\n');
    expect((await init()).plan).toMatchObject({ specsRoot: 'here', mode: 'parallel' });
  });
  test.each(['../x', '/x', '.', ''])('never %j', async (specsRoot) => {
    const facts = await collectFacts(top, []);
    expect(() => planInit(facts, { specsRoot })).toThrow(OkstraError);
  });
});

test('settings of another spec runner are taken over, and its file stays', async () => {
  const legacy = JSON.stringify({
    specsRoot: 'docs/specs',
    mode: 'parallel',
    defaultMaxAttempts: 4,
    acceptanceCommands: ['make "all"'],
    codexRunImpl: { model: 'm1', reasoning: 'high' },
    codexRunVer: { model: 'm2', reasoning: 'low' },
  });
  put('helm.config.json', legacy);
  const { plan } = await init();
  expect(plan.notices.map(({ code }) => code)).toEqual(['legacy-imported']);
  expect(read('helm.config.json')).toBe(legacy);
  const { settings } = await loadConfig({ repoTop: top, env: {} });
  expect(settings.sources.specs).toBe('docs/specs');
  expect(settings.run).toMatchObject({ mode: 'parallel', maxAttempts: 4, acceptanceCommands: ['make "all"'] });
  expect(settings.agents).toMatchObject({
    codex: { model: 'm1', effort: 'high' },
    'codex-review': { model: 'm2', effort: 'low', driver: 'codex-cli' },
  });
  expect(settings.roles).toEqual({ executor: 'codex', verifiers: ['codex-review'], reportWriter: 'none' });
});

test('every key that the written okstra.yaml only mentions is one, with the value it mentions', async () => {
  await init();
  const text = read('okstra.yaml');
  const mentioned = text.replaceAll(/^( *)# (?=(?:[a-zA-Z]+: [[{]|[a-zA-Z]+: \w+ #))/gm, '$1');
  const names = ['level', 'timeout', 'budgetTokens', 'worktree', 'convergence', 'verification', 'followups', 'report', 'git'];
  expect(names.filter((name) => !new RegExp(`^ *${name}:`, 'm').test(mentioned))).toEqual([]);
  expect(parseConfig(mentioned, 'okstra.yaml')).toMatchObject({ ok: true });
});

describe('settings of other tools', () => {
  test('checks of a project.json take the place of proposals of their category; what cannot be one is named', async () => {
    put('package.json', '{ "scripts": { "test": "node --test", "lint": "eslint ." } }');
    const qaCommands = {
      test: [
        { label: 'unit', cmd: 'npm test', language: 'ts' },
        { label: 'unit', cmd: 'npm run slow' },
        { label: 'all', cmd: 'npx vitest -u' },
        { label: 'none' },
      ],
      deploy: [{ cmd: 'true' }],
    };
    put('.project-docs/okstra/project.json', JSON.stringify({ qaCommands }));
    const { plan } = await init();
    const { settings } = await loadConfig({ repoTop: top, env: {} });
    expect(settings.checks.test).toMatchObject([
      { label: 'unit', cmd: 'npm test', language: 'ts' },
      { label: 'unit (2)', cmd: 'npm run slow' },
    ]);
    expect(settings.checks.lint).toMatchObject([{ cmd: 'npm run lint' }]);
    const messages = plan.notices.map(({ message }) => message).join('\n');
    expect(messages).toMatch(/qaCommands\.test\[2\] .*changes what it checks/);
    expect(messages).toMatch(/qaCommands\.test\[3\] .*no cmd/);
    expect(messages).toMatch(/qaCommands\.deploy .*categories are/);
  });

  test('the folder of a task queue and of feature documents is written down, and that they are not run yet is said', async () => {
    put('.clarity-loop.json', '{ "version": 1, "docsRoot": "documents/", "testing": {} }');
    put('documents/specs/TASKS.md', '# Tasks\n');
    put('specs/frds/frd-001-login.json', '{}');
    const { plan } = await init();
    const { settings } = await loadConfig({ repoTop: top, env: {} });
    expect(settings.sources).toMatchObject({ frds: 'specs/frds', tasks: 'documents/specs' });
    expect(plan.notices.map(({ code }) => code)).toEqual(['settings-imported', 'setting-left-out', 'source-not-run']);
    expect(plan.notices[1]?.message).toMatch(/^testing of \.clarity-loop\.json/);
  });

  test.each(['7', '"../elsewhere"', '"/abs"'])('a docsRoot %s gives way to docs, and is told', async (docsRoot) => {
    put('.clarity-loop.json', `{ "docsRoot": ${docsRoot} }`);
    put('docs/specs/TASKS.md', '# Tasks\n');
    const { plan } = await init();
    expect((await loadConfig({ repoTop: top, env: {} })).settings.sources.tasks).toBe('docs/specs');
    expect(plan.notices.find(({ code }) => code === 'setting-unknown')?.message).toContain(`found ${docsRoot}: docs is taken`);
  });

  test.each(['.clarity-loop.json', '.project-docs/okstra/project.json'])('a %s that cannot be read is an error', async (file) => {
    put(file, '{ "a": ');
    await expect(collectFacts(top, [])).rejects.toThrow(/Expected a JSON object/);
  });

  test('are left alone where okstra.yaml is there already', async () => {
    put('okstra.yaml', 'project: mine\n');
    put('.clarity-loop.json', '{');
    expect((await collectFacts(top, [])).imported).toEqual([]);
  });
});

test('a configuration that cannot be read stops it before anything is written', async () => {
  put('okstra.yaml', 'run: [');
  await expect(collectFacts(top, [])).rejects.toThrow(OkstraError);
  expect(existsSync(join(top, 'specs'))).toBe(false);
});

test('a place that cannot be written is named', async () => {
  put('specs/README.md/x', '');
  rmSync(join(top, 'specs'), { recursive: true });
  put('specs', 'a file');
  const plan = planInit({ ...(await collectFacts(top, [])), isTaken: () => false });
  expect(() => applyInit(top, plan)).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ code: 'not-writable', place: { file: 'specs/README.md' } }) }),
  );
});

describe('checks are proposed from', () => {
  const none = { top: new Set<string>(), scripts: {}, pyproject: '', makefile: '' };
  const proposed = (facts: Partial<typeof none>): readonly string[] =>
    Object.entries(proposeChecks({ ...none, ...facts })).flatMap(([kind, list]) => list.map(({ cmd }) => `${kind}: ${cmd}`));
  test.each<[string, Partial<typeof none>, readonly string[]]>([
    [
      'package scripts',
      {
        top: new Set(['package.json']),
        scripts: { test: 'vitest run', lint: 'eslint .', 'type-check': 'tsc', format: 'prettier --write .' },
      },
      ['lint: npm run lint', 'typecheck: npm run type-check', 'test: npm test'],
    ],
    [
      'scripts that only look, where others rewrite files',
      { top: new Set(['package.json']), scripts: { test: 'jest -u', lint: 'eslint --fix .', 'lint:check': 'eslint .' } },
      ['lint: npm run lint:check'],
    ],
    [
      'the package manager of the lockfile',
      { top: new Set(['package.json', 'pnpm-lock.yaml']), scripts: { test: 'x', 'format:check': 'y' } },
      ['format: pnpm run format:check', 'test: pnpm test'],
    ],
    [
      'bun, whose own test runner is another thing',
      { top: new Set(['package.json', 'bun.lock']), scripts: { test: 'x' } },
      ['test: bun run test'],
    ],
    [
      'no script that only fails',
      { top: new Set(['package.json']), scripts: { test: 'echo "Error: no test specified" && exit 1' } },
      [],
    ],
    [
      'a Go module',
      { top: new Set(['go.mod']) },
      ['lint: go vet ./...', 'format: test -z "$(gofmt -l .)"', 'test: go test ./...'],
    ],
    [
      'a Cargo package',
      { top: new Set(['Cargo.toml']) },
      ['format: cargo fmt --check', 'typecheck: cargo check --all-targets', 'test: cargo test'],
    ],
    [
      'a Python project',
      { top: new Set(['pyproject.toml']), pyproject: '[tool.ruff]\n[tool.mypy]\n[tool.pytest.ini_options]\n' },
      ['lint: ruff check .', 'typecheck: mypy .', 'test: python -m pytest'],
    ],
    ['a Makefile, when nothing else tells', { makefile: 'lint := x\ntest: build\n\tgo\n' }, ['test: make test']],
    ['nothing', {}, []],
  ])('%s', (_what, facts, expected) => {
    expect(proposed(facts)).toEqual(expected);
  });
});

test('whatever a repository is called and whatever its scripts, the okstra.yaml written is valid and means what was found', () => {
  const facts: fc.Arbitrary<RepoFacts> = fc.record({
    name: fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
    top: fc.subarray(['package.json', 'go.mod', 'Cargo.toml', 'yarn.lock']).map((names) => new Set(names)),
    scripts: fc.dictionary(fc.constantFrom('test', 'lint', 'typecheck', '__proto__'), fc.string({ minLength: 1 })),
    pyproject: fc.constantFrom('', '[tool.ruff]', 'pytest'),
    makefile: fc.constantFrom('', 'test:\n'),
    agents: fc.subarray(['claude', 'codex', 'gemini']),
    isTaken: fc.constant(() => false),
    imported: fc.constant([]),
    sources: fc.constant([]),
  });
  fc.assert(
    fc.property(facts, (found) => {
      const content = planInit(found).files[0]?.content ?? '';
      const parsed = parseConfig(content, 'okstra.yaml');
      expect(parsed).toMatchObject({
        ok: true,
        value: { config: { project: found.name.trim() === '' ? 'project' : found.name, checks: proposeChecks(found) } },
      });
    }),
    { numRuns: 100 },
  );
});

test('a project name is cut to what the configuration allows', () => {
  const facts: RepoFacts = {
    name: 'x'.repeat(255),
    top: new Set(),
    scripts: {},
    pyproject: '',
    makefile: '',
    agents: [],
    isTaken: () => false,
    imported: [],
    sources: [],
  };
  const parsed = parseConfig(planInit(facts).files[0]?.content ?? '', 'okstra.yaml');
  expect(parsed).toMatchObject({ ok: true, value: { config: { project: 'x'.repeat(100) } } });
});
