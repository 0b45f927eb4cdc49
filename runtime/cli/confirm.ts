/** A question on a terminal before something begins. Nobody waits for an answer without end: nothing is held meanwhile, but a script may hang in it. */
import type { Readable, Writable } from 'node:stream';
import { durationText } from '../config/units.ts';
import { fail } from '../model/failure.ts';
import type { ExternalChoice } from '../sources/task-queue/reconcile.ts';
import type { RunSummary } from '../store/runs.ts';
import type { CliContext } from './context.ts';

const PATIENCE_MS = 10 * 60_000;

interface Streams {
  readonly input?: Readable;
  readonly output?: Writable;
  /** Default 10 minutes. */
  readonly patienceMs?: number;
}

/** @throws OkstraError `no-answer` */
export async function confirmStart(
  message: string,
  { input, output = process.stderr, patienceMs = PATIENCE_MS }: Streams = {},
): Promise<boolean> {
  const { confirm, isCancel } = await import('@clack/prompts');
  const patience = AbortSignal.timeout(patienceMs);
  const answer = await confirm({ message, output, signal: patience, ...(input === undefined ? {} : { input }) });
  if (patience.aborted) throw noAnswer(message, patienceMs);
  return !isCancel(answer) && answer;
}

/** What becomes of finished tasks whose files somebody else changed; undefined: nothing is to begin. @throws OkstraError `no-answer` */
export async function askAboutChanges(
  summary: string,
  { input, output = process.stderr, patienceMs = PATIENCE_MS }: Streams = {},
): Promise<ExternalChoice | undefined> {
  const { select, isCancel } = await import('@clack/prompts');
  const patience = AbortSignal.timeout(patienceMs);
  const answer = await select({
    message: summary,
    options: [
      { value: 'reverify', label: 'Verify these tasks again', hint: 'also: --reverify' },
      { value: 'trust', label: 'Trust the changes', hint: 'also: --trust; they stay done' },
      { value: 'external', label: 'Somebody else keeps them', hint: 'also: --external; never verified again' },
    ] as const,
    output,
    signal: patience,
    ...(input === undefined ? {} : { input }),
  });
  if (patience.aborted) throw noAnswer(summary.split('\n', 1)[0] ?? '', patienceMs);
  return isCancel(answer) ? undefined : answer;
}

/** Shows what would change and asks; false where nobody can answer. */
export async function askApproval(
  context: Pick<CliContext, 'json' | 'quiet' | 'env'>,
  shown: string,
  message: string,
): Promise<boolean> {
  if (context.json || context.quiet || Boolean(context.env['CI']) || !process.stdin.isTTY || !process.stdout.isTTY) return false;
  process.stderr.write(`${shown}\n\n`);
  return confirmStart(message);
}

/** @throws OkstraError `no-answer` */
export async function askAboutInterrupted(
  run: RunSummary,
  { input, output = process.stderr, patienceMs = PATIENCE_MS }: Streams = {},
): Promise<'resume' | 'fresh' | 'leave'> {
  const { select, isCancel } = await import('@clack/prompts');
  const patience = AbortSignal.timeout(patienceMs);
  const message = `${run.itemId} has a run that was interrupted: ${run.runId}, attempt ${run.attemptsUsed}, last event ${run.updatedAt}`;
  const answer = await select({
    message,
    options: [
      { value: 'resume', label: 'Go on with it', hint: 'also: okstra resume' },
      { value: 'fresh', label: 'Start anew', hint: 'also: --fresh; its work stays under a numbered branch' },
      { value: 'leave', label: 'Neither' },
    ] as const,
    output,
    signal: patience,
    ...(input === undefined ? {} : { input }),
  });
  if (patience.aborted) throw noAnswer(message, patienceMs);
  return isCancel(answer) ? 'leave' : answer;
}

const noAnswer = (message: string, patienceMs: number) =>
  fail('usage', 'no-answer', `Expected an answer to "${message}" within ${durationText(patienceMs)}, found none.`, {
    fix: 'Nothing was started. --yes takes the answer for granted.',
  });
