import { expect, test } from 'vitest';
import { baselineKeys, type Surroundings } from '../../runtime/conductor/baseline.ts';
import type { CheckSpec } from '../../runtime/model/evidence.ts';

const check = (cmd: string, changes: Partial<CheckSpec> = {}): CheckSpec => ({
  id: 'test:unit',
  label: 'unit',
  category: 'test',
  cmd,
  cwd: '.',
  env: {},
  network: false,
  timeoutMs: 1000,
  ...changes,
});
const AROUND: Surroundings = {
  tree: 'a'.repeat(40),
  setup: ['npm ci'],
  copied: ['.env.test 3 1'],
  machine: ['0.1.0', 'linux', 'x64', 'v24.0.0', '/usr/bin/node 1 2'],
  env: { PATH: '/bin' },
  confinement: 'process-group',
};
const keyOf = (changes: Partial<Surroundings> = {}, spec = check('npm test')) =>
  baselineKeys([spec], { ...AROUND, ...changes })[0];

test('the key of a check does not depend on what it is called, nor on the order of variables', () => {
  expect(keyOf({}, check('npm test', { id: 'item-1', label: 'other', category: 'item', language: 'ts' }))).toBe(keyOf());
  const both = (env: Record<string, string>) => keyOf({ env }, check('npm test', { env }));
  expect(both({ A: '1', B: '2' })).toBe(both({ B: '2', A: '1' }));
});

test.each<[string, Partial<Surroundings>, CheckSpec?]>([
  ['another tree', { tree: 'b'.repeat(40) }],
  ['another set-up', { setup: [] }],
  ['another copied file', { copied: ['.env.test 4 1'] }],
  ['another version', { machine: [...AROUND.machine.slice(0, 3), 'v26.0.0'] }],
  ['another variable of okstra', { env: { PATH: '/bin', CI: '1' } }],
  ['another confinement', { confinement: 'bwrap' }],
  ['another command', {}, check('npm t')],
  ['another folder', {}, check('npm test', { cwd: 'web' })],
  ['another variable of the check', {}, check('npm test', { env: { A: '1' } })],
  ['another time limit', {}, check('npm test', { timeoutMs: 2000 })],
  ['network', {}, check('npm test', { network: true })],
  ['another file of results', {}, check('npm test', { junit: 'a.xml' })],
])('%s is another key', (_what, changes, spec) => {
  expect(keyOf(changes, spec)).not.toBe(keyOf());
});

test('a check that runs after another one is another question', () => {
  const [first, second] = baselineKeys([check('npm run build'), check('npm test')], AROUND);
  expect(second).not.toBe(keyOf());
  expect(first).toBe(keyOf({}, check('npm run build')));
});
