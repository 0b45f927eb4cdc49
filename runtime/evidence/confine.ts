/** What a command that may run an agent's code gets to see and to write, as a bwrap command line. Looks at the disk; writes into TMPDIR and makes folders of caches. */
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Environment } from '../process/environment.ts';
import { bwrapProfile, type HiddenPath } from '../process/sandbox.ts';
import { type HiddenSettings, hiddenPaths, UNSET } from './hidden.ts';
import { strippedGitConfig } from './strippedGitConfig.ts';
import { strippedSettings } from './strippedSettings.ts';
import { checkCaches, setupCaches } from './toolCaches.ts';

export interface ConfineInput {
  readonly bwrap: string;
  /** Set-up commands write to the user's caches of the project's tools; checks to none outside. */
  readonly purpose: 'setup' | 'check';
  /** Absolute; writable inside. */
  readonly checkout: string;
  /** Absolute, exists; the command's TMPDIR. */
  readonly tmpDir: string;
  /** Absolute folder for caches of tools that cannot do without; made when missing. Absent: checks have none. */
  readonly cacheDir?: string;
  readonly network: boolean;
  /** okstra's own environment: it says where the user keeps logins and caches. */
  readonly env: Environment;
  /** Further paths that must be seen although they lie below /tmp. */
  readonly readable: readonly string[];
  /** Existing absolute paths inside the checkout that cannot be written all the same. */
  readonly held?: readonly string[];
}

export interface Confined {
  readonly argv: readonly string[];
  /** Laid over the command's environment; undefined takes a variable out. */
  readonly env: Environment;
}

export function confine(input: ConfineInput): Confined {
  const home = input.env['HOME'] ?? homedir();
  const own = ownCaches(input, home);
  const git = gitFolders(input.checkout);
  const cacheDir = Object.keys(own).length === 0 || input.cacheDir === undefined ? [] : [input.cacheDir];
  const argv = bwrapProfile({
    bwrap: input.bwrap,
    level: 'workspace-write',
    writable: [input.checkout, ...cacheDir, ...writableCaches(input, home)].map((path) => realpathSync(path)),
    readable: [home, ...input.readable, ...git, ...programFolders(input.env)].filter(isBelowTmp),
    held: (input.held ?? []).filter((path) => existsSync(path)),
    privateTmp: realpathSync(input.tmpDir),
    network: input.network,
    hide: hiddenPaths({ home, env: input.env, checkout: input.checkout, gitFolders: git }).map((hidden) =>
      withSettings(hidden, input.tmpDir),
    ),
    ownIpc: true,
  });
  return { argv, env: { ...Object.fromEntries(UNSET.map((name) => [name, undefined])), ...own } };
}

/** A settings file is seen without its logins. */
function withSettings(hidden: HiddenSettings, tmpDir: string): HiddenPath {
  if (hidden.kind === 'folder') return hidden;
  const was = readText(hidden.path);
  const text = hidden.isGitConfig ? strippedGitConfig(was) : strippedSettings(hidden.path, was);
  if (text === undefined) return hidden;
  const folder = join(tmpDir, '.okstra-settings');
  mkdirSync(folder, { recursive: true });
  const instead = join(folder, hidden.path.replaceAll('/', '_'));
  writeFileSync(instead, text, { mode: 0o600 });
  return { ...hidden, instead };
}

function writableCaches(input: ConfineInput, home: string): string[] {
  if (input.purpose !== 'setup') return [];
  return setupCaches({ has: hasIn(input.checkout), home, env: input.env }).filter((path) => {
    try {
      // Tools that need their cache make it themselves, which they could not do on a read-only disk.
      if (!isBelowTmp(path)) mkdirSync(path, { recursive: true });
      return existsSync(path);
    } catch {
      return false;
    }
  });
}

function ownCaches({ purpose, checkout, cacheDir, env, network }: ConfineInput, home: string): Readonly<Record<string, string>> {
  if (purpose === 'setup' || cacheDir === undefined) return {};
  mkdirSync(cacheDir, { recursive: true });
  return checkCaches({ has: hasIn(checkout), home, env, network }, realpathSync(cacheDir));
}

const hasIn =
  (checkout: string) =>
  (file: string): boolean =>
    existsSync(join(checkout, file));

/** Where the checkout's objects and refs lie when not inside it: `git clone --shared` and worktrees point elsewhere. */
function gitFolders(checkout: string): string[] {
  const git = join(checkout, '.git');
  if (lstatSync(git, { throwIfNoEntry: false })?.isFile() === true) {
    const gitdir = /^gitdir: (.+)$/m.exec(readText(git))?.[1];
    if (gitdir === undefined) return [];
    const own = resolve(checkout, gitdir);
    const common = resolve(own, readText(join(own, 'commondir')).trim());
    return [own, common, ...alternates(join(common, 'objects'), 5)];
  }
  return alternates(join(git, 'objects'), 5);
}

function alternates(objects: string, depth: number): string[] {
  if (depth === 0) return [];
  const lines = readText(join(objects, 'info', 'alternates')).split('\n');
  const found = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => resolve(objects, line));
  return found.concat(found.flatMap((path) => alternates(path, depth - 1)));
}

const programFolders = (env: Environment): string[] => [
  ...(env['PATH'] ?? '').split(delimiter).filter((path) => path.startsWith('/')),
  dirname(process.execPath),
];

const isBelowTmp = (path: string): boolean => resolve(path).startsWith('/tmp/') && existsSync(path);

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
