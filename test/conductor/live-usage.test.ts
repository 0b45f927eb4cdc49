import { expect, test } from 'vitest';
import { liveUsage } from '../../runtime/conductor/live-usage.ts';

test('tokens of each call are told as it begins and as it ends, and an account takes the place of its calls', () => {
  const live = liveUsage();
  expect(live.usage()).toBeUndefined();
  expect(live.see({ type: 'message', text: 'hello' })).toBe(false);
  live.see({ type: 'progress', id: 'a', call: { inputTokens: 100, outputTokens: 1 } });
  live.see({ type: 'progress', id: 'a', call: { outputTokens: 20 } });
  live.see({ type: 'progress', id: 'b', call: { inputTokens: 200 } });
  expect(live.tokens()).toBe(320);
  live.see({ type: 'usage', cumulative: false, usage: { inputTokens: 300, outputTokens: 30 } });
  expect(live.usage()).toEqual({ inputTokens: 300, outputTokens: 30 });
  live.see({ type: 'progress', id: 'c', call: { inputTokens: 5 } });
  expect(live.tokens()).toBe(335);
});

test('an account of a whole session counts without what the session had used before', () => {
  const live = liveUsage({ inputTokens: 1000, outputTokens: 100 });
  live.see({ type: 'usage', cumulative: true, usage: { inputTokens: 1500, outputTokens: 130 } });
  expect(live.tokens()).toBe(530);
});
