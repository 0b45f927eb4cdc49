/** Agents, roles and what passes between a driver and the conductor. */
import type { Failure } from './failure.ts';
import type { Price } from './money.ts';

export type Role = 'executor' | 'verifier' | 'analyst' | 'report-writer';
/** Whether a role looks at what an executor wrote: nothing of that may steer its program. */
export const readsCandidate = (role: Role): boolean => role === 'verifier' || role === 'report-writer';

export type SandboxLevel = 'read-only' | 'workspace-write' | 'full';
export type DriverName =
  | 'command'
  | 'replay'
  | 'codex-cli'
  | 'claude-cli'
  | 'gemini-cli'
  | 'anthropic-api'
  | 'openai-api'
  | 'gemini-api';

/** What a driver can say about the model behind an answer. A requested name is never shown as served. */
export type Attestation = 'served' | 'requested' | 'declared';

/** A configured model behind a driver. */
export interface AgentConfig {
  readonly name: string;
  readonly driver: DriverName;
  /** Who is behind it, for counting independent vendors. */
  readonly vendor: string;
  readonly model?: string;
  readonly effort?: string;
  /** Most turns of one dispatch, where the CLI counts them. Absent: none but okstra's clocks; of an API agent 500. */
  readonly maxTurns?: number;
  /** Most money of one dispatch in US dollars, where the CLI counts it; of an API agent where there is a price. */
  readonly maxBudgetUsd?: number;
  /** API drivers: where the API is. Absent: the vendor's own address. */
  readonly baseUrl?: string;
  /** API drivers: the variable that holds the key. Absent: the vendor's usual one, and none at another address. */
  readonly keyEnv?: string;
  /** `openai-api`: which of the two forms is spoken. Default `responses`. */
  readonly wire?: 'responses' | 'chat';
  /** API drivers: 0 to 2. Absent: the model's default. */
  readonly temperature?: number;
  /** API drivers: most tokens of one answer of the model. */
  readonly maxTokens?: number;
  /** API drivers: wall clock of one model call, milliseconds. Default 10 minutes. */
  readonly requestTimeoutMs?: number;
  /** API drivers: `schema` hands the form of the answer to the API; `prompt` only asks for it in words. Default `schema`. */
  readonly answerForm?: 'schema' | 'prompt';
  /** `command`: program and arguments. CLI drivers: replaces the program's name (default: the CLI's own). `replay`: absent. */
  readonly command?: readonly string[];
  /** `command` driver: how the prompt is handed over. Default `stdin`. */
  readonly prompt?: 'stdin' | 'arg' | 'file';
  /** The user's own choice of a wider level; absent: the narrowest that fits the role. */
  readonly sandbox?: SandboxLevel;
  /** `replay` driver: folder of the recording. */
  readonly recording?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** How a seat is confined, as plan, doctor and report name it. */
export type Confinement =
  | { readonly kind: 'own-sandbox'; readonly detail: string } // the CLI's own: probed, or by withholding tools
  | { readonly kind: 'bwrap'; readonly detail: string }
  | { readonly kind: 'not-confined'; readonly detail: string }; // detail: why

/** An agent in a role of one run. */
export interface Seat {
  /** Unique in a run: `executor`, or `verifier:<agent>` (`#2` appended for a second seat of one agent). */
  readonly id: string;
  readonly role: Role;
  readonly agent: AgentConfig;
  readonly sandbox: SandboxLevel;
  readonly confinement: Confinement;
  /** Absolute path of the program, its version as it prints it; absent for agents without a program. */
  readonly program?: { readonly path: string; readonly version?: string };
  /** Of an agent that okstra asks itself. */
  readonly asked?: Asked;
  /** Whether the program was seen to work inside a PID namespace here. */
  readonly pidNamespace: boolean;
}

/** Where what an agent is asked goes, and with it content of the repository. */
export interface Asked {
  /** Address and wire, in words. */
  readonly place: string;
  /** Variable that holds the key; null: asked without one. */
  readonly keyVariable: string | null;
}

/** Tokens of one dispatch, never cumulative over a session. Absent: the agent did not say. */
export interface Usage {
  readonly inputTokens?: number;
  readonly cachedInputTokens?: number;
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  readonly costUsd?: number;
}

export type FaultKind =
  | 'auth' // 401, 403, no login
  | 'model' // 400, 404, model not served
  | 'refusal'
  | 'context-overflow'
  | 'quota' // 429 or a quota with a known end
  | 'overloaded' // 5xx, 529
  | 'network'
  | 'stream' // cut or malformed
  | 'crash' // exit code or signal of its own, no result
  | 'silence'
  | 'wall-clock'
  | 'output-cap'
  | 'budget' // the budget of the run did not last for it
  | 'loop' // it made the same call again and again
  | 'prompt-too-large'
  | 'cancelled' // stopped by okstra on request
  | 'recording' // nothing is recorded for what is asked
  | 'unstartable'; // the program could not be started

export interface Fault {
  readonly kind: FaultKind;
  readonly message: string;
  readonly fix?: string;
  /** ISO time at which a quota resets, when the agent said so. */
  readonly retryAt?: string;
}

/** Faults after which one more dispatch is worth it; the others end the seat's turn at once. */
export const RETRYABLE: ReadonlySet<FaultKind> = new Set(['overloaded', 'network', 'stream', 'crash', 'silence', 'wall-clock']);

/** What a line of an agent's stream says, in one vocabulary for all drivers. */
export type DriverEvent =
  | { readonly type: 'session'; readonly id: string }
  | { readonly type: 'model'; readonly model: string; readonly attestation: Attestation }
  | { readonly type: 'message'; readonly text: string } // a whole message, not a delta
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'tool-started'; readonly id: string; readonly tool: string; readonly detail: string }
  | {
      readonly type: 'tool-finished';
      readonly id: string;
      readonly tool: string;
      readonly detail: string;
      readonly exitCode?: number;
      /** Why the call failed or was refused, in the agent's words, cut. Absent: it did not, or the exit code says all there is. */
      readonly error?: string;
    }
  | { readonly type: 'file-change'; readonly path: string; readonly change: 'add' | 'update' | 'delete' }
  | { readonly type: 'usage'; readonly usage: Usage; readonly cumulative: boolean }
  /** Tokens of one model call, as far as they are told while the turn goes on; what is told later of the same call replaces it, key by key. For
   *  whoever watches: the accounts are made from `usage` alone. */
  | { readonly type: 'progress'; readonly id: string; readonly call: Usage }
  /** The model is asked, after `afterMs`; until it answers, `run.firstResponse` runs. */
  | { readonly type: 'model-asked'; readonly afterMs?: number }
  | { readonly type: 'model-answers' }
  | { readonly type: 'structured'; readonly value: unknown }
  | { readonly type: 'error'; readonly fault: Fault; readonly final: boolean } // final false: the CLI retries by itself
  /** Something that whoever reads the report has to know, and that is no fault. */
  | { readonly type: 'notice'; readonly code: string; readonly message: string }
  | { readonly type: 'turn-finished' }
  | { readonly type: 'other' }; // an event of that CLI that carries nothing we use

