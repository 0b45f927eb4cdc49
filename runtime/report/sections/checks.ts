/** What okstra ran itself, with receipts; the lines for what is not configured or was skipped; where agents say something else. */
import type { ReportData, ReportDiscrepancy, ReportReceipt } from '../../generated/types.ts';
import { cellCode, code, fence, inline, table } from '../markdown.ts';
import type { Say } from '../messages.ts';
import type { Blocks, Section } from './parts.ts';
import { duration, list, short } from './parts.ts';

export const checksSection: Section = ({ checks, attempts, run }, say) => {
  const { receipts, discrepancies } = checks;
  const lines = missingLines(checks);
  const shown = receipts.filter((receipt) => isShownInFull(receipt, attempts.length));
  return [
    `## ${say('checks.heading')}`,
    say('checks.intro'),
    ...confinementWords(receipts, say),
    ...(lines.length > 0 ? [list(lines)] : []),
    receipts.length === 0 ? say('checks.none') : receiptTable(receipts, say),
    ...shown.flatMap((receipt) => receiptBlocks(receipt, run.dir, say)),
    `### ${say('checks.discrepancies')}`,
    discrepancies.length === 0 ? say('checks.noDiscrepancies') : list(discrepancies.map((each) => discrepancyLine(each, say))),
  ];
};

/** These lines keep their English words in every language: scripts look for them. */
const missingLines = ({ unconfigured, languagesWithoutLint, receipts }: ReportData['checks']): readonly string[] => [
  ...unconfigured.map((category) => `qa-command not configured: ${inline(category)}`),
  ...languagesWithoutLint.map((language) => `no lint/style tool configured for ${inline(language)}`),
  ...new Set(receipts.flatMap(({ note }) => (note === null ? [] : [inline(note)]))),
];

/** One sentence where all ran alike; otherwise each receipt in full says it, and those outside are named. */
function confinementWords(receipts: ReportData['checks']['receipts'], say: Say): Blocks {
  const ran = receipts.filter(({ status }) => status !== 'skipped');
  const outside = [...new Set(ran.filter(({ confinement }) => confinement === 'process-group').map(({ label }) => label))];
  if (ran.length === 0) return [];
  if (outside.length === 0) return [say('checks.allSandboxed')];
  const isAll = ran.every(({ confinement }) => confinement === 'process-group');
  return [isAll ? say('checks.allUnsandboxed') : say('checks.someUnsandboxed', { checks: outside.map(inline).join(', ') })];
}

/** The last attempt's receipts are what the verdict rests on; of the others only those that did not pass need reading. */
const isShownInFull = ({ on, attempt, status }: ReportReceipt, attempts: number): boolean =>
  status !== 'skipped' && ((on === 'candidate' && attempt === attempts) || status !== 'passed');

function receiptTable(receipts: readonly ReportReceipt[], say: Say): string {
  const head = (
    ['checks.check', 'checks.command', 'checks.on', 'checks.status', 'checks.exit', 'checks.duration', 'checks.tests'] as const
  ).map((key) => say(key));
  return table(
    head,
    receipts.map((receipt) => [
      inline(receipt.label),
      cellCode(receipt.cmd),
      ranOn(receipt, say),
      `**${receipt.status}**`,
      receipt.exitCode === null ? '—' : String(receipt.exitCode),
      duration(receipt.durationMs),
      receipt.counts ? say('checks.counts', { ...receipt.counts }) : '—',
    ]),
  );
}

function receiptBlocks(receipt: ReportReceipt, dir: string, say: Say): Blocks {
  const { cmd, status, exitCode, durationMs, cwd, tree, commit, log, tail, confinement, hint } = receipt;
  const facts = [
    `${say('checks.command')}: ${code(cmd)}`,
    `${say('checks.status')}: **${status}**`,
    `${say('checks.exit')}: ${exitCode ?? '—'}`,
    `${say('checks.duration')}: ${duration(durationMs)}`,
    `${say('checks.folder')}: ${code(cwd)}`,
    say(confinement === 'bwrap' ? 'checks.sandboxed' : 'checks.unsandboxed'),
    ...(hint === undefined ? [] : [`${say('checks.hint')}: ${inline(hint)}`]),
    say('checks.tree', { tree: code(tree), commit: short(commit) }),
    ...(log ? [say('checks.log', { path: code(`${dir}/${log.path}`), sha: code(log.sha256) })] : []),
  ];
  return [
    `### ${inline(receipt.label)} — ${ranOn(receipt, say)}`,
    list(facts),
    tail.trim() === '' ? say('checks.noOutput') : fence(tail, 'text'),
  ];
}

function ranOn({ on, attempt, category, cachedFrom }: ReportReceipt, say: Say): string {
  if (category === 'setup') return say('checks.setup');
  if (cachedFrom !== undefined) return say('checks.onBaselineBefore', { run: inline(cachedFrom.run), at: inline(cachedFrom.at) });
  return on === 'baseline' ? say('checks.onBaseline') : say('checks.onCandidate', { attempt });
}

const discrepancyLine = (
  { attempt, seat, cmd, claimedExit, observedExit, observedStatus }: ReportDiscrepancy,
  say: Say,
): string =>
  say('checks.discrepancy', {
    attempt,
    seat: inline(seat),
    cmd: code(cmd),
    claimed: claimedExit ?? '—',
    status: observedStatus,
    observed: observedExit ?? '—',
  });
