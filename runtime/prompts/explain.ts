/** Why a prompt is made as it is: each part in or out, each section with where it comes from, each with its tokens. */
import { ok, type Result } from '../model/failure.ts';
import { type ComposeInput, join } from './compose.ts';
import { resolve } from './resolve.ts';
import { estimateTokens } from './tokens.ts';
import type { PartDecision, PromptSection } from './types.ts';

export interface ExplainedPart extends PartDecision {
  /** Of its own text; for a part that is out, what it would add. */
  readonly tokens: number;
}

export interface Explanation {
  /** All profiles in the order of the prompt, those that are out among them. */
  readonly parts: readonly ExplainedPart[];
  readonly sections: readonly PromptSection[];
  /** Of the whole prompt. */
  readonly tokens: number;
  readonly notices: readonly { readonly code: string; readonly message: string }[];
}

/** Failures are those of `compose`. */
export function explain(input: ComposeInput): Result<Explanation> {
  const resolved = resolve(input);
  if (!resolved.ok) return resolved;
  const { parts: ordered, decisions, notices } = resolved.value;
  const composed = join({ ...input, ordered, notices });
  if (!composed.ok) return composed;
  const { sections, tokens, parts } = composed.value;
  const counted = new Map(parts.map((part) => [part.id, part.tokens]));
  const count = input.countTokens ?? estimateTokens;
  const bodies = new Map([...input.profiles, ...(input.hidden ?? [])].map(({ id, source, body }) => [`${source} ${id}`, body]));
  const explained = decisions.map((decision) => {
    const inPrompt = decision.included ? counted.get(decision.id) : undefined;
    return { ...decision, tokens: inPrompt ?? count(bodies.get(`${decision.source} ${decision.id}`) ?? '') };
  });
  return ok({ parts: explained, sections, tokens, notices });
}

export interface ExplanationChange {
  /** Parts that only the second has, with why. */
  readonly added: readonly ExplainedPart[];
  /** Parts that only the first has, with why the second has not. */
  readonly removed: readonly ExplainedPart[];
  readonly sections: { readonly added: readonly PromptSection[]; readonly removed: readonly PromptSection[] };
  /** Of the second less those of the first. */
  readonly tokens: number;
}

/** What changes from the first to the second. */
export function compareExplanations(first: Explanation, second: Explanation): ExplanationChange {
  const inFirst = new Set(first.parts.filter(({ included }) => included).map(keyOf));
  const without = (these: Explanation, those: Explanation): readonly PromptSection[] => {
    const known = new Set(those.sections.map(sectionKey));
    return these.sections.filter((section) => !known.has(sectionKey(section)));
  };
  return {
    added: second.parts.filter((part) => part.included && !inFirst.has(keyOf(part))),
    removed: second.parts.filter((part) => !part.included && inFirst.has(keyOf(part))),
    sections: { added: without(second, first), removed: without(first, second) },
    tokens: second.tokens - first.tokens,
  };
}

const keyOf = ({ source, id }: PartDecision): string => `${source} ${id}`;
const sectionKey = ({ title, from }: PromptSection): string => JSON.stringify([title, from]);
