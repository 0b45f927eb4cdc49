/**
 * What a whole run with three verifiers adds when its agents answer at once: where the time goes, and how it grows when the repository, the
 * findings or the history are ten times as large. `npm run bench overhead`
 *
 * Options: `--rounds <n>`; `--size <files|findings|runs>`: only this growth; `--no-growth`: none of them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestEnvironment } from '../test/support/env.ts';
import { interleave, judge, machine, median, medianMs, ms, option, print, roundsWanted } from './measure.ts';
import { phaseNames, phasesOf } from './overhead/phases.ts';
import { makeRepository, type RunOnce, type Size } from './overhead/repository.ts';

const LIMIT_MS = 1500;
/**
 * What ten times as much may take, over what one time takes, each without what a run of next to nothing takes: 10 where it grows as the
 * size does, 100 where it grows as its square.
 */
const LIMIT_GROWTH = 12;
/** Growth below this share of a run of next to nothing cannot be told from noise. */
const NOISE = 0.05;

const USUAL: Size = { files: 2000, findings: 3, runs: 0, verifiers: [0, 0, 0] };
const GROWTH = {
  files: [{ files: 20 }, { files: 2000 }, { files: 20_000 }],
  findings: [{ findings: 1 }, { findings: 50 }, { findings: 500 }],
  runs: [{ runs: 0 }, { runs: 300 }, { runs: 3000 }],
} as const satisfies Record<string, readonly [Partial<Size>, Partial<Size>, Partial<Size>]>;

const environment = createTestEnvironment();
const root = mkdtempSync(join(tmpdir(), 'okstra-bench-'));

function take(sizes: readonly Size[], rounds: number): ReadonlyMap<string, readonly RunOnce[]> {
  const folder = mkdtempSync(join(root, 'sizes-'));
  const subjects = sizes.map((size, n) => {
    const repository = makeRepository(join(folder, String(n)), environment, size);
    return [String(n), () => repository.run()] as const;
  });
  const results = interleave(Object.fromEntries(subjects), { rounds, warmUps: 1 });
  rmSync(folder, { recursive: true, force: true });
  return results;
}

try {
  const rounds = roundsWanted(7);
  print(machine());
  const only = option('--size');
  if (only === undefined) {
    const usual = take([USUAL], rounds);
    print(`${USUAL.files} files, 3 verifiers, one check, baseline included; medians of ${rounds} rounds`);
    const phases = (usual.get('0') ?? []).map(phasesOf);
    for (const name of phaseNames) print(`  ${name.padEnd(30)}${ms(median(phases.map((each) => each[name])))}`);
    const fastest = Math.min(...(usual.get('0') ?? []).map((run) => run.ms));
    print(`  ${'all'.padEnd(30)}${ms(medianMs(usual, '0'))}   fastest ${ms(fastest)}`);
    const used = median((usual.get('0') ?? []).map((run) => run.cpuMs));
    print(`  ${'processor time, all processes'.padEnd(30)}${ms(used)}   what others keep the machine from does not show in it`);
    judge('orchestration overhead', medianMs(usual, '0'), LIMIT_MS, 'ms');
  }
  for (const [what, steps] of process.argv.includes('--no-growth') ? [] : Object.entries(GROWTH)) {
    if (only !== undefined && only !== what) continue;
    const few = what === 'files' ? USUAL : { ...USUAL, files: 200 };
    const results = take(
      steps.map((step) => ({ ...few, ...step })),
      Math.min(rounds, 5),
    );
    // The least of each: what else runs on the machine only ever adds. Processor time, where it is known, feels it least.
    const least = (of: (run: RunOnce) => number): readonly number[] =>
      [...results.values()].map((runs) => Math.min(...runs.map(of)));
    const [wall, used] = [least((run) => run.ms), least((run) => run.cpuMs)];
    print(`\n${what}: least of ${Math.min(rounds, 5)} rounds, wall clock and processor time of all processes`);
    for (const [n, step] of steps.entries()) print(`  ${JSON.stringify(step).padEnd(30)}${ms(wall[n] ?? 0)}${ms(used[n] ?? 0)}`);
    const [none = 0, one = 0, ten = 0] = used.some((each) => each === 0) ? wall : used;
    judge(`growth from 1 x to 10 x ${what}`, (ten - none) / Math.max(one - none, NOISE * none), LIMIT_GROWTH, 'times');
  }
} finally {
  rmSync(root, { recursive: true, force: true });
  environment.dispose();
}