export interface DispatchContext {
  readonly runId: string;
  readonly role: Role;
  readonly agent: AgentConfig;
  readonly sandbox: SandboxLevel;
  readonly attempt: number;
  readonly round: number;
  /** Which dispatch of this seat in the attempt, from 1: a repair turn or a second try counts on, an interrupted dispatch does not. Default 1. */
  readonly turn?: number;
  /** From 2, for another seat of the same agent in the same role. */
  readonly seatNumber?: number;
  /** Working folder: the worktree (executor) or the verifier's repository. */
  readonly cwd: string;
  /** Tree hash the agent is given. */
  readonly tree: string;
  readonly prompt: string;
  /** Absolute path of the prompt's file; it exists before dispatch, for an agent whose prompt is handed over as one (`prompt: file`). */
  readonly promptFile: string;
  /** Absolute path of the (strict) JSON Schema of the expected answer; absent for free text. */
  readonly answerSchemaFile?: string;
  /** The same schema as JSON text, for CLIs that take it on the command line. */
  readonly answerSchema?: string;
  /** Whether okstra's own sandbox is around the process: then a CLI need not keep its shell from writing elsewhere. */
  readonly confined?: boolean;
  /** Absolute path where a CLI may leave its last message. */
  readonly lastMessageFile: string;
  /** A folder of this dispatch's own for TMPDIR; outside the worktree. */
  readonly privateTmp: string;
  /** Most US dollars of this dispatch, as the budget of the run has reserved them. Absent: no budget in money, or the agent's cost is not known. */
  readonly reservedUsd?: number;
  /** What the session that is continued has cost so far, for CLIs that count money over a session. */
  readonly sessionUsd?: number;
  /** What the model's tokens cost, where it is known. */
  readonly price?: Price;
  /** What is around the commands that an API agent's model asks for, as the plan of the run says. Absent: nothing. */
  readonly commandSandbox?: 'bwrap' | 'none';
  /** Continue this session of the agent, where the driver can. */
  readonly resumeSession?: string;
  /** Absolute path of the program (from the seat). */
  readonly program?: string;
  /** okstra's environment, for drivers that look at it (CODEX_HOME and the like). */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A process to start; a value, so that the command line of a driver can be tested without starting anything. */
export interface Command {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  /** Laid over okstra's own environment; undefined removes a variable. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Text for stdin; it is closed after it. Empty: closed at once. */
  readonly stdin: string;
  /** Where the last message will lie, when the CLI writes one. */
  readonly lastMessageFile?: string;
  /** Written before the start: settings and policies of this dispatch alone. Absolute paths below its private TMPDIR. */
  readonly files?: readonly { readonly path: string; readonly content: string }[];
}

export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why okstra stopped it, when it did. */
  readonly stopped?: 'silence' | 'no-response' | 'wall-clock' | 'output-cap' | 'budget' | 'cancelled';
  /** Last 4 KB of stderr, redacted. */
  readonly stderrTail: string;
  /** ISO time of the end; messages such as "try again in 20 minutes" count from here. */
  readonly endedAt?: string;
}

