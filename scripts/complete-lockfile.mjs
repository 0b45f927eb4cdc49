// Adds to package-lock.json the packages for other platforms that npm left out.
// npm skips a platform package when the registry in use lacks it, and `npm ci` then refuses the lockfile on every platform.
// An added entry has its exact version (its parent pins it), os and cpu from its name, and no integrity.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, root, runMain } from './toolchain.mjs';

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const SYSTEM =
  /(?:^|[-/])(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-(\w+)(?:-(gnu|musl|msvc|gnueabihf|musleabihf|eabi))?$/;
/** @type {Record<string, string>} */
const LIBC = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' };

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} LockEntry
 * @param {Record<string, LockEntry>} packages `packages` of a lockfile
 * @returns {Record<string, LockEntry>} the entries to add, by path
 */
export function missingPlatformPackages(packages) {
  /** @type {Record<string, LockEntry>} */
  const missing = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const places = [`node_modules/${name}`, `${path}/node_modules/${name}`];
      if (places.some((place) => packages[place]?.version !== undefined)) continue;
      const system = SYSTEM.exec(name);
      if (system === null || !EXACT.test(version))
        throw new Error(`package-lock.json: ${path} needs ${name}@${version}, which has no entry`);
      const [, os = '', cpu = '', abi = ''] = system;
      const libc = LIBC[abi];
      missing[`node_modules/${name}`] = {
        version,
        cpu: [cpu],
        ...(entry.dev ? { dev: true } : {}),
        ...(os === 'linux' && libc !== undefined ? { libc: [libc] } : {}),
        optional: true,
        os: [os],
      };
    }
  }
  return missing;
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const file = join(root, 'package-lock.json');
    const lock = JSON.parse(readFileSync(file, 'utf8'));
    const missing = missingPlatformPackages(lock.packages);
    const entries = Object.entries({ ...lock.packages, ...missing }).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
    lock.packages = Object.fromEntries(entries);
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
    process.stdout.write(`${Object.keys(missing).length} packages added\n`);
  });
}
