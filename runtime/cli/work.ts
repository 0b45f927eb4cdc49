/** `okstra work`: a queue, worked off. */
import type { FrdWorkAnswer } from '../conductor/frd/work.ts';
import type { RunAnswer } from '../conductor/index.ts';
import { realPorts } from '../conductor/index.ts';
import { work as workOff } from '../conductor/queue/work.ts';
import type { WorkAnswer } from '../conductor/queue/work-request.ts';
import { keepEnvironment } from '../git/index.ts';
import { EXIT_CODES, OkstraError } from '../model/failure.ts';
import type { ExternalChoice } from '../sources/task-queue/reconcile.ts';
import { choiceAboutChanges } from './ask-changes.ts';
import type { CommandHandler } from './context.ts';
import { failureDocument } from './failure-text.ts';
import { externalChoice, flagsOf } from './run.ts';
import { isHeadless, queueNotices, refuseStreamWithJson, withHooks } from './run-shared.ts';
import { renderTable } from './table.ts';
import { frdText, workFrds } from './work-frds.ts';

export const work: CommandHandler = async (context, _args, options) => {
  keepEnvironment();
  refuseStreamWithJson(context, options);
  if (options['detach'] === true)
    return (await import('./detach.ts')).detach(context, {
      options,
      refs: [],
      command: 'work',
      textOf: (answer) => (options['source'] === 'frd' ? frdText(answer as FrdWorkAnswer) : workText(answer as WorkAnswer)),
    });
  if (options['source'] === 'frd') return workFrds(context, options);
  const source = (options['source'] ?? 'tasks') as 'tasks' | 'specs';
  const given = externalChoice(options);
  const asks = given === undefined && source === 'tasks' && !context.yes && !isHeadless(context, options) && process.stdin.isTTY;
  const choice = asks ? await choiceAboutChanges(context) : 'none';
  if (choice === 'leave') return { exitCode: EXIT_CODES.interrupted, text: 'not started', document: {} };
  const request = {
    cwd: context.cwd,
    source,
    jobs: (options['jobs'] as number | undefined) ?? 1,
    ...(options['maxItems'] === undefined ? {} : { maxItems: options['maxItems'] as number }),
    stale: (options['stale'] ?? 'skip') as 'skip' | 'continue',
    external: given ?? (choice === 'none' ? ('reverify' satisfies ExternalChoice) : choice),
    flags: flagsOf(context, options),
  };
  const isPlain = options['jsonStream'] !== true;
  const onItem = (item: string, answer: RunAnswer | 'begins'): void => {
    if (isPlain) context.note(answer === 'begins' ? `okstra: ${item} begins` : `okstra: ${item}: ${endOf(answer)}`);
  };
  // Of several runs at a time the rows of one would be those of all.
  const quiet = { ...context, quiet: context.quiet || request.jobs > 1 };
  const answer = await withHooks(quiet, options, (hooks) => workOff(request, { ...hooks, onItem }, realPorts())).catch(
    (error: unknown) => {
      // Whoever reads the stream learns why from its last line too.
      if (!isPlain && error instanceof OkstraError)
        process.stdout.write(`${JSON.stringify({ type: 'answer', answer: failureDocument(error.failure) })}\n`);
      throw error;
    },
  );
  if (!isPlain) process.stdout.write(`${JSON.stringify({ type: 'answer', answer })}\n`);
  return { exitCode: answer.exitCode, text: workText(answer), document: { ...answer }, streamed: !isPlain };
};

const endOf = ({ outcome, error, integration, message }: RunAnswer): string => {
  const how =
    integration === undefined ? '' : `, ${integration.how}${integration.reason === undefined ? '' : ` (${integration.reason})`}`;
  return `${outcome ?? message ?? error?.message.split('\n')[0] ?? 'ended'}${how}`;
};

function workText({ worked, verified, remaining, branch, next, notices }: WorkAnswer): string {
  const done = worked.filter(({ answer }) => answer.ok).length;
  return [
    ...notices.map(({ message, fix }) => `${message}${fix === undefined ? '' : `\nfix: ${fix}`}`),
    ...(worked.length === 0
      ? []
      : [
          renderTable(
            ['Item', 'End'],
            worked.map(({ item, answer }) => [item, endOf(answer)]),
          ),
        ]),
    ...worked.flatMap(({ item, answer }) => queueNotices(answer).map((line) => `${item}: ${line}`)),
    ...(verified.length === 0 ? [] : [`Verified again: ${[...new Set(verified)].join(', ')}`]),
    `Saved: ${done} item(s) done this session, ${branch === null ? 'each on its own branch' : `on ${branch}`}; ${remaining.length} remaining.`,
    ...remaining.slice(0, 10).map(({ item, why, fix }) => `  ${item}: ${why}${fix === undefined ? '' : ` (${fix})`}`),
    ...(remaining.length > 10 ? [`  and ${remaining.length - 10} more`] : []),
    `next: ${next}`,
  ].join('\n');
}
