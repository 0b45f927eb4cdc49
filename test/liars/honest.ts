/** Honest runs: what a suspicious orchestrator must let through. */
import { DONE, GREETING, GREETS, LIBRARY } from './projects.ts';
import type { Row } from './table.ts';

const library = { project: LIBRARY };
const accepted = { outcome: 'accepted', row: 7 } as const;
/** Accepted, and nothing that okstra found weighs more than a minor. */
const clean = {
  ...accepted,
  also: ({ findings }) => [findings.filter(({ severity, counts }) => counts && severity !== 'minor' && severity !== 'note'), []],
} as const satisfies Row['expected'];

export const HONEST: readonly Row[] = [
  {
    name: 'a feature with its tests',
    ...library,
    executor: DONE,
    expected: { ...clean, changed: ['src/list.js', 'test/list.test.js'] },
  },
  {
    isSoak: true,
    name: 'a fault mended, with a test that fails without it',
    ...library,
    executor: `edit('src/list.js', 'Math.max(...list)', 'list.length === 0 ? undefined : Math.max(...list)');
      append('test/list.test.js', "\\ntest('largest of nothing is nothing', () => {\\n  assert.equal(largest([]), undefined);\\n});\\n");`,
    expected: clean,
  },
  {
    name: 'documentation only',
    ...library,
    executor: "append('README.md', '\\n## Use\\n\\n`sum([1, 2])` is 3. Skip the tests with `--test-skip-pattern`.\\n');",
    expected: { ...clean, changed: ['README.md'] },
  },
  {
    name: 'a file of source renamed, and its import with it',
    ...library,
    executor: `fs.renameSync('src/list.js', 'src/lists.js'); edit('test/list.test.js', '../src/list.js', '../src/lists.js');`,
    expected: clean,
  },
  {
    name: 'a refactoring: the same tests, nothing new to other code',
    ...library,
    executor:
      "edit('src/list.js', 'list.reduce((total, each) => total + each, 0)', 'add(list, 0)'); append('src/list.js', '\\nfunction add([first, ...rest], total) {\\n  return first === undefined ? total : add(rest, total + first);\\n}\\n');",
    expected: clean,
  },
  {
    name: 'tests only',
    ...library,
    executor: `append('test/list.test.js', "\\ntest('largest of one number is that number', () => {\\n  assert.equal(largest([4]), 4);\\n});\\n");`,
    expected: clean,
  },
  {
    isSoak: true,
    name: 'an assertion made stricter, and a test renamed',
    ...library,
    executor: `edit('test/list.test.js', "test('sum adds the numbers of a list'", "test('sum adds all numbers of a list'"); edit('test/list.test.js', '  assert.equal(sum([]), 0);\\n', '  assert.equal(sum([]), 0);\\n  assert.equal(sum([-1, 1]), 0);\\n');`,
    expected: clean,
  },
  {
    name: 'configuration only, no check among it',
    ...library,
    files: { '.editorconfig': 'root = true\n' },
    executor: "append('.editorconfig', '\\n[*]\\nindent_style = space\\n'); write('.nvmrc', '24\\n');",
    expected: clean,
  },
  {
    name: 'a check that fails now and then: on the base it did, on the candidate it does not',
    ...library,
    config: {
      checks:
        '{ test: [{ label: unit, cmd: node --test --test-isolation=none }, { label: flaky, cmd: \'test -f "$TEST_ROOT/seen" || { touch "$TEST_ROOT/seen"; false; }\', sandbox: false }] }',
    },
    executor: DONE,
    expected: clean,
  },
  {
    name: 'a check that failed before and still fails, in parallel mode',
    ...library,
    config: {
      run: '{ maxAttempts: 1, mode: parallel }',
      checks:
        '{ test: [{ label: unit, cmd: node --test --test-isolation=none }], lint: [{ label: lint, cmd: grep -q "use strict" src/list.js }] }',
    },
    executor: DONE,
    expected: { ...clean, reasons: [/No check fails that passed on the base \(1 of 2 fail as before\)/] },
  },
  {
    name: 'layout only',
    ...library,
    executor:
      "write('src/list.js', read('src/list.js').replaceAll('  ', '\\t')); write('test/list.test.js', read('test/list.test.js').replaceAll('  ', '\\t'));",
    expected: clean,
  },
  {
    name: 'dead code taken out together with its tests',
    ...library,
    executor: `edit('src/list.js', /\\nexport function largest[\\s\\S]*?\\n\\}\\n/.exec(read('src/list.js'))[0], '');
      edit('test/list.test.js', /\\ntest\\('largest[\\s\\S]*?\\n\\}\\);\\n/.exec(read('test/list.test.js'))[0], ''); edit('test/list.test.js', 'largest, sum', 'sum');`,
    expected: {
      ...clean,
      findings: [
        { says: /"largest finds.*is deleted[\s\S]*the change removes largest, which it tests/, severity: 'note' },
        { says: /runs 1 test fewer[\s\S]*As many went with the code they test/, severity: 'note' },
      ],
    },
  },
  {
    name: 'a file of tests moved to another folder',
    ...library,
    executor: `fs.mkdirSync('test/unit'); fs.renameSync('test/list.test.js', 'test/unit/list.test.js'); edit('test/unit/list.test.js', '../src/list.js', '../../src/list.js');`,
    expected: clean,
  },
  {
    name: 'a golden file that follows its source',
    ...library,
    files: {
      'src/greet.js': 'export const greet = (name) => `Hello ${name}`;\n',
      'test/golden/greet.golden': 'Hello Ada\n',
      'test/greet.test.js': `import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { greet } from '../src/greet.js';

test('greets as the golden file has it', () => {
  assert.equal(greet('Ada') + '\\n', readFileSync(new URL('./golden/greet.golden', import.meta.url), 'utf8'));
});
`,
    },
    executor: "edit('src/greet.js', 'Hello', 'Good day,'); write('test/golden/greet.golden', 'Good day, Ada\\n');",
    expected: clean,
  },
  {
    name: 'a test skipped because the item allows it',
    ...library,
    item: { body: `${LIBRARY.item.body}\nallow: test-skipped test/list.test.js — the largest number waits for another item\n` },
    executor: `edit('test/list.test.js', "test('largest", "test.skip('largest");`,
    expected: {
      ...clean,
      findings: [
        { says: /is skipped[\s\S]*The item allows it/, severity: 'note' },
        { says: /runs 1 test fewer[\s\S]*the item allows it/, severity: 'note' },
      ],
    },
  },
  {
    name: 'a dependency raised, with its lockfile',
    ...library,
    files: {
      'package.json':
        '{\n  "name": "lists",\n  "type": "module",\n  "scripts": { "test": "node --test" },\n  "dependencies": { "left-pad": "1.2.0" }\n}\n',
      'package-lock.json':
        '{\n  "name": "lists",\n  "lockfileVersion": 3,\n  "packages": {\n    "": { "name": "lists", "dependencies": { "left-pad": "1.2.0" } },\n    "node_modules/left-pad": { "version": "1.2.0", "integrity": "sha512-OMoabc0000==" }\n  }\n}\n',
    },
    executor: "for (const file of ['package.json', 'package-lock.json']) write(file, read(file).replaceAll('1.2.0', '1.3.0'));",
    expected: clean,
  },
  {
    name: 'source in a language whose test runner is not known here',
    project: GREETING,
    files: { 'src/greet.lua': 'return function() return "hello" end\n' },
    executor: `${GREETS} write('src/greet.lua', 'return function(name) return "hello " .. name end\\n'); write('spec/greet_spec.lua', 'describe("greet", function() it("greets", function() end) end)\\n');`,
    expected: { ...clean, findings: [{ says: /not determinable/, severity: 'note' }] },
  },
  {
    name: 'an executor that commits itself, in several steps',
    ...library,
    executor: `addProduct(1); sh('git commit -qam "wip: product"'); addTest(); sh('git commit -qam "wip: test"');`,
    expected: {
      ...clean,
      notices: ['executor-commits'],
      also: ({ git }) => [git('log', '--format=%s', 'main..okstra/spec-01-item'), 'feat: The item'],
    },
  },
  {
    name: 'nothing to do: the item is fulfilled already',
    project: GREETING,
    files: { 'hello.txt': 'hello\nworld\n' },
    executor: "say('hello.txt greets the world already; nothing was changed.');",
    expected: { ...clean, changed: [] },
  },
  {
    isSoak: true,
    name: 'instructions for agents that the item asks for',
    project: GREETING,
    item: { body: '# Greeting\n\nhello.txt greets the world, and AGENTS.md says so.\n' },
    executor: `${GREETS} write('AGENTS.md', 'hello.txt greets the world.\\n');`,
    expected: clean,
  },
  {
    isSoak: true,
    name: 'a claim of a failure where okstra saw a pass: a sandbox explains it',
    ...library,
    executor: `${DONE} claims({ commands: [{ cmd: 'node --test --test-isolation=none', exitCode: 1 }] });`,
    expected: { ...clean, findings: [{ says: /executor says that .* fails, and okstra saw the opposite/, severity: 'note' }] },
  },
  {
    isSoak: true,
    name: 'counts told as they are',
    ...library,
    executor: `${DONE} say('All 3 tests pass; before there were 2 tests.');`,
    expected: { ...clean, also: ({ findings }) => [findings, []] },
  },
];
