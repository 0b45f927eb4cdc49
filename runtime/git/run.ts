/** The one place that starts git. */
import { spawnSync } from 'node:child_process';
import { accessSync } from 'node:fs';
import { devNull } from 'node:os';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../model/failure.ts';
import { runToEnd } from './command.ts';
import { gitMarker } from './orphans.ts';

/**
 * Git's own list of variables that belong to one repository: `git rev-parse --local-env-vars` of git 2.39 (environment.c,
 * local_repo_env). A hook sets several of them, and then every git below it would work on the hook's repository.
 */
const LOCAL_VARIABLES = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  'GIT_OBJECT_DIRECTORY',
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_GRAFT_FILE',
  'GIT_INDEX_FILE',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_REPLACE_REF_BASE',
  'GIT_PREFIX',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_COMMON_DIR',
];

/** Variables outside that list that would change what a command means: how paths match, what a diff looks like, what a new repository holds. */
const MEANING_VARIABLES = [
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
  'GIT_ATTR_SOURCE',
  'GIT_NAMESPACE',
  'GIT_TEMPLATE_DIR',
  'GIT_QUARANTINE_PATH',
  'GIT_REFLOG_ACTION',
];

const FIXED_VARIABLES = {
  LC_ALL: 'C',
  // Without it `status` and `diff` write to the index of the user's checkout.
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  SSH_ASKPASS_REQUIRE: 'never',
  GCM_INTERACTIVE: 'never',
  GIT_PAGER: 'cat',
  GIT_EDITOR: ':',
  GIT_SEQUENCE_EDITOR: ':',
  GIT_MERGE_AUTOEDIT: 'no',
};

const CONFIG = [
  `core.hooksPath=${devNull}`,
  'core.quotePath=false',
  'core.fsmonitor=false',
  'core.splitIndex=false',
  'commit.gpgSign=false',
  'tag.gpgSign=false',
  'submodule.recurse=false',
  'i18n.commitEncoding=UTF-8',
  'i18n.logOutputEncoding=UTF-8',
  'advice.detachedHead=false',
  // A commit that the journal names is on disk before the event is; by default git leaves loose objects and refs to the system.
  'core.fsync=committed,reference',
  'core.fsyncMethod=batch',
  'gc.auto=0',
  'maintenance.auto=false',
];
const PREFIX = ['--no-pager', ...CONFIG.flatMap((setting) => ['-c', setting])];

const DEFAULT_TIMEOUT_MS = 10 * 60_000;
/** Larger output is a failure with a name; it would not fit into one JavaScript string either. */
const MAX_OUTPUT_BYTES = 400 * 1024 * 1024;

export interface GitOptions {
  /** Laid over the environment that git gets; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Text or bytes for stdin; absent: nothing to read. */
  readonly stdin?: string | Uint8Array;
  /** Exit codes besides 0 that are an answer and not a failure. */
  readonly allowExit?: readonly number[];
  /** Index to use in place of the checkout's own. */
  readonly indexFile?: string;
  /** Git folder to use for the files in `cwd` in place of the one that lies there; absolute. Its configuration and HEAD are those that count. */
  readonly gitDir?: string;
  /** Default 10 minutes. */
  readonly timeoutMs?: number;
  /** Bytes of stdout that are kept, from its beginning. Absent: all, and more than 400 MB is a failure. */
  readonly keepFirst?: number;
}

export interface GitOutput<T = string> {
  readonly stdout: T;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * Runs git in `cwd` with the user's configuration, without hooks, signing, prompts, pager or translated messages.
 * @throws OkstraError `git-failed`, `git-missing`, `git-timed-out`, `git-output-too-large`
 */
export async function git(cwd: string, args: readonly string[], options: GitOptions = {}): Promise<GitOutput> {
  const { stdout, stderr, exitCode } = await gitBytes(cwd, args, options);
  return { stdout: decode(stdout), stderr, exitCode };
}

/**
 * While another process makes or removes a worktree, its entry is not whole for a moment, and every git that looks at all of them fails.
 * It does so before it changes anything (but for `worktree add`, whose caller sees to it), so the command can be given again.
 */
export const HALF_MADE_WORKTREE = /failed to read .*worktrees\/[^/]+\/(?:commondir|gitdir|HEAD)/;
export const PAUSES_MS = [20, 50, 100, 200, 400] as const;

/** Like `git`, for output that may be no text. */
export async function gitBytes(cwd: string, args: readonly string[], options: GitOptions = {}): Promise<GitOutput<Uint8Array>> {
  const allowExit = options.allowExit ?? [];
  const pauses = args[0] === 'worktree' && args[1] === 'add' ? [] : PAUSES_MS;
  for (const pause of pauses) {
    const output = await start(cwd, args, options);
    if (output.exitCode !== 128 || !HALF_MADE_WORKTREE.test(output.stderr)) return accepted(output, { cwd, args, allowExit });
    await sleep(pause);
  }
  return accepted(await start(cwd, args, options), { cwd, args, allowExit });
}

async function start(cwd: string, args: readonly string[], options: GitOptions): Promise<GitOutput<Uint8Array>> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const end = await runToEnd('git', [...PREFIX, ...args], {
    cwd,
    env: gitEnvironment(kept ?? process.env, { ...options, ...(options.gitDir === undefined ? {} : { workTree: cwd }) }),
    ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
    timeoutMs,
    maxBytes: MAX_OUTPUT_BYTES,
    ...(options.keepFirst === undefined ? {} : { keepFirst: options.keepFirst }),
  });
  const line = quoted(`git ${args.join(' ')}`);
  if (end.kind === 'timed-out') {
    throw fail('system', 'git-timed-out', `${line} did not end within ${timeoutMs / 1000} s in ${cwd}.`, { fix: FIX });
  }
  if (end.kind === 'too-large') {
    throw fail('system', 'git-output-too-large', `${line} in ${cwd} gave more than ${MAX_OUTPUT_BYTES / 1024 / 1024} MB.`, {
      fix: 'Split the change: git itself cannot show it whole.',
    });
  }
  if (end.kind === 'not-started') {
    if (end.error.code === 'ENOENT' || end.error.code === 'ENOTDIR') throw notStarted(cwd);
    throw fail('system', 'git-failed', `${line} in ${cwd}: ${end.error.message}`, { fix: FIX });
  }
  const { stdout, exitCode } = end;
  if (exitCode === null)
    throw fail('system', 'git-failed', `${line} in ${cwd}: ended by ${end.signal ?? 'a signal'}`, { fix: FIX });
  return { stdout, stderr: decode(end.stderr), exitCode };
}

