// Bundles runtime/ into dist/: the program in two parts, so that light commands load little, and the library. Does nothing when the sources
// are unchanged.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { generate } from './generate.mjs';
import { contentStamp, filesBelow, isMain, nodeBinary, packageBin, root, run, runMain, toolEnvironment } from './toolchain.mjs';

const STAMP = 'dist/.stamp';
const PROGRAM = 'runtime/cli/main.ts';
const LAUNCHER = 'runtime/cli/launch.ts';
const LIBRARY = 'runtime/index.ts';
/** A program of its own, started as an agent; each wire's SDK is a chunk beside it. */
const API_AGENT = 'runtime/apiagent/main.ts';
/** Files of commands that the light part holds. Commands are imported where they are declared; one of them hands on what it cannot do. */
const LIGHT = {
  importers: /[\\/]cli[\\/](?:program|commands[\\/][\w-]+|inspect-status)\.ts$/,
  commands: ['overview', 'inspect-status', 'status-text', 'inspect-history', 'inspect-time', 'inspect-cost', 'completion'],
};
/** Stay files of their own, because processes are started with them. */
const STARTED = ['runtime/drivers/replay-player.mjs', 'runtime/drivers/gemini-launcher.mjs'];
const NEEDS_REQUIRE = 'Dynamic require of "';
const REQUIRE_BANNER =
  "import { createRequire as __okstraCreateRequire } from 'node:module';\nconst require = __okstraCreateRequire(import.meta.url);\n";

/**
 * Builds dist/ when its sources changed. Safe beside other builds and beside running programs: parts and chunks are named by
 * content, files appear whole, and those of earlier builds stay until a clean build.
 *
 * @param {{ clean?: boolean, quiet?: boolean }} [options]
 * @returns {Promise<boolean>} true when something was built
 */
export async function build({ clean = false, quiet = false } = {}) {
  await generate();
  const stamp = sourceStamp();
  if (clean) rmSync(join(root, 'dist'), { recursive: true, force: true });
  else if (isBuilt(stamp)) return false;
  const started = performance.now();
  const esbuild = await import('esbuild');
  /** @type {import('esbuild').BuildOptions & { metafile: true, write: false }} */
  const common = {
    absWorkingDir: root,
    outbase: 'runtime',
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node22.18',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: quiet ? 'silent' : 'warning',
  };
  const plugins = [lightCommander, withoutFrontMatterEngines, yamlAsModules];
  // A script, so that its machine code can be kept; see the launcher. One byte a letter makes it half as long in memory.
  const script = {
    ...common,
    entryPoints: [PROGRAM],
    format: 'cjs',
    charset: 'ascii',
    define: { 'import.meta.url': 'okstraUrl' },
  };
  const [full, light, library, apiAgent] = await Promise.all([
    esbuild.build({ .../** @type {typeof common} */ (script), plugins }),
    esbuild.build({ .../** @type {typeof common} */ (script), plugins: [lightCommands, ...plugins] }),
    esbuild.build({
      ...common,
      entryPoints: [LIBRARY],
      format: 'esm',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      charset: 'utf8',
      plugins,
    }),
    esbuild.build({
      ...common,
      entryPoints: [{ in: API_AGENT, out: 'api-agent' }],
      format: 'esm',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      charset: 'utf8',
      plugins,
    }),
  ]);
  const parts = { light: writePart('light', light), full: writePart('full', full) };
  const launcher = await esbuild.build({
    ...common,
    entryPoints: [LAUNCHER],
    format: 'esm',
    entryNames: '[dir]/main',
    define: { OKSTRA_PARTS: JSON.stringify(parts) },
  });
  for (const { metafile } of [full, light, library, apiAgent]) rejectLazyCommonJs(metafile.inputs);
  for (const file of STARTED) writeWhole(join(root, 'dist', basename(file)), readFileSync(join(root, file), 'utf8'));
  // Entries come last: whoever reads a new entry finds its chunks and parts.
  const chunks = [...library.outputFiles, ...apiAgent.outputFiles].toSorted(
    (a, b) => Number(b.path.includes('/chunks/')) - Number(a.path.includes('/chunks/')),
  );
  for (const { path, text } of [...chunks, ...launcher.outputFiles]) {
    writeWhole(path, text.includes(NEEDS_REQUIRE) ? REQUIRE_BANNER + text : text);
  }
  const inputs = [full, library, apiAgent].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  writeWhole(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), renderNotices(inputs));
  writeWhole(join(root, 'dist/help.txt'), await renderHelp());
  writeWhole(join(root, STAMP), stamp);
  if (!quiet) process.stderr.write(`okstra: built dist/ in ${Math.round(performance.now() - started)} ms\n`);
  return true;
}

