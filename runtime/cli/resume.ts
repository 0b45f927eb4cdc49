/** `okstra resume`. */
import { realPorts, resumeRun } from '../conductor/index.ts';
import type { CommandHandler } from './context.ts';
import { answerText, refuseStreamWithJson, withRun } from './run-shared.ts';

export const resume: CommandHandler = async (context, [run], options) => {
  refuseStreamWithJson(context, options);
  const answer = await withRun(context, options, (hooks) =>
    resumeRun({ cwd: context.cwd, ...(run === undefined ? {} : { run }) }, hooks, realPorts()),
  );
  return { exitCode: answer.exitCode, text: answerText(answer), document: { ...answer } };
};
