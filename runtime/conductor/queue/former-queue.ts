/** A queue that another one takes the place of: what is lost with it, whether somebody works on it, and where it is kept. */
import { isAlive, readLeases, realProcessFacts } from '../../git/index.ts';
import { fail } from '../../model/failure.ts';
import { GROUP } from '../../sources/task-queue/discover.ts';
import { idsNamed } from '../../sources/task-queue/progress-file.ts';
import type { Queue } from '../../sources/task-queue/queue.ts';
import {
  hasQueue,
  PROGRESS_FILE,
  pathOf,
  readOther,
  readQueue,
  TASKS_FILE,
  writeQueueFile,
} from '../../sources/task-queue/queue.ts';
import { isOpenGap } from '../../sources/task-queue/status.ts';
import { isSettled } from '../../sources/task-queue/words.ts';
import type { QueueSession } from './open.ts';

export const FORMER_FOLDER = '.former-queue';

export interface FormerCounts {
  readonly tasks: number;
  readonly settled: number;
  readonly damaged: number;
  readonly openFixes: number;
  readonly openGaps: number;
}

/** undefined: there is no queue. */
export const formerQueue = ({ place }: Pick<QueueSession, 'place'>): FormerCounts | undefined =>
  hasQueue(place) ? countsOf(readQueue(place)) : undefined;

function countsOf({ tasks, progress }: Queue): FormerCounts {
  return {
    tasks: tasks.tasks.length + tasks.damaged.size,
    settled: tasks.tasks.filter(({ status }) => isSettled(status)).length,
    damaged: tasks.damaged.size,
    openFixes: progress.fixes.filter(({ status }) => status !== 'resolved').length,
    openGaps: progress.gaps.filter(isOpenGap).length,
  };
}

/** @throws OkstraError `queue-busy` while a task of it is being run */
export async function requireIdle({ repo }: Pick<QueueSession, 'repo'>, now: Date): Promise<void> {
  if (repo === undefined) return;
  const leases = await readLeases(repo);
  const busy = leases.filter((lease) => lease.group === GROUP && isAlive(lease, now, realProcessFacts())).map(({ id }) => id);
  if (busy.length === 0) return;
  throw fail('blocked', 'queue-busy', `Expected a queue that nobody works on, found runs of ${busy.join(', ')} under way.`, {
    fix: `Let them end, or: ${busy.map((id) => `okstra stop ${id}`).join('; ')}`,
    details: { tasks: busy },
  });
}

export interface KeptQueue {
  /** Folder, relative to the repository. */
  readonly path: string;
  /** Its last numbers of gaps and fixes; they are not given out again, since decisions name them. */
  readonly ids: readonly string[];
}

/** Copies of both files in a folder of their own, where no spec is looked for. */
export async function keepFormer({ place }: Pick<QueueSession, 'place'>, at: string): Promise<KeptQueue | undefined> {
  if (!hasQueue(place)) return undefined;
  const { progress } = readQueue(place);
  const folder = `${FORMER_FOLDER}/${at.replaceAll(/[^\dTZ]/g, '')}`;
  for (const name of [TASKS_FILE, PROGRESS_FILE]) {
    const text = readOther(place, name);
    if (text !== undefined) await writeQueueFile(place, `${folder}/${name}`, text, { check: () => undefined });
  }
  const last = (prefix: 'F' | 'G'): readonly string[] =>
    idsNamed(progress, prefix)
      .toSorted((a, b) => Number(b.slice(2)) - Number(a.slice(2)))
      .slice(0, 1);
  return { path: pathOf(place, folder), ids: [...last('F'), ...last('G')] };
}
