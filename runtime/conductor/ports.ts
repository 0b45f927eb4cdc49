/** The outside world of a run: clock, chance, environment. Processes, git and files are reached through their own modules. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Ports {
  readonly now: () => Date;
  /** Milliseconds of a clock that nobody sets and that stands while the machine is suspended. Absent: as the system counts them. */
  readonly steady?: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pid: number;
  /** Free bytes of the volume that holds a path. Absent: as the system says. */
  readonly freeBytes?: (path: string) => number;
}

export const realPorts = (): Ports => ({ now: () => new Date(), random: Math.random, env: process.env, pid: process.pid });

/** `$OKSTRA_HOME`, default `~/.okstra`. */
export function okstraHome(env: Ports['env']): string {
  const set = env['OKSTRA_HOME'];
  return set ? resolve(set) : join(env['HOME'] ?? homedir(), '.okstra');
}
