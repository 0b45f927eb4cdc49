/** Reads profiles and item templates from the search path: project, user, shipped. */
import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Failure, fail, OkstraError, type Result } from '../model/failure.ts';
import type { ItemTemplate } from '../model/item.ts';
import { readPlainFile, readTextFile } from './files.ts';
import { parseProfile } from './profile.ts';
import { repeatedIds } from './profile-set.ts';
import type { Profile, ProfileHead, ProfileSet, ProfileSource, PromptLibrary, Step } from './types.ts';

/** Absolute paths. Folders of project and user may be absent or missing. */
export interface PromptFolders {
  readonly project?: string;
  readonly user?: string;
  /** Default: `prompts/` beside the nearest `package.json` above this file, which serves the sources and the bundle alike. */
  readonly shipped?: string;
}

/** Where the profiles of a checkout and of a user lie. */
export const promptFolders = (top: string | undefined, okstraHome: string): PromptFolders => ({
  ...(top === undefined ? {} : { project: join(top, 'okstra', 'prompts') }),
  user: join(okstraHome, 'prompts'),
});

const TEMPLATES = {
  executor: 'item-spec-executor.md',
  verifier: 'item-spec-verifier.md',
  review: 'item-review-verifier.md',
} as const;
/** Markdown that is no profile. */
const OTHERS: ReadonlySet<string> = new Set([...Object.values(TEMPLATES), 'readme.md']);

export interface FoundProfiles extends ProfileSet {
  /** Of files that cannot be used; empty when all can. */
  readonly failures: readonly Failure[];
}

/** Every profile of the search path, with all that is wrong with the files. */
export function findProfiles(folders: PromptFolders = {}): FoundProfiles {
  const found = sourcesOf(folders).map(([source, folder]) => ofFolder(source, folder));
  const profiles = new Map<string, Profile>();
  const hidden: Profile[] = [];
  for (const profile of found.flatMap((one) => one.profiles)) {
    const nearer = profiles.get(profile.id);
    if (nearer === undefined) profiles.set(profile.id, profile);
    // Two of one folder are a failure and hide nobody.
    else if (nearer.source !== profile.source) hidden.push(profile);
  }
  return { profiles: [...profiles.values()], hidden, failures: found.flatMap(({ failures }) => failures) };
}

/**
 * All profiles with their texts, and the item templates.
 *
 * @throws OkstraError when a folder or template is missing, or a profile is invalid
 */
export function loadPromptLibrary(folders: PromptFolders = {}): PromptLibrary {
  const { failures, ...set } = findProfiles(folders);
  refuse(failures);
  return { ...set, itemTemplates: itemTemplates(folders) };
}

/** What a run takes its prompts from. Texts with a step of their own are read when a prompt of that step is made, each time anew. */
export interface PromptShelf {
  readonly heads: readonly ProfileHead[];
  readonly hidden: readonly ProfileHead[];
  /** @throws OkstraError for a text that can no longer be used */
  at(step: Step): PromptLibrary;
}

/** @throws OkstraError as `loadPromptLibrary` */
export function openPromptShelf(folders: PromptFolders = {}): PromptShelf {
  const { profiles, hidden, itemTemplates: templates } = loadPromptLibrary(folders);
  const kept = profiles.map((profile) => (profile.loadAt === undefined ? profile : { ...profile, body: '' }));
  return {
    heads: kept,
    hidden,
    at: (step) => ({
      profiles: kept.map((profile) => (profile.loadAt === step ? readAgain(profile) : profile)),
      hidden,
      itemTemplates: templates,
    }),
  };
}

function readAgain(head: ProfileHead): Profile {
  const read = readProfile(head.file, realFolder(dirname(head.file)), head.source);
  if (!read.ok) throw refusal(read.failure);
  if (read.value.id !== head.id || read.value.loadAt !== head.loadAt) {
    throw fail(
      'usage',
      'profile-changed',
      `Expected the profile "${head.id}" as it was when the run began, found another in its file.`,
      {
        fix: 'Start the run again.',
        place: { file: head.file },
      },
    );
  }
  return read.value;
}

