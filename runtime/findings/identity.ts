/** A finding keeps its id over attempts, so that one can say whether it was fixed, stayed, or came back. */
import type { Finding } from '../model/findings.ts';
import {
  isInOtherFile,
  isSamePlace,
  MEASURE,
  type MergedFinding,
  namesOtherCriterion,
  SAME_TEXT,
  similarity,
  tokensOf,
} from './merge.ts';
import { nearOf, type Placed } from './near.ts';

export interface Identified {
  readonly id: string;
  readonly state: 'new' | 'open' | 'regressed';
  readonly firstAttempt: number;
  readonly merged: MergedFinding;
  /** The same finding as it stood after the attempt before. */
  readonly before?: Finding;
}

export interface Identity {
  /** Findings of this attempt, in the order of their ids. */
  readonly found: readonly Identified[];
  /** Findings of earlier attempts that nobody raised in this one, in the order of their ids. */
  readonly absent: readonly Finding[];
}

/**
 * Gives each finding of this attempt the id of the earlier finding it repeats, or the next free one. Best matches first, one to one.
 *
 * @param attempt number of this attempt, from 1
 * @param taken ids that are given already, beside those of `previous`
 */
export function carryIdentity(
  previous: readonly Finding[],
  merged: readonly MergedFinding[],
  attempt: number,
  taken: readonly string[] = [],
): Identity {
  const matches = matchPairs(previous, merged);
  let next = Math.max(0, ...[...previous.map(({ id }) => id), ...taken].map(numberOf)) + 1;
  const found = merged.map((each, index): Identified => {
    const before = matches.get(index);
    if (!before) return { id: `F-${String(next++).padStart(3, '0')}`, state: 'new', firstAttempt: attempt, merged: each };
    const state = before.state === 'fixed' ? 'regressed' : 'open';
    return { id: before.id, state, firstAttempt: before.firstAttempt, merged: each, before };
  });
  const kept = new Set([...matches.values()].map(({ id }) => id));
  return {
    found: found.toSorted((a, b) => numberOf(a.id) - numberOf(b.id)),
    absent: previous.filter(({ id }) => !kept.has(id)).toSorted((a, b) => numberOf(a.id) - numberOf(b.id)),
  };
}

export const numberOf = (id: string): number => Number(id.replace(/^F-/, ''));

function matchPairs(previous: readonly Finding[], merged: readonly MergedFinding[]): ReadonlyMap<number, Finding> {
  const members = merged.flatMap((each, index) => each.members.map(({ finding }) => ({ index, ...placed(finding) })));
  const near = nearOf(members, MEASURE);
  const candidates = previous.flatMap((before) => {
    const found = near.to(placed(before));
    return [...new Set(found.flatMap((at) => members[at]?.index ?? []))].map((index) => ({ before, index }));
  });
  const pairs = candidates
    .flatMap(({ before, index }) => {
      const each = merged[index];
      return each ? [{ before, index, score: likeness(before, each) }] : [];
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || numberOf(a.before.id) - numberOf(b.before.id) || a.index - b.index);
  const matches = new Map<number, Finding>();
  const taken = new Set<string>();
  for (const { before, index } of pairs) {
    if (matches.has(index) || taken.has(before.id)) continue;
    matches.set(index, before);
    taken.add(before.id);
  }
  return matches;
}

const placed = (finding: Pick<Finding, 'category' | 'criterion' | 'location' | 'claim'>): Placed => ({
  finding,
  tokens: tokensOf(finding.claim),
  isStatus: finding.category === 'coverage' && finding.criterion !== undefined && !finding.location,
});

/** 0: not the same. The same words weigh more than the same place: lines move from attempt to attempt. */
function likeness(before: Finding, { members }: MergedFinding): number {
  const tokens = tokensOf(before.claim);
  const scores = members.map(({ finding }) => {
    if (namesOtherCriterion(before, finding)) return 0;
    const alike = isInOtherFile(before, finding) ? 0 : similarity(tokens, tokensOf(finding.claim));
    if (alike >= SAME_TEXT) return 2 + alike;
    const sameCoverage = before.category === 'coverage' && finding.category === 'coverage' && before.criterion !== undefined;
    if (sameCoverage && before.criterion === finding.criterion && !before.location && !finding.location) return 2;
    return isSamePlace(before, finding) ? 1 : 0;
  });
  return Math.max(0, ...scores);
}
