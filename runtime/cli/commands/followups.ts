/** `okstra followups …`: what runs left to others. */
import type { Command } from 'commander';
import type { Add } from './shared.ts';
import { choice, group } from './shared.ts';

export function followups(program: Command, add: Add): void {
  const parent = group(program, 'followups', 'what runs left to others: list, show, spawn, dismiss');
  add(
    parent,
    'list',
    'follow-ups of all runs, newest first',
    async () => (await import('../followups.ts')).list,
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
    async () => (await import('../followups.ts')).show,
    'okstra followups show FU-001',
    'okstra followups show spec-01-hello/FU-001',
  );
  add(
    parent,
    'spawn <id...>',
    'write a new spec folder for each',
    async () => (await import('../followups-decide.ts')).spawn,
    'okstra followups spawn FU-001',
    'okstra followups spawn spec-01-hello/FU-001 --name "Empty names are refused"',
  )
    .option('--name <name>', "name of the new item (default: the follow-up's title)")
    .option('--dry-run', 'print what would be written');
  add(
    parent,
    'dismiss <id>',
    'decide that nothing is made of it',
    async () => (await import('../followups-decide.ts')).dismiss,
    'okstra followups dismiss FU-001 --reason "known, and harmless here"',
  ).option('--reason <text>', 'why; has to be given');
}
