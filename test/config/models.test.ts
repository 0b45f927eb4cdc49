import { describe, expect, test } from 'vitest';
import { allowedModels, modelFailure } from '../../runtime/config/models.ts';
import type { AgentConfig } from '../../runtime/model/agents.ts';

const agent = (change: Partial<AgentConfig>): AgentConfig => ({ name: 'a', driver: 'codex-cli', vendor: 'openai', ...change });

describe('a model that may be named', () => {
  test.each([
    ['none at all', agent({})],
    ['a new one of a known family', agent({ model: 'gpt-5.9-mini' })],
    ['an alias', agent({ driver: 'claude-cli', vendor: 'anthropic', model: 'sonnet' })],
    ['a full id', agent({ driver: 'gemini-cli', vendor: 'google', model: 'gemini-3.1-pro-preview' })],
    ['any, of a vendor without a list', agent({ vendor: 'house', model: 'brick-7b' })],
    ['any, of a program behind driver command', agent({ driver: 'command', model: 'mine' })],
  ])('%s', (_, asked) => {
    expect(modelFailure(asked, {})).toBeUndefined();
  });

  test('one that the configuration adds, and only for its vendor', () => {
    expect(modelFailure(agent({ model: 'house-7b' }), { openai: ['house-*'] })).toBeUndefined();
    expect(modelFailure(agent({ model: 'house-7b' }), { google: ['house-*'] })).toMatchObject({ code: 'model-unknown' });
    expect(allowedModels({ house: ['brick'] })).toMatchObject({ house: ['brick'], google: expect.arrayContaining(['auto']) });
  });
});

describe('one that may not, with what was meant', () => {
  test.each([
    ['claude-cli', 'anthropic', 'sonet', 'Write sonnet; or'],
    ['codex-cli', 'openai', 'gtp-5.5', 'Write a name that begins with gpt-5; or'],
    ['gemini-cli', 'google', 'gemni-3-pro', 'Write a name that begins with gemini-3; or'],
    ['codex-cli', 'openai', 'gpt-nope', `okstra config set models.openai '["gpt-nope"]'`],
    ['claude-cli', 'anthropic', 'claude-sonet-5', 'Write a name that begins with claude-sonnet-; or'],
    ['codex-cli', 'openai', 'llama', `If there is such a model: okstra config set models.openai '["llama"]'`],
  ] as const)('%s %s %s', (driver, vendor, model, fix) => {
    const failure = modelFailure(agent({ driver, vendor, model }), {});
    expect(failure).toMatchObject({
      category: 'usage',
      code: 'model-unknown',
      message: expect.stringContaining(`found "${model}"`),
    });
    expect(failure?.fix).toContain(fix);
  });

  test('the line that allows it keeps what was allowed before, and is YAML whatever the name', () => {
    const failure = modelFailure(agent({ model: 'odd[1m]' }), { openai: ['first-model'] });
    expect(failure?.fix).toContain(`okstra config set models.openai '["first-model","odd[1m]"]'`);
  });

  test('a dot in a name is no wildcard', () => {
    expect(modelFailure(agent({ model: 'houseX7b' }), { openai: ['house.7b'] })).toMatchObject({ code: 'model-unknown' });
  });
});
