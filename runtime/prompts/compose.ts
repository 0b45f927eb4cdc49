/** Puts a prompt together from the profiles that apply and the blocks of one dispatch. */
import { hash } from 'node:crypto';
import { bad, type Failure, type Notice, ok } from '../model/failure.ts';
import { scanMarkdown } from './markdown/headings.ts';
import { byPlace, repeatedIds } from './profile-set.ts';
import { choose } from './resolve.ts';
import type { ScannedProfile } from './section-pieces.ts';
import { hiddenHeading, openBlock } from './section-problems.ts';
import { type MergedSections, mergeSections, type TextPiece } from './sections.ts';
import { estimateTokens, overBudget, profileOverBudget } from './tokens.ts';
import type { CountTokens, Facts, Profile, PromptBlock, PromptPart, PromptResult } from './types.ts';
import { fillValues, type PromptValues, valueProblems } from './values.ts';

export interface ComposeLimits {
  /** Most characters of the whole. Absent: no limit. */
  readonly maxChars?: number;
  /** Most tokens of the whole. Absent: no limit. */
  readonly maxTokens?: number;
  /** Default: `estimateTokens`. */
  readonly countTokens?: CountTokens;
}

export interface ComposeInput extends ComposeLimits {
  readonly facts: Facts;
  readonly profiles: readonly Profile[];
  /** Farther profiles of the same ids; they are only told of. Default none. */
  readonly hidden?: readonly Profile[];
  /** Default none. */
  readonly blocks?: readonly PromptBlock[];
  /** Values for the placeholders of the profiles. Default none. */
  readonly values?: PromptValues;
}

/**
 * Profiles as `resolve` chooses them and all blocks, ordered by priority, then id; each trimmed, joined by one blank line, one final
 * newline. Sections that override earlier ones stand in their place. Parts without text are left out. The order in which profiles and
 * blocks are given has no influence.
 *
 * Failures: those of `resolve`; a value that is missing; a section that comes again; a part or prompt above its limit, which names the
 * largest parts. Nothing is ever cut.
 */
export function compose(input: ComposeInput): PromptResult {
  const chosen = choose(input);
  if (!chosen.ok) return chosen;
  const { parts, notices } = chosen.value;
  return join({ ...input, ordered: parts, notices });
}

export interface JoinInput extends ComposeLimits {
  /** In the order of the prompt; blocks are put among them by priority. */
  readonly ordered: readonly Profile[];
  readonly blocks?: readonly PromptBlock[];
  readonly values?: PromptValues;
  readonly notices?: readonly Notice[];
}

/** What `compose` does once it is settled which profiles there are, in which order. */
export function join({ ordered, blocks = [], values = {}, notices = [], ...limits }: JoinInput): PromptResult {
  const { maxChars, maxTokens, countTokens = estimateTokens } = limits;
  const profiles = ordered.map(scanned);
  const merged = mergeSections(profiles);
  const problems = [
    ...repeatedIds([...profiles, ...blocks.map(({ id }) => ({ id, file: `the block "${id}"` }))]),
    ...profiles.flatMap((profile) => valueProblems(profile, values)),
    ...profiles.flatMap((profile) => openBlock(profile, profile.scan)),
    ...merged.problems,
  ];
  if (problems.length > 0) return bad(problems);
  const hidden = hiddenBy(merged, profiles);
  if (hidden.length > 0) return bad(hidden);

  const filled = fill(profiles, merged, values);
  const parts = inPlace(filled, blocks).map((part) => ({ ...part, tokens: countTokens(part.own) }));
  const text = `${parts
    .map((part) => part.text)
    .filter((one) => one !== '')
    .join('\n\n')}\n`;
  const tokens = countTokens(text);
  const tooLarge = [
    ...overOwnBudget(profiles, parts),
    ...(maxChars !== undefined && text.length > maxChars ? [tooLong(text.length, maxChars, parts)] : []),
    ...(maxTokens !== undefined && tokens > maxTokens ? [overBudget(tokens, maxTokens, parts)] : []),
  ];
  if (tooLarge.length > 0) return bad(tooLarge);
  return ok({ text, parts: parts.map(record), sections: merged.sections, tokens, notices });
}

