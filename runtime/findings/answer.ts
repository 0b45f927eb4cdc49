/** A verifier's final text turned into an answer, or into what is wrong with it. */

import { bad, ok, type Result } from '../model/failure.ts';
import type { CriterionAnswer, RawFinding, VerifierAnswer } from '../model/findings.ts';
import { type Found, findAnswer } from './form.ts';
import { excerpt } from './text.ts';
import { parseTwoLines } from './two-line.ts';
import type { AnswerInput, ParsedAnswer } from './types.ts';
import { parseWire } from './wire.ts';

/** Most findings of one answer; they are compared pair by pair, so their number has to have an end. */
export const MAX_FINDINGS = 500;

/**
 * Takes the first accepted form: the CLI's structured output; the whole text as one JSON object; the last fenced `json` block that fits
 * the schema; at level `light` the two-line form. Never throws, whatever the text is.
 */
export function parseAnswer(input: AnswerInput): ParsedAnswer {
  const form = findForm(input);
  if (form.kind !== 'found') return form;
  if (form.answer.form === 'two-line') return { kind: 'valid', answer: form.answer, notices: [] };
  return checkAnswer(form.answer, input);
}

/**
 * The answer about a part of a change: every rule of `parseAnswer` but those that ask for each criterion of the item, as a part may say nothing
 * about most of them. Never throws.
 */
export function parsePartAnswer(input: Pick<AnswerInput, 'text' | 'tree' | 'afterRepair'>): ParsedAnswer {
  const form = findForm({ text: input.text, level: 'cross' });
  if (form.kind !== 'found') return form;
  const { answer } = form;
  const criteria = oneEach(answer.criteria);
  const problems = [...treeProblems(answer, input), ...(criteria.ok ? [] : criteria.failure), ...reasonProblems(answer, input)];
  return problems.length > 0 || !criteria.ok
    ? { kind: 'repairable', problems }
    : { kind: 'valid', answer: { ...answer, criteria: criteria.value }, notices: [] };
}

type Form = Found<VerifierAnswer>;

function findForm({ text, structured, level }: Pick<AnswerInput, 'text' | 'structured' | 'level'>): Form {
  return findAnswer<VerifierAnswer>(
    { text, structured },
    {
      read: parseWire,
      decision,
      difference: (first, last) =>
        first.verdict === last.verdict ? 'its criteria' : `its verdict (${first.verdict}, then ${last.verdict})`,
      ...(level === 'light'
        ? { short: { read: parseTwoLines, isTried: (plain) => plain.trimStart().startsWith('STATUS') } }
        : {}),
    },
  );
}

/** What two answers must agree in to be the same answer given twice. */
function decision({ verdict, criteria }: VerifierAnswer): string {
  const statuses = criteria.map(({ id, status }) => JSON.stringify([id, status])).toSorted();
  return [verdict, ...statuses].join('\n');
}

/** What the schema cannot say: the tree, the criteria, and that a `fail` has a reason. */
function checkAnswer(raw: VerifierAnswer, input: AnswerInput): ParsedAnswer {
  const known = new Set(input.criteria.map(({ id }) => id));
  const { answer, notices } = withoutUnknown(raw, known);
  const criteria = oneEach(answer.criteria);
  const problems = treeProblems(answer, input);
  if (answer.findings.length > MAX_FINDINGS) {
    problems.push(`findings: ${answer.findings.length} entries, at most ${MAX_FINDINGS} are taken; name the most severe`);
  }
  if (!criteria.ok) return { kind: 'repairable', problems: [...problems, ...criteria.failure] };
  problems.push(...criteriaProblems(criteria.value, input), ...reasonProblems(answer, input));
  const { report, ...plain } = answer;
  const misreported = input.reports === true ? (report?.notices ?? []) : [];
  if (input.afterRepair !== true) problems.push(...misreported);
  if (problems.length > 0) return { kind: 'repairable', problems };
  const kept = input.reports === true && report !== undefined ? { ...plain, report } : plain;
  return {
    kind: 'valid',
    answer: { ...kept, criteria: criteria.value },
    notices: [...notices, ...misreported, ...unquoted(answer)],
  };
}

