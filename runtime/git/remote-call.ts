/** Single calls of git to a remote: within a limit of time, without questions, and leaving branches, tags and files of the clone alone. */
import { OkstraError } from '../model/failure.ts';
import { remoteEnvironment } from './remotes.ts';
import type { Checkout } from './repository.ts';
import { git } from './run.ts';

export interface RemoteCall {
  readonly name: string;
  /** Of each call of git. */
  readonly timeoutMs: number;
}

export type RemoteAnswer =
  | { readonly kind: 'answered'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  /** No answer in time: what the remote did is not known. */
  | { readonly kind: 'late'; readonly why: string };

export async function callRemote(repo: Checkout, remote: RemoteCall, args: readonly string[]): Promise<RemoteAnswer> {
  try {
    const env = await remoteEnvironment(repo);
    return { kind: 'answered', ...(await git(repo.top, args, { allowExit: [1, 128], timeoutMs: remote.timeoutMs, env })) };
  } catch (error) {
    if (!(error instanceof OkstraError) || error.failure.code !== 'git-timed-out') throw error;
    return { kind: 'late', why: `no answer within ${remote.timeoutMs / 1000} s` };
  }
}

/** Refs and what is expected of each go behind it. */
export const PUSH = [
  'push',
  '--quiet',
  '--porcelain',
  '--no-verify',
  '--no-follow-tags',
  '--no-signed',
  '--recurse-submodules=no',
] as const;

/** Only the objects: no branch, tag or file of the clone changes. */
export const FETCH = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-prune',
  '--no-recurse-submodules',
  '--no-auto-maintenance',
  '--refmap=',
] as const;

/** Ref and object of each line of `ls-remote`. */
export const remoteLines = (stdout: string): readonly (readonly [ref: string, oid: string])[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))] as const);

/** The lines of git's output that tell why, in one. */
export function reasonOf(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:To |Done$|error: failed to push)/.test(line));
  return lines.slice(0, 6).join('; ').slice(0, 600) || 'no reason given';
}
