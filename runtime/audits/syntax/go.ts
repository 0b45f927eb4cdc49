/** Tests in Go: the testing package, testify, gomega. */
import type { SyntaxNode } from '@lezer/common';
import { assemble, behind, callAssertion, operatorOf, type Range, type RawTest, splitArguments } from './assemble.ts';
import type { Assertion, Marker, TestFile } from './model.ts';
import { strengthOf } from './strength.ts';
import { normalise, tokensOf } from './tokens.ts';
import { childrenOf, commentsOf, isString, nodesBelow, stringOf, type Tree, textOf } from './tree.ts';

export function readGo(tree: Tree): TestFile {
  const nodes = nodesBelow(tree.root);
  const named = (name: string): SyntaxNode[] => nodes.filter((node) => node.name === name);
  const calls = named('CallExpr').flatMap((node) => callOf(tree, node) ?? []);
  const tag = commentsOf(tree).find((node) =>
    /^\/\/(?:go:build|\s*\+build)\s+(?:ignore|never|disabled|false)/.test(textOf(tree, node)),
  );
  const skipAll = tag === undefined ? undefined : markerAt(tree, tag);
  const tests = named('FunctionDecl').flatMap((node) => testOf(tree, node, skipAll) ?? []);
  const subtests = calls.flatMap((call) => subtestOf(tree, call, tests) ?? []);
  return assemble(tree, {
    tests: [...tests, ...subtests].toSorted((a, b) => a.from - b.from),
    dead: [
      ...named('Block').flatMap((block) => behind(block, /^ReturnStatement$/)),
      ...named('IfStatement').flatMap((node) => neverTaken(tree, node)),
    ],
    skips: calls
      .filter(({ name }) => /^\w+\.Skip(?:f|Now)?$/.test(name))
      .map(({ node }) => ({ at: node.from, marker: markerAt(tree, node) })),
    assertions: calls.flatMap((call) => assertionOf(tree, call)),
    limits: [],
  });
}

interface Call {
  readonly node: SyntaxNode;
  readonly name: string;
  readonly list: SyntaxNode;
}

function callOf(tree: Tree, node: SyntaxNode): Call | undefined {
  const callee = node.firstChild;
  const list = node.lastChild;
  return callee === null || list?.name !== 'Arguments' ? undefined : { node, name: textOf(tree, callee), list };
}

const markerAt = (tree: Tree, node: SyntaxNode): Marker => ({
  line: tree.lineOf(node.from),
  text: textOf(tree, node).trim().slice(0, 60),
});

function testOf(tree: Tree, node: SyntaxNode, skipped: Marker | undefined): RawTest | undefined {
  const name = childrenOf(node).find((child) => child.name === 'DefName');
  const title = name === undefined ? '' : textOf(tree, name);
  if (!/^(?:Test|Fuzz|Example|Benchmark)(?:[^a-z]|$)/.test(title) || title === 'TestMain') return undefined;
  return { title, from: node.from, to: node.to, body: childrenOf(node).find((child) => child.name === 'Block'), skipped };
}

function subtestOf(tree: Tree, { node, name, list }: Call, tests: readonly RawTest[]): RawTest | undefined {
  const outer = tests.find(({ from, to }) => node.from >= from && node.to <= to);
  if (outer === undefined || !/^\w+\.Run$/.test(name)) return undefined;
  const [title, body] = childrenOf(list).filter((child) => /^[A-Z]/.test(child.name));
  // A row's name is a variable: the loop around it is the table, and the outer test stands for it.
  if (title === undefined || body?.name !== 'FunctionLiteral' || !isString(title)) return undefined;
  return {
    title: `${outer.title} > ${stringOf(tree, title)}`,
    from: node.from,
    to: node.to,
    body: childrenOf(body).find((child) => child.name === 'Block'),
    skipped: outer.skipped,
  };
}

function neverTaken(tree: Tree, node: SyntaxNode): Range[] {
  const [, condition, body] = childrenOf(node);
  return condition !== undefined && body !== undefined && textOf(tree, condition) === 'false'
    ? [{ from: body.from, to: body.to }]
    : [];
}

function assertionOf(tree: Tree, { node, name, list }: Call): { at: number; assertion: Assertion }[] {
  const line = tree.lineOf(node.from);
  const placed = (assertion: Assertion | undefined): { at: number; assertion: Assertion }[] =>
    assertion === undefined ? [] : [{ at: node.from, assertion }];
  if (/^\w+\.(?:Errorf?|Fatalf?|Fail|FailNow)$/.test(name)) return placed(ofCondition(tree, node, line));
  const args = splitArguments(textOf(tree, list).slice(1, -1));
  const library = /^(?:assert|require|is|must|qt|td|check)\.(\w+)$/.exec(name);
  if (library?.[1] !== undefined) {
    const own = /^(?:t|tb|b|c|s\.T\(\)|suite\.T\(\))$/.test(args[0] ?? '') ? args.slice(1) : args;
    return placed(callAssertion({ name: library[1], args: own, line, text: `${name}(${own.join(',')})` }));
  }
  const gomega = /^(?:\w+\.)?(?:Expect|Eventually|Consistently|\u03A9)\(([^]*)\)\.(?:(?:Should|To)(Not)?|ToNot|NotTo)$/.exec(
    name,
  );
  if (gomega === null) return [];
  const [matcher = ''] = args;
  const word = /^(?:\w+\.)?(\w+)/.exec(matcher)?.[1] ?? '';
  const isNegated = /(?:ShouldNot|ToNot|NotTo)$/.test(name);
  return placed({
    line,
    text: normalise(textOf(tree, node)),
    subject: normalise(gomega[1] ?? ''),
    matcher: isNegated ? `not ${word}` : word,
    strength: isNegated ? 1 : strengthOf(word),
    slack: 0,
  });
}

/** `if got != want { t.Errorf(…) }`: the condition is what is asserted. */
function ofCondition(tree: Tree, node: SyntaxNode, line: number): Assertion {
  let at: SyntaxNode | null = node;
  while (at !== null && at.name !== 'IfStatement' && at.name !== 'FunctionDecl' && at.name !== 'FunctionLiteral') at = at.parent;
  if (at === null || at.name !== 'IfStatement')
    return { line, text: normalise(textOf(tree, node)), subject: 'reached', matcher: 'fails', strength: 3, slack: 0 };
  const body = childrenOf(at).find((child) => child.name === 'Block');
  const condition = tree.text.slice(at.from + 2, body?.from ?? at.to);
  const tokens = tokensOf(condition.slice(condition.lastIndexOf(';') + 1));
  const operator = operatorOf(tokens);
  const index = operator === undefined ? -1 : tokens.findIndex((token, place) => place > 0 && token === operator[0]);
  const isEmptyCheck = /(?:^| )(?:''|nil|0)$/.test(tokens.join(' ')) && operator === '==';
  const strength = isEmptyCheck
    ? 1
    : operator === '!='
      ? tokens.at(-1) === 'nil'
        ? 2
        : 4
      : /DeepEqual|Equal|Diff/.test(condition)
        ? 4
        : 2;
  return {
    line,
    text: normalise(condition),
    subject: (index === -1 ? tokens : tokens.slice(0, index)).join(' '),
    matcher: operator ?? 'if',
    strength,
    slack: 0,
  };
}
