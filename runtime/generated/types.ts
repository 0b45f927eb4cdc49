// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 6346aad7fe0540c4
export type FrdStatusWord = 'not_started' | 'in_progress' | 'completed' | 'blocked' | 'skipped';
/**
 * Exactly one of testRequirements and testOmissionReason.
 */
export type FrdTaskWire = (
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
) & {
  taskId: string;
  title: string;
  description: string;
  status: FrdStatusWord;
  /**
   * True: a pull request begins with this task.
   */
  prLevel: boolean;
  /**
   * Tasks or whole feature documents that come first.
   */
  dependencies: string[];
  /**
   * @minItems 1
   */
  subtasks: [FrdSubtaskWire, ...FrdSubtaskWire[]];
  /**
   * @minItems 1
   */
  verification: [FrdVerificationWire, ...FrdVerificationWire[]];
  /**
   * @minItems 1
   */
  testRequirements?: [FrdTestRequirementWire, ...FrdTestRequirementWire[]];
  testOmissionReason?: string;
  gotchas?: FrdGotchaWire[];
  notes?: string | string[];
} & (
    | {
        [k: string]: unknown;
      }
    | {
        [k: string]: unknown;
      }
  ) & {
    taskId: string;
    title: string;
    description: string;
    status: FrdStatusWord;
    /**
     * True: a pull request begins with this task.
     */
    prLevel: boolean;
    /**
     * Tasks or whole feature documents that come first.
     */
    dependencies: string[];
    /**
     * @minItems 1
     */
    subtasks: [FrdSubtaskWire, ...FrdSubtaskWire[]];
    /**
     * @minItems 1
     */
    verification: [FrdVerificationWire, ...FrdVerificationWire[]];
    /**
     * @minItems 1
     */
    testRequirements?: [FrdTestRequirementWire, ...FrdTestRequirementWire[]];
    testOmissionReason?: string;
    gotchas?: FrdGotchaWire[];
    notes?: string | string[];
  };
export type FrdSubtaskWire = (
  | {
      [k: string]: unknown;
    }
  | {
      [k: string]: unknown;
    }
) & {
  subtaskId: string;
  title?: string;
  description?: string;
  status?: FrdStatusWord;
  filesToCreate?: Files;
  filesToModify?: Files;
  notes?: string | string[];
} & (
    | {
        [k: string]: unknown;
      }
    | {
        [k: string]: unknown;
      }
  ) & {
    subtaskId: string;
    title?: string;
    description?: string;
    status?: FrdStatusWord;
    filesToCreate?: Files;
    filesToModify?: Files;
    notes?: string | string[];
  };
/**
 * Paths relative to the top of the repository, with /.
 */
export type Files = string[];
/**
 * One line of code copied as it stands in the file. A disagreement of kind a or c that refutes a finding needs one.
 */
export type PositionQuoteWire = {
  file: string;
  /**
   * new: the candidate. base: before the change. Absent: new.
   */
  side?: 'new' | 'base' | null;
  line: number;
  text: string;
  [k: string]: unknown;
} | null;
/**
 * Where it is. A finding with a location needs a quote.
 */
export type RoundLocationWire = {
  /**
   * Path relative to the repository.
   */
  file: string;
  startLine: number;
  /**
   * Absent: the same line.
   */
  endLine?: number | null;
  [k: string]: unknown;
} | null;
/**
 * One line of code copied as it stands in the file; a quote that is not found there refutes the finding.
 */
export type RoundQuoteWire = {
  file: string;
  /**
   * new: the candidate. base: before the change. Absent: new.
   */
  side?: 'new' | 'base' | null;
  line: number;
  text: string;
  [k: string]: unknown;
} | null;
/**
 * A command that shows the problem when it is run in the repository.
 */
export type RoundReproducerWire = {
  cmd: string;
  expect: RoundReproducerExpectationWire;
  [k: string]: unknown;
} | null;
export type RunSummaryStatus = 'passed' | 'failed';
/**
 * L0: a literal replacement in a specification.
 */
export type GapPatchWire = {
  /**
   * Name of the specification.
   */
  file: string;
  /**
   * Text that occurs there exactly once.
   */
  find: string;
  replace: string;
  [k: string]: unknown;
} | null;
/**
 * Where it is. A finding with a location needs a quote.
 */
export type LocationWire = {
  /**
   * Path relative to the repository.
   */
  file: string;
  startLine: number;
  /**
   * Absent: the same line.
   */
  endLine?: number | null;
  [k: string]: unknown;
} | null;
/**
 * One line of code copied as it stands in the file; a quote that is not found there refutes the finding.
 */
export type QuoteWire = {
  file: string;
  /**
   * new: the candidate. base: before the change. Absent: new.
   */
  side?: 'new' | 'base' | null;
  line: number;
  text: string;
  [k: string]: unknown;
} | null;
/**
 * A command that shows the problem when it is run in the repository.
 */
export type ReproducerWire = {
  cmd: string;
  expect: ReproducerExpectationWire;
  [k: string]: unknown;
} | null;

/**
 * okstra.yaml at the repository's top. Durations are text such as 90s, 10m or 1h; sizes are text such as 64MB.
 */
