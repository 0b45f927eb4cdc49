/** `okstra inspect status --json` over 1,000 spec folders, against `node -e 0`. Ends with 1 when the ratio is above the limit. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDERS = 1000;
const ROUNDS = 15;
const LIMIT = 4;
const PROGRAM = join(import.meta.dirname, '..', 'bin', 'okstra.mjs');

const top = mkdtempSync(join(tmpdir(), 'okstra-bench-'));
try {
  makeProject(top);
  const status = [PROGRAM, 'inspect', 'status', '--json'];
  const { counts } = JSON.parse(run(status)) as { counts: { todo: number; blocked: number } };
  if (counts.todo + counts.blocked !== FOLDERS) throw new Error(`expected ${FOLDERS} items, found ${JSON.stringify(counts)}`);
  // Taken in turns, so that a machine that slows down slows both.
  const rounds = Array.from({ length: ROUNDS }, () => ({ node: elapsed(['-e', '0']), okstra: elapsed(status) }));
  const node = median(rounds.map((round) => round.node));
  const okstra = median(rounds.map((round) => round.okstra));
  const ratio = okstra / node;
  process.stdout.write(
    `node -e 0: ${node.toFixed(0)} ms; inspect status --json, ${FOLDERS} folders: ${okstra.toFixed(0)} ms; ratio ${ratio.toFixed(2)} (at most ${LIMIT})\n`,
  );
  process.exitCode = ratio > LIMIT ? 1 : 0;
} finally {
  rmSync(top, { recursive: true, force: true });
}

function makeProject(folder: string): void {
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  for (let n = 0; n < FOLDERS; n += 1) {
    const id = `spec-${String(n).padStart(4, '0')}-part`;
    const dir = join(folder, 'specs', id);
    mkdirSync(dir, { recursive: true });
    const dependsOn = n === 0 || n % 3 === 0 ? [] : [`spec-${String(n - 1).padStart(4, '0')}-part`];
    writeFileSync(join(dir, 'SPEC.md'), `# Part ${n}\n\nDo the work of part ${n}.\n`);
    writeFileSync(
      join(dir, 'metadata.json'),
      `${JSON.stringify({ id, name: `Part ${n}`, status: 'todo', dependsOn }, null, 2)}\n`,
    );
  }
}

function run(args: readonly string[]): string {
  const { stdout, status, stderr } = spawnSync(process.execPath, args, {
    cwd: top,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`exit code ${status}: ${stderr}`);
  return stdout;
}

function elapsed(args: readonly string[]): number {
  const started = performance.now();
  run(args);
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
