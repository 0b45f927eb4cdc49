/** What was decided and why; which criteria hold; what a person has to look at. */
import type { ReportCriterion } from '../../generated/types.ts';
import { code, inline, table } from '../markdown.ts';
import type { Say } from '../messages.ts';
import type { Blocks, Section } from './parts.ts';
import { list } from './parts.ts';

export const verdictSection: Section = ({ run }, say) => [
  `## ${say('verdict.heading')}`,
  decision(run, say),
  run.reasons.length === 0 ? say('verdict.noReasons') : list(run.reasons.map(inline)),
  ...(run.failure?.fix ? [say('verdict.fix', { fix: inline(run.failure.fix) })] : []),
  say('verdict.run', {
    run: code(run.id),
    taskKey: code(run.taskKey),
    phase: code(run.phase),
    level: code(run.level),
    from: inline(run.startedAt),
    to: run.finishedAt === null ? say('verdict.running') : inline(run.finishedAt),
    version: inline(run.okstraVersion),
  }),
  ...(run.resumed > 0 ? [say('verdict.resumed', { count: run.resumed })] : []),
];

function decision({ outcome, verdict, row }: Parameters<Section>[0]['run'], say: Say): string {
  if (outcome === null) return say('verdict.unfinished', { verdict: verdict === null ? '—' : `**${verdict}**` });
  if (verdict === null) return say('verdict.withoutVerdict', { outcome: `**${outcome}**` });
  return say('verdict.given', { verdict: `**${verdict}**`, row: row ?? '—', outcome: `**${outcome}**` });
}

export const criteriaSection: Section = ({ criteria, attempts }, say) => {
  const heading = `## ${say('criteria.heading')}`;
  if (criteria.length === 0) return [heading, say('criteria.none')];
  const seats = (attempts.at(-1)?.verifiers ?? []).map(({ seat }) => seat);
  const head = [say('criteria.id'), say('criteria.text'), say('criteria.kind'), say('criteria.status'), ...seats.map(inline)];
  const rows = criteria.map((criterion) => [
    inline(criterion.id),
    inline(criterion.text),
    criterion.kind,
    statusText(criterion, say),
    ...seats.map((seat) => criterion.answers.find((answer) => answer.seat === seat)?.status ?? '—'),
  ]);
  return [heading, table(head, rows), ...evidenceOf(criteria, say)];
};

function statusText({ status, receipt }: ReportCriterion, say: Say): string {
  const word = `**${status}**`;
  return receipt ? `${word} (${say('criteria.receipt', { check: inline(receipt.check), status: receipt.status })})` : word;
}

function evidenceOf(criteria: readonly ReportCriterion[], say: Say): Blocks {
  const items = criteria.flatMap(({ id, answers }) =>
    answers
      .filter(({ evidence }) => evidence.trim() !== '')
      .map(({ seat, status, evidence }) => `**${inline(id)}**, ${inline(seat)}, ${status}: ${inline(evidence)}`),
  );
  return items.length === 0 ? [] : [`### ${say('criteria.evidence')}`, list(items)];
}

export const personSection: Section = ({ criteria }, say) => {
  const open = criteria.filter(({ status }) => status === 'for-a-person');
  return [
    `## ${say('person.heading')}`,
    open.length === 0 ? say('person.none') : list(open.map(({ id, text }) => `**${inline(id)}**: ${inline(text)}`)),
  ];
};
