/** The agent programs that okstra looks for by itself, and the versions of them that it was tried with. Data. */
import type { AgentConfig, DriverName } from '../model/agents.ts';

export interface CliAgent {
  readonly name: string;
  readonly driver: DriverName;
  readonly vendor: string;
  /** Program looked for on the PATH. */
  readonly program: string;
}

/** In the order in which the default roster takes its executor. */
export const CLI_AGENTS: readonly CliAgent[] = [
  { name: 'claude', driver: 'claude-cli', vendor: 'anthropic', program: 'claude' },
  { name: 'codex', driver: 'codex-cli', vendor: 'openai', program: 'codex' },
  { name: 'gemini', driver: 'gemini-cli', vendor: 'google', program: 'gemini' },
];

export interface SupportedVersions {
  /** Older ones are known not to do, and are refused before a run. Absent: none is known. */
  readonly minimum?: string;
  /** The one that okstra's own tests run with; any other is untested. Pinned in test/agents/versions.json. */
  readonly tested: string;
  /** What to paste to get it. */
  readonly install: string;
  /** What to know about versions before `below`; said before every run with one. */
  readonly cautions: readonly { readonly below: string; readonly message: string }[];
}

const VERSIONS: Readonly<Partial<Record<DriverName, SupportedVersions>>> = {
  'claude-cli': {
    tested: '2.1.329',
    // By version: on an old Node.js npm would take an old release without a word.
    install: 'npm install -g @anthropic-ai/claude-code@2.1.329',
    cautions: [],
  },
  'codex-cli': {
    // Older ones show the commands of the model all keys, and not always the mark of the run.
    minimum: '0.160.0',
    tested: '0.169.0',
    install: 'npm install -g @openai/codex@0.169.0',
    cautions: [
      {
        below: '0.169.0',
        message:
          'codex before 0.169.0 follows .codex/config.toml of the worktree without being told to trust it; servers named there run outside its sandbox.',
      },
    ],
  },
  'gemini-cli': {
    tested: '0.61.0',
    install: 'npm install -g @google/gemini-cli@0.61.0',
    cautions: [],
  },
};

/** Versions of the program behind a driver; undefined where there is nothing to compare. */
export const supportedVersions = (driver: DriverName): SupportedVersions | undefined => VERSIONS[driver];

export interface FoundAgent {
  readonly agent: AgentConfig;
  /** Absolute. */
  readonly path: string;
}

/** Which of the known agent programs are here, in the order of the default roster. Nothing is started. */
export function foundAgents(findProgram: (name: string) => string | undefined): readonly FoundAgent[] {
  return CLI_AGENTS.flatMap(({ name, driver, vendor, program }) => {
    const path = findProgram(program);
    return path === undefined ? [] : [{ agent: { name, driver, vendor }, path }];
  });
}
