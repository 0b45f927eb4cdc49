/** Configuration from environment variables. */
import { parse } from 'yaml';
import { bad, type Failure, ok, type Result } from '../model/failure.ts';
import { formatKey, type KeyPath, knownKeysAt } from './keys.ts';
import { nearest } from './nearest.ts';
import { checkConfig, type Layer } from './parse.ts';
import { problem } from './problem.ts';
import { describe } from './text.ts';
import type { RoleModel } from './types.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentLayer extends Layer {
  /** Of `codex-cli` agents, with the variable each came from. */
  readonly roleModels: { readonly executor: RoleModel; readonly verifier: RoleModel };
  /** The variable behind a key; undefined when none is. */
  readonly variableOf: (path: KeyPath) => string | undefined;
}

const PREFIX = 'OKSTRA_CONFIG__';

/**
 * `OKSTRA_CONFIG__RUN__MAX_ATTEMPTS=3` is `run.maxAttempts: 3`: two underscores part keys, values are YAML. `MAX_ATTEMPTS`,
 * `CODEX_MODEL_IMPL` and `CODEX_MODEL_VER` are read too. A variable that is empty counts as absent.
 *
 * @param agents names of configured agents, so that `…AGENTS__MY_AGENT__MODEL` finds `my-agent`
 */
export function parseEnvironment(env: Environment, agents: readonly string[]): Result<EnvironmentLayer> {
  const failures: Failure[] = [];
  const variables = new Map<string, string>();
  const config: Record<string, unknown> = {};
  const set = (path: readonly string[], value: unknown, variable: string): void => {
    const other = variables.get(formatKey(path));
    if (other !== undefined && JSON.stringify(valueAt(config, path)) !== JSON.stringify(value)) {
      const message = `Expected one value for ${formatKey(path)}, found another in ${other}.`;
      failures.push(refuse(variable, { code: 'config-conflict', message, fix: `unset ${other}` }));
    }
    variables.set(formatKey(path), variable);
    put(config, path, value);
  };
  for (const [name, text] of given(env).filter(([variable]) => variable.startsWith(PREFIX))) {
    const path = keyOf(name.slice(PREFIX.length), agents);
    const misspelt = pathProblem(name, path);
    const value = misspelt === undefined ? parseValue(name, text) : bad(misspelt);
    if (value.ok) set(path, value.value, name);
    else failures.push(value.failure);
  }
  const attempts = present(env['MAX_ATTEMPTS']);
  if (attempts !== undefined) {
    if (/^\s*\d{1,15}\s*$/.test(attempts) && Number(attempts) >= 1) set(['run', 'maxAttempts'], Number(attempts), 'MAX_ATTEMPTS');
    else {
      const message = `Expected a whole number of at least 1, found ${describe(attempts)}.`;
      failures.push(refuse('MAX_ATTEMPTS', { code: 'config-value', message, fix: 'export MAX_ATTEMPTS=2' }));
    }
  }
  const roleModels = {
    executor: modelOf(env, 'CODEX_MODEL_IMPL', failures),
    verifier: modelOf(env, 'CODEX_MODEL_VER', failures),
  };
  const variableOf = (path: KeyPath): string | undefined =>
    path.map((_, index) => variables.get(formatKey(path.slice(0, path.length - index)))).find((name) => name !== undefined);
  const place = (path: KeyPath) => ({ file: variableOf(path) ?? PREFIX, field: formatKey(path) });
  const checked = checkConfig(config, { placeOf: place, placeOfKey: place });
  if (!checked.ok) failures.push(...checked.failure);
  return failures.length > 0 || !checked.ok ? bad(failures) : ok({ ...checked.value, roleModels, variableOf });
}

const given = (env: Environment): readonly (readonly [string, string])[] =>
  Object.entries(env)
    .flatMap(([name, value]) => (present(value) === undefined ? [] : [[name, value ?? ''] as const]))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

const present = (value: string | undefined): string | undefined =>
  value === undefined || value.trim() === '' ? undefined : value;

function modelOf(env: Environment, variable: string, failures: Failure[]): RoleModel {
  const model = present(env[variable])?.trim();
  if (model === undefined) return {};
  if (/^[A-Za-z0-9]\S{0,199}$/.test(model)) return { model };
  const message = `Expected the name of a model, without blanks, found ${describe(model)}.`;
  failures.push(refuse(variable, { code: 'config-value', message }));
  return {};
}

/** `RUN__MAX_ATTEMPTS` to `run`, `maxAttempts`; names of agents and prices are matched without regard to case, `-` and `_`. */
function keyOf(text: string, agents: readonly string[]): readonly string[] {
  const parts = text.split('__');
  return parts.map((part, index) => {
    const isAgent = index === 1 && parts[0] === 'AGENTS';
    if (isAgent) return agents.find((name) => plain(name) === plain(part)) ?? part.toLowerCase().replaceAll('_', '-');
    return index === 3 && parts[2] === 'ENV' ? part : camel(part);
  });
}

const camel = (screaming: string): string =>
  screaming.toLowerCase().replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

function pathProblem(variable: string, path: readonly string[]): Failure | undefined {
  for (const [index, key] of path.entries()) {
    const known = knownKeysAt(path.slice(0, index));
    if (known === undefined || known.includes(key)) continue;
    const meant = nearest(key, known);
    const right = meant === undefined ? undefined : variableFor([...path.slice(0, index), meant, ...path.slice(index + 1)]);
    const message = `Expected one of ${known.join(', ')}, found ${describe(key)}.`;
    const fix = right === undefined ? `unset ${variable}` : `Use ${right}.`;
    return refuse(variable, { code: 'config-unknown-key', message, fix });
  }
  return undefined;
}

const variableFor = (path: readonly string[]): string =>
  PREFIX +
  path
    .map((part) =>
      part
        .replaceAll(/([A-Z])/g, '_$1')
        .replaceAll('-', '_')
        .toUpperCase(),
    )
    .join('__');

function parseValue(variable: string, text: string): Result<unknown, Failure> {
  try {
    return ok(parse(text, { maxAliasCount: 0, logLevel: 'error' }) as unknown);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    return bad(refuse(variable, { code: 'config-syntax', message: `Expected a YAML value, found ${describe(text)}: ${why}` }));
  }
}

const refuse = (
  variable: string,
  { code, message, fix }: { readonly code: string; readonly message: string; readonly fix?: string },
): Failure => problem(code, message, { place: { file: variable }, fix });

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    define(target, key, value);
    return;
  }
  const inner = Object.hasOwn(target, key) ? target[key] : undefined;
  const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
  define(target, key, next);
  put(next, rest, value);
}

/** Plain assignment would change the prototype for one name. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    root,
  );
}
