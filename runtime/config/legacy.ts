/** Settings that a spec runner of another make left behind: `helm.config.json` at the top, `.cli-settings.json` in the specs root. */
import type { Config } from '../generated/types.ts';
import { bad, type Failure, type Notice, ok, type Place, type Result } from '../model/failure.ts';
import { parseLocatedJson } from '../prompts/json.ts';
import { DRIVER_FACTS } from './defaults.ts';
import { nearest } from './nearest.ts';
import type { Layer } from './parse.ts';
import { describe, positionAt } from './text.ts';
import type { RoleModel } from './types.ts';

export interface Legacy {
  /** As named in places. */
  readonly file: string;
  readonly layer: Layer;
  readonly roleModels: { readonly executor: RoleModel; readonly verifier: RoleModel };
  /** Absent in `.cli-settings.json`. */
  readonly initialized?: boolean;
  readonly notices: readonly Notice[];
}

const READ = new Set([
  'specsRoot',
  'initialized',
  'mode',
  'defaultMaxAttempts',
  'acceptanceCommands',
  'codexRunImpl',
  'codexRunVer',
]);
/** Known, for commands that okstra has no counterpart of. */
const SKIPPED = new Set(['codexScaffold', 'codexSplit', '$schema', 'version']);

/** @param file named in places */
export function parseLegacy(text: string, file: string): Result<Legacy> {
  const parsed = parseLocatedJson(text);
  if (!parsed.ok) {
    const { offset, expected, found } = parsed.failure;
    return bad([
      {
        category: 'usage',
        code: 'legacy-syntax',
        message: `Expected ${expected}, found ${found}.`,
        fix: `Mend the JSON of ${file} at that place.`,
        place: { file, ...positionAt(text, offset) },
      },
    ]);
  }
  const { value, places } = parsed.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad([
      {
        category: 'usage',
        code: 'legacy-syntax',
        message: `Expected a JSON object, found ${describe(value)}.`,
        fix: `Write at least {} into ${file}.`,
        place: { file },
      },
    ]);
  }
  const fields = new Map(Object.entries(value));
  const failures: Failure[] = [];
  const at = (...path: readonly string[]): Place => {
    const offset = places.get(path.map((part) => `/${part}`).join(''));
    return { file, ...(offset === undefined ? {} : positionAt(text, offset)), field: path.join('.') };
  };
  const take = <T>(key: string, expected: string, read: (raw: unknown) => T | undefined): T | undefined => {
    const raw = fields.get(key);
    if (raw === undefined || raw === null || raw === '') return undefined;
    const found = read(raw);
    if (found === undefined)
      failures.push({
        category: 'usage',
        code: 'legacy-value',
        message: `Expected ${key} to be ${expected}, found ${describe(raw)}.`,
        fix: `Correct ${key} in ${file}, or leave it out.`,
        place: at(key),
      });
    return found;
  };
  const specs = take('specsRoot', 'a path inside the repository', relativePath);
  const mode = take('mode', 'strict or parallel', (raw) => (raw === 'strict' || raw === 'parallel' ? raw : undefined));
  const maxAttempts = take('defaultMaxAttempts', 'a whole number from 1 to 100', (raw) =>
    Number.isInteger(raw) && Number(raw) >= 1 && Number(raw) <= 100 ? Number(raw) : undefined,
  );
  const acceptanceCommands = take('acceptanceCommands', 'a list of commands', commands);
  const initialized = take('initialized', 'true or false', (raw) => (typeof raw === 'boolean' ? raw : undefined));
  const roleModels = {
    executor: roleModel('codexRunImpl', { fields, failures, at }),
    verifier: roleModel('codexRunVer', { fields, failures, at }),
  };
  if (failures.length > 0) return bad(failures);
  const run: NonNullable<Config['run']> = {
    ...(mode === undefined ? {} : { mode }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(acceptanceCommands === undefined ? {} : { acceptanceCommands }),
  };
  const config: Config = {
    ...(specs === undefined ? {} : { sources: { specs } }),
    ...(Object.keys(run).length === 0 ? {} : { run }),
  };
  const unknown = [...fields.keys()].filter((key) => !READ.has(key) && !SKIPPED.has(key));
  return ok({
    file,
    layer: { config, placeOf: (path) => at(LEGACY_NAMES[path.join('.')] ?? '') },
    roleModels,
    ...(initialized === undefined ? {} : { initialized }),
    notices:
      unknown.length === 0
        ? []
        : [{ code: 'legacy-unknown-key', message: `${file}: okstra does not know ${unknown.join(', ')}.` }],
  });
}

const LEGACY_NAMES: Readonly<Record<string, string>> = {
  'sources.specs': 'specsRoot',
  'run.mode': 'mode',
  'run.maxAttempts': 'defaultMaxAttempts',
  'run.acceptanceCommands': 'acceptanceCommands',
};

function relativePath(raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const path = raw
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
  return path === '' || path.startsWith('/') || path.startsWith('~') || path.includes(':') || path.split('/').includes('..')
    ? undefined
    : path;
}

function commands(raw: unknown): string[] | undefined {
  if (!Array.isArray(raw) || !raw.every((entry) => typeof entry === 'string')) return undefined;
  return raw.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

interface Reading {
  readonly fields: ReadonlyMap<string, unknown>;
  readonly failures: Failure[];
  readonly at: (...path: readonly string[]) => Place;
}

/** `{model, reasoning}`; effort and model are refused with the name of their field. */
function roleModel(key: string, { fields, failures, at }: Reading): RoleModel {
  const raw = fields.get(key);
  if (raw === undefined || raw === null) return {};
  const refuse = (field: string, expected: string, found: unknown, fix?: string): RoleModel => {
    const name = field === '' ? key : `${key}.${field}`;
    failures.push({
      category: 'usage',
      code: 'legacy-value',
      message: `Expected ${name} to be ${expected}, found ${describe(found)}.`,
      place: at(...name.split('.')),
      ...(fix === undefined ? {} : { fix }),
    });
    return {};
  };
  if (typeof raw !== 'object' || Array.isArray(raw)) return refuse('', 'an object with model and reasoning', raw);
  const { model, reasoning } = raw as { readonly model?: unknown; readonly reasoning?: unknown };
  const { efforts } = DRIVER_FACTS['codex-cli'];
  if (model !== undefined && model !== '' && (typeof model !== 'string' || !/^[A-Za-z0-9]\S{0,199}$/.test(model))) {
    return refuse('model', 'the name of a model, without blanks', model);
  }
  if (reasoning !== undefined && reasoning !== '' && (typeof reasoning !== 'string' || !efforts.includes(reasoning))) {
    const meant = typeof reasoning === 'string' ? nearest(reasoning, efforts) : undefined;
    return refuse('reasoning', `one of ${efforts.join(', ')}`, reasoning, meant === undefined ? undefined : `Write ${meant}.`);
  }
  return {
    ...(typeof model === 'string' && model !== '' ? { model } : {}),
    ...(typeof reasoning === 'string' && reasoning !== '' ? { effort: reasoning } : {}),
  };
}
