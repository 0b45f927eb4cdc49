/** Changes with seeded defects, and simulated verifiers that review them and take positions. Only chances stand here, no rule of okstra. */
import type { RoundAnswer, SeatAnswer, VerifierSeat } from '../../runtime/findings/index.ts';
import type { Finding, GivenPosition, Quote, RawFinding } from '../../runtime/model/findings.ts';
import type { Random } from '../audits/random.ts';
import { drawFinders, type Finders, findersOf, type Overlap, PUBLISHED_DEFECTS } from './overlap.ts';

export interface Point {
  readonly vendors: number;
  /** Of each verifier. */
  readonly recall: number;
  readonly overlap: Overlap;
  /** Mean number of false findings per verifier and change. */
  readonly falseRate: number;
  /** How often a refuter refutes a true finding. */
  readonly wronglyRefutes: number;
  /** How often a refuter refutes a false finding. */
  readonly rightlyRefutes: number;
  /** How often a quote, of a finding or of a rebuttal, does not exist. */
  readonly misquotes: number;
  readonly maxRounds: number;
  /** Mean number of defects per change. */
  readonly defects: number;
  /** How often a refuter that does not refute doubts the evidence (kind e) instead of agreeing. */
  readonly doubts: number;
  /** How often a verifier names another category than the others for the same defect, so that place alone does not join them. */
  readonly otherCategory: number;
}

/** The parameters that are fixed, with the default number of rounds and the defects per artifact of the study the overlap is from. */
export const FIXED: Point = {
  vendors: 3,
  recall: 0.34,
  overlap: 'curve',
  falseRate: 0.4,
  wronglyRefutes: 0.05,
  rightlyRefutes: 0.7,
  misquotes: 0.1,
  maxRounds: 2,
  defects: PUBLISHED_DEFECTS,
  doubts: 0,
  otherCategory: 0,
};

export const TREE = '0'.repeat(40);
export const REAL = 'a line that exists';
export const quoteExists = ({ text }: Quote): boolean => text === REAL;

export interface Change {
  /** Who found each defect, by verifier. */
  readonly found: readonly (readonly boolean[])[];
  readonly answers: readonly SeatAnswer[];
  /** Whether a place is one of a defect. */
  readonly defectAt: (location: RawFinding['location']) => number | undefined;
}

export const seatsOf = ({ vendors }: Pick<Point, 'vendors'>): VerifierSeat[] =>
  Array.from({ length: vendors }, (_, index) => ({ seat: `verifier:v${index}`, vendor: `v${index}` }));

/** Problems lie far enough apart that two of them are never taken for one. */
const [SPACING, PER_FILE] = [40, 5];

/** @returns a source of changes: the joint distribution is worked out once */
export function changesOf(point: Point, random: Random): () => Change {
  const finders = findersOf(point.vendors, point.recall, point.overlap);
  return () => drawChange(point, finders, random);
}

function drawChange(point: Point, finders: Finders, random: Random): Change {
  const defects = poisson(point.defects, random);
  const found = Array.from({ length: defects }, () => drawFinders(finders, random));
  let problems = defects;
  const answers = seatsOf(point).map((who, index): SeatAnswer => {
    const seen = found.flatMap((by, problem) => (by[index] ? [problem] : []));
    const invented = Array.from({ length: poisson(point.falseRate, random) }, () => problems++);
    const findings = [...seen, ...invented].map((problem) => raise(problem, who, point, random));
    return { ...who, answer: { ...EMPTY, verdict: findings.length > 0 ? 'concerns' : 'pass', findings } };
  });
  return {
    found,
    answers,
    defectAt: (location) => {
      if (!location) return undefined;
      const problem = Number(/\d+/.exec(location.file)?.[0]) * PER_FILE + Math.floor(location.startLine / SPACING);
      return problem < defects ? problem : undefined;
    },
  };
}

const EMPTY = { form: 'json', tree: TREE, criteria: [], commands: [], summary: '', remainingTasks: [] } as const;

/** Own words and a place that is off by a line or two, as two reviewers of the same code have them. */
function raise(problem: number, { vendor }: VerifierSeat, point: Point, random: Random): RawFinding {
  const file = `src/m${Math.floor(problem / PER_FILE)}.ts`;
  const startLine = (problem % PER_FILE) * SPACING + 10 + random.whole(0, 2);
  return {
    category: chance(point.otherCategory, random) ? random.pick(['regression', 'security', 'maintainability']) : 'correctness',
    severity: 'blocker',
    claim: `${vendor} saw p${problem}`,
    evidence: '',
    location: { file, startLine, endLine: startLine },
    quote: quote(file, startLine, point, random),
  };
}

const quote = (file: string, line: number, { misquotes }: Point, random: Random): Quote => ({
  file,
  side: 'new',
  line,
  text: chance(misquotes, random) ? 'a line that nobody wrote' : REAL,
});

/** What one verifier says of the findings it is asked about. */
export function takePositions(
  who: VerifierSeat & { readonly round: number },
  asked: readonly Finding[],
  { point, random, defectAt }: { readonly point: Point; readonly random: Random; readonly defectAt: Change['defectAt'] },
): RoundAnswer {
  const positions = asked.map((finding): GivenPosition => {
    const isTrue = defectAt(finding.location) !== undefined;
    const refutes = chance(isTrue ? point.wronglyRefutes : point.rightlyRefutes, random);
    const { file, startLine } = finding.location ?? { file: 'src/m0.ts', startLine: 1 };
    const given = { finding: finding.id, evidence: '', quote: quote(file, startLine, point, random) };
    if (finding.raisedBy.includes(who.seat)) {
      // It sees what others hold against its finding and weighs it as they did; with nothing against it, it only quotes again.
      return { ...given, position: finding.class === 'disputed' && refutes ? 'WITHDRAW' : 'AGREE' };
    }
    if (refutes) return { ...given, position: 'DISAGREE', kind: 'a' };
    return chance(point.doubts, random) ? { ...given, position: 'DISAGREE', kind: 'e' } : { ...given, position: 'AGREE' };
  });
  return { ...who, answer: { form: 'json', tree: TREE, positions, findings: [] } };
}

const chance = (of: number, random: Random): boolean => random.whole(0, 999_999) < of * 1_000_000;

/** Knuth's method: multiplies draws until they are rarer than no event at all. */
function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean);
  let [count, product] = [0, random.whole(1, 1_000_000) / 1_000_000];
  while (product > limit) {
    count += 1;
    product *= random.whole(1, 1_000_000) / 1_000_000;
  }
  return count;
}
