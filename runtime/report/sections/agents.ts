/** The executor, the verifiers side by side, and the attempts they took part in. */
import type { ReportAgent, ReportAttempt, ReportData, ReportVerifierTurn } from '../../generated/types.ts';
import { hasExecutor } from '../has-executor.ts';
import { code, inline, table } from '../markdown.ts';
import type { Say } from '../messages.ts';
import type { Blocks, Section } from './parts.ts';
import { agentLines, commandTable, joinLists, list, modelText, short, words, yesNo } from './parts.ts';

export const verifiersSection: Section = (data, say) => {
  const last = data.attempts.at(-1);
  const turns = last?.verifiers ?? [];
  const { count, vendors } = data.environment.distinctVendors;
  const leftOut = data.run.leftOut.map(({ agent, reason }) =>
    say('verifiers.leftOut', { agent: inline(agent), reason: inline(reason) }),
  );
  return [
    `## ${say('verifiers.heading')}`,
    ...(turns.length > 0
      ? [
          say(hasExecutor(data) ? 'verifiers.vendors' : 'verifiers.vendorsOfReview', {
            count,
            vendors: vendors.map(inline).join(', ') || say('none'),
          }),
        ]
      : []),
    turns.length > 0 ? proofTable(data, turns, say) : notAsked(last, say),
    ...(last?.panel ? [say('verifiers.panel', { reasons: last.panel.reasons.map(inline).join('; ') })] : []),
    ...(last?.panel && last.panel.leftOut.length > 0
      ? [say('verifiers.panelLeftOut', { seats: last.panel.leftOut.map(inline).join(', ') })]
      : []),
    ...(leftOut.length > 0 ? [list(leftOut)] : []),
    ...turns.flatMap((turn) => turnBlocks(data, turn, say)),
  ];
};

const notAsked = (last: ReportAttempt | undefined, say: Say): string =>
  last?.candidate ? say('verifiers.notAsked', { attempt: last.n }) : say('verifiers.none');

function proofTable(data: ReportData, turns: readonly ReportVerifierTurn[], say: Say): string {
  const keys = ['verifier', 'verdict', 'ran', 'served', 'tree', 'criteria', 'valid'] as const;
  const head = [...keys.map((key) => say(`verifiers.${key}`)), say('agent.model')];
  const rows = turns.map(({ seat, verdict, proof }) => {
    const agent = data.agents.find((each) => each.seat === seat);
    return [
      inline(seat),
      verdict === null ? say('verifiers.pending') : `**${verdict}**`,
      yesNo(proof.ran, say),
      yesNo(proof.servedModel, say),
      yesNo(proof.treeEchoed, say),
      `${proof.criteriaCovered.n}/${proof.criteriaCovered.of}`,
      yesNo(proof.answerValid, say),
      agent?.model ? `${inline(agent.model.name)} (${agent.model.attestation})` : modelText({ model: null }, say),
    ];
  });
  return table(head, rows);
}

function turnBlocks(data: ReportData, turn: ReportVerifierTurn, say: Say): Blocks {
  const agent = data.agents.find(({ seat }) => seat === turn.seat);
  const { verdict, summary, problems, commands } = turn;
  const declined = declinedOf(data, turn.seat);
  return [
    `### ${inline(turn.seat)}`,
    ...joinLists([
      ...(agent ? agentLines(agent, say) : []),
      `- ${say('verifiers.verdict')}: ${verdict === null ? say('verifiers.pending') : `**${verdict}**`}`,
      ...words(say('verifiers.summary'), summary),
    ]),
    ...(problems.length > 0 ? [say('verifiers.problems'), list(problems.map(inline))] : []),
    ...raisedBlocks(turn, say),
    ...(commands.length > 0 ? [say('verifiers.commands'), commandTable(commands, say)] : [say('verifiers.noCommands')]),
    ...(declined.length > 0 ? [say('verifiers.declined'), list(declined)] : []),
  ];
}

/** Only an answer can say that there is nothing to find. */
function raisedBlocks({ verdict, findings }: ReportVerifierTurn, say: Say): Blocks {
  if (verdict === null || verdict === 'no-result') return [];
  if (findings.length === 0) return [say('verifiers.noFindings')];
  return [
    say('verifiers.findings'),
    list(findings.map(({ severity, category, claim }) => `${severity}, ${category}: ${inline(claim)}`)),
  ];
}

/** What a verifier recommended for findings that do not enter the verdict. */
const declinedOf = ({ findings }: ReportData, seat: string): readonly string[] =>
  findings
    .filter(({ raisedBy, counts, recommendation }) => raisedBy.includes(seat) && !counts && recommendation !== undefined)
    .map(({ id, class: word, recommendation = '' }) => `**${inline(id)}** (${word}): ${inline(recommendation)}`);

export const executorSection: Section = ({ agents, attempts }, say) => {
  const heading = `## ${say('executor.heading')}`;
  if (!hasExecutor({ agents })) return [heading, say('executor.unknown')];
  const agent = agents.find(({ role }) => role === 'executor');
  const last = attempts.at(-1);
  if (!agent || !last) return [heading, say('executor.none')];
  const { commands, ownCommits, restored } = last.executor;
  const result = resultText(agent, say);
  return [
    heading,
    ...joinLists([...agentLines(agent, say), ...(result === undefined ? [] : [`- ${say('executor.result')}: ${result}`])]),
    ...(last.contractBroken.length > 0 ? [say('executor.broke'), list(last.contractBroken.map(inline))] : []),
    ...(ownCommits > 0 ? [say('executor.ownCommits', { count: ownCommits })] : []),
    ...(restored.length > 0 ? [say('executor.restored', { files: restored.map(code).join(', ') })] : []),
    ...(commands.length > 0 ? [say('executor.commands'), commandTable(commands, say)] : [say('executor.noCommands')]),
  ];
};

function resultText({ result }: ReportAgent, say: Say): string | undefined {
  if (result === 'changed') return say('executor.changed');
  return result === 'no-change' ? say('executor.unchanged') : undefined;
}

export const attemptsSection: Section = ({ attempts }, say) => {
  const heading = `## ${say('attempts.heading')}`;
  if (attempts.length === 0) return [heading, say('attempts.none')];
  const keys = ['attempt', 'candidate', 'verdict', 'outcome', 'row', 'verifiers', 'reasons'] as const;
  const rows = attempts.map((attempt) => [
    String(attempt.n),
    candidateText(attempt, say),
    attempt.verdict ?? '—',
    attempt.outcome ?? '—',
    String(attempt.row ?? '—'),
    attempt.verifiers.map(({ seat, verdict }) => `${inline(seat)}: ${verdict ?? '—'}`).join('; ') || '—',
    attempt.reasons.map(inline).join('; ') || '—',
  ]);
  return [
    heading,
    table(
      keys.map((key) => say(`attempts.${key}`)),
      rows,
    ),
  ];
};

function candidateText({ candidate }: ReportAttempt, say: Say): string {
  if (candidate === null) return '—';
  return candidate.changed ? short(candidate.tree) : `${short(candidate.tree)} (${say('executor.unchanged')})`;
}
