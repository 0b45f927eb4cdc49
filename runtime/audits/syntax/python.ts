/** Tests in Python: pytest and unittest. */
import type { SyntaxNode } from '@lezer/common';
import { assemble, behind, type Range, type RawTest } from './assemble.ts';
import type { Marker, TestFile } from './model.ts';
import { assertOf, callOf } from './python-assertions.ts';
import { childrenOf, nodesBelow, type Tree, textOf } from './tree.ts';

export function readPython(tree: Tree): TestFile {
  const nodes = nodesBelow(tree.root);
  const named = (name: string): SyntaxNode[] => nodes.filter((node) => node.name === name);
  const functions = named('FunctionDefinition');
  const wholeFile = named('AssignStatement').find(
    (node) => /^pytestmark\b/.test(textOf(tree, node)) && SKIPS.test(textOf(tree, node)),
  );
  const everything = wholeFile === undefined ? undefined : markerAt(tree, wholeFile, 'pytestmark');
  const calls = named('CallExpression');
  const moduleSkip = calls.find(
    (node) => textOf(tree, node).startsWith('pytest.skip(') && /allow_module_level/.test(textOf(tree, node)),
  );
  const skipAll = everything ?? (moduleSkip === undefined ? undefined : markerAt(tree, moduleSkip, 'pytest.skip'));
  const tests = functions.flatMap((node) => testOf(tree, node, skipAll) ?? []);
  return assemble(tree, {
    tests,
    dead: [
      ...named('Body').flatMap((body) => behind(body, /^(?:ReturnStatement|RaiseStatement)$/)),
      ...named('IfStatement').flatMap((node) => neverTaken(tree, node)),
      ...named('TryStatement').flatMap((node) => swallowed(tree, node)),
    ],
    skips: [...calls, ...named('RaiseStatement')]
      .filter((node) =>
        /^(?:pytest\.(?:skip|xfail)|self\.skipTest|unittest\.SkipTest|raise\s+(?:unittest\.)?SkipTest)\b/.test(
          textOf(tree, node),
        ),
      )
      .map((node) => ({ at: node.from, marker: markerAt(tree, node) })),
    assertions: [
      ...named('AssertStatement').flatMap((node) => assertOf(tree, node)),
      ...calls.flatMap((node) => callOf(tree, node)),
    ],
    limits: [],
  });
}

const SKIPS = /\b(?:mark\.(?:skip|skipif|xfail)|skip|skipIf|skipUnless|expectedFailure)\b/;

const markerAt = (tree: Tree, node: SyntaxNode, text = textOf(tree, node).trim().slice(0, 60)): Marker => ({
  line: tree.lineOf(node.from),
  text,
});

function testOf(tree: Tree, node: SyntaxNode, skipAll: Marker | undefined): RawTest | undefined {
  const name = nameOf(tree, node);
  if (!name.startsWith('test')) return undefined;
  const classes: string[] = [];
  let skipped = skipAll ?? decoratedSkip(tree, node) ?? emptyTable(tree, node);
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.name === 'FunctionDefinition') return undefined;
    const condition = at.name === 'IfStatement' ? childrenOf(at)[1] : undefined;
    if (condition !== undefined) skipped ??= markerAt(tree, condition);
    if (at.name !== 'ClassDefinition') continue;
    const text = textOf(tree, at);
    if (!nameOf(tree, at).startsWith('Test') && !/TestCase\b/.test(text.slice(0, 200))) return undefined;
    classes.unshift(nameOf(tree, at));
    skipped ??= decoratedSkip(tree, at) ?? notATest(tree, at);
  }
  const whole = node.parent?.name === 'DecoratedStatement' ? node.parent : node;
  const marks = decoratorsOf(node).map((each) => ({ node: each, text: textOf(tree, each) }));
  const timeout = marks.flatMap(({ node: mark, text }) => {
    const seconds = Number(/mark\.timeout\(\s*(?:timeout\s*=\s*)?([\d.]+)/.exec(text)?.[1]);
    return Number.isNaN(seconds) ? [] : [{ ...markerAt(tree, mark), ms: seconds * 1000 }];
  })[0];
  const retried = marks.flatMap(({ node: mark, text }) => {
    const times = /\b(?:flaky|rerun|repeat|retry)\w*(?:\(.*?(\d+))?/s.exec(text);
    return times === null ? [] : [{ ...markerAt(tree, mark), times: Number(times[1] ?? 1) }];
  })[0];
  return {
    title: [...classes, name].join(' > '),
    from: whole.from,
    to: whole.to,
    body: childrenOf(node).find((child) => child.name === 'Body'),
    skipped,
    timeout,
    retried,
    isTable: marks.some(({ text }) => /parametri[sz]e/.test(text)),
  };
}

const nameOf = (tree: Tree, node: SyntaxNode): string => {
  const name = childrenOf(node).find((child) => child.name === 'VariableName');
  return name === undefined ? '' : textOf(tree, name);
};

const decoratorsOf = (node: SyntaxNode): SyntaxNode[] =>
  node.parent?.name === 'DecoratedStatement' ? childrenOf(node.parent).filter((child) => child.name === 'Decorator') : [];

function decoratedSkip(tree: Tree, node: SyntaxNode): Marker | undefined {
  const found = decoratorsOf(node).find((decorator) => SKIPS.test(textOf(tree, decorator)));
  return found === undefined ? undefined : markerAt(tree, found);
}

function emptyTable(tree: Tree, node: SyntaxNode): Marker | undefined {
  const found = decoratorsOf(node).find((decorator) =>
    /parametri[sz]e\([^[\]()]*,\s*(?:\[\s*\]|\(\s*\))/.test(textOf(tree, decorator)),
  );
  return found === undefined ? undefined : markerAt(tree, found);
}

/** `__test__ = False` takes a class out of the collection. */
function notATest(tree: Tree, node: SyntaxNode): Marker | undefined {
  const body = childrenOf(node).find(({ name }) => name === 'Body');
  const found =
    body === undefined ? undefined : childrenOf(body).find((child) => /^__test__\s*=\s*False/.test(textOf(tree, child)));
  return found === undefined ? undefined : markerAt(tree, found);
}

function neverTaken(tree: Tree, node: SyntaxNode): Range[] {
  const [, condition, body] = childrenOf(node);
  return condition !== undefined && body !== undefined && /^(?:False|0|None)$/.test(textOf(tree, condition))
    ? [{ from: body.from, to: body.to }]
    : [];
}

/** `try: … except …: pass` hides a failing assertion when it catches everything or AssertionError. */
function swallowed(tree: Tree, node: SyntaxNode): Range[] {
  const children = childrenOf(node);
  const at = children.findIndex(({ name }) => name === 'except');
  const bodies = children.filter(({ name }) => name === 'Body');
  const [body, handler] = bodies;
  if (at === -1 || body === undefined || handler === undefined) return [];
  const caught = tree.text.slice(children[at]?.to ?? 0, handler.from).trim();
  const catchesAll = caught === '' || /^\(?\s*(?:Assertion|Base)?(?:Error|Exception)\b/.test(caught);
  return catchesAll && /^:\s*(?:pass|\.\.\.)\s*$/.test(textOf(tree, handler)) ? [{ from: body.from, to: body.to }] : [];
}
