/** Packing a copy of the repository, and installing the tarball by itself. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Packed {
  /** Absolute path of the tarball. */
  readonly tarball: string;
  readonly bytes: number;
  readonly files: number;
}

/** Builds and packs what git would have of the repository: `npm pack` cleans dist/, in which tests and programs may be running. */
export function packCopy(repository: string, copy: string): Packed {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: repository, encoding: 'utf8' });
  for (const file of listed.split('\0').filter((path) => path !== '' && existsSync(join(repository, path)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(repository, file), join(copy, file));
  }
  const modules = join(repository, 'node_modules');
  try {
    execFileSync('cp', ['-al', modules, join(copy, 'node_modules')], { stdio: 'ignore' });
  } catch {
    // Another file system, or a cp without hard links.
    cpSync(modules, join(copy, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  }
  const output = execFileSync('npm', ['pack', '--json', '--loglevel=error'], {
    cwd: copy,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(copy),
    maxBuffer: 64 * 1024 * 1024,
  });
  const [packed] = JSON.parse(output.slice(output.indexOf('[\n'))) as { filename: string; size: number; entryCount: number }[];
  if (packed === undefined) throw new Error('npm pack named no tarball');
  return { tarball: join(copy, packed.filename), bytes: packed.size, files: packed.entryCount };
}

export interface Installed {
  /** Of all files below node_modules, npm's own notes included. */
  readonly bytes: number;
  /** Of the folders of the package, largest first. */
  readonly folders: readonly (readonly [folder: string, bytes: number])[];
  readonly packages: readonly string[];
  readonly withScripts: readonly string[];
  readonly ms: number;
  /** What the installed program prints. */
  readonly version: string;
  /** Names that the installed library exports. */
  readonly names: number;
}

export function installAlone(tarball: string, folder: string): Installed {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"name":"alone","version":"1.0.0","private":true}\n');
  const env = environment(folder);
  const from = performance.now();
  const flags = ['--offline', '--omit=optional', '--no-audit', '--no-fund', '--ignore-scripts=false', '--loglevel=error'];
  execFileSync('npm', ['install', tarball, ...flags], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ms = performance.now() - from;

  const modules = join(folder, 'node_modules');
  const lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  const own = join(modules, 'okstra');
  const program = (...args: string[]) => execFileSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' }).trim();
  return {
    bytes: bytesBelow(modules),
    folders: readdirSync(own)
      .map((name) => [name, bytesBelow(join(own, name))] as const)
      .toSorted(([, a], [, b]) => b - a),
    packages: Object.keys(lock.packages),
    withScripts: Object.keys(lock.packages).filter((name) => lock.packages[name]?.hasInstallScript === true),
    ms,
    version: program(join(modules, '.bin', 'okstra'), '--version'),
    names: Number(program('--input-type=module', '-e', `console.log(Object.keys(await import('okstra')).length)`)),
  };
}

/** Settings of the person who measures would show in the figure. */
function environment(folder: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) && !name.startsWith('OKSTRA_'));
  return {
    ...Object.fromEntries(own),
    npm_config_cache: join(folder, '.npm-cache'),
    npm_config_userconfig: '/dev/null',
    npm_config_update_notifier: 'false',
    OKSTRA_HOME: join(folder, '.okstra-home'),
  };
}

function bytesBelow(path: string): number {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return 0;
  if (!info.isDirectory()) return info.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}
