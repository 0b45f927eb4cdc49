import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MAX_ANSWER_CHARS,
  MAX_FINDINGS,
  type ParsedPositions,
  type PositionsInput,
  parsePositions,
} from '../../runtime/findings/index.ts';
import { positionsAnswerSchema } from '../../runtime/generated/schemas.ts';
import { raw, TREE, wire } from './build.ts';

const parse = (text: string, more: Partial<PositionsInput> = {}): ParsedPositions =>
  parsePositions({ text, tree: TREE, asked: ['F-001', 'F-002'], criteria: ['AC-1'], ...more });

const on = (finding: string, position = 'AGREE', more: Readonly<Record<string, unknown>> = {}) => ({
  finding,
  position,
  evidence: 'line 4',
  ...more,
});
const BOTH = [on('F-001'), on('F-002', 'DISAGREE', { kind: 'c' })];
const value = (positions: readonly unknown[] = BOTH, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  tree: TREE,
  positions,
  findings: [],
  ...more,
});
const json = (positions?: readonly unknown[], more?: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(value(positions, more));
const fenced = (content: string, fence = '```', language = 'json'): string => `${fence}${language}\n${content}\n${fence}`;
const problemsOf = (parsed: ParsedPositions): string => (parsed.kind === 'valid' ? '' : parsed.problems.join('\n'));
const valid = (parsed: ParsedPositions) => {
  expect(problemsOf(parsed)).toBe('');
  if (parsed.kind !== 'valid') throw new Error('not taken');
  return parsed;
};

describe('positions are taken', () => {
  const pretty = JSON.stringify(value(), null, 2);
  test.each<[string, string, Partial<PositionsInput>, string]>([
    ['from structured output', 'some prose', { structured: value() }, 'structured'],
    [
      'from structured output before a text that says otherwise',
      json([on('F-001', 'DISAGREE')]),
      { structured: value() },
      'structured',
    ],
    ['from the text when the structured output does not fit', json(), { structured: { positions: 'none' } }, 'json'],
    ['from the text when structured output is null', json(), { structured: null }, 'json'],
    ['from a whole message that is one object', json(), {}, 'json'],
    ['from a pretty-printed object with blank lines around', `\n\n${pretty}\n`, {}, 'json'],
    ['after a byte order mark', `\uFEFF${json()}`, {}, 'json'],
    ['with CRLF line ends', pretty.replaceAll('\n', '\r\n'), {}, 'json'],
    ['through colours and a terminal title', `\u001B]0;busy\u0007\u001B[32m${json()}\u001B[0m`, {}, 'json'],
    ['from a fenced block between prose', `I looked.\n\n${fenced(json())}\n\nDone.`, {}, 'fenced'],
    ['from a fenced block with CRLF line ends', `I looked.\r\n${fenced(pretty).replaceAll('\n', '\r\n')}\r\n`, {}, 'fenced'],
    ['from a block of tildes', `I looked.\n${fenced(json(), '~~~')}`, {}, 'fenced'],
    ['from a complete block whose fence never closes', `I looked.\n\`\`\`json\n${json()}`, {}, 'fenced'],
    ['from the last block that fits', `${fenced('{"a":1}')}\n${fenced(json())}\n${fenced('[1]')}`, {}, 'fenced'],
    ['given twice alike', `${fenced(json())}\n${fenced(json())}`, {}, 'fenced'],
    ['given twice alike in another order', `${fenced(json())}\n${fenced(json(BOTH.toReversed()))}`, {}, 'fenced'],
    [
      'after the schema was echoed in a block',
      `${fenced(JSON.stringify(positionsAnswerSchema))}\n${fenced(json())}`,
      {},
      'fenced',
    ],
    ['after the first review was repeated in a block', `${fenced(JSON.stringify(wire()))}\n${fenced(json())}`, {}, 'fenced'],
    ['with optional fields null', json([on('F-001', 'AGREE', { kind: null, quote: null }), on('F-002')]), {}, 'json'],
    ['with unknown fields', json([on('F-001', 'AGREE', { sure: 0.9 }), on('F-002')], { mood: 'good' }), {}, 'json'],
    ['with a finding answered twice alike', json([...BOTH, on('F-001')]), {}, 'json'],
    ['with blanks around ids and tree', json([on(' F-001 '), on('F-002')], { tree: ` ${TREE}\n` }), {}, 'json'],
  ])('%s', (_, text, more, form) => {
    const { answer } = valid(parse(text, more));
    expect(answer).toMatchObject({ form, tree: TREE });
    expect(answer.positions.map(({ finding }) => finding).toSorted()).toEqual(['F-001', 'F-002']);
  });
});

describe('positions are sent back, with the reason, when', () => {
  const pretty = JSON.stringify(value(), null, 2);
  test.each<[string, string, Partial<PositionsInput>, string | RegExp]>([
    ['there is nothing', ' \n', {}, 'the answer is empty'],
    ['they are prose', 'I agree with all of it.', {}, 'the answer begins "I agree with all of it."'],
    ['they are in the two-line form', 'STATUS: ok\n{"remainingTasks":[]}', {}, /found neither|expected/],
    ['they are a bare array', JSON.stringify(BOTH), {}, 'expected one JSON object, found an array'],
    ['they are cut off', pretty.slice(0, -30), {}, /does not parse/],
    ['they are cut off within a block', `So:\n\`\`\`json\n${pretty.slice(0, -30)}`, {}, 'the answer seems to be cut off'],
    ['they are a review', JSON.stringify(wire()), {}, '"positions" is missing'],
    ['they are the schema itself', JSON.stringify(positionsAnswerSchema), {}, 'found the schema itself'],
    ['they stand in an HTML comment', `Fine.\n<!--\n${fenced(json())}\n-->`, {}, 'found neither'],
    ['they are quoted inside a longer fence', fenced(fenced(json()), '````', 'markdown'), {}, 'found neither'],
    ['JSON stands between prose', `Here: ${json()} Bye.`, {}, 'counts only inside a ```json block'],
    [
      'neither structured output nor text fits',
      'x',
      { structured: { a: 1 } },
      'structured output: the answer: "tree" is missing',
    ],
    ['the tree is another one', json(BOTH, { tree: 'f00' }), {}, `tree: expected ${TREE}`],
    ['the tree is empty', json(BOTH, { tree: '' }), {}, '/tree: expected a text, found an empty one'],
    ['a finding is left out', json([on('F-001')]), {}, 'expected an entry for every finding, none for F-002'],
    ['all are left out', json([]), {}, 'none for F-001, F-002'],
    ['only others are answered', json([on('F-003')]), {}, 'none for F-001, F-002'],
    ['the id is written in another way', json([on('f-001'), on('F-002')]), {}, 'none for F-001'],
    ['a finding is answered twice, and otherwise', json([...BOTH, on('F-001', 'DISAGREE')]), {}, 'F-001 is answered twice'],
    [
      'a finding is answered twice with another kind',
      json([...BOTH, on('F-002', 'DISAGREE', { kind: 'a' })]),
      {},
      'F-002 is answered twice',
    ],
    [
      'a position is another word',
      json([on('F-001', 'MAYBE'), on('F-002')]),
      {},
      /\/positions\/0\/position: expected one of AGREE/,
    ],
    [
      'a kind is another letter',
      json([on('F-001', 'DISAGREE', { kind: 'f' }), on('F-002')]),
      {},
      '/positions/0/kind: expected one of a, b, c, d, e',
    ],
    [
      'evidence is missing',
      json([{ finding: 'F-001', position: 'AGREE' }, on('F-002')]),
      {},
      '/positions/0: "evidence" is missing',
    ],
    [
      'a quote has no line',
      json([on('F-001', 'AGREE', { quote: { file: 'a', text: 't' } }), on('F-002')]),
      {},
      '"line" is missing',
    ],
    ['findings are missing', JSON.stringify({ tree: TREE, positions: BOTH }), {}, '"findings" is missing'],
    ['a new finding does not fit', json(BOTH, { findings: [{ claim: 'x' }] }), {}, '/findings/0: "category" is missing'],
    [
      'there are more new findings than are taken',
      json(BOTH, { findings: Array.from({ length: MAX_FINDINGS + 1 }, () => raw()) }),
      {},
      `findings: ${MAX_FINDINGS + 1} entries, at most ${MAX_FINDINGS}`,
    ],
    ['the text is huge', `{"a":"${'x'.repeat(MAX_ANSWER_CHARS)}"}`, {}, `at most ${MAX_ANSWER_CHARS} are read`],
  ])('%s', (_, text, more, problem) => {
    const parsed = parse(text, more);
    expect(parsed.kind).toBe('repairable');
    expect(problemsOf(parsed)).toMatch(problem instanceof RegExp ? problem : literally(problem));
  });

  test('several things are wrong, each named', () => {
    const parsed = parse(json([on('F-001'), on('F-001', 'DISAGREE')], { tree: 'f00' }));
    expect(problemsOf(parsed)).toMatch(/tree: expected[^]*F-001 is answered twice/);
  });
});

const literally = (text: string): RegExp => new RegExp(text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));

