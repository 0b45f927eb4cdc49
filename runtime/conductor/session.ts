/** The checkout a command works in: repository, configuration, source. Reads only. */
import type { FlagValue } from '../config/index.ts';
import type { Repository } from '../git/index.ts';
import { openRepository } from '../git/index.ts';
import type { Ports } from './ports.ts';
import type { Project } from './project.ts';
import { openProject } from './project.ts';

export interface Session extends Project {
  readonly repo: Repository;
}

export async function openSession(cwd: string, ports: Ports, flags: readonly FlagValue[] = []): Promise<Session> {
  const repo = await openRepository(cwd);
  return { repo, ...(await openProject(repo.top, ports, flags)) };
}
