// Takes an agent's place in a replay: does what a recorded step says and prints its answer.
// Usage: replay-player.mjs <recording folder> <step file>... (the first that exists is played). Builtins only: it is copied, not bundled.
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [folder = '', ...names] = process.argv.slice(2);
const { OKSTRA_ROLE: role, OKSTRA_TREE: tree = '' } = process.env;

try {
  await play();
} catch (error) {
  process.stderr.write(`replay: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function play() {
  const name = names.find((file) => existsSync(join(folder, file)));
  if (name === undefined) throw new Error(`expected one of ${names.join(', ')} in ${folder}, found none`);
  const step = parse(name);
  if (step.delayMs > 0) await sleep(step.delayMs);
  if (role === 'executor') for (const [path, content] of Object.entries(step.files ?? {})) change(path, content, name);
  if (step.text !== undefined) say({ type: 'replay.text', text: filled(step.text) });
  if (step.structured !== undefined)
    say({ type: 'replay.structured', value: JSON.parse(filled(JSON.stringify(step.structured))) });
  say({ type: 'replay.end' });
  process.exitCode = step.exitCode ?? 0;
}

/** @param {string} name */
function parse(name) {
  const step = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  if ((step.version ?? 1) !== 1) throw new Error(`${name}: expected version 1, found ${JSON.stringify(step.version)}`);
  if (typeof step.text !== 'string' && step.structured === undefined)
    throw new Error(`${name}: expected "text" or "structured", found neither`);
  return step;
}

/**
 * @param {string} path relative to the working folder
 * @param {unknown} content text, or null to remove the file
 * @param {string} name of the step, for messages
 */
function change(path, content, name) {
  if (content !== null && typeof content !== 'string') throw new Error(`${name}: expected text or null for ${path}`);
  const target = inside(path, name);
  const isThere = existsSync(target);
  if (content === null) {
    rmSync(target, { force: true });
    say({ type: 'replay.file', path, change: 'delete' });
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
  // Git keeps this bit, and a script that lost it fails its checks.
  if (content.startsWith('#!')) chmodSync(target, 0o755);
  say({ type: 'replay.file', path, change: isThere ? 'update' : 'add' });
}

/**
 * @param {string} path
 * @param {string} name
 */
function inside(path, name) {
  const top = realpathSync(process.cwd());
  const target = join(top, path);
  const way = relative(top, target);
  const isBelow = way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(path);
  if (!isBelow || way.split(sep)[0] === '.git')
    throw new Error(`${name}: expected a path inside the working folder, found ${path}`);
  let place = top;
  for (const part of way.split(sep)) {
    place = join(place, part);
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new Error(`${name}: ${path} goes through a symbolic link`);
  }
  return target;
}

/** @param {string} text */
function filled(text) {
  return text.replaceAll('{{TREE}}', () => tree);
}

/** @param {Record<string, unknown>} event */
function say(event) {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
