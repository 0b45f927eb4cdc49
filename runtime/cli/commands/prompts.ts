/** `okstra prompts …`: what agents are told. */
import type { Command } from 'commander';
import { KNOWN_VALUES } from '../../prompts/facts.ts';
import { more, moreNames, positiveInteger } from '../flags.ts';
import type { Add } from './shared.ts';
import { choice, group } from './shared.ts';

export function prompts(program: Command, add: Add): void {
  const parent = group(program, 'prompts', 'what agents are told: list, lint, compose, explain, eject');
  add(
    parent,
    'list',
    'all profiles, with where they come from and when they apply',
    async () => (await import('../prompts-list.ts')).list,
    'okstra prompts list',
  );
  add(
    parent,
    'lint',
    'check all profiles and chains; exit 1 when something is wrong',
    async () => (await import('../prompts-lint.ts')).lint,
    'okstra prompts lint',
    'okstra prompts lint --json',
  ).option('--manifest <file>', 'list of chains (default: the nearest prompt-chains.json)');
  factFlags(
    add(
      parent,
      'compose',
      'put prompts together, from facts or from chains',
      async () => (await import('../prompts-compose.ts')).compose,
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
      async () => (await import('../prompts-explain.ts')).explain,
      'okstra prompts explain --phase implementation --role verifier --language typescript',
      'okstra prompts explain --phase implementation --role executor --diff mode:strict mode:parallel,language:go',
    ),
  ).option('--diff <facts...>', 'what changes between two sets of facts, such as mode:strict mode:parallel');
  add(
    parent,
    'eject <id>',
    'copy a shipped profile to okstra/prompts/, to change it there',
    async () => (await import('../prompts-eject.ts')).eject,
    'okstra prompts eject role-executor',
    'okstra prompts eject role-executor --stdout',
  )
    .option('--force', 'replace a file that is there')
    .option('--stdout', 'print it and write nothing');
}

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
