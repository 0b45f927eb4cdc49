/** Commands that make a run, go on with one or end one: `run`, `review`, `resume`, `stop`, `discard`, `land`. */
import type { Command } from 'commander';
import { durationMs, names, positiveInteger } from '../flags.ts';
import { DETACH, limitFlags, RANGES, reviewFlags, verifierFlags } from '../review-flags.ts';
import type { Add } from './shared.ts';

export function run(program: Command, add: Add): void {
  const command = add(
    program,
    'run <ref...>',
    'run work items, one after another',
    async () => (await import('../run.ts')).run,
    'okstra run --exec spec-01-hello',
    'okstra run spec-01-hello --dry-run',
    'okstra run --exec --detach --json spec-01-hello',
    'okstra run --exec spec-02-api --verifiers claude:opus,codex --max-attempts 3',
    'okstra run --exec spec-02-api spec-03-ui --budget-usd 5 --max-time 2h --wait-quota',
    'okstra run --exec T-003',
    'okstra run --exec frd:next',
  );
  runFlags(command);
  command
    .option('--dry-run', 'print the plan of the run and do nothing')
    .option('--detach', DETACH)
    .option('--fresh', 'start anew; earlier unmerged work is kept under a numbered branch')
    .option('--again', 'run an item that is done');
}

export function review(program: Command, add: Add): void {
  reviewFlags(
    add(
      program,
      'review [range]',
      'judge a change that exists: a branch, a range of commits, or the working tree',
      async () => (await import('../review.ts')).review,
      'okstra review',
      'okstra review main...topic --verifiers claude,codex',
      'okstra review --working-tree --criteria checklist.md',
      'okstra review --yes --format sarif --out okstra.sarif',
    ).addHelpText('after', RANGES),
  );
}

export function resume(program: Command, add: Add): void {
  limitFlags(
    add(
      program,
      'resume [run]',
      'go on with a run that was interrupted, waits for a quota or ended at a limit (default: the newest of this checkout)',
      async () => (await import('../resume.ts')).resume,
      'okstra resume',
      'okstra resume run-20310402-091011-k3f9 --wait-quota',
      'okstra resume run-20310402-091011-k3f9 --budget-usd 10 --max-time 6h',
    ),
  )
    .option('--now', 'ask agents again before the time at which their quota resets')
    .option('--detach', DETACH)
    .option('--json-stream', 'print every event as a JSON line on stdout')
    .option('--verbose', "print the agents' own output on stderr while they run");
}

export function stop(program: Command, add: Add): void {
  add(
    program,
    'stop [run]',
    'ask a running run to stop cleanly',
    async () => (await import('../stop.ts')).stop,
    'okstra stop',
  ).option('--wait <duration>', 'how long to wait for it to end', durationMs, 30_000);
}

export function discard(program: Command, add: Add): void {
  add(
    program,
    'discard [run]',
    'give up a stopped run; worktree and branch stay unless --force',
    async () => (await import('../discard.ts')).discard,
    'okstra discard run-20310402-091011-k3f9',
    'okstra discard --force',
  ).option('--force', 'remove its worktree and branch too, naming what is lost');
}

export function land(program: Command, add: Add): void {
  add(
    program,
    'land <item>',
    'merge an accepted branch into the branch checked out here',
    async () => (await import('../land.ts')).land,
    'okstra land spec-01-hello',
  )
    .option('--dry-run', 'run the checks on the merged tree, merge nothing')
    .option('--no-checks', 'merge without running the checks on the merged tree');
}

/** Of commands that implement items. */
export function runFlags(command: Command): void {
  command
    .option('--exec', 'headless: no terminal view (also when stdout is no terminal, with --json, or with CI set)')
    .option('--json-stream', 'print every event as a JSON line on stdout')
    .option('--verbose', "print the agents' own output on stderr while they run")
    .option('--executor <agent>', 'agent that implements')
    .option('--workers <agents>', 'executor first, then verifiers', names)
    .option('--executor-model <model>', 'model of the executor')
    .option('--max-attempts <n>', 'attempts before the item counts as not accepted', positiveInteger);
  verifierFlags(command)
    .option(
      '--integrate <branch>',
      'branch that accepted work goes to, and that items begin from (default for tasks: okstra/tasks)',
    )
    .option('--reverify', 'verify finished tasks again whose files were changed outside (the default)')
    .option('--trust', 'let finished tasks stand whose files were changed outside')
    .option('--external', 'mark finished tasks whose files were changed outside as externally managed')
    .option('--no-baseline-cache', 'run the checks on the base, whatever earlier runs saw there')
    .option('--trust-checkout', 'do not watch the checkout around an unconfined executor')
    .option('--record <folder>', 'record the agents of this run for the replay driver; several items: a folder each in it');
}
