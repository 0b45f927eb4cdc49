/** `okstra tasks start` and `okstra tasks import`: a queue, shown before it is written. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { realPorts } from '../conductor/index.ts';
import { askAnalyst } from '../conductor/queue/ask-analyst.ts';
import type { QueueSession } from '../conductor/queue/open.ts';
import { openQueueSession } from '../conductor/queue/open.ts';
import type { GroupChoice, PreCheck, ProposedQueue } from '../conductor/queue/start.ts';
import {
  importChecks,
  planTasks,
  preChecks,
  propose,
  readPlanFile,
  withDesignTasks,
  writeQueue,
} from '../conductor/queue/start.ts';
import { EXIT_CODES, fail } from '../model/failure.ts';
import { lineChanges } from '../sources/task-queue/measure.ts';
import { readSpecKit } from '../sources/task-queue/spec-kit.ts';
import type { NewTask } from '../sources/task-queue/tasks-edit.ts';
import { askApproval } from './confirm.ts';
import type { CliContext, CommandEnd, CommandHandler } from './context.ts';
import { withHooks } from './run-shared.ts';
import { colour, renderTable } from './table.ts';

type Options = Readonly<Record<string, unknown>>;

export const start: CommandHandler = async (context, _args, options) => {
  const session = await openQueueSession(context.cwd, { ...realPorts(), env: context.env });
  const checks = await preChecks(session);
  const stops = checks.filter(({ status }) => status === 'stop');
  if (stops.length > 0) {
    const [first] = stops;
    throw fail(
      'usage',
      'queue-not-ready',
      `Expected specs to make tasks of, found: ${stops.map(({ detail }) => detail).join('; ')}.\n${checksText(checks)}`,
      {
        ...(first?.fix === undefined ? {} : { fix: first.fix }),
        details: { checks },
      },
    );
  }
  const file = options['fromJson'] as string | undefined;
  if (file !== undefined && options['analyst'] !== undefined)
    throw fail('usage', 'flags-together', 'Expected either --from-json or --analyst, found both.', {
      fix: 'Leave one of them out.',
    });
  const tasks =
    file === undefined
      ? await analysed(context, session, options)
      : planTasks(session, readPlanFile(resolve(context.cwd, file), file), file);
  return finish(context, session, { tasks: withDesignTasks(session, tasks), checks, options });
};

export const importTasks: CommandHandler = async (context, [file = ''], options) => {
  const session = await openQueueSession(context.cwd, { ...realPorts(), env: context.env });
  const { tasks, problem } = readSpecKit(readText(resolve(context.cwd, file), file));
  if (problem !== undefined || tasks.length === 0) {
    throw fail(
      'usage',
      'import-refused',
      problem === undefined
        ? `Expected tasks as spec-kit writes them (- [ ] T001 [P] ...), found none in ${file}.`
        : `Expected a task as spec-kit writes it (- [ ] T001 [P] ...), found "${problem.found}".`,
      {
        fix:
          problem === undefined
            ? 'Name the tasks.md of a feature, or make the queue from specs: okstra tasks start'
            : 'Correct that line, and import again.',
        place: { file, ...(problem === undefined ? {} : { line: problem.line }) },
      },
    );
  }
  return finish(context, session, { tasks, checks: await importChecks(session), options });
};

function readText(path: string, given: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw fail(
      'usage',
      'file-missing',
      `Expected a file that can be read, found: ${error instanceof Error ? error.message : String(error)}.`,
      {
        fix: 'Check the path; it is relative to the current folder or --cwd.',
        place: { file: given },
        cause: error,
      },
    );
  }
}

function analysed(context: CliContext, session: QueueSession, options: Options): Promise<readonly NewTask[]> {
  const named = (options['analyst'] as string | undefined) ?? session.config.settings.roles.executor;
  if (named === undefined) {
    throw fail('usage', 'analyst-missing', 'Expected an agent to propose the tasks, found none configured.', {
      fix: 'okstra tasks start --analyst <agent>, or a ready plan: --from-json <file>',
    });
  }
  context.note(`okstra: ${named} proposes tasks; the specs go to it`);
  return withHooks(context, options, ({ signal }) =>
    askAnalyst(session, named, { ports: { ...realPorts(), env: context.env }, signal }),
  );
}

async function finish(
  context: CliContext,
  session: QueueSession,
  {
    tasks,
    checks,
    options,
  }: { readonly tasks: readonly NewTask[]; readonly checks: readonly PreCheck[]; readonly options: Options },
): Promise<CommandEnd> {
  const at = new Date().toISOString();
  const choice = (options['parallel'] as GroupChoice | undefined) ?? 'decline';
  const queue = propose(session, tasks, choice, at);
  const shown = [...(checks.length === 0 ? [] : [checksText(checks), '']), queueText(queue, choice)].join('\n');
  // As a plan has it, so that what is shown can be given back by --from-json.
  const planned = queue.tasks.map((task) => ({ ...task, originalId: task.others?.['Original id'] ?? '' }));
  const document = { checks, tasks: planned, groups: queue.groups, parallel: choice };
  if (options['dryRun'] === true)
    return { exitCode: 0, text: shown, document: { ok: true, written: false, dryRun: true, ...document } };
  if (!context.yes && !(await askApproval(context, shown, 'Write this queue?'))) {
    return {
      exitCode: EXIT_CODES.blocked,
      text: `${shown}\n\nNothing was written.\nfix: the same with --yes`,
      document: { ok: false, exitCode: EXIT_CODES.blocked, written: false, ...document },
    };
  }
  const { files, former } = await writeQueue(session, queue, choice, at);
  const kept = former === undefined ? '' : `\nThe queue that was there: ${former}`;
  return {
    exitCode: 0,
    text: `${shown}\n\nWritten: ${files.join(', ')}${kept}\nnext: okstra work`,
    document: {
      ok: true,
      written: true,
      files: files.map((name) => `${session.top}/${name}`),
      former: former === undefined ? null : `${session.top}/${former}`,
      ...document,
    },
  };
}

const checksText = (checks: readonly PreCheck[]): string => {
  const verdict = checks.some(({ status }) => status === 'stop') ? 'no go' : 'go';
  return `${renderTable(
    ['Check', 'Status', 'Detail'],
    checks.map(({ name, status, detail, fix }) => [
      name,
      { text: status, style: status === 'ok' ? 'green' : status === 'warn' ? 'yellow' : 'red' },
      fix === undefined || status === 'ok' ? detail : `${detail} (${fix})`,
    ]),
  )}\n${colour('bold', verdict)}`;
};

function queueText({ text, before, tasks, groups }: ProposedQueue, choice: GroupChoice): string {
  const grouped = groups.map((ids, index) => `P${index + 1}: ${ids.join(', ')}`);
  return [
    `${tasks.length} task(s)${before === '' ? '' : ', in place of the queue that is there'}:`,
    ...diffLines(linesOf(before), linesOf(text)),
    ...(grouped.length === 0
      ? []
      : [
          '',
          `May run side by side (${choice === 'approve' ? 'approved' : 'not approved: --parallel approve'}): ${grouped.join('; ')}`,
        ]),
  ].join('\n');
}

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/));

/** What goes and what comes, in the order of the file, below the heading that it stands under. Blank lines are left out. */
function diffLines(before: readonly string[], after: readonly string[]): readonly string[] {
  const changes = lineChanges(before, after);
  const removed = new Set(changes.removed);
  const added = new Set(changes.added);
  const shown: string[] = [];
  let heading = '';
  let named = '';
  const say = (line: string, style: 'red' | 'green', mark: string): void => {
    if (line.trim() === '') return;
    if (!line.startsWith('#') && heading !== named) shown.push(`@@ ${heading}`);
    named = line.startsWith('#') ? line : heading;
    shown.push(colour(style, `${mark} ${line}`));
  };
  for (let old = 0, now = 0; old < before.length || now < after.length; ) {
    if (removed.has(old)) {
      say(before[old] ?? '', 'red', '-');
      if (before[old]?.startsWith('#') === true) heading = before[old] ?? '';
      old += 1;
    } else if (added.has(now)) {
      if (after[now]?.startsWith('#') === true) heading = after[now] ?? '';
      say(after[now] ?? '', 'green', '+');
      now += 1;
    } else {
      if (after[now]?.startsWith('#') === true) heading = after[now] ?? '';
      old += 1;
      now += 1;
    }
  }
  return shown;
}
