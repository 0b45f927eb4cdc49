/** Reads texts of prompts from disk: bounded, UTF-8 only, never through a link that leads out of its folder. */
import { isUtf8 } from 'node:buffer';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { bad, type Failure, ok, type Result } from '../model/failure.ts';

/** Largest file that is read; a profile of this size would fill the context of every model. */
export const MAX_BYTES = 1_048_576;

/**
 * @param within absolute real path of the folder that the file, wherever links lead, has to lie in
 * @returns the text, or why there is none: a folder, a link to elsewhere, too large, not UTF-8, not readable
 */
export function readTextFile(file: string, within: string): Result<string> {
  const refused = refusing(file);
  try {
    const real = realpathSync.native(file);
    if (real !== file && !real.startsWith(within.endsWith(sep) ? within : within + sep)) {
      return refused('file-outside', `Expected a file in ${within}, found a link to ${real}.`, 'Copy the file into the folder.');
    }
    const stat = statSync(file);
    if (!stat.isFile()) {
      const found = stat.isDirectory() ? 'a folder' : 'something else';
      return refused(
        'not-a-file',
        `Expected a file, found ${found}.`,
        'Give it a name that does not end in .md, or move it away.',
      );
    }
    return readPlainFile(file);
  } catch (error) {
    return unreadable(file, error);
  }
}

/** The same for what is known to be a plain file in its folder: one call, because this is done for every profile there is. */
export function readPlainFile(file: string): Result<string> {
  try {
    const text = readFileSync(file, 'utf8');
    // A letter that stands for bytes nobody can read may also have been written as such.
    if (text.length <= MAX_BYTES && !text.includes('\uFFFD')) return ok(text);
    const bytes = readFileSync(file);
    if (bytes.length > MAX_BYTES) {
      return refusing(file)('file-too-large', `Expected at most ${MAX_BYTES} bytes, found ${bytes.length}.`, 'Shorten the file.');
    }
    return isUtf8(bytes) ? ok(text) : bad([notUtf8(bytes, file)]);
  } catch (error) {
    return unreadable(file, error);
  }
}

const refusing =
  (file: string) =>
  (code: string, message: string, fix: string): Result<string> =>
    bad([{ category: 'usage', code, message, fix, place: { file } }]);

function unreadable(file: string, error: unknown): Result<string> {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return refusing(file)('file-unreadable', `Expected a file that can be read, found: ${error.message}.`, `ls -l ${file}`);
}

function notUtf8(bytes: Uint8Array, file: string): Failure {
  const before = new TextDecoder().decode(bytes).split('\uFFFD')[0] ?? '';
  return {
    category: 'usage',
    code: 'not-utf-8',
    message: 'Expected text in UTF-8, found bytes that are not.',
    fix: `iconv -f <its encoding> -t UTF-8 ${file}`,
    place: { file, line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') },
  };
}
