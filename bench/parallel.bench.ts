/**
 * Verifiers side by side: the wall clock from complete evidence to the last judged answer, beside what the slowest of them takes by itself.
 * Each waits for a stated time, then answers. `npm run bench parallel`
 *
 * Options: `--rounds <n>`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestEnvironment } from '../test/support/env.ts';
import { interleave, judge, machine, median, ms, print, roundsWanted } from './measure.ts';
import { verifyingMs } from './overhead/phases.ts';
import { makeRepository } from './overhead/repository.ts';

const LIMIT_MS = 300;
const PANELS = {
  '3 verifiers': [300, 700, 1500],
  '5 verifiers': [1500, 900, 300, 1200, 600],
  '3 equal verifiers': [1500, 1500, 1500],
} as const;

const rounds = roundsWanted(5);
const environment = createTestEnvironment();
const root = mkdtempSync(join(tmpdir(), 'okstra-bench-'));
try {
  const panels = Object.entries(PANELS).map(([name, verifiers]) => {
    const repository = makeRepository(join(root, name.replaceAll(' ', '-')), environment, {
      files: 200,
      findings: 1,
      runs: 0,
      verifiers,
    });
    return { name, slowest: Math.max(...verifiers), sum: verifiers.reduce((total, each) => total + each, 0), ...repository };
  });
  const results = interleave(Object.fromEntries(panels.map((panel) => [panel.name, () => panel.run()])), { rounds, warmUps: 1 });
  print(machine());
  print(`medians of ${rounds} rounds, 200 files; from complete evidence to the last judged answer`);
  const more = panels.map(({ name, slowest, sum }) => {
    const wall = median((results.get(name) ?? []).map(verifyingMs));
    print(`  ${name.padEnd(20)}${ms(wall)}   slowest ${slowest} ms, one after another ${sum} ms`);
    return { name, more: wall - slowest };
  });
  print('');
  for (const each of more) judge(`${each.name} - slowest`, each.more, LIMIT_MS, 'ms');
} finally {
  rmSync(root, { recursive: true, force: true });
  environment.dispose();
}
