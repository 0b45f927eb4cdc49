/** Ways to treat the findings of several verifiers, each over the same drawn changes, the rounds by okstra's own functions. */
import {
  decideVerdict,
  type JudgeInput,
  judgeAttempt,
  mergeFindings,
  nextRound,
  type OpenedRound,
  type Raised,
  type RoundAnswer,
} from '../../runtime/findings/index.ts';
import type { Finding, RawFinding, Severity } from '../../runtime/model/findings.ts';
import { type Random, randomOf } from '../audits/random.ts';
import { type Change, changesOf, type Point, quoteExists, seatsOf, takePositions } from './changes.ts';

/** What counts against a change by one of the ways to treat findings. */
export interface Measured {
  /** Defects that count, over all seeded ones. */
  readonly recall: number;
  /** The same over those that at least one verifier found. */
  readonly ofUnion: number;
  /** Findings that are about a defect, over all that count. */
  readonly precision: number;
  /** Mean number of rounds, the first one included. */
  readonly rounds: number;
  /** Per change. */
  readonly dispatches: number;
}

/** How the findings stand when no further round is opened: once the independent reviews are in, or one or two rounds later. */
export interface AfterRounds {
  /** Union and refute: what `judgeAttempt` lets count, whatever its severity. */
  readonly counting: Measured;
  /** What would keep a change from passing in mode strict if every finding were a blocker, or a major. */
  readonly asBlockers: Measured;
  readonly asMajors: Measured;
  /** A vote in place of the classes: more than half of the vendors raised it or agree. */
  readonly vote: Measured;
}

export interface Result {
  readonly one: Measured;
  /** Raised by more than half of the vendors. */
  readonly majority: Measured;
  /** Raised by anyone, nothing refuted. */
  readonly union: Measured;
  /** By number of rounds allowed, from 1 to that of the point. */
  readonly after: readonly AfterRounds[];
  /** Mean Jaccard overlap of two verifiers, as drawn. */
  readonly overlap: number;
}

/** @param changes how many are drawn */
export function measure(point: Point, { seed, changes }: { readonly seed: number; readonly changes: number }): Result {
  // Two streams: the same changes are drawn, however many positions are taken.
  const [draw, random] = [changesOf(point, randomOf(seed)), randomOf(seed + 1_000_003)];
  const truth = new Truth();
  const tallies = { one: new Tally(truth), majority: new Tally(truth), union: new Tally(truth) };
  const after = Array.from({ length: point.maxRounds }, () => ({
    counting: new Tally(truth),
    asBlockers: new Tally(truth),
    asMajors: new Tally(truth),
    vote: new Tally(truth),
  }));
  const [first] = seatsOf(point);
  for (let n = 0; n < changes; n += 1) {
    const change = draw();
    truth.add(change);
    const raised = change.answers.flatMap(({ seat, vendor, answer }) =>
      answer.findings.map((finding): Raised => ({ seat, vendor, origin: 'finding', finding })),
    );
    const merged = mergeFindings(raised);
    const own = raised.filter(({ seat }) => seat === first?.seat);
    const most = merged.filter(({ vendors }) => vendors.length * 2 > point.vendors);
    const whole = { change, rounds: 1, dispatches: point.vendors };
    tallies.one.add(findingsIn(own), { ...whole, dispatches: 1 });
    tallies.majority.add(findingsIn(most), whole);
    tallies.union.add(findingsIn(merged), whole);
    const stands = takeThrough(change, point, random);
    for (const [index, tally] of after.entries()) {
      const { findings, rounds, dispatches } = stands[Math.min(index, stands.length - 1)] ?? { findings: [], ...whole };
      const cost = { change, rounds, dispatches };
      tally.counting.add(findings.filter(isCounting), cost);
      tally.vote.add(
        findings.filter((each) => each.counts && holding(each) * 2 > point.vendors),
        cost,
      );
      tally.asBlockers.add(
        findings.filter((each) => decides(each, 'blocker')),
        cost,
      );
      tally.asMajors.add(
        findings.filter((each) => decides(each, 'major')),
        cost,
      );
    }
  }
  return {
    one: tallies.one.measured(),
    majority: tallies.majority.measured(),
    union: tallies.union.measured(),
    after: after.map(({ counting, asBlockers, asMajors, vote }) => ({
      counting: counting.measured(),
      asBlockers: asBlockers.measured(),
      asMajors: asMajors.measured(),
      vote: vote.measured(),
    })),
    overlap: truth.overlap(),
  };
}

/** At most so many percent of what the independent reviews found together may be lost, and of what counts be false. */
export const BOUND = { lost: 5, wrong: 10 } as const;
export const lostOf = ({ ofUnion }: Measured): number => 100 * (1 - ofUnion);
export const wrongOf = ({ precision }: Measured): number => 100 * (1 - precision);
export const isWithin = (measured: Measured): boolean => lostOf(measured) <= BOUND.lost && wrongOf(measured) <= BOUND.wrong;

