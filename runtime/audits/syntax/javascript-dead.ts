/** Code in JavaScript tests that never runs, or whose failure is swallowed. */
import type { SyntaxNode } from '@lezer/common';
import { childrenOf, nodesBelow, type Tree, textOf } from './tree.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

export const isDead = (at: number, dead: readonly Range[]): boolean => dead.some(({ from, to }) => at >= from && at < to);

/** What stands behind a `return` or `throw` in the same block, under `if (false)`, or in a `try` with an empty `catch`. */
export function deadIn(tree: Tree): Range[] {
  return nodesBelow(tree.root, INTERESTING).flatMap((node) => {
    if (node.name === 'Block') return behindReturn(node);
    if (node.name === 'IfStatement') return neverTaken(tree, node);
    return swallowed(node);
  });
}

const INTERESTING = new Set(['Block', 'IfStatement', 'TryStatement']);

function behindReturn(block: SyntaxNode): Range[] {
  const children = childrenOf(block);
  const at = children.findIndex(({ name }) => name === 'ReturnStatement');
  const end = children[at];
  return at === -1 || end === undefined ? [] : [{ from: end.to, to: block.to }];
}

function neverTaken(tree: Tree, node: SyntaxNode): Range[] {
  const children = childrenOf(node);
  const condition = children.find(({ name }) => name === 'ParenthesizedExpression');
  const body = condition?.nextSibling;
  if (condition === undefined || !body) return [];
  return /^\(\s*(?:false|0|null|undefined|!1|!true)\s*\)$/.test(textOf(tree, condition))
    ? [{ from: body.from, to: body.to }]
    : [];
}

/** A failing assertion throws; an empty `catch` makes it pass. */
function swallowed(node: SyntaxNode): Range[] {
  const children = childrenOf(node);
  const body = children.find(({ name }) => name === 'Block');
  const clause = children.find(({ name }) => name === 'CatchClause');
  const handler = clause === undefined ? undefined : childrenOf(clause).find(({ name }) => name === 'Block');
  if (body === undefined || handler === undefined) return [];
  const isEmpty = childrenOf(handler).every(({ name }) => name === '{' || name === '}' || name.endsWith('Comment'));
  return isEmpty ? [{ from: body.from, to: body.to }] : [];
}
