/** A journal in which nothing of a run stands. */
import type { Failure } from '../model/failure.ts';
import { fail } from '../model/failure.ts';

export const emptyJournal = (file: string): Failure =>
  fail(
    'system',
    'journal-damaged',
    'Expected a journal that begins with run-started, found none of its events. Intact: nothing.',
    {
      place: { file, line: 1 },
      fix: 'okstra doctor --repair shows what can be kept. Or restore the file from a backup.',
      details: { line: 1, offset: 0, intact: { events: 0, bytes: 0, until: null } },
    },
  ).failure;
