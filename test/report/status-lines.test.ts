import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assembleReport, displayWidth, statusLines } from '../../runtime/report/index.ts';
import { hostileText } from './hostile.ts';
import type { Story } from './story.ts';
import { accepted, blockedEarly, cancelled, executorFailed, notAccepted, Story as Told } from './story.ts';

const shown = (story: Story, width = 100): readonly string[] =>
  statusLines(assembleReport(story.input()), { width, reportPath: 'specs/spec-01-hello/implementation-report.md' }).map((line) =>
    line.map(({ text }) => text).join(''),
  );

test('an accepted run names verdict, checks, verifiers, report and how to land it', () => {
  expect(shown(accepted())).toMatchInlineSnapshot(`
    [
      "accepted spec-01-hello Hello verdict pass",
      "  Every check passes.",
      "attempts   1 of 2  20.0 s",
      "checks     1/1 passed",
      "verifiers  alpha pass, beta pass",
      "report     specs/spec-01-hello/implementation-report.md",
      "next       okstra land spec-01-hello",
    ]
  `);
});

test('a run that was not accepted names what failed and what is left', () => {
  expect(shown(notAccepted())).toMatchInlineSnapshot(`
    [
      "not-accepted spec-01-hello Hello verdict fail",
      "  F-001 is a blocker.",
      "attempts   2 of 2  26.0 s",
      "checks     1/1 passed",
      "verifiers  alpha fail, beta no-result",
      "left to do 1",
      "  - Name the caller",
      "report     specs/spec-01-hello/implementation-report.md",
      "next       okstra run spec-01-hello",
    ]
  `);
});

describe('the next step', () => {
  test.each([
    ['accepted', accepted(), 'okstra land spec-01-hello'],
    ['not accepted', notAccepted(), 'okstra run spec-01-hello'],
    ['interrupted', cancelled(), 'okstra resume run-20310402-091011-k3f9'],
    ['blocked with a fix', blockedEarly(), 'git merge okstra/spec-00'],
    ['failed with a fix', executorFailed(), 'agent login'],
    ['still running', new Told().prepared(), 'okstra resume run-20310402-091011-k3f9'],
  ])('of a run that is %s', (_, story, step) => {
    expect(shown(story).at(-1)).toBe(`next       ${step}`);
  });
});

test('a failing check is named', () => {
  const story = new Told().prepared().attempt().captured().checked({ status: 'failed', exitCode: 1, label: 'unit' });
  expect(shown(story)).toContain('checks     0/1 passed  failing: unit');
});

test('no check configured is a warning, never green', () => {
  const data = assembleReport(accepted({ checks: [] }).input());
  const line = statusLines(data, { width: 80, reportPath: 'r' }).find(([label]) => label?.text.startsWith('checks'));
  expect(line?.slice(1)).toEqual([{ text: 'not configured', style: 'warn' }]);
});

test('of many tasks the first five are shown, and how many more there are', () => {
  const tasks = Array.from({ length: 8 }, (_, index) => `task ${index + 1}`);
  const story = new Told().prepared().attempt().captured().verdict('fail', 'not-accepted', { tasks });
  expect(shown(story)).toEqual(expect.arrayContaining(['left to do 8', '  - task 5', '  and 3 more']));
  expect(shown(story)).not.toContain('  - task 6');
});

test('no line but those to paste is wider than the terminal, and nothing escapes from a text', () => {
  fc.assert(
    fc.property(hostileText(), fc.integer({ min: 0, max: 60 }), (text, width) => {
      const story = accepted({ item: { name: `이름 ${text}` } });
      const lines = shown(story, width);
      for (const line of lines) {
        expect(line).not.toMatch(/[\p{Cc}\u202E]/u);
        if (!line.startsWith('report') && !line.startsWith('next')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }
    }),
  );
});

test.each([
  ['abc', 3],
  ['한국어', 6],
  ['👩\u200D💻', 2],
  ['e\u0301', 1],
  ['\u001B[31mred\u001B[0m', 3],
])('%j takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});
