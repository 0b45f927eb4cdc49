/** The command line: parse, load the one command, print its end. Results go to stdout, everything else to stderr. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { nearest } from '../config/nearest.ts';
import type { Failure } from '../model/failure.ts';
import { EXIT_CODES, fail, OkstraError } from '../model/failure.ts';
import { safeWithColours } from '../ui/safe-text.ts';
import { commandWords, isLight } from './command-words.ts';
import type { CliContext, CommandEnd, CommandHandler } from './context.ts';
import { failureDocument, failureText } from './failure-text.ts';
import type { Output } from './output.ts';
import { directOutput, listenToStreams, mayBeTerminal, takeLost } from './output.ts';
import { buildProgram } from './program.ts';

/** Runs okstra with the arguments after the program's name; resolves to the exit code. Prints, never throws. */
export async function main(given: readonly string[], output: Output = directOutput): Promise<number> {
  const argv = withHelpLast(given);
  // The others also write to the streams themselves.
  if (!isLight(argv)) listenToStreams();
  let exitCode = 0;
  const wantsJson = argv.includes('--json');
  const program = buildProgram(
    packageJson.version,
    async (load, args, command) => {
      exitCode = await invoke({ load, args, command, output, argv });
    },
    argv,
  );
  quietErrors(program, output);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // help or version was asked for
    const commands = program.commands.map((command) => command.name());
    return printFailure(
      error instanceof CommanderError ? usageFailure(error, argv, commands) : failureOfThrown(error),
      wantsJson,
      output,
    );
  }
  const lost = takeLost();
  return lost === undefined || exitCode !== 0 ? exitCode : printFailure(lost, false, output);
}

/** The help command knows one word; `help inspect logs` is what `inspect logs --help` is. */
function withHelpLast(argv: readonly string[]): readonly string[] {
  const [first, ...words] = commandWords(argv);
  return first === 'help' && words.length > 1 ? [...words, '--help'] : argv;
}

interface Invocation {
  readonly load: () => Promise<CommandHandler>;
  readonly args: readonly string[];
  readonly command: Command;
  readonly output: Output;
  readonly argv: readonly string[];
}

async function invoke({ load, args, command, output, argv }: Invocation): Promise<number> {
  const options = command.optsWithGlobals<Record<string, unknown>>();
  const context = contextOf(options, { output, argv, command });
  const handler = await load();
  return printEnd(await handler(context, args, options), context, output);
}

function contextOf(
  options: Readonly<Record<string, unknown>>,
  { output, argv, command }: Pick<Invocation, 'output' | 'argv' | 'command'>,
): CliContext {
  const isQuiet = options['quiet'] === true;
  return {
    cwd: resolve(typeof options['cwd'] === 'string' ? options['cwd'] : '.'),
    json: options['json'] === true,
    quiet: isQuiet,
    yes: options['yes'] === true,
    argv,
    valueFlags: valueFlagsOf(command),
    env: process.env,
    note: (line) => {
      if (!isQuiet) output.err(`${line}\n`);
    },
  };
}

function valueFlagsOf(command: Command): ReadonlySet<string> {
  const own = command.options.filter(({ required }) => required).flatMap(({ long, short }) => [long ?? [], short ?? []].flat());
  return new Set([...own, ...(command.parent === null ? [] : valueFlagsOf(command.parent))]);
}

function printEnd(end: CommandEnd, context: CliContext, { out }: Output): number {
  if (end.streamed) return end.exitCode;
  if (context.json) out(`${JSON.stringify({ ok: end.exitCode === 0, exitCode: end.exitCode, ...end.document }, null, 2)}\n`);
  else if (end.text !== '') out(`${mayBeTerminal() ? safeWithColours(end.text) : end.text}\n`);
  return end.exitCode;
}

/** A message may repeat what a program said, and a program may say a secret. */
async function printFailure(thrown: Failure, json: boolean, { out, err }: Output): Promise<number> {
  const { withoutSecrets } = await import('./without-secrets.ts');
  const failure = withoutSecrets(thrown);
  const exitCode = EXIT_CODES[failure.category];
  if (json) out(`${JSON.stringify(failureDocument(failure), null, 2)}\n`);
  err(`${failureText(failure)}\n`);
  return exitCode;
}

/** commander prints and exits by itself; here it throws, and the words are ours: what was found, and a fix. */
function quietErrors(command: Command, output: Output): void {
  command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: output.out });
  for (const child of command.commands) quietErrors(child, output);
}

function usageFailure(error: CommanderError, argv: readonly string[], commands: readonly string[]): Failure {
  const [first] = commandWords(argv);
  const { code } = error;
  // okstra without a command is one too, so the parser takes a mistyped command for its argument.
  const isForNone = code === 'commander.excessArguments' || code === 'commander.unknownOption';
  if (isForNone && first !== undefined && !commands.includes(first)) {
    const meant = nearest(first, commands);
    const corrected = argv.map((word) => (word === first && meant !== undefined ? meant : word));
    return fail('usage', 'command-unknown', `Expected a command, found ${first}.`, {
      fix: meant === undefined ? 'okstra --help' : `okstra ${corrected.join(' ')}`,
    }).failure;
  }
  const message = error.message.replace(/^error: /, '');
  const isHelp = code === 'commander.help';
  return fail('usage', code.replace('commander.', 'usage-'), isHelp ? 'Expected a command, found none.' : sentence(message), {
    fix: `okstra ${first === undefined || code === 'commander.unknownCommand' ? '' : `${first} `}--help`,
  }).failure;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replaceAll('\n', ' ');

function failureOfThrown(error: unknown): Failure {
  if (error instanceof OkstraError) return error.failure;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    category: 'system',
    code: 'internal-error',
    message: `okstra met a state it does not expect: ${stack}`,
    fix: 'This is a defect of okstra: please report it with this text.',
  };
}
