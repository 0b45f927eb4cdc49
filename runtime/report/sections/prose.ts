/** What the report writer says; where it could say nothing, the same in sentences of okstra's own. */
import type { ReportData } from '../../generated/types.ts';
import { latestReceipts } from '../checks.ts';
import { inline } from '../markdown.ts';
import type { Say } from '../messages.ts';
import type { Blocks, Section } from './parts.ts';
import { list } from './parts.ts';

export const proseSection: Section = (data, say) => {
  const { prose, agents } = data;
  if (prose === undefined) return [];
  const heading = `## ${say('prose.heading')}`;
  if (prose.summary === null || prose.rationale === null)
    return [heading, own(data, say), say('prose.missing', { reason: inline(prose.reason ?? '') })];
  const writer = agents.find(({ seat }) => seat === prose.seat)?.agent ?? prose.seat;
  return [heading, ...paragraphs(prose.summary), ...paragraphs(prose.rationale), say('prose.by', { agent: inline(writer) })];
};

function own({ run, checks, findings }: ReportData, say: Say): string {
  const receipts = latestReceipts(checks.receipts, run.attemptsUsed);
  return say('prose.own', {
    outcome: `**${run.outcome ?? '—'}**`,
    used: run.attemptsUsed,
    max: run.maxAttempts,
    passed: receipts.filter(({ status }) => status === 'passed').length,
    checks: receipts.length,
    findings: findings.filter(({ counts }) => counts).length,
  });
}

/** Paragraphs and plain lists; whatever else an agent writes is shown as the characters it is made of. */
const paragraphs = (text: string): Blocks =>
  text
    .split(/\n[^\S\n]*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => {
      const lines = block.split('\n').map((line) => line.trim());
      const isList = lines.every((line) => /^[-*] /.test(line));
      return isList ? list(lines.map((line) => inline(line.slice(2)))) : inline(block);
    });
