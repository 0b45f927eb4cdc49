/** Precedence: flag, environment, project, imported legacy, user file, default. */
import type { AgentEntry, Config } from '../generated/types.ts';
import { bad, type Failure, ok, type Place, type Result } from '../model/failure.ts';
import { DEFAULTS, DRIVER_FACTS } from './defaults.ts';
import type { EnvironmentLayer } from './environment.ts';
import { formatKey, type KeyPath } from './keys.ts';
import { type Merged, mergeLayers, type ValueLayer } from './layers.ts';
import type { Legacy } from './legacy.ts';
import { nearest } from './nearest.ts';
import type { Layer } from './parse.ts';
import { problem } from './problem.ts';
import { toSettings } from './settings.ts';
import { describe } from './text.ts';
import type { EffectiveConfig, EffectiveValue, Origin, RoleModel, Settings } from './types.ts';
import { parseDuration } from './units.ts';

/** What there is, each already checked on its own; absent: there is none. */
export interface ConfigSources {
  readonly flags?: { readonly layer: Layer; readonly flagOf: (path: KeyPath) => string };
  readonly environment?: EnvironmentLayer;
  readonly project?: Layer;
  readonly legacy?: Legacy;
  readonly user?: Layer;
  /** Absolute path of the file behind `project` or `legacy`. */
  readonly file?: string;
}

/** Merges the sources and checks what only the whole shows: drivers, efforts, names of agents. */
export function resolveConfig(sources: ConfigSources): Result<EffectiveConfig> {
  const merged = mergeLayers(layersOf(sources));
  const failures = [...agentFailures(merged), ...roleFailures(merged), ...leaseFailures(merged)];
  if (failures.length > 0) return bad(failures);
  const { roleModels, values } = roleModelsOf(sources);
  return ok({
    settings: toSettings(merged.config, roleModels),
    values: [...merged.values, ...values],
    notices: sources.legacy?.notices ?? [],
    ...(sources.file === undefined ? {} : { file: sources.file }),
  });
}

function layersOf({ flags, environment, project, legacy, user }: ConfigSources): readonly ValueLayer[] {
  const layers: ValueLayer[] = [];
  if (flags !== undefined) {
    layers.push({ config: flags.layer.config, originOf: (path) => ({ kind: 'flag', name: flags.flagOf(path) }) });
  }
  if (environment !== undefined) {
    layers.push({ config: environment.config, originOf: (path) => ({ kind: 'env', name: environment.variableOf(path) ?? '' }) });
  }
  if (project !== undefined) layers.push(fromFile('project', project));
  if (legacy !== undefined) layers.push(fromFile('legacy', legacy.layer));
  if (user !== undefined) layers.push(fromFile('user', user));
  layers.push({ config: DEFAULTS as unknown as Config, originOf: () => ({ kind: 'default', name: '' }) });
  return layers;
}

const fromFile = (kind: Origin['kind'], layer: Layer): ValueLayer => ({
  config: layer.config,
  originOf: (path) => ({ kind, name: placeName(layer.placeOf(path)) }),
});

const placeName = ({ file, line }: Place): string => (line === undefined ? file : `${file}:${line}`);

type Refuse = (
  path: KeyPath,
  words: { readonly code: string; readonly message: string; readonly fix?: string | undefined },
) => Failure;

/** Failures of the merged whole name the place where the value was written. */
const refuseIn =
  (merged: Merged): Refuse =>
  (path, { code, message, fix }) => {
    const [, file = '', line] = /^(.*?)(?::(\d+))?$/.exec(merged.originOf(path)?.name ?? '') ?? [];
    const at = line === undefined ? {} : { line: Number(line) };
    return problem(code, message, { place: { file: file === '' ? 'defaults' : file, ...at, field: formatKey(path) }, fix });
  };

