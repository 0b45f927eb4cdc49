/**
 * The report for people, from data.json alone: the same data gives the same bytes. Heading, the four bullets, `## Remaining tasks` and
 * `## Final worker output` are read by programs and stay English whatever the language of the rest.
 */
import type { ReportData } from '../generated/types.ts';
import { hasExecutor } from './has-executor.ts';
import { inline, jsonFence } from './markdown.ts';
import type { Messages } from './messages.ts';
import { sayWith } from './messages.ts';
import { attemptsSection, executorSection, verifiersSection } from './sections/agents.ts';
import { auditSection } from './sections/audit.ts';
import { commitsSection, figuresSection, followUpsSection, noticesSection, outputSection } from './sections/change.ts';
import { checksSection } from './sections/checks.ts';
import { dissentSection, findingsSection } from './sections/findings.ts';
import type { Section } from './sections/parts.ts';
import { proseSection } from './sections/prose.ts';
import { criteriaSection, personSection, verdictSection } from './sections/verdict.ts';

const SECTIONS: readonly Section[] = [
  proseSection,
  verdictSection,
  criteriaSection,
  checksSection,
  auditSection,
  verifiersSection,
  dissentSection,
  findingsSection,
  personSection,
  executorSection,
  attemptsSection,
  commitsSection,
  noticesSection,
  figuresSection,
  followUpsSection,
  outputSection,
];

export function renderMarkdown(data: ReportData, messages: Messages): string {
  const say = sayWith(messages);
  return `${[...head(data), ...SECTIONS.flatMap((section) => section(data, say))].join('\n\n')}\n`;
}

function head(data: ReportData): readonly string[] {
  const { item, run, remainingTasks } = data;
  const kind = hasExecutor(data) ? 'Implementation' : 'Review';
  const bullets = [
    `- Mode: ${run.mode}`,
    `- Max attempts: ${run.maxAttempts}`,
    `- Attempts used: ${run.attemptsUsed}`,
    `- Final verifier status: ${run.finalVerifierStatus}`,
  ];
  return [
    `# ${kind} Report for ${inline(item.id)} — ${inline(item.name)}`,
    bullets.join('\n'),
    '## Remaining tasks',
    jsonFence({ remainingTasks: remainingTasks.map(({ text }) => text) }),
  ];
}
