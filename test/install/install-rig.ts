/** A home folder, a repository, a small pack in several versions, and what lies on disk before and after. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HostName, Places, Scope } from '../../runtime/install/hosts.ts';
import { projectPlaces, userPlaces } from '../../runtime/install/hosts.ts';
import type { Prepared } from '../../runtime/install/installer.ts';
import { applyInstall, prepareInstall, recoverInstall } from '../../runtime/install/installer.ts';
import type { Pack } from '../../runtime/install/pack.ts';
import type { TransactionHooks } from '../../runtime/install/transaction.ts';
import { listing } from '../journeys/light.ts';

/** Two skills and an agent; the text of every file names the version. */
export function packOf(version: string, change: Partial<Pack> = {}): Pack {
  return {
    version,
    skills: [
      {
        path: 'okstra-run/SKILL.md',
        content: `---\nname: okstra-run\ndescription: Runs. Use when asked.\n---\nrun ${version}\n`,
      },
      { path: 'okstra-run/references/answers.md', content: `answers ${version}\n` },
      {
        path: 'okstra-inspect/SKILL.md',
        content: `---\nname: okstra-inspect\ndescription: Reads. Use when asked.\n---\nread ${version}\n`,
      },
    ],
    agents: [{ name: 'okstra-worker', description: 'Does a card.', writes: true, instructions: `You work. ${version}\n` }],
    geminiCommands: [{ path: 'run.toml', content: `prompt = "run ${version}"\n` }],
    readme: `readme ${version}\n`,
    licence: 'licence\n',
    former: {},
    ...change,
  };
}

export interface Run {
  readonly hosts?: readonly HostName[];
  readonly pack?: Pack;
  readonly force?: boolean;
  readonly hooks?: TransactionHooks;
}

export class InstallRig {
  readonly root: string = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-install-')));
  readonly repo: string = join(this.root, 'repo');
  /** Stands for the git folder of the repository. */
  readonly git: string = join(this.root, 'git');
  readonly home: string = join(this.root, 'home');
  readonly okstraHome: string = join(this.root, 'okstra-home');
  readonly env: Record<string, string> = { HOME: this.home };

  constructor() {
    for (const folder of [this.repo, this.git, this.home, this.okstraHome]) mkdirSync(folder);
    writeFileSync(join(this.git, 'HEAD'), 'ref: refs/heads/main\n');
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  places(scope: Scope): Places {
    return scope === 'project' ? projectPlaces(this.repo, this.git) : userPlaces(this.env, this.okstraHome);
  }

  /** Below the repository or the home folder. */
  path(scope: Scope, path: string): string {
    return join(scope === 'project' ? this.repo : this.home, path);
  }

  put(scope: Scope, path: string, content: string): void {
    mkdirSync(dirname(this.path(scope, path)), { recursive: true });
    writeFileSync(this.path(scope, path), content);
  }

  read(scope: Scope, path: string): string {
    return readFileSync(this.path(scope, path), 'utf8');
  }

  /** Everything there is: paths, modes, contents. */
  all(): Readonly<Record<string, string>> {
    return listing(this.root);
  }

  install = (scope: Scope, hosts: readonly HostName[], run: Run = {}): Prepared =>
    this.#carryOut('install', scope, { hosts, ...run });
  update = (scope: Scope, run: Run = {}): Prepared => this.#carryOut('update', scope, run);
  uninstall = (scope: Scope, hosts: readonly HostName[], run: Run = {}): Prepared =>
    this.#carryOut('uninstall', scope, { hosts, ...run });

  #carryOut(
    purpose: 'install' | 'update' | 'uninstall',
    scope: Scope,
    { hosts = [], pack = packOf('1.0.0'), force = false, hooks = {} }: Run,
  ): Prepared {
    const places = this.places(scope);
    recoverInstall(places);
    const prepared = prepareInstall({ purpose, hosts, force }, pack, places);
    applyInstall(prepared, hooks);
    return prepared;
  }
}

/** Steps that change something, as `action path`. */
export const changesOf = ({ steps }: Prepared, root: string): readonly string[] =>
  steps.filter(({ action }) => action !== 'keep').map(({ action, path }) => `${action} ${path.slice(root.length + 1)}`);
