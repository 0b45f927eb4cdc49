/** Tests in JavaScript and TypeScript: vitest, jest, node:test, mocha, jasmine, ava, tape, playwright, bun, deno. */
import type { SyntaxNode } from '@lezer/common';
import { chainOf, isFunction, isInner, type Link, numberIn, propertyOf } from './chains.ts';
import { assertionsIn } from './javascript-assertions.ts';
import { deadIn, isDead, type Range } from './javascript-dead.ts';
import { type Declared, focusOf, options, SKIPS, skipInside, skipOf, skippedByName } from './javascript-markers.ts';
import type { TestCase, TestFile } from './model.ts';
import { normalise, tokensOf } from './tokens.ts';
import { childrenOf, isString, nodesBelow, stringOf, type Tree, textOf, withoutComments } from './tree.ts';

const SUITES = new Set(['describe', 'suite', 'context', 'fdescribe', 'xdescribe', 'fcontext', 'xcontext', 'module']);
const TESTS = new Set(['test', 'it', 'specify', 'fit', 'xit', 'xtest', 'ftest', 'xspecify', 'fspecify', 'scenario']);
const OWNERS = new Set(['Deno', 'QUnit', 't', 'ctx', 'context', 'base', 'tap', 'suite', 'test', 'it', 'mocha']);

const CHAINS = new Set(['CallExpression', 'MemberExpression']);

export function readJavaScript(tree: Tree): TestFile {
  const chains = nodesBelow(tree.root, CHAINS)
    .filter((node) => !isInner(node))
    .map((node) => ({ node, links: chainOf(tree, node) }));
  const declared = chains.flatMap(({ node, links }) => declarationIn(tree, node, links) ?? []);
  const dead = deadIn(tree);
  const assertions = assertionsIn(tree, chains).filter(({ at }) => !isDead(at, dead));
  const own = (range: Range): Declared[] => declared.filter(({ node }) => node.from < range.from && node.to >= range.to);
  const tests = declared.filter(({ isSuite }) => !isSuite);
  const calls = chains.filter(({ links }) => links.length > 0);
  const renamed = skippedByName(tree);
  const cases = tests.map((test): TestCase => {
    const around = own(test.node);
    // What stands in a test within this one is that one's.
    const inner = tests.filter(({ node }) => node.from > test.node.from && node.to <= test.node.to);
    const isOwn = (at: number): boolean =>
      at >= test.node.from && at < test.node.to && !inner.some(({ node }) => at >= node.from && at < node.to);
    const inBody = calls.filter(({ node }) => isOwn(node.from) && node.from !== test.node.from);
    const skipped =
      renamed ??
      skipOf(tree, test) ??
      skipInside(tree, inBody, dead) ??
      around.map((each) => skipOf(tree, each)).find((found) => found !== undefined);
    const focused = focusOf(tree, test) ?? around.map((each) => focusOf(tree, each)).find((found) => found !== undefined);
    const timeout = limitOf(tree, test, inBody, 'timeout');
    const retried = limitOf(tree, test, inBody, 'retry');
    const code = withoutComments(tree, test.node.from, test.node.to);
    const body = test.body;
    return {
      title: [...around.filter(({ isSuite }) => isSuite), test].map(({ title }) => title).join(' > '),
      line: tree.lineOf(test.node.from),
      endLine: tree.lineOf(test.node.to),
      ...(skipped === undefined ? {} : { skipped }),
      ...(focused === undefined ? {} : { focused }),
      ...(timeout === undefined ? {} : { timeout: { line: timeout.line, text: timeout.text, ms: timeout.value } }),
      ...(retried === undefined ? {} : { retried: { line: retried.line, text: retried.text, times: retried.value } }),
      isTable: test.links.some(({ name }) => name === 'each' || name === 'for'),
      assertions: assertions.filter(({ at }) => isOwn(at)).map(({ assertion }) => assertion),
      statements: body === undefined ? 0 : statementsIn(body, dead),
      tokens: tokensOf(code),
      body: body === undefined ? '' : normalise(withoutComments(tree, body.from, body.to)),
    };
  });
  return {
    by: 'syntax-tree',
    tests: cases,
    helpers: assertions
      .filter(({ at }) => !tests.some(({ node }) => at >= node.from && at < node.to))
      .map(({ assertion }) => assertion),
    limits: calls.flatMap(({ node, links }) => fileLimit(tree, node, links)),
    tokens: tokensOf(withoutComments(tree, 0, tree.text.length)),
  };
}

