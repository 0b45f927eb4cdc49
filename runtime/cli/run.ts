/** `okstra run`: work items one after another, a run each. */
import { basename, join, resolve } from 'node:path';
import type { RunAnswer, RunFlags, RunRequest } from '../conductor/index.ts';
import { interruptedRun, planItem, realPorts, resumeRun, runItem } from '../conductor/index.ts';
import { EXIT_CODES, fail } from '../model/failure.ts';
import type { CheckSandboxChoice, Level, Mode, RunPlan } from '../model/plan.ts';
import type { ExternalChoice } from '../sources/task-queue/reconcile.ts';
import { choiceAboutChanges } from './ask-changes.ts';
import { askAboutInterrupted, confirmStart } from './confirm.ts';
import type { CliContext, CommandEnd, CommandHandler } from './context.ts';
import { limitsIn } from './limits-in.ts';
import { planText } from './plan-text.ts';
import { answerText, failedAnswer, isHeadless, refuseStreamWithJson, withRun } from './run-shared.ts';

export const run: CommandHandler = async (context, refs, options) => {
  const flags = flagsOf(context, options);
  refuseStreamWithJson(context, options);
  if (options['detach'] === true) return (await import('./detach.ts')).detach(context, { options, refs, command: 'run --exec' });
  if (options['dryRun'] === true) return dryRun(context, refs, flags);
  const answers: RunAnswer[] = [];
  const asks = !context.yes && !isHeadless(context, options) && process.stdin.isTTY;
  for (const ref of refs) {
    const own = { ...flags, ...recordingOf(flags, ref, refs.length) };
    const decided = asks ? await decide(context, { cwd: context.cwd, ref, flags: own }) : own;
    if (decided === undefined) return { exitCode: EXIT_CODES.interrupted, text: 'not started', document: {} };
    // A quota keeps the others of a queue waiting only once there are none.
    const defersQuota = refs.length > 1;
    const answer = await withRun(context, options, (hooks) =>
      runItem({ cwd: context.cwd, ref, flags: decided }, { ...hooks, defersQuota }, realPorts()),
    ).catch((error: unknown) => failedAnswer(error, { context, options, items: refs.length }));
    answers.push(answer);
    if (answer.exitCode === EXIT_CODES.interrupted) break;
  }
  await afterTheOthers(context, options, answers);
  return { ...endOf(answers), streamed: options['jsonStream'] === true };
};

/** Steps of several items would have the same names: each has a folder of its own. */
const recordingOf = ({ recordDir }: RunFlags, ref: string, items: number): Pick<RunFlags, 'recordDir'> =>
  recordDir === undefined || items === 1 ? {} : { recordDir: join(recordDir, basename(ref).replaceAll(/[^\w.-]+/g, '_')) };

/** Items whose runs are to wait for a quota wait now, whoever can go on first first. Their answers take the place of those before. */
async function afterTheOthers(
  context: CliContext,
  options: Readonly<Record<string, unknown>>,
  answers: RunAnswer[],
): Promise<void> {
  if (answers.some(({ exitCode }) => exitCode === EXIT_CODES.interrupted)) return;
  const waiting = answers
    .flatMap((answer, index) =>
      answer.waits === true && answer.run !== null ? [{ index, run: answer.run.id, at: answer.resumeAt ?? '' }] : [],
    )
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  for (const { index, run: id } of waiting) {
    const answer = await withRun(context, options, (hooks) => resumeRun({ cwd: context.cwd, run: id }, hooks, realPorts())).catch(
      (error: unknown) => failedAnswer(error, { context, options, items: answers.length }),
    );
    answers[index] = answer;
    if (answer.exitCode === EXIT_CODES.interrupted) return;
  }
}

/**
 * On a terminal nothing happens before the user has seen what will; `--yes` and `--exec` take the answer for granted.
 * @returns the flags to run with; undefined: not now
 */
async function decide(context: CliContext, asked: RunRequest): Promise<RunFlags | undefined> {
  const flags = await aboutChanges(context, asked);
  if (flags === undefined) return undefined;
  const request = { ...asked, flags };
  const interrupted = await interruptedRun(request, realPorts());
  if (interrupted === undefined) return (await confirmed(request)) ? request.flags : undefined;
  const choice = await askAboutInterrupted(interrupted);
  if (choice === 'resume') return request.flags;
  const fresh: RunFlags = { ...request.flags, fresh: true };
  return choice === 'fresh' && (await confirmed({ ...request, flags: fresh })) ? fresh : undefined;
}

