/** Starting a process on unlinked files, and saying why it could not be started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, statSync } from 'node:fs';
import { fail, type OkstraError } from '../model/failure.ts';
import { findProgram } from './lookup.ts';
import { openInput } from './spool.ts';

export interface LaunchSpec {
  readonly argv: readonly [string, ...string[]];
  /** Wrappers in front of `argv`. */
  readonly prefix: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: string;
  /** Descriptors for stdout and stderr. */
  readonly out: number;
  readonly err: number;
  readonly spoolDir: string | undefined;
}

export type Launched = ChildProcess & { readonly pid: number };

/** The process leads a process group and a session of its own. Throws an OkstraError `unstartable`. */
export function launch(spec: LaunchSpec): Launched {
  // Behind a wrapper a missing program would show as an exit code of the wrapper, so it is looked for first.
  const missing = spec.prefix.length > 0 ? obstacle(spec) : undefined;
  if (missing !== undefined) throw missing;
  const [program, ...args] = [...spec.prefix, ...spec.argv] as [string, ...string[]];
  const input = openInput(spec.stdin, spec.spoolDir);
  try {
    const child = spawn(program, args, {
      cwd: spec.cwd,
      env: { ...spec.env },
      stdio: [input, spec.out, spec.err],
      detached: true,
    });
    // Without a listener a failed start would be thrown a second time, as an uncaught error.
    child.once('error', () => undefined);
    if (child.pid === undefined) throw obstacle(spec) ?? refused(spec, 'the system refused to start it');
    return child as Launched;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw code === undefined ? error : refused(spec, code === 'E2BIG' ? 'its arguments are too long for this system' : code);
  } finally {
    closeSync(input);
  }
}

function obstacle(spec: LaunchSpec): OkstraError | undefined {
  if (statSync(spec.cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return refused(spec, `there is no folder ${spec.cwd}`);
  }
  if (findProgram(spec.argv[0], spec.env, spec.cwd) === undefined) {
    return refused(spec, spec.argv[0].includes('/') ? 'there is no such executable file' : 'it is not on the PATH');
  }
  return undefined;
}

function refused(spec: LaunchSpec, reason: string): OkstraError {
  return fail('system', 'unstartable', `Expected to start ${spec.argv[0]} in ${spec.cwd}, but ${reason}.`, {
    fix: `Install ${spec.argv[0]}, or name another program in okstra.yaml.`,
    details: { program: spec.argv[0], cwd: spec.cwd },
  });
}
