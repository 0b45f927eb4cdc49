// schemas/*.schema.json -> runtime/generated/{validators.js,validators.d.ts,validators/*.js,types.ts,schemas.ts}. --check only compares.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { describeSchemas, outputNames, renderSchemaCode } from './schema-code.mjs';
import { contentStamp, filesBelow, isMain, root, run, runMain } from './toolchain.mjs';

const OUTPUT = 'runtime/generated';
const TOOLS = ['ajv', 'ajv-formats', 'esbuild', 'json-schema-to-typescript'];

/**
 * Writes the generated files when a schema, a tool or this script changed.
 *
 * @param {{ check?: boolean }} [options] check: write nothing
 * @returns {Promise<string[]>} the files that differ from what is generated
 */
export async function generate({ check = false } = {}) {
  const stamp = inputStamp();
  if (!check && isCurrent(stamp)) return [];
  const header = `// Generated from schemas/ by "npm run generate". Do not edit.\n// inputs: ${stamp}\n`;
  const texts = await renderSchemaCode(describeSchemas(readSchemas()));
  const outputs = new Map(Object.entries(texts).map(([name, text]) => [`${OUTPUT}/${name}`, header + text]));
  const changed = [...outputs].filter(([file, text]) => readIfThere(file) !== text);
  const leftOver = filesBelow(`${OUTPUT}/validators`).filter((file) => /\.(?:js|d\.ts)$/.test(file) && !outputs.has(file));
  if (!check) {
    mkdirSync(join(root, OUTPUT, 'validators'), { recursive: true });
    for (const [file, text] of changed) writeAtomically(file, text);
    for (const file of leftOver) rmSync(join(root, file), { force: true });
  }
  return [...changed.map(([file]) => file), ...leftOver];
}

const schemaFiles = () => filesBelow('schemas').filter((file) => file.endsWith('.schema.json'));

function inputStamp() {
  const tools = TOOLS.map((name) => `node_modules/${name}/package.json`);
  return contentStamp([...schemaFiles(), 'scripts/schema-code.mjs', ...tools]).slice(0, 16);
}

/** @param {string} stamp */
function isCurrent(stamp) {
  return outputNames(schemaFiles()).every((name) => readIfThere(`${OUTPUT}/${name}`)?.includes(`// inputs: ${stamp}\n`));
}

/** @returns {[string, unknown][]} */
function readSchemas() {
  return schemaFiles().map((file) => [file, parseJson(file)]);
}

/** @param {string} file */
function parseJson(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch (error) {
    throw new Error(`${file}: not valid JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** @param {string} file */
function readIfThere(file) {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/**
 * @param {string} file
 * @param {string} text
 */
function writeAtomically(file, text) {
  const path = join(root, file);
  writeFileSync(`${path}.${process.pid}.tmp`, text);
  renameSync(`${path}.${process.pid}.tmp`, path);
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const node = await bootstrap();
    if (!isPinned()) return run(node, [join(root, 'scripts/generate.mjs'), ...process.argv.slice(2)]);
    const check = process.argv.includes('--check');
    const changed = await generate({ check });
    if (!check || changed.length === 0) return 0;
    process.stderr.write(`generated files differ from schemas/: ${changed.join(', ')}\nfix: npm run generate\n`);
    return 1;
  });
}

function isPinned() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  return major >= 24;
}