export interface Config {
  /**
   * First part of task keys. Absent: the package's name, else the folder's.
   */
  project?: string;
  /**
   * Where work items are read from, relative to the repository.
   */
  sources?: {
    /**
     * Folder of the spec folders. Absent: specs, else docs/specs.
     */
    specs?: string;
    frds?: string;
    tasks?: string;
  };
  /**
   * Agents by name. claude, codex and gemini are there without being configured.
   */
  agents?: {
    [k: string]: AgentEntry;
  };
  /**
   * Names of models that are allowed besides those that `okstra config models` lists, by vendor.
   */
  models?: {
    [k: string]: string[];
  };
  /**
   * Who does what. An agent's name, or name:model.
   */
  roles?: {
    /**
     * Absent: the first of claude, codex, gemini that is installed.
     */
    executor?: string;
    /**
     * Absent: all of claude, codex, gemini that are installed.
     *
     * @minItems 1
     */
    verifiers?: [string, ...string[]];
    /**
     * none: reports carry no prose of an agent.
     */
    reportWriter?: string;
  };
  run?: {
    /**
     * strict: every check must pass. parallel: others may be working in the same repository.
     */
    mode?: 'strict' | 'parallel';
    /**
     * light: one verifier, no baseline. cross: all verifiers.
     */
    level?: 'light' | 'cross';
    maxAttempts?: number;
    /**
     * Wall clock of one dispatch.
     */
    timeout?: string;
    /**
     * Longest silence of an agent, tool calls apart; one for all roles, or one by role.
     */
    silence?: string | RoleDurations;
    /**
     * Longest wait for a model to begin its answer, where the agent's output shows that it was asked.
     */
    firstResponse?: string;
    /**
     * Longest silence of an agent while a tool call of it is open.
     */
    toolTimeout?: string;
    /**
     * Output of one dispatch after which the agent is stopped.
     */
    outputCap?: string;
    /**
     * Kept of each stream of a dispatch on disk, a quarter of it from its beginning and the rest from its end.
     */
    logCap?: string;
    /**
     * Wall clock of a whole run; time in which okstra was not running, or waited for a quota, does not count.
     */
    maxTime?: string;
    /**
     * Free space that the volumes of the run folder, of $OKSTRA_HOME and of the temporary folder must have.
     */
    minFreeDisk?: string;
    /**
     * Wait in place for a quota whose end is known: true (6h at most), or the longest wait of a run.
     */
    waitQuota?: boolean | string;
    /**
     * Tokens of all agents of a run together.
     */
    budgetTokens?: number;
    /**
     * US dollars of all agents of a run together whose cost is known. Absent: no limit.
     */
    budgetUsd?: number;
    reserveTokens?: ReservedTokens;
    reserveUsd?: ReservedUsd;
    /**
     * Take the results of checks on the base from an earlier run on the same tree.
     */
    baselineCache?: boolean;
    /**
     * A sandbox around checks, set-up commands and reproducers. auto: where it works. off: never. required: a run without it is refused.
     */
    checkSandbox?: 'auto' | 'off' | 'required';
    /**
     * Checks of items that name none of their own.
     */
    acceptanceCommands?: string[];
  };
  convergence?: {
    enabled?: boolean;
    maxRounds?: number;
    verificationMode?: 'lightweight' | 'full-reanalysis';
  };
  verification?: {
    /**
     * Refuse a roster without a verifier of another vendor than the executor's.
     */
    requireCrossVendor?: boolean;
    /**
     * Go on when a verifier of the roster cannot run.
     */
    allowMissing?: boolean;
    /**
     * full: every verifier of the roster. auto: fewer for a tiny change, more as soon as one has something to say.
     */
    panel?: 'full' | 'auto';
  };
  /**
   * Commands okstra runs itself, by category.
   */
  checks?: {
    lint?: ConfiguredCheck[];
    format?: ConfiguredCheck[];
    typecheck?: ConfiguredCheck[];
    test?: ConfiguredCheck[];
  };
  worktree?: {
    /**
     * Commands that make a fresh worktree usable. Absent: the frozen install of the lockfile found. []: none.
     */
    setup?: string[];
    /**
     * Ignored files copied into a fresh worktree.
     */
    copy?: string[];
  };
  report?: {
    language?: 'en' | 'ko';
  };
  git?: {
    /**
     * Run the repository's git hooks when okstra commits.
     */
    hooks?: boolean;
  };
  /**
   * The right to work on an item, which one run has at a time.
   */
  leases?: {
    /**
     * Name of a git remote where leases are taken too, so that other clones and machines see them. none: this repository only.
     */
    remote?: string;
    /**
     * How long a lease is good for without being renewed, from 3s; a run renews it three times as often.
     */
    ttl?: string;
    /**
     * By how much clocks of machines may differ, at most a third of ttl: a holder that cannot renew stops so long before the end, another machine takes over so long after it.
     */
    clockSkew?: string;
    /**
     * How long each call to the remote may take.
     */
    remoteTimeout?: string;
  };
  /**
   * Feature documents: claims on their tasks, and what runs remember.
   */
  frd?: {
    /**
     * Name of the git remote where tasks are claimed. Absent: origin where there is one. none: claims are files of this checkout.
     */
    remote?: string;
    /**
     * How long a claim is good for without being renewed, from 3s.
     */
    claimTtl?: string;
    /**
     * How long the claims of a finished bundle wait for its branch to be merged.
     */
    mergeLease?: string;
    /**
     * How much of .codex/NOTES.md a prompt may hold, in tokens.
     */
    notesTokens?: number;
  };
  /**
   * Secrets besides those that okstra knows by the names of variables and by their shapes.
   */
  redact?: {
    /**
     * Variables whose values are redacted whatever their names say: of okstra's environment, of agents, of checks, and in the files below.
     */
    env?: string[];
    /**
     * Files of the form NAME=value, relative to the repository, whose secret-looking and named variables are redacted.
     */
    files?: string[];
    /**
     * Shapes of secrets: at least three signs as they are, then signs, \d, \w and classes, each with a number of times.
     */
    patterns?: string[];
  };
  tasks?: {
    /**
     * Which finished tasks of the queue okstra work verifies again after a task: none, those whose files it changed too, or all.
     */
    regressionCheck?: 'off' | 'overlap' | 'all';
  };
  followups?: {
    /**
     * From which level on follow-ups of an accepted run become items without being asked for.
     */
    autoSpawn?: 'none' | 'blocker' | 'major' | 'all';
  };
  /**
   * What okstra gc may remove of runs that are over.
   */
  retention?: {
    /**
     * Age from which on a run may go, if it is not among the last ones of its item.
     */
    runs?: string;
    /**
     * Runs of each item that stay however old they are.
     */
    keepLast?: number;
    /**
     * Age of a run from which on agents' streams and logs may go; journal, answers and report stay.
     */
    logs?: string;
    /**
     * Age from which on what lies unused in okstra's caches may go.
     */
    cache?: string;
  };
  /**
   * US dollars per million tokens, by name of an agent or of a model; the agent's comes first.
   */
  pricing?: {
    [k: string]: ConfiguredPrice;
  };
  ui?: {
    /**
     * Live rows, plain lines, or rows on a terminal only.
     */
    progress?: 'auto' | 'rows' | 'plain';
  };
}
/**
 * A model behind a driver. Only claude, codex and gemini may leave out the driver.
 */
export interface AgentEntry {
  driver?: 'claude-cli' | 'codex-cli' | 'gemini-cli' | 'anthropic-api' | 'openai-api' | 'gemini-api' | 'command' | 'replay';
  /**
   * Who is behind it, for counting independent vendors. Absent: the driver's vendor, else the agent's name.
   */
  vendor?: string;
  model?: string;
  /**
   * Reasoning effort; which words there are depends on the driver.
   */
  effort?: string;
  /**
   * claude-cli, gemini-cli: most turns of one dispatch; the CLI ends beyond them. Absent: no limit but the clocks. API drivers: most model calls of one dispatch. Absent: 500.
   */
  maxTurns?: number;
  /**
   * claude-cli: most money of one dispatch in US dollars, as the CLI counts it. API drivers: as pricing counts it.
   */
  maxBudgetUsd?: number;
  /**
   * CLI drivers: the program to start instead of the CLI's usual name.
   */
  program?: string;
  /**
   * command driver: program and arguments.
   *
   * @minItems 1
   */
  command?: [string, ...string[]];
  /**
   * command driver: how the prompt is handed over. Absent: stdin.
   */
  prompt?: 'stdin' | 'arg' | 'file';
  /**
   * A level of the user's own choice. Absent: the narrowest that fits the role.
   */
  sandbox?: 'read-only' | 'workspace-write' | 'full';
  /**
   * replay driver: folder of the recording, relative to the repository or absolute.
   */
  recording?: string;
  /**
   * API drivers: where the API is. Absent: the vendor's own address.
   */
  baseUrl?: string;
  /**
   * API drivers: the variable that holds the key. Absent: ANTHROPIC_API_KEY, OPENAI_API_KEY or GEMINI_API_KEY; with a baseUrl none.
   */
  keyEnv?: string;
  /**
   * openai-api: responses (Responses API) or chat (Chat Completions). Absent: responses.
   */
  wire?: 'responses' | 'chat';
  /**
   * API drivers: sampling temperature. Absent: the model's default.
   */
  temperature?: number;
  /**
   * API drivers: most tokens of one answer of the model. Absent: what the API gives, with anthropic-api 32000 (older models 8192 or 4096).
   */
  maxTokens?: number;
  /**
   * API drivers: wall clock of one model call. Absent: 10m.
   */
  requestTimeout?: string;
  /**
   * API drivers: schema hands the form of an answer to the API; prompt only asks for it in words, for servers that cannot do that beside tools. Absent: schema; prompt with gemini-api, and with wire chat and a baseUrl.
   */
  answerForm?: 'schema' | 'prompt';
  env?: Environment;
}
/**
 * Laid over okstra's own environment.
 */
export interface Environment {
  [k: string]: string;
}
export interface RoleDurations {
  executor?: string;
  verifier?: string;
}
/**
 * Tokens that have to be left for one dispatch of a role. Absent: a share of the budget, later what the seat used before.
 */
