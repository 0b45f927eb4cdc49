/** What `run` and `resume` share: the progress view, Ctrl-C, and the answer in words. */

import { readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import type { Progress, RunAnswer, RunHooks } from '../conductor/index.ts';
import { sessionCommand } from '../conductor/index.ts';
import type { ReportData } from '../generated/types.ts';
import { keepEnvironment } from '../git/index.ts';
import type { RunEvent } from '../model/events.ts';
import type { Failure } from '../model/failure.ts';
import { EXIT_CODES, fail, OkstraError } from '../model/failure.ts';
import type { RunPlan } from '../model/plan.ts';
import { onInterrupt } from '../process/index.ts';
import type { SegmentStyle } from '../report/status-lines.ts';
import { statusLines } from '../report/status-lines.ts';
import type { ViewKind } from '../ui/progress.ts';
import { makeView } from '../ui/progress.ts';
import { safeText } from '../ui/safe-text.ts';
import type { CliContext } from './context.ts';
import { failureText } from './failure-text.ts';
import { typedCommand } from './own-words.ts';
import { withoutSecrets } from './without-secrets.ts';

type Options = Readonly<Record<string, unknown>>;

export function refuseStreamWithJson(context: CliContext, options: Options): void {
  if (context.json && options['jsonStream'] === true) {
    throw fail('usage', 'json-twice', 'Expected either --json or --json-stream, found both.', {
      fix: 'Leave one of them out; the last line of --json-stream is the answer of --json.',
    });
  }
}

/** No terminal view: asked for, or nobody is there to look at it. */
export const isHeadless = (context: CliContext, options: Options): boolean =>
  options['exec'] === true ||
  options['jsonStream'] === true ||
  context.json ||
  Boolean(context.env['CI']) ||
  !process.stdout.isTTY;

function viewKind(context: CliContext, options: Options): ViewKind {
  if (options['jsonStream'] === true) return 'json-stream';
  if (context.quiet) return 'none';
  if (options['verbose'] === true) return 'verbose';
  return process.stderr.isTTY && !context.json && !context.env['CI'] ? 'rows' : 'plain';
}

/** Runs something with a view of its progress. The first interrupt stops cleanly, the second ends at once; the journal can go on from both. */
export async function withHooks<T>(context: CliContext, options: Options, work: (hooks: RunHooks) => Promise<T>): Promise<T> {
  keepEnvironment();
  const view = makeView({
    kind: viewKind(context, options),
    out: process.stdout,
    err: process.stderr,
    now: () => performance.now(),
  });
  const stop = new AbortController();
  const shown = makeLastWords();
  const dispose = onInterrupt({
    soft: (by) => {
      context.note(`okstra: ${by}: stopping; once more ends at once. okstra resume goes on.`);
      stop.abort(by);
    },
    hard: (by) => {
      view.end();
      context.note(shown.text(by));
      // What still runs is ended on the way out.
      process.exit(EXIT_CODES.interrupted);
    },
  });
  const onProgress = (progress: Progress): void => {
    shown.see(progress);
    view.show(progress);
  };
  try {
    return await work({ onProgress, signal: stop.signal, command: typedCommand(context) });
  } finally {
    view.end();
    dispose();
  }
}

/** The same for one run, whose answer is streamed where that was asked for. */
export async function withRun(
  context: CliContext,
  options: Options,
  work: (hooks: RunHooks) => Promise<RunAnswer>,
): Promise<RunAnswer> {
  const answer = await withHooks(context, options, work);
  // Without --json the failure stands in the text of the answer.
  if ((context.json || options['jsonStream'] === true) && answer.error) process.stderr.write(`${failureText(answer.error)}\n`);
  streamAnswer(options, answer);
  return answer;
}

/** What there is to say when a run is ended at once: how it goes on, and how its executor's session does. */
function makeLastWords(): { readonly see: (progress: Progress) => void; readonly text: (by: string) => string } {
  let plan: RunPlan | undefined;
  let run = '';
  let executor = '';
  let session: string | undefined;
  const seeEvent = (event: RunEvent): void => {
    if (event.type === 'run-started') run = ` ${event.runId}`;
    if (event.type === 'dispatch-started' && event.seat === 'executor') executor = event.dispatch;
    if (event.type === 'session-seen' && event.dispatch === executor && plan) session = sessionCommand(plan, event.session);
  };
  return {
    see(progress) {
      if (progress.type === 'planned') plan = progress.plan;
      if (progress.type === 'event') seeEvent(progress.event);
    },
    text: (by) =>
      `okstra: ${by}: ended at once; okstra resume${run} goes on.${session === undefined ? '' : `\nthe executor's session: ${session}`}`,
  };
}

/** With several items one that cannot start does not keep the others from running; alone, its error is the end. */
export function failedAnswer(
  error: unknown,
  of: { readonly context: CliContext; readonly options: Options; readonly items: number },
): RunAnswer {
  if (!(error instanceof OkstraError)) throw error;
  const failure = withoutSecrets(error.failure);
  const answer = emptyAnswer(failure);
  if (of.items === 1) process.stderr.write(`${failureText(failure)}\n`);
  else of.context.note(failureText(failure));
  streamAnswer(of.options, answer);
  return answer;
}

/** The last line of `--json-stream`. */
function streamAnswer(options: Options, answer: RunAnswer): void {
  if (options['jsonStream'] === true) process.stdout.write(`${JSON.stringify({ type: 'answer', answer })}\n`);
}

const emptyAnswer = (failure: Failure): RunAnswer => ({
  ok: false,
  exitCode: EXIT_CODES[failure.category],
  outcome: null,
  verdict: null,
  run: null,
  report: null,
  branch: null,
  worktree: null,
  remainingTasks: [],
  followUps: [],
  session: null,
  notices: [],
  error: failure,
});

const OF_THE_QUEUE = new Set(['gap', 'fix-tasks', 'to-verify', 'verified-again', 'task-report', 'not-integrated']);

/** What a run of a task means for the queue: nothing else shows it. */
export const queueNotices = ({ notices }: Pick<RunAnswer, 'notices'>): readonly string[] =>
  notices
    .filter(({ code }) => OF_THE_QUEUE.has(code))
    .map(({ message, fix }) => safeText(`${message}${fix === undefined ? '' : ` (${fix})`}`));

/** The end of a run for a person: what its report says in a few lines, or the failure that kept it from having one. */
export function answerText(answer: RunAnswer): string {
  const text = endText(answer);
  return answer.pr === undefined ? text : `${text}\n\n${safeText(answer.pr.output)}`;
}

function endText(answer: RunAnswer): string {
  const { report, error, message, run } = answer;
  if (message !== undefined || report === null) {
    const lines = [message ?? '', error && run !== null ? failureText(error) : ''];
    return lines.filter((line) => line !== '').join('\n');
  }
  const data = JSON.parse(readFileSync(report.data, 'utf8')) as ReportData;
  const width = process.stdout.columns ?? 100;
  const { integration } = answer;
  // What okstra work says at its end, too: landing it would pass the branch by.
  const isIn = integration !== undefined && integration.how !== 'sent-back' && integration.how !== 'held-back';
  const branch = isIn ? { branch: integration.branch } : {};
  const lines = statusLines(data, { width, reportPath: report.markdown, ...branch }).map((line) => line.map(styled).join(''));
  const session = answer.session === null ? [] : [`the executor's session: ${answer.session.command ?? answer.session.id}`];
  return [...lines, ...queueNotices(answer), ...session, ...(error?.fix === undefined ? [] : [`fix: ${error.fix}`])].join('\n');
}

const STYLES: Readonly<Record<SegmentStyle, Parameters<typeof styleText>[0] | undefined>> = {
  plain: undefined,
  strong: 'bold',
  dim: 'dim',
  good: 'green',
  warn: 'yellow',
  bad: 'red',
};

function styled(segment: { readonly text: string; readonly style: SegmentStyle }): string {
  const { style } = segment;
  // Sentences in it are agents'.
  const text = safeText(segment.text);
  const format = STYLES[style];
  return format === undefined ? text : styleText(format, text, { stream: process.stdout });
}
