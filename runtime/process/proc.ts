/** What the system says about running processes: read from /proc, with `ps` as a poor second for single questions. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface ProcessInfo {
  readonly pid: number;
  readonly ppid: number;
  readonly group: number;
  /** Program name as the kernel keeps it: at most 15 characters. */
  readonly name: string;
  /** Clock ticks between boot and start; together with the pid it names one process. */
  readonly start: string;
  readonly zombie: boolean;
}

/** False where there is no /proc (macOS): other processes' environments and children cannot be read there. */
export const hasProc = (): boolean => existsSync('/proc/self/stat');

/** Every process that can be seen from here. Empty without /proc. */
export function listProcesses(): ProcessInfo[] {
  if (!hasProc()) return [];
  const found: ProcessInfo[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const info = readStat(Number(entry));
    if (info !== undefined) found.push(info);
  }
  return found;
}

/**
 * When a process started, as a string that is only good for comparing. undefined: no such process, or it has ended and merely waits to be
 * collected by its parent.
 */
export function processStart(pid: number): string | undefined {
  if (hasProc()) {
    const info = readStat(pid);
    return info === undefined || info.zombie ? undefined : info.start;
  }
  const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const text = answer.status === 0 ? answer.stdout.trim() : '';
  return text === '' ? undefined : text;
}

/**
 * Names this boot of this machine and its table of processes: pids and start times may be compared between two okstra processes only when
 * this string is equal. Two containers on one machine differ, because a pid of one means nothing in the other.
 */
export function bootId(): string {
  if (hasProc()) {
    try {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
    } catch {
      return 'unknown';
    }
  }
  const answer = spawnSync('sysctl', ['-n', 'kern.boottime'], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : 'unknown';
}

/** Children, grandchildren and so on of `pid`, as they stand in `table`; `pid` itself is left out. */
export function descendants(pid: number, table: readonly ProcessInfo[]): ProcessInfo[] {
  const children = new Map<number, ProcessInfo[]>();
  for (const info of table) {
    const siblings = children.get(info.ppid);
    if (siblings === undefined) children.set(info.ppid, [info]);
    else siblings.push(info);
  }
  const found: ProcessInfo[] = [];
  const queue = [pid];
  for (let parent = queue.pop(); parent !== undefined; parent = queue.pop()) {
    for (const child of children.get(parent) ?? []) {
      found.push(child);
      queue.push(child.pid);
    }
  }
  return found;
}

/** Processes in `table` whose environment, as it was when they started, holds every one of `variables`. */
export function marked(variables: Readonly<Record<string, string>>, table: readonly ProcessInfo[]): ProcessInfo[] {
  const wanted = Object.entries(variables).map(([name, value]) => `\0${name}=${value}\0`);
  return table.filter((info) => {
    if (info.zombie) return false;
    const environment = readEnvironment(info.pid);
    return environment !== undefined && wanted.every((entry) => environment.includes(entry));
  });
}

/** undefined: gone, or another user's. */
function readEnvironment(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/environ`, 'utf8');
    return `\0${text}${text.endsWith('\0') ? '' : '\0'}`;
  } catch {
    return undefined;
  }
}

function readStat(pid: number): ProcessInfo | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name stands in parentheses and may itself hold blanks and parentheses, so the last `)` ends it.
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text
    .slice(close + 2)
    .trim()
    .split(' ');
  const [state, ppid, group] = fields;
  const start = fields[19];
  if (open < 0 || close < open || ppid === undefined || group === undefined || start === undefined) return undefined;
  return {
    pid,
    ppid: Number(ppid),
    group: Number(group),
    name: text.slice(open + 1, close),
    start,
    zombie: state === 'Z' || state === 'X',
  };
}