export interface ReservedTokens {
  executor?: number;
  verifier?: number;
}
/**
 * US dollars that have to be left for one dispatch of a role. Absent: as for reserveTokens.
 */
export interface ReservedUsd {
  executor?: number;
  verifier?: number;
}
export interface ConfiguredCheck {
  /**
   * Unique in its category. Absent: the command.
   */
  label?: string;
  /**
   * Given to sh -c.
   */
  cmd: string;
  /**
   * Run only when a file of this language changed.
   */
  language?: string;
  /**
   * Whether it reaches other machines.
   */
  network?: boolean;
  /**
   * false: outside the sandbox.
   */
  sandbox?: boolean;
  timeout?: string;
  cwd?: string;
  env?: Environment1;
  /**
   * File or glob of the JUnit XML that the command writes, relative to its folder. Absent: tests are counted in its output.
   */
  junit?: string;
}
export interface Environment1 {
  [k: string]: string;
}
export interface ConfiguredPrice {
  input: number;
  /**
   * Of the input. Absent: as any input.
   */
  cachedInput?: number;
  output: number;
  /**
   * Of the output. Absent: as any output.
   */
  reasoning?: number;
}
/**
 * index.json of a set of feature documents. The order of frds is the order they are taken in.
 */
export interface FrdIndexWire {
  /**
   * Schema that the documents are checked against, beside this file.
   */
  schemaPath?: string;
  generatedAt?: string;
  /**
   * What the set is about, in any form.
   */
  scope?:
    | string
    | unknown[]
    | {
        [k: string]: unknown;
      };
  frds: FrdIndexEntryWire[];
}
export interface FrdIndexEntryWire {
  frdId: string;
  title: string;
  /**
   * A copy of the document's own.
   */
  status: 'not_started' | 'in_progress' | 'completed' | 'blocked' | 'skipped';
  priority: number;
  /**
   * Relative to the top of the repository, or to this file.
   */
  path: string;
  dependencies: string[];
}
/**
 * A feature document: frd-NNN-<name>.json. Its major tasks are implemented in their order, a bundle of them per run.
 */
export interface FrdWire {
  metadata: FrdMetadataWire;
  /**
   * @minItems 1
   */
  majorTasks: [FrdTaskWire, ...FrdTaskWire[]];
}
export interface FrdMetadataWire {
  frdId: string;
  title: string;
  description: string;
  status: FrdStatusWord;
  /**
   * 1 is the most urgent.
   */
  priority: number;
  estimatedEffort: 'small' | 'medium' | 'large' | 'xlarge';
  /**
   * Tasks or whole feature documents that come first.
   */
  dependencies: string[];
  /**
   * Texts that the document rests on: a path, an address, or either with a section.
   *
   * @minItems 1
   */
  specReferences: [
    (
      | string
      | {
          [k: string]: unknown;
        }
    ),
    ...(
      | string
      | {
          [k: string]: unknown;
        }
    )[]
  ];
  createdAt: string;
  /**
   * Day of the last change, by the calendar of whoever made it.
   */
  updatedAt: string;
}
/**
 * How it is seen that the task is done. Further members are kept.
 */
export interface FrdVerificationWire {
  verificationId: string;
  type: 'build' | 'test' | 'manual' | 'integration' | 'api';
  description: string;
  /**
   * Run as a check. Absent: a command that is the whole description counts.
   */
  command?: string;
  commands?: string[];
  [k: string]: unknown;
}
/**
 * Tests that the task has to come with. Further members are kept.
 */
export interface FrdTestRequirementWire {
  testRequirementId: string;
  type: 'unit' | 'integration' | 'e2e' | 'benchmark';
  description: string;
  /**
   * @minItems 1
   */
  scenarios: [FrdScenarioWire, ...FrdScenarioWire[]];
  [k: string]: unknown;
}
export interface FrdScenarioWire {
  scenarioId: string;
  type: 'success' | 'error' | 'edge';
  description: string;
  expectedOutcome: string;
  [k: string]: unknown;
}
/**
 * Something that is easy to get wrong. Further members are kept.
 */
export interface FrdGotchaWire {
  gotchaId: string;
  severity: 'info' | 'warning' | 'critical';
  description: string;
  [k: string]: unknown;
}
/**
 * What `okstra install` wrote: okstra/install.json of a repository, install.json in the user's okstra home.
 */
export interface InstallRecordWire {
  /**
   * Version of this format; this is 1.
   */
  format: number;
  /**
   * Version of okstra that wrote the files.
   */
  okstra: string;
  scope: 'project' | 'user';
  /**
   * What was installed for; update and uninstall go by it.
   */
  hosts: ('claude' | 'codex' | 'gemini' | 'agents')[];
  files: InstalledFileWire[];
  /**
   * Folders that were made, as `path`; they are removed when they are empty again.
   */
  folders: string[];
}
export interface InstalledFileWire {
  /**
   * Scope project: relative to the repository, with `/`. Scope user: absolute.
   */
  path: string;
  /**
   * Of the content that was written.
   */
  sha256: string;
  /**
   * Who reads it; it goes with the last of them.
   *
   * @minItems 1
   */
  hosts: ['claude' | 'codex' | 'gemini' | 'agents', ...('claude' | 'codex' | 'gemini' | 'agents')[]];
  /**
   * Of a newer version that was laid beside it as `<path>.new`, because the file had been edited.
   */
  offered?: string;
  /**
   * Where a file that was there before was moved to; as `path`. Uninstall puts it back.
   */
  backup?: string;
}
/**
 * A verifier's answer in a refutation round. Unknown fields are ignored; a field that is not required may be absent or null.
 */
export interface PositionsAnswerWire {
  /**
   * The hash of the line `Tree: …` of the prompt, repeated.
   */
  tree: string;
  /**
   * One entry for each finding of the prompt.
   */
  positions: PositionWire[];
  /**
   * Problems that nobody named yet, seen while looking; most often empty.
   */
  findings: RoundFindingWire[];
  [k: string]: unknown;
}
export interface PositionWire {
  /**
   * The finding's id as the prompt names it, for example F-001.
   */
  finding: string;
  /**
   * AGREE: it holds. SUPPLEMENT: it holds, and the evidence adds to it. DISAGREE: it does not, see kind. WITHDRAW: your own finding, taken back.
   */
  position: 'AGREE' | 'DISAGREE' | 'SUPPLEMENT' | 'WITHDRAW';
  /**
   * With DISAGREE. a: wrong on the facts. b: out of scope. c: already handled. d: severity overstated. e: evidence insufficient.
   */
  kind?: 'a' | 'b' | 'c' | 'd' | 'e' | null;
  /**
   * What in the code shows it.
   */
  evidence: string;
  quote?: PositionQuoteWire;
  [k: string]: unknown;
}
export interface RoundFindingWire {
  category:
    | 'correctness'
    | 'coverage'
    | 'regression'
    | 'test-tampering'
    | 'scope'
    | 'security'
    | 'performance'
    | 'maintainability'
    | 'process';
  severity: 'blocker' | 'major' | 'minor' | 'note';
  /**
   * What is wrong, in one sentence.
   */
  claim: string;
  /**
   * What shows it.
   */
  evidence: string;
  /**
   * Id of the criterion it concerns.
   */
  criterion?: string | null;
  location?: RoundLocationWire;
  quote?: RoundQuoteWire;
  reproducer?: RoundReproducerWire;
  /**
   * What to change.
   */
  recommendation?: string | null;
  [k: string]: unknown;
}
/**
 * How the command ends when the problem is there.
 */
