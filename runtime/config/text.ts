/** Bytes of a file to text, and places in it. */
import { bad, type Failure, ok, type Result } from '../model/failure.ts';

/** @returns the text without a byte order mark, or a failure that names the line of the first byte that is not UTF-8 */
export function decodeUtf8(bytes: Uint8Array, file: string): Result<string, Failure> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    const lossy = new TextDecoder('utf-8').decode(bytes);
    return bad({
      category: 'usage',
      code: 'not-utf-8',
      message: 'Expected text in UTF-8, found bytes that are not.',
      fix: `iconv -f <its encoding> -t UTF-8 ${file}`,
      place: { file, ...positionAt(lossy, Math.max(0, lossy.indexOf('\uFFFD'))) },
    });
  }
}

/** Line and column, both from 1, of an offset in a text. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

/** A value in a message: short, on one line. */
export function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