/** What is wrong with the sections of these profiles in one prompt. @param ordered in the order of the prompt */
export function sectionProblems(ordered: readonly Profile[]): readonly Failure[] {
  const profiles = ordered.map(scanned);
  const merged = mergeSections(profiles);
  return merged.problems.length > 0 ? merged.problems : hiddenBy(merged, profiles);
}

interface Part {
  readonly id: string;
  /** As it stands at its place. */
  readonly text: string;
  /** Its own text, wherever that went. */
  readonly own: string;
  readonly tokens: number;
}

function scanned(profile: Profile): ScannedProfile {
  const body = trimmed(profile.body);
  return { ...profile, body, scan: scanMarkdown(body) };
}

type Placed = Omit<Part, 'tokens'> & { readonly priority: number };

/** Values come last: what they bring into a text is no part of its sections. */
function fill(profiles: readonly Profile[], { pieces }: MergedSections, values: PromptValues): readonly Placed[] {
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  const filled = ({ from, text }: TextPiece): string => {
    const profile = byId.get(from);
    return profile === undefined ? text : fillValues(profile, text, values);
  };
  return profiles.map((profile) => {
    const { id, priority, body } = profile;
    const own = trimmed(fillValues(profile, body, values));
    return { id, priority, own, text: trimmed((pieces.get(id) ?? []).map(filled).join('')) };
  });
}

/** Blocks go where their priority puts them; the order of the profiles is settled, be it by priority or by a chain. */
function inPlace(profiles: readonly Placed[], blocks: readonly PromptBlock[]): readonly Placed[] {
  const ofBlocks = blocks.map(({ id, priority, text }) => ({ id, priority, text: trimmed(text), own: trimmed(text) }));
  const all = ofBlocks.length === 0 ? profiles : [...profiles, ...ofBlocks].toSorted(byPlace);
  return all.filter(({ own }) => own !== '');
}

/** Indentation of the first line stays: it may be code. */
const trimmed = (text: string): string => text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();

function record({ id, own, tokens }: Part): PromptPart {
  return { id, sha256: hash('sha256', own), chars: own.length, tokens };
}

/** Headings that are there in each part alone, but not in the whole. */
function hiddenBy({ pieces, sections }: MergedSections, profiles: readonly ScannedProfile[]): readonly Failure[] {
  // At the start of its line nothing that is closed can take it in.
  if (!profiles.some(({ body, scan }) => scan.headings.some(({ start }) => body[start] === ' '))) return [];
  const texts = profiles.map(({ id }) => trimmed((pieces.get(id) ?? []).map(({ text }) => text).join('')));
  const found = scanMarkdown(texts.filter((text) => text !== '').join('\n\n')).headings;
  const lost = sections.find(({ title, level }, index) => found[index]?.title !== title || found[index]?.level !== level);
  const profile = profiles.find(({ id }) => id === lost?.from);
  return lost === undefined || profile === undefined ? [] : [hiddenHeading(profile, lost.title)];
}

function overOwnBudget(profiles: readonly Profile[], parts: readonly Part[]): readonly Failure[] {
  return profiles.flatMap((profile) => {
    const found = parts.find(({ id }) => id === profile.id)?.tokens ?? 0;
    return profile.maxTokens !== undefined && found > profile.maxTokens ? [profileOverBudget(profile, found)] : [];
  });
}

function tooLong(found: number, limit: number, parts: readonly Part[]): Failure {
  const largest = parts.toSorted((a, b) => b.own.length - a.own.length).slice(0, 3);
  const named = largest.map((one) => `${one.id} (${one.own.length})`).join(', ');
  return {
    category: 'usage',
    code: 'prompt-too-long',
    message: `Expected a prompt of at most ${limit} characters, found ${found}. Largest parts: ${named}.`,
    fix: 'Shorten the item or split it, or choose an agent that takes longer prompts.',
    details: { limit, found, largest: largest.map((one) => ({ id: one.id, chars: one.own.length })) },
  };
}
