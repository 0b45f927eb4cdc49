import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseConfig } from '../../runtime/config/parse.ts';
import type { Failure } from '../../runtime/model/failure.ts';

const failuresOf = (text: string, scope: 'project' | 'user' = 'project'): readonly Failure[] => {
  const result = parseConfig(text, 'okstra.yaml', scope);
  return result.ok ? [] : result.failure;
};
const short = ({ place, message, fix }: Failure): string =>
  `${place?.line ?? '-'}:${place?.column ?? '-'} ${place?.field ?? ''} | ${message}${fix === undefined ? '' : ` | ${fix}`}`;

const EXAMPLE = `
project: shop
sources: { specs: specs, frds: specs/frds, tasks: docs/specs }
agents:
  claude: { driver: claude-cli, model: sonnet }
  codex:  { driver: codex-cli, model: gpt-5.5, effort: high }
  gemini: { driver: gemini-cli, model: auto }
  local:  { driver: openai-api, vendor: qwen, baseUrl: "http://127.0.0.1:11434/v1", keyEnv: LOCAL_KEY, model: qwen3-coder }
  script: { driver: command, vendor: acme, command: [./agent.sh], prompt: stdin }
roles: { executor: claude, verifiers: [codex, gemini], reportWriter: none }
run: { mode: strict, level: cross, maxAttempts: 2, timeout: 60m, silence: 10m, firstResponse: 45s, toolTimeout: 15m, budgetTokens: 5000000 }
convergence: { enabled: true, maxRounds: 2, verificationMode: lightweight }
verification: { requireCrossVendor: false, allowMissing: false }
checks:
  lint:      [{ label: biome, cmd: npx biome check, language: ts }]
  format: []
  typecheck: []
  test:      [{ label: unit, cmd: npm test, network: false, timeout: 10m, cwd: ., env: {} }]
worktree: { setup: [npm ci], copy: [] }
report: { language: en }
git: { hooks: false }
pricing: {}
`;

test('the documented example is valid', () => {
  expect(failuresOf(EXAMPLE)).toEqual([]);
});

test.each(['', '# only a comment\n', '---\n'])('a file without keys (%j) configures nothing', (text) => {
  const result = parseConfig(text, 'okstra.yaml');
  expect(result).toMatchObject({ ok: true, value: { config: {} } });
});

test('every problem is told at once, each with line, column and what was expected', () => {
  const text = [
    'run:',
    '  maxAttemps: 3',
    '  timeout: 60',
    '  mode: strikt',
    'agents:',
    '  codex: { driver: codex_cli }',
    'checks:',
    '  test: [npm test]',
  ].join('\n');
  expect(failuresOf(text).map(short).toSorted()).toEqual(
    [
      '2:3 run.maxAttemps | Expected one of mode, level, maxAttempts, timeout, silence, firstResponse, toolTimeout, outputCap, logCap, maxTime, minFreeDisk, waitQuota, budgetTokens, budgetUsd, reserveTokens, reserveUsd, baselineCache, checkSandbox, acceptanceCommands, found "maxAttemps". | Write maxAttempts.',
      '3:12 run.timeout | Expected a duration such as 90s, 10m or 1h, found 60. | Write the unit: 60s or 60m.',
      '4:9 run.mode | Expected one of strict, parallel, found "strikt". | Write strict.',
      '6:20 agents.codex.driver | Expected one of claude-cli, codex-cli, gemini-cli, anthropic-api, openai-api, gemini-api, command, replay, found "codex_cli". | Write codex-cli.',
      '8:10 checks.test[0] | Expected a check such as { label: unit, cmd: npm test }, found "npm test". | Write { cmd: "npm test" }.',
    ].toSorted(),
  );
});

