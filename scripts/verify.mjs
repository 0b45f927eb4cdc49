// All that CI runs beside the real agents: every stage is run, the failed ones are named at the end.
// --skip-tests leaves out vitest, for a caller that has just run it.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { packageBin, root, run, runMain, toolEnvironment } from './toolchain.mjs';

const PACKED = [
  'package.json',
  'README.md',
  'LICENSE',
  'bin/okstra.mjs',
  'dist/cli/main.js',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/index.js',
  'dist/types/runtime/index.d.ts',
];
const PACKED_FOLDERS = ['prompts', 'schemas', 'skills', 'templates'];

await runMain(async () => {
  const node = await bootstrap();
  /** @param {string} file @param {string[]} args */
  const script = (file, ...args) => run(node, [join(root, 'scripts', file), ...args]);
  /** @param {string} packageName @param {string} program @param {string[]} args */
  const tool = (packageName, program, ...args) => run(node, [packageBin(packageName, program), ...args]);

  /** @type {[string, () => number | Promise<number>][]} */
  const stages = [
    ['generated files', () => script('generate.mjs', '--check')],
    ['types', () => tool('typescript', 'tsc', '--noEmit')],
    ['lint', () => tool('oxlint', 'oxlint', '--deny-warnings')],
    ['format', () => tool('@biomejs/biome', 'biome', 'ci')],
    ['unused code', () => tool('knip', 'knip')],
    ['build', () => script('build.mjs')],
    ...(process.argv.includes('--skip-tests')
      ? []
      : [/** @type {[string, () => Promise<number>]} */ (['tests', () => script('test.mjs')])]),
    ['package', checkPackage],
  ];

  const failed = [];
  for (const [name, stage] of stages) {
    const started = performance.now();
    process.stdout.write(`\n--- ${name}\n`);
    const code = await stage();
    process.stdout.write(
      `--- ${name}: ${code === 0 ? 'ok' : `failed (exit code ${code})`}, ${Math.round(performance.now() - started)} ms\n`,
    );
    if (code !== 0) failed.push(name);
  }
  process.stdout.write(failed.length === 0 ? '\nverify: ok\n' : `\nverify: failed: ${failed.join(', ')}\n`);
  return failed.length === 0 ? 0 : 1;
});

/** Looks at the list of files that a published package would hold. */
function checkPackage() {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    env: toolEnvironment(),
    maxBuffer: 64 * 1024 * 1024,
  });
  /** @type {{ path: string }[]} */
  const listed = JSON.parse(output.slice(output.indexOf('[\n')))[0].files;
  const files = listed.map(({ path }) => path);
  const missing = [
    ...PACKED.filter((path) => !files.includes(path)),
    ...PACKED_FOLDERS.filter((folder) => !files.some((path) => path.startsWith(`${folder}/`))),
  ];
  const unwanted = files.filter((path) => /^(?:test|runtime|scripts|bench|node_modules|\.)/.test(path) || path === 'dist/.stamp');
  if (missing.length > 0) process.stderr.write(`missing in the package: ${missing.join(', ')}\n`);
  if (unwanted.length > 0) process.stderr.write(`not wanted in the package: ${unwanted.join(', ')}\n`);
  process.stdout.write(`${files.length} files\n`);
  return missing.length + unwanted.length === 0 ? 0 : 1;
}
