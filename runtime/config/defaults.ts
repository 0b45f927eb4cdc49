/** What holds when nothing is configured, and which keys there are. A test compares both with `schemas/config.schema.json`. */
import type { Config } from '../generated/types.ts';
import type { DriverName } from '../model/agents.ts';

/** Keys that are absent here have no default: their absence has a meaning of its own. */
export const DEFAULTS = {
  sources: { frds: 'specs/frds', tasks: 'docs/specs' },
  agents: { claude: { driver: 'claude-cli' }, codex: { driver: 'codex-cli' }, gemini: { driver: 'gemini-cli' } },
  roles: { reportWriter: 'none' },
  run: {
    mode: 'strict',
    level: 'cross',
    maxAttempts: 2,
    timeout: '60m',
    silence: '10m',
    firstResponse: '45s',
    toolTimeout: '15m',
    outputCap: '4GB',
    logCap: '64MB',
    maxTime: '12h',
    minFreeDisk: '200MB',
    waitQuota: false,
    budgetTokens: 5_000_000,
    baselineCache: true,
    checkSandbox: 'auto',
    acceptanceCommands: [],
  },
  convergence: { enabled: true, maxRounds: 2, verificationMode: 'lightweight' },
  verification: { requireCrossVendor: false, allowMissing: false, panel: 'full' },
  checks: { lint: [], format: [], typecheck: [], test: [] },
  worktree: { copy: [] },
  report: { language: 'en' },
  git: { hooks: false },
  leases: { remote: 'none', ttl: '30m', clockSkew: '2m', remoteTimeout: '20s' },
  frd: { claimTtl: '24h', mergeLease: '14d', notesTokens: 1500 },
  redact: { env: [], files: [], patterns: [] },
  followups: { autoSpawn: 'none' },
  tasks: { regressionCheck: 'overlap' },
  retention: { runs: '90d', keepLast: 10, logs: '30d', cache: '30d' },
  pricing: {},
  ui: { progress: 'auto' },
} as const satisfies Immutable<Config>;

type Immutable<T> = T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T;

/** What `run.waitQuota: true` stands for: the five-hour windows of subscriptions, and an hour. */
export const WAIT_QUOTA_MS = 6 * 3_600_000;

/** Of each entry of `checks`. */
export const CHECK_DEFAULTS = { network: false, sandbox: true, timeout: '10m', cwd: '.', env: {} } as const;

const AGENT_KEYS = [
  'driver',
  'vendor',
  'model',
  'effort',
  'maxTurns',
  'maxBudgetUsd',
  'program',
  'command',
  'prompt',
  'sandbox',
  'recording',
  'baseUrl',
  'keyEnv',
  'wire',
  'temperature',
  'maxTokens',
  'requestTimeout',
  'answerForm',
  'env',
] as const;

/** Roles that limits may be given for one by one. */
const LIMITED_ROLES = ['executor', 'verifier'] as const;

/** Known keys by the dotted key they stand under; `*` is any name, `[]` any entry of a list. */
export const KNOWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  '': [
    'project',
    'sources',
    'agents',
    'models',
    'roles',
    'run',
    'convergence',
    'verification',
    'checks',
    'worktree',
    'report',
    'git',
    'leases',
    'frd',
    'redact',
    'tasks',
    'followups',
    'retention',
    'pricing',
    'ui',
  ],
  sources: ['specs', 'frds', 'tasks'],
  'agents.*': AGENT_KEYS,
  roles: ['executor', 'verifiers', 'reportWriter'],
  run: [
    'mode',
    'level',
    'maxAttempts',
    'timeout',
    'silence',
    'firstResponse',
    'toolTimeout',
    'outputCap',
    'logCap',
    'maxTime',
    'minFreeDisk',
    'waitQuota',
    'budgetTokens',
    'budgetUsd',
    'reserveTokens',
    'reserveUsd',
    'baselineCache',
    'checkSandbox',
    'acceptanceCommands',
  ],
  'run.silence': LIMITED_ROLES,
  'run.reserveTokens': LIMITED_ROLES,
  'run.reserveUsd': LIMITED_ROLES,
  convergence: ['enabled', 'maxRounds', 'verificationMode'],
  verification: ['requireCrossVendor', 'allowMissing', 'panel'],
  checks: ['lint', 'format', 'typecheck', 'test'],
  'checks.*[]': ['label', 'cmd', 'language', 'network', 'sandbox', 'timeout', 'cwd', 'env', 'junit'],
  worktree: ['setup', 'copy'],
  report: ['language'],
  git: ['hooks'],
  leases: ['remote', 'ttl', 'clockSkew', 'remoteTimeout'],
  frd: ['remote', 'claimTtl', 'mergeLease', 'notesTokens'],
  redact: ['env', 'files', 'patterns'],
  followups: ['autoSpawn'],
  tasks: ['regressionCheck'],
  retention: ['runs', 'keepLast', 'logs', 'cache'],
  'pricing.*': ['input', 'cachedInput', 'output', 'reasoning'],
  ui: ['progress'],
};

/** The keys a user file may have; everything else belongs to the project, so that a run means the same for everyone. */
export const USER_KEYS: readonly string[] = ['agents', 'models', 'pricing', 'ui'];
export const USER_AGENT_KEYS: readonly string[] = [
  'driver',
  'vendor',
  'model',
  'effort',
  'maxTurns',
  'maxBudgetUsd',
  'program',
  'command',
  'baseUrl',
  'keyEnv',
  'wire',
  'temperature',
  'maxTokens',
  'requestTimeout',
  'answerForm',
];

/** Reasoning efforts by driver, and the vendor behind a driver: the one table of both. Drivers without efforts take none. */
export const DRIVER_FACTS: Readonly<Record<DriverName, { readonly vendor?: string; readonly efforts: readonly string[] }>> = {
  'claude-cli': { vendor: 'anthropic', efforts: ['low', 'medium', 'high', 'xhigh', 'max'] },
  'codex-cli': { vendor: 'openai', efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] },
  'gemini-cli': { vendor: 'google', efforts: ['minimal', 'low', 'medium', 'high'] },
  'anthropic-api': { vendor: 'anthropic', efforts: ['low', 'medium', 'high', 'xhigh', 'max'] },
  'openai-api': { efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] },
  'gemini-api': { vendor: 'google', efforts: ['none', 'minimal', 'low', 'medium', 'high'] },
  command: { efforts: [] },
  replay: { efforts: [] },
};
