/**
 * What the journal costs. Appending an event beside a bare write and fdatasync of the same bytes; and what `okstra resume` does with a run of
 * 10,000 events before its first action: read them, check each line, compare the files they name, fold them into the state. `npm run bench
 * journal`
 *
 * Options: `--rounds <n>`; `--events <n>` of the long run.
 */
import {
  closeSync,
  fdatasyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RunEventBody } from '../runtime/model/events.ts';
import { openJournal } from '../runtime/store/journal.ts';
import { makeLongRun } from './journal/long-run.ts';
import type { BeforeFirstAction } from './journal/once.ts';
import { interleave, judge, machine, median, ms, option, print, roundsWanted, time } from './measure.ts';

const APPENDS = 200;
const TIMES_BARE = 2;
const RESUME_MS = 300;

const STEPS: Readonly<Record<keyof BeforeFirstAction, string>> = {
  read: 'read and check the lines',
  files: 'compare the files they name',
  fold: 'fold',
  decide: 'decide what comes next',
  total: 'in all',
};

const rounds = roundsWanted(9);
const events = Number(option('--events') ?? 10_000);
const root = mkdtempSync(join(tmpdir(), 'okstra-bench-'));
const ports = { now: () => new Date(), redact: (text: string) => text };
try {
  print(`${machine()}\nmedians of ${rounds} rounds, taken in turn`);
  append();
  resume();
} finally {
  rmSync(root, { recursive: true, force: true });
}

function append(): void {
  const bodies = makeLongRun(APPENDS).bodies;
  let n = 0;
  const newFile = (): string => join(root, `${(n += 1)}.jsonl`);
  const lines = linesOf(bodies);
  const results = interleave(
    {
      'bare write + fdatasync': () => timed(() => bare(newFile(), lines)),
      'journal append': () => timed(() => journalled(newFile(), bodies)),
    },
    { rounds, warmUps: 2 },
  );
  const each = (name: string): number => median((results.get(name) ?? []).map((took) => took / bodies.length));
  const [plain, ours] = [each('bare write + fdatasync'), each('journal append')];
  print(`\n${bodies.length} events of ${Math.round(Buffer.concat(lines).length / lines.length)} bytes`);
  for (const [name, took] of [
    ['bare write + fdatasync', plain],
    ['journal append', ours],
  ] as const)
    print(`  ${name.padEnd(30)}${(took * 1000).toFixed(0).padStart(8)} µs each`);
  judge('journal append / bare write + fdatasync', ours / plain, TIMES_BARE, 'x');
}

/** The bytes that the journal writes for them. */
function linesOf(bodies: readonly RunEventBody[]): readonly Buffer[] {
  const file = join(root, 'lines.jsonl');
  journalled(file, bodies);
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => Buffer.from(`${line}\n`));
}

function bare(file: string, lines: readonly Buffer[]): void {
  const handle = openSync(file, 'a');
  for (const line of lines) {
    writeSync(handle, line);
    fdatasyncSync(handle);
  }
  closeSync(handle);
}

function journalled(file: string, bodies: readonly RunEventBody[]): void {
  const journal = openJournal(file, ports);
  for (const body of bodies) journal.append(body);
  journal.close();
}

function resume(): void {
  const [dir, half] = [join(root, 'run'), join(root, 'half')];
  lay(dir, events);
  lay(half, Math.round(events / 2));
  const results = interleave({ whole: () => fresh(dir), half: () => fresh(half) }, { rounds, warmUps: 1 });
  const medianOf = (name: 'whole' | 'half', step: keyof BeforeFirstAction): number =>
    median((results.get(name) ?? []).map((took) => took[step]));
  const { size } = statSync(join(dir, 'journal.jsonl'));
  print(`\na run of ${events} events (${(size / 1e6).toFixed(1)} MB), each time in a process of its own`);
  for (const [step, words] of Object.entries(STEPS))
    print(`  ${words.padEnd(30)}${ms(medianOf('whole', step as keyof BeforeFirstAction))}`);
  const [whole, halved] = [medianOf('whole', 'total'), medianOf('half', 'total')];
  print(`  ${'half as many events, in all'.padEnd(30)}${ms(halved)}`);
  judge('before the first action', whole, RESUME_MS, 'ms');
  judge('twice the events / once', whole / halved, 3, 'x');
}

/** Code that has not run before is slower: a process that resumes has nothing else. */
function fresh(dir: string): BeforeFirstAction {
  return JSON.parse(time([process.execPath, join(import.meta.dirname, 'journal/once.ts'), dir]).stdout) as BeforeFirstAction;
}

/** The run's folder as it would lie there. */
function lay(dir: string, count: number): void {
  const { bodies, files } = makeLongRun(count);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  // Durability is measured above; here it would only take time.
  const quiet = join(dir, 'journal.jsonl');
  mkdirSync(dir, { recursive: true });
  journalled(quiet, bodies);
}

function timed(act: () => void): number {
  const from = performance.now();
  act();
  return performance.now() - from;
}
