import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requireSpace, volumesOf } from '../../runtime/conductor/disk-space.ts';
import type { Ports } from '../../runtime/conductor/ports.ts';

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'okstra-space-'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const ports = (free: number): Ports => ({
  now: () => new Date(0),
  random: () => 0,
  env: { OKSTRA_HOME: join(top, 'not', 'there', 'yet') },
  pid: 1,
  freeBytes: () => free,
});
const given = (free: number, minFreeBytes: number | undefined) => () =>
  requireSpace(top, { minFreeBytes, ports: ports(free), category: 'blocked', fix: 'Free some space.' });

test('a volume is looked at once, through the nearest folder that is there', () => {
  mkdirSync(join(top, 'not'));
  expect(volumesOf(top, ports(1))).toEqual([{ what: 'run folder', path: top }]);
});

test('exactly enough is enough; a byte less names what was expected, what was found, and where', () => {
  expect(given(1024 ** 2, 1024 ** 2)).not.toThrow();
  expect(given(0, undefined)).not.toThrow();
  expect(given(1024 ** 2 - 1, 1024 ** 2)).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({
        category: 'blocked',
        code: 'disk-full',
        message: `Expected at least 1.0 MB free for run folder at ${top} (run.minFreeDisk), found 1.0 MB.`,
        details: { path: top, free: 1024 ** 2 - 1, needed: 1024 ** 2 },
      }),
    }),
  );
});
