import { expect, test } from 'vitest';
import { checkCaches, setupCaches } from '../../runtime/evidence/toolCaches.ts';

type Env = Readonly<Record<string, string>>;
const question = (files: readonly string[], env: Env = {}) => ({ has: (file: string) => files.includes(file), home: '/h', env });
const setup = (files: readonly string[], env?: Env) => setupCaches(question(files, env));
const check = (files: readonly string[], network = false, env?: Env) => checkCaches({ ...question(files, env), network }, '/own');

test('set-up commands of a project get the caches of its own tools only', () => {
  expect(setup([])).toEqual([]);
  expect(setup(['go.mod'])).toEqual(['/h/.cache/go-build', '/h/go/pkg/mod']);
  expect(setup(['Cargo.toml', 'pom.xml'])).toEqual(['/h/.cargo/registry', '/h/.cargo/git', '/h/.m2/repository']);
  expect(setup(['package.json'])).toContain('/h/.npm');
});

test('variables that move a cache are followed', () => {
  const env = {
    XDG_CACHE_HOME: '/c',
    XDG_DATA_HOME: '/d',
    GOPATH: '/g',
    CARGO_HOME: '/r',
    GRADLE_USER_HOME: '/u',
    npm_config_cache: '/n',
  };
  expect(setup(['go.mod', 'Cargo.toml', 'gradlew'], env)).toEqual(['/c/go-build', '/g/pkg/mod', '/r/registry', '/r/git', '/u']);
  expect(setup(['package.json'], env)).toEqual(expect.arrayContaining(['/n', '/d/pnpm', '/c/yarn']));
  expect(setup(['go.work'], { GOCACHE: '/x', GOMODCACHE: '/y' })).toEqual(['/x', '/y']);
  expect(setup(['uv.lock'], { UV_CACHE_DIR: '/uv', PIP_CACHE_DIR: '/pip' })).toEqual(['/uv', '/pip', '/h/.cache/pypoetry']);
});

test('a check gets a cache of its own where its tool stops without one, and no other', () => {
  expect(check([])).toEqual({});
  expect(check(['package.json', 'Cargo.toml', 'pom.xml', '.pre-commit-config.yaml'])).toEqual({});
  expect(check(['go.mod', 'uv.lock'])).toEqual({ GOCACHE: '/own/go-build', UV_CACHE_DIR: '/own/uv' });
  expect(check(['package.json'], true)).toEqual({ npm_config_cache: '/own/npm' });
  expect(check(['gradlew'], false, { GRADLE_USER_HOME: '/u' })).toEqual({
    GRADLE_USER_HOME: '/own/gradle',
    GRADLE_RO_DEP_CACHE: '/u/caches',
  });
});
