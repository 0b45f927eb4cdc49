/**
 * `okstra tasks verify` where there is no repository. What changed is known by times of files alone; what is looked at is the folder as it
 * stands, as the one commit of a repository of okstra's own, which is gone afterwards.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { git } from '../../git/index.ts';
import { removeFolder } from '../../process/index.ts';
import { stateRoot } from '../../store/state-root.ts';
import type { Ports } from '../ports.ts';
import { okstraHome } from '../ports.ts';
import type { Session } from '../session.ts';
import { openSession } from '../session.ts';
import type { QueueSession } from './open.ts';
import { lookAtQueue, settleChanges } from './reconcile.ts';
import { type VerifyHow, verifyTasks } from './verify.ts';
import type { VerifyAnswer, VerifyRequest } from './verify-answer.ts';

export async function verifyWithoutGit(
  session: QueueSession,
  request: VerifyRequest,
  { hooks, ports, onPlan }: Pick<VerifyHow, 'hooks' | 'ports' | 'onPlan'>,
): Promise<VerifyAnswer> {
  const notices = await settleChanges(session, await lookAtQueue(session), 'reverify', ports.now().toISOString());
  const answer = await withCopy(session, ports, (copy) =>
    verifyTasks(copy, request, { hooks, ports, place: session.place, ...(onPlan === undefined ? {} : { onPlan }) }),
  );
  return { ...answer, notices };
}

async function withCopy<T>({ top, place }: QueueSession, ports: Ports, act: (copy: Session) => Promise<T>): Promise<T> {
  const below = join(okstraHome(ports.env), 'scratch');
  mkdirSync(below, { recursive: true });
  const scratch = realpathSync(mkdtempSync(join(below, 'queue-')));
  // Named like the folder: a project without a name of its own is called so.
  const copy = join(scratch, basename(top) || 'queue');
  try {
    await commitFolder(top, copy, place.rootPath);
    const result = await act(await openSession(copy, ports));
    keepRuns(copy, top);
    return result;
  } finally {
    removeFolder(scratch);
  }
}

/** Everything but what a `.gitignore` leaves out; the queue and the configuration in any case. */
async function commitFolder(top: string, copy: string, rootPath: string): Promise<void> {
  mkdirSync(copy);
  await git(copy, ['init', '-q']);
  writeFileSync(join(copy, '.git', 'info', 'exclude'), '.okstra/\n');
  const from = [`--git-dir=${join(copy, '.git')}`, `--work-tree=${top}`];
  await git(top, [...from, '-c', 'advice.addEmbeddedRepo=false', 'add', '-A', '--', '.']);
  const always = [rootPath, 'okstra.yaml'].filter((path) => existsSync(join(top, path)));
  if (always.length > 0) await git(top, [...from, 'add', '-A', '-f', '--', ...always]);
  const author = ['-c', 'user.name=okstra', '-c', 'user.email=okstra@localhost'];
  await git(top, [...from, ...author, 'commit', '-q', '--allow-empty', '--no-verify', '-m', 'The folder as it stands']);
  await git(copy, ['reset', '-q', '--hard']);
}

/** Reports and journals stay with the queue that they are about. */
function keepRuns(copy: string, top: string): void {
  const runs = join(stateRoot(copy), 'tasks');
  if (existsSync(runs)) cpSync(runs, join(stateRoot(top), 'tasks'), { recursive: true });
}
