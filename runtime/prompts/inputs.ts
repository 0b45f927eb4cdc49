/** What goes into the prompts of executors and verifiers. Texts come in as values; only `load.ts` reads files. */

import type { ChangedFile, CheckSpec, Receipt } from '../model/evidence.ts';
import type { Finding, RemainingTask } from '../model/findings.ts';
import type { WorkItem } from '../model/item.ts';
import type { Level, Mode, Phase } from '../model/plan.ts';
import type { PromptFacts, PromptLibrary } from './types.ts';

/** Where and as what an agent works; what stands at the top of its prompt. */
export interface Anchors {
  /** Absolute path of the folder the agent is started in. */
  readonly projectRoot: string;
  /** Name of the model, or words for the one that the program chooses. */
  readonly model: string;
  /** Executor only: absolute path of the item's worktree, and its branch. */
  readonly worktree?: { readonly path: string; readonly branch: string };
}

interface DispatchInput {
  readonly library: PromptLibrary;
  readonly anchors: Anchors;
  readonly phase: Phase;
  readonly mode: Mode;
  /** Set in a CI job: `strict` becomes `strict-ci` for the profiles. Default false. */
  readonly ci?: boolean;
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
  /** Files that programs take for instructions, and that the attempt before changed; with the commit that holds what they were. */
  readonly ownInstructions?: { readonly paths: readonly string[]; readonly base: string };
}

export interface VerifierPromptInput extends DispatchInput {
  /** Commit the change is compared with. */
  readonly base: string;
  /** Unified diff against the base, whole; the prompt holds it up to 30 KB and names the file otherwise. */
  readonly diff: string;
  readonly changedFiles: readonly ChangedFile[];
  /** Receipts of the baseline (when there is one) and of this candidate. */
  readonly receipts: readonly Receipt[];
  /** Categories of checks for which the project has none. Absent: not known. */
  readonly unconfigured?: readonly string[];
  /** The executor's final text, whole; absent in a run without one. */
  readonly executorText?: string;
  /** What the commits of a change say that was there before the run; empty when it has none. */
  readonly commitMessages?: string;
  /** Names of the files below `.okstra-inputs/` that are there, for example `change.diff`, `base/src/a.ts`. */
  readonly inputs: readonly string[];
}

export interface ReportPromptInput extends DispatchInput {
  /** The report's data as JSON text, whole; the prompt holds it up to its cap and names the file otherwise. */
  readonly data: string;
  /** Of the report. */
  readonly reportLanguage: 'en' | 'ko';
  /** Names of the files below `.okstra-inputs/`. */
  readonly inputs: readonly string[];
}

export interface RefutationPromptInput extends DispatchInput {
  /** Seat that is asked. */
  readonly seat: string;
  /** From 2. */
  readonly round: number;
  readonly verificationMode: 'lightweight' | 'full-reanalysis';
  /** Those it is asked about, as they stand now. */
  readonly findings: readonly Finding[];
  /** As for a first review; shown in `full-reanalysis` only. */
  readonly diff: string;
  readonly changedFiles: readonly ChangedFile[];
  readonly receipts: readonly Receipt[];
  /** Categories for which no check is configured. Default none. */
  readonly unconfigured?: readonly string[];
}

export interface RepairPromptInput {
  readonly library: PromptLibrary;
  readonly anchors: Anchors;
  /** Facts of the dispatch whose answer did not fit. */
  readonly facts: PromptFacts;
  /** Whether the answer to repair is one of a refutation round. Default false. */
  readonly isRefutation?: boolean;
  readonly item: WorkItem;
  readonly tree: string;
  /** The whole prompt that was sent. */
  readonly question: string;
  /** The text that came back. */
  readonly answer: string;
  /** What is wrong with it, a line each; never empty. */
  readonly problems: readonly string[];
  readonly maxChars?: number;
}
