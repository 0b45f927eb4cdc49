/** What a row of the liars' suite says: a project, agents as scripts, and how the run has to end. Values only. */
import type { FindingClass, Outcome, Severity } from '../../runtime/model/findings.ts';

export interface Row {
  /** A sentence: who lies, and how. */
  readonly name: string;
  /** Near another row: left out unless OKSTRA_SOAK=1. */
  readonly isSoak?: true;
  /** A bare repository is there as `origin`. */
  readonly hasRemote?: true;
  readonly project: Project;
  /** Files of the base, over those of the project; null takes one away. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** Text of the item, over the project's. */
  readonly item?: Partial<Item>;
  /** JavaScript of the executor; see `PRELUDE` for the names it may use. */
  readonly executor: string;
  /** JavaScript of the verifiers by name; absent: one that looks at nothing and says `pass` in the right form. */
  readonly verifiers?: Readonly<Record<string, Verifier>>;
  /** Replaces lines of okstra.yaml. */
  readonly config?: Partial<Settings>;
  /** The agents are in okstra's sandbox. Absent: nothing confines them. */
  readonly isConfined?: boolean;
  readonly expected: Expected;
}

export type Verifier = string | { readonly script: string; readonly vendor: string };

export interface Project {
  readonly files: Readonly<Record<string, string>>;
  readonly item: Item;
  /** Value of `checks` in okstra.yaml. */
  readonly checks: string;
}

export interface Item {
  readonly body: string;
  readonly checklist: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Values of okstra.yaml, as YAML. */
export interface Settings {
  readonly checks: string;
  readonly run: string;
  readonly convergence: string;
}

export interface Expected {
  readonly outcome: Outcome;
  /** Row of the verdict table; absent: no verdict is given. */
  readonly row?: number;
  /** Each has to be there; `says` is looked for in claim and evidence. */
  readonly findings?: readonly ExpectedFinding[];
  /** Each is looked for in the reasons of the verdict and in the failure. */
  readonly reasons?: readonly RegExp[];
  /** By name of a verifier: what is on record of its last answer, or of the fault that ended it. */
  readonly verifiers?: Readonly<Record<string, RegExp>>;
  /** Codes of notices. */
  readonly notices?: readonly string[];
  /** Paths that the branch changes; absent: not looked at. */
  readonly changed?: readonly string[];
  /** What no other field can say: what there is, and what there has to be. */
  readonly also?: (seen: Seen) => readonly [actual: unknown, expected: unknown];
}

export interface ExpectedFinding {
  readonly says: RegExp;
  readonly severity?: Severity;
  readonly class?: FindingClass;
  /** Absent: not looked at. */
  readonly counts?: boolean;
}

/** How a run ended, as far as a row can say something of it. */
export interface Seen {
  readonly outcome: string;
  readonly exitCode: number | null;
  readonly row: number | undefined;
  readonly findings: readonly SeenFinding[];
  readonly reasons: string;
  readonly verifiers: Readonly<Record<string, string>>;
  readonly notices: readonly string[];
  readonly changed: readonly string[];
  /** Reads from the run folder. */
  readonly read: (path: string) => string;
  /** Runs git in the user's checkout. */
  readonly git: (...args: readonly string[]) => string;
  /** Folder that holds the user's checkout. */
  readonly root: string;
  /** Everything that okstra printed. */
  readonly printed: string;
}

export interface SeenFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly class: FindingClass;
  readonly category: string;
  readonly claim: string;
  readonly evidence: string;
  readonly counts: boolean;
  readonly vendors: readonly string[];
}
