/** The text of a part in pieces that can be put elsewhere, and joined again so that what nobody touched stays as it was. */
import { type MarkdownScan, scanMarkdown } from './markdown/headings.ts';
import { SLOT, sectionKey } from './section-problems.ts';
import type { Profile } from './types.ts';

/** A profile whose text has been looked through. */
export interface ScannedProfile extends Profile {
  readonly scan: MarkdownScan;
}

/** A heading with what stands below it up to the next heading, or text without one. */
export interface Piece {
  readonly heading?: { readonly title: string; readonly key: string; readonly level: number };
  /** The lines of the heading. */
  readonly head: string;
  readonly text: string;
  /** Id of the part it comes from. */
  readonly from: string;
}

export function piecesOf({ id, body, scan: { headings } }: ScannedProfile): Piece[] {
  const first = headings[0]?.start ?? body.length;
  const before: Piece[] = first === 0 ? [] : [{ head: '', text: body.slice(0, first), from: id }];
  return before.concat(
    headings.map(({ title, level, start, end }, index) => ({
      heading: { title, level, key: sectionKey(title) },
      head: body.slice(start, end),
      text: body.slice(end, headings[index + 1]?.start ?? body.length),
      from: id,
    })),
  );
}

/** Up to the next heading of the same or a higher level, within one part. `only`: and no further than what comes from that part. */
export function sectionLength(pieces: readonly Piece[], at: number, only?: string): number {
  const level = pieces[at]?.heading?.level ?? 0;
  const end = pieces.findIndex(
    ({ heading, from }, index) =>
      index > at && ((heading !== undefined && heading.level <= level) || (only !== undefined && from !== only)),
  );
  return (end === -1 ? pieces.length : end) - at;
}

/** One blank line between the groups; within them nothing changes. Text that is blank goes. */
export function joined(...groups: readonly (readonly Piece[])[]): Piece[] {
  const filled = groups
    .map((group) => group.filter(({ head, text }) => (head + text).trim() !== ''))
    .filter((group) => group.length > 0);
  return filled.flatMap((group, index) =>
    group.map((piece, at) => {
      const begun = at === 0 && piece.heading === undefined ? piece.text.replace(/^(?:[ \t]*\n)+/, '') : piece.text;
      const isSeam = at === group.length - 1 && index < filled.length - 1;
      return isSeam ? withGap({ ...piece, text: begun }) : { ...piece, text: begun };
    }),
  );
}

function withGap(piece: Piece): Piece {
  const head = piece.head === '' ? '' : `${piece.head.trimEnd()}\n`;
  return { ...piece, head, text: piece.text.trim() === '' ? '\n' : `${piece.text.trimEnd()}\n\n` };
}

/** What stands before and behind the one line that is the slot; undefined when there is none, or more than one. */
export function split(pieces: readonly Piece[]): { before: readonly Piece[]; after: readonly Piece[] } | undefined {
  const slots = pieces.flatMap(({ text }, at) => slotLines(text).map((line) => ({ at, line })));
  const [slot] = slots;
  if (slot === undefined || slots.length > 1) return undefined;
  const piece = pieces[slot.at];
  if (piece === undefined) return undefined;
  const lines = piece.text.split('\n');
  const upTo = lines.slice(0, slot.line).map((line) => `${line}\n`);
  return {
    before: [...pieces.slice(0, slot.at), { ...piece, text: upTo.join('') }],
    after: [{ head: '', text: lines.slice(slot.line + 1).join('\n'), from: piece.from }, ...pieces.slice(slot.at + 1)],
  };
}

/** Lines of nothing but the slot, outside fences. */
function slotLines(text: string): readonly number[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() !== SLOT) return [];
    return scanMarkdown(lines.slice(0, index).join('\n')).open === undefined ? [index] : [];
  });
}
