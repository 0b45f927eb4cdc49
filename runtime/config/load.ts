/** Configuration from disk: the only reading this folder does. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bad, type Failure, fail, OkstraError, ok, type Place, type Result } from '../model/failure.ts';
import type { Environment } from './environment.ts';
import type { Legacy } from './legacy.ts';
import { decodeUtf8 } from './text.ts';
import type { EffectiveConfig, FlagValue } from './types.ts';

export const CONFIG_FILE = 'okstra.yaml';
export const LEGACY_FILE = 'helm.config.json';
export const LEGACY_SPECS_FILE = '.cli-settings.json';
/** Specs roots that are looked for when none is configured, in this order. */
export const SPECS_ROOTS = ['specs', 'docs/specs'] as const;

export interface LoadOptions {
  /** Absolute top of the user's checkout. */
  readonly repoTop: string;
  readonly env: Environment;
  /** Absolute folder of the user file `config.yaml`; absent: no user file is read. */
  readonly okstraHome?: string;
  readonly flags?: readonly FlagValue[];
}

/** Reads, checks and merges everything that configures a run. Throws one error that holds every problem found. */
export async function loadConfig({ repoTop, env, okstraHome, flags = [] }: LoadOptions): Promise<EffectiveConfig> {
  const projectFile = join(repoTop, CONFIG_FILE);
  const userFile = okstraHome === undefined ? undefined : join(okstraHome, 'config.yaml');
  const failures: Failure[] = [];
  const keep = <T>(result: Result<T> | undefined): T | undefined => {
    if (result === undefined || result.ok) return result?.value;
    failures.push(...result.failure);
    return undefined;
  };
  // The parser is loaded only when there is something to parse: reading commands stay quick without configuration.
  const { parseConfig } = await lazily(
    () => import('./parse.ts'),
    isThere(projectFile) || (userFile !== undefined && isThere(userFile)),
  );
  const project = keep(readWith(projectFile, CONFIG_FILE, parseConfig));
  const user =
    userFile === undefined ? undefined : keep(readWith(userFile, userFile, (text, file) => parseConfig?.(text, file, 'user')));
  const legacy = isThere(projectFile) ? undefined : keep(await readLegacy(repoTop));
  const names = ['claude', 'codex', 'gemini', ...[project, user].flatMap((layer) => Object.keys(layer?.config.agents ?? {}))];
  const { parseEnvironment } = await lazily(() => import('./environment.ts'), hasVariables(env));
  const environment = keep(parseEnvironment?.(env, names));
  const { flagLayer } = await lazily(() => import('./flags.ts'), flags.length > 0);
  const fromFlags = keep(flagLayer?.(flags));
  if (failures.length > 0) throw configError(failures);
  const { resolveConfig } = await import('./resolve.ts');
  const file = project === undefined ? legacy?.file : CONFIG_FILE;
  const resolved = resolveConfig({
    ...(fromFlags === undefined ? {} : { flags: fromFlags }),
    ...(environment === undefined ? {} : { environment }),
    ...(project === undefined ? {} : { project }),
    ...(legacy === undefined ? {} : { legacy }),
    ...(user === undefined ? {} : { user }),
    ...(file === undefined ? {} : { file: join(repoTop, file) }),
  });
  if (!resolved.ok) throw configError(resolved.failure);
  return resolved.value;
}

async function lazily<T extends object>(load: () => Promise<T>, wanted: boolean): Promise<Partial<T>> {
  return wanted ? load() : {};
}

const VARIABLES = new Set(['MAX_ATTEMPTS', 'CODEX_MODEL_IMPL', 'CODEX_MODEL_VER']);
const hasVariables = (env: Environment): boolean =>
  Object.keys(env).some((name) => name.startsWith('OKSTRA_CONFIG__') || VARIABLES.has(name));

