/** Configurations of git that a check could read: people and CI systems keep tokens in them. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Environment } from '../process/environment.ts';
import { includesOf } from './strippedGitConfig.ts';

export interface GitConfigQuestion {
  /** Absolute. */
  readonly home: string;
  readonly env: Environment;
  /** Git folders, and folders of objects in them. */
  readonly gitFolders: readonly string[];
}

/** As deep as git itself follows. */
const DEEPEST = 10;

/** The user's, the system's, those of the repositories a checkout belongs to or borrows from, and what they include. They need not exist. */
export function gitConfigs({ home, env, gitFolders }: GitConfigQuestion): string[] {
  const config = env['XDG_CONFIG_HOME'];
  const named = [env['GIT_CONFIG_GLOBAL'], env['GIT_CONFIG_SYSTEM']].flatMap((path) => (path?.startsWith('/') ? [path] : []));
  const own = gitFolders
    .map((folder) => (basename(folder) === 'objects' ? dirname(folder) : folder))
    .flatMap((folder) => [join(folder, 'config'), join(folder, 'config.worktree')]);
  const first = [
    join(home, '.gitconfig'),
    join(home, '.config/git/config'),
    ...(config?.startsWith('/') ? [join(config, 'git/config')] : []),
    '/etc/gitconfig',
    ...named,
    ...own,
  ];
  const found = new Set<string>();
  for (const path of first) follow(path, DEEPEST);
  return [...found];

  function follow(path: string, depth: number): void {
    if (found.has(path) || depth === 0) return;
    found.add(path);
    for (const included of includesOf(textOf(path))) {
      const place = included.startsWith('~/') ? join(home, included.slice(2)) : resolve(dirname(path), included);
      follow(place, depth - 1);
    }
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
