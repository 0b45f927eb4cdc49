/** `okstra resume`. */
import { raisedBy, realPorts, resumeRun } from '../conductor/index.ts';
import type { CommandHandler } from './context.ts';
import { limitsIn } from './limits-in.ts';
import { answerText, failedAnswer, refuseStreamWithJson, withRun } from './run-shared.ts';

export const resume: CommandHandler = async (context, [run], options) => {
  refuseStreamWithJson(context, options);
  if (options['detach'] === true) {
    const refs = run === undefined ? [] : [run];
    return (await import('./detach.ts')).detach(context, { options, refs, command: 'resume' });
  }
  const answer = await withRun(context, options, (hooks) =>
    resumeRun(
      {
        cwd: context.cwd,
        ...(run === undefined ? {} : { run }),
        limits: raisedBy(limitsIn(options)),
        ...(options['now'] === true ? { now: true } : {}),
      },
      hooks,
      realPorts(),
    ),
  ).catch((error: unknown) => failedAnswer(error, { context, options, items: 1 }));
  return {
    exitCode: answer.exitCode,
    text: answerText(answer),
    document: { ...answer },
    streamed: options['jsonStream'] === true,
  };
};
