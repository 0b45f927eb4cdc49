import { expect, test } from 'vitest';
import { driverFor, foundAgents, KNOWN_DRIVERS } from '../../runtime/drivers/index.ts';
import { OkstraError } from '../../runtime/model/failure.ts';

test.each(KNOWN_DRIVERS)('driver %s is found by its name and takes both roles of an implementation', (name) => {
  const driver = driverFor(name);
  expect(driver.name).toBe(name);
  expect(driver.capabilities.roles).toEqual(expect.arrayContaining(['executor', 'verifier']));
});

test.each(['nonsense', 'constructor'])('a driver %s that this version lacks is a usage error naming those it has', (name) => {
  const error = (() => {
    try {
      return driverFor(name);
    } catch (caught) {
      return caught;
    }
  })();
  if (!(error instanceof OkstraError)) throw new Error('expected an OkstraError');
  expect(error.failure).toMatchObject({ category: 'usage', code: 'driver-unavailable', fix: expect.any(String) as string });
  expect(error.message).toContain('claude-cli, codex-cli, gemini-cli, anthropic-api, openai-api, gemini-api, command, replay');
});

test('agents on the PATH are found in the order of the default roster, each with its vendor', () => {
  expect(foundAgents((name) => (name === 'claude' ? undefined : `/bin/${name}`))).toEqual([
    { agent: { name: 'codex', driver: 'codex-cli', vendor: 'openai' }, path: '/bin/codex' },
    { agent: { name: 'gemini', driver: 'gemini-cli', vendor: 'google' }, path: '/bin/gemini' },
  ]);
});

test('each agent that is looked for has a driver', () => {
  const found = foundAgents((name) => `/bin/${name}`);
  expect(found.map(({ agent }) => agent.name)).toEqual(['claude', 'codex', 'gemini']);
  for (const { agent } of found)
    expect(driverFor(agent.driver)).toMatchObject({ name: agent.driver, defaultVendor: agent.vendor });
});
