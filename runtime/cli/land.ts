/** `okstra land`. */
import { landItem, realPorts } from '../conductor/index.ts';
import { onInterrupt } from '../process/index.ts';
import type { CommandHandler } from './context.ts';
import { noticeText } from './failure-text.ts';

export const land: CommandHandler = async (context, [ref = ''], options) => {
  const stop = new AbortController();
  const dispose = onInterrupt({ soft: (signal: string) => stop.abort(signal), hard: () => process.exit(130) });
  try {
    const answer = await landItem(
      {
        cwd: context.cwd,
        ref,
        dryRun: options['dryRun'] === true,
        checks: options['checks'] !== false,
        signal: stop.signal,
        onCheck: (cmd) => context.note(`check on the merged tree: ${cmd}`),
      },
      realPorts(),
    );
    for (const notice of answer.notices) context.note(noticeText(notice));
    const said = {
      merged: 'merged',
      'fast-forward': 'fast-forwarded to',
      'already-merged': 'already merged:',
      'dry-run': 'would merge',
    }[answer.how];
    return {
      exitCode: 0,
      text: `${said} ${answer.branch} (${answer.commit.slice(0, 10)})`,
      document: { ok: true, exitCode: 0, ...answer },
    };
  } finally {
    dispose();
  }
};
