/** `okstra validate`: files that okstra reads, checked before a run does. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { manifestPaths, type Scripts, scriptsOf } from '../audits/commands/index.ts';
import { decodeUtf8 } from '../config/text.ts';
import type { Failure } from '../model/failure.ts';
import { EXIT_CODES } from '../model/failure.ts';
import type { CommandEnd, CommandHandler } from './context.ts';
import { problemText } from './invalid-file.ts';
import { colour } from './table.ts';
import type { FileKind } from './validate-kinds.ts';
import { checkFile, recognise } from './validate-kinds.ts';

interface Checked {
  /** As it was typed. */
  readonly given: string;
  /** Absolute. */
  readonly file: string;
  readonly kind: FileKind | null;
  /** False: the file could not be read, or nobody knows what it is; nothing was checked. */
  readonly usable: boolean;
  readonly problems: readonly Failure[];
}

export const validate: CommandHandler = async (context, files): Promise<CommandEnd> => {
  const checked = files.map((given) => check(given, resolve(context.cwd, given)));
  const exitCode = checked.some(({ usable }) => !usable)
    ? EXIT_CODES.usage
    : checked.some(({ problems }) => problems.length > 0)
      ? EXIT_CODES.findings
      : 0;
  return {
    exitCode,
    text: checked.flatMap(linesOf).join('\n'),
    document: { ok: exitCode === 0, exitCode, files: checked.map(({ file, kind, problems }) => ({ file, kind, problems })) },
  };
};

function check(given: string, file: string): Checked {
  const unusable = (problem: Failure): Checked => ({ given, file, kind: null, usable: false, problems: [problem] });
  const text = readText(given, file);
  if (typeof text !== 'string') return unusable(text);
  const kind = recognise(basename(file), text);
  if (kind === undefined) {
    return unusable({
      category: 'usage',
      code: 'file-kind-unknown',
      message:
        'Expected okstra.yaml, config.yaml, a data.json, a metadata.json, an answer of a verifier, a prompt profile or a prompt-chains.json, found none of them.',
      fix: 'Give the file the name that okstra reads it by.',
      place: { file: given },
    });
  }
  return { given, file, kind, usable: true, problems: checkFile(kind, given, text, scriptsBeside(dirname(file))) };
}

/** As they stand on the disk: what is validated may not be committed yet. */
const scriptsBeside =
  (top: string) =>
  (cwd: string): Scripts => {
    const file = manifestPaths(cwd)
      .map((path) => join(top, path))
      .find((path) => existsSync(path));
    return scriptsOf(file === undefined ? undefined : readFileSync(file, 'utf8'));
  };

function readText(given: string, file: string): string | Failure {
  const refused = (code: string, message: string, fix: string): Failure => ({
    category: 'usage',
    code,
    message,
    fix,
    place: { file: given },
  });
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined)
      return refused(
        'file-missing',
        'Expected a file, found nothing.',
        'Check the path; it is relative to the current folder or --cwd.',
      );
    if (!stat.isFile())
      return refused(
        'not-a-file',
        `Expected a file, found ${stat.isDirectory() ? 'a folder' : 'something else'}.`,
        'Name the file in it.',
      );
    const text = decodeUtf8(readFileSync(file), given);
    return text.ok ? text.value : text.failure;
  } catch (error) {
    return refused('unreadable', `Expected a file that can be read, found: ${(error as Error).message}.`, `chmod u+r ${given}`);
  }
}

function linesOf({ given, kind, problems }: Checked): readonly string[] {
  if (problems.length === 0) return [`${given}: ${colour('green', 'ok')} (${kind ?? ''})`];
  return problems.flatMap((problem) => [
    problemText(problem),
    ...(problem.fix === undefined ? [] : [`${colour('cyan', 'fix:')} ${problem.fix}`]),
  ]);
}
