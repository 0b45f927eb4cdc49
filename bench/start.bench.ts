/** How long okstra takes until it says something: `--version` and `--help` beside an empty Node program. `npm run bench start` */
import { join } from 'node:path';
import { interleave, judge, machine, median, ms, print, roundsWanted, time } from './measure.ts';

const VERSION_LIMIT = 1.5;

const node = process.execPath;
const okstra = join(import.meta.dirname, '..', 'bin', 'okstra.mjs');
const rounds = roundsWanted(30);

const results = interleave(
  {
    'node -e 0': () => time([node, '-e', '0']),
    'okstra --version': () => time([node, okstra, '--version']),
    'okstra --help': () => time([node, okstra, '--help']),
  },
  { rounds, warmUps: 3 },
);
const medians = new Map(Object.entries(results).map(([name, runs]) => [name, median(runs.map((run) => run.ms))]));
const base = medians.get('node -e 0') ?? Number.NaN;

print(machine());
print(`medians of ${rounds} rounds, taken in turn`);
for (const [name, value] of medians) print(`  ${name.padEnd(18)}${ms(value)}   ${(value / base).toFixed(2)} x`);
judge('okstra --version / node -e 0', (medians.get('okstra --version') ?? Number.NaN) / base, VERSION_LIMIT, 'x');
