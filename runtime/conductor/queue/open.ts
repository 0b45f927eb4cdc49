/** The checkout whose queue a command works on; it may lie outside of git. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FlagValue } from '../../config/index.ts';
import { openRepository } from '../../git/index.ts';
import { OkstraError } from '../../model/failure.ts';
import { hasQueue, type QueuePlace } from '../../sources/task-queue/queue.ts';
import type { Ports } from '../ports.ts';
import type { Project } from '../project.ts';
import { openProject } from '../project.ts';
import type { Session } from '../session.ts';

export interface QueueSession extends Project {
  /** Absolute top folder. */
  readonly top: string;
  readonly place: QueuePlace;
  /** Absent outside of git. */
  readonly repo?: Session['repo'];
}

/** @throws OkstraError when git is there and cannot be used, and for configuration that cannot be read */
export async function openQueueSession(cwd: string, ports: Ports, flags: readonly FlagValue[] = []): Promise<QueueSession> {
  const repo = await openRepository(cwd).catch((error: unknown) => {
    if (error instanceof OkstraError && WITHOUT_GIT.has(error.failure.code)) return undefined;
    throw error;
  });
  const top = repo?.top ?? topWithoutGit(cwd);
  const project = await openProject(top, ports, flags);
  return { ...project, top, place: placeOf(project, top), ...(repo === undefined ? {} : { repo }) };
}

const WITHOUT_GIT = new Set(['no-repository', 'no-commits']);

export const placeOf = ({ sources }: Pick<Project, 'sources'>, top: string): QueuePlace => ({
  repoTop: top,
  rootPath: sources.byName('task-queue').rootPath(),
});

/** The nearest folder with a configuration or a queue in its usual place. */
function topWithoutGit(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'okstra.yaml')) || hasQueue({ repoTop: folder, rootPath: 'docs/specs' })) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}
