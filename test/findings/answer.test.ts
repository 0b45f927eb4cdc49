import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AnswerInput,
  MAX_ANSWER_CHARS,
  MAX_FINDINGS,
  type ParsedAnswer,
  parseAnswer,
} from '../../runtime/findings/index.ts';
import { verifierAnswerSchema } from '../../runtime/generated/schemas.ts';
import { criterion, raw, TREE, wire } from './build.ts';

const parse = (text: string, more: Partial<AnswerInput> = {}): ParsedAnswer =>
  parseAnswer({
    text,
    criteria: [criterion('AC-1'), criterion('AC-2')],
    receiptsCriteria: [],
    tree: TREE,
    level: 'cross',
    ...more,
  });

const json = (more: Readonly<Record<string, unknown>> = {}): string => JSON.stringify(wire(more));
const fenced = (content: string, fence = '```', language = 'json'): string => `${fence}${language}\n${content}\n${fence}`;
const criteria = (...statuses: readonly string[]): { criteria: unknown } => ({
  criteria: statuses.map((status, index) => ({ id: `AC-${index + 1}`, status, evidence: 'seen' })),
});
const problemsOf = (parsed: ParsedAnswer): string => (parsed.kind === 'valid' ? '' : parsed.problems.join('\n'));

describe('an answer is taken', () => {
  const pretty = JSON.stringify(wire(), null, 2);
  test.each<[string, string, Partial<AnswerInput>, string]>([
    ['from structured output', 'some prose', { structured: wire() }, 'structured'],
    [
      'from structured output before a text that says otherwise',
      json({ verdict: 'concerns' }),
      { structured: wire() },
      'structured',
    ],
    ['from the text when the structured output does not fit', json(), { structured: { answer: 'yes' } }, 'json'],
    ['from the text when structured output is null', json(), { structured: null }, 'json'],
    ['from a whole message that is one object', json(), {}, 'json'],
    ['from a pretty-printed object with blank lines around', `\n\n${pretty}\n\n`, {}, 'json'],
    ['after a byte order mark', `\uFEFF${json()}`, {}, 'json'],
    ['with CRLF line ends', pretty.replaceAll('\n', '\r\n'), {}, 'json'],
    ['through colours', `\u001B[32m${json()}\u001B[0m`, {}, 'json'],
    ['through a terminal title', `\u001B]0;working\u0007${json()}`, {}, 'json'],
    ['from a fenced block between prose', `I looked at it.\n\n${fenced(json())}\n\nThat is all.`, {}, 'fenced'],
    ['from a fenced block with CRLF line ends', `Result:\r\n${fenced(json()).replaceAll('\n', '\r\n')}\r\n`, {}, 'fenced'],
    ['from a block of tildes', `Result:\n${fenced(json(), '~~~')}`, {}, 'fenced'],
    ['from a block marked JSON in capitals', `Result:\n${fenced(json(), '```', 'JSON')}`, {}, 'fenced'],
    ['from a block inside a list', `- the answer:\n\n  ${fenced(pretty).replaceAll('\n', '\n  ')}`, {}, 'fenced'],
    ['from a block inside an HTML details element', `<details>\n\n${fenced(json())}\n\n</details>`, {}, 'fenced'],
    ['from the last block that fits', `${fenced('{"a":1}')}\n${fenced(json())}\n${fenced('[1,2]')}`, {}, 'fenced'],
    ['from the block that parses', `${fenced(json())}\n${fenced('{"tree": ')}`, {}, 'fenced'],
    ['given twice with other evidence', `${fenced(json())}\n${fenced(json({ summary: 'again' }))}`, {}, 'fenced'],
    ['from a complete block whose fence never closes', `Result:\n\`\`\`json\n${json()}`, {}, 'fenced'],
    [
      'after the schema was echoed in a block of its own',
      `${fenced(JSON.stringify(verifierAnswerSchema))}\n${fenced(json())}`,
      {},
      'fenced',
    ],
    ['in the two-line form at level light', 'STATUS: ok\n{"remainingTasks":[]}', { level: 'light' }, 'two-line'],
    [
      'in the two-line form with blank lines and commentary',
      '\n\n  STATUS: ok  \r\n\r\n {} \nfree words',
      { level: 'light' },
      'two-line',
    ],
    ['as JSON at level light too', json(), { level: 'light' }, 'json'],
    [
      'in a block at level light although two lines stand before it',
      `STATUS: missing\n{}\n${fenced(json())}`,
      { level: 'light' },
      'fenced',
    ],
    ['with unknown fields', json({ confidence: 0.9, criteria: wire()['criteria'], extra: { a: 1 } }), {}, 'json'],
    ['with optional fields null', json({ commands: null, summary: null }), {}, 'json'],
    ['with criteria in another order', json({ criteria: (wire()['criteria'] as unknown[]).toReversed() }), {}, 'json'],
    ['without the criterion that a receipt answers', json(criteria('met')), { receiptsCriteria: ['AC-2'] }, 'json'],
    ['without any criterion when receipts answer all', json({ criteria: [] }), { receiptsCriteria: ['AC-1', 'AC-2'] }, 'json'],
    ['with one criterion not checked', json(criteria('met', 'not-checked')), {}, 'json'],
    ['as fail with an unmet criterion', json({ verdict: 'fail', ...criteria('met', 'unmet') }), {}, 'json'],
    ['as fail with a finding', json({ verdict: 'fail', findings: [raw()] }), {}, 'json'],
    [
      'as fail with only a summary, after the repair turn',
      json({ verdict: 'fail', summary: 'It crashes.' }),
      { afterRepair: true },
      'json',
    ],
    ['as concerns with only a summary', json({ verdict: 'concerns', summary: 'Hm.' }), {}, 'json'],
    [
      'when a criterion is answered twice alike',
      json(criteria('met', 'met')).replace('"AC-2"', '"AC-2","status":"met","evidence":""},{"id":"AC-2"'),
      {},
      'json',
    ],
  ])('%s', (_, text, more, form) => {
    const parsed = parse(text, more);
    expect(problemsOf(parsed)).toBe('');
    expect(parsed).toMatchObject({ kind: 'valid', answer: { form } });
  });

  test('answering not-checked to all when every criterion is for a person', () => {
    const manual = [criterion('AC-1', { kind: 'manual' }), criterion('AC-2', { kind: 'manual' })];
    expect(parse(json(criteria('not-checked', 'not-checked')), { criteria: manual }).kind).toBe('valid');
  });
});

describe('an answer is sent back, with the reason, when', () => {
  const first = JSON.stringify(wire(), null, 2);
  test.each<[string, string, Partial<AnswerInput>, string | RegExp]>([
    ['it is empty', ' \n ', {}, 'the answer is empty'],
    ['it is prose', 'All looks good to me.', {}, 'the answer begins "All looks good to me."'],
    ['it is a bare array', `[${json()}]`, {}, 'expected one JSON object, found an array'],
    ['it is an array in a block', fenced(`[${json()}]`), {}, 'json block in line 1: expected one JSON object, found an array'],
    ['it is a text in quotes', JSON.stringify(json()), {}, 'expected one JSON object'],
    ['it is cut off', first.slice(0, -40), {}, /does not parse/],
    [
      'it is cut off within a block',
      `Here:\n\`\`\`json\n${first.slice(0, -40)}`,
      {},
      'is not closed and does not parse (the answer seems to be cut off)',
    ],
    ['JSON stands between prose without a fence', `My answer: ${json()} Bye.`, {}, 'counts only inside a ```json block'],
    ['JSON stands inside an HTML block', `<pre>\n${json()}\n</pre>`, {}, 'counts only inside a ```json block'],
    ['JSON is hidden in an HTML comment', `Fine.\n<!--\n${fenced(json())}\n-->`, {}, 'found neither'],
    ['the block is quoted inside a longer fence', fenced(fenced(json()), '````', 'markdown'), {}, 'found neither'],
    ['the block is quoted inside tildes', fenced(fenced(json()), '~~~', ''), {}, 'found neither'],
    ['the block is marked as another language', fenced(json(), '```', 'javascript'), {}, 'found neither'],
    ['the schema is echoed back', JSON.stringify(verifierAnswerSchema), {}, 'found the schema itself'],
    ['the schema is echoed back in a block', fenced(JSON.stringify(verifierAnswerSchema)), {}, 'found the schema itself'],
    ['it is another schema', '{"passed":true}', {}, 'the answer: "verdict" is missing'],
    [
      'the verdict is an unknown word',
      json({ verdict: 'approve' }),
      {},
      '/verdict: expected one of pass, concerns, fail; found "approve"',
    ],
    ['criteria is an object', json({ criteria: { 'AC-1': 'met' } }), {}, '/criteria: expected array, found an object'],
    [
      'a status is an unknown word',
      json(criteria('met', 'ok')),
      {},
      '/criteria/1/status: expected one of met, partial, unmet, not-checked; found "ok"',
    ],
    ['findings is missing', json({ findings: undefined }), {}, '"findings" is missing'],
    [
      'a severity is an unknown word',
      json({ findings: [{ ...raw(), severity: 'critical' }] }),
      {},
      '/findings/0/severity: expected one of blocker',
    ],
    [
      'a line is no number',
      json({ findings: [raw({ location: { file: 'a', startLine: '3' } as never })] }),
      {},
      '/findings/0/location/startLine: expected integer, found "3"',
    ],
    ['a claim is empty', json({ findings: [raw({ claim: '' })] }), {}, '/findings/0/claim: expected a text, found an empty one'],
    [
      'an expected exit is an unknown word',
      json({ findings: [raw({ reproducer: { cmd: 'x', expect: { exit: 'fails' as never } } })] }),
      {},
      'exit: expected a whole number or "nonzero", found "fails"',
    ],
    ['a criterion is left out', json(criteria('met')), {}, 'expected an entry for every criterion, none for AC-2'],
    [
      'a criterion is answered twice differently',
      json({ criteria: [...(wire()['criteria'] as unknown[]), { id: 'AC-1', status: 'unmet', evidence: '' }] }),
      {},
      'AC-1 is answered twice, met and unmet',
    ],
    ['the tree is another one', json({ tree: 'abc' }), {}, `tree: expected ${TREE}`],
    ['the tree is cut short', json({ tree: TREE.slice(0, 12) }), {}, `tree: expected ${TREE}`],
    ['every criterion is not checked', json(criteria('not-checked', 'not-checked')), {}, 'every one is answered not-checked'],
    ['it says fail without saying why', json({ verdict: 'fail' }), {}, 'say what fails'],
    ['it says fail with a summary only', json({ verdict: 'fail', summary: 'It crashes.' }), {}, 'say what fails'],
    ['it says fail without any reason after the repair turn', json({ verdict: 'fail' }), { afterRepair: true }, 'say what fails'],
    [
      'it says fail for a criterion of its own invention',
      json({ verdict: 'fail', criteria: [...(wire()['criteria'] as unknown[]), { id: 'AC-9', status: 'unmet', evidence: '' }] }),
      {},
      'say what fails',
    ],
    ['the two-line form comes at level cross', 'STATUS: ok\n{"remainingTasks":[]}', {}, 'expected one JSON object'],
    ['the two lines are one', 'STATUS: ok', { level: 'light' }, 'expected a second line'],
    [
      'the status is an unknown word',
      'STATUS: done\n{"remainingTasks":[]}',
      { level: 'light' },
      'expected the first line to be "STATUS: ok" or "STATUS: missing", found "STATUS: done"',
    ],
    [
      'words follow the status on its line',
      'STATUS: ok, mostly\n{"remainingTasks":[]}',
      { level: 'light' },
      'found "STATUS: ok, mostly"',
    ],
    [
      'a block stands between shorter fences inside a longer one',
      `\`\`\`\`text\n\`\`\`\n${fenced(json())}\n\`\`\`\`\n`,
      {},
      'found neither',
    ],
    ['the status has other letters', 'status: ok\n{"remainingTasks":[]}', { level: 'light' }, 'expected the first line'],
    [
      'prose stands before the status',
      'Here is it:\nSTATUS: ok\n{"remainingTasks":[]}',
      { level: 'light' },
      'found "Here is it:"',
    ],
    [
      'the second line is no JSON',
      'STATUS: ok\nnothing left',
      { level: 'light' },
      'expected JSON with remainingTasks on the second line, found "nothing left"',
    ],
    [
      'the second line is a fence',
      `STATUS: ok\n${fenced('{"remainingTasks":[]}', '```', '')}`,
      { level: 'light' },
      'expected JSON with remainingTasks',
    ],
    ['the second line is a list', 'STATUS: missing\n["a"]', { level: 'light' }, 'expected a JSON object on the second line'],
    [
      'a remaining task is no text',
      'STATUS: missing\n{"remainingTasks":["a",2]}',
      { level: 'light' },
      'expected remainingTasks to be a list of texts',
    ],
    [
      'the structured output does not fit and the text is prose',
      'Done.',
      { structured: { verdict: 'pass' } },
      'structured output: the answer: "tree" is missing',
    ],
    ['it is longer than what is read', 'x'.repeat(MAX_ANSWER_CHARS + 1), {}, `at most ${MAX_ANSWER_CHARS} are read`],
    [
      'it has more findings than are taken',
      json({ findings: Array.from({ length: MAX_FINDINGS + 1 }, () => raw()) }),
      {},
      `at most ${MAX_FINDINGS} are taken`,
    ],
  ])('%s', (_, text, more, problem) => {
    const parsed = parse(text, more);
    expect(parsed.kind).toBe('repairable');
    expect(problemsOf(parsed)).toMatch(problem instanceof RegExp ? problem : new RegExp(escape(problem)));
  });
});

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('two blocks that fit contradict each other when they differ in', () => {
  test.each([
    ['the verdict', json({ verdict: 'concerns' }), 'its verdict (concerns, then pass)'],
    ['a criterion', json(criteria('met', 'partial')), 'its criteria'],
  ])('%s', (_, other, difference) => {
    const parsed = parse(`First thought:\n${fenced(other)}\nSecond thought:\n${fenced(json())}`);
    expect(parsed.kind).toBe('contradictory');
    expect(problemsOf(parsed)).toContain(difference);
    expect(problemsOf(parsed)).toContain('lines 2 and 6');
  });
});

test('a status counts as given: two lines of missing tasks come out as they were written', () => {
  const parsed = parse('STATUS: missing\n{"remainingTasks":["Add  a test;\\n then run it","ok"]}\ncommentary', {
    level: 'light',
  });
  expect(parsed).toMatchObject({
    kind: 'valid',
    answer: { verdict: 'fail', remainingTasks: ['Add  a test;\n then run it', 'ok'] },
  });
});

test('missing without any task is a full answer', () => {
  expect(parse('STATUS: missing\n{}', { level: 'light' })).toMatchObject({
    kind: 'valid',
    answer: { verdict: 'fail', remainingTasks: [] },
  });
});

test('optional fields that are null are absent afterwards, and paths, lines and sides are brought into one form', () => {
  const given = {
    category: 'security',
    severity: 'blocker',
    claim: 'A token is logged',
    evidence: 'see line',
    criterion: null,
    location: { file: './src\\log.ts', startLine: 9, endLine: 7 },
    quote: { file: 'src/log.ts', side: null, line: 8, text: 'log(token)' },
    reproducer: null,
    recommendation: '',
  };
  const parsed = parse(json({ findings: [given], commands: [{ cmd: 'npm test' }, { cmd: 'ls', exitCode: 2 }] }));
  expect(parsed.kind === 'valid' && parsed.answer).toEqual({
    form: 'json',
    tree: TREE,
    verdict: 'pass',
    criteria: wire()['criteria'],
    findings: [
      {
        category: 'security',
        severity: 'blocker',
        claim: 'A token is logged',
        evidence: 'see line',
        location: { file: 'src/log.ts', startLine: 7, endLine: 9 },
        quote: { file: 'src/log.ts', side: 'new', line: 8, text: 'log(token)' },
      },
    ],
    commands: [
      { cmd: 'npm test', exitCode: null },
      { cmd: 'ls', exitCode: 2 },
    ],
    summary: '',
    remainingTasks: [],
  });
});

test('criteria of its own invention are ignored with a notice, in findings too', () => {
  const parsed = parse(
    json({
      criteria: [...(wire()['criteria'] as unknown[]), { id: 'AC-7', status: 'unmet', evidence: '' }],
      findings: [raw({ criterion: 'AC-8' }), raw({ criterion: 'AC-1' })],
    }),
  );
  expect(parsed).toMatchObject({
    notices: ['criterion "AC-7" is not one of the item\'s; ignored', 'criterion "AC-8" is not one of the item\'s; ignored'],
  });
  const answer = parsed.kind === 'valid' ? parsed.answer : undefined;
  expect(answer?.criteria.map(({ id }) => id)).toEqual(['AC-1', 'AC-2']);
  expect(answer?.findings.map((each) => each.criterion)).toEqual([undefined, 'AC-1']);
});

test('a finding with a location but without a quote is kept, with a notice', () => {
  const parsed = parse(json({ findings: [raw({ location: { file: 'src/a.ts', startLine: 4, endLine: 4 } })] }));
  expect(parsed).toMatchObject({
    kind: 'valid',
    notices: ['finding "The total is wrong for an empty cart" names src/a.ts:4 without a quote'],
    answer: { findings: [{ location: { file: 'src/a.ts' } }] },
  });
});

test('at most a dozen problems are quoted', () => {
  const findings = Array.from({ length: 40 }, () => ({ ...raw(), severity: 'critical' }));
  const parsed = parse(json({ findings }));
  expect(parsed.kind === 'repairable' && parsed.problems).toHaveLength(13);
  expect(problemsOf(parsed)).toContain('and 28 more of the same kind');
});

test.each([
  ['backticks on one line', '`'.repeat(2_000_000)],
  ['fences that never close', '```json\n'.repeat(200_000)],
  ['empty json blocks', '```json\n```\n'.repeat(100_000)],
  ['brackets', '['.repeat(2_000_000)],
  ['open control sequences', '\u001B[0'.repeat(500_000)],
  ['blank lines', '\n'.repeat(2_000_000)],
  ['white space on one line', ' '.repeat(2_000_000)],
])('two million characters of %s are decided at once', (_, text) => {
  const started = performance.now();
  expect(parse(`x ${text}`, { level: 'light' }).kind).toBe('repairable');
  expect(performance.now() - started).toBeLessThan(5000);
});

test('no text and no structured value makes it throw, and what is taken echoes the tree', () => {
  const pieces = fc.constantFrom(
    '```json\n',
    '```',
    '\n',
    json(),
    '{"tree":',
    'STATUS: ok',
    '{}',
    '<!--',
    '-->',
    '\u001B[1m',
    '[',
    '"',
    '~~~',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(
      texts,
      fc.option(fc.jsonValue()),
      fc.constantFrom('light' as const, 'cross' as const),
      (text, structured, level) => {
        const parsed = parse(text, { structured, level });
        const isProper =
          parsed.kind !== 'valid'
            ? parsed.problems.length > 0
            : parsed.answer.form === 'two-line'
              ? level === 'light'
              : parsed.answer.tree === TREE;
        expect(isProper).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

describe('what is reported besides a task', () => {
  const gap = { level: 'L1', what: 'No length is named', assumption: 'one line' };
  const fix = { type: 'regression', task: 'T-001', files: ['a.ts'], what: 'breaks' };

  test('is kept where it is asked for, and ignored elsewhere', () => {
    const text = json({ gaps: [gap], fixTasks: [fix] });
    const asked = parse(text, { reports: true });
    expect(asked.kind === 'valid' && asked.answer.report).toEqual({ gaps: [gap], fixes: [fix], notices: [] });
    const elsewhere = parse(json({ gaps: 'none at all' }));
    expect(elsewhere.kind === 'valid' && 'report' in elsewhere.answer).toBe(false);
  });

  test('goes back once where an entry does not fit; then that entry alone is left out, with a notice', () => {
    const text = json({ gaps: [gap, { level: 'L7', what: 'x' }], fixTasks: null });
    expect(problemsOf(parse(text, { reports: true }))).toMatch(/gaps\/1: an entry does not fit/);
    const after = parse(text, { reports: true, afterRepair: true });
    expect(after).toMatchObject({
      kind: 'valid',
      notices: [expect.stringContaining('gaps/1')],
      answer: { report: { gaps: [gap] } },
    });
  });
});
