/** `tasks`: the task queue, derived from specs and kept true to the code. */
import type { Command } from 'commander';
import type { Add } from './shared.ts';
import { group } from './shared.ts';

export function tasks(program: Command, add: Add): void {
  const command = group(program, 'tasks', 'the task queue: made from specs, verified, kept in step with code and specs');
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
    'close a gap of the specification that a task came across; the task may go on',
    async () => (await import('../answer.ts')).answer,
    'okstra answer G-003 "Sessions end after an hour"',
  );
}
