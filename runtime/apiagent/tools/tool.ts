/** What a tool is, and what it is given. */

import type { ToolSpec } from '../conversation.ts';
import type { Say } from '../say.ts';

export interface ToolContext {
  /** Real path of the working folder. */
  readonly top: string;
  /** Working folder of commands' TMPDIR; outside of `top`. */
  readonly privateTmp: string;
  /** okstra's environment as this program got it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Variables that commands must not see, whatever they are called. */
  readonly secretNames: readonly string[];
  readonly runId: string;
  /** Around commands that the model asks for. */
  readonly commandSandbox: 'bwrap' | 'none';
  readonly say: Say;
}

export interface ToolEnd {
  readonly text: string;
  /** What tells whether two calls had the same result, where the text holds something that never is the same. Absent: the text. */
  readonly compared?: string;
  readonly isError?: boolean;
  /** Of a command that ran to its end. */
  readonly exitCode?: number;
}

export type ToolInput = Readonly<Record<string, unknown>>;

export interface Tool extends ToolSpec {
  /** As the stream calls it; `shell` for commands. */
  readonly shownAs: string;
  /** What a call does, in one line, for whoever watches. */
  detail(input: ToolInput): string;
  run(input: ToolInput, context: ToolContext): Promise<ToolEnd>;
}

export const problem = (text: string): ToolEnd => ({ text, isError: true });

/** Characters of one result. */
export const MOST_CHARS = 48_000;

export function textOf(input: ToolInput, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

/** Numbers that models write as text count too. */
export function numberOf(input: ToolInput, name: string): number | undefined {
  const value = typeof input[name] === 'string' ? Number(input[name]) : input[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export const pathInput = (description: string) => ({ type: 'string', description });

/** JSON Schema of an input. */
export const inputOf = (properties: Readonly<Record<string, unknown>>, required: readonly string[] = []): ToolSpec['input'] => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
