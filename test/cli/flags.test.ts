import { expect, test } from 'vitest';
import { durationMs, names, positiveInteger } from '../../runtime/cli/flags.ts';

test.each([
  ['90s', 90_000],
  ['10m', 600_000],
  ['1h', 3_600_000],
  ['250ms', 250],
  ['1.5m', 90_000],
])('the duration %s', (raw, ms) => {
  expect(durationMs(raw)).toBe(ms);
});
test.each(['', '10', '0s', '-1m', 'm', '1d', '1 m'])('"%s" is no duration, and the error quotes it', (raw) => {
  expect(() => durationMs(raw)).toThrow(`"${raw}"`);
});
test.each(['0', '-1', '1.5', 'abc', '', '1e3'])('"%s" is no whole number of at least 1, and the error quotes it', (raw) => {
  expect(() => positiveInteger(raw)).toThrow(`"${raw}"`);
});
test('names are separated by commas; an empty one is an error', () => {
  expect(names('claude:opus, codex')).toEqual(['claude:opus', 'codex']);
  expect(() => names('a,,b')).toThrow('"a,,b"');
});
