/** Flags of `okstra review`, and those that it shares with `okstra run`. */
import { type Command, Option } from 'commander';
import { durationMs, names, oneToThree, positiveInteger, positiveNumber } from './flags.ts';

export const RANGES = `
Ranges, as git diff takes them (.. ends at HEAD where a side is left out):
  (none)   from the merge base of the default branch and HEAD, to HEAD
  B        from the merge base of the default branch and B, to B
  A...B    from the merge base of A and B, to B
  A..B     from A, to B
  B^!      the one commit B, against its first parent
The default branch is origin/HEAD, else origin/main, origin/master, main or master.
`;

/** What `--detach` does, in the help of every command that has it. */
export const DETACH = 'answer once it is under way; it goes on by itself (okstra inspect status --wait 60 follows it)';

export function reviewFlags(command: Command): void {
  command
    .option('--working-tree', 'in place of a range: HEAD to the files as they are, untracked ones included, ignored ones not')
    .option('--criteria <file>', 'Markdown file with criteria, as checkboxes; default: what the commit messages say')
    .option('--item <ref>', 'item whose text and criteria the change is held against')
    .addOption(choice('--format <format>', 'report on stdout (or in --out) in this format', ['md', 'sarif', 'junit', 'json']))
    .option('--out <file>', 'write the report there, in --format (default: md); - is stdout')
    .option('--exec', 'headless: no terminal view (also when stdout is no terminal, with --json, or with CI set)')
    .option('--dry-run', 'print the plan of the review and do nothing')
    .option('--detach', DETACH)
    .option('--record <folder>', 'record the agents of this review for the replay driver')
    .option('--json-stream', 'print every event as a JSON line on stdout')
    .option('--verbose', "print the agents' own output on stderr while they run");
  verifierFlags(command);
}

/** Those of every command that asks verifiers. */
export function verifierFlags(command: Command): Command {
  return limitFlags(command)
    .option('--verifiers <agents>', 'agents that verify, separated by commas; name:model sets a model', names)
    .option('--verifier-model <model>', 'model of all verifiers')
    .option('--report-writer <agent>', 'agent that writes the prose of the report, name:model sets a model; none: okstra')
    .option('--max-rounds <n>', 'rounds of verification, the first one included (1 to 3)', oneToThree)
    .addOption(choice('--mode <mode>', 'strict: every check must pass; parallel: others work here too', ['strict', 'parallel']))
    .addOption(choice('--level <level>', 'light: one verifier, no baseline; cross: all verifiers', ['light', 'cross']))
    .option('--timeout <duration>', 'wall clock of one dispatch, such as 45m', durationMs)
    .option('--allow-missing', 'go on when a verifier of the roster cannot run')
    .addOption(
      choice('--check-sandbox <when>', 'sandbox around checks: where it works, never, or not without', [
        'auto',
        'off',
        'required',
      ]),
    )
    .addOption(choice('--panel <panel>', 'auto: fewer verifiers for a tiny change; full: all of the roster', ['full', 'auto']));
}

/** Limits of a run as a whole: a run that ended at one goes on when it is raised. */
export function limitFlags(command: Command): Command {
  return command
    .option('--budget-tokens <n>', 'tokens of all agents of a run together', positiveInteger)
    .option('--budget-usd <amount>', 'US dollars of all agents of a run together whose cost is known', positiveNumber)
    .option('--max-time <duration>', 'wall clock of the whole run, such as 2h', durationMs)
    .option('--wait-quota', 'wait in place for a quota whose end is known, up to 6h');
}

const choice = (flags: string, description: string, values: readonly string[]): Option =>
  new Option(flags, description).choices(values);
