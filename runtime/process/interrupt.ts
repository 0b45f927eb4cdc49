/** Being asked to stop: by Ctrl-C, a signal, a terminal that was closed, or because the program that started okstra is gone. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

export interface InterruptHandlers {
  /** Asked for the first time: stop starting, let running processes end. `by`: the signal, or `parent gone`. */
  soft(by: string): void;
  /** Asked once more, or by SIGQUIT: end now. */
  hard(by: string): void;
}

export interface InterruptOptions {
  /** Steady clock in milliseconds. Default `performance.now`. */
  readonly clock?: () => number;
  /** Environment, for how the program was started. Default that of the process. */
  readonly env?: NodeJS.ProcessEnv;
  /** How often the parent is looked for. Default 1000. */
  readonly pollMs?: number;
}

/** A wrapper passes on the Ctrl-C that the terminal has sent to both of them, and a closing terminal hangs up twice: that is one wish. */
const ONE_WISH_MS = 300;

/**
 * Listens for Ctrl-C, SIGTERM, a closed terminal and the end of the parent. A hang-up is never the second wish: whoever closes a terminal
 * cannot mean more by it. The function returned gives the signals back their usual meaning.
 */
export function onInterrupt(handlers: InterruptHandlers, options: InterruptOptions = {}): () => void {
  const { clock = () => performance.now(), env = process.env, pollMs = 1000 } = options;
  let first: number | undefined;
  const isDetached = startedDetached(env);
  const ask = (by: string): void => {
    if (by === 'SIGHUP' && isDetached) return;
    if (by === 'SIGQUIT') handlers.hard(by);
    else if (first === undefined) {
      first = clock();
      handlers.soft(by);
    } else if (by !== 'SIGHUP' && by !== PARENT_GONE && clock() - first >= ONE_WISH_MS) handlers.hard(by);
  };
  for (const name of SIGNALS) process.on(name, ask);
  const unwatch = isDetached ? () => undefined : watchParent(() => ask(PARENT_GONE), pollMs);
  return () => {
    unwatch();
    for (const name of SIGNALS) process.off(name, ask);
  };
}

const PARENT_GONE = 'parent gone';

/** Some are killed without a chance to pass a signal on. Whoever takes the children of the dead is not who started this one. */
function watchParent(onGone: () => void, pollMs: number): () => void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, pollMs);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Whether the program was started to outlive its terminal and its parent: as a service, with `setsid`, with `nohup`, or with
 * `OKSTRA_DETACHED=1`. Node forgets that `nohup` had hang-ups ignored, so what else it leaves is looked for: its name in the variable that
 * shells set, and a stdin that can only be written to.
 */
export function startedDetached(env: NodeJS.ProcessEnv): boolean {
  if (env['OKSTRA_DETACHED'] === '1' || process.ppid === 1 || leadsSessionWithoutTerminal()) return true;
  return basename(env['_'] ?? '') === 'nohup' || isWriteOnly(0);
}

/** What a terminal starts leads a session too, and ends with it. */
function leadsSessionWithoutTerminal(): boolean {
  const stat = textOf('/proc/self/stat');
  // The name of the program stands in parentheses and may hold anything; after it come state, parent, group, session and terminal.
  const [, , , session, terminal] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return session === String(process.pid) && terminal === '0';
}

function isWriteOnly(descriptor: number): boolean {
  const flags = /^flags:\s*(\d+)$/m.exec(textOf(`/proc/self/fdinfo/${descriptor}`))?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & 0o3) === 0o1;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // no /proc here
  }
}
