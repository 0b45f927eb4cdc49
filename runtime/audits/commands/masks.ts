/** Failures that a line hides, and tests that a command line leaves out. */
import type { Mask } from './shell.ts';
import { flagsOf, has, operands, programName } from './words.ts';

/** Their failure is an answer, or says that there was nothing to do. */
const MAY_FAIL: ReadonlySet<string> = new Set(
  '[ [[ : cat cd cmp command comm cp diff docker echo egrep expr false fgrep file find fuser git grep head hash kill killall ln ls mkdir mv pgrep pkill printf ps pushd popd read return rg rm rmdir set sleep source stat stty tail tar test touch trap true tput type umount ulimit unset wait which'.split(
    ' ',
  ),
);

/** Whether hiding this command's failure hides a result that somebody wants to know. */
export function hidesResult({ hidden }: Mask): boolean {
  const program = programName(hidden[0] ?? '');
  return program !== '' && !MAY_FAIL.has(program);
}

/** Their failure is an answer, and in a file that a check runs it is the check's. */
const ANSWERS: ReadonlySet<string> = new Set('[ [[ cmp comm diff egrep fgrep find grep rg test'.split(' '));

export const isAnswer = (program: string): boolean => ANSWERS.has(programName(program));

/** Whether it hides the answer of such a command. */
export const hidesAnswer = ({ hidden, text }: Mask): boolean => text.startsWith('||') && isAnswer(hidden[0] ?? '');

const PYTEST: ReadonlySet<string> = new Set(['pytest', 'py.test']);

/** A flag by which a test runner leaves tests out; undefined when there is none. */
export function leavesOut(program: string, args: readonly string[]): string | undefined {
  const flags = flagsOf(args);
  const named = (names: readonly string[]): string | undefined => flags.find((word) => names.includes(word.split('=')[0] ?? ''));
  if (PYTEST.has(program)) return named(['-k', '--ignore', '--ignore-glob', '--deselect', '-m', '--lf', '--last-failed']);
  if (program === 'jest' || program === 'react-scripts')
    return named([
      '-t',
      '--testNamePattern',
      '--testPathIgnorePatterns',
      '--onlyChanged',
      '-o',
      '--onlyFailures',
      '--passWithNoTests',
      '--shard',
    ]);
  if (program === 'vitest')
    return named([
      '-t',
      '--testNamePattern',
      '--exclude',
      '--changed',
      '--passWithNoTests',
      '--shard',
      '--dangerouslyIgnoreUnhandledErrors',
    ]);
  if (program === 'mocha')
    return named(['-g', '--grep', '-f', '--fgrep', '-i', '--invert', '--ignore', '--exclude', '--pass-on-failing-test-suite']);
  if (program === 'node' && has(args, '--test'))
    return named(['--test-name-pattern', '--test-skip-pattern', '--test-only', '--test-shard']);
  if (program === 'go' && operands(args)[0] === 'test') return named(['-run', '-skip', '-short']);
  if (program === 'cargo' && ['test', 'nextest'].includes(operands(args)[0] ?? ''))
    return args.includes('--skip') ? '--skip' : named(['--skip', '--no-fail-fast']);
  if (program === 'playwright')
    return named(['-g', '--grep', '--grep-invert', '--last-failed', '--pass-with-no-tests', '--shard']);
  return undefined;
}