function agentFailures(merged: Merged): readonly Failure[] {
  const refuse = refuseIn(merged);
  const failures: Failure[] = [];
  for (const [name, agent] of Object.entries(merged.config.agents ?? {})) {
    if (agent.driver === undefined) {
      const message = `Expected agents.${name} to name its driver, found none.`;
      const fix = `Add driver: ${Object.keys(DRIVER_FACTS).join(' | ')}.`;
      failures.push(refuse(['agents', name], { code: 'config-missing-key', message, fix }));
    } else failures.push(...effortFailures(refuse, ['agents', name, 'effort'], agent), ...shapeFailures(refuse, name, agent));
  }
  return failures;
}

function effortFailures(refuse: Refuse, path: KeyPath, { driver, effort }: AgentEntry): readonly Failure[] {
  if (effort === undefined || driver === undefined) return [];
  const { efforts } = DRIVER_FACTS[driver];
  if (efforts.includes(effort)) return [];
  const key = formatKey(path);
  const code = 'config-effort';
  if (efforts.length === 0) {
    const message = `Expected no ${key}, as the driver ${driver} takes none, found ${describe(effort)}.`;
    return [refuse(path, { code, message, fix: `Remove ${key}.` })];
  }
  const meant = nearest(effort, efforts);
  const message = `Expected ${key} to be one of ${efforts.join(', ')}, found ${describe(effort)}.`;
  return [refuse(path, { code, message, fix: meant === undefined ? undefined : `Write ${meant}.` })];
}

/** `wire` is one of openai-api's alone. */
const API_KEYS = ['baseUrl', 'keyEnv', 'temperature', 'maxTokens', 'requestTimeout', 'answerForm'] as const;

/** Keys that belong to other drivers, and keys that a driver cannot do without. */
function shapeFailures(refuse: Refuse, name: string, agent: AgentEntry): readonly Failure[] {
  const { driver, command, program, recording, prompt, maxTurns, maxBudgetUsd, wire } = agent;
  const failures: Failure[] = [];
  const isCli = driver === 'claude-cli' || driver === 'codex-cli' || driver === 'gemini-cli';
  const lacks = (key: string, what: string, fix: string): void => {
    failures.push(
      refuse(['agents', name, 'driver'], {
        code: 'config-agent',
        message: `Expected agents.${name}.${key}, ${what}, found none.`,
        fix,
      }),
    );
  };
  const foreign = (key: string, owner: string, fix = 'Remove it.'): void => {
    failures.push(
      refuse(['agents', name, key], {
        code: 'config-agent',
        message: `Expected ${key} with ${owner} only, found it with ${driver ?? 'none'}.`,
        fix,
      }),
    );
  };
  if (driver === 'command' && command === undefined)
    lacks('command', 'the program and its arguments', 'Add command: [./agent.sh].');
  if (driver === 'replay' && recording === undefined)
    lacks('recording', 'a folder', 'Add recording: <folder written by --record>.');
  if (driver !== 'command' && command !== undefined) {
    foreign('command', 'the driver command', isCli ? 'Use program: <path> for another program of this CLI.' : undefined);
  }
  if (!isCli && program !== undefined)
    foreign('program', 'a CLI driver', driver === 'command' ? 'Use command: [<program>].' : undefined);
  if (driver !== 'command' && prompt !== undefined) foreign('prompt', 'the driver command');
  const isApi = driver === 'anthropic-api' || driver === 'openai-api' || driver === 'gemini-api';
  if (maxTurns !== undefined && driver !== 'claude-cli' && driver !== 'gemini-cli' && !isApi)
    foreign('maxTurns', 'claude-cli, gemini-cli and the API drivers', 'Remove it; run.timeout limits every dispatch.');
  if (maxBudgetUsd !== undefined && driver !== 'claude-cli' && !isApi)
    foreign('maxBudgetUsd', 'claude-cli and the API drivers', 'Remove it; run.budgetTokens limits all agents.');
  for (const key of API_KEYS) if (agent[key] !== undefined && !isApi) foreign(key, 'the API drivers');
  if (wire !== undefined && driver !== 'openai-api')
    foreign('wire', 'openai-api', isApi ? `Remove it; ${driver} has one wire.` : undefined);
  return failures;
}

