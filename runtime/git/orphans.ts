/**
 * Git that okstra started lives on when okstra is killed: a checkout of a large tree goes on writing into the worktree. Whoever takes the run
 * over waits for it, because git that is killed leaves locks behind.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { signalProcess } from '../process/kill.ts';
import { listProcesses, marked, processStart } from '../process/proc.ts';
import type { ProcessFacts } from './lease-holder.ts';
import type { LeaseHolder } from './lease-refs.ts';

/** Stands in the environment of every git that okstra starts. */
const MARKER = 'OKSTRA_GIT_OF';

const valueOf = (pid: number, start: string): string => `${pid}/${start}`;

let own: Readonly<Record<string, string>> | undefined;

/** The variable that names this process as the one that git belongs to. */
export function gitMarker(): Readonly<Record<string, string>> {
  own ??= { [MARKER]: valueOf(process.pid, processStart(process.pid) ?? '') };
  return own;
}

/** How long such git is waited for; after that it is ended. A checkout of a large tree takes seconds. */
const PATIENCE_MS = 60_000;

/** Settles once no git is left that the holder, who is dead, had started on this machine. */
export async function settleGitOf(
  { host, bootId, pid, processStart: start }: LeaseHolder,
  facts: Pick<ProcessFacts, 'host' | 'bootId'>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  if (host !== facts.host || bootId !== facts.bootId || pid === process.pid) return;
  const end = performance.now() + patienceMs;
  for (;;) {
    const left = marked({ [MARKER]: valueOf(pid, start) }, listProcesses());
    if (left.length === 0) return;
    if (performance.now() > end) {
      for (const each of left) signalProcess(each, 'SIGKILL');
      return;
    }
    await sleep(20);
  }
}
