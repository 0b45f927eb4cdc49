// Gives gemini a home of its own for one dispatch, and then becomes gemini: its settings cannot be laid over the user's in any other way.
// Usage: gemini-launcher.mjs <plan file> <user's home> <program> [argument...]. Builtins only: it is copied, not bundled.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseEnv } from 'node:util';

/** gemini's own exit code for settings that it cannot read. */
const BAD_SETTINGS = 52;
/** As a shell says that a program could not be started. */
const NOT_STARTED = 127;
/** Those that ask a process to end. */
const FORWARDED = /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']);
/** Never linked: written anew here, private to the dispatch, or (`.env`) read below. */
const OWN = new Set(['settings.json', 'projects.json', 'trustedFolders.json', 'tmp', 'history', '.env']);

const [planFile = '', theirs = '', program = '', ...args] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, 'utf8'));

let env = process.env;
try {
  makeHome();
  const own = { ...process.env, ...theirEnv() };
  env = { ...own, ...flags(own), GEMINI_CLI_HOME: plan.home };
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(BAD_SETTINGS);
}
become(found(program));

/**
 * One process where the system and this Node.js can do that. Elsewhere gemini is a child that ends as it is asked to, and this process as it ends.
 *
 * @param {string} file
 */
function become(file) {
  if (process.execve !== undefined && process.platform !== 'win32') return process.execve(file, [program, ...args], env);
  /** @type {{ child?: import('node:child_process').ChildProcess }} */
  const running = {};
  // Before the start: a signal that comes as soon as gemini runs must not end this process alone.
  for (const signal of FORWARDED) process.on(signal, () => running.child?.kill(signal));
  const child = spawn(file, args, { argv0: program, env, stdio: 'inherit' });
  running.child = child;
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(NOT_STARTED);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) return process.exit(code ?? 1);
    process.removeAllListeners(signal);
    return process.kill(process.pid, signal);
  });
}

function makeHome() {
  const [from, to] = [join(theirs, '.gemini'), join(plan.home, '.gemini')];
  rmSync(plan.home, { recursive: true, force: true });
  mkdirSync(join(to, 'tmp'), { recursive: true, mode: 0o700 });
  for (const name of existsSync(from) ? readdirSync(from) : []) {
    if (!OWN.has(name) && !plan.leaveOut.includes(name)) symlinkSync(join(from, name), join(to, name));
  }
  if (plan.project !== undefined) keepSessions(join(from, 'tmp', plan.project), join(to, 'tmp', plan.project));
  const settings = laidOver(readSettings(join(from, 'settings.json')), plan.settings);
  for (const [path, most] of Object.entries(plan.atMost)) change(settings, path, (value) => lower(value, most));
  for (const [path, more] of Object.entries(plan.append))
    change(settings, path, (value) => [...(Array.isArray(value) ? value : []), ...more]);
  writeFileSync(join(to, 'settings.json'), JSON.stringify(settings, null, 2), { mode: 0o600 });
}

/**
 * The one folder of the user's home that gemini writes to: a session is continued by a later dispatch, or by a person. gemini finds it by
 * the mark of its project.
 *
 * @param {string} kept
 * @param {string} link
 */
function keepSessions(kept, link) {
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  writeFileSync(join(kept, '.project_root'), process.cwd());
  symlinkSync(kept, link);
}

/** @param {string} file */
function readSettings(file) {
  if (!existsSync(file)) return {};
  try {
    const value = JSON.parse(withoutComments(readFileSync(file, 'utf8')));
    if (isObject(value)) return value;
    throw new Error('it is not a JSON object');
  } catch (error) {
    throw new Error(`Error in ${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/**
 * As gemini reads its settings: strings stay, comments go.
 *
 * @param {string} text
 */
function withoutComments(text) {
  return text.replaceAll(/"(?:[^"\\]|\\[\s\S])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (part.startsWith('"') ? part : ' '));
}

/**
 * @param {Record<string, any>} below
 * @param {Record<string, any>} above
 * @returns {Record<string, any>}
 */
function laidOver(below, above) {
  const result = { ...below };
  for (const [key, value] of Object.entries(above)) {
    result[key] = isObject(value) && isObject(result[key]) ? laidOver(result[key], value) : value;
  }
  return result;
}

/**
 * @param {Record<string, any>} settings
 * @param {string} path keys with dots between them
 * @param {(value: unknown) => unknown} to
 */
function change(settings, path, to) {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let place = settings;
  for (const key of keys) {
    if (!isObject(place[key])) place[key] = {};
    place = place[key];
  }
  place[last] = to(place[last]);
}

/**
 * A limit; a lower one of the user's own stays.
 *
 * @param {unknown} value
 * @param {number} most
 */
function lower(value, most) {
  return typeof value === 'number' && value > 0 && value < most ? value : most;
}

/** The user's own `.env`, read here because gemini reads it from trusted folders only, and there the project's before it. */
function theirEnv() {
  const file = [join(theirs, '.gemini', '.env'), join(theirs, '.env')].find((path) => existsSync(path));
  const set = file === undefined ? [] : Object.entries(parseEnv(readFileSync(file, 'utf8')));
  return Object.fromEntries(set.filter(([name]) => process.env[name] === undefined));
}

/**
 * Flags of the dispatch, where gemini would have none: for a Google login its host sends some, which a file would take the place of.
 *
 * @param {Readonly<Record<string, string | undefined>>} variables
 */
function flags(variables) {
  const type = readSettings(join(plan.home, '.gemini', 'settings.json'))['security']?.['auth']?.['selectedType'];
  const byKey =
    ['gemini-api-key', 'vertex-ai', 'gateway'].includes(type) ||
    (type === undefined && (variables['GEMINI_API_KEY'] ?? '') !== '');
  return byKey && (variables['GEMINI_EXP'] ?? '') === '' ? { GEMINI_EXP: plan.flags } : {};
}

/** @param {string} name */
function found(name) {
  if (name.includes('/')) return name;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? name;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
