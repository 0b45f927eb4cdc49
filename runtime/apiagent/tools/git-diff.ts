import { OFFSET, PLAIN_DIFF, pathArgs, REVISION, readGit, revisionIn } from './git-read.ts';
import { inputOf, pathInput, problem, type Tool, textOf } from './tool.ts';

export const gitDiff: Tool = {
  name: 'git_diff',
  shownAs: 'git_diff',
  description:
    'Shows a unified diff: of the working folder against HEAD, against `from`, or between `from` and `to`. With stat: files and numbers of lines only.',
  input: inputOf({
    from: { type: 'string', description: `${REVISION} Default HEAD.` },
    to: { type: 'string', description: `${REVISION} Default: the files as they are.` },
    path: pathInput('Only this file or folder.'),
    stat: { type: 'boolean' },
    offset: OFFSET,
  }),
  detail: (input) =>
    [textOf(input, 'from'), textOf(input, 'to'), textOf(input, 'path')].filter((each) => each !== undefined).join(' '),
  async run(input, context) {
    const from = revisionIn(input, 'from');
    const to = revisionIn(input, 'to');
    const path = pathArgs(input, context);
    for (const each of [from, to, path]) if (!each.ok) return problem(each.problem);
    if (!from.ok || !to.ok || !path.ok) return problem('Expected revisions and a path.');
    const revisions = [from.value ?? 'HEAD', ...(to.value === undefined ? [] : [to.value])];
    const args = ['diff', ...PLAIN_DIFF, ...(input['stat'] === true ? ['--stat=200'] : []), '--end-of-options', ...revisions];
    return readGit([...args, ...path.args], input, { context, unit: 'the diff' });
  },
};
