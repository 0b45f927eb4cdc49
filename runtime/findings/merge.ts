/** One problem that several verifiers saw becomes one finding, whatever the order in which their answers came. */
import type { RawFinding, Severity } from '../model/findings.ts';
import { nearOf, type Placed } from './near.ts';
import { isObserved, isOfCriterion, OKSTRA, type Raised } from './raise.ts';

/** Lines by which two places may miss each other and still be the same. */
export const LINE_SLACK = 3;
/** Shared tokens over all tokens of two claims, from which on they say the same. */
export const SAME_TEXT = 0.8;
export const MEASURE = { slack: LINE_SLACK, likeness: SAME_TEXT } as const;
/** Claims are compared by their beginning. */
const TOKENS = 200;

export const SEVERITIES: readonly Severity[] = ['blocker', 'major', 'minor', 'note'];

/** What its raisers said, as one finding. `members` is all that went into it, in a fixed order. */
export interface MergedFinding {
  readonly finding: RawFinding;
  readonly members: readonly Raised[];
  /** Seat ids, sorted; `okstra` for its own. */
  readonly raisedBy: readonly string[];
  /** Distinct vendors, sorted, without okstra. */
  readonly vendors: readonly string[];
  /** okstra saw it itself. */
  readonly observed: boolean;
}

/**
 * Joins findings that are the same problem, transitively. Two are when they name the same file, overlapping lines and the same category;
 * or, from different seats, when their claims are near-equal and they are not in different files; or when both only repeat the status of
 * one criterion. Two that name different criteria are never joined directly.
 */
export function mergeFindings(raised: readonly Raised[]): MergedFinding[] {
  const entries = distinct(raised).map(entryOf);
  const groupOf = entries.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (groupOf[at] !== undefined && groupOf[at] !== at) at = groupOf[at] as number;
    return at;
  };
  const near = nearOf(entries, MEASURE);
  for (const [a, first] of entries.entries()) {
    for (const b of near.to(first)) {
      const second = entries[b];
      if (b > a && second && root(a) !== root(b) && isSameProblem(first, second))
        groupOf[Math.max(root(a), root(b))] = Math.min(root(a), root(b));
    }
  }
  return [...Map.groupBy(entries.entries(), ([index]) => root(index)).values()].map((group) =>
    combine(group.map(([, { each }]) => each)),
  );
}

/** A group with more members, which takes its words from the gravest of them. */
export const withMembers = ({ members }: MergedFinding, more: readonly Raised[]): MergedFinding =>
  combine(distinct([...members, ...more]));

/** Whether a finding is the same problem as one that went into the group. */
export function belongsTo(each: Raised, { members }: MergedFinding): boolean {
  const entry = entryOf(each);
  return members.some((member) => isSameProblem(entry, entryOf(member)));
}

/** Exact repetitions by one seat go; the rest is put in an order that does not depend on arrival. */
export function distinct(raised: readonly Raised[]): Raised[] {
  const byKey = new Map(raised.map((each) => [sortKey(each), each]));
  return [...byKey.keys()].toSorted(byCodeUnits).flatMap((key) => byKey.get(key) ?? []);
}

/** Gravest first, located before not, what an agent wrote itself before what was made from a status. */
function sortKey(each: Raised): string {
  const { finding } = each;
  const { location, quote, reproducer } = finding;
  const place = location ? ['0', location.file, lineKey(location.startLine), lineKey(location.endLine)] : ['1'];
  const rest = [finding.category, finding.claim, finding.evidence, finding.criterion, finding.recommendation];
  const quoted = quote && [quote.file, quote.side, quote.line, quote.text];
  const command = reproducer && [reproducer.cmd, reproducer.expect.exit, reproducer.expect.stdout];
  const origin = each.origin === 'finding' ? '0' : `1${each.origin}`;
  return JSON.stringify([
    SEVERITIES.indexOf(finding.severity),
    ...place,
    origin,
    ...rest,
    quoted,
    command,
    each.seat,
    each.vendor,
  ]);
}

const lineKey = (line: number): string => String(line).padStart(10, '0');
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Entry extends Placed {
  readonly each: Raised;
}

/** Findings are compared again after every round; their words stay the same. */
const wordsOf = new WeakMap<RawFinding, ReadonlySet<string>>();

