/** The change that a verifier is given, file by file. Pure. */

export interface ChangePart {
  /** Path after the change, or before it where the file is gone. */
  readonly path: string;
  /** Its part of the diff, as it stands there. */
  readonly text: string;
  /** Byte at which it begins in change.diff. */
  readonly offset: number;
  readonly bytes: number;
  readonly added: number;
  readonly removed: number;
}

/** Lines of a file's content begin with a sign; only the head of a file begins with this word. */
const HEAD = /^diff --git /m;

export function partsOfChange(diff: string): readonly ChangePart[] {
  const starts: number[] = [];
  for (const { index } of diff.matchAll(new RegExp(HEAD, 'gm'))) starts.push(index);
  let offset = Buffer.byteLength(diff.slice(0, starts[0] ?? 0));
  return starts.map((start, index) => {
    const text = diff.slice(start, starts[index + 1]);
    const bytes = Buffer.byteLength(text);
    const part = { path: pathOf(text), text, offset, bytes, ...countLines(text) };
    offset += bytes;
    return part;
  });
}

function pathOf(text: string): string {
  const [head = ''] = text.split('\n', 1);
  const top = text.slice(0, text.indexOf('\n@@') === -1 ? undefined : text.indexOf('\n@@'));
  const named =
    /^\+\+\+ (?!\/dev\/null)(.+)$/m.exec(top)?.[1] ??
    /^rename to (.+)$/m.exec(top)?.[1] ??
    /^--- (?!\/dev\/null)(.+)$/m.exec(top)?.[1];
  const path = named ?? / (\S+)$/.exec(head)?.[1] ?? head;
  return path
    .replace(/\t$/, '')
    .replace(/^"?[ab]\//, '')
    .replace(/"$/, '');
}

function countLines(text: string): { added: number; removed: number } {
  const body = text.indexOf('\n@@') === -1 ? '' : text.slice(text.indexOf('\n@@'));
  return { added: body.match(/\n\+/g)?.length ?? 0, removed: body.match(/\n-/g)?.length ?? 0 };
}

/** Files in the map at once; the whole map can be had from `git_diff` with stat. */
const MAPPED = 400;

/** For a change that is not in the question: where each file's part begins, and how large it is. */
export function mapOfChange(parts: readonly ChangePart[]): string {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const lines = parts
    .slice(0, MAPPED)
    .map(
      ({ path, offset, bytes: size, added, removed }) => `${path}: +${added} -${removed}, ${size} bytes from offset ${offset}`,
    );
  const more =
    parts.length > MAPPED
      ? [`[okstra: ${parts.length - MAPPED} more files; read_file tells them from offset ${parts[MAPPED]?.offset}]`]
      : [];
  return [
    '## Map of the change',
    '',
    `.okstra-inputs/change.diff has ${bytes} bytes and ${parts.length} files. Read the part of a file with read_file and its offset; what you have not read, you have not judged: say so, with the status not-checked.`,
    '',
    ...lines,
    ...more,
  ].join('\n');
}

/** Two halves of about the same size, by file; undefined for a single file. */
export function halvesOf(parts: readonly ChangePart[]): readonly [readonly ChangePart[], readonly ChangePart[]] | undefined {
  if (parts.length < 2) return undefined;
  const total = parts.reduce((sum, part) => sum + part.bytes, 0);
  let sum = 0;
  let at = 0;
  while (at < parts.length - 1 && (at === 0 || sum + (parts[at]?.bytes ?? 0) / 2 <= total / 2)) {
    sum += parts[at]?.bytes ?? 0;
    at += 1;
  }
  return [parts.slice(0, at), parts.slice(at)];
}