/**
 * gray-matter is only asked where front matter begins and ends. Its own engines (a YAML parser, and one that executes JavaScript) stay out
 * of the bundle.
 *
 * @type {import('esbuild').Plugin}
 */
const withoutFrontMatterEngines = {
  name: 'without-front-matter-engines',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]gray-matter[\\/]lib[\\/]engines\.js$/ }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * commander imports two modules that take a fifth of the time Node itself needs to start: all of `process`, streams included,
 * which is there as a global, and `child_process`, for commands in programs of their own, which okstra has none of.
 *
 * @type {import('esbuild').Plugin}
 */
const lightCommander = {
  name: 'light-commander',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(?:process|child_process)$/ }, ({ path, importer }) =>
      importer.includes('node_modules/commander/') ? { path, namespace: 'light-commander' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'light-commander' }, ({ path }) => ({
      contents: `export default ${path === 'node:process' ? 'globalThis.process' : "{ get spawn() { return process.getBuiltinModule('node:child_process').spawn; } }"};`,
    }));
  },
};

/**
 * The build of `yaml` for browsers is the same library as ES modules: what is not used is left out, and it loads in half the time of the
 * seventy CommonJS modules that Node would be given.
 *
 * @type {import('esbuild').Plugin}
 */
const yamlAsModules = {
  name: 'yaml-as-modules',
  setup({ onResolve }) {
    onResolve({ filter: /^yaml$/ }, () => ({ path: join(root, 'node_modules/yaml/browser/index.js') }));
  },
};

/**
 * The light part holds the commands that tell what there is; the launcher never asks it for another one.
 *
 * @type {import('esbuild').Plugin}
 */
const lightCommands = {
  name: 'light-commands',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, kind, importer }) =>
      kind === 'dynamic-import' && LIGHT.importers.test(importer) && !LIGHT.commands.includes(basename(path, '.ts'))
        ? { path, namespace: 'left-out' }
        : undefined,
    );
    onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is not in this part of the program`)}); export {};`,
    }));
  },
};

/**
 * In a bundle, import() of a CommonJS package gives its exports as `default` only; outside one it gives their names too.
 * A static import in a lazily loaded file of ours means the same in both.
 *
 * @param {import('esbuild').Metafile['inputs']} inputs
 */
export function rejectLazyCommonJs(inputs) {
  for (const [file, { imports }] of Object.entries(inputs)) {
    if (file.includes('node_modules/')) continue;
    for (const { kind, path } of imports) {
      if (kind !== 'dynamic-import' || inputs[path]?.format !== 'cjs') continue;
      throw new Error(
        `${file}: import() of ${path}, a CommonJS file\nfix: import it statically in a file of ours, and import() that file`,
      );
    }
  }
}

/**
 * The launcher reads one byte a letter. esbuild escapes all other letters, but not in regular expressions.
 *
 * @param {string} name
 * @param {Uint8Array} contents
 */
export function rejectWideLetters(name, contents) {
  const wide = contents.findIndex((byte) => byte > 0x7f);
  if (wide < 0) return;
  const near = Buffer.from(contents.subarray(Math.max(0, wide - 40), wide + 40)).toString('utf8');
  throw new Error(`the part ${name} holds a letter beyond ASCII: ${near}\nfix: write it as \\u… in the regular expression`);
}