describe('two blocks that fit contradict each other when they differ in', () => {
  test.each<[string, string]>([
    ['a position', json([on('F-001', 'SUPPLEMENT'), BOTH[1]])],
    ['a kind', json([BOTH[0], on('F-002', 'DISAGREE', { kind: 'a' })])],
    ['what they answer', json([BOTH[0]])],
  ])('%s', (_, other) => {
    const parsed = parse(`First:\n${fenced(other)}\nThen:\n${fenced(json())}`);
    expect(parsed.kind).toBe('contradictory');
    expect(problemsOf(parsed)).toContain('differs from the first in its positions');
  });

  test('nothing but words are one answer, the last', () => {
    const first = json([on('F-001', 'AGREE', { evidence: 'x' }), BOTH[1]]);
    expect(valid(parse(`${fenced(first)}\n${fenced(json())}`)).answer.positions[0]?.evidence).toBe('line 4');
  });
});

describe('what a position becomes', () => {
  const only = (position: string, more: Readonly<Record<string, unknown>> = {}) =>
    valid(parse(json([on('F-001', position, more)]), { asked: ['F-001'] })).answer.positions[0];
  const quote = { file: '.\\src\\a.ts', side: null, line: 3, text: ' x ' };

  test.each<[string, string, Readonly<Record<string, unknown>>, string | undefined]>([
    ['DISAGREE without a kind says that the evidence does not show it', 'DISAGREE', {}, 'e'],
    ['DISAGREE with null as kind too', 'DISAGREE', { kind: null }, 'e'],
    ['DISAGREE keeps its kind', 'DISAGREE', { kind: 'b' }, 'b'],
    ['a kind beside AGREE is dropped', 'AGREE', { kind: 'a' }, undefined],
    ['a kind beside SUPPLEMENT is dropped', 'SUPPLEMENT', { kind: 'd' }, undefined],
    ['a kind beside WITHDRAW is dropped', 'WITHDRAW', { kind: 'c' }, undefined],
  ])('%s', (_, position, more, kind) => {
    const taken = only(position, more);
    expect(taken?.kind).toBe(kind);
    expect(Object.keys(taken ?? {})).toEqual(
      kind === undefined ? ['finding', 'position', 'evidence'] : ['finding', 'position', 'kind', 'evidence'],
    );
  });

  test('its quote is brought into one form, and null is none', () => {
    expect(only('DISAGREE', { kind: 'a', quote })?.quote).toEqual({ file: 'src/a.ts', side: 'new', line: 3, text: ' x ' });
    expect(only('AGREE', { quote: null })).not.toHaveProperty('quote');
  });
});

