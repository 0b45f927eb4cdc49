/** Tests in languages without a grammar, read line by line. Coarser than a tree: findings made from it say so. */
import type { Assertion, Marker, TestCase, TestFile } from './model.ts';
import { isConstant, slackOf, strengthOf } from './strength.ts';
import { normalise, tokensOf } from './tokens.ts';

const TEST =
  /^\s*(?:(?:(?:public|private|internal|open|override|async|suspend|static|final)\s+)*(?:func|fun|function|void|Task|def)\s+(`[^`]+`|(?:test|Test|it_|should)\w*)\s*[({]?|[xf]?(?:test|it|specify|scenario|example)\s*[( ]\s*["']([^"']{1,200})["']|TEST(?:_F|_P|_CASE)?\s*\(\s*([^)]{1,200})\)|"([^"]{1,200})"\s+(?:in|should|must)\b)/;
const ANNOTATED = /^\s*(?:@(?:Test|ParameterizedTest)\b|\[(?:Test|Fact|Theory|TestMethod|TestCase)\b|#\[Test\])/;
const DECLARATION =
  /^\s*(?:(?:public|private|protected|internal|open|override|async|suspend|static|final|virtual)\s+)*(?:func|fun|function|void|Task|def|[A-Z]\w*(?:<\w+>)?)\s+(`[^`]+`|\w+)\s*\(/;
const SKIP =
  /^\s*(?:@(?:Disabled|Ignore)\b|@tag\s+:?skip|\[(?:Ignore|Skip)\b|\[(?:Fact|Theory)\s*\(\s*Skip\s*=|x(?:it|describe|context|specify|test)\b|(?:it|describe|context|test|specify)\s*[(.]?\s*skip\b|skip\b|pending\b|GTEST_SKIP\b|DISABLED_|throw\s+XCTSkip|\$this->markTest(?:Skipped|Incomplete)|ignore\s*\()|\bDISABLED_\w+|\bskip:\s*(?:true|['"])|\.skip\s*\(/;
const FOCUS =
  /^\s*(?:f(?:it|describe|context|specify)\b|(?:it|describe|context|test)\.only\b)|\b(?:focus|focused|only):\s*true|\bfocus\b\s*(?:do|=>)/;
const ASSERTS =
  /(?:^|[^\w.])((?:XCT)?[Aa]ssert(?:\.\w+|\w*)|expect|should\w*|EXPECT_\w+|ASSERT_\w+|CHECK\w*|REQUIRE\w*|refute\w*|verify\w*|fail)\s*[!(. ]|\.(should\w*|must_\w+|wont_\w+|to(?:_not)?|not_to)\b|->(assert\w+|expect\w+|to\w+)\s*\(/;

const isComment = (line: string): boolean => /^\s*(?:\/\/|#(?!\[)|\*|\/\*|--|<!--)/.test(line);

/** Never throws. */
export function readLines(text: string): TestFile {
  const lines = text.split(/\r?\n/);
  const code = lines.map((line) => (isComment(line) ? '' : line));
  const starts = code.flatMap((line, at) => {
    const title = titleIn(code, line, at);
    return title === undefined ? [] : [{ title, at, from: firstMark(code, at) }];
  });
  const tests = starts.map((start, index): TestCase => {
    const end = starts[index + 1]?.from ?? code.length;
    const own = code.slice(start.from, end);
    const body = code.slice(start.at + 1, end).filter((line) => /\w/.test(line) && !/^\s*(?:end|pass|return;?)\s*$/.test(line));
    const skipped = markIn(own, start.from, SKIP);
    const focused = markIn(own, start.from, FOCUS);
    return {
      title: start.title,
      line: start.at + 1,
      endLine: Math.max(start.at + 1, end),
      ...(skipped === undefined ? {} : { skipped }),
      ...(focused === undefined ? {} : { focused }),
      isTable: false,
      assertions: own.flatMap((line, at) => assertionIn(line, start.from + at + 1)),
      statements: body.length,
      tokens: tokensOf(own.join('\n')),
      body: normalise(body.join('\n')),
    };
  });
  const first = starts[0]?.from ?? code.length;
  return {
    by: 'lines',
    tests,
    helpers: code.slice(0, first).flatMap((line, at) => assertionIn(line, at + 1)),
    limits: [],
    tokens: tokensOf(code.join('\n')),
  };
}

function titleIn(code: readonly string[], line: string, at: number): string | undefined {
  if (line.length > 1000) return undefined;
  const named = TEST.exec(line)
    ?.slice(1)
    .find((group) => group !== undefined);
  if (named !== undefined) return named.replaceAll(/\bDISABLED_/g, '').trim();
  const declared = DECLARATION.exec(line)?.[1];
  if (declared === undefined) return undefined;
  const before = code.slice(Math.max(0, at - 4), at).findLast((each) => each.trim() !== '' && !/^\s*[@[#]/.test(each));
  const marks = code.slice(Math.max(0, at - 4), at);
  return marks.some((each, index) => ANNOTATED.test(each) && !marks.slice(index + 1).includes(before ?? '\0'))
    ? declared
    : undefined;
}

/** Annotations stand above the declaration. */
function firstMark(code: readonly string[], at: number): number {
  let from = at;
  while (from > 0 && /^\s*(?:@\w|\[\w|#\[)/.test(code[from - 1] ?? '')) from -= 1;
  return from;
}

function markIn(lines: readonly string[], from: number, pattern: RegExp): Marker | undefined {
  const at = lines.findIndex((line) => line.length <= 1000 && pattern.test(line));
  return at === -1 ? undefined : { line: from + at + 1, text: (lines[at] ?? '').trim().slice(0, 60) };
}

function assertionIn(line: string, number: number): Assertion[] {
  if (line.length > 1000) return [];
  const found = ASSERTS.exec(line);
  const matcher = found?.slice(1).find((group) => group !== undefined);
  if (found === null || matcher === undefined) return [];
  const inside = tokensOf(/\(([^]*)\)/.exec(line)?.[1] ?? line.slice(found.index + found[0].length));
  if (isConstant(inside.filter((token) => token !== ','))) return [];
  const words = tokensOf(line);
  const chained = words.findLast((word) =>
    /^(?:eq|equal|be|include|match|raise_error|toBe|toEqual|be_nil|be_truthy|isEqualTo|isNotNull)$/.test(word),
  );
  const name = chained ?? matcher.replace(/^(?:XCT|EXPECT_|ASSERT_|Assert\.)/i, '');
  const isWeak = /^(?:be_truthy|NotNil|True|TRUE|False|FALSE|NE|not_nil|isNotNull)$/.test(name);
  return [
    {
      line: number,
      text: words.join(' '),
      subject: inside.slice(0, 40).join(' '),
      matcher: name,
      strength: isWeak ? 1 : strengthOf(name),
      slack: slackOf(name, inside),
    },
  ];
}