/** One failure as it is; several as one that lists them, with all of them under `details.problems`. */
export function configError(failures: readonly Failure[]): OkstraError {
  const [first] = failures;
  if (first === undefined) throw new Error('an error needs a failure');
  if (failures.length === 1) return new OkstraError(withFix(first));
  const lines = failures.map(
    ({ place, message, fix }) =>
      `  ${place === undefined ? '' : `${placeText(place)}: `}${message}${fix === undefined ? '' : ` fix: ${fix}`}`,
  );
  return fail(
    first.category,
    'config-invalid',
    `Expected valid configuration, found ${failures.length} problems:\n${lines.join('\n')}`,
    {
      fix: 'Correct each of them; what to write stands beside it.',
      details: { problems: failures },
    },
  );
}

/** What is wrong is its own remedy where nothing better can be said. */
const withFix = (failure: Failure): Failure =>
  failure.fix !== undefined || failure.place === undefined
    ? failure
    : { ...failure, fix: `Correct it: ${placeText(failure.place)}` };

const placeText = ({ file, line, column, field }: Place): string =>
  [file, line, column].filter((part) => part !== undefined).join(':') + (field === undefined ? '' : ` (${field})`);

/** The legacy file that is read when there is no okstra.yaml; undefined when there is none. */
export async function readLegacy(repoTop: string): Promise<Result<Legacy> | undefined> {
  const candidates = [LEGACY_FILE, ...SPECS_ROOTS.map((root) => `${root}/${LEGACY_SPECS_FILE}`)];
  const file = candidates.find((candidate) => isThere(join(repoTop, candidate)));
  if (file === undefined) return undefined;
  const { parseLegacy } = await import('./legacy.ts');
  const result = readWith(join(repoTop, file), file, parseLegacy);
  if (result?.ok !== true) return result;
  const notice = {
    code: 'legacy-config',
    message: `There is no ${CONFIG_FILE}; settings come from ${file}.`,
    fix: `okstra init writes ${CONFIG_FILE} from it.`,
  };
  return ok({ ...result.value, notices: [notice, ...result.value.notices] });
}

export type Initialization =
  | { readonly needed: false }
  | {
      readonly needed: true;
      readonly reason: 'config-missing' | 'specs-root-missing' | 'not-initialized';
      readonly message: string;
    };

type Reason = Extract<Initialization, { needed: true }>['reason'];
const needed = (reason: Reason, message: string): Initialization => ({ needed: true, reason, message });

/** Whether `okstra init` has something to do here, and why. Looks only. */
export async function needsInitialization(repoTop: string): Promise<Initialization> {
  const hasProject = isThere(join(repoTop, CONFIG_FILE));
  const legacy = hasProject ? undefined : await readLegacy(repoTop);
  if (!hasProject && legacy === undefined) return needed('config-missing', `There is no ${CONFIG_FILE}.`);
  if (legacy?.ok === true && legacy.value.initialized === false)
    return needed('not-initialized', `${legacy.value.file} says "initialized": false.`);
  const { settings } = await loadConfig({ repoTop, env: {} });
  const roots = settings.sources.specs === undefined ? SPECS_ROOTS : [settings.sources.specs, ...SPECS_ROOTS];
  if (!roots.some((root) => isFolder(join(repoTop, root))))
    return needed('specs-root-missing', `There is no folder ${roots[0] ?? ''}.`);
  return { needed: false };
}

const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** @returns undefined when there is no such file */
function readWith<T>(
  path: string,
  file: string,
  parse: ((text: string, file: string) => Result<T> | undefined) | undefined,
): Result<T> | undefined {
  if (!isThere(path)) return undefined;
  const text = readText(path, file);
  return text.ok ? parse?.(text.value, file) : text;
}

/** @param file named in failures */
export function readText(path: string, file: string): Result<string> {
  try {
    const decoded = decodeUtf8(readFileSync(path), file);
    return decoded.ok ? decoded : bad([decoded.failure]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return bad([
      {
        category: 'usage',
        code: 'unreadable',
        message: `Expected a file that can be read, found: ${why}.`,
        fix: `Put a readable text file at ${file}, or remove it.`,
        place: { file },
      },
    ]);
  }
}
