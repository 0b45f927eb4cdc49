/** Caches of build tools outside the checkout: which of them set-up commands may write to, and where checks get one of their own. Pure. */
import { join } from 'node:path';
import type { Environment } from '../process/environment.ts';

export interface CacheQuestion {
  /** Whether the checkout has this file at its top. */
  readonly has: (file: string) => boolean;
  /** Absolute home folder. */
  readonly home: string;
  readonly env: Environment;
}

interface CacheRule {
  /** Any of these at the top of the checkout. */
  readonly files: readonly string[];
  /** Relative to the home folder. */
  readonly folders: readonly string[];
}

const PYTHON = ['pyproject.toml', 'requirements.txt', 'setup.py', 'uv.lock'];
const GO = ['go.mod', 'go.work'];
const GRADLE = ['gradlew', 'build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts'];

const RULES: readonly CacheRule[] = [
  {
    files: ['package.json'],
    folders: ['.npm', '.cache/node', '.cache/yarn', '.yarn/berry', '.local/share/pnpm', '.cache/pnpm', '.bun/install/cache'],
  },
  { files: GO, folders: ['.cache/go-build', 'go/pkg/mod'] },
  { files: ['Cargo.toml'], folders: ['.cargo/registry', '.cargo/git'] },
  { files: PYTHON, folders: ['.cache/uv', '.cache/pip', '.cache/pypoetry'] },
  { files: ['.pre-commit-config.yaml'], folders: ['.cache/pre-commit'] },
  { files: GRADLE, folders: ['.gradle'] },
  { files: ['pom.xml'], folders: ['.m2/repository'] },
];

/**
 * Caches that set-up commands may write to: they download what checks, which have no network, then read. Only those of tools that the
 * checkout has a file of: whatever may be written to outside the checkout is a way out of it. The folders need not exist.
 */
export function setupCaches(question: CacheQuestion): string[] {
  const folders = RULES.filter((rule) => rule.files.some(question.has)).flatMap((rule) => rule.folders);
  return [...new Set(folders)].map((folder) => placeOf(folder, question));
}

function placeOf(folder: string, { home, env }: CacheQuestion): string {
  if (folder === '.cache/go-build' && env['GOCACHE']) return env['GOCACHE'];
  if (folder === '.cache/uv' && env['UV_CACHE_DIR']) return env['UV_CACHE_DIR'];
  if (folder === '.cache/pip' && env['PIP_CACHE_DIR']) return env['PIP_CACHE_DIR'];
  if (folder.startsWith('.cache/') && env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], folder.slice('.cache/'.length));
  if (folder.startsWith('.cargo/') && env['CARGO_HOME']) return join(env['CARGO_HOME'], folder.slice('.cargo/'.length));
  if (folder.startsWith('.local/share/') && env['XDG_DATA_HOME'])
    return join(env['XDG_DATA_HOME'], folder.slice('.local/share/'.length));
  if (folder === '.gradle' && env['GRADLE_USER_HOME']) return env['GRADLE_USER_HOME'];
  if (folder === '.npm' && env['npm_config_cache']) return env['npm_config_cache'];
  if (folder === 'go/pkg/mod') return env['GOMODCACHE'] || join(env['GOPATH'] || join(home, 'go'), 'pkg/mod');
  return join(home, folder);
}

/**
 * Variables that give a check caches of its own, for tools that write to their cache on every call and stop when they cannot. Cargo, Maven,
 * npm, pip and pre-commit read a cache that is read-only. Shared by the checks of a run, so that not each of them begins with nothing; the
 * user's own caches stay as they are, because what an agent wrote there would be believed by the user's next build.
 *
 * @param own absolute folder
 */
export function checkCaches(
  question: CacheQuestion & { readonly network: boolean },
  own: string,
): Readonly<Record<string, string>> {
  const { has, network } = question;
  return {
    ...(GO.some(has) ? { GOCACHE: join(own, 'go-build') } : {}),
    ...(PYTHON.some(has) ? { UV_CACHE_DIR: join(own, 'uv') } : {}),
    ...(GRADLE.some(has)
      ? { GRADLE_USER_HOME: join(own, 'gradle'), GRADLE_RO_DEP_CACHE: join(placeOf('.gradle', question), 'caches') }
      : {}),
    // Without network npm has nothing to write there, and reading the user's cache is all it can do.
    ...(network && has('package.json') ? { npm_config_cache: join(own, 'npm') } : {}),
  };
}
