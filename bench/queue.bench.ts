/** `okstra tasks status` over a queue of 10,000 tasks beside an empty Node program, and what writing one status takes. `npm run bench queue` */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newTasksText } from '../runtime/sources/task-queue/tasks-edit.ts';
import { interleave, judge, machine, median, medianMs, ms, option, print, roundsWanted, time } from './measure.ts';

const LIMIT = 10;
/** Milliseconds beyond reading the queue. */
const WRITE_LIMIT = 50;

const node = process.execPath;
const okstra = join(import.meta.dirname, '..', 'bin', 'okstra.mjs');
const rounds = roundsWanted(20);
const count = Number(option('--tasks') ?? 10_000);
const top = mkdtempSync(join(tmpdir(), 'okstra-bench-'));
const idOf = (index: number): string => `T-${String(index + 1).padStart(5, '0')}`;
try {
  execFileSync('git', ['init', '--quiet'], { cwd: top });
  mkdirSync(join(top, 'docs/specs'), { recursive: true });
  const tasks = Array.from({ length: count }, (_, index) => ({
    id: idOf(index),
    title: `Task ${index}`,
    area: `Area ${index % 20}`,
    specReference: '',
    specHash: '',
    dependsOn: index === 0 ? [] : [idOf(index - 1)],
    status: index < count / 2 ? ('done' as const) : ('pending' as const),
    source: 'user-added',
    criteria: ['it works', 'it is tested'],
    complexity: 'Simple',
    files: [],
  }));
  const text = newTasksText({ generated: '', specVersion: 'x', sourceSpecs: [], designTasks: [], tasks });
  writeFileSync(join(top, 'docs/specs/TASKS.md'), text);
  execFileSync('git', ['add', '-A'], { cwd: top });
  execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@example.org', 'commit', '-qm', 'a queue'], { cwd: top });

  const once = join(import.meta.dirname, 'queue', 'once.ts');
  const inside = (...args: readonly string[]): number => Number(time([node, once, ...args], { cwd: top }).stdout);
  // The first write begins the progress file, with a row for each task.
  inside('write', top, idOf(count - 1));

  const status = () => time([node, okstra, 'tasks', 'status', '--json'], { cwd: top });
  const { total } = JSON.parse(status().stdout) as { readonly total: number };
  if (total !== count) throw new Error(`expected ${count} tasks, found ${total}`);
  const results = interleave(
    { 'node -e 0': () => time([node, '-e', '0']), 'tasks status --json': status },
    { rounds, warmUps: 3 },
  );
  const base = medianMs(results, 'node -e 0');
  print(machine());
  print(`${count} tasks, ${(text.length / 2 ** 20).toFixed(1)} MB; medians of ${rounds} rounds, taken in turn`);
  for (const name of results.keys())
    print(`  ${name.padEnd(24)}${ms(medianMs(results, name))}   ${(medianMs(results, name) / base).toFixed(2)} x`);
  judge('tasks status / node -e 0', medianMs(results, 'tasks status --json') / base, LIMIT, 'x');
  let next = count / 2;
  const spent = { read: [] as number[], write: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    spent.read.push(inside('read', top));
    spent.write.push(inside('write', top, idOf(next)));
    next += 1;
  }
  print(`  reading the queue       ${ms(median(spent.read))}   in a process of its own`);
  print(`  and writing one status  ${ms(median(spent.write))}`);
  judge('one status more than reading', median(spent.write) - median(spent.read), WRITE_LIMIT, 'ms');
} finally {
  rmSync(top, { recursive: true, force: true });
}
