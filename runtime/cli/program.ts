/** All commands with their flags, help and examples. What they do is loaded only when they run. */
import { Command } from 'commander';
import { demo, doctor, init } from './commands/beginning.ts';
import { completion, config, report, validate } from './commands/files.ts';
import { followups } from './commands/followups.ts';
import { frd } from './commands/frd.ts';
import { gc } from './commands/gc.ts';
import { inspect } from './commands/inspect.ts';
import { install, uninstall, update } from './commands/install.ts';
import { prompts } from './commands/prompts.ts';
import { discard, land, resume, review, run, stop } from './commands/runs.ts';
import type { Add } from './commands/shared.ts';
import { examples } from './commands/shared.ts';
import { answer, tasks, work } from './commands/tasks.ts';
import type { CommandHandler } from './context.ts';

export type Invoke = (load: () => Promise<CommandHandler>, args: readonly string[], command: Command) => Promise<void>;

/** Commands and what defines them, in the order of the help. */
const COMMANDS: Readonly<Record<string, (program: Command, add: Add) => void>> = {
  demo,
  init,
  doctor,
  install,
  update,
  uninstall,
  run,
  work,
  review,
  resume,
  stop,
  discard,
  land,
  inspect,
  frd,
  tasks,
  answer,
  followups,
  gc,
  prompts,
  validate,
  report,
  config,
  completion,
};

/**
 * @param invoke runs a handler with the parsed arguments; the program itself does nothing
 * @param argv what will be parsed: when it begins with a command, the others are left out, which saves a tenth of the start
 */
export function buildProgram(version: string, invoke: Invoke, argv: readonly string[] = []): Command {
  const program = new Command('okstra')
    .description('Turns coding agents into an implementation pipeline whose results can be trusted.')
    .version(version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show the help of a command, as in: help inspect logs')
    .showHelpAfterError(false)
    // The same text on every terminal: the help of the whole is printed without a look at its width.
    .configureOutput({ getOutHelpWidth: () => HELP_WIDTH })
    .addHelpText('after', examples('okstra demo', 'okstra run --exec spec-01-hello', 'okstra inspect status'))
    .addHelpText('after', EXIT_CODES);
  const add = (
    parent: Command,
    spec: string,
    description: string,
    load: () => Promise<CommandHandler>,
    ...help: readonly string[]
  ): Command =>
    common(
      parent
        .command(spec)
        .description(description)
        .addHelpText('after', examples(...help)),
    ).action(async (...given: unknown[]): Promise<void> => {
      const command = given.at(-1) as Command;
      await invoke(load, command.args, command);
    });

  common(program).action(async (...given: unknown[]) => {
    await invoke(async () => (await import('./overview.ts')).overviewOf(program), [], given.at(-1) as Command);
  });

  const [first = ''] = argv;
  // Completion tells about all of them.
  const only = Object.hasOwn(COMMANDS, first) && first !== 'completion' ? first : undefined;
  for (const [name, define] of Object.entries(COMMANDS)) {
    if (only === undefined || only === name) define(program, add);
  }
  // What the scripts of `completion` call.
  program
    .command('complete [words...]', { hidden: true })
    .action(async (words: string[], _options: unknown, command: Command) => {
      await invoke(async () => (await import('./completion.ts')).suggestionsOf(program), words, command);
    });
  return program;
}

/** Flags that every command has. */
function common(command: Command): Command {
  return command
    .option('--json', 'one JSON document on stdout, on failure too')
    .option('--yes', 'take the default of every question')
    .option('--quiet', 'no progress on stderr')
    .option('--cwd <folder>', 'work as if started there');
}

/** Columns. */
const HELP_WIDTH = 80;

const EXIT_CODES = `Exit codes:
  0 accepted / fine   1 ran but not accepted   2 usage or configuration   3 blocked, held or waiting
  4 contract violated   5 an agent or the system failed   130 interrupted
`;
