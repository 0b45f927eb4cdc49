/** Which agents take which roles, each looked at before the run: program, version, model, confinement. */
import { resolve } from 'node:path';
import type { EffectiveConfig } from '../config/index.ts';
import { agentForRole, modelFailure } from '../config/index.ts';
import { type AgentProbe, driverFor, probeAgent } from '../drivers/index.ts';
import type { AgentConfig, Confinement, Role, SandboxLevel, Seat } from '../model/agents.ts';
import type { Notice } from '../model/failure.ts';
import { fail, OkstraError } from '../model/failure.ts';
import { priceFor } from '../model/money.ts';
import type { Level } from '../model/plan.ts';
import { namespaceWrapper, sandboxAvailable } from '../process/index.ts';
import type { RunFlags } from './api.ts';
import type { Ports } from './ports.ts';
import { probePorts } from './probe-ports.ts';

export interface Roster extends ReviewRoster {
  readonly executor: Seat;
}

export interface ReviewRoster {
  readonly verifiers: readonly Seat[];
  /** Absent: nobody writes the prose of the report. */
  readonly reportWriter?: Seat;
  readonly leftOut: readonly { readonly agent: string; readonly reason: string }[];
  readonly notices: readonly Notice[];
}

export interface RosterRequest {
  readonly config: EffectiveConfig;
  readonly flags: RunFlags;
  readonly ports: Ports;
  /** Top of the checkout: relative programs are looked for there. */
  readonly top: string;
}

/** @throws OkstraError `agent-missing` and the like, naming what would help; nothing was written until then */
export async function makeRoster(request: RosterRequest): Promise<Roster> {
  const notices: Notice[] = [];
  const leftOut: LeftOut[] = [];
  const found = installed(request);
  const executor = await seat(request, 'executor', chooseExecutor(request, found), notices);
  const verifiers = await chosenVerifiers(request, { found, leftOut, notices });
  requireOtherVendor(request, executor, verifiers);
  return { executor, verifiers, ...(await reportWriterOf(request, notices)), leftOut, notices };
}

/** Nobody of the roster wrote the change. @throws as `makeRoster` */
export async function makeReviewRoster(request: RosterRequest): Promise<ReviewRoster> {
  const notices: Notice[] = [];
  const leftOut: LeftOut[] = [];
  const found = installed(request);
  const verifiers = await chosenVerifiers(request, { found, leftOut, notices });
  requireTwoVendors(request, verifiers);
  return { verifiers, ...(await reportWriterOf(request, notices)), leftOut, notices };
}

async function reportWriterOf(request: RosterRequest, notices: Notice[]): Promise<Pick<ReviewRoster, 'reportWriter'>> {
  const { flags, config } = request;
  const ref = flags.reportWriter ?? config.settings.roles.reportWriter;
  if (ref === 'none') return {};
  const agent = agentOf(request, { ref, role: 'report-writer', isFlag: flags.reportWriter !== undefined, model: undefined });
  return { reportWriter: await seat(request, 'report-writer', agent, notices) };
}

interface LeftOut {
  readonly agent: string;
  readonly reason: string;
}

async function chosenVerifiers(
  request: RosterRequest,
  { found, leftOut, notices }: { found: readonly AgentConfig[]; leftOut: LeftOut[]; notices: Notice[] },
): Promise<readonly Seat[]> {
  const verifiers: Seat[] = [];
  for (const agent of chooseVerifiers(request, found)) {
    try {
      verifiers.push(await seat(request, 'verifier', agent, notices));
    } catch (error) {
      const mayMiss = request.flags.allowMissing ?? request.config.settings.verification.allowMissing;
      if (!(error instanceof OkstraError) || !mayMiss) throw error;
      leftOut.push({ agent: agent.name, reason: error.failure.message });
    }
  }
  if (verifiers.length === 0) {
    throw fail('usage', 'no-verifier', 'Expected at least one verifier, found none that can run.', {
      fix: 'Name one with --verifiers or roles.verifiers; `okstra doctor` shows what is installed.',
    });
  }
  return numbered(limitToLevel(request, verifiers, leftOut));
}

/** Whoever wrote the change: of two vendors at least one is another. */
function requireTwoVendors({ config }: RosterRequest, verifiers: readonly Seat[]): void {
  if (!config.settings.verification.requireCrossVendor) return;
  const vendors = new Set(verifiers.map(({ agent }) => agent.vendor));
  if (vendors.size > 1) return;
  throw fail(
    'usage',
    'no-other-vendor',
    `Expected verifiers of two vendors (verification.requireCrossVendor; who wrote the change is not known), found ${[...vendors].join('')} only.`,
    {
      fix: 'Add one with --verifiers or roles.verifiers, or set verification.requireCrossVendor to false.',
    },
  );
}

