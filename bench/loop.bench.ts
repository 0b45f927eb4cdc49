/**
 * What a whole run adds to the agents' own time: `okstra run --exec --level light` with a worker and a verifier that answer at once, beside
 * a minimal script (loop/minimal.mjs) that spawns the same two, runs the same check and writes the same two files. `npm run bench loop`
 *
 * Options: `--rounds <n>`; `--program <bin/okstra.mjs>`: another one than this repository's; `--against <bin/okstra.mjs>` times a second
 * one in the same rounds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestEnvironment } from '../test/support/env.ts';
import { makeLoop } from './loop/repository.ts';
import { spanNames, spansOf } from './loop/spans.ts';
import { interleave, judge, machine, median, medianMs, ms, option, print, roundsWanted } from './measure.ts';

const LIMIT_MS = 400;
const OURS = ['okstra, agents confined', 'okstra, agents not confined'] as const;

const rounds = roundsWanted(15);
const environment = createTestEnvironment();
const root = mkdtempSync(join(tmpdir(), 'okstra-bench-'));
try {
  const loop = makeLoop(root, environment);
  const here = option('--program') ?? join(import.meta.dirname, '..', 'bin', 'okstra.mjs');
  const other = option('--against');
  const results = interleave(
    {
      'minimal script': () => loop.minimal(),
      'okstra, agents confined': () => loop.okstra(here, 'confined'),
      'okstra, agents not confined': () => loop.okstra(here, 'full'),
      ...(other === undefined
        ? {}
        : {
            'other, agents confined': () => loop.okstra(other, 'confined'),
            'other, agents not confined': () => loop.okstra(other, 'full'),
          }),
    },
    { rounds, warmUps: 2 },
  );

  print(machine());
  print(`medians of ${rounds} rounds, taken in turn; each in a fresh copy of the repository`);
  const more = (name: string): number => medianMs(results, name) - medianMs(results, 'minimal script');
  for (const name of results.keys()) {
    const fastest = Math.min(...(results.get(name) ?? []).map((run) => run.ms));
    print(`  ${name.padEnd(30)}${ms(medianMs(results, name))}   ${ms(more(name))} more   fastest ${ms(fastest)}`);
  }
  for (const name of OURS) {
    print(`\n${name}: where the time goes (medians)`);
    const spans = (results.get(name) ?? []).map((run) => spansOf(run));
    for (const span of spanNames) print(`  ${span.padEnd(30)}${ms(median(spans.map((entry) => entry[span])))}`);
  }
  print('');
  for (const name of OURS) judge(`${name} - minimal script`, more(name), LIMIT_MS, 'ms');
} finally {
  rmSync(root, { recursive: true, force: true });
  environment.dispose();
}
