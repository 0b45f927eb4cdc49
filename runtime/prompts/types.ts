/** What goes into a prompt and what comes out. Texts come in as values; only `load.ts` reads files. */

import type { Role } from '../model/agents.ts';
import type { ChangedFile, CheckSpec, Receipt } from '../model/evidence.ts';
import type { Result } from '../model/failure.ts';
import type { RemainingTask } from '../model/findings.ts';
import type { ItemTemplate, WorkItem } from '../model/item.ts';
import type { Level, Mode, Phase } from '../model/plan.ts';

/** The facts that decide which profiles a prompt is made of. Collected once per dispatch. */
export interface PromptFacts {
  readonly phase: Phase;
  readonly role: Role;
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

export type FactName = keyof PromptFacts;

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

/** A prompt part after parsing. */
export interface Profile {
  readonly id: string;
  readonly kind: ProfileKind;
  /** Any of them suffices; never empty. */
  readonly appliesWhen: readonly Condition[];
  /** Low comes first in the prompt. */
  readonly priority: number;
  readonly conflictsWith: readonly string[];
  readonly overridesSections: readonly string[];
  /** LF line ends, outer blank lines removed, no final newline. */
  readonly body: string;
  /** Line of the file on which `body` begins, from 1. */
  readonly bodyLine: number;
  readonly file: string;
}

/** A part made from the values of one dispatch. Takes its place among the profiles by priority, then id. */
export interface PromptBlock {
  readonly id: string;
  readonly priority: number;
  readonly text: string;
}

export interface PromptPart {
  readonly id: string;
  /** Of the part's text as it stands in the prompt, in hex. */
  readonly sha256: string;
  /** Length in UTF-16 units. */
  readonly chars: number;
}

export interface ComposedPrompt {
  /** Ends with exactly one newline. */
  readonly text: string;
  /** In the order of the prompt. */
  readonly parts: readonly PromptPart[];
}

export type PromptResult = Result<ComposedPrompt>;

/** The shipped texts, as `loadPromptLibrary` reads them. */
export interface PromptLibrary {
  readonly profiles: readonly Profile[];
  /** Used when the item brings no template of its own. */
  readonly itemTemplates: { readonly executor: ItemTemplate; readonly verifier: ItemTemplate };
}

interface DispatchInput {
  readonly library: PromptLibrary;
  readonly phase: Phase;
  readonly mode: Mode;
  readonly level: Level;
  readonly agent: string;
  readonly language: readonly string[];
  readonly item: WorkItem;
  /** Tree hash the agent is given; stands on a `Tree:` line by itself. */
  readonly tree: string;
  /** Longest prompt allowed, in characters. Absent: no limit. A prompt above it is a failure, it is never cut. */
  readonly maxChars?: number;
}

export interface ExecutorPromptInput extends DispatchInput {
  /** From 1. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** What the attempt before, or an earlier run of the item, left to do; empty when nothing did. */
  readonly remainingTasks: readonly RemainingTask[];
  /** Receipts of the baseline and of the attempt before; the prompt shows those that did not pass. */
  readonly receipts: readonly Receipt[];
  /** Checks that okstra will run on the result. */
  readonly checks: readonly CheckSpec[];
  /** Set for a turn that goes on after an interruption or a fault: one or two sentences saying what happened. */
  readonly resumed?: string;
}

export interface VerifierPromptInput extends DispatchInput {
  /** Commit the change is compared with. */
  readonly base: string;
  /** Unified diff against the base, whole; the prompt holds it up to 30 KB and names the file otherwise. */
  readonly diff: string;
  readonly changedFiles: readonly ChangedFile[];
  /** Receipts of the baseline (when there is one) and of this candidate. */
  readonly receipts: readonly Receipt[];
  /** The executor's final text, whole. */
  readonly executorText: string;
  /** Names of the files below `.okstra-inputs/` that are there, for example `change.diff`, `base/src/a.ts`. */
  readonly inputs: readonly string[];
}

export interface RepairPromptInput {
  readonly library: PromptLibrary;
  /** Facts of the dispatch whose answer did not fit. */
  readonly facts: PromptFacts;
  readonly tree: string;
  /** The whole prompt that was sent. */
  readonly question: string;
  /** The text that came back. */
  readonly answer: string;
  /** What is wrong with it, a line each; never empty. */
  readonly problems: readonly string[];
  readonly maxChars?: number;
}
