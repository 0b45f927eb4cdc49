import { checkEnv } from '../../process/environment.ts';
import { page } from './page.ts';
import { placeIn } from './place.ts';
import { programHere, startProgram } from './start.ts';
import { inputOf, numberOf, pathInput, problem, type Tool, type ToolContext, textOf } from './tool.ts';

const TIMEOUT_MS = 60_000;
/** Characters of all that was found; more is a search that has to be narrowed. */
const MOST_FOUND = 1024 * 1024;
const INPUTS = '.okstra-inputs';

export const search: Tool = {
  name: 'search',
  shownAs: 'search',
  description:
    'Searches the files of the working folder for a regular expression, line by line, and gives path:line:text. Files that git ignores are left out.',
  input: inputOf(
    {
      pattern: { type: 'string', description: 'A regular expression: extended POSIX syntax works everywhere.' },
      path: pathInput('File or folder, relative to the working folder. Default: everything.'),
      ignore_case: { type: 'boolean' },
      offset: {
        type: 'integer',
        minimum: 0,
        description: 'So many characters of the result are left out at the beginning: to read on.',
      },
    },
    ['pattern'],
  ),
  detail: (input) =>
    `${textOf(input, 'pattern') ?? ''}${textOf(input, 'path') === undefined ? '' : ` in ${textOf(input, 'path')}`}`,
  async run(input, context) {
    const pattern = textOf(input, 'pattern') ?? '';
    if (pattern === '' || pattern.includes('\0')) return problem('Expected a pattern, found none.');
    const placed = placeIn(context.top, textOf(input, 'path') ?? '.');
    if (!placed.ok) return problem(placed.problem);
    const argv = argvFor({ pattern, name: placed.name, ignoreCase: input['ignore_case'] === true }, context);
    const { exitCode, stopped, output, outputChars, stderrTail } = await startProgram({
      argv,
      context,
      env: checkEnv(context.env, { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C.UTF-8' }),
      timeoutMs: TIMEOUT_MS,
      keep: { head: MOST_FOUND, tail: 0 },
    });
    if (stopped !== undefined) return problem(`The search was stopped (${stopped}). Narrow it: a path, or a simpler pattern.`);
    if (exitCode === 1 && output === '') return { text: '[okstra: nothing was found]' };
    if (exitCode !== 0 && exitCode !== 1) return problem(`The search failed: ${stderrTail.trim() || `exit code ${exitCode}`}`);
    const more =
      outputChars > MOST_FOUND
        ? `\n[okstra: ${outputChars} characters were found, the first ${MOST_FOUND} can be read; narrow the search]`
        : '';
    return { text: `${page(output, numberOf(input, 'offset') ?? 0, 'what was found')}${more}` };
  },
};

interface Wanted {
  readonly pattern: string;
  readonly name: string;
  readonly ignoreCase: boolean;
}

/** ripgrep where it is, else git's own search. */
function argvFor({ pattern, name, ignoreCase }: Wanted, context: ToolContext): readonly [string, ...string[]] {
  const rg = programHere('rg', context);
  const isInput = name === INPUTS || name.startsWith(`${INPUTS}/`);
  if (rg !== undefined) {
    const options = [
      '--no-config',
      '--line-number',
      '--with-filename',
      '--no-heading',
      '--color',
      'never',
      '--sort',
      'path',
      '--max-columns',
      '1000',
      '--max-columns-preview',
    ];
    const seen = ['--hidden', '--glob', '!.git', ...(isInput ? ['--no-ignore'] : ['--glob', `!${INPUTS}`])];
    return [rg, ...options, ...seen, ...(ignoreCase ? ['--ignore-case'] : []), '--regexp', pattern, '--', name];
  }
  const options = [
    '--no-pager',
    '-c',
    'core.fsmonitor=false',
    '-c',
    'core.quotePath=false',
    '-c',
    'submodule.recurse=false',
    'grep',
    '-n',
    '-I',
    '-E',
    '--no-color',
    '--no-textconv',
  ];
  const where = isInput ? ['--no-index'] : ['--untracked'];
  return [
    programHere('git', context) ?? 'git',
    ...options,
    ...where,
    ...(ignoreCase ? ['-i'] : []),
    '-e',
    pattern,
    '--',
    `:(literal)${name}`,
  ];
}
