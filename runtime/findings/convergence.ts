/** `state/convergence.json`: how the findings of an attempt were settled. */
import type { FindingClass, FollowUp } from '../model/findings.ts';
import { byCodeUnits } from './merge.ts';
import { isOpen, roundAfter } from './rounds.ts';
import type { Settlement } from './settle.ts';
import type { ConvergenceState, JudgeInput, RoundRecord, RoundResult } from './types.ts';

const CLASSES: readonly FindingClass[] = ['reproduced', 'refuted', 'withdrawn', 'confirmed', 'disputed', 'standing'];

/** @param history how the findings stood after each round, the first one first */
export function convergenceState(
  input: JudgeInput,
  history: readonly Settlement[],
  followUps: readonly FollowUp[],
): ConvergenceState {
  const last = history.at(-1);
  if (!last) throw new Error('an attempt has at least one round');
  const { attempt, convergence: settings, rounds } = input;
  const { findings, positions } = last;
  const counts = CLASSES.map((each) => [
    each,
    findings.filter(({ class: found, state }) => found === each && state !== 'fixed').length,
  ]);
  const next = roundAfter(input, last);
  // null: the state when a further round is about to begin.
  const stopReason = next.kind === 'none' ? next.reason : null;
  return {
    version: 1,
    attempt,
    maxRounds: settings.maxRounds,
    verificationMode: settings.verificationMode,
    roundHistory: history.map((settlement, index) => recordOf(input, settlement, index + 1)),
    round2SkippedReason: rounds.length > 0 ? null : stopReason,
    stopReason,
    finalClassificationCounts: Object.fromEntries(counts) as Record<FindingClass, number>,
    findings,
    positions: positions.toSorted((a, b) => a.round - b.round),
    followUps,
  };
}

function recordOf(input: JudgeInput, { settled, findings }: Settlement, round: number): RoundRecord {
  const raised = settled.filter((each) => each.round === round).length;
  const open = findings.filter(isOpen).length + settled.filter(({ misquoted }) => misquoted).length;
  const opened = input.rounds.find((each) => each.round === round);
  const queue = new Set(opened?.asks.flatMap(({ findings: asked }) => asked));
  return {
    round,
    answers: round === 1 ? firstAnswers(input) : laterAnswers(input, round),
    ...(round === 1 ? {} : { queue: findings.map(({ id }) => id).filter((id) => queue.has(id)) }),
    raised,
    open,
  };
}

type SeatResults = RoundRecord['answers'];

function firstAnswers({ verifiers, answers }: JudgeInput): SeatResults {
  const given = new Map<string, RoundResult>(answers.map(({ seat, answer }) => [seat, answer.verdict]));
  return verifiers
    .toSorted((a, b) => byCodeUnits(a.seat, b.seat))
    .map(({ seat, vendor }) => ({ seat, vendor, verdict: given.get(seat) ?? 'no-result' }));
}

function laterAnswers({ verifiers, rounds, roundAnswers }: JudgeInput, round: number): SeatResults {
  const asked = rounds.find((each) => each.round === round)?.asks.map(({ seat }) => seat) ?? [];
  const given = new Set(roundAnswers.filter((each) => each.round === round).map(({ seat }) => seat));
  return verifiers
    .filter(({ seat }) => asked.includes(seat))
    .toSorted((a, b) => byCodeUnits(a.seat, b.seat))
    .map(({ seat, vendor }) => ({ seat, vendor, verdict: given.has(seat) ? 'positions' : 'no-result' }));
}
