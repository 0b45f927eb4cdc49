/** Rows of `okstra doctor` that only depend on the machine. */
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { okstraHome } from '../conductor/ports.ts';
import { requireGit } from '../git/repository.ts';
import type { Failure } from '../model/failure.ts';
import { OkstraError } from '../model/failure.ts';
import { canSweep, namespaceWrapper, sandboxAvailable } from '../process/index.ts';
import type { CliContext } from './context.ts';
import { placeText } from './failure-text.ts';

export interface DoctorRow {
  readonly name: string;
  /** `fail`: a run cannot start. `warn`: it can, with less. */
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  readonly fix?: string;
}

/** Oldest Node.js, as `engines` says; `bin/okstra.mjs` refuses older ones. */
const OLDEST_NODE = [22, 18] as const;

export async function machineRows({ cwd, env }: Pick<CliContext, 'cwd' | 'env'>): Promise<readonly DoctorRow[]> {
  return [nodeRow(), platformRow(), await gitRow(cwd), homeRow(okstraHome(env)), sandboxRow(env), namespaceRow(env), sweepRow()];
}

function nodeRow(): DoctorRow {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNewEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const detail = `${process.versions.node} at ${process.execPath}`;
  return isNewEnough
    ? { name: 'node', status: 'ok', detail }
    : { name: 'node', status: 'fail', detail, fix: `Install Node.js ${OLDEST_NODE.join('.')} or newer: https://nodejs.org` };
}

function platformRow(): DoctorRow {
  const name = 'system';
  if (process.platform === 'linux') return { name, status: 'ok', detail: `linux ${process.arch}` };
  if (process.platform === 'darwin')
    return {
      name,
      status: 'warn',
      detail: 'macOS: no bubblewrap and no PID namespaces; what is missing stands in the rows below',
    };
  return {
    name,
    status: 'fail',
    detail: `${process.platform} is not supported`,
    fix: process.platform === 'win32' ? 'Use Windows Subsystem for Linux: wsl --install' : 'Use Linux or macOS.',
  };
}

async function gitRow(cwd: string): Promise<DoctorRow> {
  try {
    return { name: 'git', status: 'ok', detail: await requireGit(cwd) };
  } catch (error) {
    return failedRow('git', error);
  }
}

function homeRow(home: string): DoctorRow {
  const problem = notWritable(home);
  const name = 'okstra home';
  return problem === undefined
    ? { name, status: 'ok', detail: home }
    : { name, status: 'fail', detail: problem, fix: 'Set OKSTRA_HOME to a folder you can write to.' };
}

/** Why a folder, or the nearest above it that exists, cannot be written to; undefined: it can. */
export function notWritable(path: string): string | undefined {
  let folder = path;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    return `Expected a folder that can be written, found ${folder} read-only.`;
  }
}

function sandboxRow(env: CliContext['env']): DoctorRow {
  const own = sandboxAvailable(env);
  if (own.ok) return { name: 'sandbox', status: 'ok', detail: `bubblewrap at ${own.bwrap}, tried` };
  return {
    name: 'sandbox',
    status: 'warn',
    detail: `${own.reason}; agents without a sandbox of their own run unconfined, and the report says so`,
    ...(process.platform === 'linux'
      ? { fix: 'Install bubblewrap (package bubblewrap) and let the system create user namespaces.' }
      : {}),
  };
}

function namespaceRow(env: CliContext['env']): DoctorRow {
  const { kind } = namespaceWrapper(env);
  if (kind !== 'none') return { name: 'process namespace', status: 'ok', detail: `${kind}, tried` };
  return {
    name: 'process namespace',
    status: 'warn',
    detail: 'no PID namespace could be made; agents are ended by their process group',
    ...(process.platform === 'linux' ? { fix: 'Install bubblewrap, or unshare and setpriv (package util-linux).' } : {}),
  };
}

const sweepRow = (): DoctorRow =>
  canSweep()
    ? { name: 'left-over processes', status: 'ok', detail: 'found by a marker in their environment' }
    : {
        name: 'left-over processes',
        status: 'warn',
        detail: 'there is no /proc: after a crash only process groups that the journal names can be ended',
      };

/** A check that ended with an error, as a row. Anything else that was thrown goes on its way. */
export function failedRow(name: string, error: unknown): DoctorRow {
  if (!(error instanceof OkstraError)) throw error;
  return rowOf(name, error.failure);
}

export function rowOf(name: string, { message, fix, place }: Failure, status: DoctorRow['status'] = 'fail'): DoctorRow {
  return {
    name,
    status,
    detail: `${place === undefined ? '' : `${placeText(place)}: `}${message}`,
    ...(fix === undefined ? {} : { fix }),
  };
}
