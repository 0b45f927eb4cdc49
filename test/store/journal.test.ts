import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

function failureOf(act: () => unknown) {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as OkstraError).failure;
  }
}

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

test('a journal cut off at any byte opens again with all whole events, and goes on with the next number', () => {
  const journal = openJournal(file(), ports);
  for (const word of ['eins', 'zwei', 'drei 한국어', 'vier']) journal.append(notice(word));
  journal.close();
  const whole = readFileSync(file());
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length }), (cut) => {
      for (const name of readdirSync(dir)) rmSync(join(dir, name));
      const left = whole.subarray(0, cut);
      writeFileSync(file(), left);
      // An event that only lacks its line end is whole.
      const lines = left.filter((byte) => byte === 10).length + (whole[cut] === 10 ? 1 : 0);
      const isRagged = cut > 0 && left.at(-1) !== 10 && whole[cut] !== 10;
      const again = openJournal(file(), ports);
      expect(again.events).toHaveLength(lines);
      expect(again.mended?.code).toBe(isRagged ? 'journal-tail-cut' : undefined);
      expect(again.append(notice('after')).seq).toBe(lines + 1);
      again.close();
      expect(readJournal(file()).map((event) => event.seq)).toEqual(Array.from({ length: lines + 1 }, (_, i) => i + 1));
      // Nothing of it is lost: as it was it lies beside the journal.
      expect(readdirSync(dir).toSorted()).toEqual(isRagged ? ['journal.jsonl', 'journal.jsonl.damaged-1'] : ['journal.jsonl']);
      if (isRagged) expect(readFileSync(`${file()}.damaged-1`).equals(left)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('NUL bytes at the end, as a power cut leaves them, are taken off and named', () => {
  const journal = openJournal(file(), ports);
  journal.append(notice('one'));
  journal.close();
  const { length } = readFileSync(file());
  appendFileSync(file(), Buffer.alloc(4096));
  const again = openJournal(file(), ports);
  again.close();
  expect(again.events).toHaveLength(1);
  expect(again.mended?.message).toContain(`NUL bytes, as after a power cut: 4096 bytes from byte ${length} on`);
  expect(again.mended?.message).toContain('beside it as journal.jsonl.damaged-1');
  expect(readFileSync(file())).toHaveLength(length);
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

test('damage is told with its place, what is intact and what is lost', () => {
  const journal = openJournal(file(), ports);
  for (const word of ['one', 'two', 'three', 'four']) journal.append(notice(word));
  journal.close();
  const text = readFileSync(file(), 'utf8');
  const offset = text.indexOf('{"seq":3');
  writeFileSync(file(), text.replace('three', 'tHree'));
  const failure = failureOf(() => readJournal(file()));
  expect(failure).toMatchObject({
    code: 'journal-damaged',
    category: 'system',
    place: { file: file(), line: 3 },
    fix: expect.stringContaining('okstra doctor --repair'),
    details: {
      offset,
      intact: { events: 2, bytes: offset, until: '2031-04-02T09:10:11.000Z' },
      lost: { lines: 2, bytes: text.length - offset },
    },
  });
  expect(failure?.message).toBe(
    `Expected event 3 of the run, found an event that does not fit its check. Intact: 2 events, up to notice (2031-04-02T09:10:11.000Z). Lost from byte ${offset} on: 2 lines, ${text.length - offset} bytes, among them notice.`,
  );
});

test('a line that could not be written whole is taken off again, so that the next one can be read', () => {
  const journal = openJournal(file(), ports);
  journal.append(notice('one'));
  const limited = `import { openJournal } from ${JSON.stringify(join(import.meta.dirname, '../../runtime/store/journal.ts'))};
    const journal = openJournal(${JSON.stringify(file())}, { now: () => new Date(0), redact: (text) => text });
    process.on('SIGXFSZ', () => undefined);
    try { journal.append({ type: 'notice', notice: { code: 'x', message: 'm'.repeat(5000) } }); } catch (error) { console.log(error.failure.code, error.failure.fix); }
    journal.append({ type: 'notice', notice: { code: 'x', message: 'short' } });`;
  const script = join(dir, 'limited.ts');
  writeFileSync(script, limited);
  // A file may grow to one block of 1024 bytes and no further: the disk is full, as far as this process can tell.
  const said = execFileSync('bash', ['-c', `ulimit -f 1; exec "$0" "$1"`, process.execPath, script], {
    encoding: 'utf8',
    // Node's own files are not what is to find the disk full.
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
  });
  expect(said).toMatch(/^journal-not-written Make room on the disk/);
  expect(readJournal(file()).map((event) => event.type === 'notice' && event.notice.message)).toEqual(['one', 'short']);
});

test('a gap in the numbering is damage', () => {
  const text = '{"seq":1,"at":"","type":"run-started","format":2}\n{"seq":3,"at":"","type":"notice"}\n';
  expect(() => parseJournal('j', Buffer.from(text))).toThrow(/Expected event 2/);
});

test('a journal of a newer format is refused with the version that wrote it', () => {
  const text = `${JSON.stringify({ seq: 1, at: '', type: 'run-started', format: 99, okstra: '7.0.0' })}\n`;
  expect(() => parseJournal('j', Buffer.from(text))).toThrow(/format 99, written by okstra 7\.0\.0/);
});
