import { expect, test } from 'vitest';
import { toolCaches } from '../../runtime/evidence/toolCaches.ts';

const ask = (files: readonly string[], more: { env?: Record<string, string>; network?: boolean } = {}) =>
  toolCaches({ has: (file) => files.includes(file), home: '/h', env: {}, network: false, ...more });

test('a project gets the caches of its own tools only', () => {
  expect(ask([])).toEqual([]);
  expect(ask(['go.mod'])).toEqual(['/h/.cache/go-build', '/h/go/pkg/mod']);
  expect(ask(['Cargo.toml', 'pom.xml'])).toEqual(['/h/.cargo/registry', '/h/.cargo/git', '/h/.m2/repository']);
});

test('caches that only downloads are written to need the network', () => {
  expect(ask(['package.json'])).toEqual([]);
  expect(ask(['package.json'], { network: true })).toContain('/h/.npm');
});

test('variables that move a cache are followed', () => {
  const env = { XDG_CACHE_HOME: '/c', GOPATH: '/g', CARGO_HOME: '/r', GRADLE_USER_HOME: '/u', npm_config_cache: '/n' };
  expect(ask(['go.mod', 'Cargo.toml', 'gradlew'], { env })).toEqual(['/c/go-build', '/g/pkg/mod', '/r/registry', '/r/git', '/u']);
  expect(ask(['package.json'], { env, network: true })).toContain('/n');
  expect(ask(['go.work'], { env: { GOCACHE: '/x', GOMODCACHE: '/y' } })).toEqual(['/x', '/y']);
});
