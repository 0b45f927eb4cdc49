/** What an installation would do to each file. Values in, values out: what lies on disk comes in as a function. */
import { fail } from '../model/failure.ts';
import type { Seen } from './disk.ts';
import type { HostName } from './hosts.ts';
import type { WantedFile } from './layouts.ts';
import type { InstalledFile, InstallRecord } from './record.ts';
import { sha256 } from './record.ts';

export type Action = 'create' | 'update' | 'keep' | 'remove';

export type Content = string | Uint8Array;

export interface Step {
  readonly action: Action;
  /** Absolute. */
  readonly path: string;
  readonly base: string;
  /** Why, where it is not plain: "edited by you", … */
  readonly reason?: string;
  /** What the file is to hold afterwards; absent: it is to be gone, or stays as it is. */
  readonly content?: Content;
  /** A file whose permissions it gets. */
  readonly like?: string;
  /** What was seen when the plan was made. */
  readonly before: Seen;
}

export interface InstallPlan {
  readonly steps: readonly Step[];
  /** Files of the record that is written afterwards. */
  readonly files: readonly InstalledFile[];
}

export interface PlanInput {
  readonly wanted: readonly WantedFile[];
  readonly record: InstallRecord | undefined;
  /** Hosts that stay installed; files of others go. */
  readonly hosts: readonly HostName[];
  readonly look: (path: string, base: string) => Seen;
  /** Content of a file that `look` saw. */
  readonly read: (path: string) => Uint8Array;
  /** From where down to a path of ours no part may be a link. */
  readonly baseOf: (path: string) => string;
  /** Whether it is no place of today's environment; such a file is left alone unless its hosts go. */
  readonly isElsewhere: (path: string) => boolean;
  /** Whether these bytes are of an earlier version of that file. */
  readonly isFormer: (path: string, sum: string) => boolean;
  /** Files of skills that are not shipped any more and that no record names. */
  readonly leftOver: readonly string[];
  readonly force: boolean;
  readonly purpose: 'install' | 'update' | 'uninstall';
}

/** @throws OkstraError `foreign-files` when files of others have our names and `force` is not set */
export function planInstall(input: PlanInput): InstallPlan {
  const known = new Map(input.record?.files.map((file) => [file.path, file]));
  const planned = input.wanted.map((file) => planWanted(file, known.get(file.path), input));
  const foreign = planned.flatMap(({ foreign: path }) => path ?? []);
  if (foreign.length > 0) throw foreignFiles(foreign);
  const wantedPaths = new Set(input.wanted.map(({ path }) => path));
  const others = [...known.values()].filter(({ path }) => !wantedPaths.has(path)).map((file) => planUnwanted(file, input));
  const steps = [...planned, ...others].flatMap((each) => each.steps);
  const taken = new Set([...wantedPaths, ...known.keys()]);
  const leftOver = input.leftOver.filter((path) => !taken.has(path)).map((path) => planLeftOver(path, input));
  return {
    steps: [...steps, ...leftOver],
    files: [...planned, ...others].flatMap(({ file }) => file ?? []),
  };
}

interface Planned {
  readonly steps: readonly Step[];
  readonly file?: InstalledFile;
  readonly foreign?: string;
}

function planWanted(wanted: WantedFile, entry: InstalledFile | undefined, input: PlanInput): Planned {
  const { path, base, content, hosts } = wanted;
  const target = sha256(content);
  const before = input.look(path, base);
  const place = { path, base, before };
  // Taking one agent away is no reason to bring the files of the others up to date.
  if (input.purpose === 'uninstall' && entry !== undefined) return { steps: [], file: { ...entry, hosts } };
  const isAnothers = before !== undefined && before !== target && !input.isFormer(path, before);
  if (input.purpose === 'uninstall' && isAnothers)
    return { steps: [{ action: 'keep', ...place, reason: 'not of okstra, which would have its own there' }] };
  const file: InstalledFile = { path, sha256: target, hosts, ...backupOf(entry) };
  if (before === undefined) {
    const reason = entry === undefined ? {} : { reason: 'was missing' };
    return { steps: [{ action: 'create', ...place, content, ...reason }, ...withoutOffer(entry, base, input)], file };
  }
  if (before === target) return { steps: [{ action: 'keep', ...place }, ...withoutOffer(entry, base, input)], file };
  const isOurs = before === entry?.sha256 || (entry === undefined && input.isFormer(path, before));
  if (isOurs) return { steps: [{ action: 'update', ...place, content }, ...withoutOffer(entry, base, input)], file };
  if (input.force) return overwritten(wanted, { before, entry, file, input });
  if (entry === undefined) return { steps: [], foreign: path };
  return edited(wanted, { before, entry, target, input });
}

/** A file of the user's stays; what is newer in the package is laid beside it once. */
function edited(
  { path, base, content, hosts }: WantedFile,
  { before, entry, target, input }: { before: string; entry: InstalledFile; target: string; input: PlanInput },
): Planned {
  const kept: Step = { action: 'keep', path, base, before, reason: 'edited by you' };
  if (entry.sha256 === target || entry.offered === target) return { steps: [kept], file: { ...entry, hosts } };
  const beside = `${path}.new`;
  const there = input.look(beside, base);
  if (there !== undefined && there !== entry.offered && there !== target) return { steps: [], foreign: beside };
  const offer: Step = {
    action: there === undefined ? 'create' : there === target ? 'keep' : 'update',
    path: beside,
    base,
    before: there,
    content,
    reason: 'the new version of a file that you edited',
  };
  return {
    steps: [{ ...kept, reason: `edited by you; the new version is ${beside}` }, offer],
    file: { ...entry, hosts, offered: target },
  };
}

