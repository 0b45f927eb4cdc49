/** A failure in words: what was expected and found and where, then `fix:` on a line of its own. */
import { styleText } from 'node:util';
import type { Failure, Notice, Place } from '../model/failure.ts';
import { EXIT_CODES } from '../model/failure.ts';
import { safeText } from '../ui/safe-text.ts';

export const placeText = ({ file, line, column, field }: Place): string =>
  [file, line, column].filter((part) => part !== undefined).join(':') + (field === undefined ? '' : ` (${field})`);

export function failureText(failure: Failure): string {
  const where = failure.place ? `${placeText(failure.place)}: ` : '';
  const error = styleText('red', 'error:', { stream: process.stderr });
  return [`${error} ${where}${safeText(failure.message)}`, ...fixLine(failure.fix)].join('\n');
}

export function noticeText(notice: Notice): string {
  const mark = styleText('yellow', 'note:', { stream: process.stderr });
  return [`${mark} ${notice.message}`, ...fixLine(notice.fix)].join('\n');
}

const fixLine = (fix: string | undefined): readonly string[] =>
  fix === undefined ? [] : [`${styleText('cyan', 'fix:', { stream: process.stderr })} ${fix}`];

/** The document of `--json` when a command fails. */
export function failureDocument(failure: Failure): Readonly<Record<string, unknown>> {
  return { ok: false, exitCode: EXIT_CODES[failure.category], error: failure };
}
