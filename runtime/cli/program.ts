/** All commands with their flags, help and examples. What they do is loaded only when they run. */
import { Command, Option } from 'commander';
import { KNOWN_VALUES } from '../prompts/facts.ts';
import type { CommandEnd, CommandHandler } from './context.ts';
import { durationMs, more, moreNames, names, positiveInteger } from './flags.ts';
import { limitFlags, RANGES, reviewFlags, verifierFlags } from './review-flags.ts';

export type Invoke = (load: () => Promise<CommandHandler>, args: readonly string[], command: Command) => Promise<void>;

const examples = (...lines: readonly string[]): string =>
  `\nExample${lines.length > 1 ? 's' : ''}:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;

type Add = (
  parent: Command,
  spec: string,
  description: string,
  load: () => Promise<CommandHandler>,
  ...help: readonly string[]
) => Command;

/** Commands and what defines them, in the order of the help. */
const COMMANDS: Readonly<Record<string, (program: Command, add: Add) => void>> = {
  demo(program, add) {
    add(
      program,
      'demo',
      'run the whole pipeline on a sample project with recorded agents: no key, no network',
      async () => (await import('./demo.ts')).demo,
      'okstra demo',
      'okstra demo --dir ./okstra-demo',
    ).option('--dir <folder>', 'where to put the sample project (default: a new temporary folder)');
  },
  init(program, add) {
    add(
      program,
      'init',
      'write okstra.yaml and the starter files of the specs root; never overwrites',
      async () => (await import('./init.ts')).init,
      'okstra init --yes',
      'okstra init --mode parallel --specs docs/specs',
    )
      .alias('setup')
      .addOption(new Option('--mode <mode>', 'mode of the prompt templates').choices(['strict', 'parallel']))
      .option('--specs <folder>', 'specs root, relative to the repository')
      .option('--dry-run', 'print what would be written');
  },
  doctor(program, add) {
    add(
      program,
      'doctor',
      'agents, versions, logins, git, configuration: a row each with the remedy',
      async () => (await import('./doctor.ts')).doctor,
      'okstra doctor',
      'okstra doctor --json',
      'okstra doctor --online',
      'okstra doctor --repair',
      'okstra doctor --repair --yes',
    )
      .option('--online', 'make one real call to each agent that can be used (costs a few tokens of each)')
      .option('--repair', 'print what crashes and damage left and what would be done about it; with --yes do it');
  },
  run(program, add) {
    runFlags(
      add(
        program,
        'run <ref...>',
        'run work items, one after another',
        async () => (await import('./run.ts')).run,
        'okstra run --exec spec-01-hello',
        'okstra run spec-01-hello --dry-run',
        'okstra run --exec spec-02-api --verifiers claude:opus,codex --max-attempts 3',
        'okstra run --exec spec-02-api spec-03-ui --budget-usd 5 --max-time 2h --wait-quota',
      ),
    );
  },
  review(program, add) {
    reviewFlags(
      add(
        program,
        'review [range]',
        'judge a change that exists: a branch, a range of commits, or the working tree',
        async () => (await import('./review.ts')).review,
        'okstra review',
        'okstra review main...topic --verifiers claude,codex',
        'okstra review --working-tree --criteria checklist.md',
        'okstra review --yes --format sarif --out okstra.sarif',
      ).addHelpText('after', RANGES),
    );
  },
  resume(program, add) {
    limitFlags(
      add(
        program,
        'resume [run]',
        'go on with a run that was interrupted, waits for a quota or ended at a limit (default: the newest of this checkout)',
        async () => (await import('./resume.ts')).resume,
        'okstra resume',
        'okstra resume run-20310402-091011-k3f9 --wait-quota',
        'okstra resume run-20310402-091011-k3f9 --budget-usd 10 --max-time 6h',
      ),
    )
      .option('--now', 'ask agents again before the time at which their quota resets')
      .option('--json-stream', 'print every event as a JSON line on stdout')
      .option('--verbose', "print the agents' own output on stderr while they run");
  },
  stop(program, add) {
    add(
      program,
      'stop [run]',
      'ask a running run to stop cleanly',
      async () => (await import('./stop.ts')).stop,
      'okstra stop',
    ).option('--wait <duration>', 'how long to wait for it to end', durationMs, 30_000);
  },
  discard(program, add) {
    add(
      program,
      'discard [run]',
      'give up a stopped run; worktree and branch stay unless --force',
      async () => (await import('./discard.ts')).discard,
      'okstra discard run-20310402-091011-k3f9',
      'okstra discard --force',
    ).option('--force', 'remove its worktree and branch too, naming what is lost');
  },
  land(program, add) {
    add(
      program,
      'land <item>',
      'merge an accepted branch into the branch checked out here',
      async () => (await import('./land.ts')).land,
      'okstra land spec-01-hello',
    )
      .option('--dry-run', 'run the checks on the merged tree, merge nothing')
      .option('--no-checks', 'merge without running the checks on the merged tree');
  },
  inspect,
  followups,
  prompts,
  validate(program, add) {
    add(
      program,
      'validate <file...>',
      'check configuration, report data, spec metadata or answers against their schemas',
      async () => (await import('./validate.ts')).validate,
      'okstra validate okstra.yaml',
      'okstra validate .okstra/tasks/specs/spec-01-hello/runs/implementation-001/report/data.json',
    );
  },
  report(program, add) {
    const report = group(program, 'report', 'work with report data');
    add(
      report,
      'render <data.json>',
      'render a report again',
      async () => (await import('./report.ts')).render,
      'okstra report render report/data.json',
      'okstra report render report/data.json --out copy.md',
      'okstra report render report/data.json --format sarif',
    )
      .option('--out <file>', 'where to write it (default: beside the data)')
      .addOption(formatOption('what to render'))
      .addOption(new Option('--language <language>', 'language of the report (default: that of the run)').choices(['en', 'ko']));
  },
  config(program, add) {
    const config = group(program, 'config', 'read and change configuration');
    add(
      config,
      'get [key]',
      'print a value, or all, with where it comes from',
      async () => (await import('./config.ts')).get,
      'okstra config get run.maxAttempts',
      'okstra config get --json',
    );
    add(
      config,
      'set <key> <value>',
      'change okstra.yaml, comments kept',
      async () => (await import('./config.ts')).set,
      'okstra config set run.maxAttempts 3',
      'okstra config set roles.verifiers "[codex]"',
    );
    add(
      config,
      'models',
      'print which models may be named, by vendor',
      async () => (await import('./config.ts')).models,
      'okstra config models',
      'okstra config set models.openai "[my-model]"',
    );
  },
  completion(program, add) {
    add(
      program,
      'completion <shell>',
      'print the completion script of a shell (bash, zsh, fish, powershell)',
      async () => (await import('./completion.ts')).completion,
      'okstra completion bash >> ~/.bashrc',
    );
  },
};

/**
 * @param invoke runs a handler with the parsed arguments; the program itself does nothing
 * @param argv what will be parsed: when it begins with a command, the others are left out, which saves a tenth of the start
 */
export function buildProgram(version: string, invoke: Invoke, argv: readonly string[] = []): Command {
  const program = new Command('okstra')
    .description('Turns coding agents into an implementation pipeline whose results can be trusted.')
    .version(version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show the help of a command, as in: help inspect logs')
    .showHelpAfterError(false)
    .addHelpText('after', examples('okstra demo', 'okstra run --exec spec-01-hello', 'okstra inspect status'))
    .addHelpText('after', EXIT_CODES);
  const add = (
    parent: Command,
    spec: string,
    description: string,
    load: () => Promise<CommandHandler>,
    ...help: readonly string[]
  ): Command =>
    common(
      parent
        .command(spec)
        .description(description)
        .addHelpText('after', examples(...help)),
    ).action(async (...given: unknown[]): Promise<void> => {
      const command = given.at(-1) as Command;
      await invoke(load, command.args, command);
    });

  common(program).action(async (...given: unknown[]) => {
    await invoke(async () => (await import('./overview.ts')).overviewOf(program), [], given.at(-1) as Command);
  });

  const [first = ''] = argv;
  // Completion tells about all of them.
  const only = Object.hasOwn(COMMANDS, first) && first !== 'completion' ? first : undefined;
  for (const [name, define] of Object.entries(COMMANDS)) {
    if (only === undefined || only === name) define(program, add);
  }
  // What the scripts of `completion` call.
  program
    .command('complete [words...]', { hidden: true })
    .action(async (words: string[], _options: unknown, command: Command) => {
      await invoke(async () => (await import('./completion.ts')).suggestionsOf(program), words, command);
    });
  return program;
}

/** Named here and not read from the renderers: those are loaded when a report is rendered. */
const formatOption = (description: string): Option =>
  new Option('--format <format>', description).choices(['md', 'sarif', 'junit']).default('md');

function inspect(program: Command, add: Add): void {
  const parent = group(program, 'inspect', 'read side: status, history, report, logs, time');
  add(
    parent,
    'status',
    'all items with status and readiness',
    async () => (await import('./inspect-status.ts')).status,
    'okstra inspect status',
    'okstra inspect status --json',
  );
  add(
    parent,
    'history [item]',
    'past runs, newest first',
    async () => (await import('./inspect-runs.ts')).history,
    'okstra inspect history',
    'okstra inspect history spec-01-hello --limit 5',
  ).option('--limit <n>', 'how many runs at most', positiveInteger, 20);
  add(
    parent,
    'report [ref]',
    'the report of the newest run of an item (or of a run id)',
    async () => (await import('./inspect-runs.ts')).report,
    'okstra inspect report spec-01-hello',
    'okstra inspect report --path',
    'okstra inspect report spec-01-hello --format junit > report.xml',
  )
    .option('--path', 'print only where it lies')
    .addOption(formatOption('what to print'));
  add(
    parent,
    'logs [ref]',
    "agents' streams, logs and check logs of a run",
    async () => (await import('./inspect-logs.ts')).logs,
    'okstra inspect logs',
    'okstra inspect logs spec-01-hello --show executor-1',
    'okstra inspect logs --follow',
  )
    .option('--show <name>', 'print one of them, for example executor-1')
    .option('--follow', 'print the events of the run, so far and as they come, until it ends');
  add(
    parent,
    'time [ref]',
    'elapsed time of a run per step and agent',
    async () => (await import('./inspect-runs.ts')).time,
    'okstra inspect time spec-01-hello',
  );
}

function followups(program: Command, add: Add): void {
  const parent = group(program, 'followups', 'what runs left to others: list, show, spawn, dismiss');
  add(
    parent,
    'list',
    'follow-ups of all runs, newest first',
    async () => (await import('./followups.ts')).list,
    'okstra followups list',
    'okstra followups list --item spec-01-hello --state all',
  )
    .option('--run <run>', 'only those of a run (run id, run folder, or item: its newest run)')
    .option('--item <ref>', 'only those of the runs of an item')
    .addOption(choice('--state <state>', 'which ones', ['open', 'spawned', 'dismissed', 'all']).default('open'));
  add(
    parent,
    'show <id>',
    'one of them, with all that is known about it',
    async () => (await import('./followups.ts')).show,
    'okstra followups show FU-001',
    'okstra followups show spec-01-hello/FU-001',
  );
  add(
    parent,
    'spawn <id...>',
    'write a new spec folder for each',
    async () => (await import('./followups-decide.ts')).spawn,
    'okstra followups spawn FU-001',
    'okstra followups spawn spec-01-hello/FU-001 --name "Empty names are refused"',
  )
    .option('--name <name>', "name of the new item (default: the follow-up's title)")
    .option('--dry-run', 'print what would be written');
  add(
    parent,
    'dismiss <id>',
    'decide that nothing is made of it',
    async () => (await import('./followups-decide.ts')).dismiss,
    'okstra followups dismiss FU-001 --reason "known, and harmless here"',
  ).option('--reason <text>', 'why; has to be given');
}

function prompts(program: Command, add: Add): void {
  const parent = group(program, 'prompts', 'what agents are told: list, lint, compose, explain, eject');
  add(
    parent,
    'list',
    'all profiles, with where they come from and when they apply',
    async () => (await import('./prompts-list.ts')).list,
    'okstra prompts list',
  );
  add(
    parent,
    'lint',
    'check all profiles and chains; exit 1 when something is wrong',
    async () => (await import('./prompts-lint.ts')).lint,
    'okstra prompts lint',
    'okstra prompts lint --json',
  ).option('--manifest <file>', 'list of chains (default: the nearest prompt-chains.json)');
  factFlags(
    add(
      parent,
      'compose',
      'put prompts together, from facts or from chains',
      async () => (await import('./prompts-compose.ts')).compose,
      'okstra prompts compose --stdout --phase implementation --role executor --language go',
      'okstra prompts compose --chain frd-loop --stdout',
      'okstra prompts compose --all --out-dir build/prompts',
    ),
  )
    .option('--chain <id>', 'one chain')
    .option('--all', 'all chains (default when nothing else is asked for)')
    .option('--list', 'print the chains')
    .option('--lint', 'only check the chains')
    .option('--manifest <file>', 'list of chains (default: the nearest prompt-chains.json)')
    .option('--stdout', 'print the prompt; needs --chain or at least one fact')
    .option('--out-dir <folder>', 'where to write (default: okstra/composed)');
  factFlags(
    add(
      parent,
      'explain',
      'why each profile is in a prompt or not, where its sections come from, what it weighs',
      async () => (await import('./prompts-explain.ts')).explain,
      'okstra prompts explain --phase implementation --role verifier --language typescript',
      'okstra prompts explain --phase implementation --role executor --diff mode:strict mode:parallel,language:go',
    ),
  ).option('--diff <facts...>', 'what changes between two sets of facts, such as mode:strict mode:parallel');
  add(
    parent,
    'eject <id>',
    'copy a shipped profile to okstra/prompts/, to change it there',
    async () => (await import('./prompts-eject.ts')).eject,
    'okstra prompts eject role-executor',
    'okstra prompts eject role-executor --stdout',
  )
    .option('--force', 'replace a file that is there')
    .option('--stdout', 'print it and write nothing');
}

const choice = (flags: string, description: string, values: readonly string[]): Option =>
  new Option(flags, description).choices(values);

/** What the conditions of profiles ask. A fact that is not given has no value. */
function factFlags(command: Command): Command {
  return command
    .addOption(choice('--phase <phase>', 'phase of the run', KNOWN_VALUES.phase))
    .addOption(choice('--role <role>', 'role of the agent', KNOWN_VALUES.role))
    .option('--language <languages>', 'languages, separated by commas', moreNames)
    .addOption(choice('--mode <mode>', 'mode of the run', KNOWN_VALUES.mode))
    .option('--agent <agent>', 'name of the agent')
    .option('--source <source>', 'source of the item, such as spec-folders')
    .addOption(choice('--level <level>', 'level of the run', KNOWN_VALUES.level))
    .option('--label <labels>', 'labels of the item, separated by commas', moreNames)
    .option('--set <value>', 'value of a placeholder, as NAME=value; may be given several times', more)
    .option('--max-tokens <n>', 'more tokens are an error that names the largest parts', positiveInteger);
}

function runFlags(command: Command): void {
  command
    .option('--exec', 'headless: no terminal view (also when stdout is no terminal, with --json, or with CI set)')
    .option('--dry-run', 'print the plan of the run and do nothing')
    .option('--json-stream', 'print every event as a JSON line on stdout')
    .option('--verbose', "print the agents' own output on stderr while they run")
    .option('--executor <agent>', 'agent that implements')
    .option('--workers <agents>', 'executor first, then verifiers', names)
    .option('--executor-model <model>', 'model of the executor')
    .option('--max-attempts <n>', 'attempts before the item counts as not accepted', positiveInteger);
  verifierFlags(command)
    .option('--fresh', 'start anew; earlier unmerged work is kept under a numbered branch')
    .option('--no-baseline-cache', 'run the checks on the base, whatever earlier runs saw there')
    .option('--again', 'run an item that is done')
    .option('--trust-checkout', 'do not watch the checkout around an unconfined executor')
    .option('--record <folder>', 'record the agents of this run for the replay driver');
}

function group(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).helpCommand(false);
}

/** Flags that every command has. */
function common(command: Command): Command {
  return command
    .option('--json', 'one JSON document on stdout, on failure too')
    .option('--yes', 'take the default of every question')
    .option('--quiet', 'no progress on stderr')
    .option('--cwd <folder>', 'work as if started there');
}

const EXIT_CODES = `Exit codes:
  0 accepted / fine   1 ran but not accepted   2 usage or configuration   3 blocked, held or waiting
  4 contract violated   5 an agent or the system failed   130 interrupted
`;

export type { CommandEnd };
