/** How tests and their set-up force success, language by language: which nodes, and what they say. */
import type { Tree } from '../syntax/tree.ts';

interface Pattern {
  readonly nodes: readonly string[];
  /** Of the node's text, normalised: words with one blank between. */
  readonly pattern: RegExp;
  readonly what: string;
}

const JAVASCRIPT: readonly Pattern[] = [
  {
    nodes: ['CallExpression'],
    pattern: /^(?:process|globalThis \. process) \. (?:exit|reallyExit) \( (?:0 |')?/,
    what: 'ends the process with success',
  },
  {
    nodes: ['AssignmentExpression'],
    pattern: /^process \. exitCode = (?:0|undefined|'0')/,
    what: 'sets the exit code to success',
  },
  {
    nodes: ['AssignmentExpression'],
    pattern: /^(?:process|globalThis \. process) \. (?:exit|reallyExit|abort) =/,
    what: 'replaces the way the process ends',
  },
  {
    nodes: ['CallExpression'],
    pattern:
      /^(?:process|globalThis \. process) \. (?:on|once|prependListener|addListener) \( '(?:exit|beforeExit)'.*(?:exitCode|process \. exit|reallyExit)/,
    what: 'changes the exit code at the end',
  },
  {
    nodes: ['CallExpression'],
    pattern:
      /^process \. (?:on|once) \( '(?:uncaughtException|unhandledRejection)' , (?:\( ?\w* ?\)|\w+|function \( \w* ?\)) ?(?:= > )?\{ \}/,
    what: 'swallows errors that nobody caught',
  },
  {
    nodes: ['AssignmentExpression'],
    pattern: /^(?:globalThis|global|window) \. (?:it|test|describe|expect|assert)(?: \. \w+)? =/,
    what: "replaces the runner's own functions",
  },
  {
    nodes: ['CallExpression'],
    pattern: /^expect \. extend \(.*\bto(?:Be|Equal|StrictEqual|Throw|Contain|Match|HaveBeenCalled\w*)\b.*pass : true/,
    what: 'replaces a comparison by one that always holds',
  },
  {
    nodes: ['CallExpression'],
    pattern: /^Object \. defineProperty \( process , '(?:exitCode|exit)'/,
    what: 'replaces the exit code',
  },
];

const PYTHON: readonly Pattern[] = [
  {
    nodes: ['CallExpression'],
    pattern: /^(?:sys \. exit|os \. _exit|quit|exit) \( (?:0 )?\)/,
    what: 'ends the process with success',
  },
  { nodes: ['RaiseStatement'], pattern: /^raise SystemExit(?: \( (?:0 )?\))?$/, what: 'ends the process with success' },
  {
    nodes: ['AssignStatement'],
    pattern: /\bexitstatus = (?:0|pytest \. ExitCode \. OK|ExitCode \. OK)/,
    what: "sets pytest's exit status",
  },
  {
    nodes: ['AssignStatement'],
    pattern: /\b(?:report|rep|result|outcome|call) \. outcome = 'passed'|\. excinfo = None|\. testsfailed = 0/,
    what: 'rewrites the result of tests',
  },
  {
    nodes: ['AssignStatement'],
    pattern: /^items \[ : \] =|^collect_ignore(?:_glob)? (?:\+ )?=/,
    what: 'takes tests out of the collection',
  },
  {
    nodes: ['CallExpression'],
    pattern: /^items \. clear \( \)|^config \. hook \. pytest_deselected/,
    what: 'takes tests out of the collection',
  },
];

const GO: readonly Pattern[] = [{ nodes: ['CallExpr'], pattern: /^os \. Exit \( 0 \)/, what: 'ends the process with success' }];
const RUST: readonly Pattern[] = [
  { nodes: ['CallExpression'], pattern: /^(?:std : : )?process : : exit \( 0 \)/, what: 'ends the process with success' },
];
const JAVA: readonly Pattern[] = [
  {
    nodes: ['MethodInvocation'],
    pattern: /^(?:System \. exit|Runtime \. getRuntime \( \) \. (?:exit|halt)) \( 0 \)/,
    what: 'ends the process with success',
  },
];

export const EXIT_PATTERNS: Readonly<Record<Tree['grammar'], readonly Pattern[]>> = {
  javascript: JAVASCRIPT,
  typescript: JAVASCRIPT,
  tsx: JAVASCRIPT,
  python: PYTHON,
  go: GO,
  rust: RUST,
  java: JAVA,
};
