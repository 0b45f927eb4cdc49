import { expect, test } from 'vitest';
import { claudeCli } from '../../runtime/drivers/claude-cli.ts';
import { codexCli } from '../../runtime/drivers/codex-cli.ts';
import { geminiCli } from '../../runtime/drivers/gemini-cli.ts';
import { commandOf, dispatchContext } from './builders.ts';
import { geminiContext } from './gemini-builders.ts';

// It works on the same candidate, whose instructions must not steer it either.
test.each([
  ['claude', claudeCli, dispatchContext],
  ['codex', codexCli, dispatchContext],
  ['gemini', geminiCli, geminiContext],
] as const)('%s as report writer is started exactly as a verifier, but for the name of the role', (_name, driver, contextOf) => {
  const of = (role: 'verifier' | 'report-writer') => commandOf(driver, contextOf({ role, sandbox: 'read-only' }));
  const { env, ...writer } = of('report-writer');
  const { env: verifierEnv, ...verifier } = of('verifier');
  expect(writer).toEqual(verifier);
  expect({ ...env, OKSTRA_ROLE: '' }).toEqual({ ...verifierEnv, OKSTRA_ROLE: '' });
  expect(env['OKSTRA_ROLE']).toBe('report-writer');
});
