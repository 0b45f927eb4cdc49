/** From what one language's reader found to the common picture of a file's tests. */
import type { SyntaxNode } from '@lezer/common';
import type { Assertion, Marker, TestCase, TestFile } from './model.ts';
import { isConstant, slackOf, strengthOf } from './strength.ts';
import { normalise, tokensOf } from './tokens.ts';
import { childrenOf, isComment, type Tree, withoutComments } from './tree.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

export const isIn = (at: number, ranges: readonly Range[]): boolean => ranges.some(({ from, to }) => at >= from && at < to);

export interface RawTest extends Range {
  readonly title: string;
  readonly body: SyntaxNode | undefined;
  readonly skipped?: Marker | undefined;
  readonly focused?: Marker | undefined;
  readonly timeout?: TestCase['timeout'];
  readonly retried?: TestCase['retried'];
  readonly isTable?: boolean;
}

export interface Found {
  readonly tests: readonly RawTest[];
  readonly assertions: readonly { readonly at: number; readonly assertion: Assertion }[];
  /** What never runs. */
  readonly dead: readonly Range[];
  /** Calls that skip the test they stand in. */
  readonly skips?: readonly { readonly at: number; readonly marker: Marker }[];
  readonly limits?: TestFile['limits'];
}

export function assemble(tree: Tree, { tests, assertions, dead, skips = [], limits = [] }: Found): TestFile {
  const live = assertions.filter(({ at }) => !isIn(at, dead));
  const cases = tests.map((test): TestCase => {
    const inner = tests.filter((other) => other.from > test.from && other.to <= test.to);
    const isOwn = (at: number): boolean => isIn(at, [test]) && !isIn(at, inner);
    const skipped = test.skipped ?? skips.find(({ at }) => isOwn(at) && !isIn(at, dead))?.marker;
    return {
      title: test.title,
      line: tree.lineOf(test.from),
      endLine: tree.lineOf(Math.max(test.from, test.to - 1)),
      ...(skipped === undefined ? {} : { skipped }),
      ...(test.focused === undefined ? {} : { focused: test.focused }),
      ...(test.timeout === undefined ? {} : { timeout: test.timeout }),
      ...(test.retried === undefined ? {} : { retried: test.retried }),
      isTable: test.isTable ?? false,
      assertions: live.filter(({ at }) => isOwn(at)).map(({ assertion }) => assertion),
      statements:
        test.body === undefined ? 0 : childrenOf(test.body).filter((node) => isStatement(node) && !isIn(node.from, dead)).length,
      tokens: tokensOf(withoutComments(tree, test.from, test.to)),
      body: test.body === undefined ? '' : normalise(withoutComments(tree, test.body.from, test.body.to)),
    };
  });
  return {
    by: 'syntax-tree',
    tests: cases,
    helpers: live.filter(({ at }) => !isIn(at, tests)).map(({ assertion }) => assertion),
    limits,
    tokens: tokensOf(withoutComments(tree, 0, tree.text.length)),
  };
}

/** Named nodes that do something: no brackets, comments, `pass`, or a lone string as documentation. */
function isStatement(node: SyntaxNode): boolean {
  if (!/^[A-Z]/.test(node.name) || isComment(node) || node.name === 'PassStatement' || node.name.startsWith('Return'))
    return false;
  return !(node.name === 'ExpressionStatement' && /^(?:String|Ellipsis)$/.test(node.firstChild?.name ?? ''));
}

/** Behind the first of `enders` in a block nothing runs. */
export function behind(block: SyntaxNode, enders: RegExp): Range[] {
  const end = childrenOf(block).find(({ name }) => enders.test(name));
  return end === undefined ? [] : [{ from: end.to, to: block.to }];
}

/** Arguments as texts, cut at the commas that stand in no bracket and no string. */
export function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quote !== '') {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'" || letter === '`') quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    else if (letter === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

export interface CallFacts {
  readonly name: string;
  readonly args: readonly string[];
  readonly line: number;
  readonly text: string;
}

/** An assertion in the form of a call; undefined when it holds whatever happens. */
export function callAssertion({ name, args, line, text }: CallFacts): Assertion | undefined {
  const words = args.map(tokensOf);
  const meant = words.slice(0, 3);
  const [first = [], second = []] = meant;
  const takesTwo = !TAKES_ONE.test(name);
  const holdsAlways = takesTwo
    ? isConstant([...first, ...second]) || (second.length > 0 && first.join(' ') === second.join(' '))
    : isConstant(first);
  if (args.length > 0 && holdsAlways && !/^(?:fail|panic)/i.test(name)) return undefined;
  // Which side is looked at differs from library to library; it is the one that is no constant.
  const [subject, expected] =
    takesTwo && isConstant(first) && !isConstant(second) ? [second, first] : [first, takesTwo ? second : []];
  const operator = takesTwo ? undefined : operatorOf(first);
  return {
    line,
    text: tokensOf(text).join(' '),
    subject: subject.join(' '),
    matcher: operator ?? name,
    strength: operator === undefined ? strengthOf(name) : strengthOf(operator),
    slack: slackOf(
      name,
      words
        .slice(1)
        .flat()
        .concat(expected === first ? first : []),
    ),
  };
}

const TAKES_ONE =
  /^(?:assert|debug_assert|prop_assert|assertTrue|assertFalse|assertNull|assertNotNull|assertIsNone|assertIsNotNone|True|False|Nil|NotNil|NoError|Error|Empty|NotEmpty|ok|expect|assertThat|check)!?$/;

/** The comparison at the top of an expression: `a == b`. */
export function operatorOf(tokens: readonly string[]): string | undefined {
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if ('([{'.includes(token)) depth += 1;
    else if (')]}'.includes(token)) depth -= 1;
    if (depth !== 0 || at === 0) continue;
    const pair = `${token}${tokens[at + 1] ?? ''}`;
    if (pair === '==' || pair === '!=' || pair === '>=' || pair === '<=') return pair;
    if (token === '>' || token === '<') return token;
    if (token === 'not' && tokens[at + 1] === 'in') return 'not in';
    if (token === 'is') return tokens[at + 1] === 'not' ? 'is not' : 'is';
    if (token === 'in') return 'in';
  }
  return undefined;
}
