/** The record of an installation: what was written where, by which version. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { InstallRecordWire } from '../generated/types.ts';
import { validateInstallRecord } from '../generated/validators/install-record.js';
import { fail } from '../model/failure.ts';
import type { HostName, Places, Scope } from './hosts.ts';
import { isOurFile, isOurFolder } from './ours.ts';

export const RECORD_FORMAT = 1;

export interface InstalledFile {
  /** Absolute. */
  readonly path: string;
  /** Of the content that was written. */
  readonly sha256: string;
  readonly hosts: readonly HostName[];
  /** SHA-256 of a newer version laid beside it as `<path>.new`. */
  readonly offered?: string;
  /** Absolute path of what was there before. */
  readonly backup?: string;
}

export interface InstallRecord {
  /** Version that wrote it. */
  readonly okstra: string;
  readonly scope: Scope;
  readonly hosts: readonly HostName[];
  readonly files: readonly InstalledFile[];
  /** Absolute paths of folders that were made. */
  readonly folders: readonly string[];
}

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** @throws OkstraError `install-record-damaged`, `install-record-newer` */
export function readRecord({ record, scope }: Places): InstallRecord | undefined {
  let text: string;
  try {
    text = readFileSync(record.file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ENOTDIR')
      return undefined;
    throw error;
  }
  const value = parsed(text, record.file);
  const absolute = (path: string): string => (scope === 'project' ? join(record.base, ...path.split('/')) : path);
  const strange = value.scope === scope ? strangeIn(value, scope) : value.scope;
  if (strange !== undefined) throw damaged(record.file, `found ${strange}, which okstra writes nothing to`);
  return {
    okstra: value.okstra,
    scope,
    hosts: value.hosts,
    files: value.files.map((file) => ({
      ...file,
      path: absolute(file.path),
      ...(file.backup === undefined ? {} : { backup: absolute(file.backup) }),
    })) as readonly InstalledFile[],
    folders: value.folders.map(absolute),
  };
}

function parsed(text: string, file: string): InstallRecordWire {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw damaged(file, `found no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  const format = (value as { readonly format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > RECORD_FORMAT) {
    const okstra = (value as { readonly okstra?: unknown }).okstra;
    throw fail(
      'usage',
      'install-record-newer',
      `Expected a record of format ${RECORD_FORMAT} or older in ${file}, found format ${format}.`,
      { fix: `npm install -g okstra@${typeof okstra === 'string' ? okstra : 'latest'}`, place: { file } },
    );
  }
  if (validateInstallRecord(value)) return value;
  const [problem] = validateInstallRecord.errors ?? [];
  throw damaged(file, `found ${problem?.instancePath || 'the document'} that ${problem?.message ?? 'does not fit'}`);
}

const damaged = (file: string, found: string) =>
  fail('usage', 'install-record-damaged', `Expected the record of an installation in ${file}, ${found}.`, {
    fix: `Restore it from version control, or remove ${file} and the files of okstra by hand.`,
    place: { file },
  });

/** A record that a repository brings along names what a command of the user's removes: nothing that okstra does not write may stand in it. */
function strangeIn({ files, folders }: InstallRecordWire, scope: Scope): string | undefined {
  const isPlain = (path: string): boolean =>
    (scope === 'user' ? isAbsolute(path) : !path.startsWith('/') && !path.includes('\\')) && !hasDots(path);
  const file = files.find(({ path }) => !isPlain(path) || !isOurFile(path, scope))?.path;
  const backup = files.find((each) => each.backup !== undefined && !isBackup(each.backup, each.path))?.backup;
  return file ?? backup ?? folders.find((path) => !isPlain(path) || !isOurFolder(path, scope));
}

const isBackup = (backup: string, path: string): boolean =>
  backup.startsWith(`${path}.bak`) && /^(?:-\d+)?$/.test(backup.slice(path.length + '.bak'.length));

const hasDots = (path: string): boolean => path.split(/[\\/]/).some((part) => part === '..' || part === '.');

/** The text of a record; the same record gives the same bytes. */
export function recordText(record: InstallRecord, { record: { base }, scope }: Places): string {
  const shown = (path: string): string => (scope === 'project' ? relative(base, path).split(sep).join('/') : path);
  const document: InstallRecordWire = {
    format: RECORD_FORMAT,
    okstra: record.okstra,
    scope,
    hosts: [...record.hosts],
    files: record.files
      .map(({ path, sha256: sum, hosts, offered, backup }) => ({
        path: shown(path),
        sha256: sum,
        hosts: [...hosts] as InstallRecordWire['files'][number]['hosts'],
        ...(offered === undefined ? {} : { offered }),
        ...(backup === undefined ? {} : { backup: shown(backup) }),
      }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    folders: record.folders.map(shown).toSorted(),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
