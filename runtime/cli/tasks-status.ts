/** `okstra tasks status`: read-only, from the files of the queue. */
import { realPorts } from '../conductor/ports.ts';
import { openQueueSession } from '../conductor/queue/open.ts';
import { orphanProblems, queueProblems } from '../sources/task-queue/problems.ts';
import type { Queue } from '../sources/task-queue/queue.ts';
import {
  DECISIONS_FILE,
  MANIFEST_FILE,
  pathOf,
  readManifest,
  readOther,
  readQueue,
  readSpecs,
  TASKS_FILE,
  unlistedSpecs,
} from '../sources/task-queue/queue.ts';
import type { AreaCount, QueueStatus } from '../sources/task-queue/status.ts';
import { queueStatus } from '../sources/task-queue/status.ts';
import type { CommandHandler } from './context.ts';
import { noticeText } from './failure-text.ts';
import { problemText } from './invalid-file.ts';
import { colour, oneLine, renderTable } from './table.ts';

export const status: CommandHandler = async (context) => {
  const session = await openQueueSession(context.cwd, { ...realPorts(), env: context.env });
  const queue = readQueue(session.place);
  const manifest = readManifest(session.place);
  const found = queueStatus(queue, readSpecs(session.place, manifest));
  const decisions = (readOther(session.place, DECISIONS_FILE) ?? '').match(/^## D-\d+/gm)?.length ?? 0;
  const unlisted = unlistedSpecs(session.place, manifest);
  const file = pathOf(session.place, TASKS_FILE);
  // Loaded only where it is needed: the command is asked often.
  const notices =
    session.repo === undefined ? await (await import('../conductor/queue/reconcile.ts')).noticesWithoutGit(session) : [];
  for (const notice of notices) context.note(noticeText(notice));
  const problems = [...queueProblems(queue.tasks, file), ...queue.progress.problems, ...orphanProblems(queue)];
  return {
    exitCode: 0,
    text: context.json
      ? ''
      : [
          statusText(
            queue,
            found,
            problems.map((each) => problemText(each)),
          ),
          ...(decisions === 0 ? [] : [`Decisions: ${decisions} in ${pathOf(session.place, DECISIONS_FILE)}`]),
          ...unlistedLines(unlisted, pathOf(session.place, MANIFEST_FILE)),
        ].join('\n'),
    document: {
      ok: true,
      file: `${session.top}/${file}`,
      ...found,
      decisions,
      unlisted,
      tasks: tasksOf(queue, found),
      problems,
      notices,
    },
  };
};

/** @param manifest as messages name it */
export const unlistedLines = (names: readonly string[], manifest: string): readonly string[] =>
  names.length === 0
    ? []
    : [
        `Not looked at: ${names.map(oneLine).join(', ')}`,
        `fix: List it in ${manifest} where it is a spec, or move it elsewhere.`,
      ];

function tasksOf({ tasks, progress }: Queue, { waiting }: QueueStatus) {
  const waits = new Map(waiting.map(({ id, on }) => [id, on]));
  return tasks.tasks.map(({ id, title, area, status: word, dependsOn, criteria, line, source, complexity }) => ({
    id,
    title,
    area,
    status: word,
    dependsOn,
    waitingOn: waits.get(id) ?? [],
    criteria: { total: criteria.length, met: criteria.filter(({ checked }) => checked).length },
    source,
    complexity,
    files: progress.tasks.get(id)?.files ?? [],
    notes: progress.tasks.get(id)?.notes ?? '',
    line: line + 1,
  }));
}

const MOST_SHOWN = 10;

function statusText(queue: Queue, found: QueueStatus, problems: readonly string[]): string {
  const { counted, done, percent, overall, spec, fixes, gaps, lastSession } = found;
  const leftOut = (['skipped', 'superseded', 'externally-managed'] as const).flatMap((word) =>
    found.byStatus[word] === 0 ? [] : [`, ${found.byStatus[word]} ${word}`],
  );
  const lines = [
    `${colour('bold', overall)}: ${done} of ${counted} tasks done (${percent} %)${leftOut.join('')}`,
    '',
    renderTable(
      ['Area', 'Progress', 'Done'],
      found.areas.map((area) => [area.area === '' ? '-' : area.area, bar(area), `${area.done} of ${area.total}`]),
    ),
    '',
    ...listed('In progress', found.inProgress),
    ...listed(
      'Next',
      found.next.filter((id) => !found.inProgress.includes(id)),
    ),
    ...waitingLines(found),
    ...listed('Skipped', found.skipped),
    `Fix tasks: ${fixes.open.length} open, ${fixes.resolved} resolved`,
    `Gaps: ${gaps.open.length} open${gaps.open.length === 0 ? '' : ` (${gaps.open.join(', ')})`}, ${gaps.resolved} settled`,
    ...gaps.asked
      .slice(0, MOST_SHOWN)
      .map(({ id, level, task, question, resolution }) =>
        oneLine(`  ${id} (${level}, ${task}): ${question}${resolution === '' ? '' : ` ${resolution}`}`),
      ),
    `Specs: version ${spec.recorded === '' ? 'not on record' : spec.recorded}${spec.stale ? `, now ${spec.current}: okstra tasks sync` : ''}`,
    `Last session: ${lastSession === '' ? 'none' : lastSession}`,
  ];
  const damaged = queue.tasks.damaged.size;
  const warnings =
    problems.length === 0
      ? []
      : [
          '',
          ...problems.slice(0, MOST_SHOWN),
          ...(damaged === 0 ? [] : [`${damaged} task(s) left out: okstra validate says more`]),
        ];
  return [...lines, ...warnings].join('\n');
}

const WIDTH = 20;

const bar = ({ done, total }: AreaCount): string => {
  const filled = total === 0 ? 0 : Math.floor((done * WIDTH) / total);
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}]`;
};

function listed(title: string, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const more = ids.length > MOST_SHOWN ? ` and ${ids.length - MOST_SHOWN} more` : '';
  return [`${title}: ${ids.slice(0, MOST_SHOWN).map(oneLine).join(', ')}${more}`];
}

function waitingLines({ waiting }: QueueStatus): readonly string[] {
  const shown = waiting
    .slice(0, MOST_SHOWN)
    .map(({ id, on }) => `  ${id} waits for ${on.length === 0 ? 'a decision' : on.join(', ')}`);
  return waiting.length === 0
    ? []
    : ['Waiting:', ...shown, ...(waiting.length > MOST_SHOWN ? [`  and ${waiting.length - MOST_SHOWN} more`] : [])];
}
