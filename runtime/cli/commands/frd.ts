/** `okstra frd …`: feature documents. */
import type { Command } from 'commander';
import { positiveInteger } from '../flags.ts';
import type { Add } from './shared.ts';
import { group } from './shared.ts';

export function frd(program: Command, add: Add): void {
  const parent = group(program, 'frd', 'feature documents: next, claims, release, notes');
  add(
    parent,
    'next [id]',
    'the bundle that a run would take, and why none before it; nothing is claimed',
    async () => (await import('../frd-next.ts')).next,
    'okstra frd next',
    'okstra frd next FRD-002 --json',
  ).option('--offline', 'do not ask the remote which tasks are claimed');
  add(
    parent,
    'claims',
    'who has claimed which task, at the remote and in this checkout',
    async () => (await import('../frd-claims.ts')).claims,
    'okstra frd claims',
    'okstra frd claims --json',
  );
  add(
    parent,
    'release <task...>',
    'give claims of this clone back',
    async () => (await import('../frd-claims.ts')).release,
    'okstra frd release FRD-001-T2',
    'okstra frd release --force FRD-001-T2',
  ).option('--force', 'those of others too; whoever works under one stops at its next renewal');
  add(
    parent,
    'notes',
    'what a prompt is told of earlier runs, out of .codex/NOTES.md',
    async () => (await import('../frd-notes.ts')).notes,
    'okstra frd notes',
    'okstra frd notes --about "login form" --tokens 400',
  )
    .option('--about <text>', 'words of what is to be done: entries like it come before older ones')
    .option('--tokens <n>', 'how much may be taken (default: frd.notesTokens)', positiveInteger);
}