export interface RoundReproducerExpectationWire {
  exit: number | 'nonzero';
  /**
   * Text that its output contains.
   */
  stdout?: string | null;
  [k: string]: unknown;
}
/**
 * Front matter of a prompt profile: JSON between two --- lines, before the Markdown body.
 */
export interface ProfileFrontMatter {
  /**
   * Unique name, also used by conflictsWith and in the record of what was sent.
   */
  id: string;
  /**
   * What sort of part this is.
   */
  kind: 'base' | 'overlay' | 'language_overlay' | 'ci_overlay' | 'role' | 'phase' | 'contract';
  /**
   * Conditions, any of which suffices: "always", or <fact>:<value> terms joined by &, each possibly negated with !.
   *
   * @minItems 1
   */
  appliesWhen: [string, ...string[]];
  /**
   * Place in the prompt: low numbers first, equal numbers by id.
   */
  priority: number;
  /**
   * Ids of profiles that cannot stand in the same prompt as this one. It counts for both, whichever of them says so.
   */
  conflictsWith?: string[];
  /**
   * Sections of earlier parts that this profile gives anew: their titles, or objects that say how.
   *
   * Items: A title means replace.
   */
  overridesSections?: (
    | string
    | {
        /**
         * Title of the heading, in any case.
         */
        title: string;
        /**
         * Default replace. wrap: the text of this profile holds {{section}} on a line of its own, where the earlier text goes.
         */
        strategy?: 'replace' | 'append' | 'prepend' | 'wrap';
      }
  )[];
  /**
   * Ids of profiles that come along with this one, whatever their own conditions say.
   */
  includes?: string[];
  /**
   * Ids of profiles that have to stand in the same prompt; without one of them there is no prompt.
   */
  requires?: string[];
  /**
   * Values that the text asks for as {{NAME}}, by name.
   */
  placeholders?: {
    [k: string]: {
      /**
       * Default true: without a value there is no prompt. false: nothing stands there then.
       */
      required?: boolean;
      /**
       * What the value is, in one line.
       */
      meaning: string;
    };
  };
  /**
   * Form of answer that the text asks for; each is read by a parser of okstra.
   */
  answer?: 'executor-report' | 'verifier-answer' | 'positions' | 'two-line' | 'analysis' | 'report-prose';
  /**
   * Step of a run at which the text is read, and for whose agents alone. Absent: when the run begins.
   */
  loadAt?: 'analyse' | 'execute' | 'verify' | 'refute' | 'report';
  /**
   * Most tokens that the text may have; more is an error.
   */
  maxTokens?: number;
  /**
   * Notes of your own; okstra does not look at them.
   *
   * This interface was referenced by `ProfileFrontMatter`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | string
    | 'base'
    | 'overlay'
    | 'language_overlay'
    | 'ci_overlay'
    | 'role'
    | 'phase'
    | 'contract'
    | [string, ...string[]]
    | number
    | string[]
    | (
        | string
        | {
            /**
             * Title of the heading, in any case.
             */
            title: string;
            /**
             * Default replace. wrap: the text of this profile holds {{section}} on a line of its own, where the earlier text goes.
             */
            strategy?: 'replace' | 'append' | 'prepend' | 'wrap';
          }
      )[]
    | {
        [k: string]: {
          /**
           * Default true: without a value there is no prompt. false: nothing stands there then.
           */
          required?: boolean;
          /**
           * What the value is, in one line.
           */
          meaning: string;
        };
      }
    | 'executor-report'
    | 'verifier-answer'
    | 'positions'
    | 'two-line'
    | 'analysis'
    | 'report-prose'
    | 'analyse'
    | 'execute'
    | 'verify'
    | 'refute'
    | 'report'
    | undefined;
}
/**
 * prompt-chains.json: prompts put together from files in a given order, without conditions.
 */
export interface PromptChains {
  /**
   * Version of this format; 1, or 1.x as text.
   */
  version: number | string;
  chains: {
    /**
     * Unique name.
     */
    id: string;
    /**
     * For people.
     */
    title?: string;
    /**
     * Path below the output folder. Default: the id and .md.
     */
    outputFile?: string;
    /**
     * Profiles in the order of the prompt: paths relative to this file.
     *
     * @minItems 1
     */
    parts: [string, ...string[]];
    /**
     * Notes of your own.
     *
     * This interface was referenced by `undefined`'s JSON-Schema definition
     * via the `patternProperty` "^x-".
     */
    [k: string]:
      | {
          [k: string]: unknown;
        }
      | string
      | [string, ...string[]]
      | undefined;
  }[];
  /**
   * Notes of your own; okstra does not look at them.
   *
   * This interface was referenced by `PromptChains`'s JSON-Schema definition
   * via the `patternProperty` "^(?:x-|\$schema$)".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | number
    | string
    | {
        /**
         * Unique name.
         */
        id: string;
        /**
         * For people.
         */
        title?: string;
        /**
         * Path below the output folder. Default: the id and .md.
         */
        outputFile?: string;
        /**
         * Profiles in the order of the prompt: paths relative to this file.
         *
         * @minItems 1
         */
        parts: [string, ...string[]];
        /**
         * Notes of your own.
         *
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^x-".
         */
        [k: string]:
          | {
              [k: string]: unknown;
            }
          | string
          | [string, ...string[]]
          | undefined;
      }[];
}
/**
 * A report writer's answer: two texts in Markdown without headings. Figures in them have to stand in the data of the report. Unknown fields are ignored.
 */
export interface ReportProseWire {
  /**
   * What came of it, in 3 to 7 sentences.
   */
  summary: string;
  /**
   * Why the verdict is what it is, in one paragraph for each reason.
   */
  rationale: string;
  [k: string]: unknown;
}
/**
 * Everything a report says about one run, assembled from its journal. Reports in Markdown and other formats are rendered from this alone.
 */
export interface ReportData {
  /**
   * Format of this document.
   */
  schemaVersion: 1;
  run: ReportRun;
  item: ReportItem;
  /**
   * Every seat of the roster, the executor first.
   */
  agents: ReportAgent[];
  /**
   * Oldest first; empty when the run ended before its first attempt.
   */
  attempts: ReportAttempt[];
  checks: ReportChecks;
  /**
   * In the order of the item.
   */
  criteria: ReportCriterion[];
  /**
   * After the last convergence, refuted and withdrawn ones included.
   */
  findings: ReportFinding[];
  convergence: ReportConvergence;
  /**
   * What the run left on its branch, oldest first.
   */
  commits: ReportCommit[];
  diff: ReportDiff;
  /**
   * What is left to do; empty after an acceptance without notes.
   */
  remainingTasks: ReportRemainingTask[];
  followUps: ReportFollowUp[];
  workerOutput: ReportWorkerOutput;
  prose?: ReportProse;
  usage: ReportUsage;
  timing: ReportTiming;
  environment: ReportEnvironment;
}
/**
 * The run and how it ended.
 */
