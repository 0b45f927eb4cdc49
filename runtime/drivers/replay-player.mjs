// Takes an agent's place in a replay: does what a recorded step says and prints its answer.
// Usage: replay-player.mjs <recording folder> <step file>... (the first that exists is played). Builtins only: it is copied, not bundled.
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [folder = '', ...names] = process.argv.slice(2);
/** Characters of a line that is quoted. */
const SHOWN = 120;
const { OKSTRA_ROLE: role, OKSTRA_TREE: tree = '' } = process.env;

try {
  await play();
} catch (error) {
  process.stderr.write(`replay: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function play() {
  const asked = JSON.parse(readFileSync(0, 'utf8'));
  const name = names.find((file) => existsSync(join(folder, file)));
  if (name === undefined) {
    failed(
      `Expected one of ${names.join(', ')} in ${folder}, found none.`,
      'Record the run again with --record, or write the step by hand.',
    );
    return;
  }
  const step = parse(name);
  if (step.prompt !== undefined && asked.ofThisTurn.includes(name) && step.prompt.sha256 !== asked.sha256) {
    const file = join(folder, name);
    failed(
      `The step ${name} was recorded for another prompt: ${differences(step.prompt.file, asked.text)}.`,
      `Record the run again with --record, or take "prompt" out of ${file} to have it played whatever is asked.`,
    );
    return;
  }
  if (step.delayMs > 0) await sleep(step.delayMs);
  for (const { cmd, exitCode } of step.commands ?? []) say({ type: 'replay.command', cmd, exitCode });
  if (role === 'executor') for (const [path, content] of Object.entries(step.files ?? {})) change(path, content, name);
  if (step.text !== undefined) say({ type: 'replay.text', text: filled(step.text) });
  if (step.structured !== undefined)
    say({ type: 'replay.structured', value: JSON.parse(filled(JSON.stringify(step.structured))) });
  if (step.fault !== undefined) say({ type: 'replay.fault', fault: step.fault });
  say({ type: 'replay.end' });
  process.exitCode = step.exitCode ?? 0;
}

/** @param {string} name */
function parse(name) {
  const step = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const { version = 1 } = step;
  if (version !== 1 && version !== 2) throw new Error(`${name}: expected version 1 or 2, found ${JSON.stringify(version)}`);
  if (typeof step.text !== 'string' && step.structured === undefined)
    throw new Error(`${name}: expected "text" or "structured", found neither`);
  return step;
}

/**
 * A fault of the recording, which no second try would mend.
 *
 * @param {string} message
 * @param {string} fix
 */
function failed(message, fix) {
  say({ type: 'replay.fault', fault: { kind: 'recording', message, fix } });
  process.exitCode = 1;
}

/**
 * Which parts of the prompt changed, and where each one begins to differ.
 *
 * @param {string} file with the prompt as it was recorded
 * @param {string} text as it is now
 */
function differences(file, text) {
  const path = join(folder, file);
  if (!existsSync(path)) return `${file} is not there to compare with`;
  const [before, now] = [sections(readFileSync(path, 'utf8')), sections(text)];
  const gone = [...before.keys()].filter((title) => !now.has(title)).map((title) => `without "${title}"`);
  const added = [...now.keys()].filter((title) => !before.has(title)).map((title) => `with "${title}"`);
  const changed = [...now].flatMap(([title, lines]) => {
    const old = before.get(title);
    const at = lines.findIndex((line, index) => line !== old?.[index]);
    if (old === undefined || (at === -1 && old.length === lines.length)) return [];
    const place = at === -1 ? lines.length : at;
    return [`"${title}" changed, line ${place + 1}: recorded ${shown(old[place])}, now ${shown(lines[place])}`];
  });
  return [...changed, ...gone, ...added].join('; ') || 'only in what was redacted';
}

/** @param {string | undefined} line */
function shown(line) {
  return line === undefined ? 'nothing' : JSON.stringify(line.slice(0, SHOWN));
}

/**
 * Lines by heading; headings inside fences are lines. Of headings that come again, the later ones bear their number.
 *
 * @param {string} text
 */
function sections(text) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  let fence;
  /** @type {string[]} */
  let lines = [];
  found.set('the beginning', lines);
  for (const line of text.split('\n')) {
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined && mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
    else if (fence === undefined && /^#{1,6} /.test(line)) {
      const title = line.replace(/^#+ /, '');
      let name = title;
      for (let n = 2; found.has(name); n += 1) name = `${title} (${n})`;
      lines = [];
      found.set(name, lines);
      continue;
    }
    lines.push(line);
  }
  return found;
}

/**
 * @param {string} path relative to the working folder
 * @param {string | null | { text?: unknown, base64?: unknown, executable?: unknown, link?: unknown }} content text, what else it may be, or null to remove the file
 * @param {string} name of the step, for messages
 */
function change(path, content, name) {
  const target = inside(path, name);
  const isThere = lstatSync(target, { throwIfNoEntry: false }) !== undefined;
  if (content === null) {
    rmSync(target, { force: true });
    say({ type: 'replay.file', path, change: 'delete' });
    return;
  }
  const { text, base64, executable, link } = oddFile(content);
  const bytes = typeof base64 === 'string' ? Buffer.from(base64, 'base64') : typeof text === 'string' ? text : undefined;
  if (typeof link !== 'string' && bytes === undefined) throw new Error(`${name}: expected text or null for ${path}`);
  mkdirSync(dirname(target), { recursive: true });
  if (typeof link === 'string') {
    if (isAbsolute(link) || leaves(join(dirname(path), link)))
      throw new Error(`${name}: the link ${path} leads out of the folder`);
    rmSync(target, { force: true });
    symlinkSync(link, target);
  } else if (bytes !== undefined) {
    if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(target);
    writeFileSync(target, bytes);
    // Git keeps this bit, and a script that lost it fails its checks.
    if (executable === true || (typeof bytes === 'string' && bytes.startsWith('#!'))) chmodSync(target, 0o755);
  }
  say({ type: 'replay.file', path, change: isThere ? 'update' : 'add' });
}

/**
 * @param {unknown} content
 * @returns {{ text?: unknown, base64?: unknown, executable?: unknown, link?: unknown }}
 */
function oddFile(content) {
  return typeof content === 'object' && content !== null ? content : { text: content };
}

/** @param {string} path */
function leaves(path) {
  return path === '..' || path.startsWith(`..${sep}`);
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
  const parts = way.split(sep);
  for (const [index, part] of parts.entries()) {
    place = join(place, part);
    // A link may itself be replaced; nothing is written through one.
    if (index === parts.length - 1) break;
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
