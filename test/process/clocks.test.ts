import { expect, test } from 'vitest';
import { quietFor, reached } from '../../runtime/process/clocks.ts';

const limits = { wallMs: 1000, silenceMs: 100, toolTimeoutMs: 300, outputBytes: 50 };
const asked = { ...limits, silenceMs: 900, firstResponseMs: 50 };
const seen = { startedAt: 0, lastActivity: 500, toolsOpen: 0, outputBytes: 50 };

test.each([
  ['nothing is reached just before silence', limits, seen, 599, undefined],
  ['silence', limits, seen, 600, 'silence'],
  ['an open tool call: silence stands', limits, { ...seen, toolsOpen: 1 }, 799, undefined],
  ['an open tool call: its own limit', limits, { ...seen, toolsOpen: 1 }, 800, 'silence'],
  [
    'an open tool call without a limit',
    { wallMs: 1000, silenceMs: 100, outputBytes: 50 },
    { ...seen, toolsOpen: 1 },
    999,
    undefined,
  ],
  ['no limit on silence', { wallMs: 1000, outputBytes: 50 }, seen, 999, undefined],
  ['a model that was asked, just before its limit', asked, { ...seen, askedAt: 500 }, 549, undefined],
  ['a model that was asked and did not begin to answer', asked, { ...seen, askedAt: 500 }, 550, 'no-response'],
  ['what else the agent says is no answer of the model', asked, { ...seen, askedAt: 500, lastActivity: 549 }, 550, 'no-response'],
  ['a model that is not asked before a while', asked, { ...seen, askedAt: 700 }, 749, undefined],
  ['a model that waits for its tools', asked, { ...seen, askedAt: 500, toolsOpen: 1 }, 700, undefined],
  ['a model that nobody asked', asked, { ...seen, askedAt: undefined }, 999, undefined],
  ['no limit on the wait for a model', limits, { ...seen, askedAt: 500 }, 599, undefined],
  ['the wall clock goes before silence', limits, seen, 1000, 'wall-clock'],
  ['one byte too many goes before the clocks', limits, { ...seen, outputBytes: 51 }, 5000, 'output-cap'],
] as const)('%s', (_, given, activity, now, expected) => {
  expect(reached(given, activity, now)).toBe(expected);
});

test.each([
  ['before half of the limit nothing is said', 549, 0, undefined],
  ['from half of the limit on it is', 550, 0, { quietMs: 50, limitMs: 100, inTool: false }],
  ['while a tool call is open its own limit counts', 649, 1, undefined],
  ['and is warned of in the same way', 650, 1, { quietMs: 150, limitMs: 300, inTool: true }],
] as const)('a silence: %s', (_, now, toolsOpen, expected) => {
  expect(quietFor(limits, { ...seen, toolsOpen }, now)).toEqual(expected);
});