export interface ReportRun {
  /**
   * For example `run-20310402-091011-k3f9`.
   */
  id: string;
  /**
   * `<project>:<group>:<id>`
   */
  taskKey: string;
  phase:
    | 'requirements-discovery'
    | 'improvement-discovery'
    | 'error-analysis'
    | 'implementation-planning'
    | 'implementation'
    | 'final-verification'
    | 'release-handoff';
  /**
   * Number of the run folder, from 1.
   */
  seq: number;
  /**
   * The run folder, relative to the top of the repository. Paths of artifacts in this document are relative to it.
   */
  dir: string;
  mode: 'strict' | 'parallel';
  level: 'light' | 'cross';
  maxAttempts: number;
  attemptsUsed: number;
  /**
   * null while the run goes on.
   */
  outcome: 'accepted' | 'not-accepted' | 'blocked' | 'contract-violated' | 'failed' | 'cancelled' | 'waiting-quota' | null;
  /**
   * okstra's verdict on the last attempt; null when none could be given.
   */
  verdict: 'pass' | 'concerns' | 'fail' | null;
  /**
   * `ok` exactly when the run was accepted.
   */
  finalVerifierStatus: 'ok' | 'missing';
  /**
   * Row of the verdict table that decided; null without a verdict.
   */
  row: number | null;
  /**
   * Why the run ended as it did, or why the last verdict is what it is.
   */
  reasons: string[];
  /**
   * Language of rendered reports.
   */
  language: 'en' | 'ko';
  startedAt: string;
  /**
   * null while the run goes on.
   */
  finishedAt: string | null;
  /**
   * The version that started the run.
   */
  okstraVersion: string;
  /**
   * How many times the run was continued after an interruption.
   */
  resumed: number;
  /**
   * The fault that ended the run, when one did.
   */
  failure: ReportFailure | null;
  leftOut: ReportLeftOut[];
  /**
   * What was worth telling, of the plan and of the run.
   */
  notices: ReportNotice[];
}
/**
 * A fault with what to do about it.
 */
export interface ReportFailure {
  category: string;
  code: string;
  message: string;
  fix: string | null;
}
/**
 * An agent that could have been a verifier but was not.
 */
export interface ReportLeftOut {
  agent: string;
  reason: string;
}
/**
 * Something worth telling that decides nothing.
 */
export interface ReportNotice {
  code: string;
  message: string;
  fix: string | null;
}
/**
 * The work item.
 */
export interface ReportItem {
  source: string;
  group: string;
  id: string;
  name: string;
  /**
   * Folder of the item, relative to the top of the repository.
   */
  path: string;
  dependsOn: string[];
  /**
   * Status word of the source before the run.
   */
  statusBefore: string;
}
/**
 * One seat of the roster and what became of it.
 */
export interface ReportAgent {
  /**
   * Unique in a run: `executor`, `verifier:<agent>`.
   */
  seat: string;
  role: 'executor' | 'verifier' | 'analyst' | 'report-writer';
  /**
   * Name of the agent in the configuration.
   */
  agent: string;
  driver: string;
  /**
   * Who is behind the agent; a vendor counts once.
   */
  vendor: string;
  /**
   * The model as far as it can be told; null when nothing names one.
   */
  model: ReportModel | null;
  /**
   * As the program prints it; null for agents without a program.
   */
  programVersion: string | null;
  sandbox: 'read-only' | 'workspace-write' | 'full';
  confinement: ReportConfinement;
  asked?: ReportAsked;
  /**
   * How its last dispatch ended.
   */
  status: 'completed' | 'error' | 'timeout' | 'not-run';
  /**
   * Verifiers: the last answer's verdict. Executors: whether the last candidate differs from the base. null: nothing yet.
   */
  result: 'pass' | 'concerns' | 'fail' | 'no-result' | 'void' | 'changed' | 'no-change' | null;
  /**
   * Verifiers only, of the last attempt that asked them.
   */
  proof: ReportProof | null;
  dispatches: ReportDispatch[];
  usage: ReportUsageFigures | null;
  /**
   * Over all dispatches.
   */
  durationMs: number;
  /**
   * Of the last dispatch.
   */
  fault: ReportFault | null;
}
/**
 * A model and how it is known.
 */
export interface ReportModel {
  name: string;
  /**
   * `served`: the agent reported what answered. `requested`: what was asked for. `declared`: what the configuration says.
   */
  attestation: 'served' | 'requested' | 'declared';
}
/**
 * What kept the agent to its sandbox level.
 */
export interface ReportConfinement {
  kind: 'own-sandbox' | 'bwrap' | 'not-confined';
  detail: string;
}
/**
 * Where what it is asked goes, with content of the repository; absent for agents that are programs.
 */
export interface ReportAsked {
  /**
   * Address and wire.
   */
  place: string;
  /**
   * Variable that holds the key; null: asked without one.
   */
  keyVariable: string | null;
}
/**
 * What an answer needs before it counts.
 */
export interface ReportProof {
  /**
   * The process ran to its end.
   */
  ran: boolean;
  /**
   * The model that was asked for answered; null when that cannot be attested.
   */
  servedModel: boolean | null;
  /**
   * The answer names the tree it was given; null for a form without a tree.
   */
  treeEchoed: boolean | null;
  criteriaCovered: ReportCoverage;
  /**
   * The answer has a valid form.
   */
  answerValid: boolean;
}
/**
 * Criteria the answer speaks of.
 */
export interface ReportCoverage {
  n: number;
  of: number;
}
/**
 * One time an agent was asked.
 */
export interface ReportDispatch {
  /**
   * Names its files in the run folder.
   */
  id: string;
  attempt: number;
  /**
   * 0 outside convergence.
   */
  round: number;
  turn: 'first' | 'retry' | 'repair' | 'resumed';
  status: 'completed' | 'error' | 'timeout' | 'not-run' | 'abandoned' | 'running';
  /**
   * Tree hash it was given.
   */
  tree: string;
  /**
   * Path of the prompt.
   */
  prompt: string;
  /**
   * null when it did not end by itself.
   */
  durationMs: number | null;
  usage: ReportUsageFigures | null;
  cost?: ReportDispatchCost;
  /**
   * Path of the tool calls that failed or were refused. Absent: none.
   */
  errors?: string;
  fault: ReportFault | null;
}
/**
 * Tokens and money; null where no agent said.
 */
export interface ReportUsageFigures {
  inputTokens: number | null;
  cachedInputTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  costUsd: number | null;
}
/**
 * What the budgets count it with. Absent: it has not ended, or the journal of an earlier version does not tell.
 */
export interface ReportDispatchCost {
  /**
   * Where its money comes from.
   */
  source: 'reported' | 'priced' | 'unknown';
  /**
   * Input and output together.
   */
  tokens: number;
  /**
   * null: not known.
   */
  usd: number | null;
  /**
   * Not told by the agent.
   */
  estimated: ('tokens' | 'usd')[];
}
/**
 * What stopped an agent.
 */
export interface ReportFault {
  kind: string;
  message: string;
  fix: string | null;
  /**
   * ISO time at which a quota resets, when the agent said so.
   */
  retryAt: string | null;
}
/**
 * One pass of executor, evidence and verification.
 */
export interface ReportAttempt {
  n: number;
  startTree: string;
  panel?: ReportPanel;
  /**
   * What the executor was given as left over.
   */
  givenTasks: ReportRemainingTask[];
  executor: ReportExecutorTurn;
  candidate: ReportCandidate | null;
  /**
   * What was changed that the executor must not change; empty otherwise.
   */
  contractBroken: string[];
  /**
   * What okstra found by looking at the change itself; null when it did not come to that.
   */
  audit: ReportAudit | null;
  /**
   * Side by side; empty when the checks decided before a verifier was asked.
   */
  verifiers: ReportVerifierTurn[];
  verdict: 'pass' | 'concerns' | 'fail' | null;
  /**
   * null while the attempt goes on.
   */
  outcome:
    | 'accepted'
    | 'not-accepted'
    | 'blocked'
    | 'contract-violated'
    | 'failed'
    | 'cancelled'
    | 'waiting-quota'
    | 'next-attempt'
    | null;
  row: number | null;
  reasons: string[];
  remainingTasks: ReportRemainingTask[];
}
/**
 * Which verifiers of the roster were asked, where that was decided by the size of the change. Absent: all of them.
 */