function entryOf(each: Raised): Entry {
  const { finding } = each;
  const tokens = wordsOf.get(finding) ?? tokensOf(finding.claim);
  wordsOf.set(finding, tokens);
  return { each, finding, tokens, isStatus: isOfCriterion(each) };
}

function isSameProblem(a: Entry, b: Entry): boolean {
  const [first, second] = [a.each.finding, b.each.finding];
  if (namesOtherCriterion(first, second)) return false;
  if (isSamePlace(first, second)) return true;
  if (isOfCriterion(a.each) && isOfCriterion(b.each)) return first.criterion === second.criterion;
  // Two entries of one answer are two problems, unless the words are the same.
  const threshold = a.each.seat === b.each.seat ? 1 : SAME_TEXT;
  return !isInOtherFile(first, second) && similarity(a.tokens, b.tokens) >= threshold;
}

type Compared = Pick<RawFinding, 'category' | 'criterion' | 'location' | 'claim'>;

export function namesOtherCriterion(a: Compared, b: Compared): boolean {
  return a.criterion !== undefined && b.criterion !== undefined && a.criterion !== b.criterion;
}

export function isInOtherFile(a: Compared, b: Compared): boolean {
  return a.location !== undefined && b.location !== undefined && a.location.file !== b.location.file;
}

/** Same file, same category, lines that overlap or miss each other by at most `LINE_SLACK`. */
export function isSamePlace(a: Compared, b: Compared): boolean {
  if (!a.location || !b.location || a.category !== b.category || a.location.file !== b.location.file) return false;
  return a.location.startLine <= b.location.endLine + LINE_SLACK && b.location.startLine <= a.location.endLine + LINE_SLACK;
}

/** The distinct words and numbers of a claim, lower case. */
export function tokensOf(claim: string): ReadonlySet<string> {
  const words = claim
    .slice(0, TOKENS * 20)
    .toLowerCase()
    .match(/[\p{L}\p{N}_]+/gu) ?? [claim.trim()];
  return new Set(words.slice(0, TOKENS));
}

/** 0: nothing in common, 1: the same words. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const token of a) if (b.has(token)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}

function combine(members: readonly Raised[]): MergedFinding {
  const findings = members.map(({ finding }) => finding);
  const [first] = findings;
  if (!first) throw new Error('a group of findings has at least one');
  const { location, quote, criterion, reproducer, recommendation, ...rest } = first;
  const place = location
    ? first
    : (findings.find((each) => each.location && each.quote) ?? findings.find((each) => each.location));
  const taken = {
    location: place?.location,
    quote: place?.quote ?? quote ?? findings.find((each) => each.quote)?.quote,
    criterion: criterion ?? findings.find((each) => each.criterion !== undefined)?.criterion,
    reproducer: reproducer ?? findings.find((each) => each.reproducer)?.reproducer,
    recommendation: recommendation ?? findings.find((each) => each.recommendation !== undefined)?.recommendation,
  };
  return {
    finding: {
      ...rest,
      evidence: joinEvidence(first, members),
      ...(taken.location ? { location: taken.location } : {}),
      ...(taken.criterion === undefined ? {} : { criterion: taken.criterion }),
      ...(taken.quote ? { quote: taken.quote } : {}),
      ...(taken.reproducer ? { reproducer: taken.reproducer } : {}),
      ...(taken.recommendation === undefined ? {} : { recommendation: taken.recommendation }),
    },
    members,
    raisedBy: [...new Set(members.map(({ seat }) => seat))].toSorted(byCodeUnits),
    vendors: [...new Set(members.map(({ vendor }) => vendor))].filter((vendor) => vendor !== OKSTRA).toSorted(byCodeUnits),
    observed: members.some(isObserved),
  };
}

/** The words of the others stay readable: nothing that was said is lost by merging. */
function joinEvidence(first: RawFinding, members: readonly Raised[]): string {
  const lines = members.slice(1).flatMap(({ seat, finding: { claim, evidence } }) => {
    const said = [claim === first.claim ? '' : claim, evidence === first.evidence ? '' : evidence].filter(
      (part) => part.trim() !== '',
    );
    return said.length === 0 ? [] : [`${seat}: ${said.join(': ')}`];
  });
  return [first.evidence, ...new Set(lines)].filter((part) => part !== '').join('\n');
}
