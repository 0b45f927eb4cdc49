/** Rows of `okstra doctor` about agents: where each was found, its version, its login, and how it will be confined. */
import { probePorts, realPorts } from '../conductor/index.ts';
import { type EffectiveConfig, modelFailure } from '../config/index.ts';
import type { AgentProbe } from '../drivers/index.ts';
import { driverFor, probeAgent, supportedVersions } from '../drivers/index.ts';
import type { AgentConfig } from '../model/agents.ts';
import { sandboxAvailable } from '../process/index.ts';
import type { CliContext } from './context.ts';
import { callText } from './doctor-online.ts';
import type { DoctorRow } from './doctor-rows.ts';

interface Place {
  readonly config: EffectiveConfig;
  /** Top of the checkout. */
  readonly top: string;
  readonly env: CliContext['env'];
  /** Each agent is asked for one word, until this is aborted; absent: none is. */
  readonly online?: AbortSignal;
}

/** A row for each agent, and one that fails when none can be used. */
export async function agentRows(place: Place): Promise<readonly DoctorRow[]> {
  const { agents } = place.config.settings;
  const rows = await Promise.all(Object.values(agents).map((agent) => agentRow(agent, place)));
  if (rows.some(({ isUsable }) => isUsable)) return rows.map(({ row }) => row);
  return [
    ...rows.map(({ row }) => row),
    {
      name: 'agents',
      status: 'fail',
      detail: 'Expected at least one agent that this version can use, found none.',
      fix: 'Install claude, codex or gemini, such as: npm install -g @openai/codex; or put a model with a key, or any program, behind a driver in okstra.yaml; okstra demo needs none.',
    },
  ];
}

interface Seen {
  readonly row: DoctorRow;
  readonly isUsable: boolean;
}

async function agentRow(agent: AgentConfig, place: Place): Promise<Seen> {
  const name = `agent ${agent.name}`;
  const roles = rolesOf(agent.name, place.config);
  const isNamed = roles.length > 0;
  const ports = probePorts({ ...realPorts(), env: place.env }, place.top);
  const unknown = modelFailure(agent, place.config.settings.models);
  if (unknown !== undefined) {
    const row: DoctorRow = { name, status: isNamed ? 'fail' : 'warn', detail: unknown.message, ...fixOf(unknown) };
    return { row, isUsable: false };
  }
  const probe = await probeAgent(agent, ports);
  const { problem } = probe;
  if (problem?.severity === 'error') {
    const row: DoctorRow = { name, status: isNamed ? 'fail' : 'warn', detail: problem.message, ...fixOf(problem) };
    return { row, isUsable: false };
  }
  const call = place.online && (await callText(agent, probe, { env: place.env, signal: place.online }));
  const detail = [
    foundText(agent, probe),
    loginText(agent, probe),
    ...confinementText(agent, probe, place.env),
    ...(isNamed ? [roles.join(' and ')] : []),
    ...(call === undefined ? [] : [call.text]),
  ].join('; ');
  if (call?.isFailure === true) {
    return { row: { name, status: isNamed ? 'fail' : 'warn', detail, ...fixOf(call) }, isUsable: false };
  }
  if (problem !== undefined) {
    return { row: { name, status: 'warn', detail: `${detail}. ${problem.message}`, ...fixOf(problem) }, isUsable: true };
  }
  return { row: { name, status: isConfinable(agent, probe, place.env) ? 'ok' : 'warn', detail }, isUsable: true };
}

const fixOf = ({ fix }: { readonly fix?: string }): { fix?: string } => (fix === undefined ? {} : { fix });

/** Roles that the configuration gives it by name. */
function rolesOf(name: string, { settings }: EffectiveConfig): readonly string[] {
  const isIt = (ref: string | undefined): boolean => ref?.split(':')[0] === name;
  return [
    ...(isIt(settings.roles.executor) ? ['executor'] : []),
    ...(settings.roles.verifiers?.some(isIt) === true ? ['verifier'] : []),
  ];
}

function foundText(agent: AgentConfig, { path, version, isTested }: AgentProbe): string {
  if (path === undefined) {
    const asked = driverFor(agent.driver).place?.(agent);
    return asked === undefined
      ? `driver ${agent.driver}, no program needed`
      : `driver ${agent.driver}, ${agent.model} at ${asked}`;
  }
  if (version === undefined) return path;
  const tested = supportedVersions(agent.driver);
  if (tested === undefined || isTested === undefined) return `${path}, version ${version}`;
  return `${path}, version ${version} (${isTested ? 'tested' : `not tested; ${tested.tested} is`})`;
}

function loginText(agent: AgentConfig, { loggedIn }: AgentProbe): string {
  const { keyVariables } = driverFor(agent.driver);
  if (keyVariables !== undefined) {
    const names = keyVariables(agent);
    return names.length === 0 ? 'asked without a key' : `key in ${names.join(', ')}`;
  }
  if (loggedIn === 'unknown') return 'login not known';
  return loggedIn ? 'signed in, as far as its files tell' : 'not signed in';
}

type Held = Pick<AgentProbe, 'ownSandbox' | 'bwrap'>;

function isConfinable(agent: AgentConfig, held: Held, env: CliContext['env']): boolean {
  if (agent.sandbox === 'full') return false;
  const driver = driverFor(agent.driver);
  if (driver.confines !== undefined) return sandboxAvailable(env).ok;
  return driver.capabilities.ownSandbox
    ? held.ownSandbox?.works === true
    : agent.driver === 'replay' || (sandboxAvailable(env).ok && held.bwrap?.works !== false);
}

function confinementText(agent: AgentConfig, { ownSandbox, bwrap }: Held, env: CliContext['env']): readonly string[] {
  const driver = driverFor(agent.driver);
  if (driver.confines !== undefined) {
    const around = sandboxAvailable(env);
    const level = agent.sandbox === 'full' ? 'full' : 'workspace-write';
    const { kind, detail } = driver.confines('executor', level, { works: around.ok, detail: around.ok ? '' : around.reason });
    return [`${kind === 'not-confined' ? 'not confined' : 'confined'} as executor: ${detail}`];
  }
  if (agent.sandbox === 'full') return ['not confined: "sandbox: full" was configured'];
  if (driver.capabilities.ownSandbox) {
    return [
      ownSandbox?.works === true
        ? `confined by its own sandbox (${ownSandbox.detail})`
        : `its sandbox cannot be used: ${ownSandbox?.detail ?? 'it was not tried'}`,
    ];
  }
  const own = sandboxAvailable(env);
  if (own.ok && bwrap?.works !== false) {
    const also = driver.writable?.({ ...env, ...agent.env }, 'executor') ?? [];
    return [`confined by bubblewrap${bwrap === undefined ? '' : ', tried'}`, ...also.map((place) => `writable: ${place}`)];
  }
  const why = own.ok ? `it does not start inside bubblewrap (${bwrap?.detail})` : own.reason;
  const withheld = driver.withheld?.('workspace-write');
  return [withheld === undefined ? `not confined: ${why}` : `not in a sandbox: ${why}; as executor ${withheld}`];
}
