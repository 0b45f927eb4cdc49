/** How the process of a dispatch is kept in: okstra's sandbox, a PID namespace, or neither, as the plan says. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import type { Command, Seat } from '../model/agents.ts';
import { fail } from '../model/failure.ts';
import { bwrapProfile, sandboxAvailable } from '../process/index.ts';
import type { RunContext } from './context.ts';

export interface Confined {
  readonly namespace: 'pid' | 'none';
  /** Argv prefix of okstra's sandbox; absent when the seat is not in it. */
  readonly wrap?: readonly string[];
}

/** @param privateTmp exists; writable inside */
export function confine(context: RunContext, seat: Seat, command: Command, privateTmp: string): Confined {
  if (seat.confinement.kind !== 'bwrap') return { namespace: seat.pidNamespace ? 'pid' : 'none' };
  const sandbox = sandboxAvailable(context.ports.env);
  if (!sandbox.ok) {
    throw fail('system', 'sandbox-gone', `Expected the sandbox that the plan of the run relies on, found: ${sandbox.reason}.`, {
      fix: 'Make bubblewrap work again, or start anew with `okstra run --fresh`, which plans without it.',
    });
  }
  const level = seat.role === 'executor' && seat.sandbox !== 'read-only' ? 'workspace-write' : 'read-only';
  const wrap = bwrapProfile({
    bwrap: sandbox.bwrap,
    level,
    writable: level === 'workspace-write' ? [realpathSync(command.cwd)] : [],
    readable: boundBack(context, command),
    privateTmp,
    network: true,
  });
  return { namespace: 'none', wrap };
}

/** The sandbox hides /tmp; what an agent needs and lies there is bound back, read-only: its program and arguments, home, repository. */
function boundBack(context: RunContext, command: Command): readonly string[] {
  const { env } = context.ports;
  const words = command.argv.filter((word) => isAbsolute(word)).map((word) => dirname(word));
  const places = [
    ...words,
    ...command.argv.filter((word) => isAbsolute(word)),
    command.cwd,
    context.repo.top,
    context.repo.commonDir,
    context.folder.dir,
    process.execPath,
    ...[env['HOME'], env['OKSTRA_HOME'], env['GIT_CONFIG_GLOBAL'], env['SSH_AUTH_SOCK']].filter((path) => path !== undefined),
    ...(env['PATH'] ?? '').split(':'),
  ];
  const below = places.filter((path) => path.startsWith('/tmp/') && existsSync(path)).map((path) => realpathSync(path));
  return [...new Set(below)].filter((path) => path.startsWith('/tmp/'));
}
