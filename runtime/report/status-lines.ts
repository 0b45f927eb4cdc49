/** What a person sees when `okstra run` ends. Pure: no colours and no streams here, only the names of styles. */
import type { ReportData } from '../generated/types.ts';
import type { Outcome } from '../model/findings.ts';
import { latestReceipts } from './checks.ts';
import { displayWidth, takeColumns } from './display-width.ts';
import { hasExecutor } from './has-executor.ts';
import { oneLine } from './markdown.ts';
import { duration } from './sections/parts.ts';

export type SegmentStyle = 'plain' | 'strong' | 'dim' | 'good' | 'warn' | 'bad';

export interface Segment {
  readonly text: string;
  readonly style: SegmentStyle;
}

export type StatusLine = readonly Segment[];

export interface StatusFacts {
  /** Columns of the terminal; lines never take more. Paths and commands to paste are not cut: they go on a line that may wrap. */
  readonly width: number;
  /** Path of the rendered report as it shall be shown. */
  readonly reportPath: string;
  /** Branch that accepted work was integrated into. */
  readonly branch?: string;
}

/** Outcome, verdict, attempts, checks, verifiers, what is left, where the report is, and the next step. */
export function statusLines(data: ReportData, { width, reportPath, branch }: StatusFacts): readonly StatusLine[] {
  const { run } = data;
  const lines: StatusLine[] = [
    headline(data),
    ...run.reasons.slice(0, MAX_REASONS).map((reason) => [plain('  '), dim(oneLine(reason))]),
    hasExecutor(data)
      ? labelled('attempts', [plain(`${run.attemptsUsed} of ${run.maxAttempts}`), dim(`  ${duration(data.timing.totalMs)}`)])
      : labelled('took', [plain(duration(data.timing.totalMs))]),
    labelled('checks', checks(data)),
    labelled('verifiers', verifiers(data)),
    ...remaining(data),
  ];
  return [
    ...lines.map((line) => fit(line, width)),
    labelled('report', [plain(reportPath)]),
    ...followUps(data),
    ...nextStep(data, branch).map((step) => labelled('next', [{ text: step, style: 'strong' }])),
  ];
}

const MAX_REASONS = 3;
const MAX_TASKS = 5;

const plain = (text: string): Segment => ({ text, style: 'plain' });
const dim = (text: string): Segment => ({ text, style: 'dim' });
const labelled = (label: string, segments: StatusLine): StatusLine => [dim(`${label.padEnd(10)} `), ...segments];

function headline({ run, item }: ReportData): StatusLine {
  const word: Segment = {
    text: run.outcome ?? 'not finished',
    style: run.outcome === null ? 'warn' : OUTCOME_STYLE[run.outcome],
  };
  return [
    word,
    plain(' '),
    { text: oneLine(item.id), style: 'strong' },
    plain(` ${oneLine(item.name)}`),
    ...(run.verdict === null ? [] : [dim(' verdict '), plain(run.verdict)]),
  ];
}

const OUTCOME_STYLE: Readonly<Record<Outcome, SegmentStyle>> = {
  accepted: 'good',
  'not-accepted': 'bad',
  blocked: 'warn',
  'contract-violated': 'bad',
  failed: 'bad',
  cancelled: 'warn',
  'waiting-quota': 'warn',
};

function checks({ checks: { configured, receipts }, attempts }: ReportData): StatusLine {
  if (configured.length === 0) return [{ text: 'not configured', style: 'warn' }];
  const last = latestReceipts(receipts, attempts.length).filter(({ status }) => status !== 'skipped');
  if (last.length === 0) return [dim('not run')];
  const failing = last.filter(({ status }) => status !== 'passed').map(({ label }) => oneLine(label));
  const count: Segment = {
    text: `${last.length - failing.length}/${last.length} passed`,
    style: failing.length === 0 ? 'good' : 'bad',
  };
  return failing.length === 0 ? [count] : [count, plain(`  failing: ${failing.join(', ')}`)];
}

function verifiers({ attempts, agents }: ReportData): StatusLine {
  const turns = attempts.at(-1)?.verifiers ?? [];
  if (turns.length === 0) return [dim(agents.some(({ role }) => role === 'verifier') ? 'not asked' : 'none')];
  return turns.flatMap(
    ({ agent, verdict }, index): StatusLine => [
      plain(`${index === 0 ? '' : ', '}${oneLine(agent)} `),
      { text: verdict ?? 'no answer yet', style: verdict === null ? 'dim' : VERDICT_STYLE[verdict] },
    ],
  );
}

const VERDICT_STYLE = { pass: 'good', concerns: 'warn', fail: 'bad', 'no-result': 'warn' } as const;

function remaining({ remainingTasks }: ReportData): readonly StatusLine[] {
  const shown = remainingTasks.slice(0, MAX_TASKS).map(({ text }) => [plain(`  - ${oneLine(text)}`)]);
  if (shown.length === 0) return [];
  const more = remainingTasks.length - shown.length;
  return [
    labelled('left to do', [plain(String(remainingTasks.length))]),
    ...shown,
    ...(more > 0 ? [[dim(`  and ${more} more`)]] : []),
  ];
}

/** Where they are listed; a run that can go on has none on record yet. */
function followUps({ followUps: all, run }: ReportData): readonly StatusLine[] {
  if (all.length === 0 || run.outcome === null || run.outcome === 'cancelled' || run.outcome === 'waiting-quota') return [];
  const spawned = all.filter((each) => each.spawned !== null).length;
  const made = spawned === 0 ? '' : ` (${spawned} spawned)`;
  return [labelled('follow-ups', [plain(`${all.length}${made}  okstra followups list --run ${run.id}`)])];
}

/** A line to paste; nothing where the failure's own `fix:` says what to do. */
function nextStep(data: ReportData, branch: string | undefined): readonly string[] {
  const { run, item } = data;
  if (!hasExecutor(data)) return afterReview(data);
  switch (run.outcome) {
    case 'accepted':
      return [branch === undefined ? `okstra land ${item.id}` : `git merge ${branch}`];
    case 'not-accepted':
      return [`okstra run ${item.id}`];
    case 'cancelled':
    case 'waiting-quota':
    case null:
      return [`okstra resume ${run.id}`];
    case 'blocked':
    case 'failed':
      return run.failure?.fix ? [oneLine(run.failure.fix)] : [`okstra run ${item.id}`];
    case 'contract-violated':
      return [`okstra discard ${run.id}`];
    default:
      return [];
  }
}

/** What was judged is in the hands of whoever asked. */
function afterReview({ run }: ReportData): readonly string[] {
  if (run.outcome === null || run.outcome === 'cancelled' || run.outcome === 'waiting-quota') return [`okstra resume ${run.id}`];
  return run.failure?.fix ? [oneLine(run.failure.fix)] : [];
}

/** Cuts a line to the width, with an ellipsis where something is missing. */
function fit(line: StatusLine, width: number): StatusLine {
  if (line.reduce((sum, { text }) => sum + displayWidth(text), 0) <= width) return line;
  let left = Math.max(0, width - 1);
  const kept: Segment[] = [];
  for (const { text, style } of line) {
    const part = takeColumns(text, left);
    if (part !== '') kept.push({ text: part, style });
    left -= displayWidth(part);
    if (part !== text) break;
  }
  return width < 1 ? [] : [...kept, dim('…')];
}
