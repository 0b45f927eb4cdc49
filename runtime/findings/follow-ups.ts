/** What a run leaves to others, as records that can become items of their own. */
import type { AutoSpawn, Finding, FollowUp, FollowUpRecord, Severity } from '../model/findings.ts';
import { isFollowUp } from './counting.ts';
import { numberOf } from './identity.ts';
import { type Risks, wordsOf } from './risks.ts';
import { excerpt } from './text.ts';

/**
 * What an attempt holds back: findings that are not this item's to settle.
 *
 * @param outOfScope ids of findings that a verifier holds to be out of scope
 */
export function followUpsOf(findings: readonly Finding[], outOfScope: ReadonlySet<string>): FollowUp[] {
  return numbered(
    findings
      .filter((finding) => isFollowUp(finding) || (outOfScope.has(finding.id) && isOpen(finding)))
      .map((finding) => ({
        kind: 'out-of-scope',
        ...ofFinding(finding),
        reason: finding.why ?? 'a verifier holds that it is out of scope',
      })),
  );
}

export interface RunFollowUps {
  /** Findings as the last attempt settled them. */
  readonly findings: readonly Finding[];
  /** What that attempt held back. */
  readonly heldBack: readonly FollowUp[];
  /** Whether the run was accepted: in any other one, what is open is left for the next run of the item. */
  readonly accepted: boolean;
  readonly risks: Risks['risks'];
  readonly autoSpawn: AutoSpawn;
}

/**
 * All follow-ups of a run: what was held back, then the open findings that did not keep it from being accepted, then the risks that its
 * executor names. The same run in whatever order gives the same records with the same ids.
 */
export function runFollowUps({ findings, heldBack, accepted, risks, autoSpawn }: RunFollowUps): FollowUpRecord[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const isHeldBack = new Set(heldBack.map(({ origin }) => origin));
  const open = findings.filter((finding) => isOpen(finding) && finding.state !== 'fixed' && !isHeldBack.has(finding.id));
  const said = new Set(findings.map(({ claim }) => wordsOf(claim)));
  const records = [
    ...heldBack.toSorted(byOrigin).map((each) => ({ ...each, ...textsOf(byId.get(each.origin), each.title) })),
    ...(accepted ? open.flatMap(leftOpen).toSorted(byOrigin) : []),
    ...(accepted ? risks.filter((risk) => !said.has(wordsOf(risk))).map(ofRisk) : []),
  ];
  return numbered(records).map((record) => ({ ...record, autoSpawn: accepted && spawnsFrom(autoSpawn, record.level) }));
}

type Unnumbered<T extends FollowUp> = Omit<T, 'id' | 'autoSpawn'>;

const numbered = <T extends FollowUp>(
  records: readonly Unnumbered<T>[],
): (Unnumbered<T> & { id: string; autoSpawn: boolean })[] =>
  records.map((record, index) => ({ ...record, id: `FU-${String(index + 1).padStart(3, '0')}`, autoSpawn: false }));

/** What keeps an item from being accepted is not here any more; of the rest, advice is for whoever wants to take it, and doubt is a risk. */
function leftOpen(finding: Finding): readonly Unnumbered<FollowUpRecord>[] {
  const { severity, counts, why, recommendation, class: found } = finding;
  const about = { ...ofFinding(finding), ...textsOf(finding, finding.claim) };
  const isAdvice = recommendation !== undefined && (!counts || severity === 'minor' || severity === 'note');
  if (isAdvice) return [{ kind: 'declined-recommendation', ...about, reason: why ?? 'accepted without it being taken up' }];
  return counts ? [{ kind: 'residual-risk', ...about, reason: `accepted with this finding ${found}` }] : [];
}

/** An agent's word has no severity that anyone graded. */
const ofRisk = (risk: string): Unnumbered<FollowUpRecord> => ({
  kind: 'residual-risk',
  level: 'note',
  origin: 'executor',
  title: excerpt(risk, TITLE_CHARS),
  suggestedPhase: 'requirements-discovery',
  scope: NOT_LOCATED,
  reason: 'the executor names it; nobody has checked it',
  claim: risk,
});

const TITLE_CHARS = 100;
const NOT_LOCATED = 'not located';

const ofFinding = (finding: Finding) => ({
  level: finding.severity,
  origin: finding.id,
  title: excerpt(finding.claim, TITLE_CHARS),
  suggestedPhase: NEEDS_ANALYSIS.has(finding.category) ? 'error-analysis' : 'implementation-planning',
  scope: finding.location ? `${finding.location.file}:${finding.location.startLine}` : NOT_LOCATED,
});

const NEEDS_ANALYSIS = new Set(['correctness', 'regression', 'security', 'performance']);

const textsOf = (finding: Finding | undefined, claim: string) => ({
  claim: finding?.claim ?? claim,
  ...(finding ? { evidence: finding.evidence } : {}),
  ...(finding?.recommendation === undefined ? {} : { recommendation: finding.recommendation }),
  ...(finding?.reproducer ? { reproducer: finding.reproducer.cmd } : {}),
});

const isOpen = ({ class: found }: Finding): boolean => found !== 'refuted' && found !== 'withdrawn';

const byOrigin = (a: { readonly origin: string }, b: { readonly origin: string }): number =>
  numberOf(a.origin) - numberOf(b.origin);

const SPAWNED: Readonly<Record<AutoSpawn, readonly Severity[]>> = {
  none: [],
  blocker: ['blocker'],
  major: ['blocker', 'major'],
  all: ['blocker', 'major', 'minor', 'note'],
};

const spawnsFrom = (policy: AutoSpawn, level: Severity): boolean => SPAWNED[policy].includes(level);
