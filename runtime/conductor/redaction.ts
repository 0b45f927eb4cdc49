/** What is redacted in everything a run writes: the secrets of the environment and of the configuration, never okstra's own names. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { driverFor, KNOWN_DRIVERS } from '../drivers/index.ts';
import type { AgentConfig } from '../model/agents.ts';
import type { RedactRules, RunPlan } from '../model/plan.ts';
import { seatsOf } from '../model/plan.ts';
import { secretValues } from '../process/index.ts';
import type { Detector, Redactor } from '../redaction/index.ts';
import { makeRedactor, readSecretPattern } from '../redaction/index.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';
import type { Session } from './session.ts';

const NO_RULES: RedactRules = { env: [], files: [], patterns: [] };

/** Of a named variable; shorter ones would blot out ordinary words. */
const SHORTEST_NAMED = 4;

/** The library's rules. Asked for early and awaited before the first write: it is loaded while git and programs are waited for. */
export async function loadDetector(): Promise<Detector> {
  return (await import('../redaction/detectors.ts')).secretsIn;
}

/** Loads it while something else is waited for. */
export const prepareDetector = (): void => void loadDetector().catch(() => undefined);

/** For what is written outside of a run's plan (a give-up, a landing, a word on a follow-up). */
export function redactorOfProject(
  { repo, config }: Pick<Session, 'config'> & { readonly repo: Pick<Session['repo'], 'top'> },
  ports: Ports,
  detect?: Detector,
): Redactor {
  const { agents, checks } = config.settings;
  const redact = withKeys(config.settings.redact, Object.values(agents));
  const envs = [
    ...Object.values(agents).map(({ env }) => env ?? {}),
    ...Object.values(checks).flatMap((list) => list.map(({ env }) => env)),
  ];
  const { values } = secretsOf({ ports, top: repo.top, rules: redact, envs });
  return makeRedactor(values, optionsOf(redact, detect));
}

export interface RunRedaction {
  readonly redactor: Redactor;
  /** Values that are a part of a name okstra works with. */
  readonly unredacted: number;
  /** Of `redact.files`: those that are not there. */
  readonly missing: readonly string[];
}

/**
 * A value that is a part of a name okstra works with (`postgres` as the password beside an item `spec-02-postgres`) is no use as a secret,
 * and redacting it would break paths, branches and ids: it stays, and `unredacted` names how many such values there are.
 */
export function redactionOf(what: {
  readonly ports: Ports;
  readonly plan: RunPlan;
  /** Top of the repository. */
  readonly top: string;
  /** Further paths that have to stay readable. */
  readonly places?: readonly string[];
  readonly detect?: Detector;
}): RunRedaction {
  const { ports, plan, top, places = [], detect } = what;
  const rules = withKeys(
    plan.redact ?? NO_RULES,
    seatsOf(plan).map(({ agent }) => agent),
  );
  const envs = [...seatsOf(plan).map(({ agent }) => agent.env ?? {}), ...plan.checks.map(({ env }) => env)];
  const { values, missing } = secretsOf({ ports, top, rules, envs });
  const names = structure(ports, plan, [top, ...places]);
  const kept = values.filter((value) => !names.some((name) => name.includes(value)));
  return { redactor: makeRedactor(kept, optionsOf(rules, detect)), unredacted: values.length - kept.length, missing };
}

/** The keys of APIs are secrets, whatever their variables are called. */
const withKeys = (rules: RedactRules, agents: readonly AgentConfig[]): RedactRules => ({
  ...rules,
  env: [...rules.env, ...agents.flatMap((agent) => keyVariables(agent))],
});

/** Variables that hold the key of an agent. */
export const keyVariables = (agent: AgentConfig): readonly string[] =>
  KNOWN_DRIVERS.includes(agent.driver) ? (driverFor(agent.driver).keyVariables?.(agent) ?? []) : [];

type Variables = Readonly<Record<string, string | undefined>>;

function secretsOf({
  ports,
  top,
  rules,
  envs,
}: {
  readonly ports: Ports;
  readonly top: string;
  readonly rules: RedactRules;
  readonly envs: readonly Variables[];
}): { readonly values: readonly string[]; readonly missing: readonly string[] } {
  const files = rules.files.map((file) => ({ file, path: resolve(top, file) }));
  const missing = files.filter(({ path }) => !existsSync(path)).map(({ file }) => file);
  const inFiles = files.filter(({ path }) => existsSync(path)).map(({ path }) => parseEnv(readFileSync(path, 'utf8')));
  const all: readonly Variables[] = [ports.env, ...envs, ...inFiles];
  const named = all.flatMap((env) => rules.env.map((name) => env[name]?.trim() ?? ''));
  const values = [...all.flatMap(secretValues), ...named.filter((value) => value.length >= SHORTEST_NAMED)];
  return { values: [...new Set(values)], missing };
}

function optionsOf({ patterns }: RedactRules, detect: Detector | undefined): Parameters<typeof makeRedactor>[1] {
  const candidates = patterns.flatMap((pattern) => {
    const read = readSecretPattern(pattern);
    return read.ok ? [read.candidate] : [];
  });
  return { patterns: candidates, ...(detect === undefined ? {} : { detect }) };
}

function structure(ports: Ports, plan: RunPlan, places: readonly string[]): readonly string[] {
  const seats = seatsOf(plan);
  return [
    plan.taskKey,
    ...(plan.executor === null ? [plan.change.name, plan.change.base, plan.change.commit] : [plan.branch, plan.worktree]),
    plan.item.path,
    plan.item.dir,
    okstraHome(ports.env),
    ...places,
    ...(plan.base.headBranch === undefined ? [] : [plan.base.headBranch]),
    ...seats.flatMap((seat) => [seat.id, seat.agent.vendor, seat.agent.driver, seat.agent.model ?? '', seat.program?.path ?? '']),
    ...plan.checks.flatMap((check) => [check.id, check.cwd]),
    // words of the contract that stand in every journal
    'implementation strict parallel accepted verifier executor completed read-only workspace-write',
  ];
}