/** A queue is brought into step with the code before any of its tasks: what was changed outside is decided on first. */
async function aboutChanges(context: CliContext, { cwd, ref, flags }: RunRequest): Promise<RunFlags | undefined> {
  if (flags.external !== undefined) return flags;
  const choice = await choiceAboutChanges({ ...context, cwd }, ref);
  if (choice === 'leave') return undefined;
  return choice === 'none' ? flags : { ...flags, external: choice };
}

async function confirmed(request: RunRequest): Promise<boolean> {
  process.stderr.write(`${planText(await planItem(request, realPorts()))}\n\n`);
  return confirmStart('Run it?');
}

async function dryRun(context: CliContext, refs: readonly string[], flags: RunFlags): Promise<CommandEnd> {
  const plans: RunPlan[] = [];
  for (const ref of refs) plans.push(await planItem({ cwd: context.cwd, ref, flags }, realPorts()));
  const [first] = plans;
  return {
    exitCode: 0,
    text: plans.map(planText).join('\n\n'),
    document: { ok: true, exitCode: 0, dryRun: true, ...(plans.length === 1 ? { plan: first } : { plans }) },
  };
}

/** Exit codes from the best to the worst. */
const SEVERITY: readonly number[] = [0, 1, 3, 2, 4, 5, 130];

/** One item: its answer is the document. Several: the worst exit code, and an answer each. */
function endOf(answers: readonly RunAnswer[]): CommandEnd {
  const [only] = answers;
  const exitCode = answers.map((answer) => answer.exitCode).toSorted((a, b) => SEVERITY.indexOf(b) - SEVERITY.indexOf(a))[0] ?? 0;
  const text = answers.map(answerText).join('\n\n');
  if (answers.length === 1 && only) return { exitCode, text, document: { ...only } };
  return { exitCode, text, document: { ok: exitCode === 0, exitCode, runs: answers } };
}

/** What becomes of finished tasks whose files were changed outside of okstra. */
export function externalChoice(options: Readonly<Record<string, unknown>>): ExternalChoice | undefined {
  const given = (['reverify', 'trust', 'external'] as const).filter((name) => options[name] === true);
  if (given.length > 1) {
    throw fail('usage', 'flags-together', `Expected one of --reverify, --trust and --external, found ${given.length}.`, {
      fix: 'Leave all but one of them out.',
    });
  }
  return given[0];
}

export function flagsOf(context: CliContext, options: Readonly<Record<string, unknown>>): RunFlags {
  const workers = options['workers'] as readonly string[] | undefined;
  const executor = (options['executor'] as string | undefined) ?? workers?.[0];
  const verifiers =
    (options['verifiers'] as readonly string[] | undefined) ?? (workers && workers.length > 1 ? workers.slice(1) : undefined);
  if (workers && (options['executor'] !== undefined || options['verifiers'] !== undefined)) {
    throw fail('usage', 'workers-twice', 'Expected either --workers or --executor and --verifiers, found both.', {
      fix: 'Leave --workers out.',
    });
  }
  const given: Partial<{ [K in keyof RunFlags]: RunFlags[K] | undefined }> = {
    executor,
    verifiers,
    executorModel: options['executorModel'] as string | undefined,
    verifierModel: options['verifierModel'] as string | undefined,
    reportWriter: options['reportWriter'] as string | undefined,
    maxAttempts: options['maxAttempts'] as number | undefined,
    maxRounds: options['maxRounds'] as number | undefined,
    mode: options['mode'] as Mode | undefined,
    level: options['level'] as Level | undefined,
    timeoutMs: options['timeout'] as number | undefined,
    ...limitsIn(options),
    panel: options['panel'] as 'full' | 'auto' | undefined,
    allowMissing: options['allowMissing'] as boolean | undefined,
    checkSandbox: options['checkSandbox'] as CheckSandboxChoice | undefined,
    fresh: options['fresh'] as boolean | undefined,
    // Set by its negation only; true is the default of the parser, not the user's word.
    baselineCache: options['baselineCache'] === false ? false : undefined,
    again: options['again'] as boolean | undefined,
    trustCheckout: options['trustCheckout'] as boolean | undefined,
    recordDir: options['record'] === undefined ? undefined : resolve(context.cwd, options['record'] as string),
    integrate: options['integrate'] as string | undefined,
    external: externalChoice(options),
    yes: context.yes,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as RunFlags;
}
