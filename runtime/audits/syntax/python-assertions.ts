/** Assertions in Python: assert statements, unittest's methods, pytest's context managers, mocks. */
import type { SyntaxNode } from '@lezer/common';
import { callAssertion, operatorOf, splitArguments } from './assemble.ts';
import type { Assertion } from './model.ts';
import { isConstant, negated, slackOf, strengthOf } from './strength.ts';
import { normalise, tokensOf } from './tokens.ts';
import { childrenOf, type Tree, textOf } from './tree.ts';

export function assertOf(tree: Tree, node: SyntaxNode): { at: number; assertion: Assertion }[] {
  const condition = childrenOf(node)[1];
  // `assert (a == b, "message")` asserts a tuple, which always holds.
  if (condition === undefined || condition.name === 'TupleExpression') return [];
  const tokens = tokensOf(textOf(tree, condition));
  const operator = operatorOf(tokens);
  if (isConstant(tokens)) return [];
  const at = operator === undefined ? -1 : indexOfOperator(tokens, operator);
  const [left, right] =
    at === -1
      ? [tokens, []]
      : [
          tokens.slice(0, at),
          tokens.slice(
            at +
              (operator?.includes(' ') || operator === '==' || operator === '!=' || operator === '>=' || operator === '<='
                ? 2
                : 1),
          ),
        ];
  if (at !== -1 && left.join(' ') === right.join(' ')) return [];
  const isNot = tokens[0] === 'not';
  const first = tokens[isNot ? 1 : 0] ?? '';
  const matcher = operator ?? (/^(?:isinstance|issubclass|hasattr|callable)$/.test(first) ? first : 'ok');
  const strength = operator === undefined ? 1 : strengthOf(operator);
  const assertion: Assertion = {
    line: tree.lineOf(node.from),
    text: normalise(textOf(tree, condition)),
    subject: (isNot ? left.slice(1) : left).join(' '),
    matcher: isNot ? `not ${matcher}` : matcher,
    strength: isNot && operator !== undefined ? negated(strength) : strength,
    slack: slackOf(matcher, right),
  };
  return [{ at: node.from, assertion }];
}

function indexOfOperator(tokens: readonly string[], operator: string): number {
  const [first = '', second] = operator.includes(' ')
    ? operator.split(' ')
    : operator.length === 2 && !/\w/.test(operator)
      ? [operator[0] ?? '', operator[1]]
      : [operator];
  return tokens.findIndex((token, at) => at > 0 && token === first && (second === undefined || tokens[at + 1] === second));
}

const RAISES = /^(?:pytest\.(?:raises|warns|deprecated_call)|self\.assert(?:Raises|Warns)(?:Regex)?|self\.assertLogs)$/;

export function callOf(tree: Tree, node: SyntaxNode): { at: number; assertion: Assertion }[] {
  const callee = node.firstChild;
  const list = node.lastChild;
  if (callee === null || list?.name !== 'ArgList') return [];
  const name = textOf(tree, callee);
  const args = splitArguments(textOf(tree, list).slice(1, -1));
  const line = tree.lineOf(node.from);
  if (RAISES.test(name)) {
    const [exception = ''] = args;
    const isBroad = /^(?:Base)?Exception$/.test(exception);
    const isExact = args.some((arg) => arg.startsWith('match')) || name.endsWith('Regex');
    const text = normalise(`${name}(${args.join(',')})`);
    return [
      {
        at: node.from,
        assertion: {
          line,
          text,
          subject: 'raises',
          matcher: 'raises',
          strength: isBroad ? 1 : isExact ? 3 : 2,
          slack: isBroad ? 1000 : 0,
        },
      },
    ];
  }
  const last = name.split('.').at(-1) ?? name;
  const isOfSelf = /^self\.(?:assert|fail)/.test(name);
  const isOfOthers = /^assert_?[a-zA-Z]/.test(last) || /^(?:expect|check|verify)_[a-z]/.test(last);
  if (!isOfSelf && !isOfOthers && name !== 'pytest.fail') return [];
  // A mock's own assertion looks at the mock.
  const onMock = /^assert_(?:called|not_called|has_calls|any_call|awaited)/.test(last);
  const assertion = callAssertion({
    name: last,
    args: onMock ? [name.slice(0, -last.length - 1), ...args] : args,
    line,
    text: `${name}(${args.join(',')})`,
  });
  return assertion === undefined ? [] : [{ at: node.from, assertion }];
}