type Placed = Pick<RawFinding, 'location'>;
const findingsIn = (list: readonly { readonly finding: Placed }[]): Placed[] => list.map(({ finding }) => finding);

/** What was seeded, and who found it. */
class Truth {
  defects = 0;
  found = 0;
  changes = 0;
  #shared = 0;
  #either = 0;

  add({ found }: Change): void {
    this.changes += 1;
    this.defects += found.length;
    for (const by of found) {
      const finders = by.filter(Boolean).length;
      if (finders > 0) this.found += 1;
      this.#shared += pairs(finders);
      this.#either += pairs(by.length) - pairs(by.length - finders);
    }
  }

  overlap = (): number => this.#shared / Math.max(1, this.#either);
}

const pairs = (of: number): number => (of * (of - 1)) / 2;

interface Cost {
  readonly change: Change;
  readonly rounds: number;
  readonly dispatches: number;
}

class Tally {
  readonly #truth: Truth;
  #hit = 0;
  #right = 0;
  #wrong = 0;
  #rounds = 0;
  #dispatches = 0;

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  add(counting: readonly Placed[], { change, rounds, dispatches }: Cost): void {
    const right = counting.map(({ location }) => change.defectAt(location)).filter((defect) => defect !== undefined);
    this.#hit += new Set(right).size;
    this.#right += right.length;
    this.#wrong += counting.length - right.length;
    this.#rounds += rounds;
    this.#dispatches += dispatches;
  }

  measured(): Measured {
    const { defects, found, changes } = this.#truth;
    return {
      recall: this.#hit / Math.max(1, defects),
      ofUnion: this.#hit / Math.max(1, found),
      precision: this.#right / Math.max(1, this.#right + this.#wrong),
      rounds: this.#rounds / changes,
      dispatches: this.#dispatches / changes,
    };
  }
}

interface Stand {
  readonly findings: readonly Finding[];
  readonly rounds: number;
  /** So far. */
  readonly dispatches: number;
}

/** The loop of a run: rounds are opened as long as okstra wants one. How things stood after each is what a lower limit ends with. */
function takeThrough(change: Change, point: Point, random: Random): readonly Stand[] {
  const rounds: OpenedRound[] = [];
  const roundAnswers: RoundAnswer[] = [];
  const input: JudgeInput = { ...inputOf(change, point), rounds, roundAnswers };
  let dispatches = point.vendors;
  const stands: Stand[] = [{ findings: judgeAttempt(input).findings, rounds: 1, dispatches }];
  for (let next = nextRound(input); next.kind === 'open'; next = nextRound(input)) {
    const { round, asks } = next;
    const findings = stands.at(-1)?.findings ?? [];
    for (const { seat, findings: ids } of asks) {
      const vendor = change.answers.find((each) => each.seat === seat)?.vendor ?? '';
      const about = findings.filter(({ id }) => ids.includes(id));
      roundAnswers.push(takePositions({ seat, vendor, round }, about, { point, random, defectAt: change.defectAt }));
    }
    rounds.push({ round, asks });
    dispatches += asks.length;
    stands.push({ findings: judgeAttempt(input).findings, rounds: round, dispatches });
  }
  return stands;
}

const inputOf = ({ answers }: Change, point: Point): JudgeInput => ({
  ...NOTHING_ELSE,
  isFirstReview: true,
  verifiers: seatsOf(point),
  answers,
  audits: [],
  criteria: [],
  executorCommands: [],
  previous: [],
  changedSince: () => true,
  quoteExists,
  reproducers: {},
  rounds: [],
  roundAnswers: [],
  convergence: { enabled: true, maxRounds: point.maxRounds, verificationMode: 'lightweight', budgetReached: false },
});

/** An attempt about which there is nothing to say but findings. */
const NOTHING_ELSE = {
  attempt: 1,
  maxAttempts: 1,
  mode: 'strict',
  hasBaseline: true,
  receipts: { baseline: [], candidate: [] },
  contractBroken: [],
} as const;

const isCounting = ({ counts }: Finding): boolean => counts;

/** Vendors that raised a finding or agree with it. */
function holding({ vendors, positions }: Finding): number {
  const agreeing = positions.filter(({ position }) => position === 'AGREE').map(({ vendor }) => vendor);
  return new Set([...vendors, ...agreeing]).size;
}

/** Whether a finding of that severity would by itself keep a change from passing. */
function decides(finding: Finding, severity: Severity): boolean {
  const given = { ...NOTHING_ELSE, claims: [], verifiers: 1, answers: 1, findings: [{ ...finding, severity }] };
  return decideVerdict(given).verdict !== 'pass';
}
