/** What is published, without packing it: `npm run bench size` packs and installs it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow } from '../../scripts/toolchain.mjs';
import { builtProgram, repository } from '../support/program.ts';

const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as Record<string, unknown> & {
  scripts: Record<string, string>;
};

test('nothing else is installed with okstra, and nothing runs when it is', () => {
  for (const field of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies', 'bundledDependencies'])
    expect(manifest).not.toHaveProperty(field);
  // With one of these npm runs a script on the machine of whoever installs it.
  const atInstall = new Set(['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare']);
  expect(Object.keys(manifest.scripts).filter((name) => atInstall.has(name))).toEqual([]);
});

test('the published files take at most 15 MB, and hold no native code', () => {
  builtProgram();
  const beside = ['bin', 'prompts', 'skills', 'schemas', 'templates'].flatMap((folder) => filesBelow(folder));
  const build = [...ofThisBuild()];
  const published = [...beside, ...build, 'README.md', 'LICENSE', 'package.json', 'dist/THIRD-PARTY-NOTICES.txt'];
  const bytes = published.reduce((sum, path) => sum + statSync(join(repository, path)).size, 0);
  expect(manifest['files']).toEqual(['bin', 'dist', 'prompts', 'skills', 'schemas', 'templates', '!dist/.stamp']);
  // Launcher, two parts, library and at least one chunk.
  expect(build.length).toBeGreaterThan(4);
  expect(bytes).toBeGreaterThan(3e6);
  // The types, which only packing makes, are less than 1 MB.
  expect(bytes).toBeLessThan(14e6);
  expect(published.filter((path) => /\.(?:node|wasm|so|dylib|dll|exe)$|binding\.gyp$/.test(path))).toEqual([]);
});

test('the program that is started for a command holds neither SDK: each is a chunk of the API agent alone', () => {
  builtProgram();
  const isSdk = (text: string): boolean => text.includes('x-stainless') || text.includes('X-Stainless');
  const build = [...ofThisBuild()].map((name) => [name, readFileSync(join(repository, name), 'utf8')] as const);
  const holders = build.filter(([, text]) => isSdk(text)).map(([name]) => name);
  expect(holders.length).toBeGreaterThan(0);
  expect(holders.filter((name) => !name.startsWith('dist/chunks/'))).toEqual([]);
  const agent = build.find(([name]) => name === 'dist/api-agent.js')?.[1] ?? '';
  expect(agent).toMatch(/import\("\.\/chunks\/messages-\w+\.js"\)/);
});

/** Parts of earlier builds lie in dist/ until a clean one, which packing begins with: what the launcher starts and what the library reaches. */
function ofThisBuild(): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (path: string): void => {
    const name = relative(repository, path);
    if (found.has(name) || !existsSync(path)) return;
    found.add(name);
    const text = readFileSync(path, 'utf8');
    if (path.endsWith('.cjs')) return;
    for (const [, next = ''] of text.matchAll(/["'](\.{1,2}\/[\w./-]+\.js)["']/g)) add(join(dirname(path), next));
    for (const [part] of text.matchAll(/(?:full|light)-[0-9a-f]{12}\.cjs/g)) add(join(dirname(path), part));
  };
  add(join(repository, 'dist/cli/main.js'));
  add(join(repository, 'dist/index.js'));
  add(join(repository, 'dist/api-agent.js'));
  return found;
}