/** All that a driver looks at when it decides how a dispatch ended. */
export interface DispatchRecord {
  /** What decides of them: `keepEvents`. */
  readonly events: readonly DriverEvent[];
  /**
   * The agent's stdout as text, redacted, its beginning and its end; what `command` agents answer with. Empty for an agent that spoke in events,
   * unless it answers on stdout.
   */
  readonly stdout: string;
  readonly lastMessage?: string;
  readonly end: ProcessEnd;
  readonly structuredExpected: boolean;
}

export interface DispatchResult {
  readonly status: 'completed' | 'error' | 'timeout' | 'not-run';
  /** The final text; empty when there is none. */
  readonly text: string;
  /** The CLI's structured output, unvalidated. */
  readonly structured?: unknown;
  readonly sessionId?: string;
  readonly usage?: Usage;
  readonly model?: { readonly name: string; readonly attestation: Attestation };
  readonly fault?: Fault;
  /** Commands that the agent ran, as its stream shows them. */
  readonly commands: readonly { readonly cmd: string; readonly exitCode?: number }[];
}

export interface DriverCapabilities {
  readonly roles: readonly Role[];
  readonly sandbox: readonly SandboxLevel[];
  /** How answers get their form: handed to the CLI as a file or as text, or asked for in the prompt only. */
  readonly structuredOutput: 'schema-file' | 'schema' | 'prompt';
  readonly resume: boolean;
  /** From when on a session can be continued: its start (default), or the model's first answer, before which nothing is kept of it. */
  readonly sessionKeptFrom?: 'start' | 'answer';
  readonly moneyCap: boolean;
  /** When it tells how many tokens it used: call by call, at its end only, or never. */
  readonly tellsUsage: 'by-call' | 'at-end' | 'never';
  /** Whether its answer is what it prints, events or not. Absent: its answer comes in events, and text only where it tells none. */
  readonly answersOnStdout?: boolean;
  readonly attests: Attestation;
  /** Whether the CLI has a sandbox of its own (probed before it is relied on). */
  readonly ownSandbox: boolean;
  /** Longest prompt the CLI takes, in characters. Absent: no limit known. */
  readonly maxPromptChars?: number;
}

