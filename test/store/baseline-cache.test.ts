import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Receipt } from '../../runtime/model/evidence.ts';
import { isKeepable, type KeptCheck, openBaselineCache } from '../../runtime/store/baseline-cache.ts';
import { receipt } from '../report/story.ts';
import { repository } from '../support/program.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2031, 3, 2);
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'okstra-cache-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const kept = (output = 'ok 1\n', changes: Partial<Receipt> = {}): KeptCheck => ({
  receipt: receipt({
    on: 'baseline',
    attempt: 0,
    log: { path: 'checks/a.log', sha256: sha(output), bytes: Buffer.byteLength(output) },
    ...changes,
  }),
  output,
  run: 'run-20310402-091011-k3f9',
  at: new Date(NOW).toISOString(),
});
const open = (now = NOW) => openBaselineCache(dir, () => now);
const files = (): readonly string[] => readdirSync(dir).toSorted();

test('what was kept under a key is found under it, and under no other', () => {
  open().keep('a', kept());
  expect(open().find('a')).toEqual(kept());
  expect(open().find('b')).toBeUndefined();
});

test.each<[string, (text: string) => string]>([
  ['is cut off', (text) => text.slice(0, text.length / 2)],
  ['is empty', () => ''],
  ['was changed in one place', (text) => text.replace('passed', 'failed')],
  ['has another log', (text) => text.replace('ok 1', 'ok 2')],
  ['is of another version', (text) => text.replace('"version":1', '"version":2')],
  ['is something else', () => '[]'],
  ['lies under another key', (text) => text.replace('"key":"a"', '"key":"b"')],
])('an entry that %s counts as missing, and is replaced', (_what, change) => {
  open().keep('a', kept());
  const file = join(dir, 'a.json');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  expect(open().find('a')).toBeUndefined();
  open().keep('a', kept());
  expect(open().find('a')).toBeDefined();
});

test('a folder in the place of an entry, or of the cache, is no cache and no error', () => {
  mkdirSync(join(dir, 'a.json'));
  expect(open().find('a')).toBeUndefined();
  open().keep('a', kept());
  writeFileSync(join(dir, 'file'), '');
  const cache = openBaselineCache(join(dir, 'file'), () => NOW);
  cache.keep('a', kept());
  expect(cache.find('a')).toBeUndefined();
});

test('an entry counts for seven days, and not before it was made', () => {
  open().keep('a', kept());
  expect(open(NOW + 7 * DAY).find('a')).toBeDefined();
  expect(open(NOW + 7 * DAY + 1).find('a')).toBeUndefined();
  expect(open(NOW - 1).find('a')).toBeUndefined();
});

test('old entries are removed, then the oldest above the limit', () => {
  const stamp = (name: string, at: number): void => utimesSync(join(dir, name), at / 1000, at / 1000);
  for (let n = 0; n < 205; n += 1) {
    writeFileSync(join(dir, `k${String(n).padStart(3, '0')}.json`), '{}');
    stamp(`k${String(n).padStart(3, '0')}.json`, NOW - (300 - n) * 1000);
  }
  writeFileSync(join(dir, 'old.json'), '{}');
  stamp('old.json', NOW - 8 * DAY);
  open().keep('new', kept());
  expect(files()).toHaveLength(200);
  expect(files()).toContain('new.json');
  expect(files()).not.toContain('old.json');
  expect(files()).not.toContain('k000.json');
  expect(files()).toContain('k204.json');
});

test.each<[string, boolean, Partial<Receipt>]>([
  ['a pass', true, {}],
  ['a failure', true, { status: 'failed', exitCode: 1 }],
  ['a time limit', false, { status: 'timed-out', exitCode: null }],
  ['a signal', false, { status: 'failed', exitCode: null }],
  ['a program that was not found', false, { status: 'failed', exitCode: 127 }],
  ['a program that could not be started', false, { status: 'failed', exitCode: 126 }],
  ['a check that was skipped', false, { status: 'skipped', exitCode: null }],
])('%s is kept: %s', (_what, expected, changes) => {
  expect(isKeepable(receipt(changes))).toBe(expected);
});

test('processes that keep the same entries at once leave whole ones', async () => {
  const script = `
    import { openBaselineCache } from ${JSON.stringify(join(repository, 'runtime/store/baseline-cache.ts'))};
    const cache = openBaselineCache(process.argv[1], Date.now);
    const kept = { ...JSON.parse(process.argv[2]), at: new Date(Date.now() - 1000).toISOString() };
    let torn = 0;
    for (let n = 0; n < 40; n += 1) {
      cache.keep('k' + (n % 3), kept);
      if (cache.find('k' + (n % 3)) === undefined) torn += 1;
    }
    console.log(torn);
  `;
  const ends = await Promise.all(
    ['a'.repeat(20_000), 'b'.repeat(50_000)].map((output) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, dir, JSON.stringify(kept(output))]),
    ),
  );
  expect(ends.map(({ stdout }) => stdout.trim())).toEqual(['0', '0']);
  expect(files()).toEqual(['k0.json', 'k1.json', 'k2.json']);
  expect(open(Date.now()).find('k0')?.output).toMatch(/^(?:a+|b+)$/);
}, 30_000);
