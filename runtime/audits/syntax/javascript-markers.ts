/** What switches tests in JavaScript on and off. */
import type { SyntaxNode } from '@lezer/common';
import { type Link, propertyOf } from './chains.ts';
import { isDead, type Range } from './javascript-dead.ts';
import type { Marker } from './model.ts';
import { argumentsOf, childrenOf, type Tree, textOf } from './tree.ts';

/** A test or suite as it is declared. */
export interface Declared {
  readonly isSuite: boolean;
  readonly node: SyntaxNode;
  readonly title: string;
  readonly links: readonly Link[];
  readonly args: readonly SyntaxNode[];
  readonly body: SyntaxNode | undefined;
}

export const SKIPS = new Set(['skip', 'skipIf', 'runIf', 'todo', 'fixme', 'failing', 'fails', 'fail', 'ignore']);
const ONLY = new Set(['only', 'fit', 'fdescribe', 'fcontext', 'ftest', 'fspecify']);

export function skipOf(tree: Tree, { node, links, args }: Declared): Marker | undefined {
  const line = tree.lineOf(node.from);
  const named = links.find(({ name }) => SKIPS.has(name) || /^x(?:it|test|describe|context|specify)$/.test(name));
  if (named !== undefined) return { line, text: named.name.startsWith('x') ? named.name : `.${named.name}` };
  const rows = links.find(({ name }) => name === 'each' || name === 'for')?.args?.[0];
  if (rows?.name === 'ArrayExpression' && argumentsOf(rows).length === 0) return { line, text: 'no rows' };
  const condition = conditionAround(node);
  if (condition !== undefined) return { line: tree.lineOf(condition.from), text: textOf(tree, condition).slice(0, 60) };
  for (const key of ['skip', 'todo', 'fails', 'ignore']) {
    const value = propertyOf(tree, options(args), key);
    if (value !== undefined && !/^(?:false|undefined)$/.test(textOf(tree, value)))
      return { line: tree.lineOf(value.from), text: `${key}: ${textOf(tree, value).slice(0, 40)}` };
  }
  return undefined;
}

/** `if (process.env.SLOW) test(…)`, `slow && test(…)`: declared under a condition. */
function conditionAround(node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.name === 'IfStatement') return childrenOf(at).find(({ name }) => name === 'ParenthesizedExpression');
    if (at.name === 'BinaryExpression' || at.name === 'ConditionalExpression') return at.firstChild ?? undefined;
    if (at.name === 'ArrowFunction' || at.name === 'FunctionExpression') return undefined;
  }
  return undefined;
}

export function focusOf(tree: Tree, { node, links, args }: Declared): Marker | undefined {
  const named = links.find(({ name }) => ONLY.has(name));
  if (named !== undefined) return { line: tree.lineOf(node.from), text: named.name === 'only' ? '.only' : named.name };
  const value = propertyOf(tree, options(args), 'only');
  return value !== undefined && textOf(tree, value) === 'true'
    ? { line: tree.lineOf(value.from), text: 'only: true' }
    : undefined;
}

export const options = (args: readonly SyntaxNode[]): SyntaxNode | undefined =>
  args.find(({ name }) => name === 'ObjectExpression');

/** `t.skip()`, `this.skip()`, `test.skip(condition)`, `ctx.skip()`, `pending()` within a test. */
export function skipInside(
  tree: Tree,
  calls: readonly { node: SyntaxNode; links: readonly Link[] }[],
  dead: readonly Range[],
): Marker | undefined {
  const found = calls.find(({ node, links }) => {
    if (isDead(node.from, dead)) return false;
    const names = links.map(({ name }) => name).join('.');
    if (
      !/^(?:(?:t|this|ctx|context|test|it|testInfo)\.(?:skip|todo|fixme|fail)|pending)$/.test(names) ||
      links.at(-1)?.args === undefined
    )
      return false;
    return true;
  });
  return found === undefined ? undefined : { line: tree.lineOf(found.node.from), text: textOf(tree, found.node).slice(0, 60) };
}

/** `const test = base.skip;`: every test of the file is skipped by a name. */
export function skippedByName(tree: Tree): Marker | undefined {
  const found = /^[ \t]*(?:const|let|var)\s+(?:test|it|describe|suite)\s*=\s*[\w.]{1,60}\.(?:skip|todo|fixme)\b.*$/m.exec(
    tree.text,
  );
  return found === null ? undefined : { line: tree.lineOf(found.index), text: found[0].trim().slice(0, 60) };
}
