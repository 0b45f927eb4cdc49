/** The repository's configuration as git sees it: system, user, repository and command line together. */
import type { Checkout } from './repository.ts';
import { git, splitNul } from './run.ts';

export interface Setting {
  /** `system`, `global`, `local`, `worktree` or `command`. */
  readonly scope: string;
  /** Section and name in lower case; a middle part as it was written. */
  readonly key: string;
  /** Absent for a name without `=`, which git reads as true. */
  readonly value?: string;
}

/** Every setting, in git's order: of several with the same key the last one counts. */
export async function readSettings(repo: Checkout): Promise<readonly Setting[]> {
  const { stdout } = await git(repo.top, ['config', '-z', '--show-scope', '--list']);
  const fields = splitNul(stdout);
  const settings: Setting[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [scope = '', entry = ''] = [fields[at], fields[at + 1]];
    const end = entry.indexOf('\n');
    settings.push(end === -1 ? { scope, key: entry } : { scope, key: entry.slice(0, end), value: entry.slice(end + 1) });
  }
  return settings;
}

const known = new WeakMap<Checkout, Promise<readonly Setting[]>>();

/** As they were when first asked for: read once for each opened repository, so that what an agent changes later has no say. */
export function settingsOf(repo: Checkout): Promise<readonly Setting[]> {
  const settings = known.get(repo) ?? readSettings(repo);
  known.set(repo, settings);
  return settings;
}

/** Lets one checkout, found to be the same as another, use what was read for that. */
export function adoptSettings(from: Checkout, to: Checkout): void {
  const settings = known.get(from);
  if (settings) known.set(to, settings);
}

/** The value that counts; undefined when the key is not set. */
export const settingNamed = (settings: readonly Setting[], key: string): string | undefined =>
  settings.findLast((setting) => setting.key === key)?.value;