function sourcesOf({ project, user, shipped = shippedPrompts() }: PromptFolders): readonly (readonly [ProfileSource, string])[] {
  const own = [
    ['project', project],
    ['user', user],
  ] as const;
  const there = own.flatMap(([source, folder]) =>
    folder !== undefined && existsSync(folder) ? [[source, folder] as const] : [],
  );
  if (!existsSync(shipped)) {
    throw fail('system', 'prompts-missing', `Expected the folder of prompt texts, found nothing at ${shipped}.`, {
      fix: 'Install okstra again.',
      place: { file: shipped },
    });
  }
  return [...there, ['shipped', shipped]];
}

function ofFolder(source: ProfileSource, folder: string): { profiles: readonly Profile[]; failures: readonly Failure[] } {
  const entries = entriesOf(folder);
  if (!Array.isArray(entries)) return { profiles: [], failures: [entries as Failure] };
  const within = realFolder(folder);
  const read = (entries as readonly Dirent[])
    .filter(({ name }) => name.endsWith('.md') && !OTHERS.has(name.toLowerCase()))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => readProfile(`${folder}${sep}${entry.name}`, within, source, entry.isFile()));
  const profiles = read.flatMap((result) => (result.ok ? [result.value] : []));
  return { profiles, failures: [...read.flatMap((result) => (result.ok ? [] : result.failure)), ...repeatedIds(profiles)] };
}

function entriesOf(folder: string): readonly Dirent[] | Failure {
  if (statSync(folder).isDirectory()) return readdirSync(folder, { withFileTypes: true });
  return {
    category: 'usage',
    code: 'not-a-folder',
    message: 'Expected a folder of profiles, found a file.',
    fix: `Move it away, then: mkdir -p ${folder}`,
    place: { file: folder },
  };
}

/** @param isPlain known to be a file and no link. Default false */
export function readProfile(file: string, within: string, source: ProfileSource, isPlain = false): Result<Profile> {
  const text = isPlain ? readPlainFile(file) : readTextFile(file, within);
  return text.ok ? parseProfile(file, text.value, source) : text;
}

export const realFolder = (folder: string): string => (existsSync(folder) ? realpathSync.native(folder) : folder);

function itemTemplates(folders: PromptFolders): PromptLibrary['itemTemplates'] {
  const load = (name: string): ItemTemplate => {
    const { shipped = shippedPrompts() } = folders;
    const nearest = [folders.project, folders.user, shipped].find(
      (folder) => folder !== undefined && existsSync(join(folder, name)),
    );
    if (nearest === undefined) {
      throw fail('system', 'prompts-missing', `Expected the item template ${name}, found none in ${shipped}.`, {
        fix: 'Install okstra again.',
        place: { file: join(shipped, name) },
      });
    }
    const text = readTextFile(join(nearest, name), realFolder(nearest));
    if (!text.ok) throw refusal(text.failure);
    return { path: nearest === shipped ? `prompts/${name}` : join(nearest, name), text: text.value };
  };
  return { executor: load(TEMPLATES.executor), verifier: load(TEMPLATES.verifier), review: load(TEMPLATES.review) };
}

function refuse(failures: readonly Failure[]): void {
  if (failures.length > 0) throw refusal(failures);
}

function refusal(failures: readonly Failure[]): OkstraError {
  const [first, ...others] = failures;
  if (first === undefined) throw new Error('a text was refused without a reason');
  return new OkstraError(others.length === 0 ? first : { ...first, details: { ...first.details, others } });
}

/** The whole file of a shipped profile; undefined when no profile of that id is shipped. */
export function shippedText({ shipped = shippedPrompts() }: PromptFolders, id: string): string | undefined {
  const file = join(shipped, `${id}.md`);
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(id) || OTHERS.has(`${id}.md`) || !existsSync(file)) return undefined;
  const text = readTextFile(file, realFolder(shipped));
  return text.ok ? text.value : undefined;
}

let found: string | undefined;

export function shippedPrompts(): string {
  if (found !== undefined) return found;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  found = join(folder, 'prompts');
  return found;
}
