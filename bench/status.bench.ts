/** `okstra inspect status --json` over 1,000 spec folders beside an empty Node program. `npm run bench status` */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave, judge, machine, median, ms, print, roundsWanted, time } from './measure.ts';

const FOLDERS = 1000;
const LIMIT = 4;

const node = process.execPath;
const okstra = join(import.meta.dirname, '..', 'bin', 'okstra.mjs');
const rounds = roundsWanted(30);
const top = mkdtempSync(join(tmpdir(), 'okstra-bench-'));
try {
  makeProject(top);
  const status = (): ReturnType<typeof time> => time([node, okstra, 'inspect', 'status', '--json'], { cwd: top });
  const { items } = JSON.parse(status().stdout) as { items: readonly unknown[] };
  if (items.length !== FOLDERS) throw new Error(`expected ${FOLDERS} items, found ${items.length}`);
  const plain = compare('no okstra.yaml', status);
  writeFileSync(join(top, 'okstra.yaml'), 'project: sample\nrun: { mode: strict, maxAttempts: 2 }\n');
  compare('with okstra.yaml', status);
  judge('inspect status --json / node -e 0', plain, LIMIT, 'x');
} finally {
  rmSync(top, { recursive: true, force: true });
}

/** @returns the ratio of the medians */
function compare(name: string, status: () => ReturnType<typeof time>): number {
  const subjects = { node: () => time([node, '-e', '0']), status };
  const results = interleave(subjects, { rounds, warmUps: 3 });
  const medianOf = (subject: keyof typeof subjects): number => median((results.get(subject) ?? []).map((run) => run.ms));
  const [base, found] = [medianOf('node'), medianOf('status')];
  print(`${machine()}\n${FOLDERS} spec folders, ${name}; medians of ${rounds} rounds, taken in turn`);
  print(
    `  ${'node -e 0'.padEnd(24)}${ms(base)}\n  ${'inspect status --json'.padEnd(24)}${ms(found)}   ${(found / base).toFixed(2)} x`,
  );
  return found / base;
}

function makeProject(folder: string): void {
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  for (let n = 0; n < FOLDERS; n += 1) {
    const dir = join(folder, 'specs', id(n));
    mkdirSync(dir, { recursive: true });
    const metadata = { id: id(n), name: `Part ${n}`, status: 'todo', dependsOn: n % 3 === 0 ? [] : [id(n - 1)] };
    writeFileSync(join(dir, 'SPEC.md'), `# Part ${n}\n\nDo the work of part ${n}.\n`);
    writeFileSync(join(dir, 'metadata.json'), `${JSON.stringify(metadata, null, 2)}\n`);
  }
}

function id(number: number): string {
  return `spec-${String(number).padStart(4, '0')}-part`;
}