describe('with a notice', () => {
  test('a position on what was not asked about is ignored', () => {
    const { answer, notices } = valid(parse(json([...BOTH, on('F-009'), on('F-009', 'DISAGREE')])));
    expect(answer.positions).toHaveLength(2);
    expect(notices).toEqual(['finding "F-009" was not asked about; its position is ignored']);
  });

  test('a criterion of its own invention is left out of a new finding', () => {
    const findings = [raw({ criterion: 'AC-9' }), raw({ claim: 'Other', criterion: 'AC-1' })];
    const { answer, notices } = valid(parse(json(BOTH, { findings })));
    expect(answer.findings.map(({ criterion }) => criterion)).toEqual([undefined, 'AC-1']);
    expect(notices).toEqual(['criterion "AC-9" is not one of the item\'s; ignored']);
  });

  test('a new finding with a place and without a quote is kept', () => {
    const findings = [raw({ location: { file: './x.ts', startLine: 9, endLine: 4 } })];
    const { answer, notices } = valid(parse(json(BOTH, { findings })));
    expect(answer.findings[0]?.location).toEqual({ file: 'x.ts', startLine: 4, endLine: 9 });
    expect(notices).toEqual(['finding "The total is wrong for an empty cart" names x.ts:4 without a quote']);
  });
});

test.each([
  ['braces', '{'.repeat(2_000_000)],
  ['backticks', '`'.repeat(2_000_000)],
  ['escape characters', '\u001B['.repeat(1_000_000)],
])('two million characters of %s are decided at once', (_, text) => {
  const started = performance.now();
  expect(parse(`x ${text}`).kind).toBe('repairable');
  expect(performance.now() - started).toBeLessThan(5000);
});

test('no text and no structured value makes it throw, and what is taken answers exactly what was asked', () => {
  const pieces = fc.constantFrom(
    '```json\n',
    '```',
    '\n',
    json(),
    json([on('F-001')]),
    '{"tree":',
    '{}',
    '<!--',
    '\u001B[1m',
    '[',
    '"',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, fc.option(fc.oneof(fc.jsonValue(), fc.constant(value()))), (text, structured) => {
      const parsed = parse(text, { structured });
      if (parsed.kind !== 'valid') expect(parsed.problems.length).toBeGreaterThan(0);
      else
        expect([parsed.answer.tree, ...parsed.answer.positions.map(({ finding }) => finding)]).toEqual([TREE, 'F-001', 'F-002']);
    }),
    { numRuns: 200 },
  );
});
