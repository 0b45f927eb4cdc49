/** Reading the files of a spec folder: text in UTF-8, of a bounded size, inside the repository. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { decodeUtf8 } from '../../config/text.ts';
import { fail, OkstraError } from '../../model/failure.ts';

/** Texts of an item go into prompts; what is larger is refused. */
export const MAX_TEXT_BYTES = 1_048_576;

export const SPEC_FILE = 'SPEC.md';
export const METADATA_FILE = 'metadata.json';
export const CHECKLIST_FILE = 'acceptance-checklist.md';
export const REPORT_FILE = 'implementation-report.md';
export const EXECUTOR_TEMPLATE = 'implement.prompt-template.md';
export const VERIFIER_TEMPLATE = 'review.prompt-template.md';

export interface TextFile {
  /** Absolute. */
  readonly path: string;
  /** As messages name it. */
  readonly shown: string;
  /** Absolute; the file must lie below it once links are followed. */
  readonly top: string;
}

/** @returns undefined when there is no such file; throws when it is there and cannot be used */
export function readText({ path, shown, top }: TextFile, limit: number = MAX_TEXT_BYTES): string | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (!stat.isFile())
      throw fail('usage', 'not-a-file', `Expected a file, found ${stat.isDirectory() ? 'a folder' : 'something else'}.`, {
        fix: `Put a text file at ${shown}.`,
        place: { file: shown },
      });
    if (stat.size > limit) {
      throw fail('usage', 'too-large', `Expected at most ${limit} bytes, found ${stat.size}.`, {
        fix: 'Keep what the agents need in this file and point to the rest by path.',
        place: { file: shown },
      });
    }
    if (!isBelow(realpathSync(top), realpathSync(path))) {
      throw fail('usage', 'outside-repository', 'Expected a file inside the repository, found a link that leaves it.', {
        fix: `Put the file itself at ${shown} in place of the link.`,
        place: { file: shown },
      });
    }
    const text = decodeUtf8(readFileSync(path), shown);
    if (!text.ok) throw new OkstraError(text.failure);
    return text.value;
  } catch (error) {
    if (error instanceof OkstraError) throw error;
    throw unreadable(shown, error);
  }
}

export const unreadable = (shown: string, error: unknown): OkstraError =>
  fail(
    'usage',
    'unreadable',
    `Expected something that can be read, found: ${error instanceof Error ? error.message : String(error)}.`,
    {
      fix: `chmod u+rX ${shown}`,
      place: { file: shown },
      cause: error,
    },
  );

/** Whether `path` is `top` or below it; both absolute. */
export function isBelow(top: string, path: string): boolean {
  const way = relative(top, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** Relative to the repository's top, with `/`. */
export const repoPath = (top: string, path: string): string => relative(top, path).split(sep).join('/');
