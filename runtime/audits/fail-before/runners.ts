/** How a configured check runs tests, and the command that runs one test file the same way. */
import { programName, quoteWord, readShell, type Scripts, startedBy } from '../commands/index.ts';

export type Runner = 'vitest' | 'jest' | 'node:test' | 'pytest' | 'go test' | 'cargo test';

export interface FoundRunner {
  readonly runner: Runner;
  /** Words in front of the runner that have to stay: `NODE_ENV=test`, `poetry run`, `uv run`. */
  readonly prefix: readonly string[];
  /** Arguments as the check has them. */
  readonly args: readonly string[];
}

const DEEPEST = 8;

/** The first test runner that a command line comes to; undefined when there is none that is known. */
export function runnerIn(line: string, scripts: Scripts, prefix: readonly string[] = [], depth = 0): FoundRunner | undefined {
  if (depth > DEEPEST) return undefined;
  for (const command of readShell(line).commands) {
    const env = Object.entries(command.env).map(([name, value]) => `${name}=${quoteWord(value)}`);
    const found = inWords(command.words, [...prefix, ...env]);
    if (found !== undefined) return found;
    const started = startedBy(command, scripts);
    const around = [...prefix, ...env, ...covering(command.words)];
    for (const each of started.lines) {
      const inner = runnerIn(each.line, scripts, around, depth + 1);
      if (inner !== undefined) return inner;
    }
    for (const each of started.commands) {
      const assigned = Object.entries(each.env).map(([name, value]) => `${name}=${quoteWord(value)}`);
      const inner = runnerIn(each.words.map(quoteWord).join(' '), scripts, [...around, ...assigned], depth + 1);
      if (inner !== undefined) return inner;
    }
  }
  return undefined;
}

/** Covers that choose an environment, which the single run needs too; `npx` and package scripts only find the program. */
function covering([first = '', second = '']: readonly string[]): string[] {
  const program = programName(first);
  return ['poetry', 'pipenv', 'pdm', 'hatch', 'rye', 'uv'].includes(program) && second === 'run' ? [first, second] : [];
}

function inWords(words: readonly string[], prefix: readonly string[]): FoundRunner | undefined {
  const [first = '', ...args] = words;
  const program = programName(first);
  if (program === 'vitest') return { runner: 'vitest', prefix, args };
  if (program === 'jest') return { runner: 'jest', prefix, args };
  if (program === 'node' && args.some((word) => word === '--test' || word.startsWith('--test=')))
    return { runner: 'node:test', prefix, args };
  if (program === 'pytest' || program === 'py.test') return { runner: 'pytest', prefix, args };
  if (program === 'go' && args[0] === 'test') return { runner: 'go test', prefix, args: args.slice(1) };
  if (program === 'cargo' && args.find((word) => !word.startsWith('+')) === 'test')
    return { runner: 'cargo test', prefix, args: args.slice(args.indexOf('test') + 1) };
  // Coverage tools start the runner.
  if (program === 'c8' || program === 'nyc') {
    const at = args.findIndex((word) => !word.startsWith('-'));
    return at === -1 ? undefined : inWords(args.slice(at), prefix);
  }
  return undefined;
}

export interface SingleFile {
  /** Relative to the folder in which the check runs. */
  readonly file: string;
  /** Names of the tests in it, for runners that select by name; empty when they could not be read. */
  readonly tests: readonly string[];
}

/** A line for `sh -c` that runs just this file; a reason when the runner cannot. */
export function singleFileCommand(
  { runner, prefix, args }: FoundRunner,
  { file, tests }: SingleFile,
): { readonly cmd: string } | { readonly why: string } {
  const line = (...words: readonly string[]): { cmd: string } => ({ cmd: [...prefix, ...words.map(quoteWord)].join(' ') });
  switch (runner) {
    case 'vitest':
      return line('npx', '--no', '--', 'vitest', 'run', ...kept(args, VITEST), file);
    case 'jest':
      return line('npx', '--no', '--', 'jest', ...kept(args, JEST), '--coverage=false', '--runTestsByPath', file);
    case 'node:test':
      return line('node', ...kept(args, NODE), '--test', file);
    case 'pytest':
      return line(...(prefix.some((word) => word === 'run') ? [] : ['python', '-m']), 'pytest', ...kept(args, PYTEST), file);
    case 'go test': {
      const own = [...new Set(tests.map((title) => title.split(' > ')[0] ?? title))].filter((name) => /^\w+$/.test(name));
      if (own.length === 0) return { why: 'the names of its tests could not be read' };
      const folder = file.includes('/') ? `./${file.slice(0, file.lastIndexOf('/'))}` : '.';
      return line('go', 'test', ...kept(args, GO), '-v', '-run', `^(?:${own.join('|')})$`, folder);
    }
    case 'cargo test': {
      const name = /^tests\/([\w-]+)(?:\.rs|\/main\.rs)$/.exec(file)?.[1];
      return name === undefined
        ? { why: 'cargo runs tests of the source by name only' }
        : line('cargo', 'test', ...kept(args, CARGO), '--test', name);
    }
  }
}

interface Kept {
  /** Flags with a value, as one word or two. */
  readonly valued: ReadonlySet<string>;
  readonly alone: ReadonlySet<string>;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const VITEST: Kept = {
  valued: set('--config -c --root -r --dir --project --environment --mode --pool --workspace'),
  alone: set('--globals --no-isolate --isolate=false'),
};
const JEST: Kept = {
  valued: set('--config -c --rootDir --projects --env --testEnvironment --preset --setupFilesAfterEach --selectProjects'),
  alone: set('--ci --runInBand -i --experimental-vm-modules'),
};
const NODE: Kept = {
  valued: set('--import --require -r --loader --experimental-loader --conditions -C --env-file --test-timeout --test-isolation'),
  alone: set(
    '--experimental-strip-types --experimental-transform-types --experimental-test-module-mocks --enable-source-maps --experimental-vm-modules --no-warnings',
  ),
};
const PYTEST: Kept = {
  valued: set('-c --rootdir -p -o --import-mode --override-ini --confcutdir --asyncio-mode --ds'),
  alone: set('-s -q --strict-markers --strict-config'),
};
const GO: Kept = {
  valued: set('-tags -mod -modfile -ldflags -gcflags'),
  alone: set('-race -count=1 -mod=mod -mod=vendor -msan'),
};
const CARGO: Kept = {
  valued: set('--features --manifest-path -p --package --profile --target'),
  alone: set('--all-features --no-default-features --locked --offline --frozen --release'),
};

/** What selects files or tests, measures coverage or shortens the run is left out. */
function kept(args: readonly string[], { valued, alone }: Kept): string[] {
  const words: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    const name = word.split('=')[0] ?? '';
    if (word === '--') break;
    if (alone.has(word)) words.push(word);
    else if (valued.has(name) && word.includes('=')) words.push(word);
    else if (valued.has(word) && args[at + 1] !== undefined) {
      words.push(word, args[at + 1] ?? '');
      at += 1;
    }
  }
  return words;
}
