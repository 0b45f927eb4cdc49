import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { placeIn } from './place.ts';
import { inputOf, MOST_CHARS, numberOf, pathInput, problem, type Tool, type ToolEnd, textOf } from './tool.ts';

const LINES = 1000;
/** Read at once while lines are counted. */
const CHUNK = 1024 * 1024;
/** Lines are counted as far as this; beyond, a file is read by bytes. */
const MOST_SCANNED = 256 * 1024 * 1024;

export const readFile: Tool = {
  name: 'read_file',
  shownAs: 'read_file',
  description: `Reads a text file of the working folder: ${LINES} lines from start_line on, or bytes from offset on. A result that is a part says so, with the size of the whole.`,
  input: inputOf(
    {
      path: pathInput('Relative to the working folder.'),
      start_line: { type: 'integer', minimum: 1, description: 'First line. Default 1.' },
      line_count: { type: 'integer', minimum: 1, description: `Default and most ${LINES}.` },
      offset: {
        type: 'integer',
        minimum: 0,
        description: 'First byte, in place of lines: for files with very long lines, or very large ones.',
      },
    },
    ['path'],
  ),
  detail: (input) => {
    const from = numberOf(input, 'start_line');
    const offset = numberOf(input, 'offset');
    return `${textOf(input, 'path') ?? ''}${from === undefined ? '' : `:${from}`}${offset === undefined ? '' : ` from byte ${offset}`}`;
  },
  async run(input, { top }) {
    const path = textOf(input, 'path');
    if (path === undefined) return problem('Expected path, found none.');
    const placed = placeIn(top, path);
    if (!placed.ok) return problem(placed.problem);
    let handle: number;
    try {
      // Without waiting: a pipe without a writer would never open.
      handle = openSync(placed.path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    } catch (error) {
      return problem(openProblem(path, error));
    }
    try {
      const stat = fstatSync(handle);
      if (stat.isDirectory()) return problem(`${path} is a folder. Use list_files.`);
      if (!stat.isFile()) return problem(`${path} is no ordinary file.`);
      const offset = numberOf(input, 'offset');
      if (isBinary(handle)) return { text: `[okstra: ${path} is a binary file of ${stat.size} bytes]` };
      if (offset !== undefined) return byBytes(handle, stat.size, offset);
      return byLines(handle, stat.size, {
        start: Math.max(1, numberOf(input, 'start_line') ?? 1),
        count: Math.min(LINES, Math.max(1, numberOf(input, 'line_count') ?? LINES)),
      });
    } finally {
      closeSync(handle);
    }
  },
};

export function openProblem(path: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `There is no file ${path}.`;
  return `${path} cannot be opened (${code ?? String(error)}).`;
}

function isBinary(handle: number): boolean {
  const start = Buffer.alloc(8192);
  return start.subarray(0, readSync(handle, start, 0, start.length, 0)).includes(0);
}

function byBytes(handle: number, size: number, offset: number): ToolEnd {
  if (offset >= size) return { text: `[okstra: the file has ${size} bytes; there is nothing from ${offset} on]` };
  const buffer = Buffer.alloc(Math.min(MOST_CHARS, size - offset));
  const end = offset + readSync(handle, buffer, 0, buffer.length, offset);
  const more = end < size ? `read on with offset ${end}` : 'this is its end';
  return { text: `${buffer.toString('utf8', 0, end - offset)}\n[okstra: bytes ${offset} to ${end} of ${size}; ${more}]` };
}

interface Range {
  readonly start: number;
  readonly count: number;
}

/** Goes through the file in pieces; what is not asked for is only counted. */
function byLines(handle: number, size: number, { start, count }: Range): ToolEnd {
  const chunk = Buffer.alloc(CHUNK);
  const parts: Buffer[] = [];
  let taken = 0;
  let line = 1;
  let at = 0;
  /** Byte where the part begins, and the one behind it. */
  let from = start === 1 ? 0 : -1;
  let to = -1;
  const last = start + count;
  while (at < Math.min(size, MOST_SCANNED)) {
    const bytes = readSync(handle, chunk, 0, CHUNK, at);
    if (bytes === 0) break;
    let index = 0;
    while (index < bytes) {
      const newline = chunk.indexOf(10, index);
      const end = newline === -1 || newline >= bytes ? bytes : newline + 1;
      if (from !== -1 && to === -1) {
        const room = MOST_CHARS - taken;
        parts.push(Buffer.from(chunk.subarray(index, Math.min(end, index + room))));
        taken += Math.min(end - index, room);
        if (taken >= MOST_CHARS) to = from + taken;
      }
      if (end === newline + 1 && newline !== -1) {
        line += 1;
        if (line === start) from = at + end;
        if (line === last && to === -1) to = at + end;
      }
      index = end;
    }
    at += bytes;
    // All lines are counted where that costs nothing to speak of.
    if (to !== -1 && size > 8 * CHUNK) break;
  }
  const isCounted = at >= size;
  const lines = endsWithNewline(handle, size) ? line - 1 : line;
  const total = `${isCounted ? `${lines} lines, ` : ''}${size} bytes`;
  if (from === -1 || (from >= size && size > 0)) {
    const reached = isCounted ? '' : `; lines are counted in the first ${MOST_SCANNED} bytes only: read on with offset`;
    return { text: `[okstra: the file has ${total}; there is no line ${start}${reached}]` };
  }
  const text = Buffer.concat(parts).toString('utf8');
  const end = to === -1 ? size : to;
  if (from === 0 && end >= size) return { text: size === 0 ? '[okstra: the file is empty]' : text };
  const shown = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const isCut = taken >= MOST_CHARS && !text.endsWith('\n');
  const next =
    end >= size
      ? 'this is its end'
      : isCut
        ? `the last line is cut: read on with offset ${end}`
        : `read on with start_line ${start + shown}`;
  return {
    text: `${text}${text.endsWith('\n') ? '' : '\n'}[okstra: lines ${start} to ${start + shown - 1} of a file of ${total}; ${next}]`,
  };
}

function endsWithNewline(handle: number, size: number): boolean {
  if (size === 0) return false;
  const end = Buffer.alloc(1);
  readSync(handle, end, 0, 1, size - 1);
  return end[0] === 10;
}
