/** What may be wrong with an agent's program, in words. */
import type { AgentConfig, AgentProblem, LoginState } from '../model/agents.ts';
import { supportedVersions } from './catalog.ts';

export type ProbeProblem = AgentProblem;

export function missing(agent: AgentConfig, name: string): ProbeProblem {
  const install = supportedVersions(agent.driver)?.install;
  const where = name.includes('/') ? '' : ' on the PATH';
  return {
    severity: 'error',
    code: 'agent-missing',
    message: `Expected the program ${name}${where} for the agent ${agent.name}, found none.`,
    fix: install ?? `Set agents.${agent.name}.command in okstra.yaml to a program that exists and may be executed.`,
  };
}

/** The first version in what a program printed. */
export function versionIn(text: string): { readonly version?: string } {
  const version = /\b(\d+\.\d+\.\d+)\b/.exec(text)?.[1];
  return version === undefined ? {} : { version };
}

/** `isTested` is absent where there is nothing to compare. */
export function versionProblems(
  agent: AgentConfig,
  version: string | undefined,
): { readonly isTested?: boolean; readonly problems: readonly ProbeProblem[] } {
  const supported = supportedVersions(agent.driver);
  if (supported === undefined) return { problems: [] };
  if (version === undefined) {
    const message = `Expected ${agent.name} --version to print a version, found none; okstra was tested with ${supported.tested}.`;
    return { problems: [{ severity: 'warning', code: 'agent-version-unknown', message }] };
  }
  if (supported.minimum !== undefined && compareVersions(version, supported.minimum) < 0) {
    const message = `Expected ${agent.name} ${supported.minimum} or newer, found ${version}.`;
    return { problems: [{ severity: 'error', code: 'agent-too-old', message, fix: supported.install }] };
  }
  const warning = (code: string, message: string): ProbeProblem => ({
    severity: 'warning',
    code,
    message,
    fix: supported.install,
  });
  const cautions = supported.cautions.filter(({ below }) => compareVersions(version, below) < 0);
  const isOlder = compareVersions(version, supported.tested) < 0;
  return {
    isTested: version === supported.tested,
    problems: [
      ...cautions.map(({ message }) => warning('agent-version-caution', message)),
      ...(isOlder ? [warning('agent-version-untested', untested(agent, version, supported.tested))] : []),
    ],
  };
}

const untested = (agent: AgentConfig, version: string, tested: string): string =>
  `Expected ${agent.name} ${tested}, with which okstra was tested, found ${version}: what keeps agents apart from each other was not tried with an older one.`;

export function loginProblems(agent: AgentConfig, login: LoginState): readonly ProbeProblem[] {
  if (login.loggedIn !== false) return [];
  const message = `${agent.name} does not look signed in. ${login.detail ?? ''}`.trim();
  return [{ severity: 'warning', code: 'agent-not-signed-in', message, ...(login.fix === undefined ? {} : { fix: login.fix }) }];
}

/** Negative when `a` is older. Both `1.2.3`. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  const index = left.findIndex((part, at) => part !== right[at]);
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
