/** What the prompts of all roles have in common: profiles of the role's step, values of the run, and the parts without which none goes out. */
import { bad, type Failure } from '../model/failure.ts';
import { compose } from './compose.ts';
import { valuesOf } from './condition.ts';
import { stepOf } from './facts.ts';
import type { AnswerForm, Profile, PromptBlock, PromptFacts, PromptLibrary, PromptResult } from './types.ts';
import type { PromptValues } from './values.ts';

export interface DispatchPrompt {
  readonly library: PromptLibrary;
  readonly facts: PromptFacts;
  readonly values: PromptValues;
  readonly blocks: readonly PromptBlock[];
  /** The form that the answer is read in. */
  readonly answer: AnswerForm;
  readonly maxChars?: number | undefined;
}

/**
 * Failures: those of `compose`; a phase that has parts of its own for each step, without the one of this step; no part that asks for the
 * form in which the answer is read.
 */
export function dispatchPrompt({ library, facts, values, blocks, answer, maxChars }: DispatchPrompt): PromptResult {
  const composed = compose({
    ...library,
    facts,
    values,
    blocks,
    ...(maxChars === undefined ? {} : { maxChars }),
  });
  if (!composed.ok) return composed;
  const ids = new Set(composed.value.parts.map(({ id }) => id));
  const used = library.profiles.filter(({ id }) => ids.has(id));
  const problems = [...stepProblems(used, library.profiles, facts), ...answerProblems(used, answer, facts)];
  return problems.length > 0 ? bad(problems) : composed;
}

/** In a phase that has parts to be read at its steps, no step begins without its own. */
export function stepProblems(
  used: readonly Pick<Profile, 'loadAt'>[],
  all: readonly Pick<Profile, 'loadAt' | 'appliesWhen'>[],
  facts: PromptFacts,
): readonly Failure[] {
  const step = stepOf(valuesOf(facts, 'role')[0]);
  const phaseHasSteps = facts.phase === 'implementation';
  if (!phaseHasSteps || step === undefined || used.some(({ loadAt }) => loadAt === step)) return [];
  return [
    {
      category: 'contract',
      code: 'implementation-sidecar-not-loaded',
      message: `Expected a profile with "loadAt": "${step}" in the prompt of the ${facts.role}, found none${all.some(({ loadAt }) => loadAt === step) ? ' that applies' : ''}; the step does not begin without it.`,
      fix: `okstra prompts explain --phase implementation --role ${facts.role}`,
    },
  ];
}

function answerProblems(used: readonly Profile[], answer: AnswerForm, facts: PromptFacts): readonly Failure[] {
  if (used.some((profile) => profile.answer === answer)) return [];
  return [
    {
      category: 'usage',
      code: 'answer-form-missing',
      message: `Expected a profile with "answer": "${answer}" in the prompt of the ${facts.role}, found none: the answer could not be read.`,
      fix: `okstra prompts explain --role ${facts.role}`,
    },
  ];
}