/**
 * Like `git`, for a question between two lines that nothing may come between. Nobody else runs meanwhile, so only where the answer is small
 * and near.
 */
export function gitNow(cwd: string, args: readonly string[], timeoutMs = 10_000): GitOutput {
  const { status, stdout, stderr, error } = spawnSync('git', [...PREFIX, ...args], {
    cwd,
    env: gitEnvironment(kept ?? process.env),
    encoding: 'utf8',
    timeout: timeoutMs,
  });
  if (error !== undefined || status === null) {
    const line = quoted(`git ${args.join(' ')}`);
    throw fail('system', 'git-failed', `${line} in ${cwd}: ${error?.message ?? 'ended by a signal'}`, { fix: FIX });
  }
  return { stdout, stderr, exitCode: status };
}

function accepted(
  output: GitOutput<Uint8Array>,
  { cwd, args, allowExit }: { readonly cwd: string; readonly args: readonly string[]; readonly allowExit: readonly number[] },
): GitOutput<Uint8Array> {
  const { exitCode, stderr } = output;
  if (exitCode === 0 || allowExit.includes(exitCode)) return output;
  const said = stderr.trim().slice(-2000);
  throw fail('system', 'git-failed', `${quoted(`git ${args.join(' ')}`)} failed with exit code ${exitCode} in ${cwd}: ${said}`, {
    fix: FIX,
    details: { exitCode, stderr: said },
  });
}

/** The environment git is started with: `base` without what would lead it to another repository or make it ask. */
export function gitEnvironment(
  base: NodeJS.ProcessEnv,
  options: Pick<GitOptions, 'env' | 'indexFile' | 'gitDir'> & { readonly workTree?: string } = {},
): Record<string, string | undefined> {
  const result: Record<string, string | undefined> = { ...base };
  for (const name of [...LOCAL_VARIABLES, ...MEANING_VARIABLES]) delete result[name];
  Object.assign(result, FIXED_VARIABLES, gitMarker(), options.env);
  const ssh = result['GIT_SSH_COMMAND'];
  if (ssh !== undefined) result['GIT_SSH_COMMAND'] = withBatchMode(ssh);
  if (options.indexFile !== undefined) result['GIT_INDEX_FILE'] = options.indexFile;
  if (options.gitDir !== undefined) result['GIT_DIR'] = options.gitDir;
  if (options.workTree !== undefined) result['GIT_WORK_TREE'] = options.workTree;
  return result;
}

/** OpenSSH reads passwords from the terminal whatever stdin is; only this option stops it. Other programs do not know it. */
export function withBatchMode(command: string): string {
  const program = basename(command.trim().split(/\s/, 1)[0] ?? '');
  return program === 'ssh' && !command.includes('BatchMode') ? `${command} -o BatchMode=yes` : command;
}

let kept: NodeJS.ProcessEnv | undefined;

/**
 * Takes the environment of this process as it is now for every later call. Reading all of it takes a tenth of what starting a small
 * program does, and a command line does not change its own environment.
 */
export const keepEnvironment = (): void => void (kept = { ...process.env });

const FIX = 'Settle what git reports there, then run okstra again.';

/** Splits what git prints with `-z`: every entry ends with a NUL. */
export const splitNul = (text: string): string[] => text.split('\0').slice(0, -1);

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** Bytes that are not UTF-8 become U+FFFD. */
export const decode = (bytes: Uint8Array): string => decoder.decode(bytes);

/** The command line in a message, cut: path lists can be long. */
const quoted = (line: string): string => `\`${line.length > 200 ? `${line.slice(0, 200)}…` : line}\``;

function notStarted(cwd: string): Error {
  try {
    accessSync(cwd);
  } catch {
    return fail('usage', 'folder-missing', `Expected a folder to run git in, found nothing at ${cwd}.`, {
      fix: 'Change to an existing folder, or name one with --cwd.',
    });
  }
  return fail('usage', 'git-missing', 'Expected the program git on the PATH, found none.', {
    fix: 'Install git 2.38 or newer: https://git-scm.com/downloads',
  });
}
