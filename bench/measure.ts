/** What the benchmarks share: timing whole processes, medians, and the facts about the machine that every figure needs beside it. */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

export interface Timed {
  /** Wall clock from before the process was started until after it had ended. */
  readonly ms: number;
  /** The same two moments as milliseconds since the epoch: what a journal's times are compared with. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly stdout: string;
}

export interface TimedOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a process to its end. Any exit code but 0 throws: a benchmark of something that fails measures nothing. */
export function time(argv: readonly [string, ...string[]], options: TimedOptions = {}): Timed {
  const [program, ...args] = argv;
  const startedAt = Date.now();
  const from = performance.now();
  const end = spawnSync(program, args, {
    ...options,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  const ms = performance.now() - from;
  if (end.error) throw end.error;
  if (end.status !== 0) throw new Error(`${argv.join(' ')} ended with ${end.status ?? end.signal}:\n${end.stderr}${end.stdout}`);
  return { ms, startedAt, endedAt: Date.now(), stdout: end.stdout };
}

/** The middle value; of an even count the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('no value to take the median of');
  return (low + high) / 2;
}

/**
 * Takes every subject in turn, `rounds` times, so that a machine that is busy for a while is busy for all of them. The order is turned
 * round every time. The first `warmUps` rounds are not counted.
 */
export function interleave<Result>(
  subjects: Readonly<Record<string, () => Result>>,
  { rounds, warmUps }: { readonly rounds: number; readonly warmUps: number },
): ReadonlyMap<string, readonly Result[]> {
  const names = Object.entries(subjects);
  const results = new Map(names.map(([name]) => [name, [] as Result[]]));
  for (let round = 0; round < warmUps + rounds; round += 1) {
    for (const [name, take] of round % 2 === 0 ? names : names.toReversed()) {
      const result = take();
      if (round >= warmUps) results.get(name)?.push(result);
    }
  }
  return results;
}

/** The median of what one subject took. */
export const medianMs = (results: ReadonlyMap<string, readonly Timed[]>, name: string): number =>
  median((results.get(name) ?? []).map((run) => run.ms));

/** The word after `name` on the command line of a benchmark. */
export function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
}

/** `--rounds 30` */
export function roundsWanted(fallback: number): number {
  const value = Number(option('--rounds') ?? fallback);
  if (!Number.isInteger(value) || value < 1) throw new Error('expected --rounds with a whole number of at least 1');
  return value;
}

export function machine(): string {
  const cores = availableParallelism();
  const model = cpus()[0]?.model ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0] ?? 0;
  return `Node ${process.versions.node}, ${cores} cores (${model}), ${memory} GB, ${process.platform} ${release()}, load ${load.toFixed(1)}`;
}

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Prints a line with the figure and its limit; a figure above it makes the benchmark end with exit code 1. */
export function judge(what: string, found: number, limit: number, unit: string): void {
  const isWithin = found <= limit;
  const digits = unit === 'ms' ? 0 : 2;
  print(`  ${what}: ${found.toFixed(digits)} ${unit}, limit ${limit} ${unit}: ${isWithin ? 'within' : 'ABOVE'}`);
  if (!isWithin) process.exitCode = 1;
}

export const ms = (value: number): string => `${value.toFixed(1).padStart(8)} ms`;
