/** `okstra validate`: files that okstra reads, checked before a run does. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
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

export interface Checked {
  /** As it was typed. */
  readonly given: string;
  /** Absolute. */
  readonly file: string;
  readonly kind: FileKind | 'frd-set' | null;
  /** False: the file could not be read, or nobody knows what it is; nothing was checked. */
  readonly usable: boolean;
  readonly problems: readonly Failure[];
  /** Nothing stands here, and it is not well either: other entries tell what is wrong with it. */
  readonly toldElsewhere?: boolean;
  /** Of feature documents: the problems in the words of the convention. */
  readonly issues?: readonly IssueDocument[];
}

/** An issue of feature documents for `--json`. `path` is absolute; line and column count from 1. */
export interface IssueDocument {
  readonly level: 'run' | 'file';
  readonly code: 'SCHEMA_ERROR' | 'PARSE_ERROR' | 'VALIDATION_ERROR';
  readonly rule: string;
  readonly path: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly field: string | null;
  readonly message: string;
  readonly fix: string | null;
}

export const validate: CommandHandler = async (context, files): Promise<CommandEnd> => {
  const checked: Checked[] = [];
  for (const given of files) checked.push(...(await check(given, resolve(context.cwd, given), context.cwd)));
  const exitCode = checked.some(({ usable }) => !usable)
    ? EXIT_CODES.usage
    : checked.some(({ problems }) => problems.length > 0)
      ? EXIT_CODES.findings
      : 0;
  return {
    exitCode,
    text: checked.flatMap(linesOf).join('\n'),
    document: {
      ok: exitCode === 0,
      exitCode,
      files: checked.map(({ file, kind, problems }) => ({ file, kind, problems })),
      ...(checked.some(({ issues }) => issues !== undefined) ? { issues: checked.flatMap(({ issues }) => issues ?? []) } : {}),
    },
  };
};

async function check(given: string, file: string, cwd: string): Promise<readonly Checked[]> {
  const unusable = (problem: Failure): readonly Checked[] => [{ given, file, kind: null, usable: false, problems: [problem] }];
  if (isFrdFolder(file)) return (await import('./validate-frds.ts')).checkFrdFolder(file, cwd);
  const text = readText(given, file);
  if (typeof text !== 'string') return unusable(text);
  const kind = recognise(basename(file), text);
  if (kind === undefined) {
    return unusable({
      category: 'usage',
      code: 'file-kind-unknown',
      message:
        'Expected okstra.yaml, config.yaml, a data.json, a metadata.json, an answer of a verifier, a TASKS.md, an IMPLEMENTATION_PROGRESS.md, a .spec-manifest.md, a prompt profile, a prompt-chains.json or a feature document, found none of them.',
      fix: 'Give the file the name that okstra reads it by.',
      place: { file: given },
    });
  }
  if (kind === 'frd' || kind === 'frd-index' || kind === 'frd-schema') {
    return [await (await import('./validate-frds.ts')).checkFrdFile(kind, { given, text, cwd })];
  }
  return [{ given, file, kind, usable: true, problems: checkFile(kind, given, text, scriptsBeside(dirname(file))) }];
}

/** A folder with an index or documents of the convention. */
function isFrdFolder(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  const names = readdirSync(path);
  return names.includes('index.json') || names.some((name) => /^frd-\d{3}-.*\.json$/.test(name));
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

function linesOf({ given, kind, problems, toldElsewhere = false, issues }: Checked): readonly string[] {
  if (toldElsewhere) return [];
  if (problems.length === 0) return [`${given}: ${colour('green', 'ok')} (${kind ?? ''})`];
  return problems.flatMap((problem, at) => [
    problemText(problem, issues?.[at]?.code),
    ...(problem.fix === undefined ? [] : [`${colour('cyan', 'fix:')} ${problem.fix}`]),
  ]);
}
