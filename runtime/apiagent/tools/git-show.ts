import { OFFSET, PLAIN_DIFF, pathArgs, REVISION, readGit, revisionIn } from './git-read.ts';
import { inputOf, pathInput, problem, type Tool, textOf } from './tool.ts';

export const gitShow: Tool = {
  name: 'git_show',
  shownAs: 'git_show',
  description: 'Shows a commit with its diff, or with `revision` as <commit>:<path> a file as it was in that commit.',
  input: inputOf(
    {
      revision: { type: 'string', description: `${REVISION} Or <commit>:<path>.` },
      path: pathInput('Only the part of the diff in this file or folder.'),
      offset: OFFSET,
    },
    ['revision'],
  ),
  detail: (input) => [textOf(input, 'revision'), textOf(input, 'path')].filter((each) => each !== undefined).join(' '),
  async run(input, context) {
    const revision = revisionIn(input, 'revision');
    const path = pathArgs(input, context);
    if (!revision.ok) return problem(revision.problem);
    if (!path.ok) return problem(path.problem);
    const args = ['show', ...PLAIN_DIFF, '--no-show-signature', '--end-of-options', revision.value ?? 'HEAD'];
    return readGit([...args, ...path.args], input, { context, unit: 'what git shows' });
  },
};
