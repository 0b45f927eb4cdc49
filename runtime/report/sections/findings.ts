/** Findings with what became of them, and the dissent that the verdict leaves. */
import type { ReportCriterion, ReportData, ReportFinding, ReportLocation } from '../../generated/types.ts';
import { code, fence, inline, jsonFence, table } from '../markdown.ts';
import type { Say } from '../messages.ts';
import type { Blocks, Section } from './parts.ts';
import { joinLists, list, words, yesNo } from './parts.ts';

export const findingsSection: Section = ({ findings, convergence }, say) => [
  `## ${say('findings.heading')}`,
  ...(findings.length === 0
    ? [say('findings.none')]
    : [findingTable(findings, say), ...findings.flatMap((each) => findingBlocks(each, say))]),
  ...(convergence.roundHistory.length === 0 ? [] : [say('findings.convergence'), jsonFence(convergence)]),
];

function findingTable(findings: readonly ReportFinding[], say: Say): string {
  const keys = ['id', 'class', 'severity', 'category', 'state', 'place', 'raisedBy', 'counts'] as const;
  const rows = findings.map((finding) => [
    inline(finding.id),
    finding.class,
    `**${finding.severity}**`,
    finding.category,
    finding.state,
    finding.location ? inline(place(finding.location)) : '—',
    finding.raisedBy.map(inline).join(', '),
    yesNo(finding.counts, say),
  ]);
  return table(
    keys.map((key) => say(`findings.${key}`)),
    rows,
  );
}

const place = ({ file, startLine, endLine }: ReportLocation): string =>
  `${file}:${startLine}${endLine === startLine ? '' : `-${endLine}`}`;

function findingBlocks(finding: ReportFinding, say: Say): Blocks {
  const { quote, reproducer, positions } = finding;
  return [
    `### ${inline(finding.id)}`,
    ...joinLists([
      ...words(say('findings.claim'), finding.claim),
      ...words(say('findings.evidence'), finding.evidence),
      ...words(say('findings.recommendation'), finding.recommendation ?? ''),
      ...words(say('findings.why'), finding.why ?? ''),
      ...(reproducer
        ? [
            `- ${say('findings.reproducer')}: ${code(reproducer.cmd)} (${say('findings.expectExit', { exit: reproducer.expect.exit })})${finding.reproduced ? `: **${finding.reproduced}**` : ''}`,
          ]
        : []),
    ]),
    ...(quote
      ? [`${say('findings.quote', { file: code(quote.file), line: quote.line, side: quote.side })}:`, fence(quote.text, 'text')]
      : []),
    ...(positions.length > 0
      ? [
          `${say('findings.positions')}:`,
          list(positions.map((p) => `${inline(p.seat)}: **${p.position}**${p.kind ? ` (${p.kind})` : ''} ${inline(p.evidence)}`)),
        ]
      : []),
  ];
}

export const dissentSection: Section = (data, say) => {
  const lines = [
    ...verdictDissent(data, say),
    ...data.criteria.flatMap((each) => criterionDissent(each, say)),
    ...findingDissent(data, say),
  ];
  return [`## ${say('dissent.heading')}`, lines.length === 0 ? say('dissent.none') : list(lines)];
};

const verdictDissent = ({ attempts, run }: ReportData, say: Say): readonly string[] =>
  (attempts.at(-1)?.verifiers ?? [])
    .filter(({ verdict }) => verdict !== null && verdict !== 'no-result' && run.verdict !== null && verdict !== run.verdict)
    .map(({ seat, verdict }) =>
      say('dissent.verdict', { seat: inline(seat), answered: `**${verdict}**`, verdict: `**${run.verdict}**` }),
    );

function criterionDissent({ id, answers }: ReportCriterion, say: Say): readonly string[] {
  const checked = answers.filter(({ status }) => status !== 'not-checked');
  if (new Set(checked.map(({ status }) => status)).size < 2) return [];
  return [
    say('dissent.criterion', {
      id: `**${inline(id)}**`,
      answers: checked.map(({ seat, status }) => `${inline(seat)} ${status}`).join(', '),
    }),
  ];
}

const findingDissent = ({ findings }: ReportData, say: Say): readonly string[] =>
  findings.flatMap(({ id, positions }) =>
    positions
      .filter(({ position }) => position === 'DISAGREE')
      .map(({ seat, kind, evidence }) =>
        say('dissent.finding', { id: `**${inline(id)}**`, seat: inline(seat), kind: kind ?? '—', evidence: inline(evidence) }),
      ),
  );
