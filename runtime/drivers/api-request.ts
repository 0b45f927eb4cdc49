/** What the program of an API agent is told on its stdin, as one JSON document. Never the key: that stays in the environment. */
import type { Role, SandboxLevel } from '../model/agents.ts';
import type { Price } from '../model/money.ts';

/** The forms in which models are asked: Anthropic Messages, OpenAI Responses, OpenAI Chat Completions. */
export type Wire = 'messages' | 'responses' | 'chat';

export interface ApiRequest {
  readonly version: 1;
  /** Name of the agent in the configuration, for messages. */
  readonly agent: string;
  readonly role: Role;
  readonly wire: Wire;
  readonly baseUrl: string;
  /** Whether it is the vendor's own address, where every option of the wire is known. */
  readonly isOwnUrl: boolean;
  /** Variable that holds the key. Absent: the API is asked without one. */
  readonly keyEnv?: string;
  readonly model: string;
  readonly effort?: string;
  readonly temperature?: number;
  /** Most tokens of one answer. Absent: the wire's default. */
  readonly maxTokens?: number;
  /** Wall clock of one model call. */
  readonly requestMs: number;
  /** Most model calls of the dispatch. */
  readonly maxTurns: number;
  /** Most US dollars of the dispatch, and the price they are counted with. */
  readonly money?: { readonly maxUsd: number; readonly price: Price };
  readonly prompt: string;
  /** JSON Schema of the answer, for APIs that take one. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** `review`: may be asked in parts, by file, whose answers are merged. */
  readonly answer: 'text' | 'review' | 'positions';
  readonly tree: string;
  readonly sandbox: SandboxLevel;
  /** Around commands. `none`: there is none that works here, or the user chose so. */
  readonly commandSandbox: 'bwrap' | 'none';
  /** Names of models that may be meant, when the API has none of this name. */
  readonly known: readonly string[];
  readonly privateTmp: string;
}