export interface ReportPanel {
  asked: string[];
  leftOut: string[];
  /**
   * Oldest first.
   */
  reasons: string[];
}
export interface ReportRemainingTask {
  text: string;
  /**
   * Criterion, finding, check or seat it comes from.
   */
  origin: string;
}
/**
 * The executor's part; commands are what it and its stream say, not evidence.
 */
export interface ReportExecutorTurn {
  dispatch: string | null;
  commands: ReportCommand[];
  /**
   * Commits it made itself; okstra makes them again.
   */
  ownCommits: number;
  /**
   * Files okstra writes back itself, put back.
   */
  restored: string[];
}
/**
 * A command that an agent ran.
 */
export interface ReportCommand {
  cmd: string;
  exitCode: number | null;
  /**
   * Seen in its stream, or named in its answer.
   */
  from: 'stream' | 'answer';
}
/**
 * The code at the end of the executor’s turn.
 */
export interface ReportCandidate {
  commit: string;
  tree: string;
  /**
   * False: the same as the base.
   */
  changed: boolean;
}
/**
 * Everything here was seen by okstra, nothing is an agent's word. What the audits raised stands among the findings.
 */
export interface ReportAudit {
  /**
   * Findings of the audits of the change.
   */
  raised: number;
  /**
   * What the item itself allows, with what was seen.
   */
  allowed: ReportAllowed[];
  /**
   * The change's tests, run without the change and with it; null when that was not looked at.
   */
  tests: ReportTestProof | null;
  /**
   * Commands that verifiers gave as proof, as okstra ran them.
   */
  reproducers: ReportReproduction[];
}
export interface ReportAllowed {
  entry: string;
  claim: string;
}
export interface ReportTestProof {
  /**
   * Why no failing test is expected, as the change itself shows; null when one is.
   */
  exempt: string | null;
  rows: ReportTestRow[];
}
export interface ReportTestRow {
  file: string;
  result: 'fail→pass' | 'pass→pass' | 'fail→fail' | 'pass→fail' | 'not determinable';
  cmd: string | null;
  why: string | null;
}
export interface ReportReproduction {
  finding: string;
  cmd: string;
  result: 'holds' | 'holds-on-both' | 'does-not-hold' | 'void';
  why: string;
}
/**
 * What one verifier answered in one attempt.
 */
export interface ReportVerifierTurn {
  seat: string;
  agent: string;
  vendor: string;
  /**
   * null: not answered yet.
   */
  verdict: 'pass' | 'concerns' | 'fail' | 'no-result' | null;
  /**
   * The accepted form the answer came in.
   */
  form: 'structured' | 'json' | 'fenced' | 'two-line' | null;
  summary: string;
  criteria: ReportCriterionAnswer[];
  findings: ReportRawFinding[];
  commands: ReportCommand[];
  /**
   * Why the answer does not count, or what had to be repaired.
   */
  problems: string[];
  proof: ReportProof;
  fault: ReportFault | null;
}
export interface ReportCriterionAnswer {
  id: string;
  status: 'met' | 'partial' | 'unmet' | 'not-checked';
  evidence: string;
}
/**
 * A finding as the verifier raised it.
 */
export interface ReportRawFinding {
  category:
    | 'correctness'
    | 'coverage'
    | 'regression'
    | 'test-tampering'
    | 'scope'
    | 'security'
    | 'performance'
    | 'maintainability'
    | 'process';
  severity: 'blocker' | 'major' | 'minor' | 'note';
  location?: ReportLocation;
  claim: string;
  evidence: string;
  /**
   * Id of the criterion it is about.
   */
  criterion?: string;
  quote?: ReportQuote;
  reproducer?: ReportReproducer;
  recommendation?: string;
}
/**
 * Lines of a file, both ends included, counted from 1.
 */
export interface ReportLocation {
  file: string;
  startLine: number;
  endLine: number;
}
/**
 * A line of the change, as cited.
 */
export interface ReportQuote {
  file: string;
  side: 'new' | 'base';
  line: number;
  text: string;
}
/**
 * A command that shows the problem.
 */
export interface ReportReproducer {
  cmd: string;
  expect: ReportExpectation;
}
/**
 * What the command does while the problem is there.
 */
export interface ReportExpectation {
  exit: number | 'nonzero';
  stdout?: string;
}
/**
 * Commands okstra ran itself.
 */
export interface ReportChecks {
  configured: ReportCheck[];
  /**
   * Categories for which no check is configured.
   */
  unconfigured: string[];
  /**
   * Languages of the diff that no lint or format check covers.
   */
  languagesWithoutLint: string[];
  /**
   * In the order they were run.
   */
  receipts: ReportReceipt[];
  discrepancies: ReportDiscrepancy[];
}
export interface ReportCheck {
  id: string;
  label: string;
  category: 'item' | 'lint' | 'format' | 'typecheck' | 'test';
  /**
   * The exact line.
   */
  cmd: string;
  cwd: string;
  /**
   * Skipped when no file of this language is in the diff; null: always run.
   */
  language: string | null;
}
/**
 * What one run of a check left behind.
 */
export interface ReportReceipt {
  check: string;
  label: string;
  category: 'item' | 'lint' | 'format' | 'typecheck' | 'test' | 'setup';
  cmd: string;
  cwd: string;
  on: 'baseline' | 'candidate';
  /**
   * 0 on the baseline.
   */
  attempt: number;
  commit: string;
  tree: string;
  status: 'passed' | 'failed' | 'timed-out' | 'skipped';
  /**
   * null: ended by a signal, or not run.
   */
  exitCode: number | null;
  durationMs: number;
  /**
   * The full output; null when skipped.
   */
  log: ReportArtifact | null;
  /**
   * End of the output.
   */
  tail: string;
  counts: ReportTestCounts | null;
  /**
   * `bwrap`: sandboxed. `process-group`: unsandboxed.
   */
  confinement: 'bwrap' | 'process-group';
  /**
   * Why it was skipped.
   */
  note: string | null;
  /**
   * It failed in the sandbox, and its output looks as if that had been in its way. Absent: no sign of it.
   */
  hint?: string;
  cachedFrom?: ReportCachedFrom;
}
/**
 * A file of the run folder that never changes.
 */
export interface ReportArtifact {
  /**
   * Relative to the run folder.
   */
  path: string;
  sha256: string;
  bytes: number;
}
export interface ReportTestCounts {
  passed: number;
  failed: number;
  skipped: number;
}
/**
 * Not run: taken from an earlier run on the same tree. Absent: run.
 */
export interface ReportCachedFrom {
  run: string;
  at: string;
}
/**
 * An agent says something else of a check than okstra saw.
 */
export interface ReportDiscrepancy {
  attempt: number;
  seat: string;
  check: string;
  cmd: string;
  claimedExit: number | null;
  observedExit: number | null;
  observedStatus: 'passed' | 'failed' | 'timed-out' | 'skipped';
  /**
   * The agent claims a pass where okstra saw a failure; the opposite is a note.
   */
  falsePass: boolean;
}
/**
 * A criterion of the item and what was found of it.
 */
export interface ReportCriterion {
  id: string;
  text: string;
  kind: 'automated' | 'manual' | 'whole';
  /**
   * `by-check`: answered by a receipt. `for-a-person`: manual, and no verifier could check it.
   */
  status: 'met' | 'partial' | 'unmet' | 'not-checked' | 'by-check' | 'for-a-person';
  receipt: ReportCriterionReceipt | null;
  /**
   * One per verifier that spoke of it.
   */
  answers: ReportCriterionOpinion[];
}
/**
 * The check that answers it.
 */