describe('refused, with its place:', () => {
  test.each([
    ['an unknown section, with the nearest name', 'chekcs: {}', '1:1 chekcs', 'Write checks.'],
    ['a tab as indentation', 'run:\n\tmode: strict', '2:1', 'Indent with spaces.'],
    ['a key given twice', 'run:\n  mode: strict\n  mode: parallel', '3:3', 'Keep one of the two.'],
    ['a second document', 'project: a\n---\nproject: b', '2:', 'Remove the line'],
    ['a list instead of keys', '- a\n', '1:1', 'Expected keys and values, found a list.'],
    ['a bare word instead of keys', 'hello\n', '1:1', 'Expected keys and values, found "hello".'],
    ['a section that is no mapping', 'run: fast', '1:6 run', 'Expected keys and values'],
    ['a duration without unit', 'run: { silence: "10" }', '1:17 run.silence', 'a duration such as'],
    ['a duration of nothing', 'run: { silence: 0m }', '1:17 run.silence', 'a duration such as'],
    ['a duration longer than a timer counts', 'run: { silence: 900h }', '1:17 run.silence', 'at most 596h'],
    ['no attempts', 'run: { maxAttempts: 0 }', '1:21 run.maxAttempts', 'a number of at least 1'],
    ['half an attempt', 'run: { maxAttempts: 1.5 }', '1:21 run.maxAttempts', 'a whole number'],
    ['four rounds', 'convergence: { maxRounds: 4 }', '1:27 convergence.maxRounds', 'a number of at most 3'],
    [
      'a pattern that could be slow',
      'redact: { patterns: ["acme_(a|b)+"] }',
      '1:22 redact.patterns[0]',
      'is not one of the signs a pattern may have',
    ],
    [
      'a pattern without a beginning',
      'redact: { patterns: ["[a-z]{20}"] }',
      '1:22 redact.patterns[0]',
      'it begins with 0 signs as they are',
    ],
    ['a size in a wrong unit', 'run: { outputCap: 64mb }', '1:19 run.outputCap', 'a size such as'],
    ['an empty roster', 'roles: { verifiers: [] }', '1:21 roles.verifiers', 'a list with an entry'],
    ['one verifier not in a list', 'roles: { verifiers: codex }', '1:21 roles.verifiers', 'Write a list: [codex].'],
    ['a specs root outside the repository', 'sources: { specs: ../x }', '1:19 sources.specs', 'a path inside the repository'],
    ['an absolute specs root', 'sources: { specs: /x }', '1:19 sources.specs', 'a path inside the repository'],
    ['a number as environment value', 'agents: { a: { env: { PORT: 1 } } }', '1:29 agents.a.env.PORT', 'Put it in quotes: "1".'],
    ['an agent with a name that is no name', 'agents: { "a b": {} }', '1:11 agents.a b', "an agent's name"],
    ['an agent named like the prototype', 'agents: { __proto__: { driver: replay } }', '1:11', "an agent's name"],
    ['a check without command', 'checks: { test: [{ label: a }] }', '1:18 checks.test[0]', 'Expected the key cmd'],
    ['a check with a blank command', 'checks: { test: [{ cmd: " " }] }', '1:25 checks.test[0].cmd', 'Expected a command'],
    [
      'two checks with one label',
      'checks: { test: [{ cmd: a, label: x }, { cmd: b, label: x }] }',
      '1:57 checks.test[1].label',
      'again',
    ],
    ['an unknown tag', 'project: !!js/function "x"', '1:10', 'Unresolved tag'],
    ['a null where a section belongs', 'run:\n', '1:', 'found nothing'],
  ])('%s', (_what, text, place, words) => {
    const [failure, ...others] = failuresOf(text);
    expect(failure).toBeDefined();
    expect(failure && short(failure)).toContain(words);
    expect(failure && short(failure)).toMatch(new RegExp(`^${place.replaceAll(/[[\].]/g, String.raw`\$&`)}`));
    expect(others).toEqual([]);
  });
});

test('aliases that multiply are refused instead of filling the memory', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`),
  ].join('\n');
  expect(failuresOf(bomb)).toMatchObject([{ code: 'config-aliases' }]);
});

test('an alias used a few times is followed', () => {
  const result = parseConfig('checks:\n  lint: &x [{ cmd: npm run lint }]\n  format: *x\n', 'okstra.yaml');
  expect(result).toMatchObject({ ok: true, value: { config: { checks: { format: [{ cmd: 'npm run lint' }] } } } });
});

test('nesting deeper than the stack is a failure, not a crash', () => {
  expect(failuresOf('['.repeat(20_000)).length).toBeGreaterThan(0);
});

test('a user file may name programs, models, prices and the look of the terminal, and nothing else', () => {
  expect(
    failuresOf(
      'agents: { codex: { program: /opt/codex, model: m } }\npricing: { m: { input: 1, output: 2 } }\nui: { progress: plain }',
      'user',
    ),
  ).toEqual([]);
  expect(failuresOf('run: { mode: parallel }\nagents: { codex: { sandbox: full } }', 'user').map(short)).toEqual([
    '1:1 run | Expected only agents, models, pricing, ui here, found run: it belongs to the project. | Move run to okstra.yaml of the repository.',
    '2:20 agents.codex.sandbox | Expected only driver, vendor, model, effort, maxTurns, maxBudgetUsd, program, command, baseUrl, keyEnv, wire, temperature, maxTokens, requestTimeout, answerForm here, found sandbox: it belongs to the project. | Move agents.codex.sandbox to okstra.yaml of the repository.',
  ]);
});

const key = fc.constantFrom(
  'run',
  'agents',
  'roles',
  'checks',
  'mode',
  'timeout',
  'codex',
  'driver',
  'test',
  'env',
  '__proto__',
  'x y',
  '',
);
const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('strict', '10m', 'codex-cli'),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));

test('whatever the text, parsing gives a value or failures that name the file', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        anyValue.map((value) => stringify(value)),
        fc.string({ unit: fc.constantFrom('a', ':', ' ', '\n', '-', '[', '{', '&a', '*a', '"', '\t', '|', '#') }),
      ),
      (text) => {
        const result = parseConfig(text, 'okstra.yaml');
        if (result.ok) expect(Object.getPrototypeOf(result.value.config)).toBe(Object.prototype);
        else {
          expect(result.failure.length).toBeGreaterThan(0);
          for (const { place, message, category } of result.failure) {
            expect(category).toBe('usage');
            expect(message).toMatch(/^Expected .* found/s);
            expect(place?.file).toBe('okstra.yaml');
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});
