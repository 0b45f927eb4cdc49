/** Settings of other tools that `okstra init` takes over into okstra.yaml. Pure; the files stay as they are. */
import { judgeCommand } from '../audits/commands/index.ts';
import { fail, type Notice } from '../model/failure.ts';
import type { CheckKind, ProposedCheck } from './propose-checks.ts';

export interface ImportedSettings {
  /** As named in notices. */
  readonly file: string;
  readonly checks?: Readonly<Partial<Record<CheckKind, readonly ProposedCheck[]>>>;
  /** Folder of a task queue, relative to the repository. */
  readonly tasks?: string;
  readonly notices: readonly Notice[];
}

export const PROJECT_FILES = ['.project-docs/okstra/project.json', '.okstra/project.json'] as const;
export const QUEUE_FILE = '.clarity-loop.json';

const KINDS: readonly CheckKind[] = ['lint', 'format', 'typecheck', 'test'];

/**
 * `qaCommands` of a project.json: `{ "test": [{ "label": "unit", "cmd": "npm test", "language": "ts" }] }`.
 * @throws OkstraError `legacy-syntax`
 */
export function importProject(text: string, file: string, scripts: Readonly<Record<string, string>>): ImportedSettings {
  const { qaCommands } = objectIn(text, file);
  const notices: Notice[] = [];
  const leave = (what: string, why: string): void =>
    void notices.push({ code: 'setting-left-out', message: `${what} of ${file} was left out: ${why}.` });
  const checks: Partial<Record<CheckKind, ProposedCheck[]>> = {};
  for (const [category, entries] of Object.entries(isObject(qaCommands) ? qaCommands : {})) {
    const kind = KINDS.find((each) => each === category);
    if (kind === undefined) {
      leave(`qaCommands.${category}`, `categories are ${KINDS.join(', ')}`);
      continue;
    }
    for (const [index, entry] of (Array.isArray(entries) ? entries : []).entries()) {
      const { label, cmd, language } = isObject(entry) ? entry : {};
      const place = `qaCommands.${category}[${index}]`;
      if (typeof cmd !== 'string' || cmd.trim() === '') leave(place, 'it has no cmd');
      else if (judgeCommand(cmd, { scripts }).denied) leave(place, `\`${cmd}\` changes what it checks`);
      else {
        const named = typeof label === 'string' && label.trim() !== '' ? label : cmd;
        const list = (checks[kind] ??= []);
        const suffix = list.some((check) => check.label === named) ? ` (${index + 1})` : '';
        list.push({ label: named + suffix, cmd, ...(typeof language === 'string' && language !== '' ? { language } : {}) });
      }
    }
  }
  return { file, checks, notices };
}

/** `docsRoot` of a `.clarity-loop.json`: its task queue lies in `<docsRoot>/specs`. @throws OkstraError `legacy-syntax` */
export function importQueue(text: string, file: string): ImportedSettings {
  const { docsRoot, version: _version, ...others } = objectIn(text, file);
  const named =
    typeof docsRoot === 'string' && /^(?!\/)(?!.*\.\.)[^\\:]+$/.test(docsRoot) ? docsRoot.replace(/\/+$/, '') : undefined;
  const unread = Object.keys(others);
  const notices: Notice[] = [];
  if (docsRoot !== undefined && named === undefined)
    notices.push({
      code: 'setting-unknown',
      message: `Expected a folder of the repository in docsRoot of ${file}, found ${JSON.stringify(docsRoot)}: docs is taken.`,
    });
  if (unread.length > 0)
    notices.push({
      code: 'setting-left-out',
      message: `${unread.join(', ')} of ${file} were left out: okstra has no such settings.`,
    });
  return { file, tasks: `${named ?? 'docs'}/specs`, notices };
}

function objectIn(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isObject(value)) return value;
  } catch (error) {
    throw syntax(file, error instanceof Error ? error.message : String(error));
  }
  throw syntax(file, 'no object');
}

const syntax = (file: string, found: string) =>
  fail('usage', 'legacy-syntax', `Expected a JSON object in ${file}, found ${found}.`, {
    fix: `Mend ${file}, or move it away.`,
    place: { file },
  });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
