/** Shell completion: the script of a shell, and the answers to what it asks while somebody types. */

import type { Command as TabCommand } from '@bomb.sh/tab';
import { RootCommand, script } from '@bomb.sh/tab';
import type { Argument, Command, Option } from 'commander';
import { nearest } from '../config/nearest.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { CliContext, CommandHandler } from './context.ts';
import { readStatus } from './inspect-status.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export const completion: CommandHandler = async (_context, [shell = '']) => {
  if (!SHELLS.some((known) => known === shell)) {
    const meant = nearest(shell, SHELLS);
    throw fail('usage', 'shell-unknown', `Expected one of ${SHELLS.join(', ')}, found "${shell}".`, {
      fix: `okstra completion ${meant ?? 'bash'}`,
    });
  }
  const text = printed(() => script(shell, 'okstra', 'okstra'));
  return { exitCode: 0, text, document: { ok: true, shell, script: text } };
};

/** What the script calls: the words typed so far, the last one perhaps empty. Prints `word<TAB>description` lines and a directive. */
export const suggestionsOf =
  (program: Command): CommandHandler =>
  async (context, words) => {
    const root = await tree(program, context);
    const text = printed(() => root.parse([...words]));
    return { exitCode: 0, text, document: { ok: true, words, suggestions: text.split('\n').slice(0, -1) } };
  };

/** The package prints by itself; here printing is for the caller. */
function printed(act: () => void): string {
  const lines: string[] = [];
  const log = globalThis.console.log.bind(globalThis.console);
  globalThis.console.log = (...parts: readonly unknown[]) => void lines.push(parts.join(' '));
  try {
    act();
  } finally {
    globalThis.console.log = log;
  }
  return lines.join('\n');
}

async function tree(program: Command, context: CliContext): Promise<RootCommand> {
  const root = new RootCommand();
  const ids = await itemIds(context);
  describe(root, program, ids);
  const add = (parent: Command, path: readonly string[]): void => {
    for (const command of parent.createHelp().visibleCommands(parent)) {
      const words = [...path, command.name()];
      describe(root.command(words.join(' '), command.description()), command, ids);
      add(command, words);
    }
  };
  add(program, []);
  return root;
}

function describe(target: TabCommand, command: Command, ids: readonly string[]): void {
  for (const option of command.createHelp().visibleOptions(command)) {
    const long = option.long?.replace(/^--/, '');
    if (long === undefined) continue;
    const values = valuesOf(option);
    const short = option.short?.replace(/^-/, '');
    if (values === undefined) target.option(long, option.description, short);
    else target.option(long, option.description, (complete) => values.forEach((value) => complete(value, '')), short);
  }
  for (const argument of command.registeredArguments) {
    const values = argumentValues(argument, ids);
    target.argument(argument.name(), (complete) => values.forEach((value) => complete(value, '')), argument.variadic);
  }
}

/** undefined: the flag takes none. */
const valuesOf = (option: Option): readonly string[] | undefined =>
  option.required || option.optional ? (option.argChoices ?? []) : undefined;

const ITEM_ARGUMENTS: ReadonlySet<string> = new Set(['ref', 'item']);

function argumentValues(argument: Argument, ids: readonly string[]): readonly string[] {
  if (argument.name() === 'shell') return SHELLS;
  return argument.argChoices ?? (ITEM_ARGUMENTS.has(argument.name()) ? ids : []);
}

/** Nobody sees errors while typing; then there are no ids to offer. */
async function itemIds(context: CliContext): Promise<readonly string[]> {
  try {
    const { overview, others } = await readStatus(context);
    return [...overview.items, ...others.flatMap((other) => other.overview.items)].map(({ id }) => id);
  } catch (error) {
    if (error instanceof OkstraError) return [];
    throw error;
  }
}
