/** Configuration and source of a checkout, without git: what listing items needs. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { EffectiveConfig, FlagValue } from '../config/index.ts';
import { loadConfig } from '../config/index.ts';
import type { Sources } from '../sources/index.ts';
import { openSources } from '../sources/index.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';

export interface Project {
  readonly config: EffectiveConfig;
  readonly sources: Sources;
  /** Project part of task keys. */
  readonly project: string;
}

/** @param top absolute top of the checkout */
export async function openProject(top: string, ports: Ports, flags: readonly FlagValue[] = []): Promise<Project> {
  const config = await loadConfig({ repoTop: top, okstraHome: okstraHome(ports.env), env: ports.env, flags });
  const { settings } = config;
  const project = settings.project ?? packageName(top) ?? basename(mainCheckout(top));
  const sources = openSources({
    repoTop: top,
    project,
    ...(settings.sources.specs === undefined ? {} : { specsRoot: settings.sources.specs }),
    tasksRoot: settings.sources.tasks,
    frdsRoot: settings.sources.frds,
    notesTokens: settings.frd.notesTokens,
    acceptanceCommands: settings.run.acceptanceCommands,
    checkCommands: Object.values(settings.checks).flatMap((entries) => entries.map((entry) => entry.cmd)),
  });
  return { config, sources, project };
}

function packageName(top: string): string | undefined {
  const file = join(top, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
    return typeof name === 'string' && name !== '' ? name : undefined;
  } catch {
    return undefined; // a package.json that npm would refuse does not keep okstra from naming the project after its folder
  }
}

/** The checkout that a linked worktree belongs to, so that all of them share one name and with it one worktree for each item. */
function mainCheckout(top: string): string {
  const entry = join(top, '.git');
  if (!statSync(entry, { throwIfNoEntry: false })?.isFile()) return top;
  const folder = /^gitdir: (.+)$/m.exec(readFileSync(entry, 'utf8'))?.[1];
  const common = folder === undefined ? undefined : /^(.*)[\\/]\.git[\\/]worktrees[\\/][^\\/]+$/.exec(resolve(top, folder))?.[1];
  return common ?? top;
}
