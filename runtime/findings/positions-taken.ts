/** Positions of a round with who took them, in one order. */
import type { Position } from '../model/findings.ts';
import type { Identified } from './identity.ts';
import { byCodeUnits } from './merge.ts';
import type { RoundAnswer } from './types.ts';

/**
 * Whoever raised a finding and no longer holds it takes it back, in whatever word; that the severity is overstated (kind d) takes nothing
 * back. WITHDRAW of a finding that somebody else raised is a disagreement without proof. Positions on findings that are not there are left out.
 */
export function positionsOf(
  answers: readonly RoundAnswer[],
  found: readonly Pick<Identified, 'id' | 'merged'>[],
): readonly Position[] {
  const raisers = new Map(found.map(({ id, merged }) => [id, merged.raisedBy]));
  return answers
    .flatMap(({ seat, vendor, round, answer }) =>
      answer.positions.flatMap(({ finding, position, kind, evidence, quote }): Position[] => {
        const own = raisers.get(finding)?.includes(seat);
        if (own === undefined) return [];
        const rest = { evidence, ...(quote ? { quote } : {}) };
        const who = { round, seat, vendor, finding };
        if (own && (position === 'WITHDRAW' || (position === 'DISAGREE' && kind !== 'd'))) {
          return [{ ...who, position: 'WITHDRAW', ...rest }];
        }
        if (position === 'WITHDRAW') return [{ ...who, position: 'DISAGREE', kind: 'e', ...rest }];
        return [{ ...who, position, ...(kind === undefined ? {} : { kind }), ...rest }];
      }),
    )
    .toSorted(
      (a, b) =>
        byCodeUnits(a.finding, b.finding) || byCodeUnits(a.seat, b.seat) || byCodeUnits(JSON.stringify(a), JSON.stringify(b)),
    );
}
