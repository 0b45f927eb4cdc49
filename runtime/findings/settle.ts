/** Findings of an attempt as they stand after a number of rounds: merged, with ids, classed and counted. */
import type { Receipt } from '../model/evidence.ts';
import type { Finding, FindingClass, Position, Quote, RawFinding } from '../model/findings.ts';
import { classify, lowered } from './classify.ts';
import { WHY, whyNotCounted } from './counting.ts';
import { carryIdentity, type Identified, numberOf } from './identity.ts';
import { belongsTo, distinct, type MergedFinding, mergeFindings, withMembers } from './merge.ts';
import { positionsOf } from './positions-taken.ts';
import { findingsOfAnswers, isObserved, OKSTRA, type Raised } from './raise.ts';
import type { JudgeInput, RoundAnswer } from './types.ts';

export interface Settled {
  readonly finding: Finding;
  /** Round in which it was first raised in this attempt. */
  readonly round: number;
  readonly outOfScope: boolean;
  /** Refuted by nothing but its quote, and no raiser was asked for another one yet, which could still bear it out. */
  readonly misquoted: boolean;
}

export interface Settlement {
  /** Raised in this attempt, in the order of their ids. */
  readonly settled: readonly Settled[];
  /** Those, and the ones of earlier attempts, in the order of their ids. */
  readonly findings: readonly Finding[];
  /** All positions so far, in one order. */
  readonly positions: readonly Position[];
}

interface Located extends Identified {
  readonly round: number;
  /** A quote that exists, given later in place of one that did not, and the seats that gave such a one. */
  readonly requoted?: { readonly quote: Quote; readonly seats: readonly string[] };
}

const quoteOf = ({ requoted, merged }: Located): Quote | undefined => requoted?.quote ?? merged.finding.quote;

/**
 * Ids given in one round stay in the next: what is raised later joins the finding it repeats, or gets the next free id.
 *
 * @param upTo the last round that is looked at, from 1
 */
export function settleRounds(input: JudgeInput, receipts: ReadonlyMap<string, Receipt>, upTo: number): Settlement {
  const first = carryIdentity(input.previous, mergeSound(raisedFirst(input, receipts), input), input.attempt);
  let found: readonly Located[] = first.found.map((each) => ({ ...each, round: 1 }));
  let { absent } = first;
  const positions: Position[] = [];
  for (let round = 2; round <= upTo; round += 1) {
    const answers = input.roundAnswers.filter((each) => each.round === round);
    const taken = positionsOf(answers, found);
    positions.push(...taken);
    const quoted = found.map((each) => requote(each, taken, input));
    ({ found, absent } = join({ found: quoted, absent }, answers, input, round));
  }
  const sound = found.filter((each) => isBorneOut(each, input));
  const asks = input.rounds.filter(({ round }) => round <= upTo).flatMap((round) => round.asks);
  const isAskable = ({ id, merged }: Located): boolean =>
    !asks.some(({ seat, findings }) => merged.raisedBy.includes(seat) && findings.includes(id)) &&
    !sound.some((other) => merged.members.some((member) => belongsTo(member, other.merged)));
  const settled = found.map((each) => settle(each, { input, receipts, positions, isAskable }));
  const silent = absent.filter((finding) => !isAnswered(finding, input, receipts));
  const gone = absent.filter((finding) => !silent.includes(finding)).map((finding) => (fell(finding) ? finding : fixed(finding)));
  const findings = [...settled.map(({ finding }) => finding), ...silent.map(stillOpen), ...gone];
  return { settled, findings: findings.toSorted((a, b) => numberOf(a.id) - numberOf(b.id)), positions };
}

function raisedFirst({ criteria, answers, audits }: JudgeInput, receipts: ReadonlyMap<string, Receipt>): readonly Raised[] {
  return findingsOfAnswers({ criteria, receipts, answers, audits });
}

/** A finding whose quote does not exist is kept apart, so that it neither supports a sound one nor drags it down. */
function mergeSound(raised: readonly Raised[], input: JudgeInput): MergedFinding[] {
  const { sound = [], unsound = [] } = Object.groupBy(raised, (each) => (isSound(each, input) ? 'sound' : 'unsound'));
  return [...mergeFindings(sound), ...mergeFindings(unsound)];
}

const isSound = (each: Raised, { quoteExists }: JudgeInput): boolean =>
  isObserved(each) || each.finding.quote === undefined || quoteExists(each.finding.quote);

const isBorneOut = (located: Located, { quoteExists }: JudgeInput): boolean => {
  const quote = quoteOf(located);
  return located.merged.observed || quote === undefined || quoteExists(quote);
};

/** Who raised a finding with a quote that does not exist, and holds it with one that does, has quoted it. Nobody else can do so for it. */
function requote(located: Located, taken: readonly Position[], input: JudgeInput): Located {
  if (isBorneOut(located, input)) return located;
  const { id, merged } = located;
  const file = merged.finding.location?.file;
  const given = taken.flatMap(({ finding, seat, position, quote }) => {
    const isOwn = finding === id && merged.raisedBy.includes(seat) && position !== 'WITHDRAW';
    return isOwn && quote && (file === undefined || quote.file === file) && input.quoteExists(quote) ? [{ seat, quote }] : [];
  });
  const [first] = given;
  return first ? { ...located, requoted: { quote: first.quote, seats: given.map(({ seat }) => seat) } } : located;
}

interface Found {
  readonly found: readonly Located[];
  readonly absent: readonly Finding[];
}

