// Loaded into okstra's own process with `--import`: counts what it writes, and kills it at the moment that KILL_AT names, as a power switch would.
//   journal:<n>:before   before the n-th event is written
//   journal:<n>:torn     when half of it is written
//   journal:<n>:written  when it is written, before the disk has it
//   journal:<n>:synced   when it is on disk
//   write:<n>            before the n-th change of the file system that is no journal append
//   after:<ms>           that long after the start
// KILL_WORLD=all ends everything that carries DURABILITY_WORLD with it: agents, checks, git. KILL_LOG names a file that gets the counts.
import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** Not the named imports: those become the ones that count. */
const real = { ...fs };
const { readdirSync: list, readFileSync: read } = real;

const [kind, number, moment] = (process.env.KILL_AT ?? '').split(':');
const at = Number(number);
const log = process.env.KILL_LOG;
const world = process.env.DURABILITY_WORLD;
const all = process.env.KILL_WORLD === 'all';
for (const name of ['KILL_AT', 'KILL_WORLD', 'KILL_LOG']) delete process.env[name];

const journals = new Set();
let events = 0;
let writes = 0;

/** Down to the system at once: `appendFileSync` would come back here. */
function append(file, text) {
  const handle = real.openSync(file, 'a');
  real.writeSync(handle, text);
  real.closeSync(handle);
}

function die(why) {
  if (log) append(log, `killed ${why}\n`);
  if (all) for (const pid of others()) kill(pid);
  process.kill(process.pid, 'SIGKILL');
}

function others() {
  return list('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return read(`/proc/${pid}/environ`, 'utf8').includes(`DURABILITY_WORLD=${world}\0`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone
  }
}

function change(what) {
  writes += 1;
  if (log && kind === '') append(log, `write ${writes} ${what}\n`);
  if (kind === 'write' && writes === at) die(`before ${what}`);
}

/** Devices, pipes and what only is read are no changes. */
const isChange = (flags) => typeof flags === 'string' && /[wa+]/.test(flags);

fs.openSync = (path, flags, ...rest) => {
  const isJournal = String(path).endsWith('/journal.jsonl');
  if (isChange(flags) && !(isJournal && real.existsSync(path))) change(`open ${path}`);
  const handle = real.openSync(path, flags, ...rest);
  if (isJournal && isChange(flags)) journals.add(handle);
  return handle;
};
fs.closeSync = (handle) => {
  journals.delete(handle);
  return real.closeSync(handle);
};
fs.writeSync = (handle, bytes, ...rest) => {
  if (!journals.has(handle)) return real.writeSync(handle, bytes, ...rest);
  events += 1;
  if (log && kind === '') append(log, `event ${events} ${JSON.parse(bytes.toString()).type ?? 'line end'}\n`);
  const isIt = kind === 'journal' && events === at;
  if (isIt && moment === 'before') die(`before event ${events}`);
  if (isIt && moment === 'torn') {
    real.writeSync(handle, bytes.subarray(0, Math.floor(bytes.length / 2)));
    die(`in event ${events}`);
  }
  const written = real.writeSync(handle, bytes, ...rest);
  if (isIt && moment === 'written') die(`with event ${events} written`);
  return written;
};
fs.fdatasyncSync = (handle) => {
  real.fdatasyncSync(handle);
  if (kind === 'journal' && events === at && moment === 'synced' && journals.has(handle)) die(`with event ${events} on disk`);
};
for (const name of [
  'renameSync',
  'rmSync',
  'unlinkSync',
  'mkdirSync',
  'mkdtempSync',
  'copyFileSync',
  'ftruncateSync',
  'utimesSync',
  'writeFileSync',
]) {
  fs[name] = (...args) => {
    change(`${name} ${String(args[0])}`);
    return real[name](...args);
  };
}
for (const name of ['rename', 'rm', 'unlink', 'mkdir', 'copyFile', 'writeFile', 'utimes', 'chmod']) {
  const own = promises[name];
  promises[name] = (...args) => {
    change(`${name} ${String(args[0])}`);
    return own(...args);
  };
}
syncBuiltinESMExports();
if (kind === 'after') setTimeout(() => die(`after ${at} ms`), at);