/** `--force`: what was there is moved aside first. */
function overwritten(
  { path, base, content }: WantedFile,
  what: { before: string; entry: InstalledFile | undefined; file: InstalledFile; input: PlanInput },
): Planned {
  const { before, entry, file, input } = what;
  const copy = copyOf(path, base, input);
  return {
    steps: [
      copy,
      { action: 'update', path, base, before, content, reason: `--force; what was there is ${copy.path}` },
      ...withoutOffer(entry, base, input),
    ],
    // What the user put there comes back with uninstall; an edited file of ours does not: it is a copy only.
    file: entry === undefined ? { ...file, backup: copy.path } : file,
  };
}

/** The file as it is, under a name that is free. */
const copyOf = (path: string, base: string, input: PlanInput): Step => ({
  action: 'create',
  path: freeName(path, base, input),
  base,
  before: undefined,
  content: input.read(path),
  like: path,
  reason: `copy of ${path}`,
});

function freeName(path: string, base: string, { look }: PlanInput): string {
  for (let number = 1; ; number += 1) {
    const name = `${path}.bak${number === 1 ? '' : `-${number}`}`;
    if (look(name, base) === undefined) return name;
  }
}

/** The new version laid beside a file goes once it has served, unless the user worked on it. */
function withoutOffer(entry: InstalledFile | undefined, base: string, { look }: PlanInput): readonly Step[] {
  if (entry?.offered === undefined) return [];
  const path = `${entry.path}.new`;
  const before = look(path, base);
  return before === entry.offered ? [{ action: 'remove', path, base, before, reason: 'it has served' }] : [];
}

const backupOf = (entry: InstalledFile | undefined): Pick<InstalledFile, 'backup'> =>
  entry?.backup === undefined ? {} : { backup: entry.backup };

function planUnwanted(entry: InstalledFile, input: PlanInput): Planned {
  const { path } = entry;
  const base = input.baseOf(path);
  const stays = entry.hosts.filter((host) => input.hosts.includes(host));
  // Written with another home in the environment, or of another version: it goes when its hosts go, and not before.
  if ((input.isElsewhere(path) || input.purpose === 'uninstall') && stays.length > 0)
    return { steps: [], file: { ...entry, hosts: stays } };
  const before = input.look(path, base);
  const place = { path, base, before };
  const offer = withoutOffer(entry, base, input);
  const isRemoval = input.purpose === 'uninstall';
  if (before === undefined || before === entry.sha256) return { steps: [...removed(entry, place, input), ...offer] };
  // `--force` takes it out of its place; what the user wrote is nowhere else.
  if (isRemoval && input.force) return { steps: [copyOf(path, base, input), ...removed(entry, place, input), ...offer] };
  const reason = isRemoval ? 'edited by you; it is yours now' : 'edited by you, and no part of okstra any more';
  return {
    steps: [{ action: 'keep', ...place, reason }, ...keptBackup(entry, base, input), ...offer],
    ...(isRemoval ? {} : { file: entry }),
  };
}

/** What was there before comes back. */
function removed(
  { backup }: InstalledFile,
  place: Pick<Step, 'path' | 'base' | 'before'>,
  { look, read }: PlanInput,
): readonly Step[] {
  const kept = backup === undefined ? undefined : look(backup, place.base);
  const isGone = place.before === undefined;
  if (backup === undefined || kept === undefined) return isGone ? [] : [{ action: 'remove', ...place }];
  return [
    {
      action: isGone ? 'create' : 'update',
      ...place,
      content: read(backup),
      reason: 'what was there before comes back',
      ...(isGone ? { like: backup } : {}),
    },
    { action: 'remove', path: backup, base: place.base, before: kept, reason: 'it is back in its place' },
  ];
}

/** It stands beside a file that stays, and is named: nothing brings it back any more. */
function keptBackup({ backup }: InstalledFile, base: string, { look }: PlanInput): readonly Step[] {
  const before = backup === undefined ? undefined : look(backup, base);
  return backup === undefined || before === undefined
    ? []
    : [{ action: 'keep', path: backup, base, before, reason: 'what was there before okstra' }];
}

function planLeftOver(path: string, { baseOf, look, isFormer }: PlanInput): Step {
  const base = baseOf(path);
  const before = look(path, base);
  const isKnown = before !== undefined && isFormer(path, before);
  return isKnown
    ? { action: 'remove', path, base, before, reason: 'of an earlier version' }
    : {
        action: 'keep',
        path,
        base,
        before,
        reason: 'has the name of a skill of an earlier version, and is not as okstra wrote it',
      };
}

const foreignFiles = (paths: readonly string[]) =>
  fail(
    'usage',
    'foreign-files',
    `Expected no files of others under okstra's names, found ${paths.length === 1 ? (paths[0] ?? '') : `${paths.length}: ${paths.join(', ')}`}. Nothing was written.`,
    {
      fix: 'Move them away, or let okstra put its own there and keep yours as <file>.bak: the same command with --force',
      details: { files: paths },
    },
  );
