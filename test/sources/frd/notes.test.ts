import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRedactor } from '../../../runtime/redaction/index.ts';
import { ATTRIBUTES_FILE, withNotesMerge } from '../../../runtime/sources/frd/hygiene.ts';
import type { NewNote } from '../../../runtime/sources/frd/notes.ts';
import { appendNotes, NOTES_FILE, parseNotes, pickNotes } from '../../../runtime/sources/frd/notes.ts';
import { commit, repository, run } from '../../git/scratch.ts';

const TODAY = '2031-04-02';
const news = (more: Partial<NewNote> = {}): NewNote => ({
  context: 'build',
  situation: 'The build fails on a fresh clone.',
  learning: 'Code is generated before it is compiled.',
  action: 'Run the generator first.',
  check: 'npm run generate',
  applicability: 'every build',
  ...more,
});
const redact = makeRedactor(['hunter2-hunter2']).known;
const append = (text: string | undefined, ...given: readonly NewNote[]) =>
  appendNotes(text, given, { today: TODAY, task: 'FRD-001-T1', redact });
const textOf = (answer: ReturnType<typeof append>): string => {
  if (answer.kind !== 'appended') throw new Error(answer.why);
  return answer.text;
};
const entry = (date: string, context: string, words: string): string =>
  `### ${date} ${context}\n- Situation: ${words}\n- Learning: l\n`;

