/** Which places okstra writes to, in an installation's scope. What a record or an interrupted change names beyond them is never touched. */
import { join, sep } from 'node:path';
import type { HostFolder, Places, Scope } from './hosts.ts';

/** Beside a file: the new version of one that was edited, and what was there before. */
const BESIDE = String.raw`(?:\.new|\.bak(?:-\d+)?)?`;
const AGENT = String.raw`agents/okstra-[a-z0-9-]+`;

/** Relative to the repository. Skills that are not shipped any more have names of the same form. */
const IN_PROJECT: readonly RegExp[] = [
  /^\.claude\/skills\/okstra\/.+$/,
  /^\.agents\/skills\/okstra-[a-z0-9-]+\/.+$/,
  new RegExp(String.raw`^\.codex/${AGENT}\.toml${BESIDE}$`),
  /^\.gemini\/commands\/okstra\/.+$/,
  new RegExp(String.raw`^\.gemini/${AGENT}\.md${BESIDE}$`),
];

const FOLDERS_IN_PROJECT =
  /^(?:okstra|\.agents(?:\/skills(?:\/okstra-[a-z0-9-]+(?:\/.+)?)?)?|\.claude(?:\/skills(?:\/okstra(?:\/.+)?)?)?|\.codex(?:\/agents)?|\.gemini(?:\/(?:agents|commands(?:\/okstra(?:\/.+)?)?))?)$/;

/** Absolute; first what the user chose: the folder of the agent, or the one that holds `.agents` and `.gemini`. */
const IN_HOME: readonly RegExp[] = [
  /^(.*)\/\.agents\/skills\/okstra-[a-z0-9-]+\/.+$/,
  /^(.*)\/\.gemini\/extensions\/okstra\/.+$/,
  /^(.*)\/skills\/okstra\/.+$/,
  new RegExp(String.raw`^(.*)/${AGENT}\.toml${BESIDE}$`),
];

/** Of a record, as it stands there: relative in a project. */
export const isOurFile = (path: string, scope: Scope): boolean =>
  (scope === 'project' ? IN_PROJECT : IN_HOME).some((pattern) => pattern.test(path));

/** As above. A folder is removed where it is empty only; in the home folder it is whatever a variable named. */
export const isOurFolder = (path: string, scope: Scope): boolean => scope === 'user' || FOLDERS_IN_PROJECT.test(path);

/**
 * From where down to a path no part may be a symbolic link.
 * @returns undefined: okstra writes nothing there
 */
export function baseOf(path: string, places: Places): string | undefined {
  const { record, scope } = places;
  if (path === record.file) return record.base;
  if (scope === 'project') {
    const relative = path.startsWith(`${record.base}${sep}`) ? path.slice(record.base.length + 1) : '';
    return isOurFile(relative, scope) ? record.base : undefined;
  }
  const chosen = IN_HOME.map((pattern) => pattern.exec(path)?.[1]).find((root) => root !== undefined);
  if (chosen === undefined) return undefined;
  const home = places.agentsSkills.base;
  const isDefault = ['.claude', '.codex'].some((name) => chosen === join(home, name));
  return unitAbove(path, places)?.base ?? (isDefault ? home : chosen || sep);
}

/** Folders that hold files of ours as things are today, with what the user chose above them. */
export const unitAbove = (path: string, places: Places): HostFolder | undefined =>
  [
    { folder: join(places.claudeSkills.folder, 'okstra'), base: places.claudeSkills.base },
    places.agentsSkills,
    { folder: join(places.codex.folder, 'agents'), base: places.codex.base },
    places.gemini,
  ].find(({ folder }) => path.startsWith(`${folder}${sep}`));
