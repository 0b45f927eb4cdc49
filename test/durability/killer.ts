/**
 * Loaded into okstra's own process: counts what it writes, and kills it at the moment that KILL_AT names, as a power switch would.
 *
 * - `journal:<n>:before`, `:torn`, `:written`, `:synced`: before the n-th event is written, when half of it is, when it is written and the disk
 *   has not confirmed it, when it is on disk
 * - `event:<type>`: when the first event of the type is on disk
 * - `write:<n>`: before the n-th change of the file system that is no journal append
 * - `after:<ms>`: that long after the start
 *
 * KILL_WORLD=all ends everything that carries DURABILITY_WORLD with it: agents, checks, git. KILL_LOG names a file that gets what was counted.
 */
import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

type Call = (...args: unknown[]) => unknown;

/** Not by name: the named imports become the ones that count. */
const real = { ...fs };
const [kind, number, moment] = (process.env['KILL_AT'] ?? '').split(':');
const at = Number(number);
const log = process.env['KILL_LOG'];
const world = process.env['DURABILITY_WORLD'];
const all = process.env['KILL_WORLD'] === 'all';
for (const name of ['KILL_AT', 'KILL_WORLD', 'KILL_LOG']) delete process.env[name];

const journals = new Set<unknown>();
let events = 0;
let writes = 0;
let isAwaited = false;

/** Down to the system at once: `appendFileSync` would come back here. */
function note(text: string): void {
  if (log === undefined) return;
  const handle = real.openSync(log, 'a');
  real.writeSync(handle, `${text}\n`);
  real.closeSync(handle);
}

function die(why: string): void {
  note(`killed ${why}`);
  if (all) for (const pid of others()) kill(pid);
  process.kill(process.pid, 'SIGKILL');
}

function others(): readonly number[] {
  return real
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && belongsHere(name))
    .map(Number);
}

function belongsHere(pid: string): boolean {
  try {
    return real.readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`DURABILITY_WORLD=${world}\0`);
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone
  }
}

function change(what: string): void {
  writes += 1;
  if (kind === '') note(`write ${writes} ${what}`);
  if (kind === 'write' && writes === at) die(`before ${what}`);
}

function open(path: unknown, flags: unknown, ...rest: unknown[]): unknown {
  const isChange = typeof flags === 'string' && /[wa+]/.test(flags);
  const isJournal = String(path).endsWith('/journal.jsonl');
  if (isChange && !(isJournal && real.existsSync(String(path)))) change(`open ${String(path)}`);
  const handle = (real.openSync as Call)(path, flags, ...rest);
  if (isJournal && isChange) journals.add(handle);
  return handle;
}

function close(handle: unknown): unknown {
  journals.delete(handle);
  return (real.closeSync as Call)(handle);
}

function write(handle: unknown, bytes: unknown, ...rest: unknown[]): unknown {
  const through = (what: unknown): unknown => (real.writeSync as Call)(handle, what, ...rest);
  if (!journals.has(handle)) return through(bytes);
  const line = bytes as Buffer;
  events += 1;
  if (kind === '') note(`event ${events} ${line.toString().slice(0, 120).trim()}`);
  if (kind === 'event' && line.includes(`"type":"${number}"`)) isAwaited = true;
  const isIt = kind === 'journal' && events === at;
  if (isIt && moment === 'before') die(`before event ${events}`);
  if (isIt && moment === 'torn') {
    through(line.subarray(0, Math.floor(line.length / 2)));
    die(`in event ${events}`);
  }
  const written = through(bytes);
  if (isIt && moment === 'written') die(`with event ${events} written`);
  return written;
}

function sync(handle: unknown): void {
  (real.fdatasyncSync as Call)(handle);
  const isIt = isAwaited || (kind === 'journal' && events === at && moment === 'synced');
  if (isIt && journals.has(handle)) die(`with event ${events} on disk`);
}

const CHANGES = [
  'renameSync',
  'rmSync',
  'unlinkSync',
  'mkdirSync',
  'mkdtempSync',
  'copyFileSync',
  'ftruncateSync',
  'utimesSync',
  'writeFileSync',
];
const PROMISED = ['rename', 'rm', 'unlink', 'mkdir', 'copyFile', 'writeFile', 'utimes', 'chmod'];

function count(target: object, names: readonly string[]): void {
  const calls = target as Record<string, Call>;
  for (const name of names) {
    const own = calls[name];
    if (own === undefined) throw new Error(`no ${name} to count`);
    calls[name] = (...args) => {
      change(`${name} ${String(args[0])}`);
      return own(...args);
    };
  }
}

Object.assign(fs, { openSync: open, closeSync: close, writeSync: write, fdatasyncSync: sync });
count(fs, CHANGES);
count(promises, PROMISED);
syncBuiltinESMExports();
if (kind === 'after') setTimeout(() => die(`after ${at} ms`), at);