function join(before: Found, answers: readonly RoundAnswer[], input: JudgeInput, round: number): Found {
  const raised = distinct(
    answers.flatMap(({ seat, vendor, answer }) =>
      answer.findings.map((finding): Raised => ({ seat, vendor, origin: 'finding', finding })),
    ),
  );
  const sound = before.found.filter((located) => isBorneOut(located, input));
  const homes = new Map<string, Raised[]>();
  const rest: Raised[] = [];
  for (const each of raised) {
    const home = isSound(each, input) ? sound.find(({ merged }) => belongsTo(each, merged)) : undefined;
    if (home) homes.set(home.id, [...(homes.get(home.id) ?? []), each]);
    else rest.push(each);
  }
  const joined = before.found.map((each) => {
    const more = homes.get(each.id);
    return more ? { ...each, merged: withMembers(each.merged, more) } : each;
  });
  const ids = joined.map(({ id }) => id);
  const later = carryIdentity(before.absent, mergeSound(rest, input), input.attempt, ids);
  const found = [...joined, ...later.found.map((each) => ({ ...each, round }))];
  return { found: found.toSorted((a, b) => numberOf(a.id) - numberOf(b.id)), absent: later.absent };
}

interface Around {
  readonly input: JudgeInput;
  readonly receipts: ReadonlyMap<string, Receipt>;
  readonly positions: readonly Position[];
  /** No raiser was asked about it, and nobody raised it with a quote that exists. */
  readonly isAskable: (located: Located) => boolean;
}

function settle(located: Located, { input, receipts, positions, isAskable }: Around): Settled {
  const { id, state, firstAttempt, merged, round } = located;
  const own = positions.filter(({ finding }) => finding === id);
  const reproducer = input.reproducers[id];
  const quote = quoteOf(located);
  const classification = classify({
    observed: merged.observed,
    raisers: raisersOf(located, input),
    ...(quote ? { quote } : {}),
    ...(reproducer ? { reproducer } : {}),
    positions: own,
    quoteExists: input.quoteExists,
  });
  const severity = classification.overstated ? lowered(merged.finding.severity) : merged.finding.severity;
  const finding: RawFinding = { ...merged.finding, severity, ...(quote ? { quote } : {}) };
  const whyNot = (found: FindingClass): string | undefined =>
    whyNotCounted({
      identified: located,
      class: found,
      finding,
      reproducer,
      isFirstReview: input.isFirstReview,
      changedSince: input.changedSince,
      receiptCriteria: new Set(receipts.keys()),
    });
  const why = whyNot(classification.class);
  const isOnlyMisquoted =
    classification.class === 'refuted' && reproducer !== 'does-not-hold' && !isBorneOut(located, input) && !whyNot('standing');
  return {
    finding: {
      ...finding,
      id,
      raisedBy: merged.raisedBy,
      vendors: merged.vendors,
      class: classification.class,
      state,
      firstAttempt,
      counts: why === undefined,
      ...(why === undefined ? {} : { why }),
      ...(located.before?.fixes === undefined ? {} : { fixes: located.before.fixes }),
      ...(reproducer === undefined ? {} : { reproduced: reproducer }),
      positions: own,
    },
    round,
    outOfScope: classification.outOfScope,
    misquoted: isOnlyMisquoted && isAskable(located),
  };
}

/** Whoever quoted what is not there supports a finding only once it quotes what is. */
function raisersOf({ merged, requoted }: Located, input: JudgeInput): readonly Raised[] {
  const raisers = merged.members.filter(({ seat }) => seat !== OKSTRA);
  const quoting = raisers.filter((each) => isSound(each, input) || requoted?.seats.includes(each.seat));
  return quoting.length > 0 ? quoting : raisers;
}

/**
 * Whether this attempt says anything about a finding of an earlier one. Silence of a verifier that gave no answer is no sign that the
 * problem is gone: it stays open unless someone else looked at the changed lines, or answered the criterion.
 */
function isAnswered(finding: Finding, { answers, changedSince }: JudgeInput, receipts: ReadonlyMap<string, Receipt>): boolean {
  if (finding.state === 'fixed') return true;
  const { criterion, location, raisedBy } = finding;
  const seats = raisedBy.filter((seat) => seat !== OKSTRA);
  if (criterion !== undefined && receipts.has(criterion)) return true;
  if (seats.length === 0 && finding.category !== 'coverage') return true;
  if (answers.length === 0) return false;
  if (seats.length === 0 || answers.some(({ seat }) => seats.includes(seat))) return true;
  const isMet = answers.some(({ answer }) => answer.criteria.some(({ id, status }) => id === criterion && status === 'met'));
  return isMet || (location !== undefined && changedSince(location.file, location.startLine, location.endLine));
}

/** Refuted or taken back: there is nothing that could have been fixed. */
const fell = ({ class: found, state }: Finding): boolean => state !== 'fixed' && (found === 'refuted' || found === 'withdrawn');

const stillOpen = (finding: Finding): Finding => ({ ...finding, state: 'open' });

/** What was held back as a follow-up stays one, whether or not it is said again. */
const fixed = (finding: Finding): Finding => ({
  ...finding,
  state: 'fixed',
  ...(finding.state === 'fixed' ? {} : { fixes: (finding.fixes ?? 0) + 1 }),
  counts: false,
  why: finding.counts ? WHY.fixed : (finding.why ?? WHY.fixed),
});
