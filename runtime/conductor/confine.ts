/** How the process of a dispatch is kept in: okstra's sandbox, a PID namespace, or neither, as the plan says. */
import type { Command, Driver, Seat } from '../model/agents.ts';
import { fail } from '../model/failure.ts';
import { sandboxAvailable } from '../process/index.ts';
import type { RunContext } from './context.ts';
import { type ConfigChanges, holdConfig } from './held-config.ts';
import { madeFolders, sandboxAround } from './own-sandbox.ts';

export interface Confined {
  readonly namespace: 'pid' | 'none';
  /** Argv prefix of okstra's sandbox; absent when the seat is not in it. */
  readonly wrap?: readonly string[];
  /** Once the process has ended. */
  readonly release?: () => ConfigChanges;
}

/** @param privateTmp exists; writable inside */
export function confine(
  context: RunContext,
  { seat, driver }: { readonly seat: Seat; readonly driver: Driver },
  command: Command,
  privateTmp: string,
): Confined {
  if (seat.confinement.kind !== 'bwrap') return { namespace: seat.pidNamespace ? 'pid' : 'none' };
  const sandbox = sandboxAvailable(context.ports.env);
  if (!sandbox.ok) {
    throw fail('system', 'sandbox-gone', `Expected the sandbox that the plan of the run relies on, found: ${sandbox.reason}.`, {
      fix: 'Make bubblewrap work again, or start anew with `okstra run --fresh`, which plans without it.',
    });
  }
  const env = { ...context.ports.env, ...command.env };
  const ownFolders = driver.ownFolders?.(env) ?? [];
  const mixed = driver.mixedFolder?.(env);
  const held = mixed === undefined ? undefined : holdConfig(mixed, madeFolders(ownFolders));
  const wrap = sandboxAround({
    bwrap: sandbox.bwrap,
    level: seat.role === 'executor' && seat.sandbox !== 'read-only' ? 'workspace-write' : 'read-only',
    env,
    argv: command.argv,
    cwd: command.cwd,
    privateTmp,
    ownFolders,
    held: held?.paths ?? [],
    places: [context.repo.top, context.repo.commonDir, context.folder.dir],
  });
  return { namespace: 'none', wrap, ...(held === undefined ? {} : { release: held.release }) };
}
