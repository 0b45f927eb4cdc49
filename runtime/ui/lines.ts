/** Progress as lines: what began, what ended, how. Stage words stand first so that a program can follow along. */
import type { Progress } from '../conductor/index.ts';
import { driverFor, KNOWN_DRIVERS } from '../drivers/index.ts';
import type { RunEvent } from '../model/events.ts';
import type { Notice } from '../model/failure.ts';
import type { RunPlan } from '../model/plan.ts';
import { safeText } from './safe-text.ts';

export const noticeLine = (notice: Notice): string =>
  safeText(`note: ${notice.message}${notice.fix === undefined ? '' : `\nfix: ${notice.fix}`}`);

/** What a flood kept from being told, as `--verbose` shows it. */
export const skippedLine = ({ dispatch, lines }: Extract<Progress, { type: 'skipped' }>): string | undefined =>
  lines === 0 ? undefined : `${dispatch}| [okstra: ${lines} more lines, see okstra inspect logs]\n`;

/** A line of an agent's own output, as `--verbose` shows it; control sequences would move the reader's cursor. */
export const outputLine = ({ dispatch, stream, line }: Extract<Progress, { type: 'output' }>): string =>
  `${dispatch}${stream === 'stderr' ? ' (stderr)' : ''}| ${safeText(line).replaceAll('\n', ' ')}\n`;

export const seconds = (ms: number): string => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`);

/** A function from progress to a line (undefined: nothing to say), which remembers the names of a run. */
export function progressLine(): (progress: Progress) => string | undefined {
  let maxAttempts = 1;
  let plan: RunPlan | undefined;
  const seats = new Map<string, string>();
  return (progress) => {
    if (progress.type === 'planned') {
      plan = progress.plan;
      maxAttempts = plan.limits.maxAttempts;
      return safeText(planLines(progress).join('\n'));
    }
    if (progress.type === 'check') return `check ${progress.check} on the ${progress.on}`;
    if (progress.type !== 'event') return undefined;
    const { event } = progress;
    if (event.type === 'dispatch-started') seats.set(event.dispatch, event.seat);
    return eventLine(event, { maxAttempts, plan, seatOf: (dispatch) => seats.get(dispatch) ?? dispatch });
  };
}

function planLines({ plan }: Extract<Progress, { type: 'planned' }>): readonly string[] {
  return [
    `${plan.item.id} — ${plan.item.name} (${plan.mode}, ${plan.level})`,
    `${plan.executor === null ? `reviewing ${plan.change.name}` : `executor ${plan.executor.agent.name}`}; verifiers ${plan.verifiers.map((seat) => seat.agent.name).join(', ')}; content goes to ${plan.vendors.join(', ')}`,
    ...plan.leftOut.map(({ agent, reason }) => `left out: ${agent} (${reason})`),
    ...plan.notices.map(noticeLine),
  ];
}

interface Names {
  readonly maxAttempts: number;
  /** Where known, it tells which program a session belongs to. */
  readonly plan?: RunPlan | undefined;
  readonly seatOf: (dispatch: string) => string;
}

/** Executors' sessions only: the others leave none behind. */
function resumeHint({ dispatch, session }: Extract<RunEvent, { type: 'session-seen' }>, { plan, seatOf }: Names): string {
  const executor = plan?.executor ?? null;
  if (executor === null || seatOf(dispatch) !== executor.id) return '';
  const { driver } = executor.agent;
  const hint = KNOWN_DRIVERS.includes(driver) ? driverFor(driver).resumeHint?.(session) : undefined;
  return hint === undefined ? '' : ` (to go on with it yourself: ${hint})`;
}

function stageOf(
  { seat, attempt, round }: Extract<RunEvent, { type: 'dispatch-started' }>,
  { plan, maxAttempts }: Names,
): string {
  const where = plan?.executor === null ? '' : ` attempt ${attempt} of ${maxAttempts}`;
  return `${seat === 'executor' ? 'implementing' : 'verifying'}${where}${round > 0 ? `, round ${round}` : ''}`;
}

/** One line for an event, fit for a terminal; undefined for those that only matter to the journal. */
export function eventLine(event: RunEvent, names: Names): string | undefined {
  const line = lineOf(event, names);
  return line === undefined ? undefined : safeText(line);
}

function lineOf(event: RunEvent, names: Names): string | undefined {
  switch (event.type) {
    case 'run-started':
      return `run ${event.runId}`;
    case 'run-resumed':
      return `resumed${event.swept > 0 ? `; ${event.swept} process(es) left over were ended` : ''}`;
    case 'notice':
      return noticeLine(event.notice);
    case 'prepared':
      return event.worktree === null
        ? undefined
        : `worktree ${event.worktree} on ${event.branch}${event.created ? '' : ' (reused)'}`;
    case 'dispatch-started':
      return `${stageOf(event, names)}: ${event.seat}${event.turn === 'first' ? '' : ` (${event.turn})`}`;
    case 'session-seen':
      return `session id: ${event.session}${resumeHint(event, names)}`;
    case 'dispatch-finished':
      return `${names.seatOf(event.dispatch)} ended: ${event.fault ? `${event.fault.kind}: ${event.fault.message}` : event.status} after ${seconds(event.durationMs)}`;
    case 'dispatch-abandoned':
      return `${names.seatOf(event.dispatch)} stopped`;
    case 'candidate-captured':
      return event.candidate.changed
        ? `candidate ${event.candidate.commit.slice(0, 10)}: ${event.candidate.files.length} file(s) changed`
        : 'candidate: no change';
    case 'check-finished':
      return `check ${event.receipt.check} on the ${event.receipt.on}: ${event.receipt.status}${event.receipt.exitCode === null ? '' : ` (exit ${event.receipt.exitCode})`} after ${seconds(event.receipt.durationMs)}${event.receipt.cachedFrom === undefined ? '' : `, as ${event.receipt.cachedFrom.run} saw it`}`;
    case 'panel-chosen':
      return `panel of attempt ${event.attempt}: ${event.reason}${event.leftOut.length === 0 ? '' : `; not asked: ${event.leftOut.join(', ')}`}`;
    case 'quota-wait-started':
      return `waiting until ${event.until} for the quota of ${event.seats.join(', ')} (Ctrl-C ends the wait; okstra resume goes on)`;
    case 'quota-wait-ended':
      return 'the quota should be back: going on';
    case 'contract-broken':
      return `contract broken: ${event.what.join('; ')}`;
    case 'answer-judged':
      return event.result === 'valid' ? undefined : `${event.seat}: ${event.result}: ${event.problems.join('; ')}`;
    case 'verdict-given':
      return `verdict of attempt ${event.attempt}: ${event.verdict ?? 'none'} (${event.outcome}) ${event.reasons.join(' ')}`;
    case 'stop-requested':
      return `stopping (${event.by})`;
    case 'run-finished':
      return `outcome ${event.outcome}`;
    case 'follow-up-spawned':
      return `follow-up ${event.followUp} spawned: ${event.path}`;
    default:
      return undefined;
  }
}
