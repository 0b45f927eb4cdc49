/** The checkout a command works in: repository, configuration, source. Reads only. */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
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
  const opening = openRepository(cwd);
  // Git is asked first and answers while the configuration is read.
  const likely = existsSync(join(cwd, '.git')) ? realpathSync(cwd) : undefined;
  const early = likely === undefined ? undefined : openProject(likely, ports, flags);
  early?.catch(() => undefined);
  const repo = await opening;
  const project = early !== undefined && likely === repo.top ? await early : await openProject(repo.top, ports, flags);
  return { repo, ...project };
}
