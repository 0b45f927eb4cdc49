/** `PR_TITLE.md`, `PR_BODY.md` and `RUN_SUMMARY.json`, rendered from one value; and the same for the terminal. Pure. */
import type { RunSummary } from '../../generated/types.ts';
import { fallbackMessage } from './commits.ts';
import type { PrData, PrResult } from './pr-data.ts';

/** Folder of the three files, relative to the top of the checkout. */
export const PR_FOLDER = '.codex/pr';

/** By name. */
export type PrFiles = Readonly<Record<'PR_TITLE.md' | 'PR_BODY.md' | 'RUN_SUMMARY.json', string>>;

export function renderPrFiles(data: PrData): PrFiles {
  return {
    'PR_TITLE.md': `${prTitle(data)}\n`,
    'PR_BODY.md': prBody(data),
    'RUN_SUMMARY.json': `${JSON.stringify(runSummary(data), null, 2)}\n`,
  };
}

/** One conventional line: of several tasks the first one's. */
export function prTitle({ bundle }: Pick<PrData, 'bundle'>): string {
  const [first] = bundle?.tasks ?? [];
  return bundle === undefined || first === undefined
    ? 'chore: no task of a feature document could be taken'
    : fallbackMessage(bundle.frdId, first.title);
}

export function runSummary(data: PrData): RunSummary {
  const { bundle, commits, filesChanged, results, preflight, claim, memory, strict } = data;
  return {
    selectedBundleTaskIds: bundle?.tasks.map(({ taskId }) => taskId) ?? [],
    branchName: bundle?.branch ?? null,
    prTitle: bundle === undefined ? null : prTitle(data),
    commits: commits.map(({ hash, message }) => ({ hash, message })),
    filesChanged: [...filesChanged],
    validationResults: results.map(({ name, command, exitCode, status, outputSummary }) => ({
      name,
      command,
      exitCode,
      status,
      ...(strict === undefined ? {} : { outputSummary: outputSummary ?? '' }),
    })),
    preflightChecks: preflight.map((row) => ({ ...row })),
    taskClaim: claim,
    memoryUpdate: memory,
    nextBoundaryTaskId: bundle?.nextBoundaryTaskId ?? null,
    ...(strict === undefined
      ? {}
      : {
          verificationEvidence: strict.evidence.map((row) => ({ ...row, commands: [...row.commands] })),
          overallStatus: strict.overallStatus,
        }),
  };
}

function prBody(data: PrData): string {
  const { bundle, results, strict } = data;
  const own = bundle?.tasks ?? [];
  const implemented = (data.isAccepted ? own : []).flatMap(({ taskId, title, subtasks }) => [
    `- ${taskId}: ${line(title)}`,
    ...subtasks.map((subtask) => `  - ${subtask.taskId}: ${line(subtask.title)}`),
  ]);
  const deferred = [...(data.isAccepted ? [] : own), ...(bundle?.deferred ?? [])].map(
    ({ taskId, title }) => `- ${taskId}: ${line(title)}`,
  );
  const of = (kind: PrResult['kind']): readonly string[] => results.filter((result) => result.kind === kind).map(resultLine);
  return `${[
    '## PR Title',
    prTitle(data),
    '## Summary',
    data.summary.trim() ||
      (data.nothing ?? (data.isAccepted ? 'Implements the tasks listed below.' : 'Not accepted: the tasks below are not done.')),
    '## FRD Scope',
    '### Implemented',
    list(implemented),
    '### Deferred',
    list(deferred),
    '## Changes',
    list(data.filesChanged.map((path) => `- ${code(path)}`)),
    '## Validation',
    '### Tests',
    list([...of('test'), ...of('other')]),
    '### Ajv schema validation',
    list(of('schema')),
    ...(strict === undefined ? [] : ['## Verification coverage', coverage(strict)]),
    '## Risks',
    list(data.risks.map(item)),
    '## Notes',
    list([...data.notes.map(item), ...claimNotes(data)]),
    '## Follow-ups',
    list(data.followUps.map(item)),
  ].join('\n\n')}\n`;
}

const resultLine = ({ name, command, exitCode, status }: PrResult): string =>
  `- ${line(name)}: ${status} (${code(command)}, ${exitCode === null ? 'no exit code' : `exit code ${exitCode}`})`;

function coverage({ evidence, overallStatus }: NonNullable<PrData['strict']>): string {
  const rows = evidence.map(({ verificationId, status, commands, humanEvidence }) => {
    const shown = [...commands.map(code), ...(humanEvidence === null ? [] : [line(humanEvidence)])];
    return `| ${verificationId} | ${status} | ${shown.join('<br>').replaceAll('|', '\\|') || 'none'} |`;
  });
  return [`Overall: ${overallStatus}`, '', '| Entry | Status | Evidence |', '| --- | --- | --- |', ...rows].join('\n');
}

function claimNotes({ claim }: PrData): readonly string[] {
  if (claim.status === 'fallback_local') return [`- Coordination with other agents was best effort: ${line(claim.details)}`];
  if (claim.takeover === null) return [];
  const { previousOwnerId, previousExpiresAt, takeoverAt } = claim.takeover;
  return [`- The claim was taken over from ${line(previousOwnerId)} at ${takeoverAt}; it had ended ${previousExpiresAt}.`];
}

const NONE = 'None.';
const list = (items: readonly string[]): string => (items.length === 0 ? NONE : items.join('\n'));
const item = (text: string): string => `- ${line(text)}`;

/** Texts of documents and agents stay on their line, and are no Markdown or HTML of their own there. */
const line = (text: string): string =>
  text
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replaceAll(/[\\<>`*_[\]|]/g, String.raw`\$&`);

function code(text: string): string {
  const flat = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = longest > 0 ? ' ' : '';
  return `${fence}${gap}${flat}${gap}${fence}`;
}

const none = (items: readonly string[]): string => (items.length === 0 ? 'none' : items.join('\n   '));

/** The eleven items that a run ends with, title and body among them. */
export function finalOutput(data: PrData): string {
  const { bundle, commits, filesChanged, results, preflight, claim, memory } = data;
  const items = [
    ['Bundle', bundle?.tasks.map(({ taskId }) => taskId).join(', ') ?? data.nothing ?? 'none'],
    ['Branch', bundle?.branch ?? 'none'],
    ['Title', prTitle(data)],
    ['Commits', none(commits.map(({ hash, message }) => `${hash.slice(0, 7)} ${message.split('\n', 1)[0] ?? ''}`))],
    ['Files', none(filesChanged)],
    ['Validation', none(results.map(({ name, status, exitCode }) => `${name}: ${status} (${exitCode ?? 'no exit code'})`))],
    ['Preflight', none(preflight.map(({ name, status, details }) => `${name}: ${status}, ${details}`))],
    ['Claim', `${claim.status}${claim.details === '' ? '' : `: ${claim.details}`}`],
    ['Memory', `${memory.status}${memory.summary === '' ? '' : `: ${memory.summary}`}`],
    ['Next boundary', bundle?.nextBoundaryTaskId ?? 'none'],
  ] as const;
  const numbered = items.map(([name, text], index) => `${index + 1}. ${name}: ${text}`);
  return `${numbered.join('\n')}\n11. PR body:\n\n${prBody(data)}`;
}