/**
 * @param {string} name
 * @param {import('esbuild').BuildResult<{ write: false }>} result
 * @returns {string} its file name, which changes with its content
 */
function writePart(name, { outputFiles: [output] }) {
  if (output === undefined) throw new Error(`the build of ${name} gave nothing`);
  rejectWideLetters(name, output.contents);
  const file = `${name}-${createHash('sha256').update(output.contents).digest('hex').slice(0, 12)}.cjs`;
  writeWhole(join(root, 'dist/cli', file), output.text);
  return file;
}

function sourceStamp() {
  return contentStamp([
    ...filesBelow('runtime'),
    ...filesBelow('templates'),
    ...filesBelow('schemas'),
    'package.json',
    'package-lock.json',
    'scripts/build.mjs',
  ]);
}

/** @param {string} stamp */
function isBuilt(stamp) {
  const file = join(root, STAMP);
  return (
    existsSync(file) &&
    readFileSync(file, 'utf8') === stamp &&
    ['dist/cli/main.js', 'dist/api-agent.js', 'dist/help.txt'].every((path) => existsSync(join(root, path)))
  );
}

/**
 * @param {string} path
 * @param {string} text
 */
function writeWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}.tmp`, text);
  renameSync(`${path}.${process.pid}.tmp`, path);
}

/**
 * Name, version, licence and licence text of every package in the bundle (and in the generated validators).
 *
 * @param {readonly string[]} inputs paths relative to the repository
 */
function renderNotices(inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  // The generated validators carry helpers of these two.
  for (const name of ['ajv', 'ajv-formats']) folders.add(`node_modules/${name}`);
  const parts = [...folders].toSorted().map((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const licence = filesOfLicence(folder).map((file) => readFileSync(join(root, file), 'utf8').trim());
    return [`${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`, ...licence].join('\n\n');
  });
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  return `The files in this folder contain code of these packages:${rule}${parts.join(rule)}\n`;
}

/** @param {string} input */
function packageFolder(input) {
  const found = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input);
  return found?.[0];
}

/** @param {string} folder */
function filesOfLicence(folder) {
  return filesBelow(folder).filter((file) =>
    /^(?:licen[cs]e|notice|copying)(?:[.-][\w.-]+)?$/i.test(file.slice(folder.length + 1)),
  );
}

/** What `okstra --help` prints, by the program that was just built: bin/okstra.mjs prints it without loading anything. */
async function renderHelp() {
  const program = "import(process.argv[1]).then(({ main }) => main(['--help']))";
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program, join(root, 'dist/cli/main.js')], {
    encoding: 'utf8',
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1', NO_COLOR: '1' },
  });
  if (status !== 0 || stdout === '') throw new Error(`the program that was built cannot print its help: ${stderr}`);
  return stdout;
}

/** Writes the type declarations of the public names into dist/. */
async function buildTypes() {
  const code = await run(nodeBinary, [packageBin('typescript', 'tsc'), '-p', 'tsconfig.types.json']);
  if (code !== 0) return code;
  // tsc leaves hand-over declaration files behind.
  const declarations = readFileSync(join(root, 'runtime/generated/validators.d.ts'), 'utf8');
  writeWhole(join(root, 'dist/types/runtime/generated/validators.d.ts'), declarations.replaceAll("'./types.ts'", "'./types.js'"));
  return 0;
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const node = await bootstrap();
    // By real path: where node_modules is a link, the two names never become equal, and each process would start another.
    // Once at most: a Node that names itself differently would otherwise start itself for ever.
    if (process.env.OKSTRA_BUILD_NODE !== '1' && realpathSync(process.execPath) !== realpathSync(node)) {
      return run(node, [join(root, 'scripts/build.mjs'), ...process.argv.slice(2)], toolEnvironment({ OKSTRA_BUILD_NODE: '1' }));
    }
    if (process.argv.includes('--types')) return buildTypes();
    await build({ clean: process.argv.includes('--clean') });
    return 0;
  });
}
