/** A verifier's final text of a refutation round turned into positions, or into what is wrong with it. */
import type { PositionsAnswerWire } from '../generated/types.ts';
import { validatePositionsAnswer } from '../generated/validators/positions-answer.js';
import { bad, ok, type Result } from '../model/failure.ts';
import type { GivenPosition, PositionsAnswer } from '../model/findings.ts';
import { criteriaNamed, MAX_FINDINGS, unknownCriteria, unquoted, withKnownCriteria } from './answer.ts';
import { findAnswer, type JsonForm } from './form.ts';
import { excerpt } from './text.ts';
import { fitting, normalizeFinding, normalizeQuote } from './wire.ts';

export interface PositionsInput {
  /** The agent's final text, as it came. */
  readonly text: string;
  /** The CLI's structured output, unvalidated; absent or null when there is none. */
  readonly structured?: unknown;
  /** Hash of the tree the verifier was given. */
  readonly tree: string;
  /** Ids of the findings it was asked about. */
  readonly asked: readonly string[];
  /** Ids of all criteria of the item. */
  readonly criteria: readonly string[];
}

export type ParsedPositions =
  | { readonly kind: 'valid'; readonly answer: PositionsAnswer; readonly notices: readonly string[] }
  | { readonly kind: 'repairable'; readonly problems: readonly string[] }
  | { readonly kind: 'contradictory'; readonly problems: readonly string[] };

/** The accepted forms are those of a review, except for the two-line one. Never throws, whatever the text is. */
export function parsePositions(input: PositionsInput): ParsedPositions {
  const found = findAnswer<PositionsAnswer>(input, {
    read: readWire,
    decision: ({ positions }) =>
      positions
        .map(({ finding, position, kind }) => JSON.stringify([finding, position, kind]))
        .toSorted()
        .join(),
    difference: () => 'its positions',
  });
  return found.kind === 'found' ? check(found.answer, input) : found;
}

function readWire(value: unknown, form: JsonForm): Result<PositionsAnswer, readonly string[]> {
  const checked = fitting<PositionsAnswerWire>(value, validatePositionsAnswer);
  if (!checked.ok) return checked;
  const { tree, positions, findings } = checked.value;
  return ok({ form, tree: tree.trim(), positions: positions.map(normalize), findings: findings.map(normalizeFinding) });
}

type PositionWire = PositionsAnswerWire['positions'][number];

/** A kind belongs to a disagreement only; one without a kind says that the evidence does not convince. */
function normalize({ finding, position, kind, evidence, quote }: PositionWire): GivenPosition {
  return {
    finding: finding.trim(),
    position,
    ...(position === 'DISAGREE' ? { kind: kind ?? 'e' } : {}),
    evidence,
    ...(quote ? { quote: normalizeQuote(quote) } : {}),
  };
}

function check(answer: PositionsAnswer, { tree, asked, criteria }: PositionsInput): ParsedPositions {
  const problems: string[] = [];
  if (answer.tree !== tree) {
    problems.push(`tree: expected ${tree} (the hash of the line "Tree:" of the question), found "${excerpt(answer.tree)}"`);
  }
  const named = answer.positions.filter(({ finding }) => asked.includes(finding));
  const once = oneEach(named);
  if (!once.ok) return { kind: 'repairable', problems: [...problems, ...once.failure] };
  const given = new Set(once.value.map(({ finding }) => finding));
  const left = asked.filter((id) => !given.has(id));
  if (left.length > 0) problems.push(`positions: expected an entry for every finding, none for ${left.join(', ')}`);
  if (answer.findings.length > MAX_FINDINGS) {
    problems.push(`findings: ${answer.findings.length} entries, at most ${MAX_FINDINGS} are taken; name the most severe`);
  }
  if (problems.length > 0) return { kind: 'repairable', problems };
  const unknown = new Set(answer.positions.map(({ finding }) => finding).filter((id) => !asked.includes(id)));
  const known = new Set(criteria);
  return {
    kind: 'valid',
    answer: { ...answer, positions: once.value, findings: withKnownCriteria(answer.findings, known) },
    notices: [
      ...[...unknown].map((id) => `finding "${excerpt(id)}" was not asked about; its position is ignored`),
      ...unknownCriteria(criteriaNamed(answer.findings), known),
      ...unquoted(answer),
    ],
  };
}

/** A finding answered twice in the same way is one answer. */
function oneEach(positions: readonly GivenPosition[]): Result<readonly GivenPosition[], readonly string[]> {
  const groups = Map.groupBy(positions, ({ finding }) => finding);
  const problems = [...groups].flatMap(([finding, [first, ...others]]) =>
    others.some(({ position, kind }) => position !== first?.position || kind !== first?.kind)
      ? [`${finding} is answered twice, and not in the same way`]
      : [],
  );
  if (problems.length > 0) return bad(problems);
  return ok([...groups.values()].flatMap(([first]) => (first ? [first] : [])));
}
