/** Text of a configuration file to a typed value, or every problem in it at once. */
import type { Config } from '../generated/types.ts';
import { validateConfig } from '../generated/validators/config.js';
import { bad, type Failure, ok, type Place, type Result } from '../model/failure.ts';
import { readSecretPattern } from '../redaction/index.ts';
import { USER_AGENT_KEYS, USER_KEYS } from './defaults.ts';
import { formatKey, type KeyPath, type Places } from './keys.ts';
import { problem } from './problem.ts';
import { schemaFailures } from './schema-failures.ts';
import { describe } from './text.ts';
import { LONGEST_MS, parseDuration } from './units.ts';
import { parseYaml } from './yaml-text.ts';

/** One place configuration comes from, checked on its own. */
export interface Layer {
  readonly config: Config;
  /** Where a value of it stands. */
  readonly placeOf: (path: KeyPath) => Place;
}

/**
 * @param file named in places
 * @param scope a `user` file may only name programs, models, prices and the look of the terminal
 */
export function parseConfig(text: string, file: string, scope: 'project' | 'user' = 'project'): Result<Layer> {
  const parsed = parseYaml(text, file);
  if (!parsed.ok) return parsed;
  const { value, placeOf, placeOfKey } = parsed.value;
  const layer = checkConfig(value, { placeOf, placeOfKey });
  const foreign = scope === 'user' ? projectKeys(value, placeOfKey) : [];
  if (!layer.ok) return bad([...layer.failure, ...foreign]);
  return foreign.length > 0 ? bad(foreign) : layer;
}

/** Checks a value against the schema and what the schema cannot say. */
export function checkConfig(value: unknown, places: Places): Result<Layer> {
  if (!validateConfig(value)) return bad(schemaFailures(value, validateConfig.errors ?? [], places));
  const failures = [...longDurations(value, places), ...repeatedLabels(value, places), ...secretPatterns(value, places)];
  return failures.length > 0 ? bad(failures) : ok({ config: value, placeOf: places.placeOf });
}

function longDurations(config: Config, { placeOf }: Places): readonly Failure[] {
  const { silence, waitQuota } = config.run ?? {};
  const run = [
    ...(['timeout', 'firstResponse', 'toolTimeout', 'maxTime'] as const).map((key) => ({
      path: ['run', key],
      text: config.run?.[key],
    })),
    ...(typeof waitQuota === 'string' ? [{ path: ['run', 'waitQuota'], text: waitQuota }] : []),
    ...(typeof silence === 'object'
      ? Object.entries(silence).map(([role, text]: [string, string]) => ({ path: ['run', 'silence', role], text }))
      : [{ path: ['run', 'silence'], text: silence }]),
  ];
  const checks = Object.entries(config.checks ?? {}).flatMap(([category, list]) =>
    list.map((check, index) => ({ path: ['checks', category, index, 'timeout'], text: check.timeout })),
  );
  const agents = Object.entries(config.agents ?? {}).map(([name, { requestTimeout }]) => ({
    path: ['agents', name, 'requestTimeout'],
    text: requestTimeout,
  }));
  return [...run, ...checks, ...agents]
    .filter(({ text }) => text !== undefined && parseDuration(text) === undefined)
    .map(({ path, text }) =>
      problem(
        'config-duration',
        `Expected a duration of at most ${Math.floor(LONGEST_MS / 3_600_000)}h, found ${describe(text)}.`,
        {
          place: placeOf(path),
        },
      ),
    );
}

function secretPatterns(config: Config, { placeOf }: Places): readonly Failure[] {
  return (config.redact?.patterns ?? []).flatMap((pattern, index) => {
    const read = readSecretPattern(pattern);
    if (read.ok) return [];
    return problem('config-pattern', `Expected a pattern of a secret, found ${describe(pattern)}: ${read.problem}.`, {
      place: placeOf(['redact', 'patterns', index]),
      fix: String.raw`Write it like acme_[a-z0-9]{24}: signs as they are first, then \d, \w or [classes], each with {n}, {n,m}, ?, + or *.`,
    });
  });
}

function repeatedLabels(config: Config, { placeOf }: Places): readonly Failure[] {
  const failures: Failure[] = [];
  for (const [category, list] of Object.entries(config.checks ?? {})) {
    const seen = new Set<string>();
    for (const [index, check] of list.entries()) {
      const label = check.label ?? check.cmd;
      if (seen.has(label)) {
        const place = placeOf(['checks', category, index, check.label === undefined ? 'cmd' : 'label']);
        const message = `Expected labels that differ within checks.${category}, found ${describe(label)} again.`;
        failures.push(problem('config-duplicate-label', message, { place, fix: 'Give this check a label of its own.' }));
      }
      seen.add(label);
    }
  }
  return failures;
}

function projectKeys(value: Readonly<Record<string, unknown>>, placeOfKey: Places['placeOfKey']): readonly Failure[] {
  const foreign = (path: KeyPath, allowed: readonly string[]): Failure =>
    problem(
      'config-not-personal',
      `Expected only ${allowed.join(', ')} here, found ${formatKey(path.slice(-1))}: it belongs to the project.`,
      { place: placeOfKey(path), fix: `Move ${formatKey(path)} to okstra.yaml of the repository.` },
    );
  const agents = typeof value['agents'] === 'object' && value['agents'] !== null ? Object.entries(value['agents']) : [];
  return [
    ...Object.keys(value)
      .filter((key) => !USER_KEYS.includes(key))
      .map((key) => foreign([key], USER_KEYS)),
    ...agents.flatMap(([name, agent]) =>
      Object.keys(typeof agent === 'object' && agent !== null ? agent : {})
        .filter((key) => !USER_AGENT_KEYS.includes(key))
        .map((key) => foreign(['agents', name, key], USER_AGENT_KEYS)),
    ),
  ];
}
