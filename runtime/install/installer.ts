/** `okstra install`, `update` and `uninstall`: a plan made of values, then its steps as one change. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fail } from '../model/failure.ts';
import { hasLinks, lookAt, namedHome, refuseLinks } from './disk.ts';
import { requireReadableConfig } from './host-config.ts';
import type { HostName, Places } from './hosts.ts';
import { HOST_NAMES } from './hosts.ts';
import type { WantedFile } from './layouts.ts';
import { wantedFiles } from './layouts.ts';
import { baseOf, unitAbove } from './ours.ts';
import type { Pack } from './pack.ts';
import { skillNames } from './pack.ts';
import type { InstallPlan, PlanInput, Step } from './plan-install.ts';
import { planInstall } from './plan-install.ts';
import type { InstallRecord } from './record.ts';
import { readRecord, recordText, sha256 } from './record.ts';
import type { TransactionHooks, TransactionPlace } from './transaction.ts';
import { applyChanges, isPending, missingFolders, recover } from './transaction.ts';

export interface InstallRequest {
  readonly purpose: 'install' | 'update' | 'uninstall';
  /** install: to be there besides those of the record. uninstall: to go. update: ignored. */
  readonly hosts: readonly HostName[];
  readonly force: boolean;
}

export interface Prepared {
  readonly request: InstallRequest;
  readonly places: Places;
  /** Hosts that are installed afterwards. */
  readonly hosts: readonly HostName[];
  readonly steps: readonly Step[];
  /** The record afterwards; undefined: there is none. */
  readonly record: InstallRecord | undefined;
  readonly before: InstallRecord | undefined;
}

/**
 * What would happen. Writes nothing.
 * @throws OkstraError for a record, a host's configuration or a place that does not allow it
 */
export function prepareInstall(request: InstallRequest, pack: Pack, places: Places): Prepared {
  const before = readRecord(places);
  if (before !== undefined && request.purpose !== 'uninstall') refuseNewer(before, pack, request.force);
  const hosts = hostsAfter(request, before);
  if (request.purpose !== 'uninstall') requireReadableConfig(hosts, places);
  const input = inputOf(request, { pack, places, before, hosts });
  if (before !== undefined && input.wanted.some(({ path }) => !isRecorded(path, before)))
    refuseNewer(before, pack, request.force);
  const plan = planInstall(input);
  const made = missingFolders(plan.steps.filter(({ content }) => content !== undefined).map(({ path }) => dirname(path)));
  // The user's okstra home is there for more than this.
  const isNewFolder = before?.folders.includes(places.record.folder) === true || !existsSync(places.record.folder);
  const recordFolder = places.scope === 'project' && isNewFolder ? [places.record.folder] : [];
  const isGone = request.purpose === 'uninstall' && plan.files.length === 0;
  const record: InstallRecord | undefined = isGone
    ? undefined
    : {
        okstra: request.purpose === 'uninstall' ? (before?.okstra ?? pack.version) : pack.version,
        scope: places.scope,
        hosts,
        files: plan.files,
        folders: [...recordFolder, ...foldersAfter(plan, [...(before?.folders ?? []), ...made])],
      };
  return { request, places, hosts, steps: [...plan.steps, ...recordStep(record, places)], record, before };
}

/** What becomes of the record itself: last, since it tells of all the others. */
function recordStep(record: InstallRecord | undefined, places: Places): readonly Step[] {
  const { file: path, base } = places.record;
  const before = lookAt(path, base);
  const reason = 'the record of the installation';
  if (record === undefined) return before === undefined ? [] : [{ action: 'remove', path, base, before, reason }];
  const content = recordText(record, places);
  if (before === sha256(content)) return [{ action: 'keep', path, base, before }];
  return [{ action: before === undefined ? 'create' : 'update', path, base, before, reason, content }];
}

/** Carries it out; nothing to do writes nothing. @throws OkstraError `install-failed`, `install-busy` */
export function applyInstall(prepared: Prepared, hooks: TransactionHooks = {}): void {
  const { places, steps } = prepared;
  const changes = steps
    .filter(({ action }) => action !== 'keep')
    .map(({ path, base, before, content, like }) => ({ path, base, before, content, ...(like === undefined ? {} : { like }) }));
  if (changes.length === 0) return;
  applyChanges(transactionPlace(places), changes, foldersToPrune(prepared), hooks);
}

/** Undoes what a killed installation left. @returns whether there was anything */
export const recoverInstall = (places: Places): boolean => recover(transactionPlace(places));

export const isHalfDone = (places: Places): boolean => isPending(places.pending);

const transactionPlace = (places: Places): TransactionPlace => ({
  pending: places.pending,
  baseOf: (path) => baseOf(path, places),
});

/** @throws OkstraError `target-escapes` */
function ourBase(path: string, places: Places): string {
  const base = baseOf(path, places);
  if (base !== undefined) return base;
  throw fail('usage', 'target-escapes', `Expected a place that okstra writes to, found ${path}.`, {
    fix: 'Remove the entry from the record of the installation, and the file by hand.',
  });
}

function hostsAfter({ purpose, hosts }: InstallRequest, before: InstallRecord | undefined): readonly HostName[] {
  const recorded = before?.hosts ?? [];
  if (purpose === 'update') return recorded;
  const isIn = (host: HostName): boolean =>
    purpose === 'install' ? hosts.includes(host) || recorded.includes(host) : recorded.includes(host) && !hosts.includes(host);
  return HOST_NAMES.filter(isIn);
}

