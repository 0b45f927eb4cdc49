/** Profiles, what is made of them, and why. What executor and verifier prompts are made from stands in `inputs.ts`. */

import type { Role } from '../model/agents.ts';
import type { Failure, Notice, Place, Result } from '../model/failure.ts';
import type { ItemTemplate } from '../model/item.ts';
import type { Level, Mode, Phase } from '../model/plan.ts';

/** What conditions can ask. An absent fact has no value: `language:go` does not hold then, `!language:go` does. */
export type Facts = { readonly [Name in FactName]?: string | readonly string[] };

export type FactName = 'agent' | 'label' | 'language' | 'level' | 'mode' | 'phase' | 'role' | 'source';

/** The facts of one dispatch, all of them known. */
export interface PromptFacts {
  readonly phase: Phase;
  readonly role: Role;
  /** `strict-ci`: `strict` with nobody there, as in a CI job. */
  readonly mode: Mode | 'strict-ci';
  readonly level: Level;
  /** Name of the source the item came from. */
  readonly source: string;
  /** The agent's name, not its driver. */
  readonly agent: string;
  /** Languages of the item's files; empty when none was detected. */
  readonly language: readonly string[];
  /** Labels of the item; absent is the same as none. */
  readonly label?: readonly string[];
}

/** `fact:value`, possibly negated. A negated term of a fact with several values means: none of them. */
export interface Term {
  readonly fact: FactName;
  readonly value: string;
  readonly negated: boolean;
}

/** One entry of `appliesWhen`: every term must hold. No terms: `always`. */
export interface Condition {
  readonly source: string;
  readonly terms: readonly Term[];
}

export type ProfileKind = 'base' | 'overlay' | 'language_overlay' | 'ci_overlay' | 'role' | 'phase' | 'contract';

/** The step of a run at which a part with `loadAt` is read. Each role works at one of them, verifiers at `refute` in later rounds too. */
export type Step = 'analyse' | 'execute' | 'verify' | 'refute' | 'report';

/** How a section joins the earlier one of the same title: in its place, behind it, before it, or around it. */
export type Strategy = 'replace' | 'append' | 'prepend' | 'wrap';

export interface SectionOverride {
  readonly title: string;
  readonly strategy: Strategy;
}

/** A value that a profile's text asks for as `{{NAME}}`. */
export interface Placeholder {
  readonly name: string;
  readonly required: boolean;
  /** One line. */
  readonly meaning: string;
}

/** Which form of answer a profile asks for; each is read by a parser of the runtime. */
export type AnswerForm = 'executor-report' | 'verifier-answer' | 'positions' | 'two-line' | 'analysis' | 'report-prose';

/** Where a profile was found. `given`: it came as a value. Nearer ones come first and win over farther ones of the same id. */
export type ProfileSource = 'given' | 'project' | 'user' | 'shipped';

/** A profile without its text: enough to decide whether it is a part of a prompt. */
export interface ProfileHead {
  readonly id: string;
  readonly kind: ProfileKind;
  /** Any of them suffices; never empty. */
  readonly appliesWhen: readonly Condition[];
  /** Low comes first in the prompt. */
  readonly priority: number;
  readonly conflictsWith: readonly string[];
  /** Ids of profiles that come along, whatever their own conditions say. */
  readonly includes: readonly string[];
  /** Ids of profiles without which this one is an error. */
  readonly requires: readonly string[];
  readonly overridesSections: readonly SectionOverride[];
  readonly placeholders: readonly Placeholder[];
  readonly answer?: AnswerForm;
  /** Absent: read when the run begins. */
  readonly loadAt?: Step;
  /** Most tokens that its own text may have in a prompt. */
  readonly maxTokens?: number;
  /** Members that begin with `x-`. */
  readonly notes: Readonly<Record<string, unknown>>;
  readonly source: ProfileSource;
  readonly file: string;
  /** Line of the file on which the text begins, from 1. */
  readonly bodyLine: number;
}

/** A prompt part after parsing. */
export interface Profile extends ProfileHead {
  /** LF line ends, outer blank lines removed, no final newline. */
  readonly body: string;
}

/** A part made from the values of one dispatch. Takes its place among the profiles by priority, then id, and no part in their section rules. */
export interface PromptBlock {
  readonly id: string;
  readonly priority: number;
  readonly text: string;
}

/** What became of one profile. */
export interface PartDecision {
  readonly id: string;
  readonly source: ProfileSource;
  readonly file: string;
  readonly priority: number;
  readonly included: boolean;
  /** Why it is in or out, as half a sentence. */
  readonly reason: string;
}

export interface Resolution<P extends ProfileHead = Profile> {
  /** In the order of the prompt. */
  readonly parts: readonly P[];
  /** Every profile that was looked at, in the order of the prompt. */
  readonly decisions: readonly PartDecision[];
  /** A profile that was dropped for another, a nearer one of the same id. */
  readonly notices: readonly Notice[];
}

export interface PromptPart {
  readonly id: string;
  /** Of the part's own text, in hex: with its values, before its sections go where they override others. */
  readonly sha256: string;
  /** Length of that text in UTF-16 units. */
  readonly chars: number;
  readonly tokens: number;
}

/** A heading of the prompt that a profile brought in. */
export interface PromptSection {
  readonly title: string;
  readonly level: number;
  /** Id of the part that the heading comes from. */
  readonly from: string;
  /** Parts that added to what stands below it. */
  readonly changedBy?: readonly { readonly id: string; readonly strategy: Strategy }[];
}

export interface ComposedPrompt {
  /** Ends with exactly one newline. */
  readonly text: string;
  /** In the order of the prompt. */
  readonly parts: readonly PromptPart[];
  /** Of profiles; headings of blocks are not among them. */
  readonly sections: readonly PromptSection[];
  readonly tokens: number;
  readonly notices: readonly Notice[];
}

export type PromptResult = Result<ComposedPrompt>;

/** A value for a placeholder. A text of one line stands where the placeholder stood, anything longer and all `data` in a block of its own. */
export type PromptValue = string | { readonly data: string };

/** Counts the tokens of a text; see `estimateTokens` for the one that is used when none is given. */
export type CountTokens = (text: string) => number;

/** Profiles as they lie on the search path, ready to be composed. */
export interface ProfileSet {
  /** One for each id. */
  readonly profiles: readonly Profile[];
  /** Farther ones of the same id, which the nearer ones hide. */
  readonly hidden: readonly Profile[];
}

/** Everything that prompts are made of, as `loadPromptLibrary` reads it. */
export interface PromptLibrary extends ProfileSet {
  /** Used when the item brings no template of its own. */
  readonly itemTemplates: { readonly executor: ItemTemplate; readonly verifier: ItemTemplate; readonly review: ItemTemplate };
}

/** Something that `lint` found. Errors keep a prompt from being composed, warnings do not. */
export interface LintProblem extends Failure {
  readonly severity: 'error' | 'warning';
  readonly place: Place;
}