function declarationIn(tree: Tree, node: SyntaxNode, links: readonly Link[]): Declared | undefined {
  const names = links.map(({ name }) => name);
  const args = links.at(-1)?.args ?? [];
  const [first = '', second = ''] = names;
  const body = args.findLast((arg) => isFunction(arg));
  const title = args[0];
  if (title === undefined) return undefined;
  const isOwned = OWNERS.has(first) && (TESTS.has(second) || SUITES.has(second));
  const base = isOwned ? second : first;
  const isSuite = SUITES.has(base) && !TESTS.has(base);
  if (!isSuite && !TESTS.has(base)) return undefined;
  const rest = names.slice(isOwned ? 2 : 1);
  // `test.beforeEach(fn)`, `test.step('x', fn)`, `test.extend({…})` declare no test.
  if (rest.some((name) => name !== '' && !MODIFIERS.has(name))) return undefined;
  const hasNoBody = body === undefined;
  if (hasNoBody && !isString(title)) return undefined;
  // `test.skip('why')` within a test skips that one; with a title alone at the top it is a test without a body.
  if (hasNoBody && !rest.some((name) => SKIPS.has(name)) && first !== 'xit' && first !== 'xtest') return undefined;
  return { isSuite, node, title: isString(title) ? stringOf(tree, title) : textOf(tree, title).slice(0, 120), links, args, body };
}

const MODIFIERS = new Set([
  ...SKIPS,
  'only',
  'each',
  'for',
  'concurrent',
  'sequential',
  'shuffle',
  'serial',
  'parallel',
  'skipIf',
  'runIf',
  'describe',
  'cb',
  'slow',
]);

interface Limit {
  readonly line: number;
  readonly text: string;
  readonly value: number;
}

function limitOf(
  tree: Tree,
  test: Declared,
  calls: readonly { node: SyntaxNode; links: readonly Link[] }[],
  key: 'timeout' | 'retry',
): Limit | undefined {
  const named =
    propertyOf(tree, options(test.args), key) ?? (key === 'retry' ? propertyOf(tree, options(test.args), 'retries') : undefined);
  const last = key === 'timeout' && isFunction(test.args.at(-2)) ? test.args.at(-1) : undefined;
  const called = calls.find(({ links }) =>
    (key === 'timeout' ? /^(?:this\.timeout|test\.setTimeout|t\.timeout)$/ : /^this\.retries$/).test(
      links.map(({ name }) => name).join('.'),
    ),
  );
  const node = named ?? last ?? called?.links.at(-1)?.args?.[0];
  const value = node === undefined ? Number.NaN : numberIn(textOf(tree, node));
  return node === undefined || Number.isNaN(value)
    ? undefined
    : { line: tree.lineOf(node.from), text: textOf(tree, node), value };
}

/** `jest.setTimeout(n)`, `vi.setConfig({testTimeout: n})`, `jest.retryTimes(n)`, `test.describe.configure({timeout, retries})`. */
function fileLimit(tree: Tree, node: SyntaxNode, links: readonly Link[]): { key: string; line: number; value: number }[] {
  const names = links.map(({ name }) => name).join('.');
  const args = links.at(-1)?.args ?? [];
  const line = tree.lineOf(node.from);
  if (
    /^(?:jest\.setTimeout|jasmine\.DEFAULT_TIMEOUT_INTERVAL|jest\.retryTimes|mocha\.timeout|this\.timeout|this\.retries)$/.test(
      names,
    ) &&
    args[0] !== undefined
  ) {
    const value = numberIn(textOf(tree, args[0]));
    return Number.isNaN(value) ? [] : [{ key: names, line, value }];
  }
  if (!/^(?:vi\.setConfig|test\.describe\.configure|test\.configure|describe\.configure)$/.test(names)) return [];
  return ['testTimeout', 'hookTimeout', 'timeout', 'retry', 'retries'].flatMap((key) => {
    const value = propertyOf(tree, args[0], key);
    const number = value === undefined ? Number.NaN : numberIn(textOf(tree, value));
    return Number.isNaN(number) ? [] : [{ key: `${names} ${key}`, line, value: number }];
  });
}

function statementsIn(body: SyntaxNode, dead: readonly Range[]): number {
  const block = childrenOf(body).find(({ name }) => name === 'Block');
  // An arrow function may have an expression for a body.
  if (block === undefined) return body.lastChild === null || body.lastChild.name === 'Arrow' ? 0 : 1;
  return childrenOf(block).filter(
    (node) =>
      /Statement$|Declaration$/.test(node.name) &&
      node.name !== 'EmptyStatement' &&
      node.name !== 'ReturnStatement' &&
      !isDead(node.from, dead),
  ).length;
}
