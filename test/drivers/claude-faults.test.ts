import { describe, expect, test } from 'vitest';
import { claudeFault } from '../../runtime/drivers/claude-faults.ts';

describe('errors of claude and the fault they mean', () => {
  test.each([
    ['Not logged in · Please run /login', 'auth'],
    ['Invalid API key · Fix external API key', 'auth'],
    ['Failed to authenticate. API Error: 403 Your account does not have access', 'auth'],
    ['Your organization has disabled Claude subscription access for Claude Code · Use an Anthropic API key instead', 'auth'],
    ['OAuth token has expired', 'auth'],
    ['Could not load AWS credentials from any providers', 'auth'],
    ["There's an issue with the selected model (claude-x). It may not exist or you may not have access to it.", 'model'],
    ['the model claude-a answered as claude-b was asked', 'model'],
    ["You've hit your 5-hour limit · resets 8:04pm (UTC)", 'quota'],
    ["You've hit your weekly limit · resets Nov 24, 3:04pm (America/New_York)", 'quota'],
    ['Claude AI usage limit reached|1893553440', 'quota'],
    ['Credit balance is too low', 'quota'],
    ['API Error: Request rejected (429) · rate limit', 'quota'],
    ['API Error: Server is temporarily limiting requests (not your usage limit)', 'quota'],
    ['Prompt is too long', 'context-overflow'],
    ['API Error: The model has reached its context window limit.', 'context-overflow'],
    ['piped stdin input exceeds 10MB. Pass large content as a file path in your prompt instead.', 'prompt-too-large'],
    ["API Error: Opus 5.5's safeguards flagged this message (https://www.anthropic.com/legal/aup).", 'refusal'],
    ['API Error: 529 Overloaded. This is a server-side issue, usually temporary', 'overloaded'],
    ['API Error: Connection refused — a firewall or proxy may be blocking it (ECONNREFUSED)', 'network'],
    ['Unable to connect to API (ENOTFOUND)', 'network'],
    ['Request timed out. If the API is slow to answer, set API_TIMEOUT_MS above 10000.', 'network'],
    ['API Error: Connection to the API was lost (ECONNRESET). This is usually temporary — try again.', 'stream'],
    ['API Error: stream idle: no bytes for 10000ms', 'stream'],
    ['API Error: Stream idle timeout - no chunks received', 'stream'],
    ['API Error: API returned an empty or malformed response (HTTP 200) — check for a proxy or gateway', 'stream'],
    ['API Error: JSON Parse error: Unterminated string', 'stream'],
    ['Reached maximum number of turns (2)', 'output-cap'],
    ['Reached maximum budget ($0.01)', 'output-cap'],
    ["API Error: Claude's response exceeded the 128000 output token maximum.", 'output-cap'],
    ["unknown option '--nonsense'", 'unstartable'],
    ['--dangerously-skip-permissions cannot be used with root/sudo privileges for security reasons', 'unstartable'],
    ['something that nobody has seen yet', 'crash'],
  ] as const)('%s', (message, kind) => {
    expect(claudeFault({ message })).toMatchObject({ kind, message });
  });

  test.each([
    [400, 'model'],
    [401, 'auth'],
    [402, 'quota'],
    [403, 'auth'],
    [404, 'model'],
    [413, 'prompt-too-large'],
    [422, 'model'],
    [429, 'quota'],
    [500, 'overloaded'],
    [503, 'overloaded'],
    [529, 'overloaded'],
  ] as const)('the status %d, where the words tell nothing', (status, kind) => {
    expect(claudeFault({ message: 'so it is', status })).toMatchObject({ kind });
  });

  test('words come before the status, and a reason before both', () => {
    expect(claudeFault({ message: 'Credit balance is too low', status: 400 }).kind).toBe('quota');
    expect(claudeFault({ message: 'Credit balance is too low', status: 400, reason: 'prompt_too_long' }).kind).toBe(
      'context-overflow',
    );
    expect(claudeFault({ message: 'x', status: 400, reason: 'api_error' }).kind).toBe('model');
  });

  test.each([
    ['auth', 'Not logged in'],
    ['model', 'issue with the selected model'],
    ['refusal', 'safeguards'],
    ['context-overflow', 'Prompt is too long'],
    ['quota', 'Credit balance is too low'],
    ['output-cap', 'maximum budget'],
    ['unstartable', 'unknown option'],
  ])('%s says what would help', (kind, message) => {
    const fault = claudeFault({ message });
    expect(fault.kind).toBe(kind);
    expect(fault.fix).toBeTruthy();
  });
});
