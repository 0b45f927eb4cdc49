import { describe, expect, test } from 'vitest';
import { retryTime } from '../../runtime/drivers/retry-time.ts';

const FROM = '2030-03-04T10:00:00.000Z';

describe('the time at which one may try again', () => {
  test.each([
    ['Please try again in 11.054s.', '2030-03-04T10:00:11.054Z'],
    ['Please try again in 6m0s.', '2030-03-04T10:06:00.000Z'],
    ['try again in 20ms', '2030-03-04T10:00:00.020Z'],
    ['Try again in 2 days 3 hours 5 minutes.', '2030-03-06T13:05:00.000Z'],
    ['try again in 1 hour and 5 minutes', '2030-03-04T11:05:00.000Z'],
    ['retry after 30 seconds', '2030-03-04T10:00:30.000Z'],
    ['or try again at 12:55 PM.', '2030-03-04T12:55:00.000Z'],
    ['or try again at 9:05 AM.', '2030-03-05T09:05:00.000Z'],
    ['or try again at 12:10 AM.', '2030-03-05T00:10:00.000Z'],
    ["You've hit your session limit · resets 3pm (UTC)", '2030-03-04T15:00:00.000Z'],
    ["You've hit your 5-hour limit · resets Jan 2, 2031, 3:04am (UTC)", '2031-01-02T03:04:00.000Z'],
    ['try again at 13:30', '2030-03-04T13:30:00.000Z'],
    ['or try again at Nov 26th, 2030 11:11 AM.', '2030-11-26T11:11:00.000Z'],
    ['resets at 2030-03-04T12:00:00Z', '2030-03-04T12:00:00.000Z'],
  ])('%s', (message, time) => expect(retryTime(message, FROM)).toBe(time));

  test.each([
    'Too Many Requests',
    'try again later.',
    'try again in a while',
    'it resets 3 times',
    'try again at Foo 1st, 2030 1:00 PM',
  ])('is unknown in "%s"', (message) => expect(retryTime(message, FROM)).toBeUndefined());

  test('is known without a starting point only when the date is complete', () => {
    expect(retryTime('try again in 5 minutes', undefined)).toBeUndefined();
    expect(retryTime('try again at 12:55 PM', undefined)).toBeUndefined();
    expect(retryTime('try again at Nov 26th, 2030 11:11 AM', undefined)).toBe('2030-11-26T11:11:00.000Z');
  });
});
