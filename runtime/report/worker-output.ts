/** The executor's last words, capped: the head and the tail are kept, and where the rest lies is said. */
import type { ReportWorkerOutput } from '../generated/types.ts';
import type { DispatchFacts } from './dispatches.ts';

/** Bytes of UTF-8, the line that tells of the gap included. */
export const WORKER_OUTPUT_CAP = 16 * 1024;

export function workerOutputOf(dispatches: readonly DispatchFacts[], texts: ReadonlyMap<string, string>): ReportWorkerOutput {
  const last = dispatches.findLast(
    ({ started, finished }) => started.seat === 'executor' && started.turn !== 'repair' && finished !== undefined,
  )?.finished;
  if (!last) return { dispatch: null, text: '', truncated: false, bytes: 0, path: null };
  const full = texts.get(last.text.path) ?? '';
  const text = capText(full, WORKER_OUTPUT_CAP, last.text.path);
  return { dispatch: last.dispatch, text, truncated: text !== full, bytes: last.text.bytes, path: last.text.path };
}

/**
 * A text of at most `cap` bytes. Cuts fall on line ends where one is near, and never inside a character.
 *
 * @param path where the full text lies, named in the gap
 */
export function capText(text: string, cap: number, path: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.byteLength <= cap) return text;
  const gap = (left: number): string => `\n[… ${left} bytes left out; the full text is in ${path} …]\n`;
  const room = Math.max(0, cap - Buffer.byteLength(gap(bytes.byteLength)));
  const half = Math.floor(room / 2);
  const head = endAtLine(decode(bytes.subarray(0, half)));
  const tail = startAtLine(decode(bytes.subarray(bytes.byteLength - half)));
  const left = bytes.byteLength - Buffer.byteLength(head) - Buffer.byteLength(tail);
  return head + gap(left) + tail;
}

/** A character cut in two decodes to replacement characters at the cut; those go. */
const decode = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true })
    .decode(bytes)
    .replace(/^\uFFFD{1,3}/, '')
    .replace(/\uFFFD{1,3}$/, '');

const LINE_REACH = 200;

function endAtLine(text: string): string {
  const end = text.lastIndexOf('\n');
  return end !== -1 && text.length - end <= LINE_REACH ? text.slice(0, end) : text;
}

function startAtLine(text: string): string {
  const start = text.indexOf('\n');
  return start !== -1 && start < LINE_REACH ? text.slice(start + 1) : text;
}
