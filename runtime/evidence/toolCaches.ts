import { join } from 'node:path';
import type { Environment } from '../process/environment.ts';

export interface CacheQuestion {
  /** Whether the checkout has this file at its top. */
  readonly has: (file: string) => boolean;
  /** Absolute home folder. */
  readonly home: string;
  readonly env: Environment;
  readonly network: boolean;
}

interface CacheRule {
  /** Any of these at the top of the checkout. */
  readonly files: readonly string[];
  /** Relative to the home folder. */
  readonly folders: readonly string[];
  /** Only commands that may download write to it. */
  readonly downloadsOnly?: true;
}

const RULES: readonly CacheRule[] = [
  {
    files: ['package.json'],
    folders: ['.npm', '.cache/node', '.cache/yarn', '.yarn/berry', '.local/share/pnpm', '.cache/pnpm', '.bun/install/cache'],
    downloadsOnly: true,
  },
  { files: ['go.mod', 'go.work'], folders: ['.cache/go-build', 'go/pkg/mod'] },
  { files: ['Cargo.toml'], folders: ['.cargo/registry', '.cargo/git'] },
  { files: ['uv.lock'], folders: ['.cache/uv'] },
  {
    files: ['pyproject.toml', 'requirements.txt', 'setup.py'],
    folders: ['.cache/uv', '.cache/pip', '.cache/pypoetry'],
    downloadsOnly: true,
  },
  { files: ['.pre-commit-config.yaml'], folders: ['.cache/pre-commit'] },
  { files: ['gradlew', 'build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts'], folders: ['.gradle'] },
  { files: ['pom.xml'], folders: ['.m2/repository'] },
];

/**
 * Caches outside the checkout without which the tools of this project stop, because they write to them on every call. Only those of tools
 * that the checkout has a file of: whatever may be written to outside the checkout is a way out of it. Pure; the folders need not exist.
 */
export function toolCaches(question: CacheQuestion): string[] {
  const { has, home, env, network } = question;
  const folders = RULES.filter((rule) => (network || rule.downloadsOnly !== true) && rule.files.some(has)).flatMap(
    (rule) => rule.folders,
  );
  return [...new Set(folders)].map((folder) => {
    if (folder.startsWith('.cache/') && env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], folder.slice('.cache/'.length));
    if (folder.startsWith('.cargo/') && env['CARGO_HOME']) return join(env['CARGO_HOME'], folder.slice('.cargo/'.length));
    if (folder === '.gradle' && env['GRADLE_USER_HOME']) return env['GRADLE_USER_HOME'];
    if (folder === '.npm' && env['npm_config_cache']) return env['npm_config_cache'];
    if (folder === '.cache/go-build' && env['GOCACHE']) return env['GOCACHE'];
    if (folder === 'go/pkg/mod') return env['GOMODCACHE'] || join(env['GOPATH'] || join(home, 'go'), 'pkg/mod');
    return join(home, folder);
  });
}
