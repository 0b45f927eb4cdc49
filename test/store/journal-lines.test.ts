import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../runtime/model/events.ts';
import { JOURNAL_FORMAT } from '../../runtime/model/events.ts';
import type { JournalReading } from '../../runtime/store/journal-lines.ts';
import { lineOf, readLines } from '../../runtime/store/journal-lines.ts';

const runs = process.env['OKSTRA_SOAK'] === '1' ? 20_000 : 1500;

const started = (format: number): RunEvent =>
  ({
    seq: 1,
    at: '2031-04-02T09:10:11.000Z',
    type: 'run-started',
    format,
    okstra: '1.2.3',
    runId: 'run-x',
  }) as unknown as RunEvent;
const notice = (seq: number, message: string): RunEvent => ({
  seq,
  at: '2031-04-02T09:10:12.000Z',
  type: 'notice',
  notice: { code: 'x', message },
});

function written(events: readonly RunEvent[], checked = true): Buffer {
  let check = 0;
  const lines = events.map((event) => {
    const line = lineOf(event, { check, checked });
    ({ check } = line);
    return line.text;
  });
  return Buffer.from(lines.join(''));
}

const read = (bytes: Buffer): JournalReading => {
  const found = readLines(bytes);
  if ('format' in found) throw new Error('a format that is too new');
  return found;
};

/** Journals with words of all kinds: texts that look like a check, like a line end, like the end of an object. */
const journals = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(',"crc":"00000000"}', '\n', '"}', '\0\0', '한국어')), {
    minLength: 1,
    maxLength: 6,
  })
  .map((words) => [started(JOURNAL_FORMAT), ...words.map((word, index) => notice(index + 2, word))]);

test('what was written is read back equal, without the checks', () => {
  fc.assert(
    fc.property(journals, (events) => {
      const bytes = written(events);
      const found = read(bytes);
      expect(found).toMatchObject({ events, intactBytes: bytes.length, checked: true });
      expect(found.damage).toBeUndefined();
      expect(found.tail).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test('one changed byte, wherever it is, gives the events before it and a diagnosis; never another event', () => {
  fc.assert(
    fc.property(journals, fc.nat(), fc.integer({ min: 1, max: 255 }), (events, where, by) => {
      const bytes = written(events);
      const at = where % bytes.length;
      const line = bytes.subarray(0, at).filter((byte) => byte === 10).length;
      bytes.writeUInt8(bytes.readUInt8(at) ^ by, at);
      const found = read(bytes);
      // The last line's end is all that may be changed without touching an event; then that line counts as cut off.
      expect(found.events).toEqual(events.slice(0, line));
      if (found.damage) expect(found.damage).toMatchObject({ line: line + 1, offset: found.intactBytes });
      else expect(found.tail).toMatchObject({ offset: found.intactBytes, bytes: bytes.length - found.intactBytes });
    }),
    { numRuns: runs },
  );
});

test('cut off at any byte, all whole events are there, and the rest is named', () => {
  fc.assert(
    fc.property(journals, fc.nat(), (events, where) => {
      const whole = written(events);
      const cut = where % (whole.length + 1);
      const found = read(whole.subarray(0, cut));
      const ends = whole.subarray(0, cut).filter((byte) => byte === 10).length;
      const lacksOnlyItsEnd = whole[cut] === 10;
      expect(found.events).toEqual(events.slice(0, ends + (lacksOnlyItsEnd ? 1 : 0)));
      expect(found.damage).toBeUndefined();
      const isAtEnd = cut === 0 || whole[cut - 1] === 10;
      expect(found.tail?.kind).toBe(isAtEnd ? undefined : lacksOnlyItsEnd ? 'event' : 'cut');
    }),
    { numRuns: runs },
  );
});

test('any number of bytes taken out gives the events before them; it is damage unless what is left is a beginning of the journal', () => {
  fc.assert(
    fc.property(journals, fc.nat(), fc.nat(), (events, from, length) => {
      const whole = written(events);
      const start = from % whole.length;
      const left = Buffer.concat([whole.subarray(0, start), whole.subarray(start + 1 + (length % whole.length))]);
      const found = read(left);
      expect(found.events).toEqual(events.slice(0, found.events.length));
      const isOnlyEndMissing = found.tail?.kind === 'event';
      expect(written(found.events).subarray(0, found.intactBytes).equals(left.subarray(0, found.intactBytes))).toBe(true);
      const isBeginning = found.intactBytes === left.length;
      expect(found.damage !== undefined || (found.tail !== undefined && !isOnlyEndMissing)).toBe(!isBeginning);
    }),
    { numRuns: runs },
  );
});

test('NUL bytes over any part of it are damage or a tail that is named so', () => {
  fc.assert(
    fc.property(journals, fc.nat(), (events, from) => {
      const bytes = written(events);
      const start = from % bytes.length;
      const line = bytes.subarray(0, start).filter((byte) => byte === 10).length;
      bytes.fill(0, start);
      const found = read(bytes);
      expect(found.events).toEqual(events.slice(0, line));
      expect(found.tail?.kind).toBe('nul');
    }),
    { numRuns: 300 },
  );
});

describe('a line that was', () => {
  const events = [started(JOURNAL_FORMAT), notice(2, 'a'), notice(3, 'b'), notice(4, 'c')];
  const lines = written(events).toString().split('\n').slice(0, -1);
  const without = (gone: number): string => lines.filter((_, index) => index !== gone).join('\n');

  test.each([0, 1, 2])('taken out (%i) is missed', (gone) => {
    expect(read(Buffer.from(`${without(gone)}\n`))).toMatchObject({ events: events.slice(0, gone), damage: { line: gone + 1 } });
  });

  test('taken out, the later ones renumbered, is missed', () => {
    const renumbered = [...lines.slice(0, 2), (lines[3] ?? '').replace('"seq":4', '"seq":3')];
    expect(read(Buffer.from(`${renumbered.join('\n')}\n`)).damage).toMatchObject({
      line: 3,
      found: 'an event that does not fit its check',
    });
  });

  test('changed together with its own check is found by the next one', () => {
    const other =
      written([...events.slice(0, 1), notice(2, 'A')])
        .toString()
        .split('\n')[1] ?? '';
    const mixed = [lines[0], other, ...lines.slice(2)].join('\n');
    expect(read(Buffer.from(`${mixed}\n`)).damage).toMatchObject({ line: 3 });
  });

  test('robbed of its check is damage, also when the first line says another format', () => {
    const bare = JSON.stringify(events[1]);
    expect(read(Buffer.from(`${lines[0]}\n${bare}\n`)).damage).toMatchObject({ line: 2, found: 'an event without its check' });
    const older = (lines[0] ?? '').replace(`"format":${JOURNAL_FORMAT}`, '"format":2');
    expect(read(Buffer.from(`${older}\n${bare}\n`)).damage).toMatchObject({ line: 1 });
  });
});

describe('a journal of an earlier format', () => {
  test.each([1, 2])('%i is read without checks, and gaps are found', (format) => {
    const events = [started(format), notice(2, 'a'), notice(3, 'b')];
    const bytes = written(events, false);
    expect(read(bytes)).toMatchObject({ events, checked: false });
    expect(read(written([started(format), notice(3, 'b')], false)).damage).toMatchObject({ line: 2, found: 'event 3' });
  });
});
