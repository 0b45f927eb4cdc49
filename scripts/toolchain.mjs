// What every script shares: where the repository is, the pinned Node, and how to start a tool with it.
// Starts on Node 20 with nothing installed: builtins only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Absolute path of the Node that the dev dependency `node` brings. */
export const nodeBinary = join(root, 'node_modules', 'node', 'bin', 'node');

const binFolder = join(root, 'node_modules', '.bin');

/**
 * The environment of a tool: `node_modules/.bin` is first on the PATH, so that `node` is the pinned one everywhere below.
 *
 * @param {Record<string, string>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(extra = {}) {
  return { ...process.env, PATH: [binFolder, ...pathWithoutBin()].join(delimiter), ...extra };
}

/** The PATH entries of the caller, without this repository's own `node_modules/.bin`. */
export function pathWithoutBin() {
  return (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '' && entry !== binFolder);
}

const ignore = () => {};

/**
 * Runs a program with the terminal of this process; resolves to its exit code (128 + n for a signal).
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>}
 */
export function run(file, args, env = toolEnvironment()) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, env, stdio: 'inherit' });
    // The terminal signals the whole group; this process stays to report how the child ended.
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, ignore);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.off(name, ignore);
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : 15));
    });
  });
}

/**
 * Path of the program `name` of the installed package `packageName`, as its package.json declares it.
 *
 * @param {string} packageName
 * @param {string} [name]
 */
export function packageBin(packageName, name = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[name];
  if (bin === undefined) throw new Error(`package ${packageName} has no program ${name}`);
  return join(folder, bin);
}

/**
 * Every file below `folder`, as sorted paths relative to the repository.
 *
 * @param {string} folder relative to the repository
 * @returns {string[]}
 */
export function filesBelow(folder) {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();
}

/**
 * SHA-256 over names and contents of the files (relative to the repository; one that is missing counts as empty).
 *
 * @param {readonly string[]} files
 */
export function contentStamp(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const path = join(root, file);
    hash.update(`${file}\0`);
    if (existsSync(path)) hash.update(readFileSync(path));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/**
 * True when `url` (the caller's `import.meta.url`) is the script that was started.
 *
 * @param {string} url
 */
export function isMain(url) {
  const started = process.argv[1];
  return started !== undefined && existsSync(started) && realpathSync(started) === fileURLToPath(url);
}

/**
 * Runs a script's main function and turns its result, or an error, into the exit code of the process.
 *
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
