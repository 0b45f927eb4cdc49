import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the tests' processes see instead of the developer's own settings. */
export interface TestEnvironment {
  /** Folder that holds everything below; removed by `dispose`. */
  readonly root: string;
  /** An empty home folder. */
  readonly home: string;
  /** Variables to set. */
  readonly variables: Readonly<Record<string, string>>;
  dispose(): void;
}

const GIT_CONFIG = `[user]
	name = Test Person
	email = test.person@example.com
[init]
	defaultBranch = main
[commit]
	gpgSign = false
[tag]
	gpgSign = false
[gc]
	auto = 0
[maintenance]
	auto = false
[protocol "file"]
	allow = always
`;

/** Every test has a home of its own; machine code of the program under test is kept for all of them. */
const CODE_FOLDER = join(import.meta.dirname, '../../node_modules/.cache/okstra-code');

/** Creates a home folder and a git configuration of its own in a temporary folder. */
export function createTestEnvironment(): TestEnvironment {
  const root = mkdtempSync(join(tmpdir(), 'okstra-test-'));
  const home = join(root, 'home');
  const gitConfig = join(root, 'gitconfig');
  mkdirSync(home);
  writeFileSync(gitConfig, GIT_CONFIG);
  return {
    root,
    home,
    variables: {
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_DATA_HOME: join(home, '.local', 'share'),
      XDG_STATE_HOME: join(home, '.local', 'state'),
      GIT_CONFIG_GLOBAL: gitConfig,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      NO_COLOR: '1',
      NODE_COMPILE_CACHE: CODE_FOLDER,
    },
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}

/**
 * `base` without any variable that steers git or okstra, plus the variables of the test environment and `extra`.
 * Pass the result as the whole environment of a process under test.
 */
export function cleanEnvironment(
  environment: TestEnvironment,
  extra: Readonly<Record<string, string>> = {},
  base: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && !isSteering(name)) result[name] = value;
  }
  return { ...result, ...environment.variables, ...extra };
}

/** Makes the present process see the test environment: every later child inherits it. */
export function applyTestEnvironment(environment: TestEnvironment, target: NodeJS.ProcessEnv = process.env): void {
  const clean = cleanEnvironment(environment, {}, target);
  for (const name of Object.keys(target)) {
    if (!(name in clean)) delete target[name];
  }
  Object.assign(target, clean);
}

/** Switches that the test scripts themselves set; they reach the tests. */
const TEST_SWITCHES = new Set(['OKSTRA_SOAK', 'OKSTRA_AGENTS', 'OKSTRA_AGENTS_DIR', 'OKSTRA_TABLE']);

function isSteering(name: string): boolean {
  if (TEST_SWITCHES.has(name)) return false;
  return name.startsWith('GIT_') || name.startsWith('OKSTRA_') || name === 'FORCE_COLOR' || name === 'CLICOLOR_FORCE';
}
