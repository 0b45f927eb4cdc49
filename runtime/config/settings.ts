/** Merged configuration to the values a run works with. */
import type { AgentEntry, Config, ConfiguredCheck } from '../generated/types.ts';
import type { AgentConfig } from '../model/agents.ts';
import { CHECK_DEFAULTS, DEFAULTS, DRIVER_FACTS, WAIT_QUOTA_MS } from './defaults.ts';
import type { CheckEntry, Settings } from './types.ts';
import { parseAge, parseDuration, parseSize } from './units.ts';

/** @param config merged with the defaults and checked */
export function toSettings(config: Config, roleModels: Settings['roleModels']): Settings {
  const { run, checks = {} } = config;
  const list = (category: keyof Settings['checks']): readonly CheckEntry[] => (checks[category] ?? []).map(toCheck);
  return {
    ...(config.project === undefined ? {} : { project: config.project }),
    sources: {
      frds: need(config.sources?.frds),
      tasks: need(config.sources?.tasks),
      ...(config.sources?.specs === undefined ? {} : { specs: config.sources.specs }),
    },
    agents: Object.fromEntries(Object.entries(config.agents ?? {}).map(([name, entry]) => [name, toAgent(name, entry)])),
    roles: {
      reportWriter: need(config.roles?.reportWriter),
      ...(config.roles?.executor === undefined ? {} : { executor: config.roles.executor }),
      ...(config.roles?.verifiers === undefined ? {} : { verifiers: config.roles.verifiers }),
    },
    roleModels,
    run: {
      mode: need(run?.mode),
      level: need(run?.level),
      maxAttempts: need(run?.maxAttempts),
      timeoutMs: ms(run?.timeout),
      silenceMs: silenceOf(run?.silence),
      firstResponseMs: ms(run?.firstResponse),
      toolTimeoutMs: ms(run?.toolTimeout),
      outputBytes: need(parseSize(need(run?.outputCap))),
      logBytes: need(parseSize(need(run?.logCap))),
      maxTimeMs: ms(run?.maxTime),
      minFreeBytes: need(parseSize(need(run?.minFreeDisk))),
      waitQuotaMs: waitOf(run?.waitQuota),
      budgetTokens: need(run?.budgetTokens),
      reserveTokens: run?.reserveTokens ?? {},
      reserveUsd: run?.reserveUsd ?? {},
      baselineCache: need(run?.baselineCache),
      checkSandbox: need(run?.checkSandbox),
      acceptanceCommands: need(run?.acceptanceCommands),
      ...(run?.budgetUsd === undefined ? {} : { budgetUsd: run.budgetUsd }),
    },
    convergence: {
      enabled: need(config.convergence?.enabled),
      maxRounds: need(config.convergence?.maxRounds),
      verificationMode: need(config.convergence?.verificationMode),
    },
    verification: {
      requireCrossVendor: need(config.verification?.requireCrossVendor),
      allowMissing: need(config.verification?.allowMissing),
      panel: need(config.verification?.panel),
    },
    checks: { lint: list('lint'), format: list('format'), typecheck: list('typecheck'), test: list('test') },
    worktree: {
      copy: need(config.worktree?.copy),
      ...(config.worktree?.setup === undefined ? {} : { setup: config.worktree.setup }),
    },
    report: { language: need(config.report?.language) },
    git: { hooks: need(config.git?.hooks) },
    leases: {
      ttlMs: ms(config.leases?.ttl),
      clockSkewMs: ms(config.leases?.clockSkew),
      remoteTimeoutMs: ms(config.leases?.remoteTimeout),
      ...(config.leases?.remote === NO_REMOTE ? {} : { remote: need(config.leases?.remote) }),
    },
    frd: {
      claimTtlMs: ms(config.frd?.claimTtl),
      mergeLeaseMs: age(config.frd?.mergeLease),
      notesTokens: need(config.frd?.notesTokens),
      ...(config.frd?.remote === undefined ? {} : { remote: config.frd.remote }),
    },
    redact: {
      env: need(config.redact?.env),
      files: need(config.redact?.files),
      patterns: need(config.redact?.patterns),
    },
    followups: { autoSpawn: need(config.followups?.autoSpawn) },
    tasks: { regressionCheck: need(config.tasks?.regressionCheck) },
    retention: {
      runsMs: age(config.retention?.runs),
      keepLast: need(config.retention?.keepLast),
      logsMs: age(config.retention?.logs),
      cacheMs: age(config.retention?.cache),
    },
    models: config.models ?? {},
    pricing: config.pricing ?? {},
    ui: { progress: need(config.ui?.progress) },
  };
}

/** As `reportWriter` has it. */
const NO_REMOTE = 'none';

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a configuration key without value lacks its default');
  return value;
}

const age = (text: string | undefined): number => need(parseAge(need(text)));

const ms = (text: string | undefined): number => need(parseDuration(need(text)));

/** One for all roles, or by role; a role that is not named has the default. */
function silenceOf(silence: NonNullable<Config['run']>['silence']): Settings['run']['silenceMs'] {
  if (typeof silence !== 'object') return { executor: ms(silence), verifier: ms(silence) };
  const { executor = DEFAULTS.run.silence, verifier = DEFAULTS.run.silence } = silence;
  return { executor: ms(executor), verifier: ms(verifier) };
}

const waitOf = (wait: boolean | string | undefined): number => (wait === true ? WAIT_QUOTA_MS : wait === false ? 0 : ms(wait));

function toCheck(check: ConfiguredCheck): CheckEntry {
  return {
    label: check.label ?? check.cmd,
    cmd: check.cmd,
    network: check.network ?? CHECK_DEFAULTS.network,
    timeoutMs: ms(check.timeout ?? CHECK_DEFAULTS.timeout),
    cwd: check.cwd ?? CHECK_DEFAULTS.cwd,
    env: check.env ?? CHECK_DEFAULTS.env,
    ...(check.sandbox === false ? { sandbox: false } : {}),
    ...(check.language === undefined ? {} : { language: check.language }),
    ...(check.junit === undefined ? {} : { junit: check.junit }),
  };
}

function toAgent(name: string, entry: AgentEntry): AgentConfig {
  const { driver, vendor, program, command, requestTimeout, ...rest } = entry;
  if (driver === undefined) throw new Error(`agents.${name} passed the checks without a driver`);
  const start = command ?? (program === undefined ? undefined : [program]);
  return {
    name,
    driver,
    vendor: vendor ?? vendorOf(driver, entry) ?? name,
    ...rest,
    ...(requestTimeout === undefined ? {} : { requestTimeoutMs: ms(requestTimeout) }),
    ...(start === undefined ? {} : { command: start }),
  };
}

/** Behind `openai-api` is OpenAI only where OpenAI is asked. */
const vendorOf = (driver: AgentConfig['driver'], { baseUrl }: AgentEntry): string | undefined =>
  driver === 'openai-api' && baseUrl === undefined ? 'openai' : DRIVER_FACTS[driver].vendor;
