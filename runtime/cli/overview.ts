/** Bare `okstra`: where things stand here, and the help. */
import type { Command } from 'commander';
import { OkstraError } from '../model/failure.ts';
import { isUnborn, requireCheckout } from './checkout.ts';
import type { CliContext, CommandEnd, CommandHandler } from './context.ts';
import { countsOf, readStatus } from './inspect-status.ts';
import { countsText } from './status-text.ts';

/** @param program whose help is shown */
export const overviewOf =
  (program: Command): CommandHandler =>
  async (context) => {
    const help = helpOf(program);
    const { text, document } = await summary(context);
    return { exitCode: 0, text: `${text}\n\n${help}`, document: { ok: true, ...document, help } };
  };

/** A checkout that cannot be looked at is no error here: the help says how to go on. */
async function summary(context: CliContext): Promise<Pick<CommandEnd, 'text' | 'document'>> {
  try {
    const { overview, others } = await readStatus(context);
    const next = [...overview.items, ...others.flatMap((other) => other.overview.items)].find((item) => item.canRun);
    const lines = [
      countsText(overview),
      ...others.map((other) => countsText(other.overview)),
      ...(overview.items.length === 0 && others.length === 0
        ? ['To begin: okstra init writes okstra.yaml and a first spec.']
        : []),
      ...(next === undefined ? [] : nextLines(next.id, isUnborn(await requireCheckout(context.cwd)))),
    ];
    return {
      text: lines.join('\n'),
      document: {
        root: overview.root,
        counts: countsOf(overview, ...others.map((other) => other.overview)),
        next: next?.id ?? null,
      },
    };
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    const { message, fix } = error.failure;
    const begin = fix === undefined ? '' : `\nTo begin: ${fix}`;
    return {
      text: `${message}${begin}\nTo look around without a project: okstra demo`,
      document: { root: null, counts: null, next: null, problem: error.failure },
    };
  }
}

/** A run starts from a commit. */
const nextLines = (id: string, unborn: boolean): string[] =>
  unborn ? [`Next: git add -A && git commit -m "Initial commit"`, `Then: okstra run ${id}`] : [`Next: okstra run ${id}`];

/** The help as `--help` prints it, examples and exit codes included. */
function helpOf(program: Command): string {
  const before = { ...program.configureOutput() };
  let text = '';
  program.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  program.outputHelp();
  program.configureOutput(before);
  return text.trimEnd();
}
