import { expect, test } from 'vitest';
import type { ReportData } from '../../runtime/generated/types.ts';
import {
  assembleReport,
  parseReport,
  serialiseReport,
  validateReportData,
  validateReportText,
} from '../../runtime/report/index.ts';
import { accepted, notAccepted } from './story.ts';

const data = (): ReportData => assembleReport(accepted().input());
const FILE = 'report/data.json';
const lineOf = (text: string, wanted: string): number => text.split('\n').findIndex((line) => line.includes(wanted)) + 1;

test('what okstra writes is valid', () => {
  for (const story of [accepted(), notAccepted()]) {
    const text = serialiseReport(assembleReport(story.input()));
    expect(validateReportText(FILE, text)).toEqual([]);
    expect(parseReport(FILE, text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
  }
});

test('a verdict that is none fails with its line and column, what was expected and what was found', () => {
  const text = serialiseReport(data()).replace('"verdict": "pass"', '"verdict": "maybe"');
  const [failure, ...more] = validateReportText(FILE, text);
  expect(more).toEqual([]);
  expect(failure).toMatchObject({
    category: 'findings',
    code: 'report-value',
    message: 'Expected one of pass, concerns, fail, null, found "maybe".',
    details: { expected: 'one of pass, concerns, fail, null', found: '"maybe"' },
    place: { file: FILE, line: lineOf(text, '"maybe"'), column: 16, field: '/run/verdict' },
  });
  expect(failure?.fix).toBeTruthy();
});

test('a document without run fails at the document', () => {
  const { run: _, ...rest } = data();
  expect(validateReportText(FILE, JSON.stringify(rest, null, 2))).toMatchObject([
    {
      code: 'report-missing-key',
      place: { file: FILE, line: 1, column: 1, field: '/run' },
      details: { expected: 'the key "run"' },
    },
  ]);
});

test('an unknown key is named where it stands', () => {
  const text = serialiseReport(data()).replace('  "run": {', '  "extra": 1,\n  "run": {');
  expect(validateReportText(FILE, text)).toMatchObject([
    {
      code: 'report-unknown-key',
      place: { line: lineOf(text, '"extra"'), column: 3, field: '/extra' },
      fix: expect.stringContaining('Remove "extra"') as string,
    },
  ]);
});

test('every problem is told at once, in the order of the text', () => {
  const broken = { ...data(), schemaVersion: 2, commits: 'none', followUps: [{ id: 7 }] };
  const failures = validateReportText(FILE, JSON.stringify(broken, null, 2));
  expect(failures.map(({ place }) => place?.field)).toEqual([
    '/schemaVersion',
    '/commits',
    ...['kind', 'level', 'origin', 'title', 'suggestedPhase', 'scope', 'reason', 'autoSpawn', 'spawned'].map(
      (key) => `/followUps/0/${key}`,
    ),
    '/followUps/0/id',
  ]);
});

test('where a value may be null or an object, the problem inside the object is told', () => {
  const broken = data();
  Reflect.set(broken.diff.ref ?? {}, 'sha256', 'short');
  expect(validateReportText(FILE, serialiseReport(broken)).map(({ place }) => place?.field)).toEqual(['/diff/ref/sha256']);
});

test.each([
  ['', 1, 1],
  ['{\n  "run": }', 2, 10],
  ['{"a": 1,\n"a": 2}', 2, 1],
  ['\uFEFF[1, 2', 1, 6],
])('%j is no JSON, and the place says where', (text, line, column) => {
  expect(validateReportText(FILE, text)).toMatchObject([{ code: 'report-not-json', place: { file: FILE, line, column } }]);
});

test('a value of another type is described', () => {
  expect(validateReportText(FILE, '[]')).toMatchObject([
    { code: 'report-type', message: 'Expected an object, found an empty list.' },
  ]);
});

test('the data of a run is checked without a text to point into', () => {
  expect(validateReportData({ ...data(), item: 1 })).toMatchObject([{ place: { file: 'data.json', field: '/item' } }]);
});