export interface ReportCriterionReceipt {
  check: string;
  status: 'passed' | 'failed' | 'timed-out' | 'skipped';
  exitCode: number | null;
}
export interface ReportCriterionOpinion {
  seat: string;
  status: 'met' | 'partial' | 'unmet' | 'not-checked';
  evidence: string;
}
/**
 * A problem after merging, and what became of it.
 */
export interface ReportFinding {
  /**
   * `F-001`…, kept over rounds and attempts.
   */
  id: string;
  category:
    | 'correctness'
    | 'coverage'
    | 'regression'
    | 'test-tampering'
    | 'scope'
    | 'security'
    | 'performance'
    | 'maintainability'
    | 'process';
  severity: 'blocker' | 'major' | 'minor' | 'note';
  location?: ReportLocation;
  claim: string;
  evidence: string;
  /**
   * Id of the criterion it is about.
   */
  criterion?: string;
  quote?: ReportQuote;
  reproducer?: ReportReproducer;
  recommendation?: string;
  /**
   * Seats, or `okstra` for an audit.
   */
  raisedBy: string[];
  vendors: string[];
  class: 'reproduced' | 'refuted' | 'withdrawn' | 'confirmed' | 'disputed' | 'standing';
  state: 'new' | 'open' | 'fixed' | 'regressed';
  firstAttempt: number;
  /**
   * Whether it enters the verdict.
   */
  counts: boolean;
  /**
   * Why it does not enter the verdict.
   */
  why?: string;
  /**
   * How often it was gone in an attempt after it had been reported.
   */
  fixes?: number;
  /**
   * What its reproducer did; absent when it was not run.
   */
  reproduced?: 'holds' | 'holds-on-both' | 'does-not-hold' | 'void';
  positions: ReportPosition[];
}
/**
 * What another verifier says of it.
 */
export interface ReportPosition {
  round: number;
  seat: string;
  vendor: string;
  finding: string;
  position: 'AGREE' | 'DISAGREE' | 'SUPPLEMENT' | 'WITHDRAW';
  kind?: 'a' | 'b' | 'c' | 'd' | 'e';
  evidence: string;
  quote?: ReportQuote;
}
/**
 * Repeated word for word from the convergence state of the last attempt.
 */
export interface ReportConvergence {
  roundHistory: {
    [k: string]: unknown;
  }[];
  round2SkippedReason: string | null;
  /**
   * Why there was no further round.
   */
  stopReason: string | null;
  finalClassificationCounts: {
    [k: string]: number;
  };
}
export interface ReportCommit {
  sha: string;
  message: string;
  /**
   * Step of a plan it belongs to.
   */
  step: string | null;
}
/**
 * The change of the last candidate over its base.
 */
export interface ReportDiff {
  branch: string | null;
  /**
   * Commit.
   */
  base: string | null;
  /**
   * Commit.
   */
  head: string | null;
  files: ReportChangedFile[];
  insertions: number;
  deletions: number;
  /**
   * The unified diff.
   */
  ref: ReportArtifact | null;
  /**
   * Files outside those the item or the executor’s plan names; may be empty.
   */
  outOfPlan: ReportOutOfPlan[];
}
export interface ReportChangedFile {
  path: string;
  status: 'added' | 'modified' | 'deleted' | 'renamed' | 'type-changed';
  previousPath: string | null;
  insertions: number;
  deletions: number;
  binary: boolean;
}
export interface ReportOutOfPlan {
  file: string;
  /**
   * The executor's reason.
   */
  why: string | null;
}
/**
 * Work that this run does not do.
 */
export interface ReportFollowUp {
  /**
   * Unique in its run.
   */
  id: string;
  kind: 'out-of-scope' | 'declined-recommendation' | 'residual-risk' | 'clarification';
  /**
   * Severity of the finding it comes from; note for what an agent only said.
   */
  level: 'blocker' | 'major' | 'minor' | 'note';
  /**
   * Id of a finding, or the seat that said it.
   */
  origin: string;
  title: string;
  suggestedPhase: string;
  scope: string;
  reason: string;
  /**
   * Whether it became an item without being asked for.
   */
  autoSpawn: boolean;
  /**
   * Path of the item made of it at the end of the run, relative to the repository.
   */
  spawned: string | null;
}
/**
 * The executor's last final text.
 */
export interface ReportWorkerOutput {
  dispatch: string | null;
  /**
   * At most 16 KB: the head and the tail when it is longer.
   */
  text: string;
  truncated: boolean;
  /**
   * Of the full text.
   */
  bytes: number;
  /**
   * Of the full text, relative to the run folder.
   */
  path: string | null;
}
/**
 * What the report writer says of the run. Absent: there is none in the roster, or there is nothing to explain yet.
 */
export interface ReportProse {
  /**
   * Who was asked.
   */
  seat: string;
  /**
   * The dispatch that the texts are from; null: there are none.
   */
  dispatch: string | null;
  /**
   * What came of it, in Markdown. Every number of it stands in this document.
   */
  summary: string | null;
  /**
   * Why the verdict is what it is, in Markdown. Every number of it stands in this document.
   */
  rationale: string | null;
  /**
   * Why there are no texts; then the report says itself what came of it.
   */
  reason: string | null;
}
export interface ReportUsage {
  byRole: ReportRoleUsage[];
  byAgent: ReportAgentUsage[];
  budget?: ReportBudget;
  total: ReportTotalUsage;
}
export interface ReportRoleUsage {
  role: 'executor' | 'verifier' | 'analyst' | 'report-writer';
  figures: ReportUsageFigures | null;
  dispatches: number;
  /**
   * Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.
   */
  unpriced?: number;
  /**
   * Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.
   */
  estimatedTokens?: number;
  /**
   * Dispatches whose agent did not say.
   */
  unreported: number;
}
export interface ReportAgentUsage {
  agent: string;
  figures: ReportUsageFigures | null;
  dispatches: number;
  /**
   * Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.
   */
  unpriced?: number;
  /**
   * Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.
   */
  estimatedTokens?: number;
  unreported: number;
}
/**
 * What the budgets of the run counted, estimates included. Absent in reports of earlier versions.
 */
export interface ReportBudget {
  tokens: ReportSpent;
  usd: ReportSpent;
}
export interface ReportSpent {
  /**
   * null: none.
   */
  limit: number | null;
  used: number;
  /**
   * Whether a part of it is an estimate.
   */
  estimated: boolean;
}
export interface ReportTotalUsage {
  figures: ReportUsageFigures | null;
  dispatches: number;
  /**
   * Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.
   */
  unpriced?: number;
  /**
   * Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.
   */
  estimatedTokens?: number;
  unreported: number;
}
/**
 * Wall clock, from the times of the journal.
 */
export interface ReportTiming {
  /**
   * From the start to the end, or to the last event, interruptions included.
   */
  totalMs: number;
  /**
   * Only phases that took place.
   */
  phases: ReportPhaseTime[];
  agents: ReportAgentTime[];
}
export interface ReportPhaseTime {
  phase: 'prepare' | 'baseline' | 'execute' | 'evidence' | 'verify' | 'interrupted';
  ms: number;
}
export interface ReportAgentTime {
  seat: string;
  role: 'executor' | 'verifier' | 'analyst' | 'report-writer';
  ms: number;
  dispatches: number;
}
export interface ReportEnvironment {
  os: string;
  node: string;
  git: string;
  /**
   * Whether okstra's own sandbox works here.
   */
  sandbox: boolean;
  distinctVendors: ReportDistinctVendors;
}
/**
 * Vendors other than the executor's that gave a verdict in the last attempt.
 */
