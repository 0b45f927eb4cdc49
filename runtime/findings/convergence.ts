/** `state/convergence.json`: how the findings of an attempt were settled. */
import type { Finding, FindingClass, FollowUp } from '../model/findings.ts';
import { byCodeUnits } from './merge.ts';
import type { ConvergenceState, JudgeInput, Round2SkippedReason, RoundRecord } from './types.ts';

export interface ConvergenceInput extends Pick<JudgeInput, 'attempt' | 'verifiers' | 'answers' | 'positions'> {
  readonly settings: JudgeInput['convergence'];
  /** In the order of their ids. */
  readonly findings: readonly Finding[];
  /** Number of findings raised in this attempt, after merging. */
  readonly raised: number;
  readonly followUps: readonly FollowUp[];
}

const CLASSES: readonly FindingClass[] = ['reproduced', 'refuted', 'withdrawn', 'confirmed', 'disputed', 'standing'];

export function convergenceState(input: ConvergenceInput): ConvergenceState {
  const { attempt, settings, findings, positions, followUps } = input;
  const open = findings.filter(isOpen).length;
  const counts = CLASSES.map((each) => [
    each,
    findings.filter(({ class: found, state }) => found === each && state !== 'fixed').length,
  ]);
  return {
    version: 1,
    attempt,
    maxRounds: settings.maxRounds,
    verificationMode: settings.verificationMode,
    roundHistory: [firstRound(input, open)],
    round2SkippedReason: skippedReason(input, open),
    finalClassificationCounts: Object.fromEntries(counts) as Record<FindingClass, number>,
    findings,
    positions: positions.toSorted(
      (a, b) =>
        a.round - b.round ||
        byCodeUnits(a.finding, b.finding) ||
        byCodeUnits(a.seat, b.seat) ||
        byCodeUnits(JSON.stringify(a), JSON.stringify(b)),
    ),
    followUps,
  };
}

/** Another round could still move it: not settled by executed evidence, not taken back, not agreed by two vendors. */
const isOpen = ({ class: found, counts, state }: Finding): boolean =>
  counts && state !== 'fixed' && (found === 'standing' || found === 'disputed');

function firstRound({ verifiers, answers, raised }: ConvergenceInput, open: number): RoundRecord {
  const given = new Map(answers.map(({ seat, answer }) => [seat, answer.verdict]));
  const rows = verifiers
    .toSorted((a, b) => byCodeUnits(a.seat, b.seat))
    .map(({ seat, vendor }) => ({ seat, vendor, verdict: given.get(seat) ?? ('no-result' as const) }));
  return { round: 1, answers: rows, raised, open };
}

function skippedReason({ settings, answers, positions }: ConvergenceInput, open: number): Round2SkippedReason | null {
  if (positions.some(({ round }) => round >= 2)) return null;
  if (!settings.enabled) return 'disabled';
  if (open === 0) return 'no-open-findings';
  if (answers.length < 2) return 'single-verifier';
  return settings.budgetReached ? 'budget' : 'max-rounds';
}
