/** What the declarations of commands share. */
import type { Command } from 'commander';
import { Option } from 'commander';
import type { CommandHandler } from '../context.ts';

/** Adds a command with its help; what it does is loaded only when it runs. */
export type Add = (
  parent: Command,
  spec: string,
  description: string,
  load: () => Promise<CommandHandler>,
  ...help: readonly string[]
) => Command;

export const examples = (...lines: readonly string[]): string =>
  `\nExample${lines.length > 1 ? 's' : ''}:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;

export function group(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).helpCommand(false);
}

export const choice = (flags: string, description: string, values: readonly string[]): Option =>
  new Option(flags, description).choices(values);

/** Named here and not read from the renderers: those are loaded when a report is rendered. */
export const formatOption = (description: string): Option =>
  new Option('--format <format>', description).choices(['md', 'sarif', 'junit']).default('md');
