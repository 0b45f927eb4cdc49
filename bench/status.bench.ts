/** `okstra inspect status --json` over 1,000 and 10,000 spec folders beside an empty Node program. `npm run bench status` */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itemId, makeRuns } from '../test/support/made-runs.ts';
import { interleave, judge, machine, median, ms, print, roundsWanted, time } from './measure.ts';

/** Spec folders, and how many times `node -e 0` their listing may take. */
const SIZES = [
  { folders: 1000, limit: 4 },
  { folders: 10_000, limit: 12 },
] as const;

const node = process.execPath;
const okstra = join(import.meta.dirname, '..', 'bin', 'okstra.mjs');
const rounds = roundsWanted(30);
for (const { folders, limit } of SIZES) {
  const top = mkdtempSync(join(tmpdir(), 'okstra-bench-'));
  try {
    makeProject(top, folders);
    const status = (): ReturnType<typeof time> => time([node, okstra, 'inspect', 'status', '--json'], { cwd: top });
    const { items } = JSON.parse(status().stdout) as { items: readonly unknown[] };
    if (items.length !== folders) throw new Error(`expected ${folders} items, found ${items.length}`);
    const plain = compare(`${folders} spec folders, no okstra.yaml`, status);
    writeFileSync(join(top, 'okstra.yaml'), 'project: sample\nrun: { mode: strict, maxAttempts: 2 }\n');
    compare(`${folders} spec folders, with okstra.yaml`, status);
    makeRuns(top, { items: folders, runsOfEach: 1 });
    compare(`${folders} spec folders, with okstra.yaml and a run of each`, status);
    judge(`inspect status --json, ${folders} items / node -e 0`, plain, limit, 'x');
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

/** @returns the ratio of the medians */
function compare(name: string, status: () => ReturnType<typeof time>): number {
  const subjects = { node: () => time([node, '-e', '0']), status };
  const results = interleave(subjects, { rounds, warmUps: 3 });
  const medianOf = (subject: keyof typeof subjects): number => median((results.get(subject) ?? []).map((run) => run.ms));
  const [base, found] = [medianOf('node'), medianOf('status')];
  print(`${machine()}\n${name}; medians of ${rounds} rounds, taken in turn`);
  print(
    `  ${'node -e 0'.padEnd(24)}${ms(base)}\n  ${'inspect status --json'.padEnd(24)}${ms(found)}   ${(found / base).toFixed(2)} x`,
  );
  return found / base;
}

function makeProject(folder: string, folders: number): void {
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  for (let n = 0; n < folders; n += 1) {
    const dir = join(folder, 'specs', itemId(n));
    mkdirSync(dir, { recursive: true });
    const metadata = { id: itemId(n), name: `Part ${n}`, status: 'todo', dependsOn: n % 3 === 0 ? [] : [itemId(n - 1)] };
    writeFileSync(join(dir, 'SPEC.md'), `# Part ${n}\n\nDo the work of part ${n}.\n`);
    writeFileSync(join(dir, 'metadata.json'), `${JSON.stringify(metadata, null, 2)}\n`);
  }
}
