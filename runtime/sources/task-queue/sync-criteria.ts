/** What a changed section means for the criteria of the tasks that refer to it: each point to the task whose it is. Pure. */
import { overlap, similarity } from './sections.ts';

/** What a section asks for, point by point. */
export function pointsOf(text: string): readonly string[] {
  const points: string[] = [];
  let inFence = false;
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (/^\s*(?:```|~~~)/.test(line)) inFence = !inFence;
    if (inFence) continue;
    const [, content] = /^\s?(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(.*?)\s*$/.exec(line) ?? [];
    if (content !== undefined && content !== '' && !content.startsWith('**')) points.push(content);
  }
  return points;
}

/** A task that refers to the section. */
export interface Holder {
  readonly id: string;
  readonly criteria: readonly string[];
  /** False: its criteria count, and stay as they are. */
  readonly mayChange: boolean;
}

/** What becomes of the criteria of one task, by their places. */
export interface CriteriaEdit {
  readonly replaced: Map<number, string>;
  readonly removed: Set<number>;
  readonly added: string[];
}

export interface Share {
  readonly edits: ReadonlyMap<string, CriteriaEdit>;
  /** New points that belong to no task: for a person to place. */
  readonly unplaced: readonly string[];
}

/** From which likeness on a criterion says a point in other words. */
const LIKENESS = 0.3;
/** From which share on one text is the other with words added or left out. */
const CONTAINED = 0.6;

function likeness(a: string, b: string): number {
  const shared = overlap(a, b);
  return Math.max(similarity(a, b), shared >= CONTAINED ? shared * 0.9 : 0);
}

/** @param before the text of the section for which the criteria were written; undefined: it is not known any more */
export function sharePoints(now: string, before: string | undefined, holders: readonly Holder[]): Share {
  const points = pointsOf(now);
  const edits = new Map(
    holders.map(({ id }): [string, CriteriaEdit] => [id, { replaced: new Map(), removed: new Set(), added: [] }]),
  );
  const held = new Set(holders.flatMap(({ criteria }) => criteria));
  const former = before === undefined ? undefined : pointsOf(before);
  const isCurrent = new Set(points);
  const dropped = former?.filter((point) => !isCurrent.has(point)) ?? [];
  const wasThere = new Set(former);
  const fresh = points.filter((point) => !held.has(point) && !wasThere.has(point));
  const unplaced: string[] = [];
  const replace = (isMeant: (criterion: string) => boolean, point: string): boolean => {
    let found = false;
    for (const { id, criteria } of holders)
      for (const [at, criterion] of criteria.entries()) {
        if (!isMeant(criterion) || edits.get(id)?.replaced.has(at) === true) continue;
        edits.get(id)?.replaced.set(at, point);
        found = true;
      }
    return found;
  };
  /** The criterion most like a point, of those that no point of the section says any more. */
  const nearest = (...texts: readonly string[]): string | undefined =>
    best(
      holders.flatMap(({ id, criteria }) =>
        criteria.filter((criterion, at) => !isCurrent.has(criterion) && edits.get(id)?.replaced.has(at) !== true),
      ),
      (criterion) => Math.max(...texts.map((text) => likeness(criterion, text))),
    );
  const { pairs, alone } = pairUp(dropped, fresh);
  const added = former === undefined ? [] : [...alone];
  const unknown = former === undefined ? fresh : [];
  for (const [gone, point] of pairs) {
    const placed = replace((criterion) => criterion === gone, point);
    const near = placed ? undefined : nearest(gone, point);
    if (!placed && (near === undefined || !replace((criterion) => criterion === near, point))) added.push(point);
  }
  for (const point of unknown) {
    const near = nearest(point);
    if (near === undefined || !replace((criterion) => criterion === near, point)) added.push(point);
  }
  // Without the earlier text nobody knows what is new: only a task that was made of the points gets the others too.
  const isMadeOfPoints = former !== undefined || holders.some(({ criteria }) => criteria.some((text) => isCurrent.has(text)));
  for (const point of points.filter((each) => added.includes(each))) {
    const [only] = holders;
    const owner =
      holders.length === 1
        ? isMadeOfPoints
          ? only
          : undefined
        : best(holders, ({ criteria }) => Math.max(0, ...criteria.map((criterion) => likeness(criterion, point))));
    if (owner === undefined) unplaced.push(point);
    else edits.get(owner.id)?.added.push(point);
  }
  for (const point of dropped.filter((each) => !pairs.has(each)))
    for (const { id, criteria } of holders)
      for (const [at, criterion] of criteria.entries()) if (criterion === point) edits.get(id)?.removed.add(at);
  return {
    edits: new Map([...edits].filter(([id]) => holders.some((holder) => holder.id === id && holder.mayChange))),
    unplaced,
  };
}

/** Old and new points that are one point in other words: the likest first. */
function pairUp(dropped: readonly string[], fresh: readonly string[]) {
  const likely = dropped
    .flatMap((gone) => fresh.map((point) => ({ gone, point, rank: likeness(gone, point) })))
    .filter(({ rank }) => rank >= LIKENESS)
    .toSorted((a, b) => b.rank - a.rank);
  const pairs = new Map<string, string>();
  const taken = new Set<string>();
  for (const { gone, point } of likely) {
    if (pairs.has(gone) || taken.has(point)) continue;
    pairs.set(gone, point);
    taken.add(point);
  }
  return { pairs, alone: fresh.filter((point) => !taken.has(point)) };
}

function best<T>(candidates: readonly T[], likenessOf: (candidate: T) => number): T | undefined {
  const [first] = candidates
    .map((candidate) => ({ candidate, rank: likenessOf(candidate) }))
    .filter(({ rank }) => rank >= LIKENESS)
    .toSorted((a, b) => b.rank - a.rank);
  return first?.candidate;
}

/** Criteria after the edits of all sections that a task refers to; undefined: they stay. At least one is left. */
export function editedCriteria(criteria: readonly string[], edits: readonly CriteriaEdit[]): readonly string[] | undefined {
  const kept = criteria.flatMap((criterion, at) => {
    const next = edits.find(({ replaced }) => replaced.has(at))?.replaced.get(at);
    if (next !== undefined) return [next];
    return edits.some(({ removed }) => removed.has(at)) ? [] : [criterion];
  });
  const added = edits.flatMap((edit) => edit.added).filter((point) => !kept.includes(point));
  const next = [...new Set([...kept, ...added])];
  if (next.length === 0 || (next.length === criteria.length && next.every((text, at) => text === criteria[at]))) return undefined;
  return next;
}
