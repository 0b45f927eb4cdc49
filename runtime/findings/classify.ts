/** The class of a finding: executed evidence first, then who says what, each vendor once. */
import type { FindingClass, Position, Quote, ReproducerResult, Severity } from '../model/findings.ts';
import { SEVERITIES } from './merge.ts';
import type { QuoteExists, VerifierSeat } from './types.ts';

export interface ClassInput {
  /** okstra saw it itself. */
  readonly observed: boolean;
  /** Verifiers that raised it. */
  readonly raisers: readonly VerifierSeat[];
  readonly quote?: Quote;
  readonly reproducer?: ReproducerResult;
  /** Positions on this finding, of all rounds. */
  readonly positions: readonly Position[];
  readonly quoteExists: QuoteExists;
}

export interface Classification {
  readonly class: FindingClass;
  /** All others hold that it is less severe. */
  readonly overstated: boolean;
  /** Someone holds that it is out of scope: it becomes a follow-up. */
  readonly outOfScope: boolean;
}

interface Vendors {
  /** Vendors that raised it and did not take it back. */
  readonly raising: ReadonlySet<string>;
  readonly agreeing: ReadonlySet<string>;
  readonly disagreeing: ReadonlySet<string>;
  /** A disagreement says that the facts are wrong, or that it is handled already, with a quote that exists. */
  readonly rebutted: boolean;
  readonly withdrawn: boolean;
}

type Rule = readonly [FindingClass, (input: ClassInput, vendors: Vendors) => boolean];

/** The first that applies. */
const RULES: readonly Rule[] = [
  ['reproduced', ({ observed, reproducer }) => observed || reproducer === 'holds'],
  [
    'refuted',
    ({ reproducer, quote, quoteExists }) => reproducer === 'does-not-hold' || (quote !== undefined && !quoteExists(quote)),
  ],
  ['withdrawn', (_, { withdrawn }) => withdrawn],
  ['confirmed', (_, { raising, agreeing, disagreeing }) => new Set([...raising, ...agreeing]).size > 1 && disagreeing.size === 0],
  ['refuted', (_, { raising, agreeing, rebutted }) => raising.size === 1 && agreeing.size === 0 && rebutted],
  ['disputed', (_, { disagreeing }) => disagreeing.size > 0],
  ['standing', () => true],
];

export function classify(input: ClassInput): Classification {
  const latest = latestOfSeats(input.positions);
  const vendors = countVendors(input, latest);
  const [found] = RULES.find(([, applies]) => applies(input, vendors)) ?? (['standing'] as const);
  return {
    class: found,
    overstated: isOverstated(input, latest),
    outOfScope: latest.some(({ position, kind }) => position === 'DISAGREE' && kind === 'b'),
  };
}

/** One step down; a note stays a note. */
export const lowered = (severity: Severity): Severity => SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? 'note';

function latestOfSeats(positions: readonly Position[]): Position[] {
  const bySeat = new Map<string, Position>();
  for (const each of positions.toSorted((a, b) => a.round - b.round)) bySeat.set(each.seat, each);
  return [...bySeat.values()];
}

/** A vendor with a seat on each side disagrees: a disagreement is never outvoted by a seat of the same vendor. */
function countVendors({ raisers, quoteExists }: ClassInput, latest: readonly Position[]): Vendors {
  const backed = new Set(latest.filter(({ position }) => position === 'WITHDRAW').map(({ seat }) => seat));
  const against = latest.filter(isAgainst);
  const disagreeing = new Set(against.map(({ vendor }) => vendor));
  const raising = new Set(raisers.filter(({ seat }) => !backed.has(seat)).map(({ vendor }) => vendor));
  const agreeing = latest.filter((each) => isFor(each) && !disagreeing.has(each.vendor)).map(({ vendor }) => vendor);
  return {
    raising,
    agreeing: new Set(agreeing.filter((vendor) => !raising.has(vendor))),
    disagreeing,
    rebutted: against.some(({ kind, quote }) => (kind === 'a' || kind === 'c') && quote !== undefined && quoteExists(quote)),
    withdrawn: raisers.length > 0 && raisers.every(({ seat }) => backed.has(seat)),
  };
}

/** Kind d disputes the severity, not the finding. */
const isAgainst = ({ position, kind }: Position): boolean => position === 'DISAGREE' && kind !== 'd';
const isFor = ({ position, kind }: Position): boolean =>
  position === 'AGREE' || position === 'SUPPLEMENT' || (position === 'DISAGREE' && kind === 'd');

function isOverstated({ raisers }: ClassInput, latest: readonly Position[]): boolean {
  const raising = new Set(raisers.map(({ vendor }) => vendor));
  const others = latest.filter(({ vendor, position }) => !raising.has(vendor) && position !== 'WITHDRAW');
  return others.length > 0 && others.every(({ position, kind }) => position === 'DISAGREE' && kind === 'd');
}
