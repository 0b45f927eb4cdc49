// Installs what is missing. Prints the path of the pinned Node when started by itself.
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isMain, nodeBinary, pathWithoutBin, root, run, runMain } from './toolchain.mjs';

/**
 * Brings node_modules up to date with package-lock.json, if it isn't.
 *
 * @returns {Promise<string>} path of the pinned Node
 */
export async function bootstrap() {
  if (!isInstalled()) {
    process.stderr.write('okstra: installing packages (npm ci)\n');
    await npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  if (!existsSync(nodeBinary)) {
    // The binary is put in place by an install script, which some npm settings switch off.
    await npm(['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error']);
  }
  if (!existsSync(nodeBinary)) {
    throw new Error(`okstra: expected the pinned Node at ${nodeBinary}, found nothing\nfix: rm -rf node_modules && npm ci`);
  }
  return nodeBinary;
}

function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  return isSameSet(readPackages(join(root, 'package-lock.json')), readPackages(installed));
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: unknown, cpu?: unknown, libc?: unknown }} LockEntry
 * @param {string} file
 * @returns {Record<string, LockEntry>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/**
 * True when what is installed is what the lockfile asks for; packages for other platforms may be absent.
 *
 * @param {Record<string, LockEntry>} wanted
 * @param {Record<string, LockEntry>} installed
 */
export function isSameSet(wanted, installed) {
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const present = installed[path];
    if (present === undefined) {
      if (entry.optional || entry.os || entry.cpu || entry.libc) continue;
      return false;
    }
    if (present.version !== entry.version || present.integrity !== entry.integrity) return false;
  }
  return Object.keys(installed).every((path) => path in wanted);
}

/** @param {readonly string[]} args */
async function npm(args) {
  // npm replaces node_modules, so it must not run on the Node that lies in there.
  const path = pathWithoutBin();
  const env = { ...process.env, PATH: path.join(delimiter) };
  const code = await run('npm', args, env);
  if (code !== 0) throw new Error(`okstra: npm ${args[0]} ended with exit code ${code}\nfix: npm ci`);
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    process.stdout.write(`${await bootstrap()}\n`);
  });
}
