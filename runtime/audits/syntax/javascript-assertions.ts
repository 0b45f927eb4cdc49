/** Assertions in JavaScript: expect chains, assert functions, should, and helpers named like them. */
import type { SyntaxNode } from '@lezer/common';
import type { Link } from './chains.ts';
import type { Assertion } from './model.ts';
import { isConstant, negated, slackOf, strengthOf } from './strength.ts';
import { normalise, tokensOf } from './tokens.ts';
import { type Tree, textOf } from './tree.ts';

const EXPECTS = new Set(['expect', 'expectTypeOf', 'expectType', 'assertType', 'expectAsync']);
/** Words that carry no meaning in a chain. */
const FILLERS = new Set([
  'to',
  'be',
  'been',
  'is',
  'that',
  'which',
  'and',
  'has',
  'have',
  'with',
  'at',
  'of',
  'does',
  'still',
  'also',
  'resolves',
  'rejects',
  'eventually',
  'deep',
  'own',
  'soft',
  'poll',
  '',
]);
/** ava, tape and node:test's `t`. */
const OF_T =
  /^(?:is|not|deepEqual|notDeepEqual|equal|equals|strictEqual|notEqual|same|true|false|truthy|falsy|ok|notOk|throws|throwsAsync|notThrows|notThrowsAsync|regex|notRegex|like|snapshot|assert|pass|fail|match|doesNotMatch|doesNotThrow|rejects|doesNotReject|deepStrictEqual|plan)$/;

export interface Placed {
  readonly at: number;
  readonly assertion: Assertion;
}

export function assertionsIn(
  tree: Tree,
  chains: readonly { readonly node: SyntaxNode; readonly links: readonly Link[] }[],
): Placed[] {
  return chains.flatMap(({ node, links }) => {
    const said = sayingOf(links);
    if (said === undefined) return [];
    // A promise that nobody waits for is settled after the test has passed.
    const isLost = isPromised(links) && !isAwaited(node);
    const text = `${isLost ? 'unawaited ' : ''}${normalise(textOf(tree, node))}`;
    const words = (args: readonly SyntaxNode[]): string[] => args.flatMap((arg) => tokensOf(textOf(tree, arg)));
    const subject = words(said.subject);
    const expected = words(said.expected);
    // `expect(true).toBe(true)` and `expect(x).toBe(x)` hold whatever happens.
    const holdsAlways =
      (subject.length > 0 && isConstant([...subject, ...expected])) ||
      (said.expected.length > 0 && subject.join(' ') === expected.join(' '));
    if (holdsAlways && said.matcher !== 'fail' && said.matcher !== 'plan' && said.matcher !== 'assertions') return [];
    const rank = strengthOf(said.matcher) - (THROWS.test(said.matcher) && said.expected.length === 0 ? 1 : 0);
    const assertion: Assertion = {
      line: tree.lineOf(node.from),
      text,
      subject: subject.join(' '),
      matcher: said.isNegated ? `not.${said.matcher}` : said.matcher,
      strength: said.isNegated ? negated(rank) : compares(said.matcher, subject) ? 4 : rank,
      slack: slackOf(said.matcher, expected) + (isLost ? 500 : 0),
    };
    return [{ at: node.from, assertion }];
  });
}

const isPromised = (links: readonly Link[]): boolean =>
  links.some(({ name }) => /^(?:resolves|rejects|eventually|rejectedWith|throwsAsync|notThrowsAsync|doesNotReject)$/.test(name));

function isAwaited(node: SyntaxNode): boolean {
  const name = node.parent?.name ?? '';
  return (
    name === 'AwaitExpression' ||
    name === 'ReturnStatement' ||
    name === 'ArrowFunction' ||
    name === 'ArgList' ||
    name === 'ArrayExpression' ||
    name === 'MemberExpression'
  );
}

const THROWS = /^(?:toThrow|toThrowError|throws?|rejects|throwsAsync)$/;

/** `assert(a === b)` demands as much as `assert.strictEqual(a, b)`. */
const compares = (matcher: string, subject: readonly string[]): boolean =>
  /^(?:assert|ok|isTrue|true|truthy|toBe|toBeTruthy|equal)$/.test(matcher) && / = = /.test(` ${subject.join(' ')} `);

interface Saying {
  readonly matcher: string;
  readonly isNegated: boolean;
  readonly subject: readonly SyntaxNode[];
  readonly expected: readonly SyntaxNode[];
}

function sayingOf(links: readonly Link[]): Saying | undefined {
  const [first, ...rest] = links;
  if (first === undefined) return undefined;
  if (first.name === 'chai' && rest[0]?.name === 'expect') return sayingOf(rest);
  if (EXPECTS.has(first.name)) return ofExpect(first, rest);
  const names = links.map(({ name }) => name);
  const last = links.at(-1);
  const args = last?.args;
  if (first.name === 'assert' || (names[0] === 'sinon' && names[1] === 'assert') || (names[0] === 't' && names[1] === 'assert')) {
    return args === undefined ? undefined : ofFunction(names.length === 1 ? 'assert' : (last?.name ?? ''), args);
  }
  if (
    (first.name === 't' || first.name === 'test' || first.name === 'tap') &&
    names.length === 2 &&
    args !== undefined &&
    OF_T.test(last?.name ?? '')
  ) {
    return ofFunction(last?.name ?? '', args);
  }
  const should = names.indexOf('should');
  if (should > 0) return { ...ofChain(rest.slice(should)), subject: [] };
  // supertest's `.expect(200)`, Cypress' `.should('be.visible')`.
  if (args !== undefined && (last?.name === 'expect' || last?.name === 'should') && names.length > 1)
    return { matcher: last.name, isNegated: false, subject: args, expected: [] };
  return args !== undefined && /^(?:expect|assert|should)[A-Z_]/.test(last?.name ?? '')
    ? ofFunction(last?.name ?? '', args)
    : undefined;
}

function ofExpect(first: Link, rest: readonly Link[]): Saying | undefined {
  if (first.args === undefined) {
    // `expect.soft(a).toBe(b)`; `expect.assertions(2)`; `expect.any(String)` is a value and no assertion.
    const [head, ...more] = rest;
    if (head?.name === 'assertions' || head?.name === 'hasAssertions')
      return { matcher: 'assertions', isNegated: false, subject: [], expected: head.args ?? [] };
    return head?.args !== undefined && more.length > 0 ? { ...ofChain(more), subject: head.args } : undefined;
  }
  return rest.length === 0 ? undefined : { ...ofChain(rest), subject: first.args };
}

function ofChain(links: readonly Link[]): Omit<Saying, 'subject'> {
  const said = links.filter(({ name }) => !FILLERS.has(name) && name !== 'not' && name !== 'never');
  const matcher = said.findLast(({ name }) => name !== '') ?? links.at(-1);
  const isDeep = links.some(({ name }) => name === 'deep');
  return {
    matcher: isDeep && matcher?.name === 'equal' ? 'deepEqual' : (matcher?.name ?? ''),
    isNegated: links.some(({ name }) => name === 'not' || name === 'never'),
    expected: matcher?.args ?? [],
  };
}

function ofFunction(name: string, args: readonly SyntaxNode[]): Saying {
  const takesOne =
    /^(?:assert|ok|true|false|truthy|falsy|isTrue|isFalse|isOk|pass|fail|plan|notOk|exists|isDefined|isNull|isUndefined)$/.test(
      name,
    );
  return { matcher: name, isNegated: false, subject: args.slice(0, 1), expected: takesOne ? [] : args.slice(1, 2) };
}
