/** `okstra work --source frd`: bundles of feature documents. */
import type { FrdWorkAnswer } from '../conductor/frd/work.ts';
import { workBundles } from '../conductor/frd/work.ts';
import type { RunAnswer } from '../conductor/index.ts';
import { realPorts } from '../conductor/index.ts';
import type { CliContext, CommandEnd } from './context.ts';
import { flagsOf } from './run.ts';
import { withHooks } from './run-shared.ts';
import { renderTable } from './table.ts';

export async function workFrds(context: CliContext, options: Readonly<Record<string, unknown>>): Promise<CommandEnd> {
  const request = {
    cwd: context.cwd,
    jobs: (options['jobs'] as number | undefined) ?? 1,
    ...(options['maxItems'] === undefined ? {} : { maxItems: options['maxItems'] as number }),
    flags: flagsOf(context, options),
  };
  const isPlain = options['jsonStream'] !== true;
  const onItem = (item: string, answer: RunAnswer | 'begins'): void => {
    if (isPlain) context.note(answer === 'begins' ? `okstra: ${item} begins` : `okstra: ${item}: ${endOf(answer)}`);
  };
  // Of several runs at a time the rows of one would be those of all.
  const quiet = { ...context, quiet: context.quiet || request.jobs > 1 };
  const answer = await withHooks(quiet, options, (hooks) => workBundles(request, { ...hooks, onItem }, realPorts()));
  if (!isPlain) process.stdout.write(`${JSON.stringify({ type: 'answer', answer })}\n`);
  return { exitCode: answer.exitCode, text: frdText(answer), document: { ...answer }, streamed: !isPlain };
}

const endOf = ({ outcome, error, branch }: RunAnswer): string =>
  `${outcome ?? error?.message.split('\n')[0] ?? 'ended'}${outcome === 'accepted' && branch !== null ? `, on ${branch}` : ''}`;

/** The end of a shift in words. */
export function frdText({ worked, awaiting, remaining, notices }: FrdWorkAnswer): string {
  const branches = [...new Set(awaiting.map(({ branch }) => branch))];
  return [
    ...notices.map(({ message, fix }) => `${message}${fix === undefined ? '' : `\nfix: ${fix}`}`),
    ...(worked.length === 0
      ? []
      : [
          renderTable(
            ['Tasks', 'End'],
            worked.map(({ taskIds, answer }) => [taskIds.join(', '), endOf(answer)]),
          ),
        ]),
    ...(branches.length === 0 ? [] : [`To be merged: ${branches.join(', ')}`]),
    `${worked.filter(({ answer }) => answer.ok).length} bundle(s) done this session; ${remaining.length} task(s) remaining.`,
    ...remaining.slice(0, 10).map(({ item, why }) => `  ${item}: ${why}`),
    ...(remaining.length > 10 ? [`  and ${remaining.length - 10} more`] : []),
  ].join('\n');
}
