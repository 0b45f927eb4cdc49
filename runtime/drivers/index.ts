/** Interim while the drivers are being written: the command driver only. */
import { OkstraError } from '../model/failure.ts';
import type { AgentConfig, Driver, DriverName } from '../model/agents.ts';
import type { Notice } from '../model/failure.ts';
export interface ProbePorts { env: Readonly<Record<string,string|undefined>>; findProgram: (name: string) => string|undefined; programKey: (p: string) => string|undefined; cache: unknown; run: (argv: readonly string[], o: {timeoutMs: number; env: Readonly<Record<string,string|undefined>>}) => Promise<{exitCode: number|null; stdout: string; stderr: string}> }
const command: Driver = {
  name: 'command', capabilities: { roles: ['executor','verifier'], sandbox: ['read-only','workspace-write','full'], structuredOutput: 'prompt', resume: false, moneyCap: false, attests: 'declared', ownSandbox: false },
  defaultVendor: undefined,
  program: (agent) => agent.command?.[0],
  command: (c) => ({ ok: true, value: { argv: [c.program ?? '', ...(c.agent.command ?? []).slice(1)], cwd: c.cwd, stdin: c.prompt, env: { OKSTRA_ROLE: c.role, OKSTRA_AGENT: c.agent.name, OKSTRA_ATTEMPT: String(c.attempt), OKSTRA_ROUND: String(c.round), OKSTRA_TREE: c.tree, OKSTRA_ANSWER_SCHEMA: c.answerSchemaFile } } }),
  readLine: () => [],
  conclude: (r) => r.end.exitCode === 0 && !r.end.stopped ? { status: 'completed', text: r.stdout, commands: [] } : { status: 'error', text: r.stdout, commands: [], fault: { kind: 'crash', message: `exit ${r.end.exitCode} ${r.end.stderrTail}` } },
};
export function driverFor(name: DriverName): Driver { if (name === 'command') return command; throw new OkstraError({category:'usage', code:'driver-unavailable', message: `no driver ${name}`}); }
export async function probeAgent(agent: AgentConfig, p: ProbePorts): Promise<{path?: string; version?: string; problem?: Notice & {severity: 'warning'|'error'}; pidNamespace?: boolean; ownSandbox?: {works: boolean; detail: string}}> { const path = p.findProgram(agent.command?.[0] ?? ''); return path ? { path } : { problem: { severity: 'error', code: 'agent-missing', message: 'missing' } }; }
export const recordingStep = (x: unknown): unknown => x; export const stepFile = (x: {role: string; turn: number}): string => `${x.role}-${x.turn}.json`;
