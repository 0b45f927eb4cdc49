/** A bundle as the item of a run: the text that agents are given, and what has to be true in the end. Pure. */
import { filesOfBundle } from './select.ts';
import type { FrdDocument, FrdSubtask, FrdTask } from './types.ts';
import { commandsOf } from './verification.ts';

/** What a person said of an entry that does not hold. */
export interface Refused {
  readonly verificationId: string;
  readonly words: string;
}

/** Markdown; headings begin at level 2. Texts of the document stand in it as they are. */
export function bundleText(
  document: Pick<FrdDocument, 'frdId' | 'title' | 'description' | 'specReferences'>,
  tasks: readonly FrdTask[],
  refused: readonly Refused[] = [],
): string {
  return [
    `# ${document.frdId}: ${document.title}`,
    document.description,
    section('Rests on', document.specReferences.map(item)),
    ...tasks.map(taskText),
    section(
      'What a person found wrong with the work so far',
      refused.map(({ verificationId, words }) => item(`${verificationId}: ${words}`)),
    ),
    section('Not part of this', [
      item(`Every other task of ${document.frdId}. The change ends with ${tasks.at(-1)?.taskId ?? 'none'}.`),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function taskText(task: FrdTask): string {
  const tests = task.testRequirements.flatMap(({ testRequirementId, type, description, scenarios }) => [
    item(`${testRequirementId} (${type}): ${description}`),
    ...scenarios.map((one) => `  ${item(`${one.scenarioId} (${one.type}): ${one.description} → ${one.expectedOutcome}`)}`),
  ]);
  const verification = task.verification.map((entry) => {
    const commands = commandsOf(entry);
    const by = commands.length === 0 ? '' : ` Commands: ${commands.map((line) => `\`${line}\``).join(', ')}`;
    return item(`${entry.verificationId} (${entry.type}): ${entry.description}${by}`);
  });
  return [
    `## ${task.taskId}: ${task.title}`,
    task.description,
    section('Subtasks', task.subtasks.flatMap(subtaskLines), 3),
    section(
      'Gotchas',
      task.gotchas.map(({ gotchaId, severity, description }) => item(`${gotchaId} (${severity}): ${description}`)),
      3,
    ),
    section('Tests', task.testOmissionReason === undefined ? tests : [item(`None asked for: ${task.testOmissionReason}`)], 3),
    section('Verification', verification, 3),
    section('Notes', task.notes.map(item), 3),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function subtaskLines({
  subtaskId,
  title,
  description,
  filesToCreate,
  filesToModify,
  notes,
  status,
}: FrdSubtask): readonly string[] {
  const done = status === 'completed' || status === 'skipped' ? ` (${status})` : '';
  const more = description === '' || description === title ? [] : [description];
  const files = [
    ...(filesToCreate.length === 0 ? [] : [`creates ${filesToCreate.join(', ')}`]),
    ...(filesToModify.length === 0 ? [] : [`modifies ${filesToModify.join(', ')}`]),
  ];
  return [item(`${subtaskId}${done}: ${title}`), ...[...more, ...files, ...notes].map((line) => `  ${item(line)}`)];
}

const item = (text: string): string => `- ${text.replaceAll(/\s*\n\s*/g, ' ').trim()}`;
const section = (title: string, lines: readonly string[], level = 2): string =>
  lines.length === 0 ? '' : `${'#'.repeat(level)} ${title}\n\n${lines.join('\n')}`;

/** What verifiers answer one by one. `command`: answered by the receipt of that command alone. */
export interface BundleCriterion {
  readonly text: string;
  readonly kind: 'automated' | 'manual';
  readonly command?: string;
}

/** Subtasks that are still open, scenarios of tests, and verification entries, in the order of the document. */
export function bundleCriteria(tasks: readonly FrdTask[]): readonly BundleCriterion[] {
  return tasks.flatMap((task) => [
    ...task.subtasks
      .filter(({ status }) => status !== 'completed' && status !== 'skipped')
      .map(({ subtaskId, title }) => ({ text: `${subtaskId}: ${title}`, kind: 'automated' as const })),
    ...task.testRequirements.flatMap(({ scenarios }) =>
      scenarios.map(({ scenarioId, description, expectedOutcome }) => ({
        text: `${scenarioId}: ${description} → ${expectedOutcome}`,
        kind: 'automated' as const,
      })),
    ),
    ...task.verification.map((entry): BundleCriterion => {
      const text = `${entry.verificationId}: ${entry.description}`;
      const [command, ...others] = commandsOf(entry);
      if (entry.type === 'manual') return { text, kind: 'manual' };
      return { text, kind: 'automated', ...(command === undefined || others.length > 0 ? {} : { command }) };
    }),
  ]);
}

/** Files that the bundle may change; absent where it names none, and so sets no limit. */
export function bundleFiles(tasks: readonly FrdTask[]): readonly string[] | undefined {
  const files = filesOfBundle(tasks);
  return files.length === 0 ? undefined : files;
}
