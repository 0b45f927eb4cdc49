/** `okstra review`: a verdict on a change that exists already, as a report for people or for CI. */
import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ReviewRequest, RunAnswer } from '../conductor/index.ts';
import { planReview, realPorts, reviewChange } from '../conductor/index.ts';
import type { ReportData } from '../generated/types.ts';
import { EXIT_CODES, fail } from '../model/failure.ts';
import type { CheckSandboxChoice, Level, Mode } from '../model/plan.ts';
import { renderReport } from '../report/index.ts';
import { confirmStart } from './confirm.ts';
import type { CliContext, CommandEnd, CommandHandler } from './context.ts';
import { limitsIn } from './limits-in.ts';
import { planText } from './plan-text.ts';
import { writeRendered } from './report.ts';
import { answerText, failedAnswer, isHeadless, refuseStreamWithJson, withRun } from './run-shared.ts';

type Options = Readonly<Record<string, unknown>>;

export const review: CommandHandler = async (context, [range], options) => {
  refuseStreamWithJson(context, options);
  const wanted = wantedReport(context, options);
  if (options['detach'] === true) {
    const refs = range === undefined ? [] : [range];
    return (await import('./detach.ts')).detach(context, { options, refs, command: 'review --exec' });
  }
  const request = requestOf(context, range, options);
  if (options['dryRun'] === true) return dryRun(request);
  const asks = !context.yes && !isHeadless(context, options) && process.stdin.isTTY;
  if (asks && !(await confirmed(request))) return { exitCode: EXIT_CODES.interrupted, text: 'not started', document: {} };
  const answer = await withRun(context, options, (hooks) => reviewChange(request, hooks, realPorts())).catch((error: unknown) =>
    failedAnswer(error, { context, options, items: 1 }),
  );
  return { ...endOf(answer, wanted), streamed: options['jsonStream'] === true };
};

interface WantedReport {
  /** Absent: the few lines that say how it ended. */
  readonly format?: string;
  /** Absolute; absent: stdout. */
  readonly file?: string;
}

/** Said before anybody is asked: where the report cannot go, nothing has to be spent. */
function wantedReport(context: CliContext, options: Options): WantedReport {
  const format = options['format'] as string | undefined;
  const out = options['out'] as string | undefined;
  if (out !== undefined && out !== '-') return { format: format ?? 'md', file: writable(resolve(context.cwd, out), out) };
  if (format === undefined && out === undefined) return {};
  if (context.json || options['jsonStream'] === true)
    throw fail('usage', 'flags-together', 'Expected one document on stdout, found --json and a report that would go there too.', {
      fix: 'Write the report to a file: --out <file>',
    });
  return { format: format ?? 'md' };
}

function writable(file: string, given: string): string {
  try {
    accessSync(dirname(file), constants.W_OK);
    return file;
  } catch (error) {
    throw fail(
      'usage',
      'not-writable',
      `Expected a folder that can be written to for ${given}, found none at ${dirname(file)}.`,
      {
        fix: `mkdir -p '${dirname(file)}'`,
        place: { file: given },
        cause: error,
      },
    );
  }
}

/** Flags of `verifierFlags`; what was not given is not there. */
export function reviewFlagsIn(options: Options): ReviewRequest['flags'] {
  const flags = {
    verifiers: options['verifiers'] as readonly string[] | undefined,
    verifierModel: options['verifierModel'] as string | undefined,
    reportWriter: options['reportWriter'] as string | undefined,
    maxRounds: options['maxRounds'] as number | undefined,
    mode: options['mode'] as Mode | undefined,
    level: options['level'] as Level | undefined,
    timeoutMs: options['timeout'] as number | undefined,
    ...limitsIn(options),
    panel: options['panel'] as 'full' | 'auto' | undefined,
    allowMissing: options['allowMissing'] as boolean | undefined,
    checkSandbox: options['checkSandbox'] as CheckSandboxChoice | undefined,
  };
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)) as ReviewRequest['flags'];
}

function requestOf(context: CliContext, range: string | undefined, options: Options): ReviewRequest {
  const recordDir = options['record'] === undefined ? undefined : resolve(context.cwd, options['record'] as string);
  const flags = { ...reviewFlagsIn(options), recordDir };
  return given({
    cwd: context.cwd,
    range,
    workingTree: options['workingTree'] as boolean | undefined,
    criteria: options['criteria'] as string | undefined,
    item: options['item'] as string | undefined,
    flags: given<ReviewRequest['flags']>(flags),
  });
}

/** Without what was not given. */
const given = <T extends object>(values: { readonly [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;

async function dryRun(request: ReviewRequest): Promise<CommandEnd> {
  const plan = await planReview(request, realPorts());
  const document = { ok: true, exitCode: 0, dryRun: true };
  if ('nothing' in plan) return { exitCode: 0, text: plan.nothing, document: { ...document, plan: null, message: plan.nothing } };
  return { exitCode: 0, text: planText(plan), document: { ...document, plan } };
}

/** On a terminal the plan is shown before anything happens. */
async function confirmed(request: ReviewRequest): Promise<boolean> {
  const plan = await planReview(request, realPorts());
  if ('nothing' in plan) return true; // which the review itself will say
  process.stderr.write(`${planText(plan)}\n\n`);
  return confirmStart('Review it?');
}

function endOf(answer: RunAnswer, { format, file }: WantedReport): CommandEnd {
  const { exitCode, report } = answer;
  const text = answerText(answer);
  if (format === undefined || report === null) return { exitCode, text, document: { ...answer, out: null } };
  const rendered = reportText(report.data, format);
  if (file === undefined) return { exitCode, text: rendered.trimEnd(), document: {} };
  writeRendered(file, rendered);
  return { exitCode, text: `${text}\n${format.padEnd(10)} ${file}`, document: { ...answer, out: file } };
}

function reportText(data: string, format: string): string {
  const text = readFileSync(data, 'utf8');
  return format === 'json' ? text : renderReport(JSON.parse(text) as ReportData, format);
}
