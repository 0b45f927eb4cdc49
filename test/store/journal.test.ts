import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunEventBody } from '../../runtime/model/events.ts';
import { OkstraError } from '../../runtime/model/failure.ts';
import { openJournal, parseJournal, readJournal } from '../../runtime/store/journal.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'okstra-journal-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const ports = {
  now: () => new Date('2031-04-02T09:10:11Z'),
  redact: (text: string) => text.replaceAll('hunter22', '[redacted]'),
};
const file = () => join(dir, 'journal.jsonl');
const notice = (message: string): RunEventBody => ({ type: 'notice', notice: { code: 'x', message } });

test('events are numbered from 1, stamped by the given clock, and read back equal', () => {
  const journal = openJournal(file(), ports);
  journal.append(notice('one'));
  journal.append(notice('two'));
  journal.close();
  expect(readJournal(file())).toEqual([
    { seq: 1, at: '2031-04-02T09:10:11.000Z', type: 'notice', notice: { code: 'x', message: 'one' } },
    { seq: 2, at: '2031-04-02T09:10:11.000Z', type: 'notice', notice: { code: 'x', message: 'two' } },
  ]);
});

test('a secret in any string of an event never reaches the file', () => {
  const journal = openJournal(file(), ports);
  journal.append(notice('password is hunter22'));
  journal.close();
  expect(readFileSync(file(), 'utf8')).not.toContain('hunter22');
  expect(readFileSync(file(), 'utf8')).toContain('password is [redacted]');
});

test('a journal cut off at any byte opens again with all whole lines, and goes on with the next number', () => {
  const journal = openJournal(file(), ports);
  for (const word of ['eins', 'zwei', 'drei 한국어', 'vier']) journal.append(notice(word));
  journal.close();
  const whole = readFileSync(file());
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length }), (cut) => {
      writeFileSync(file(), whole.subarray(0, cut));
      const lines = whole.subarray(0, cut).filter((byte) => byte === 10).length;
      const again = openJournal(file(), ports);
      expect(again.events).toHaveLength(lines);
      expect(again.append(notice('after')).seq).toBe(lines + 1);
      again.close();
      expect(readJournal(file()).map((event) => event.seq)).toEqual(Array.from({ length: lines + 1 }, (_, i) => i + 1));
    }),
    { numRuns: 60 },
  );
});

test('a damaged line in the middle is named with its number, not skipped', () => {
  const journal = openJournal(file(), ports);
  journal.append(notice('one'));
  journal.close();
  appendFileSync(file(), '{"seq":2,"at":"x","type":\n{"seq":3,"at":"x","type":"notice"}\n');
  expect(() => readJournal(file())).toThrow(OkstraError);
  try {
    readJournal(file());
  } catch (error) {
    expect((error as OkstraError).failure).toMatchObject({ code: 'journal-damaged', place: { file: file(), line: 2 } });
  }
});

test('a gap in the numbering is damage', () => {
  expect(() => parseJournal('j', '{"seq":1,"at":"","type":"notice"}\n{"seq":3,"at":"","type":"notice"}\n')).toThrow(
    /Expected event 2/,
  );
});

test('a journal of a newer format is refused with the version that wrote it', () => {
  const text = `${JSON.stringify({ seq: 1, at: '', type: 'run-started', format: 99, okstra: '7.0.0' })}\n`;
  expect(() => parseJournal('j', text)).toThrow(/format 99, written by okstra 7\.0\.0/);
});
