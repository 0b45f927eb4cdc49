/** The spot-check after a task: finished tasks whose files it changed too. */
import { readQueue } from '../../sources/task-queue/queue.ts';
import { isVerified } from '../../sources/task-queue/words.ts';
import type { Session } from '../session.ts';
import { placeOf } from './open.ts';

/** @returns the tasks to look at; none where the check is off */
export function regressionsAfter(session: Session, id: string): readonly string[] {
  const { regressionCheck } = session.config.settings.tasks;
  if (regressionCheck === 'off') return [];
  const { tasks, progress } = readQueue(placeOf(session, session.repo.top));
  const files = new Set(progress.tasks.get(id)?.files ?? progress.fixes.find((fix) => fix.id === id)?.files ?? []);
  const finished = tasks.tasks.filter((task) => task.id !== id && isVerified(task.status));
  const found = finished.filter(
    (task) => regressionCheck === 'all' || (progress.tasks.get(task.id)?.files ?? []).some((file) => files.has(file)),
  );
  return found.map((task) => task.id);
}

/** What is to be verified after a task came in by itself: what it may have harmed, and after a fix what waits for it. Each once. */
export function tasksToVerifyAfter(session: Session, id: string): readonly string[] {
  const found = regressionsAfter(session, id);
  if (!id.startsWith('F-')) return found;
  const { tasks, progress } = readQueue(placeOf(session, session.repo.top));
  const broken = new Set(progress.fixes.filter(({ status }) => status !== 'resolved').map(({ sourceTask }) => sourceTask));
  const waiting = tasks.tasks.filter((task) => task.status === 'needs-re-verification' && !broken.has(task.id));
  return [...new Set([...waiting.map((task) => task.id), ...found])];
}
