/** Starts programs for tools: with a limit on time and on what is kept of their output, and nothing of them is left behind. */
import { realpathSync } from 'node:fs';
import { delimiter, isAbsolute, resolve, sep } from 'node:path';
import { supervise } from '../../process/index.ts';
import { signal } from '../../process/kill.ts';
import { findProgram } from '../../process/lookup.ts';
import type { ToolContext } from './tool.ts';

export interface Started {
  readonly exitCode: number | null;
  readonly stopped?: string;
  /** stdout, with stderr in it where asked for; its beginning, and where it was too much also its end. */
  readonly output: string;
  readonly outputChars: number;
  readonly stderrTail: string;
  readonly durationMs: number;
}

export interface StartSpec {
  readonly argv: readonly [string, ...string[]];
  readonly context: ToolContext;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  /** Characters kept of the beginning, and of the end. */
  readonly keep: { readonly head: number; readonly tail: number };
  readonly withStderr?: boolean;
  readonly wrap?: readonly string[];
  /** Called a few times a second; what it returns is why the program has to end. */
  readonly watch?: (pid: number) => string | undefined;
}

const WATCH_MS = 50;
const MOST_BYTES = 64 * 1024 * 1024;

export async function startProgram(spec: StartSpec): Promise<Started> {
  const { head, tail } = spec.keep;
  let first = '';
  let last = '';
  let chars = 0;
  const running = supervise({
    argv: spec.argv,
    cwd: spec.context.top,
    env: spec.env,
    stdin: '',
    ...(spec.withStderr === true ? { stderr: 'with-stdout' as const } : {}),
    onText: (text, from) => {
      if (from === 'stderr') return;
      chars += text.length;
      const room = head - first.length;
      if (room > 0) first += text.slice(0, room);
      const rest = text.slice(Math.max(0, room));
      if (rest !== '' && tail > 0) last = (last + rest).slice(-tail);
    },
    limits: { wallMs: spec.timeoutMs, outputBytes: MOST_BYTES },
    marker: { runId: spec.context.runId },
    namespace: 'none',
    killGraceMs: 500,
    ...(spec.wrap === undefined ? {} : { wrap: spec.wrap }),
  });
  let why: string | undefined;
  const look = (): void => {
    why ??= spec.watch?.(running.pid);
    if (why === undefined) return;
    // At once, before anybody is counted: what multiplies does so meanwhile. With its first process, a sandbox ends whole.
    signal(-running.pid, 'SIGKILL');
    void running.stop('cancelled', 0);
  };
  const timer = spec.watch === undefined ? undefined : setInterval(look, WATCH_MS);
  const { exitCode, stopped, stderrTail, durationMs } = await running.exited.finally(() => clearInterval(timer));
  const left = chars - first.length - last.length;
  const gap = left > 0 ? `\n[okstra: ${left} of ${chars} characters left out here]\n` : '';
  const reason = why ?? stopped;
  return {
    exitCode,
    output: `${first}${gap}${last}`,
    outputChars: chars,
    stderrTail,
    durationMs,
    ...(reason === undefined ? {} : { stopped: reason }),
  };
}

/** Absolute path; never one that lies in the working folder: what is there may be the model's. */
export function programHere(name: string, context: Pick<ToolContext, 'env' | 'top'>): string | undefined {
  const PATH = pathOutside(context);
  for (const folder of PATH.split(delimiter)) {
    const path = findProgram(name, { ...context.env, PATH: folder, Path: undefined });
    if (folder !== '' && path !== undefined && !liesIn(context.top, path)) return path;
  }
  return undefined;
}

/** `PATH` without folders that are relative or lie in the working folder. */
export function pathOutside({ env, top }: Pick<ToolContext, 'env' | 'top'>): string {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter);
  return folders.filter((folder) => isAbsolute(folder) && !liesIn(top, folder)).join(delimiter);
}

/** By where it really lies; of what is not there, by its name. */
function liesIn(top: string, path: string): boolean {
  let real = resolve(path);
  try {
    real = realpathSync(path);
  } catch {
    // What is not there yet may be made.
  }
  return [real, resolve(path)].some((each) => each === top || each.startsWith(`${top}${sep}`));
}
