/** `okstra discard`. */
import type { DiscardAnswer } from '../conductor/index.ts';
import { discardRun, realPorts } from '../conductor/index.ts';
import type { CommandHandler } from './context.ts';

export const discard: CommandHandler = async (context, [run], options) => {
  const answer = await discardRun(
    { cwd: context.cwd, force: options['force'] === true, ...(run === undefined ? {} : { run }) },
    realPorts(),
  );
  if (answer.run === null) return { exitCode: 0, text: 'no stopped run', document: { ok: true, exitCode: 0, ...answer } };
  const kept = answer.worktree === null ? [] : keptLines(answer);
  const lines = [
    `discarded ${answer.run.id} (${answer.run.item})`,
    ...(answer.removed ? answer.lost.map((line) => `lost: ${line}`) : kept),
  ];
  return { exitCode: 0, text: lines.join('\n'), document: { ok: true, exitCode: 0, ...answer } };
};

const keptLines = ({ worktree, branch, kept }: DiscardAnswer): readonly string[] => [
  `kept: worktree ${worktree}, branch ${branch}; --force removes them${kept.length === 0 ? '' : ', and with them:'}`,
  ...kept.map((line) => `  ${line}`),
];
