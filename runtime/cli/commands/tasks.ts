/** `tasks`: the task queue, derived from specs and kept true to the code. */
import type { Command } from 'commander';
import { positiveInteger, wholeNumber } from '../flags.ts';
import { DETACH, verifierFlags } from '../review-flags.ts';
import { runFlags } from './runs.ts';
import type { Add } from './shared.ts';
import { choice, group } from './shared.ts';

export function tasks(program: Command, add: Add): void {
  const command = group(program, 'tasks', 'the task queue: made from specs, verified, kept in step with code and specs');
  add(
    command,
    'start',
    'make a queue from the specs: what speaks for and against it, the tasks as a diff, and the files once approved',
    async () => (await import('../tasks-start.ts')).start,
    'okstra tasks start',
    'okstra tasks start --analyst claude --dry-run',
    'okstra tasks start --from-json plan.json --parallel approve --yes',
  )
    .option('--from-json <file>', 'a ready plan of tasks, in place of an agent that proposes one')
    .option(
      '--analyst <agent>',
      'agent that proposes the tasks; name:model sets a model. Default: the executor of the configuration',
    )
    .addOption(
      choice('--parallel <groups>', 'tasks that may run side by side: approve, decline or off', ['approve', 'decline', 'off']),
    )
    .option('--dry-run', 'show the checks and the diff, write nothing');
  add(
    command,
    'import <file>',
    'make a queue from the tasks of another tool',
    async () => (await import('../tasks-start.ts')).importTasks,
    'okstra tasks import --from spec-kit specs/001-cart/tasks.md',
  )
    .addOption(choice('--from <tool>', 'whose file it is (default: spec-kit)', ['spec-kit']))
    .addOption(
      choice('--parallel <groups>', 'tasks that may run side by side: approve, decline or off', ['approve', 'decline', 'off']),
    )
    .option('--dry-run', 'show the diff, write nothing');
  verifierFlags(
    add(
      command,
      'verify [ids...]',
      'hold finished tasks against the code as it stands, without implementing anything',
      async () => (await import('../tasks-verify.ts')).verify,
      'okstra tasks verify',
      'okstra tasks verify T-003 T-004 --verifiers codex',
      'okstra tasks verify --all --questions 0',
    ),
  )
    .option('--all', 'open tasks too: what was done by hand counts')
    .option('--needed', 'only the tasks whose status asks for it')
    .option(
      '--questions <n>',
      'without ids: questions about specs as a whole, about several together and about their documents, at most (default: 12)',
      wholeNumber,
    )
    .option('--integrate <branch>', 'branch whose tip counts as the code, together with HEAD')
    .option('--json-stream', 'print every event as a JSON line on stdout')
    .option('--verbose', "print the agents' own output on stderr while they run");
  add(
    command,
    'status',
    'how far the queue is, what comes next, what waits for what',
    async () => (await import('../tasks-status.ts')).status,
    'okstra tasks status',
    'okstra tasks status --json',
  );
  add(
    command,
    'sync',
    'show what a change of the specs means for every task, and apply it once approved',
    async () => (await import('../tasks-sync.ts')).sync,
    'okstra tasks sync',
    'okstra tasks sync --dry-run',
    'okstra tasks sync --yes',
  ).option('--dry-run', 'show the changes and write nothing');
}

export function answer(program: Command, add: Add): void {
  add(
    program,
    'answer <gap> <text>',
    'close a gap of the specification that a task came across, or say what a person saw of a verification entry',
    async () => (await import('../answer.ts')).answer,
    'okstra answer G-003 "Sessions end after an hour"',
    'okstra answer FRD-001-T2-V1 "Logged in with a wrong password, saw the message"',
    'okstra answer FRD-001-T2-V1 --failed "The message does not go away"',
  ).option('--failed', 'of a verification entry: it was looked at, and does not hold');
}

export function work(program: Command, add: Add): void {
  runFlags(
    add(
      program,
      'work',
      'work off a queue: one item after another or several side by side, each integrated before what depends on it begins',
      async () => (await import('../work.ts')).work,
      'okstra work',
      'okstra work --jobs 3 --max-items 10',
      'okstra work --jobs 3 --yes --detach --json',
      'okstra work --source specs --integrate okstra/night --yes',
      'okstra work --source frd --jobs 2',
    )
      .addOption(choice('--source <source>', 'whose items (default: tasks)', ['tasks', 'specs', 'frd']))
      .option('--detach', DETACH)
      .option('--jobs <n>', 'items at a time (default: 1)', positiveInteger)
      .option('--max-items <n>', 'items to run before it ends', positiveInteger)
      .addOption(
        choice('--stale <what>', 'tasks written for an earlier text of the specs (default: skip)', ['skip', 'continue']),
      ),
  );
}