/** A folder that a program keeps both its login and its configuration in, so that it cannot be held by what may be written there alone. */
export interface MixedFolder {
  /** Absolute. */
  readonly folder: string;
  /** Whether an entry of it is state that the program has to renew; every other one is configuration. */
  isState(name: string): boolean;
  /** Entries that steer later sessions, and that nobody may add either: where one is missing, a stand-in without content lies meanwhile. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Such entries that even without content would mean something; one that is added is told. */
  readonly watched: readonly string[];
}

export interface LoginState {
  readonly loggedIn: boolean | 'unknown';
  /** What is missing, as a sentence. */
  readonly detail?: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** What may be wrong with an agent, before it is asked. `error`: it cannot run. */
export interface AgentProblem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
}

/**
 * The code that talks to one kind of agent. A driver starts nothing and writes nothing: it turns a context into a command line,
 * lines into events, and a record into a result.
 */
export interface Driver {
  readonly name: DriverName;
  readonly capabilities: DriverCapabilities;
  /** Vendor when the agent's configuration names none. */
  readonly defaultVendor: string | undefined;
  /** The program to look for; undefined when the driver needs none. */
  program(agent: AgentConfig): string | undefined;
  /** Whether the program has what it needs to sign in, as far as files and variables tell. Nobody is asked. Absent: not known. */
  login?(env: Readonly<Record<string, string | undefined>>, agent?: AgentConfig): LoginState;
  /** What is missing or wrong in the configuration of an agent without a program, as far as it and the variables tell. */
  problems?(agent: AgentConfig, env: Readonly<Record<string, string | undefined>>): readonly AgentProblem[];
  /** Variables whose values are secrets, whatever their names say. */
  readonly keyVariables?: (agent: AgentConfig) => readonly string[];
  /** Where an agent without a program is asked, in words. */
  place?(agent: AgentConfig): string;
  /** Host that it is asked at, where that is neither the vendor's own nor this machine. */
  elsewhere?(agent: AgentConfig): string | undefined;
  /** How it confines its model by itself; then okstra's sandbox is not put around the program. Absent: it does not. */
  confines?(role: Role, sandbox: SandboxLevel, bwrap: { readonly works: boolean; readonly detail: string }): Confinement;
  /** What the CLI keeps its model from doing by withholding tools, where no sandbox is around it; undefined: nothing. */
  withheld?(sandbox: SandboxLevel): string | undefined;
  /** Command with which a person goes on with a session in the folder of the dispatch. */
  resumeHint?(session: string): string;
  /** Files and folders of its own that the program writes to (login, sessions): writable inside okstra's sandbox. Absolute. */
  ownFolders?(env: Readonly<Record<string, string | undefined>>): readonly string[];
  /** The one of `ownFolders` that also holds configuration: what of it steers later sessions is held read-only. */
  mixedFolder?(env: Readonly<Record<string, string | undefined>>): MixedFolder | undefined;
  /** Places outside the working folder that it can still write to inside okstra's sandbox, in words. */
  writable?(env: Readonly<Record<string, string | undefined>>, role: Role): readonly string[];
  /** Variables under which the program tells its version without leaving anything with the user. `tmp`: a folder that is removed. */
  probeEnv?(tmp: string): Readonly<Record<string, string>>;
  /** Writes and starts nothing; may read the configuration of the CLI. Problems that only the context shows (a prompt over the CLI's limit) come back as failures. */
  command(
    context: DispatchContext,
  ): { readonly ok: true; readonly value: Command } | { readonly ok: false; readonly failure: Failure };
  /** Events in one line of stdout; `[]` for a line that is not an event of this CLI. Pure, never throws. */
  readLine(line: string): readonly DriverEvent[];
  /** Events in one line of stderr, for a CLI whose log tells what its stream does not. Pure, never throws. */
  readLogLine?(line: string): readonly DriverEvent[];
  /** Decides how a dispatch ended. Pure. `before`: usage of the session so far, when it was continued. */
  conclude(record: DispatchRecord, context: DispatchContext, before?: Usage): DispatchResult;
}
