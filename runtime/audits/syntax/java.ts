/** Tests in Java: JUnit 4 and 5, TestNG, AssertJ, Hamcrest, Mockito. */
import type { SyntaxNode } from '@lezer/common';
import { assemble, behind, callAssertion, type RawTest, splitArguments } from './assemble.ts';
import type { Assertion, Marker, TestFile } from './model.ts';
import { slackOf, strengthOf } from './strength.ts';
import { normalise, tokensOf } from './tokens.ts';
import { childrenOf, nodesBelow, type Tree, textOf } from './tree.ts';

export function readJava(tree: Tree): TestFile {
  const nodes = nodesBelow(tree.root);
  const named = (name: string): SyntaxNode[] => nodes.filter((node) => node.name === name);
  const calls = named('MethodInvocation');
  return assemble(tree, {
    tests: named('MethodDeclaration').flatMap((node) => testOf(tree, node) ?? []),
    dead: named('Block').flatMap((block) => behind(block, /^ReturnStatement$/)),
    skips: calls
      .filter((node) => /^(?:\w+\.)?assume(?:True\s*\(\s*false|False\s*\(\s*true)/.test(textOf(tree, node)))
      .map((node) => ({ at: node.from, marker: markerAt(tree, node) })),
    assertions: calls.flatMap((node) => assertionOf(tree, node)),
  });
}

const TEST = /^@(?:\w+\.)*(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|Example)\b/;
const SKIP = /^@(?:\w+\.)*(?:Disabled\w*|Enabled\w*|Ignore)\b|enabled\s*=\s*false/;

const markerAt = (tree: Tree, node: SyntaxNode): Marker => ({
  line: tree.lineOf(node.from),
  text: textOf(tree, node).trim().slice(0, 60),
});

function annotationsOf(node: SyntaxNode): SyntaxNode[] {
  const modifiers = childrenOf(node).find(({ name }) => name === 'Modifiers');
  return modifiers === undefined ? [] : childrenOf(modifiers).filter(({ name }) => name.endsWith('Annotation'));
}

const nameOf = (tree: Tree, node: SyntaxNode): string => {
  const name = childrenOf(node).find((child) => child.name === 'Definition');
  return name === undefined ? '' : textOf(tree, name);
};

function testOf(tree: Tree, node: SyntaxNode): RawTest | undefined {
  const annotations = annotationsOf(node);
  const isMarked = (pattern: RegExp) => annotations.find((annotation) => pattern.test(textOf(tree, annotation)));
  if (isMarked(TEST) === undefined) return undefined;
  const classes: string[] = [];
  let skip = isMarked(SKIP);
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.name !== 'ClassDeclaration') continue;
    classes.unshift(nameOf(tree, at));
    skip ??= annotationsOf(at).find((annotation) => SKIP.test(textOf(tree, annotation)));
  }
  return {
    title: [...classes, nameOf(tree, node)].join(' > '),
    from: node.from,
    to: node.to,
    body: childrenOf(node).find(({ name }) => name === 'Block'),
    skipped: skip === undefined ? undefined : markerAt(tree, skip),
    timeout: annotations.flatMap((annotation) => timeoutOf(tree, annotation))[0],
    isTable: isMarked(/ParameterizedTest/) !== undefined,
  };
}

/** Seconds in JUnit 5 unless a unit is named, milliseconds in JUnit 4. */
function timeoutOf(tree: Tree, annotation: SyntaxNode): (Marker & { ms: number })[] {
  const text = textOf(tree, annotation);
  const old = /^@(?:\w+\.)*Test\b.*\b(?:timeout|timeOut)\s*=\s*([\d_]+)/s.exec(text)?.[1];
  const modern = /^@(?:\w+\.)*Timeout\s*\(\s*(?:value\s*=\s*)?([\d_]+)/.exec(text)?.[1];
  const number = Number((old ?? modern ?? '').replaceAll('_', '')) || 0;
  if (number === 0) return [];
  const unit = old !== undefined || /MILLISECONDS/.test(text) ? 1 : /MINUTES/.test(text) ? 60_000 : 1000;
  return [{ ...markerAt(tree, annotation), ms: number * unit }];
}

function assertionOf(tree: Tree, node: SyntaxNode): { at: number; assertion: Assertion }[] {
  // The outermost call of a chain stands for all of it.
  if (node.parent?.name === 'MethodInvocation' && node.parent.firstChild?.from === node.from) return [];
  const chain: { name: string; args: string[] }[] = [];
  for (let at: SyntaxNode | null = node; at?.name === 'MethodInvocation'; at = at.firstChild) {
    const children = childrenOf(at);
    const name = children.findLast((child) => child.name === 'MethodName');
    const list = children.findLast((child) => child.name === 'ArgumentList');
    chain.unshift({
      name: name === undefined ? '' : textOf(tree, name),
      args: list === undefined ? [] : splitArguments(textOf(tree, list).slice(1, -1)),
    });
  }
  const [first, ...rest] = chain;
  const last = rest.at(-1);
  if (first === undefined) return [];
  const line = tree.lineOf(node.from);
  const text = textOf(tree, node);
  if (/^(?:assertThat|expectThat|then|verify)$/.test(first.name) && last !== undefined) {
    const names = rest.map(({ name }) => name).filter((name) => !/^(?:as|describedAs|withFailMessage|extracting)$/.test(name));
    const matcher = first.name === 'verify' ? 'calledWith' : (names.at(-1) ?? '');
    const strength = first.name === 'verify' ? 4 : Math.max(...names.map(strengthOf));
    return [
      {
        at: node.from,
        assertion: {
          line,
          text: normalise(text),
          subject: normalise(first.args.join(',')),
          matcher,
          strength,
          slack: slackOf(matcher, tokensOf(last.args.join(','))),
        },
      },
    ];
  }
  const single = chain.at(-1);
  if (single === undefined || !/^(?:assert[A-Z]\w*|fail|verify[A-Z]\w*|expect[A-Z]\w*)$/.test(single.name)) return [];
  const isThrows = single.name.startsWith('assertThrows');
  if (isThrows) {
    const isBroad = /^(?:Exception|Throwable|RuntimeException)\.class$/.test(single.args[0] ?? '');
    return [
      {
        at: node.from,
        assertion: {
          line,
          text: normalise(text),
          subject: normalise(single.args[1] ?? ''),
          matcher: single.name,
          strength: isBroad ? 1 : 2,
          slack: isBroad ? 1000 : 0,
        },
      },
    ];
  }
  const assertion = callAssertion({ name: single.name, args: single.args, line, text });
  return assertion === undefined ? [] : [{ at: node.from, assertion }];
}
