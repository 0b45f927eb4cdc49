import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isSameSet } from '../../scripts/bootstrap.mjs';
import { missingPlatformPackages } from '../../scripts/complete-lockfile.mjs';
import { repository } from '../support/program.ts';

interface Lockfile {
  readonly packages: Record<string, { version?: string; resolved?: string; optionalDependencies?: Record<string, string> }>;
}

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(repository, name), 'utf8'));
const { packages } = read('package-lock.json') as Lockfile;

test('the lockfile has an entry for the packages of every platform (npm run lock adds them)', () => {
  expect(Object.keys(missingPlatformPackages(packages))).toEqual([]);
});

test('the lockfile names a version for every package, and no registry', () => {
  const entries = Object.entries(packages).filter(([path]) => path !== '');
  expect(entries.length).toBeGreaterThan(20);
  expect(entries.filter(([, entry]) => entry.version === undefined)).toEqual([]);
  expect(entries.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
});

test('every dependency is pinned to one version', () => {
  const { dependencies, devDependencies, optionalDependencies } = read('package.json') as Manifest;
  const ranges = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([]);
});

test('a platform package that npm left out is added with its system, its kind of C library and its exact version', () => {
  const tool = {
    version: '2.0.0',
    dev: true,
    optionalDependencies: { '@tool/linux-x64-musl': '2.0.0', '@tool/darwin-arm64': '2.0.0' },
  };
  const present = { version: '2.0.0', os: ['darwin'], cpu: ['arm64'] };
  expect(missingPlatformPackages({ 'node_modules/tool': tool, 'node_modules/@tool/darwin-arm64': present })).toEqual({
    'node_modules/@tool/linux-x64-musl': {
      version: '2.0.0',
      cpu: ['x64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    },
  });
});

test('an optional package that is not for one platform is not made up', () => {
  const tool = { version: '2.0.0', optionalDependencies: { colours: '^1.0.0' } };
  expect(() => missingPlatformPackages({ 'node_modules/tool': tool })).toThrow('node_modules/tool needs colours@^1.0.0');
});

test('packages count as installed only when each is there in the version of the lockfile', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/mac': { version: '1.0.0', optional: true },
  };
  const a = { 'node_modules/a': { version: '1.0.0', integrity: 'x' } };
  expect(isSameSet(wanted, a)).toBe(true);
  expect(isSameSet(wanted, {})).toBe(false);
  expect(isSameSet(wanted, { 'node_modules/a': { version: '1.0.1', integrity: 'x' } })).toBe(false);
  expect(isSameSet(wanted, { 'node_modules/a': { version: '1.0.0', integrity: 'y' } })).toBe(false);
  expect(isSameSet(wanted, { ...a, 'node_modules/left-over': { version: '1.0.0' } })).toBe(false);
});