function refuseNewer({ okstra }: InstallRecord, { version }: Pack, force: boolean): void {
  if (force || !isNewer(okstra, version)) return;
  throw fail('usage', 'installed-by-newer', `Expected files of okstra ${version} or older, found those of ${okstra}.`, {
    fix: `npm install -g okstra@${okstra}; or take the older ones with --force`,
  });
}

function isNewer(a: string, b: string): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  const index = left.findIndex((part, at) => part !== (right[at] ?? 0));
  return index >= 0 && (left[index] ?? 0) > (right[index] ?? 0);
}

const numbersOf = (version: string): readonly number[] => version.split(/[-+]/, 1)[0]?.split('.').map(Number) ?? [];

interface InputFacts {
  readonly pack: Pack;
  readonly places: Places;
  readonly before: InstallRecord | undefined;
  /** That stay. */
  readonly hosts: readonly HostName[];
}

function inputOf({ purpose, force }: InstallRequest, { pack, places, before, hosts }: InputFacts): PlanInput {
  return {
    wanted: purpose === 'uninstall' ? wantedByOthers({ hosts, pack, places, before }) : wantedFiles(hosts, pack, places),
    record: before,
    hosts,
    look: (path, base) => (places.scope === 'user' ? lookAt(path, base, namedHome) : lookAt(path, base)),
    read: (path) => readFileSync(path),
    baseOf: (path) => ourBase(path, places),
    isElsewhere: (path) => unitAbove(path, places) === undefined,
    isFormer: (path, sum) => formerName(path, places).some((name) => pack.former[name]?.includes(sum) === true),
    leftOver: leftOverFiles(pack, places, { hosts, others: before?.hosts ?? [], purpose }),
    force,
    purpose,
  };
}

const isRecorded = (path: string, record: InstallRecord | undefined): boolean =>
  record?.files.some((file) => file.path === path) === true;

/** What the hosts that stay have, and what they had from one that goes: gemini's extension does without skills that others bring. */
function wantedByOthers({ hosts, pack, places, before }: InputFacts): readonly WantedFile[] {
  const had = new Set(wantedFiles(before?.hosts ?? [], pack, places).map(({ path }) => path));
  return wantedFiles(hosts, pack, places).filter(({ path }) => isRecorded(path, before) || !had.has(path));
}

/** Folders whose children are skills of ours, for the hosts that are or were installed. */
function skillFolders(places: Places, hosts: readonly HostName[]): readonly string[] {
  const has = (...names: readonly HostName[]): boolean => names.some((name) => hosts.includes(name));
  return [
    ...(has('claude') ? [join(places.claudeSkills.folder, 'okstra', 'skills')] : []),
    ...(has('codex', 'agents') || (has('gemini') && places.scope === 'project') ? [places.agentsSkills.folder] : []),
    ...(has('gemini') && places.scope === 'user' ? [join(places.gemini.folder, 'extensions', 'okstra', 'skills')] : []),
  ];
}

/** `okstra-run/SKILL.md` of a path in one of the skill folders. */
const formerName = (path: string, places: Places): readonly string[] =>
  skillFolders(places, HOST_NAMES)
    .filter((folder) => path.startsWith(`${folder}${sep}`))
    .map((folder) => relative(folder, path).split(sep).join('/'));

/** Files of skills that were shipped once and are not any more. */
function leftOverFiles(
  pack: Pack,
  places: Places,
  { hosts, others, purpose }: { hosts: readonly HostName[]; others: readonly HostName[]; purpose: InstallRequest['purpose'] },
): readonly string[] {
  const current = new Set(skillNames(pack));
  const names = new Set(Object.keys(pack.former).map((path) => path.split('/')[0] ?? ''));
  const former = [...names].filter((name) => !current.has(name));
  const stays = new Set(purpose === 'uninstall' ? skillFolders(places, hosts) : []);
  return skillFolders(places, [...hosts, ...others])
    .filter((folder) => !stays.has(folder))
    .flatMap((folder) => former.map((name) => join(folder, name)))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => {
      refuseLinks(folder, ourBase(`${folder}${sep}SKILL.md`, places));
      return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
    });
}

/** Those that are still needed for what stays. */
function foldersAfter({ files, steps }: InstallPlan, folders: readonly string[]): readonly string[] {
  const kept = new Set([
    ...files.map(({ path }) => path),
    ...steps.filter(({ action }) => action !== 'remove').map(({ path }) => path),
  ]);
  const holds = (folder: string): boolean => [...kept].some((path) => path.startsWith(`${folder}${sep}`));
  return [...new Set(folders)].filter(holds);
}

/** Folders of ours that may be empty afterwards, innermost first. */
function foldersToPrune({ before, record, steps, places }: Prepared): readonly string[] {
  const stays = new Set(record?.folders);
  const made = (before?.folders ?? []).filter((folder) => !stays.has(folder));
  const ofSkills = steps.filter(({ action }) => action === 'remove').flatMap(({ path }) => skillFoldersAbove(path, places));
  const isLinked = (folder: string): boolean => places.scope === 'project' && hasLinks(folder, places.record.base);
  return [...new Set([...made, ...ofSkills])].filter((folder) => !isLinked(folder)).toSorted((a, b) => b.length - a.length);
}

/** From the folder of a file up to that of its skill, which bears our name, whoever made it. */
function skillFoldersAbove(path: string, places: Places): readonly string[] {
  const root = skillFolders(places, HOST_NAMES).find((folder) => path.startsWith(`${folder}${sep}`));
  if (root === undefined) return [];
  const names = relative(root, dirname(path)).split(sep);
  return names.map((_, index) => join(root, ...names.slice(0, index + 1)));
}
