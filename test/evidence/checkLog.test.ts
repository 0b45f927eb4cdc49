import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCheckLog, tailOf } from '../../runtime/evidence/checkLog.ts';
import { makeRedactor } from '../../runtime/redaction/redact.ts';
import { folder } from '../process/helpers.ts';

test('the log is redacted across pieces, and hash and size are those of the file', () => {
  const path = join(folder(), 'checks', '1.log');
  const log = openCheckLog(makeRedactor(['hunter2hunter2']));
  log.add('before hunter2');
  log.add('hunter2 äfter\n');
  const written = log.write(path);
  const bytes = readFileSync(path);
  expect(bytes.toString()).toBe('before [redacted:env] äfter\n');
  expect(written).toEqual({
    text: bytes.toString(),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
});

test('of a log that is too long the beginning and the end are kept, and it says how much is missing', () => {
  const log = openCheckLog(makeRedactor([]), { head: 10, end: 20 });
  for (let n = 0; n < 20; n += 1) log.add(String(n % 10).repeat(10));
  expect(log.write(join(folder(), 'log')).text).toBe(
    `0000000000\n[okstra: 170 characters left out]\n${'8'.repeat(10)}${'9'.repeat(10)}`,
  );
});

test('of what will not be kept nothing is looked at, and no half of a secret that began there stays', () => {
  const log = openCheckLog(makeRedactor(['hunter2hunter2']), { head: 10, end: 40 });
  const much = 1024 * 1024 * 1024;
  log.add('0123456789abc');
  log.add('def hunter2', much);
  log.add(`hunter2 ${'z'.repeat(20_000)}`);
  log.add(' the end');
  expect(log.write(join(folder(), 'log')).text).toBe(
    `0123456789\n[okstra: ${3 + 11 + 20_008 - 32} characters left out]\n${'z'.repeat(32)} the end`,
  );
});

test('a log that just fits is left whole', () => {
  const log = openCheckLog(makeRedactor([]), { head: 10, end: 20 });
  log.add('x'.repeat(30));
  expect(log.write(join(folder(), 'log')).text).toBe('x'.repeat(30));
});

test('the tail has no control sequences, at most 2 KB, and whole characters', () => {
  expect(tailOf('\u001b[31mred\u001b[0m\0 10%\r20%\rdone\r\n\u0007')).toBe('red 10%\n20%\ndone');
  const tail = tailOf(`${'€'.repeat(5000)}end`);
  expect(Buffer.byteLength(tail)).toBeLessThanOrEqual(2048);
  expect(Buffer.byteLength(tail)).toBeGreaterThan(2040);
  expect(tail).toMatch(/^€+end$/);
});
