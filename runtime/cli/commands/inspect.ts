/** `okstra inspect …`: the read side. */
import type { Command } from 'commander';
import { positiveInteger, sinceMs, waitMs } from '../flags.ts';
import type { Add } from './shared.ts';
import { choice, formatOption, group } from './shared.ts';

export function inspect(program: Command, add: Add): void {
  const parent = group(program, 'inspect', 'read side: status, history, report, logs, time, cost');
  add(
    parent,
    'status [ref]',
    'all items with status and readiness; --wait follows runs that are under way',
    async () => (await import('../inspect-status.ts')).status,
    'okstra inspect status',
    'okstra inspect status --json',
    'okstra inspect status --wait 60 --json',
  ).option('--wait <seconds>', 'until the runs under way have ended, at most so long; with [ref] that run or item', waitMs);
  add(
    parent,
    'history [item]',
    'past runs, newest first',
    async () => (await import('../inspect-history.ts')).history,
    'okstra inspect history',
    'okstra inspect history spec-01-hello --limit 5',
    'okstra inspect history --outcome not-accepted --since 7d',
  )
    .option('--limit <n>', 'how many runs at most', positiveInteger, 20)
    .option('--item <ref>', 'only the runs of an item')
    .addOption(choice('--outcome <outcome>', 'only runs that ended so', OUTCOMES))
    .option('--since <when>', SINCE, sinceMs);
  add(
    parent,
    'report [ref]',
    'the report of the newest run of an item (or of a run id)',
    async () => (await import('../inspect-report.ts')).report,
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
    async () => (await import('../inspect-logs.ts')).logs,
    'okstra inspect logs',
    'okstra inspect logs spec-01-hello --show executor-1',
    'okstra inspect logs --follow',
  )
    .option('--show <name>', 'print one of them, for example executor-1')
    .option('--follow', 'print the events of the run, so far and as they come, until it ends');
  add(
    parent,
    'time [ref]',
    'where the time of a run went, or of many: executor, verifiers, checks, okstra itself',
    async () => (await import('../inspect-time.ts')).time,
    'okstra inspect time spec-01-hello',
    'okstra inspect time --by agent --since 30d',
  )
    .addOption(choice('--by <what>', 'add up all runs (or those of an item)', ['item', 'agent', 'model', 'day']))
    .option('--since <when>', SINCE, sinceMs);
  add(
    parent,
    'cost [ref]',
    'tokens and money of a run, or of many',
    async () => (await import('../inspect-cost.ts')).cost,
    'okstra inspect cost',
    'okstra inspect cost --by day --since 30d',
    'okstra inspect cost spec-01-hello --by run',
  )
    .addOption(choice('--by <what>', 'add up all runs (or those of an item)', ['run', 'item', 'agent', 'model', 'day']))
    .option('--since <when>', SINCE, sinceMs);
}

const SINCE = 'only runs begun since a day (2031-04-02), a time (2031-04-02T09:00Z) or an age (12h, 7d)';

/** How a run can have ended, and what else can be said of it. */
const OUTCOMES = [
  'accepted',
  'not-accepted',
  'blocked',
  'contract-violated',
  'failed',
  'cancelled',
  'waiting-quota',
  'unfinished',
  'discarded',
  'damaged',
];
