/** The baseline of an earlier run on the same tree is taken, and only then. */
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Receipt } from '../../runtime/model/evidence.ts';
import { sha256 } from '../../runtime/store/run-folder.ts';
import { expectAccepted, ID, journalOf, lightRig, WRITE } from './light.ts';
import { type CliEnd, Rig } from './rig.ts';

let rig: Rig;
let counter: string;
beforeEach(() => {
  rig = new Rig();
  counter = join(rig.root, 'baselines');
  writeFileSync(counter, '');
  // The trace lies outside the checkout.
  rig.env['OKSTRA_CONFIG__RUN__CHECK_SANDBOX'] = 'off';
});
afterEach(() => rig.dispose());

/** Leaves a trace on the base, where hello.txt is missing. */
const counting = (extra = ''): string => `test -e hello.txt || echo run >> ${counter}; echo 'ℹ ran'${extra}`;
const baselines = (): number => readFileSync(counter, 'utf8').split('\n').length - 1;

function project({ cmd = counting(), env = '{}', extra = '' } = {}): void {
  lightRig(rig, { writer: WRITE, extra: configured(cmd, env, extra) });
}
const configured = (cmd: string, env = '{}', extra = ''): string =>
  `checks: { test: [{ label: unit, cmd: ${JSON.stringify(cmd)}, env: ${env} }] }\n${extra}`;
const reconfigure = (from: string, to: string): void =>
  rig.write(
    'okstra.yaml',
    rig.read('okstra.yaml').replace(from, () => to),
  );

async function run(...args: readonly string[]): Promise<CliEnd> {
  const end = await rig.cli(['run', '--exec', '--json', ID, '--again', ...args]);
  expectAccepted(end);
  return end;
}
const baselineOf = (end: CliEnd): readonly Receipt[] =>
  journalOf(end).flatMap((event) => (event.type === 'check-finished' && event.receipt.on === 'baseline' ? [event.receipt] : []));

test('a second run on the same base does not run the checks there again; its receipts say so and have a log of their own', async () => {
  project();
  const first = await run();
  const second = await run();
  expect(baselines()).toBe(1);
  const [[seen], [taken]] = [baselineOf(first), baselineOf(second)];
  expect(seen).not.toHaveProperty('cachedFrom');
  expect(taken).toMatchObject({
    check: 'test:unit',
    status: 'passed',
    exitCode: 0,
    tree: seen?.tree,
    cachedFrom: { run: first.json.run.id, at: expect.stringMatching(/^\d{4}-.*Z$/) },
  });
  const log = readFileSync(join(second.json.run.dir, taken?.log?.path ?? ''), 'utf8');
  expect(log).toBe('ℹ ran\n');
  expect(sha256(log)).toBe(taken?.log?.sha256);
  const data = JSON.parse(readFileSync(second.json.report.data, 'utf8'));
  expect(data.checks.receipts[0]).toMatchObject({ on: 'baseline', cachedFrom: { run: first.json.run.id } });
  expect(readFileSync(second.json.report.markdown, 'utf8')).toContain(`baseline, as ${first.json.run.id} saw it at`);
  expect(second.stderr).toContain(`as ${first.json.run.id} saw it`);
  expect((await rig.cli(['validate', second.json.report.data])).exitCode).toBe(0);
  const third = await run();
  expect(baselineOf(third)[0]?.cachedFrom?.run).toBe(first.json.run.id);
});

test('another tree, command, variable or set-up runs it again', async () => {
  project();
  await run();
  rig.write('other.txt', 'other\n');
  rig.commit('another tree');
  await run();
  expect(baselines()).toBe(2);
  reconfigure('ran', 'ran too');
  await run();
  expect(baselines()).toBe(3);
  reconfigure('env: {}', 'env: { A: b }');
  await run();
  expect(baselines()).toBe(4);
  appendFileSync(join(rig.repo, 'okstra.yaml'), 'worktree: { setup: ["true"] }\n');
  await run();
  expect(baselines()).toBe(5);
  await run();
  expect(baselines()).toBe(5);
}, 60_000);

test('--fresh runs it again and keeps it; a flag and a key do without', async () => {
  project();
  const kept = join(rig.home, 'cache/baseline');
  await run('--no-baseline-cache');
  expect(existsSync(kept)).toBe(false);
  await run();
  const [entry = ''] = readdirSync(kept);
  const before = readFileSync(join(kept, entry), 'utf8');
  await run('--fresh');
  expect(baselines()).toBe(3);
  expect(readFileSync(join(kept, entry), 'utf8')).not.toBe(before);
  await run('--no-baseline-cache');
  expect(baselines()).toBe(4);
  appendFileSync(join(rig.repo, 'okstra.yaml'), 'run: { baselineCache: false }\n');
  await run();
  expect(baselines()).toBe(5);
}, 60_000);

test('a damaged entry is as good as none, and a result without exit code is not kept', async () => {
  project();
  await run();
  const kept = join(rig.home, 'cache/baseline');
  for (const name of readdirSync(kept)) writeFileSync(join(kept, name), '{"version":1');
  await run();
  expect(baselines()).toBe(2);
  // On the base alone it is ended by a signal; in mode parallel that does not stand in the way.
  reconfigure('echo run', 'kill -9 $$');
  for (const name of readdirSync(kept)) writeFileSync(join(kept, name), '');
  const end = await rig.cli(['run', '--exec', '--json', ID, '--again', '--mode', 'parallel']);
  expect(baselineOf(end)).toEqual([expect.objectContaining({ status: 'failed', exitCode: null })]);
  expect(readdirSync(kept).every((name) => readFileSync(join(kept, name), 'utf8') === '')).toBe(true);
}, 60_000);