interface Known {
  readonly answer: VerifierAnswer;
  readonly notices: readonly string[];
}

function withoutUnknown(answer: VerifierAnswer, known: ReadonlySet<string>): Known {
  const named = [...answer.criteria.map(({ id }) => id), ...criteriaNamed(answer.findings)];
  return {
    answer: {
      ...answer,
      criteria: answer.criteria.filter(({ id }) => known.has(id)),
      findings: withKnownCriteria(answer.findings, known),
    },
    notices: unknownCriteria(named, known),
  };
}

export const criteriaNamed = (findings: readonly RawFinding[]): string[] => findings.flatMap(({ criterion }) => criterion ?? []);

/** A criterion of an agent's own invention is left out: by it a finding would count where it does not. */
export const withKnownCriteria = (findings: readonly RawFinding[], known: ReadonlySet<string>): RawFinding[] =>
  findings.map(({ criterion, ...finding }) =>
    criterion !== undefined && known.has(criterion) ? { ...finding, criterion } : finding,
  );

export const unknownCriteria = (named: readonly string[], known: ReadonlySet<string>): string[] =>
  [...new Set(named)].filter((id) => !known.has(id)).map((id) => `criterion "${excerpt(id)}" is not one of the item's; ignored`);

function treeProblems({ tree }: VerifierAnswer, input: Pick<AnswerInput, 'tree'>): string[] {
  return tree === input.tree
    ? []
    : [`tree: expected ${input.tree} (the hash of the line "Tree:" of the question), found "${excerpt(tree)}"`];
}

/** A criterion answered twice in the same way is one answer. */
function oneEach(answers: readonly CriterionAnswer[]): Result<readonly CriterionAnswer[], readonly string[]> {
  const byId = new Map<string, CriterionAnswer>();
  const problems: string[] = [];
  for (const each of answers) {
    const first = byId.get(each.id);
    if (!first) byId.set(each.id, each);
    else if (first.status !== each.status) problems.push(`${each.id} is answered twice, ${first.status} and ${each.status}`);
  }
  return problems.length > 0 ? bad(problems) : ok([...byId.values()]);
}

function criteriaProblems(answers: readonly CriterionAnswer[], { criteria, receiptsCriteria }: AnswerInput): string[] {
  const asked = criteria.filter(({ id }) => !receiptsCriteria.includes(id));
  const statusOf = new Map(answers.map(({ id, status }) => [id, status]));
  const left = asked.filter(({ id }) => !statusOf.has(id)).map(({ id }) => id);
  if (left.length > 0) return [`criteria: expected an entry for every criterion, none for ${left.join(', ')}`];
  const checkable = asked.some(({ kind }) => kind !== 'manual');
  const allUnchecked = asked.every(({ id }) => statusOf.get(id) === 'not-checked');
  return checkable && allUnchecked
    ? ['criteria: every one is answered not-checked; expected met, partial or unmet for those that can be checked']
    : [];
}

function reasonProblems(answer: VerifierAnswer, { afterRepair = false }: Pick<AnswerInput, 'afterRepair'>): string[] {
  if (answer.verdict !== 'fail' || answer.findings.length > 0) return [];
  if (answer.criteria.some(({ status }) => status === 'unmet' || status === 'partial')) return [];
  if (afterRepair && answer.summary.trim() !== '') return [];
  return ['verdict: it is "fail", but no criterion is unmet or partial and there is no finding; say what fails'];
}

/** Such a finding is kept: only a quote that does not exist refutes it. */
export function unquoted({ findings }: Pick<VerifierAnswer, 'findings'>): string[] {
  return findings.flatMap(({ claim, location, quote }) =>
    location && !quote ? [`finding "${excerpt(claim)}" names ${location.file}:${location.startLine} without a quote`] : [],
  );
}
