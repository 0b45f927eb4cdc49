/** What every command gets, and what it gives back. */

export interface CliContext {
  /** Absolute folder the command works in (`--cwd`, default the current one). */
  readonly cwd: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly yes: boolean;
  /** The arguments as they were given, the command first; for a command that starts itself again. */
  readonly argv: readonly string[];
  /** Flags of the command that take the next argument as their value. */
  readonly valueFlags: ReadonlySet<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Progress, warnings: one line to stderr; nothing with `--quiet`. */
  readonly note: (line: string) => void;
}

/** Results of a command: the text for people, the document for `--json`, and the exit code of both. */
export interface CommandEnd {
  readonly exitCode: number;
  /** Without final newline; empty prints nothing. */
  readonly text: string;
  readonly document: Readonly<Record<string, unknown>>;
  /** The output was streamed already: print neither. */
  readonly streamed?: boolean;
}

export type CommandHandler = (
  context: CliContext,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
) => Promise<CommandEnd>;