export interface ReportDistinctVendors {
  count: number;
  vendors: string[];
}
/**
 * RUN_SUMMARY.json of a run on feature documents, in .codex/pr/. In a strict CI run verificationEvidence and overallStatus are there too.
 */
export interface RunSummary {
  /**
   * Empty: nothing could be taken.
   */
  selectedBundleTaskIds: string[];
  branchName: string | null;
  prTitle: string | null;
  commits: RunSummaryCommit[];
  filesChanged: string[];
  validationResults: RunSummaryValidation[];
  preflightChecks: RunSummaryPreflight[];
  taskClaim: RunSummaryClaim;
  memoryUpdate: RunSummaryMemory;
  nextBoundaryTaskId: string | null;
  verificationEvidence?: RunSummaryEvidence[];
  overallStatus?: RunSummaryStatus;
}
export interface RunSummaryCommit {
  hash: string;
  message: string;
}
export interface RunSummaryValidation {
  name: string;
  command: string;
  /**
   * null: ended by a signal, or never started.
   */
  exitCode: number | null;
  status: RunSummaryStatus;
  outputSummary?: string;
}
export interface RunSummaryPreflight {
  name: string;
  status: RunSummaryStatus;
  details: string;
}
export interface RunSummaryClaim {
  /**
   * The first task of the bundle.
   */
  taskId: string | null;
  claimRef: string | null;
  status: 'claimed' | 'already_claimed' | 'fallback_local' | 'not_used';
  details: string;
  takeover: RunSummaryTakeover | null;
}
export interface RunSummaryTakeover {
  /**
   * The new owner.
   */
  ownerId: string;
  previousOwnerId?: string;
  previousExpiresAt: string;
  takeoverAt: string;
}
export interface RunSummaryMemory {
  file: string | null;
  status: 'appended' | 'no_change';
  summary: string;
}
export interface RunSummaryEvidence {
  taskId: string;
  verificationId: string;
  commands: string[];
  status: 'passed' | 'failed' | 'manual_verified';
  humanEvidence: string | null;
}
/**
 * metadata.json of a spec folder. Fields that are not named here belong to other tools and are kept as they are.
 */
export interface SpecMetadata {
  /**
   * Absent: the folder's name. A part of paths and branch names.
   */
  id?: string;
  /**
   * Absent: the first level-1 heading of SPEC.md.
   */
  name?: string;
  /**
   * Absent: todo.
   */
  status?: 'todo' | 'in-progress' | 'done' | 'blocked' | 'failed';
  /**
   * Ids of other items that must be done first.
   */
  dependsOn?: string[];
  /**
   * End of the last attempt, ISO-8601 in UTC.
   */
  lastRun?: string;
  /**
   * A line per note; lines are only ever appended.
   */
  notes?: string | string[];
  /**
   * Checks of this item. Absent or empty: the configured ones.
   */
  acceptanceCommands?: string[];
  /**
   * Words that prompt profiles may ask for, a list of texts. Anything else in this field is another tool's and is left alone.
   */
  labels?: {
    [k: string]: unknown;
  };
  /**
   * The follow-up this item was made of: run, id and item it comes from. Written once by okstra; anything else in this field is left alone.
   */
  followUpOf?: {
    [k: string]: unknown;
  };
  /**
   * Files the item may change. Absent: no limit.
   */
  files?: string[];
  [k: string]: unknown;
}
/**
 * Tasks proposed for a queue: what an analyst answers, and what `okstra tasks start --from-json` reads.
 */
export interface TaskPlanWire {
  tasks: PlannedTaskWire[];
  [k: string]: unknown;
}
export interface PlannedTaskWire {
  /**
   * T-001 and so on, once each.
   */
  id: string;
  title: string;
  /**
   * Data, API, UI, Infrastructure or Testing.
   */
  area: string;
  /**
   * As in: api.md, Section Auth. Empty for a task that no spec asks for.
   */
  specReference?: string;
  dependsOn?: string[];
  /**
   * Each can be checked.
   */
  criteria: string[];
  complexity?: 'Simple' | 'Medium' | 'Complex';
  /**
   * Files that the task is expected to change.
   */
  files?: string[];
  /**
   * Of a task that is taken over from elsewhere.
   */
  originalId?: string;
  [k: string]: unknown;
}
/**
 * What an agent reports besides its work on a task of the queue: a verifier in its answer, an executor in a fenced json block. A field that is not required may be absent or null.
 */
export interface TaskReportWire {
  /**
   * Where the specification is wrong or silent; empty when it is neither.
   */
  gaps?: GapWire[] | null;
  /**
   * Code of other tasks that is wrong while the specification is right; empty when there is none.
   */
  fixTasks?: FixTaskWire[] | null;
  [k: string]: unknown;
}
export interface GapWire {
  /**
   * L0: trivial. L1: contained, with an assumption. L2: only a person can decide.
   */
  level: 'L0' | 'L1' | 'L2';
  /**
   * What the specification leaves open or says wrongly, in one sentence.
   */
  what: string;
  /**
   * L1: what is taken for granted. L2: the choices.
   */
  assumption?: string | null;
  patch?: GapPatchWire;
  [k: string]: unknown;
}
export interface FixTaskWire {
  type: 'runtime-error' | 'regression' | 'integration-failure' | 'context-gap' | 'design-gap' | 'supply-chain';
  /**
   * Id of the task whose code is wrong, for example T-001.
   */
  task: string;
  files?: string[] | null;
  /**
   * What is wrong, in one sentence.
   */
  what: string;
  [k: string]: unknown;
}
/**
 * A verifier's answer. Unknown fields are ignored; a field that is not required may be absent or null.
 */
export interface VerifierAnswerWire {
  /**
   * The hash of the line `Tree: …` of the prompt, repeated.
   */
  tree: string;
  /**
   * pass: nothing stands in the way. concerns: it can go on, with findings. fail: it must not go on; a criterion or a finding says why.
   */
  verdict: 'pass' | 'concerns' | 'fail';
  /**
   * One entry for each criterion of the prompt.
   */
  criteria: CriterionAnswerWire[];
  /**
   * Every problem seen, one entry each; empty when there is none.
   */
  findings: FindingWire[];
  /**
   * Commands that you ran yourself.
   */
  commands?: AnswerCommandWire[] | null;
  /**
   * The answer in a few sentences.
   */
  summary?: string | null;
  [k: string]: unknown;
}
export interface CriterionAnswerWire {
  /**
   * The criterion's id as the prompt names it, for example AC-1.
   */
  id: string;
  status: 'met' | 'partial' | 'unmet' | 'not-checked';
  /**
   * Where in the code or the receipts this shows.
   */
  evidence: string;
  [k: string]: unknown;
}
export interface FindingWire {
  category:
    | 'correctness'
    | 'coverage'
    | 'regression'
    | 'test-tampering'
    | 'scope'
    | 'security'
    | 'performance'
    | 'maintainability'
    | 'process';
  severity: 'blocker' | 'major' | 'minor' | 'note';
  /**
   * What is wrong, in one sentence.
   */
  claim: string;
  /**
   * What shows it.
   */
  evidence: string;
  /**
   * Id of the criterion it concerns.
   */
  criterion?: string | null;
  location?: LocationWire;
  quote?: QuoteWire;
  reproducer?: ReproducerWire;
  /**
   * What to change.
   */
  recommendation?: string | null;
  [k: string]: unknown;
}
/**
 * How the command ends when the problem is there.
 */
export interface ReproducerExpectationWire {
  exit: number | 'nonzero';
  /**
   * Text that its output contains.
   */
  stdout?: string | null;
  [k: string]: unknown;
}
export interface AnswerCommandWire {
  cmd: string;
  exitCode?: number | null;
  [k: string]: unknown;
}