function requireOtherVendor(request: RosterRequest, executor: Seat, verifiers: readonly Seat[]): void {
  if (!request.config.settings.verification.requireCrossVendor) return;
  if (verifiers.some((verifier) => verifier.agent.vendor !== executor.agent.vendor)) return;
  throw fail(
    'usage',
    'no-other-vendor',
    `Expected a verifier of another vendor than ${executor.agent.vendor} (verification.requireCrossVendor), found none.`,
    {
      fix: 'Add one with --verifiers or roles.verifiers, or set verification.requireCrossVendor to false.',
    },
  );
}

const levelOf = ({ flags, config }: RosterRequest): Level => flags.level ?? config.settings.run.level;

/** At level light one verifier judges; the others of the roster are named. */
function limitToLevel(
  request: RosterRequest,
  verifiers: readonly Seat[],
  leftOut: { agent: string; reason: string }[],
): readonly Seat[] {
  if (levelOf(request) !== 'light') return verifiers;
  for (const { agent } of verifiers.slice(1)) leftOut.push({ agent: agent.name, reason: 'level light has one verifier' });
  return verifiers.slice(0, 1);
}

/** A second seat of the same agent gets `#2`. */
function numbered(verifiers: readonly Seat[]): readonly Seat[] {
  const seen = new Map<string, number>();
  return verifiers.map((entry) => {
    const count = (seen.get(entry.agent.name) ?? 0) + 1;
    seen.set(entry.agent.name, count);
    return count === 1 ? entry : { ...entry, id: `${entry.id}#${count}` };
  });
}

const DEFAULT_ORDER = ['claude', 'codex', 'gemini'];

/** Of claude, codex and gemini, those whose program is here, or that the configuration has put behind an API, and that this version can drive. */
function installed(request: RosterRequest): readonly AgentConfig[] {
  const { roles } = request.config.settings;
  const isNeeded =
    (request.flags.executor ?? roles.executor) === undefined || (request.flags.verifiers ?? roles.verifiers) === undefined;
  if (!isNeeded) return [];
  const found: AgentConfig[] = [];
  for (const name of DEFAULT_ORDER) {
    const agent = request.config.settings.agents[name];
    if (!agent) continue;
    const driver = driverFor(agent.driver);
    if (driver.keyVariables !== undefined) {
      found.push(agent);
      continue;
    }
    const { findProgram } = probePorts(request.ports, request.top);
    const program = driver.program(agent) ?? agent.command?.[0] ?? name;
    if (findProgram(program) !== undefined) found.push(agent);
  }
  return found;
}

function chooseExecutor(request: RosterRequest, found: readonly AgentConfig[]): AgentConfig {
  const { config, flags } = request;
  const ref = flags.executor ?? config.settings.roles.executor ?? found[0]?.name;
  if (ref === undefined) {
    throw fail(
      'usage',
      'no-agent',
      'Expected an agent program (claude, codex or gemini) on the PATH or an agent in okstra.yaml, found none.',
      {
        fix: 'Install one, such as: npm install -g @openai/codex; or configure an agent, such as one with a key alone (docs/agents.md): see `okstra init`; `okstra demo` needs none.',
      },
    );
  }
  return agentOf(request, { ref, role: 'executor', isFlag: flags.executor !== undefined, model: flags.executorModel });
}

function chooseVerifiers(request: RosterRequest, found: readonly AgentConfig[]): readonly AgentConfig[] {
  const { config, flags } = request;
  const refs = flags.verifiers ?? config.settings.roles.verifiers ?? found.map((agent) => agent.name);
  return refs.map((ref) =>
    agentOf(request, { ref, role: 'verifier', isFlag: flags.verifiers !== undefined, model: flags.verifierModel }),
  );
}

function agentOf(
  request: RosterRequest,
  asked: { ref: string; role: 'executor' | 'verifier' | 'report-writer'; isFlag: boolean; model: string | undefined },
): AgentConfig {
  const { ref, role, isFlag, model } = asked;
  const agent = agentForRole(request.config, {
    ref,
    role,
    refFrom: isFlag ? 'flag' : 'project',
    ...(model === undefined ? {} : { model }),
  });
  if (!agent.ok) throw new OkstraError(agent.failure);
  const { recording } = agent.value;
  // The recording is named relative to the repository; the agent works in another folder.
  return recording === undefined ? agent.value : { ...agent.value, recording: resolve(request.top, recording) };
}

