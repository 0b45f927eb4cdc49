/** Calls in JavaScript as chains of names: `test.skip.each(rows)('title', fn)`, `expect(a).not.toBe(b)`. */
import type { SyntaxNode } from '@lezer/common';
import { argumentsOf, childrenOf, type Tree, textOf } from './tree.ts';

export interface Link {
  /** Empty for a call of what a call returned. */
  readonly name: string;
  /** Absent: not called. */
  readonly args?: readonly SyntaxNode[];
}

/** First name first. Empty when the chain begins with something that has no name. */
export function chainOf(tree: Tree, node: SyntaxNode): Link[] {
  const links: Link[] = [];
  let args: readonly SyntaxNode[] | undefined;
  const push = (name: string): void => {
    links.push(args === undefined ? { name } : { name, args });
    args = undefined;
  };
  for (let at: SyntaxNode | null = node; at !== null; ) {
    if (at.name === 'CallExpression' || at.name === 'TaggedTemplateExpression') {
      if (args !== undefined) push('');
      const list = childrenOf(at).findLast(({ name }) => name === 'ArgList' || name === 'TemplateString');
      args = list === undefined ? [] : list.name === 'ArgList' ? argumentsOf(list) : [list];
      at = at.firstChild;
    } else if (at.name === 'MemberExpression') {
      const last: SyntaxNode | null = at.lastChild;
      push(last === null ? '' : textOf(tree, last));
      at = at.firstChild;
    } else if (at.name === 'VariableName' || at.name === 'this') {
      push(textOf(tree, at));
      return links.toReversed();
    } else {
      return [];
    }
  }
  return [];
}

/** Whether the node is the inner part of a longer chain. */
export function isInner(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent === null) return false;
  return (
    ['CallExpression', 'MemberExpression', 'TaggedTemplateExpression'].includes(parent.name) &&
    parent.firstChild?.from === node.from
  );
}

/** The value of a property of an object written out; undefined when it has none of that name. */
export function propertyOf(tree: Tree, object: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  if (object?.name !== 'ObjectExpression') return undefined;
  for (const property of childrenOf(object)) {
    if (property.name !== 'Property') continue;
    const key = property.firstChild;
    if (key !== null && textOf(tree, key).replaceAll(/^['"]|['"]$/g, '') === name) return property.lastChild ?? undefined;
  }
  return undefined;
}

export const isFunction = (node: SyntaxNode | undefined): node is SyntaxNode =>
  node?.name === 'ArrowFunction' || node?.name === 'FunctionExpression';

/** `10_000`, `1e4`, `60 * 1000`; NaN for what is no number written out. */
export function numberIn(text: string): number {
  const factors = text
    .replaceAll('_', '')
    .split('*')
    .map((part) => part.trim());
  return factors.every((part) => /^\d+(?:\.\d+)?(?:e\d+)?$/i.test(part))
    ? factors.reduce((product, part) => product * Number(part), 1)
    : Number.NaN;
}
