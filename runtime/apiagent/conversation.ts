/** A conversation with a model in words that fit every wire, and what a wire is. */
import type { Usage } from '../model/agents.ts';

/** A tool as models are told of it. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its input. */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text, as the model wrote it. */
  readonly input: string;
}

export interface ToolResult {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly isError: boolean;
}

export type Entry =
  | { readonly who: 'user'; readonly text: string }
  /** `native`: the answer in the wire's own form, handed back as it came, because signatures and reasoning lie in it. */
  | { readonly who: 'model'; readonly text: string; readonly calls: readonly ToolCall[]; readonly native: unknown }
  | { readonly who: 'tools'; readonly results: readonly ToolResult[]; readonly note?: string };

export interface Asked {
  readonly system: string;
  readonly entries: readonly Entry[];
  readonly tools: readonly ToolSpec[];
  /** JSON Schema of the last answer. Absent: none is handed to the API. */
  readonly schema?: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  /** Why it ended: with its answer, for tools, at the limit on tokens, because the model or a filter would not, or the window was full. */
  readonly stop: 'end' | 'calls' | 'length' | 'refusal' | 'overflow';
  /** The model's own words on a refusal. */
  readonly said?: string;
  readonly usage?: Usage;
  /** The model that the API names as the one that answered. */
  readonly model?: string;
  readonly native: unknown;
}

/** Told while an answer comes. */
export interface Heard {
  readonly begun: () => void;
  readonly text: (part: string) => void;
  /** Something came that is no text. */
  readonly alive: () => void;
}

export interface Wire {
  /** Asks once; the SDK does not try again. @throws what the SDK throws, or a `WireError` */
  ask(asked: Asked, heard: Heard, signal: AbortSignal): Promise<Answer>;
}

/** An error that a wire found in an answer, where the SDK throws none. */
export class WireError extends Error {
  readonly code: string | undefined;
  readonly kind: 'stream' | 'api';
  constructor(kind: 'stream' | 'api', message: string, code?: string) {
    super(message);
    this.name = 'WireError';
    this.kind = kind;
    this.code = code;
  }
}

/** The input of a call as an object; a sentence for the model when it is none. */
export function readInput(text: string): { ok: true; value: Readonly<Record<string, unknown>> } | { ok: false; problem: string } {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { ok: true, value: value as Record<string, unknown> };
    return { ok: false, problem: 'Expected a JSON object as input, found something else.' };
  } catch (error) {
    return { ok: false, problem: `Expected JSON as input, found text that is none: ${(error as Error).message}` };
  }
}
