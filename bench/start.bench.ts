/** How long okstra takes until it says something: `--version` and `--help` beside an empty Node program. `npm run bench start` */
import { join } from 'node:path';
import { interleave, judge, machine, medianMs, ms, print, roundsWanted, time } from './measure.ts';

const LIMIT = 1.5;

const node = process.execPath;
const okstra = join(import.meta.dirname, '..', 'bin', 'okstra.mjs');
const rounds = roundsWanted(30);

const results = interleave(
  {
    'node -e 0': () => time([node, '-e', '0']),
    'okstra --version': () => time([node, okstra, '--version']),
    'okstra --help': () => time([node, okstra, '--help']),
    'okstra run --help': () => time([node, okstra, 'run', '--help']),
  },
  { rounds, warmUps: 3 },
);
const ratio = (name: string): number => medianMs(results, name) / medianMs(results, 'node -e 0');

print(machine());
print(`medians of ${rounds} rounds, taken in turn`);
for (const name of results.keys()) print(`  ${name.padEnd(18)}${ms(medianMs(results, name))}   ${ratio(name).toFixed(2)} x`);
for (const name of ['okstra --version', 'okstra --help']) judge(`${name} / node -e 0`, ratio(name), LIMIT, 'x');
