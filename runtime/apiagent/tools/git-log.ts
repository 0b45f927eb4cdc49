import { OFFSET, pathArgs, REVISION, readGit, revisionIn } from './git-read.ts';
import { inputOf, numberOf, pathInput, problem, type Tool, textOf } from './tool.ts';

const SHOWN = 30;
const MOST = 500;

export const gitLog: Tool = {
  name: 'git_log',
  shownAs: 'git_log',
  description: `Lists commits with author, date and message, the newest first; ${SHOWN} unless told.`,
  input: inputOf({
    revision: { type: 'string', description: `${REVISION} Default HEAD.` },
    path: pathInput('Only commits that touch this file or folder.'),
    count: { type: 'integer', minimum: 1, maximum: MOST },
    offset: OFFSET,
  }),
  detail: (input) => [textOf(input, 'revision'), textOf(input, 'path')].filter((each) => each !== undefined).join(' '),
  async run(input, context) {
    const revision = revisionIn(input, 'revision');
    const path = pathArgs(input, context);
    if (!revision.ok) return problem(revision.problem);
    if (!path.ok) return problem(path.problem);
    const count = Math.min(MOST, Math.max(1, numberOf(input, 'count') ?? SHOWN));
    const form = '--format=commit %H%nAuthor: %an%nDate: %ad%n%n%w(0,4,4)%B';
    const args = [
      'log',
      '--no-color',
      '--no-show-signature',
      '--date=iso-strict',
      form,
      `--max-count=${count}`,
      '--end-of-options',
    ];
    return readGit([...args, revision.value ?? 'HEAD', ...path.args], input, { context, unit: 'the log' });
  },
};
