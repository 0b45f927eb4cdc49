import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refuseNested, requireOpenHost } from '../../runtime/conductor/host-sandbox.ts';
import type { OkstraError } from '../../runtime/model/failure.ts';

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'okstra-host-'));
  mkdirSync(join(top, '.git'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const open = (env: Record<string, string> = {}): Promise<void> =>
  requireOpenHost(
    { top, commonDir: join(top, '.git'), cwd: top, command: 'okstra run --exec spec-01' },
    { env: { OKSTRA_HOME: join(top, 'home'), ...env } },
  );

test('where everything is allowed nothing is said, and nothing is left', async () => {
  await open();
  expect(readdirSync(top)).toEqual(['.git']);
  expect(readdirSync(join(top, '.git'))).toEqual([]);
});

test.each(['1', '2'])('an agent of a run starts no run (depth %s)', async (depth) => {
  const error = await open({ OKSTRA_DEPTH: depth }).catch((caught: unknown) => caught);
  expect((error as OkstraError).failure).toMatchObject({
    category: 'blocked',
    code: 'nested-run',
    fix: expect.stringContaining('unset OKSTRA_DEPTH'),
  });
});

test.each(['0', '', 'no number'])('the mark %j is none', (depth) => {
  expect(() => refuseNested({ OKSTRA_DEPTH: depth })).not.toThrow();
});
