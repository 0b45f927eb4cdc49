/** Tests in Rust: functions with a test attribute, in `tests/` and in modules of the source. */
import type { SyntaxNode } from '@lezer/common';
import { assemble, behind, callAssertion, type Range, type RawTest, splitArguments } from './assemble.ts';
import type { Assertion, Marker, TestFile } from './model.ts';
import { childrenOf, nodesBelow, type Tree, textOf } from './tree.ts';

export function readRust(tree: Tree): TestFile {
  const nodes = nodesBelow(tree.root);
  const named = (name: string): SyntaxNode[] => nodes.filter((node) => node.name === name);
  const found = named('FunctionItem').flatMap((node) => testOf(tree, node) ?? []);
  return assemble(tree, {
    tests: found.map(({ test }) => test),
    dead: [...named('Block').flatMap(returned), ...named('IfExpression').flatMap((node) => neverTaken(tree, node))],
    assertions: [
      ...named('MacroInvocation').flatMap((node) => assertionOf(tree, node)),
      ...found.flatMap(({ panics }) => panics),
    ],
  });
}

const TEST = /^#\[\s*(?:\w+\s*::\s*)*(?:test|rstest|test_case|quickcheck|proptest|wasm_bindgen_test|bench)\b/;

const markerAt = (tree: Tree, node: SyntaxNode): Marker => ({
  line: tree.lineOf(node.from),
  text: textOf(tree, node).trim().slice(0, 60),
});

function testOf(tree: Tree, node: SyntaxNode): { test: RawTest; panics: { at: number; assertion: Assertion }[] } | undefined {
  const whole = node.parent?.name === 'AttributeItem' ? node.parent : undefined;
  const attributes = whole === undefined ? [] : childrenOf(whole).filter(({ name }) => name === 'Attribute');
  const isMarked = (pattern: RegExp) => attributes.find((attribute) => pattern.test(textOf(tree, attribute)));
  if (whole === undefined || isMarked(TEST) === undefined) return undefined;
  const modules: string[] = [];
  for (let at = node.parent; at !== null; at = at.parent) if (at.name === 'ModItem') modules.unshift(boundName(tree, at));
  const skip = isMarked(/^#\[\s*(?:ignore\b|cfg\s*\(\s*(?!test\s*\))|cfg_attr\s*\([^)]{0,200}\bignore\b)/);
  const body = childrenOf(node).find(({ name }) => name === 'Block');
  const panic = isMarked(/^#\[\s*should_panic\b/);
  const start = body?.from ?? node.from;
  const panics = panic === undefined ? [] : [{ at: start, assertion: ofPanic(tree, panic) }];
  return {
    test: {
      title: [...modules, boundName(tree, node)].join(' > '),
      from: whole.from,
      to: whole.to,
      body,
      skipped: skip === undefined ? undefined : markerAt(tree, skip),
      isTable: isMarked(/^#\[\s*(?:case|test_case|values)\b/) !== undefined,
    },
    panics,
  };
}

const boundName = (tree: Tree, node: SyntaxNode): string => {
  const name = childrenOf(node).find((child) => child.name === 'BoundIdentifier');
  return name === undefined ? '' : textOf(tree, name);
};

function ofPanic(tree: Tree, attribute: SyntaxNode): Assertion {
  const isExact = /expected/.test(textOf(tree, attribute));
  return {
    line: tree.lineOf(attribute.from),
    text: textOf(tree, attribute),
    subject: 'panics',
    matcher: 'should_panic',
    strength: isExact ? 3 : 2,
    slack: 0,
  };
}

function returned(block: SyntaxNode): Range[] {
  const end = childrenOf(block).find(
    ({ name, firstChild }) => name === 'ExpressionStatement' && firstChild?.name === 'ReturnExpression',
  );
  return end === undefined ? behind(block, /^ReturnExpression$/) : [{ from: end.to, to: block.to }];
}

function neverTaken(tree: Tree, node: SyntaxNode): Range[] {
  const [, condition, body] = childrenOf(node);
  return condition !== undefined && body !== undefined && textOf(tree, condition) === 'false'
    ? [{ from: body.from, to: body.to }]
    : [];
}

function assertionOf(tree: Tree, node: SyntaxNode): { at: number; assertion: Assertion }[] {
  const children = childrenOf(node);
  const name =
    textOf(tree, children[0] ?? node)
      .split('::')
      .at(-1) ?? '';
  const list = children.find((child) => child.name.endsWith('Tokens'));
  if (list === undefined || !/^(?:(?:debug_|prop_)?assert\w*|panic|unreachable)$/.test(name)) return [];
  const args = splitArguments(textOf(tree, list).slice(1, -1));
  const assertion = callAssertion({
    name: name.replace(/^(?:debug_|prop_)/, ''),
    args,
    line: tree.lineOf(node.from),
    text: `${name}!(${args.join(',')})`,
  });
  return assertion === undefined ? [] : [{ at: node.from, assertion }];
}
