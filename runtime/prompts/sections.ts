/**
 * Sections: a heading that an earlier part has already is an error, unless the later part names it in `overridesSections`; then its text
 * goes to where the earlier one stands. Works on pieces of the parts' own text, so that what nobody touches stays byte for byte.
 */
import type { Failure } from '../model/failure.ts';
import { joined, type Piece, piecesOf, type ScannedProfile, sectionLength, split } from './section-pieces.ts';
import { ambiguous, headingBefore, repeated, sectionKey, withoutSlot } from './section-problems.ts';
import type { Profile, PromptSection, SectionOverride, Strategy } from './types.ts';

interface Draft {
  readonly profile: Profile;
  pieces: Piece[];
}

/** A stretch of a prompt's text, with the part it comes from. */
export interface TextPiece {
  readonly from: string;
  readonly text: string;
}

export interface MergedSections {
  /** What stands at the place of each part, by id; nothing for one whose sections all went elsewhere. */
  readonly pieces: ReadonlyMap<string, readonly TextPiece[]>;
  readonly sections: readonly PromptSection[];
  readonly problems: readonly Failure[];
}

/** @param profiles in the order of the prompt, their placeholders not yet filled: values have no sections */
export function mergeSections(profiles: readonly ScannedProfile[]): MergedSections {
  const drafts: Draft[] = [];
  const changes = new Map<Piece['heading'], { id: string; strategy: Strategy }[]>();
  const problems: Failure[] = [];
  const known = new Set<string>();
  for (const profile of profiles) {
    const draft = { profile, pieces: piecesOf(profile) };
    drafts.push(draft);
    // Outer sections come first: what they replace is gone when their inner ones are looked at.
    for (const heading of draft.pieces.map((piece) => piece.heading)) {
      if (heading !== undefined && heading.level > 1 && known.has(heading.key)) {
        problems.push(...place({ heading, profile, drafts, changes }));
      }
    }
    for (const { heading } of draft.pieces) if (heading !== undefined && heading.level > 1) known.add(heading.key);
  }
  return {
    pieces: new Map(
      drafts.map(({ profile, pieces }) => [profile.id, pieces.map(({ from, head, text }) => ({ from, text: head + text }))]),
    ),
    sections: drafts.flatMap(({ pieces }) => pieces.flatMap((piece) => sectionOf(piece, changes))),
    problems,
  };
}

function sectionOf(
  { heading, from }: Piece,
  changes: ReadonlyMap<Piece['heading'], { id: string; strategy: Strategy }[]>,
): readonly PromptSection[] {
  if (heading === undefined) return [];
  const changedBy = changes.get(heading);
  return [{ title: heading.title, level: heading.level, from, ...(changedBy === undefined ? {} : { changedBy }) }];
}

type Placing = {
  readonly heading: NonNullable<Piece['heading']>;
  readonly profile: Profile;
  readonly drafts: readonly Draft[];
  readonly changes: Map<Piece['heading'], { id: string; strategy: Strategy }[]>;
};

/** Moves the section of `heading` to the earlier one of its title, when there is one and the profile says so. */
function place({ heading, profile, drafts, changes }: Placing): readonly Failure[] {
  const own = find(drafts, (piece) => piece.heading === heading);
  if (own === undefined) return []; // it was taken along by an outer section that was replaced
  const earlier = drafts.flatMap((draft) =>
    draft.pieces.flatMap((piece, at) =>
      piece.heading?.key === heading.key && piece.heading.level > 1 && piece.from !== profile.id ? [{ draft, piece, at }] : [],
    ),
  );
  const [target] = earlier;
  if (target === undefined) return [];
  const override = profile.overridesSections.find(({ title }) => sectionKey(title) === heading.key);
  if (override === undefined) return [repeated(heading.title, profile, target.piece.from)];
  if (earlier.length > 1)
    return [
      ambiguous(
        heading.title,
        profile,
        earlier.map(({ piece }) => piece.from),
      ),
    ];
  const taken = own.draft.pieces.splice(own.at, sectionLength(own.draft.pieces, own.at, profile.id));
  const problem = put(override, { taken, profile, target: { ...target, at: target.draft.pieces.indexOf(target.piece) } });
  if (problem !== undefined) return [problem];
  if (override.strategy !== 'replace') {
    const key = target.piece.heading;
    changes.set(key, [...(changes.get(key) ?? []), { id: profile.id, strategy: override.strategy }]);
  }
  return [];
}

function find(drafts: readonly Draft[], is: (piece: Piece) => boolean): { draft: Draft; at: number } | undefined {
  for (const draft of drafts) {
    const at = draft.pieces.findIndex(is);
    if (at !== -1) return { draft, at };
  }
  return undefined;
}

function put(
  { title, strategy }: SectionOverride,
  given: {
    readonly taken: readonly Piece[];
    readonly profile: Profile;
    readonly target: { draft: Draft; piece: Piece; at: number };
  },
): Failure | undefined {
  const { taken, profile, target } = given;
  const { draft, at } = target;
  const [first, ...below] = taken;
  if (first === undefined) throw new Error('a section begins with its heading');
  const length = sectionLength(draft.pieces, at);
  const [earlier, later] = [draft.pieces.slice(0, at), draft.pieces.slice(at + length)];
  const own = [{ head: '', text: first.text, from: first.from }, ...below];
  const section = draft.pieces.slice(at, at + length);
  const head: Piece = { ...target.piece, text: '' };
  const content = [{ head: '', text: target.piece.text, from: target.piece.from }, ...section.slice(1)];
  const around = strategy === 'wrap' ? split(own) : { before: strategy === 'prepend' ? own : [], after: [] };
  if (around === undefined) return withoutSlot(profile, title);
  // What comes before a section's own text must not put it below a heading of its own.
  if (around.before.some((piece) => piece.heading !== undefined) && target.piece.text.trim() !== '')
    return headingBefore(profile, title);
  if (strategy === 'replace') draft.pieces = joined(earlier, taken, later);
  else if (strategy === 'append') draft.pieces = joined(earlier, section, own, later);
  else draft.pieces = joined(earlier, [head], around.before, content, around.after, later);
  return undefined;
}
