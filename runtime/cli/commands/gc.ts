/** `okstra gc`. */
import type { Command } from 'commander';
import { ageMs, positiveInteger } from '../flags.ts';
import type { Add } from './shared.ts';

export function gc(program: Command, add: Add): void {
  add(
    program,
    'gc [item...]',
    'what runs left behind and nobody needs: say what could go, and with --apply remove it',
    async () => (await import('../gc.ts')).gc,
    'okstra gc',
    'okstra gc --apply',
    'okstra gc spec-01-hello --older-than 7d --keep-last 1',
  )
    .option('--apply', 'remove what the command otherwise only names')
    .option('--older-than <age>', 'age from which on runs may go (default: retention.runs, 90d)', ageMs)
    .option('--keep-last <n>', 'runs of each item that stay (default: retention.keepLast, 10)', positiveInteger)
    .option('--force', 'of the items named: also what holds work that is nowhere else; it is listed');
}
