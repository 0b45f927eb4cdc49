/**
 * Starts the bundled program. It is a script and no module, because V8 then takes machine code kept from an earlier start: with every
 * function that ran, which Node's own compile cache leaves out. Compiling them again took a quarter of a run without agents.
 */

import { commandWords, isLight } from './command-words.ts';
import { keepHeapSmall } from './small-heap.ts';

// Only builtins that Node has loaded anyway, as objects: this file is on the way of every command.
const { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, readdirSync } =
  process.getBuiltinModule('node:fs');
const { homedir } = process.getBuiltinModule('node:os');
const path = process.getBuiltinModule('node:path');
const { fileURLToPath, pathToFileURL } = process.getBuiltinModule('node:url');
const { constants, Script } = process.getBuiltinModule('node:vm');

/** Set by the build: file names beside this one, with a hash of the content. */
declare const OKSTRA_PARTS: { readonly light: string; readonly full: string };

type Program = { readonly main: (argv: readonly string[]) => Promise<number> };

export async function main(argv: readonly string[]): Promise<number> {
  const words = commandWords(argv);
  if (RUNS.has(words[0] ?? '')) keepHeapSmall();
  const name = isLight(argv) ? OKSTRA_PARTS.light : OKSTRA_PARTS.full;
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), name);
  const kept = codeFile(name, words);
  const { starts, code } = kept === undefined ? NOTHING_KEPT : readKept(kept);
  const script = new Script(`(function (exports, require, module, okstraUrl) {${readFileSync(file, 'latin1')}\n})`, {
    filename: file,
    ...(code === undefined ? {} : { cachedData: code }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} };
  (script.runInThisContext() as CallableFunction)(module.exports, requireBuiltin, module, pathToFileURL(file).href);
  const exitCode = await (module.exports as Program).main(argv);
  const learnt = script.cachedDataRejected === true ? 0 : starts;
  if (kept !== undefined && learnt < LEARNING_STARTS && ranThrough(argv, words, exitCode)) {
    keep(kept, { starts: learnt + 1, code: script.createCachedData() });
  }
  return exitCode;
}

/** Everything else is in the bundle. */
function requireBuiltin(name: string): unknown {
  const builtin = process.getBuiltinModule(name);
  if (builtin === undefined) throw new Error(`not in the bundle: ${name}`);
  return builtin;
}

/** Commands whose second word says what they do. */
const FAMILIES: ReadonlySet<string> = new Set(['inspect', 'tasks', 'frd']);

/** Commands that do the same, or a part of it. */
const RUNS: ReadonlySet<string> = new Set(['run', 'review', 'resume', 'demo']);

/** Where the machine code of a command is kept; undefined when Node's own switch says that none is to be. Node's own folder for such code wins. */
function codeFile(part: string, [first = '', second = '']: readonly string[]): string | undefined {
  if (process.env['NODE_DISABLE_COMPILE_CACHE'] === '1') return undefined;
  const command = RUNS.has(first)
    ? 'run'
    : FAMILIES.has(first) && second !== ''
      ? `${first}-${second}`
      : first === ''
        ? 'overview'
        : first;
  if (!/^[a-z-]{1,30}$/.test(command)) return undefined;
  const home = process.env['OKSTRA_HOME'] ?? path.join(homedir(), '.okstra');
  const shared = process.env['NODE_COMPILE_CACHE'];
  return path.join(
    shared ? path.join(shared, 'okstra') : path.join(home, 'cache', 'code'),
    `${part}-${process.version}-${process.arch}-${command}`,
  );
}

/** A command that failed early, or only told something about itself, has not run what the next one will. */
const ranThrough = (argv: readonly string[], words: readonly string[], exitCode: number): boolean =>
  exitCode <= 1 && (words.length === 0 || !argv.some((word) => word === '--help' || word === '-h' || word === '--dry-run'));

/**
 * In the file: the code and how many starts (a byte), then both once more. To compare two copies takes less than to work out a sum, and Node's
 * CRC-32 comes with all of `zlib`, whose loading takes a sixth of the time that Node needs to start.
 */
interface Kept {
  /** How many starts have added to the code. */
  readonly starts: number;
  readonly code?: Buffer;
}

const NOTHING_KEPT: Kept = { starts: 0 };

/** No single start runs everything that the next one needs. After this many the code is good enough and no longer written. */
const LEARNING_STARTS = 4;

function readKept(file: string): Kept {
  try {
    const bytes = readFileSync(file);
    const half = bytes.length >> 1;
    const content = bytes.subarray(0, half);
    // V8 looks at the beginning only, and would execute what a failing disk or a power cut left of the rest.
    if (bytes.length % 2 !== 0 || half === 0 || !content.equals(bytes.subarray(half))) return NOTHING_KEPT;
    return { starts: content.at(-1) ?? 0, code: content.subarray(0, -1) };
  } catch {
    return NOTHING_KEPT;
  }
}

const UNUSED_MS = 30 * 24 * 60 * 60 * 1000;

/** A folder that cannot be written to only means that the next start is as slow as this one. */
function keep(file: string, { starts, code }: Required<Kept>): void {
  const folder = path.dirname(file);
  const draft = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const count = Buffer.from([starts]);
    writeSafely(draft, Buffer.concat([code, count, code, count]));
    renameSync(draft, file);
    for (const name of readdirSync(folder)) {
      const other = path.join(folder, name);
      if (Date.now() - statSync(other).mtimeMs > UNUSED_MS) rmSync(other, { force: true });
    }
  } catch {
    removeQuietly(draft);
  }
}

/** On disk before it gets its name. */
function writeSafely(file: string, bytes: Buffer): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(descriptor, bytes);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where nothing can be removed, nothing was written.
  }
}