async function seat(request: RosterRequest, role: Role, agent: AgentConfig, notices: Notice[]): Promise<Seat> {
  const driver = driverFor(agent.driver);
  if (!driver.capabilities.roles.includes(role)) {
    throw fail(
      'usage',
      'role-not-supported',
      `Expected an agent that can be ${role}, found ${agent.name} (driver ${agent.driver}).`,
      {
        fix: `Choose another agent for the role ${role}.`,
      },
    );
  }
  const unknown = modelFailure(agent, request.config.settings.models);
  if (unknown !== undefined) throw new OkstraError(unknown);
  const ports = probePorts(request.ports, request.top);
  const probe = await probeAgent(agent, ports);
  if (probe.problem?.severity === 'error') {
    const { code, message, fix } = probe.problem;
    throw fail('usage', code, message, fix === undefined ? {} : { fix });
  }
  notices.push(...probe.problems, ...uncountedCap(agent, request.config.settings.pricing));
  const sandbox = levelFor(role, agent);
  const confinement = confinementOf({ request, role, agent, sandbox, probe });
  if (confinement.kind === 'not-confined') {
    notices.push({ code: 'not-confined', message: `${agent.name} as ${role} is not confined: ${confinement.detail}.` });
  } else if (confinement.kind === 'own-sandbox' && !driver.capabilities.ownSandbox && driver.confines === undefined) {
    notices.push({ code: 'tools-withheld', message: `${agent.name} as ${role}: ${confinement.detail}.` });
  }
  const elsewhere = driver.elsewhere?.(agent);
  if (elsewhere !== undefined) {
    const message = `What ${agent.name} is asked as ${role}, with content of the repository, goes to ${elsewhere}: not the vendor's own address.`;
    notices.push({ code: 'content-elsewhere', message });
  }
  const place = driver.place?.(agent);
  return {
    id: role === 'verifier' ? `${role}:${agent.name}` : role,
    role,
    agent,
    sandbox,
    confinement,
    ...(place === undefined ? {} : { asked: { place, keyVariable: driver.keyVariables?.(agent)[0] ?? null } }),
    ...(probe.path === undefined
      ? {}
      : { program: { path: probe.path, ...(probe.version === undefined ? {} : { version: probe.version }) } }),
    pidNamespace: (probe.pidNamespace ?? true) && namespaceWrapper(request.ports.env).kind !== 'none',
  };
}

/** An API tells tokens, never money. */
function uncountedCap(agent: AgentConfig, prices: EffectiveConfig['settings']['pricing']): readonly Notice[] {
  const isCounted = driverFor(agent.driver).keyVariables === undefined || priceFor(prices, agent) !== undefined;
  if (agent.maxBudgetUsd === undefined || isCounted) return [];
  return [
    {
      code: 'cap-without-price',
      message: `agents.${agent.name}.maxBudgetUsd has no effect: the price of ${agent.model} is not known.`,
      fix: `Set pricing in okstra.yaml, for example: pricing: { ${agent.name}: { input: 1.25, cachedInput: 0.125, output: 10 } }`,
    },
  ];
}

/** The narrowest level that fits the role; the user may widen it, never below what the role needs. A verifier's `full` is the user's word too. */
function levelFor(role: Role, agent: AgentConfig): SandboxLevel {
  if (agent.sandbox === 'full') return 'full';
  return role === 'executor' ? 'workspace-write' : 'read-only';
}

function confinementOf(what: {
  readonly request: RosterRequest;
  readonly role: Role;
  readonly agent: AgentConfig;
  readonly sandbox: SandboxLevel;
  readonly probe: Pick<AgentProbe, 'ownSandbox' | 'bwrap'>;
}): Confinement {
  const { agent, sandbox, role, request } = what;
  const { ownSandbox, bwrap } = what.probe;
  const driver = driverFor(agent.driver);
  if (driver.confines !== undefined) {
    const around = sandboxAvailable(request.ports.env);
    return driver.confines(role, sandbox, { works: around.ok, detail: around.ok ? '' : around.reason });
  }
  if (sandbox === 'full') return { kind: 'not-confined', detail: 'level full was configured' };
  if (driver.capabilities.ownSandbox) {
    if (ownSandbox?.works) return { kind: 'own-sandbox', detail: ownSandbox.detail };
    if (role !== 'executor') return { kind: 'not-confined', detail: ownSandbox?.detail ?? 'its sandbox was not probed' };
    throw fail(
      'usage',
      'sandbox-broken',
      `Expected the sandbox of ${agent.name} to work, found: ${ownSandbox?.detail ?? 'not probed'}.`,
      {
        fix: `Let the system create namespaces, or choose "sandbox: full" for the agent ${agent.name} in okstra.yaml.`,
      },
    );
  }
  const own = sandboxAvailable(request.ports.env);
  if (own.ok && bwrap?.works !== false) {
    const also = driver.writable?.({ ...request.ports.env, ...agent.env }, role) ?? [];
    return { kind: 'bwrap', detail: [`bubblewrap, ${sandbox}`, ...also.map((place) => `writable: ${place}`)].join('; ') };
  }
  const why = own.ok ? `${agent.name} does not start inside bubblewrap: ${bwrap?.detail}` : own.reason;
  const withheld = driver.withheld?.(sandbox);
  return withheld === undefined
    ? { kind: 'not-confined', detail: why }
    : { kind: 'own-sandbox', detail: `${withheld}; without a sandbox: ${why}` };
}
