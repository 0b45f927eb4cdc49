import { describe, expect, test } from 'vitest';
import { allowedModels, modelFailure } from '../../runtime/config/models.ts';
import type { AgentConfig } from '../../runtime/model/agents.ts';

const agent = (change: Partial<AgentConfig>): AgentConfig => ({ name: 'a', driver: 'codex-cli', vendor: 'openai', ...change });

describe('a model that may be named', () => {
  test.each([
    ['none at all', agent({})],
    ['one that okstra knows', agent({ model: 'gpt-5.5' })],
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

describe('a name is known or not, whatever it begins with', () => {
  const of = { anthropic: 'claude-cli', openai: 'codex-cli', google: 'gemini-cli' } as const;
  test.each([
    ['anthropic', 'opus', true],
    ['anthropic', 'sonnet[1m]', true],
    ['anthropic', 'claude-opus-5-5', true],
    ['anthropic', 'claude-opus-5-5[1m]', true],
    ['anthropic', 'claude-opus-4-5-20251101', true],
    ['anthropic', 'claude-sonnet-4-5@20250929', true],
    ['anthropic', 'claude-3-7-sonnet-latest', true],
    ['anthropic', 'claude-opus-4-99x', false],
    ['anthropic', 'claude-opus-4-5-20251341', false],
    ['anthropic', 'claude-opus-4-5-2025110', false],
    ['anthropic', 'claude-opus-', false],
    ['anthropic', 'claude-opus-5-5-fast', false],
    ['anthropic', 'opus-20251101', false],
    ['anthropic', 'claude-opus-5-5[2m]', false],
    ['openai', 'gpt-5.5', true],
    ['openai', 'gpt-6.1-sol', true],
    ['openai', 'gpt-5.3-codex', true],
    ['openai', 'gpt-4o-2024-08-06', true],
    ['openai', 'gpt-5.9-codexx', false],
    ['openai', 'gpt-5.5x', false],
    ['openai', 'gpt-5*', false],
    ['openai', 'gpt-5.5[1m]', false],
    ['openai', 'o33', false],
    ['openai', 'GPT-5.5', false],
    ['google', 'auto', true],
    ['google', 'gemini-3.1-pro-preview', true],
    ['google', 'gemini-2.5-flash-preview-09-2025', true],
    ['google', 'gemini-2.5-flash-preview-13-2025', false],
    ['google', 'gemini-3.1-pro-previw', false],
    ['google', 'gemini-3', false],
    ['google', '', false],
    ['google', 'gpt-5.5', false],
  ] as const)('%s %j: %j', (vendor, model, isKnown) => {
    expect(modelFailure(agent({ vendor, driver: of[vendor], model }), {}) === undefined).toBe(isKnown);
  });
});

describe('one that may not, with what was meant', () => {
  test.each([
    ['claude-cli', 'anthropic', 'sonet', 'Write sonnet; or'],
    ['codex-cli', 'openai', 'gtp-5.5', 'Write gpt-5.5 or'],
    ['codex-cli', 'openai', 'gpt-5.9-codexx', 'gpt-5.3-codex'],
    ['gemini-cli', 'google', 'gemni-3-pro', 'Write gemini-3-pro; or'],
    ['claude-cli', 'anthropic', 'claude-opus-4-99x', 'Write claude-opus-4-'],
    ['codex-cli', 'openai', 'gpt-nope-and-more', `okstra config set models.openai '["gpt-nope-and-more"]'`],
    ['claude-cli', 'anthropic', 'claude-sonet-5', 'Write claude-sonnet-5 or'],
    ['codex-cli', 'openai', 'llama', `If there is such a model: okstra config set models.openai '["llama"]'`],
  ] as const)('%s %s %s', (driver, vendor, model, fix) => {
    const failure = modelFailure(agent({ driver, vendor, model }), {});
    expect(failure).toMatchObject({
      category: 'usage',
      code: 'model-unknown',
      message: expect.stringContaining(`found "${model}"`),
    });
    expect(failure?.fix).toContain(fix);
    expect(failure?.fix).toContain(`okstra config set models.${vendor} '["${model}"]'`);
    expect(failure?.fix?.split(' or ').length).toBeLessThanOrEqual(4);
  });

  test('the line that allows it keeps what was allowed before, and is YAML whatever the name', () => {
    const failure = modelFailure(agent({ model: 'odd[1m]' }), { openai: ['first-model'] });
    expect(failure?.fix).toContain(`okstra config set models.openai '["first-model","odd[1m]"]'`);
  });

  test('a dot in a name is no wildcard', () => {
    expect(modelFailure(agent({ model: 'houseX7b' }), { openai: ['house.7b'] })).toMatchObject({ code: 'model-unknown' });
  });
});