describe('what is appended', () => {
  test('is an entry in the documented form, behind what is there', () => {
    const before = '# Notes\n\n### 2031-01-01 old\n- Situation: x\n';
    expect(append(before, news())).toEqual({
      kind: 'appended',
      summary: 'build',
      text: `${before}
### 2031-04-02 FRD-001-T1: build
- Situation: The build fails on a fresh clone.
- Learning: Code is generated before it is compiled.
- Action/Decision: Run the generator first.
- Reusable check/command: npm run generate
- Applicability: every build (FRD-001-T1)
`,
    });
  });

  test('makes the file where there is none, and keeps Windows line ends', () => {
    expect(textOf(append(undefined, news()))).toMatch(/^### 2031-04-02 FRD-001-T1: build\n- Situation/);
    expect(textOf(append('# Notes', news()))).toMatch(/^# Notes\n\n### /);
    expect(textOf(append('# Notes\r\n', news()))).toMatch(/^# Notes\r\n\r\n### .*\r\n- Situation[^\n]*\r\n/);
  });

  test('is one line for each field, of bounded length', () => {
    const text = textOf(append('', news({ situation: 'a\n### 2031-01-01 forged\n- b', learning: 'long '.repeat(500) })));
    expect(parseNotes(text).entries).toHaveLength(1);
    expect(text.split('\n').every((line) => line.length < 450)).toBe(true);
  });

  test('holds no secret and no address of a person', () => {
    const text = textOf(
      append('', news({ action: 'Ask jo@example.org for hunter2-hunter2 or ghp_0123456789abcdefghijklmnopqrstuvwxyzAB.' })),
    );
    expect(text).not.toMatch(/hunter2|jo@example|ghp_0123/);
    expect(text.match(/\[redacted:/g)?.length).toBe(3);
    const more = textOf(
      append(
        '',
        news({ action: 'Log in with password=correct-horse on 2031-04-02, or call +49 170 5550199 or (555) 010-2345.' }),
      ),
    );
    expect(more).toContain(
      '- Action/Decision: Log in with password=[redacted:secret] on 2031-04-02, or call [redacted:phone] or [redacted:phone].',
    );
  });

  test('by two branches is there whole once both are merged', () => {
    const dir = repository();
    const base = run(dir, 'branch', '--show-current');
    const made = ['FRD-001-T1', 'FRD-002-T1'].map((task, n) => {
      const words = n === 0 ? {} : { situation: 'Tests hang.', learning: 'A port is taken.', action: 'Choose another.' };
      const answer = appendNotes(undefined, [news(words)], { today: TODAY, task, redact });
      const text = textOf(answer);
      run(dir, 'checkout', '-q', '-b', task, base);
      commit(dir, { [NOTES_FILE]: text, [ATTRIBUTES_FILE]: withNotesMerge(undefined) ?? '' });
      return text.trim();
    });
    run(dir, 'checkout', '-q', base);
    run(dir, 'merge', '-q', '--no-edit', 'FRD-001-T1');
    run(dir, 'merge', '-q', '--no-edit', 'FRD-002-T1');
    const merged = parseNotes(readFileSync(join(dir, NOTES_FILE), 'utf8'));
    expect(merged.entries.map(({ text }) => text)).toEqual(made);
  });
});

describe('nothing is appended', () => {
  test('without anything that was learned', () => {
    expect(append('x', news({ learning: ' \n ' }))).toEqual({ kind: 'no_change', why: 'nothing was learned' });
    expect(append('x')).toEqual({ kind: 'no_change', why: 'nothing new' });
  });

  test('of what is there in much the same words, also when the same run says it twice', () => {
    const first = textOf(append('', news()));
    const again = news({ context: 'other', learning: 'code is generated, before it is compiled!', applicability: 'elsewhere' });
    expect(append(first, again)).toEqual({ kind: 'no_change', why: '"other" is known' });
    expect(parseNotes(textOf(append('', news(), again))).entries).toHaveLength(1);
    expect(
      parseNotes(
        textOf(
          append(
            first,
            news({
              learning: 'Ports below 1024 are closed.',
              situation: 'A server cannot bind.',
              action: 'Choose 8080.',
              check: 'ss -ltn',
            }),
          ),
        ),
      ).entries,
    ).toHaveLength(2);
  });

  test('whatever the entry: appending it twice changes the file once, and the file always grows at its end', () => {
    const words = fc.string({ unit: 'binary', maxLength: 60 });
    const notes = fc.record({
      context: words,
      situation: words,
      learning: words,
      action: words,
      check: words,
      applicability: words,
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), notes, (before, note) => {
        const answer = append(before, note);
        if (answer.kind === 'no_change') return;
        expect(answer.text.startsWith(before)).toBe(true);
        if (!/[`~]{3}/.test(before)) expect(append(answer.text, note).kind).toBe('no_change');
      }),
    );
  });
});

describe('what a prompt gets', () => {
  const file = [
    '# Rules of the house',
    ...['2031-01-01', '2031-01-02', '2031-01-03', '2031-01-04', '2031-01-05', '2031-01-06'].map((date, n) =>
      entry(date, `c${n}`, n === 1 ? 'login form password' : `topic${n} other words`),
    ),
  ].join('\n\n');
  const contexts = (budget: number, about = ''): string[] =>
    [...pickNotes(parseNotes(file), about, budget).text.matchAll(/^### \S+ (\S+)/gm)].map(([, name = '']) => name);

  test('are what stands above the entries, the three newest, and then those most like the work, in the order of the file', () => {
    expect(contexts(10_000)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5']);
    const one = Math.ceil(entry('2031-01-01', 'c0', 'topic0 other words').length / 4) + 1;
    expect(contexts(6 + one * 4, 'the login form')).toEqual(['c1', 'c3', 'c4', 'c5']);
    expect(contexts(6 + one * 3)).toEqual(['c3', 'c4', 'c5']);
    expect(pickNotes(parseNotes(file), '', 10).text).toBe('# Rules of the house');
    // However much another is like the work.
    expect(contexts(6 + one, 'the login form')).toEqual(['c5']);
  });

  test('the beginning of what stands above the entries where it does not fit whole, with a word of the rest', () => {
    const rules = Array.from({ length: 80 }, (_, n) => `Rule ${n} of the house.`).join('\n');
    const picked = pickNotes(parseNotes(`${rules}\n\n${entry('2031-01-01', 'c0', 'x')}`), '', 200);
    expect(picked).toMatchObject({ isCut: true, taken: 1 });
    expect(picked.text).toMatch(/^Rule 0 of the house\.\nRule 1 [^]*\n\(the rest of this does not fit; [^]*### 2031-01-01 c0/);
    expect(picked.tokens).toBeLessThanOrEqual(200);
  });

  test('never more than the budget', () => {
    fc.assert(
      fc.property(fc.nat(400), (budget) => {
        const picked = pickNotes(parseNotes(file), 'login', budget);
        expect(Math.ceil(picked.text.length / 4)).toBeLessThanOrEqual(budget);
        expect(picked.taken + picked.left).toBe(6);
      }),
    );
  });

  test('an example in a code fence is no entry', () => {
    const { preamble, entries } = parseNotes('Form:\n```\n### 2031-01-01 context\n```\n\n### 2031-01-02 real\n- Situation: s\n');
    expect(entries.map(({ context }) => context)).toEqual(['real']);
    expect(preamble).toContain('### 2031-01-01 context');
  });
});
