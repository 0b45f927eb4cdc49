/** Puts a prompt together from the profiles that apply and the blocks of one dispatch. */
import { createHash } from 'node:crypto';
import { bad, type Failure, ok } from '../model/failure.ts';
import { matchingCondition } from './condition.ts';
import type { Profile, PromptBlock, PromptFacts, PromptPart, PromptResult } from './types.ts';

export interface ComposeInput {
  readonly facts: PromptFacts;
  readonly profiles: readonly Profile[];
  readonly blocks: readonly PromptBlock[];
  /** Absent: no limit. */
  readonly maxChars?: number;
}

interface Part {
  readonly id: string;
  readonly priority: number;
  readonly text: string;
}

/**
 * Profiles whose `appliesWhen` holds and all blocks, ordered by priority, then id; each trimmed, joined by one blank line, one final
 * newline. Parts without text are left out. The order in which profiles and blocks are given has no influence.
 *
 * Failures: two parts with one id, two parts in conflict, a prompt longer than `maxChars`.
 */
export function composePrompt({ facts, profiles, blocks, maxChars }: ComposeInput): PromptResult {
  const selected = profiles.filter((profile) => matchingCondition(profile.appliesWhen, facts) !== undefined);
  const clashes = conflicts(selected);
  const parts = [...selected.map((profile) => part(profile, profile.body)), ...blocks.map((block) => part(block, block.text))]
    .filter((one) => one.text !== '')
    .toSorted(byPlace);
  const problems = [...clashes, ...repeatedIds(parts)];
  if (problems.length > 0) return bad(problems);

  const text = `${parts.map((one) => one.text).join('\n\n')}\n`;
  if (maxChars !== undefined && text.length > maxChars) return bad([tooLong(text.length, maxChars, parts)]);
  return ok({ text, parts: parts.map(record) });
}

function byPlace(a: Part, b: Part): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Indentation of the first line stays: it may be code. */
function part({ id, priority }: { readonly id: string; readonly priority: number }, text: string): Part {
  return { id, priority, text: text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd() };
}

function record({ id, text }: Part): PromptPart {
  return { id, sha256: createHash('sha256').update(text).digest('hex'), chars: text.length };
}

function conflicts(profiles: readonly Profile[]): readonly Failure[] {
  return profiles.flatMap((one) =>
    profiles
      .filter((other) => one.conflictsWith.includes(other.id))
      .map((other) => ({
        category: 'usage' as const,
        code: 'prompt-conflict',
        message: `The profiles "${one.id}" (${one.file}) and "${other.id}" (${other.file}) apply together, but "${one.id}" conflicts with "${other.id}".`,
        fix: `Narrow "appliesWhen" of one of them, or remove "${other.id}" from "conflictsWith" of "${one.id}".`,
        place: { file: one.file, field: '/conflictsWith' },
      })),
  );
}

function repeatedIds(parts: readonly Part[]): readonly Failure[] {
  const ids = parts.map((one) => one.id);
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...repeated].map((id) => ({
    category: 'usage' as const,
    code: 'prompt-part-twice',
    message: `Expected each part of a prompt once, found more than one with the id "${id}".`,
    fix: 'Give one of them another id.',
  }));
}

function tooLong(found: number, limit: number, parts: readonly Part[]): Failure {
  const largest = parts.toSorted((a, b) => b.text.length - a.text.length).slice(0, 3);
  const named = largest.map((one) => `${one.id} (${one.text.length})`).join(', ');
  return {
    category: 'usage',
    code: 'prompt-too-long',
    message: `Expected a prompt of at most ${limit} characters, found ${found}. Largest parts: ${named}.`,
    fix: 'Shorten the item or split it, or choose an agent that takes longer prompts.',
    details: { limit, found, largest: largest.map((one) => ({ id: one.id, chars: one.text.length })) },
  };
}
