/** `okstra inspect history` over 10,000 runs beside an empty Node program; the other views of the same runs. `npm run bench history` */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRuns } from '../test/support/made-runs.ts';
import { interleave, judge, machine, medianMs, ms, option, print, roundsWanted, time } from './measure.ts';

const LIMIT = 4;
const RUNS_OF_EACH = 10;

const node = process.execPath;
const okstra = join(import.meta.dirname, '..', 'bin', 'okstra.mjs');
const rounds = roundsWanted(20);
const items = Number(option('--items') ?? 1000);
const top = mkdtempSync(join(tmpdir(), 'okstra-bench-'));
try {
  execFileSync('git', ['init', '--quiet'], { cwd: top });
  makeRuns(top, { items, runsOfEach: RUNS_OF_EACH });
  const index = join(top, '.okstra/index.sqlite');
  const inspect = (...words: readonly string[]) => time([node, okstra, 'inspect', ...words], { cwd: top });

  // Files that were written a moment ago are looked at again, whatever an index says of them.
  execFileSync('sleep', ['3']);
  const built = inspect('history', '--json');
  const { total } = JSON.parse(built.stdout) as { readonly total: number };
  if (total !== items * RUNS_OF_EACH) throw new Error(`expected ${items * RUNS_OF_EACH} runs, found ${total}`);
  const withIndex = inspect('history', '--json').stdout;
  rmSync(index);
  if (inspect('history', '--json').stdout !== withIndex) throw new Error('the answer differs when the index is made anew');

  const results = interleave(
    {
      'node -e 0': () => time([node, '-e', '0']),
      'inspect history': () => inspect('history'),
      'inspect history --outcome not-accepted': () => inspect('history', '--outcome', 'not-accepted', '--json'),
      'inspect history <item>': () => inspect('history', 'spec-00007-part', '--json'),
      'inspect time (newest run)': () => inspect('time', '--json'),
      'inspect time --by item': () => inspect('time', '--by', 'item', '--json'),
      'inspect cost --by day': () => inspect('cost', '--by', 'day', '--json'),
    },
    { rounds, warmUps: 4 },
  );
  const base = medianMs(results, 'node -e 0');
  print(machine());
  print(`${total} runs of ${items} items; medians of ${rounds} rounds, taken in turn`);
  for (const name of results.keys())
    print(`  ${name.padEnd(40)}${ms(medianMs(results, name))}   ${(medianMs(results, name) / base).toFixed(2)} x`);
  print(`  ${'the first time, index made'.padEnd(40)}${ms(built.ms)}   ${(statSync(index).size / 2 ** 20).toFixed(1)} MB`);
  judge('inspect history / node -e 0', medianMs(results, 'inspect history') / base, LIMIT, 'x');
} finally {
  rmSync(top, { recursive: true, force: true });
}