function roleFailures(merged: Merged): readonly Failure[] {
  const { agents = {}, roles = {} } = merged.config;
  const refuse = refuseIn(merged);
  const known = Object.keys(agents);
  const check = (ref: string | undefined, path: KeyPath): readonly Failure[] => {
    const name = ref?.split(':')[0];
    if (name === undefined || known.includes(name)) return [];
    const meant = nearest(name, known);
    const fix = meant === undefined ? `Add agents.${name}, or write one of ${known.join(', ')}.` : `Write ${meant}.`;
    const message = `Expected an agent of this configuration (${known.join(', ')}), found ${describe(name)}.`;
    return [refuse(path, { code: 'config-unknown-agent', message, fix })];
  };
  return [
    ...check(roles.executor, ['roles', 'executor']),
    ...(roles.verifiers ?? []).flatMap((ref) => check(ref, ['roles', 'verifiers'])),
    ...(roles.reportWriter === 'none' ? [] : check(roles.reportWriter, ['roles', 'reportWriter'])),
  ];
}

/** Shorter than any run could keep renewed. */
const SHORTEST_LEASE_MS = 3000;

function leaseFailures(merged: Merged): readonly Failure[] {
  const { ttl, clockSkew, remote } = merged.config.leases ?? {};
  const [ttlMs = 0, skewMs = 0] = [parseDuration(ttl ?? ''), parseDuration(clockSkew ?? '')];
  const refuse = refuseIn(merged);
  const claimTtl = merged.config.frd?.claimTtl ?? '';
  if ((parseDuration(claimTtl) ?? 0) < SHORTEST_LEASE_MS) {
    const message = `Expected frd.claimTtl to be at least 3s, found ${describe(claimTtl)}.`;
    return [refuse(['frd', 'claimTtl'], { code: 'config-lease', message, fix: 'Leave it out: the default is 24h.' })];
  }
  if (ttlMs < SHORTEST_LEASE_MS) {
    const message = `Expected leases.ttl to be at least 3s, found ${describe(ttl)}.`;
    return [refuse(['leases', 'ttl'], { code: 'config-lease', message, fix: 'Leave it out: the default is 30m.' })];
  }
  if (remote === 'none' || skewMs * 3 <= ttlMs) return [];
  const message = `Expected leases.clockSkew to be at most a third of leases.ttl (${ttl}), found ${describe(clockSkew)}.`;
  return [refuse(['leases', 'clockSkew'], { code: 'config-lease', message, fix: 'Make leases.ttl longer.' })];
}

function roleModelsOf({ environment, legacy }: ConfigSources): {
  readonly roleModels: Settings['roleModels'];
  readonly values: readonly EffectiveValue[];
} {
  const values: EffectiveValue[] = [];
  const pick = (role: 'executor' | 'verifier', variable: string): RoleModel => {
    const fromEnv = environment?.roleModels[role] ?? {};
    const fromLegacy = legacy?.roleModels[role] ?? {};
    for (const key of ['model', 'effort'] as const) {
      const value = fromEnv[key] ?? fromLegacy[key];
      if (value === undefined) continue;
      const origin: Origin =
        fromEnv[key] === undefined ? { kind: 'legacy', name: legacy?.file ?? '' } : { kind: 'env', name: variable };
      values.push({ key: `roleModels.${role}.${key}`, value, origin });
    }
    return { ...fromLegacy, ...fromEnv };
  };
  return {
    roleModels: { executor: pick('executor', 'CODEX_MODEL_IMPL'), verifier: pick('verifier', 'CODEX_MODEL_VER') },
    values,
  };
}
