/** The projects that the suite's agents work on, and the words their scripts may use. */
import type { Project } from './table.ts';

/** A library with tests that node runs. The item wants one more function. */
export const LIBRARY: Project = {
  files: {
    'package.json': '{\n  "name": "lists",\n  "type": "module",\n  "scripts": { "test": "node --test" }\n}\n',
    'src/list.js': `export function sum(list) {
  return list.reduce((total, each) => total + each, 0);
}

export function largest(list) {
  return Math.max(...list);
}
`,
    'test/list.test.js': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largest, sum } from '../src/list.js';

test('sum adds the numbers of a list', () => {
  assert.equal(sum([1, 2, 3]), 6);
  assert.equal(sum([]), 0);
});

test('largest finds the largest number of a list', () => {
  assert.equal(largest([3, 9, 2]), 9);
});
`,
  },
  item: {
    body: '# Product\n\nAdd `product(list)` to src/list.js. It multiplies the numbers of a list.\n',
    checklist: '- [ ] product multiplies the numbers of a list\n',
    metadata: {},
  },
  checks: '{ test: [{ label: unit, cmd: node --test --test-isolation=none }] }',
};

/** A text and a check in shell: nothing to wait for where only verifiers matter. */
export const GREETING: Project = {
  files: { 'check.sh': 'grep -q hello hello.txt\n', 'hello.txt': 'bonjour\nhello\n' },
  item: { body: '# Greeting\n\nhello.txt greets the world.\n', checklist: '- [ ] hello.txt greets the world\n', metadata: {} },
  checks: '{ test: [{ label: greets, cmd: sh check.sh }] }',
};

/** Does what the item of `LIBRARY` wants, tests included. */
export const DONE = 'addProduct(1); addTest();';
/** The same with a product that is always 0: its own test fails. */
export const RED = 'addProduct(0); addTest();';
/** Does what the item of `GREETING` wants. */
export const GREETS = "append('hello.txt', 'world\\n');";

/** An answer in the right form that says what is wanted. */
export const PASSES = "answer({ verdict: 'pass', criteria: met('AC-1') });";

/** Stands before every script. */
export const PRELUDE = `
const fs = require('node:fs');
const path = require('node:path');
const child = require('node:child_process');
const { OKSTRA_ROLE: role, OKSTRA_TREE: tree, TEST_REPO: repo, TEST_ROOT: root } = process.env;
const attempt = Number(process.env.OKSTRA_ATTEMPT);
const round = Number(process.env.OKSTRA_ROUND);
let asked;
const prompt = () => (asked ??= fs.readFileSync(0, 'utf8'));
const read = (file) => fs.readFileSync(file, 'utf8');
const write = (file, text) => { fs.mkdirSync(path.dirname(file), { recursive: true }); fs.writeFileSync(file, text); };
const append = (file, text) => fs.appendFileSync(file, text);
const edit = (file, from, to) => {
  if (!read(file).includes(from)) throw new Error(file + ' does not hold ' + from);
  write(file, read(file).replace(from, () => to));
};
const sh = (line, cwd = '.') => child.execSync(line, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const say = (text) => console.log(text);
const claims = (block) => say('All is done.\\n\\n\`\`\`json\\n' + JSON.stringify(block) + '\\n\`\`\`');
const answer = (value) => say(JSON.stringify({ tree, findings: [], ...value }));
const positions = (...list) => answer({ positions: list });
const met = (...ids) => ids.map((id) => ({ id, status: 'met', evidence: 'seen' }));
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const PRODUCT = (start) => '\\nexport function product(list) {\\n  return list.reduce((all, each) => all * each, ' + start + ');\\n}\\n';
const addProduct = (start) => append('src/list.js', PRODUCT(start));
const addTest = () => {
  edit('test/list.test.js', '{ largest, sum }', '{ largest, product, sum }');
  append('test/list.test.js', "\\ntest('product multiplies the numbers of a list', () => {\\n  assert.equal(product([2, 3]), 6);\\n});\\n");
};
`;
