/** `okstra frd next` over 500 feature documents with 5,000 tasks beside an empty Node program. `npm run bench frd` */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { filesOfSet, frd } from '../test/sources/frd/documents.ts';
import { interleave, judge, machine, medianMs, ms, option, print, roundsWanted, time } from './measure.ts';

const LIMIT = 8;
const TASKS_EACH = 10;

const node = process.execPath;
const okstra = join(import.meta.dirname, '..', 'bin', 'okstra.mjs');
const rounds = roundsWanted(20);
const count = Number(option('--documents') ?? 500);
const top = mkdtempSync(join(tmpdir(), 'okstra-bench-'));
try {
  execFileSync('git', ['init', '--quiet'], { cwd: top });
  // The first half is done, and each document waits for the one before it: what comes next is found in the middle.
  const documents = Array.from({ length: count }, (_, index) => {
    const status = index < count / 2 ? 'completed' : 'not_started';
    const tasks = Array.from({ length: TASKS_EACH }, (__, task) => ({
      status,
      needs: task === 0 ? [] : [`FRD-${String(index + 1).padStart(3, '0')}-T${task}`],
    }));
    return frd(index + 1, tasks, {
      status,
      dependencies: index === 0 ? [] : [`FRD-${String(index).padStart(3, '0')}`],
    });
  });
  let bytes = 0;
  for (const [path, text] of Object.entries(filesOfSet(documents))) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
    bytes += text.length;
  }
  execFileSync('git', ['add', '-A'], { cwd: top });
  execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@example.org', 'commit', '-qm', 'documents'], { cwd: top });

  const next = () => time([node, okstra, 'frd', 'next', '--json'], { cwd: top });
  const found = (JSON.parse(next().stdout) as { readonly bundle: { readonly tasks: readonly { readonly taskId: string }[] } })
    .bundle;
  const expected = `FRD-${String(count / 2 + 1).padStart(3, '0')}-T1`;
  if (found.tasks[0]?.taskId !== expected) throw new Error(`expected ${expected}, found ${JSON.stringify(found.tasks[0])}`);
  const results = interleave({ 'node -e 0': () => time([node, '-e', '0']), 'frd next --json': next }, { rounds, warmUps: 3 });
  const base = medianMs(results, 'node -e 0');
  print(machine());
  print(
    `${count} documents with ${count * TASKS_EACH} tasks, ${(bytes / 2 ** 20).toFixed(1)} MB; medians of ${rounds} rounds, taken in turn`,
  );
  for (const name of results.keys())
    print(`  ${name.padEnd(24)}${ms(medianMs(results, name))}   ${(medianMs(results, name) / base).toFixed(2)} x`);
  judge('frd next / node -e 0', medianMs(results, 'frd next --json') / base, LIMIT, 'x');
} finally {
  rmSync(top, { recursive: true, force: true });
}
