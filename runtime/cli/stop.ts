/** `okstra stop`. */
import { realPorts, stopRun } from '../conductor/index.ts';
import { EXIT_CODES } from '../model/failure.ts';
import type { CommandHandler } from './context.ts';

export const stop: CommandHandler = async (context, [run], options) => {
  const { runs } = await stopRun(
    { cwd: context.cwd, waitMs: options['wait'] as number, ...(run === undefined ? {} : { run }) },
    realPorts(),
  );
  const exitCode = runs.every((entry) => entry.ended) ? 0 : EXIT_CODES.system;
  const lines = runs.map(({ id, item, pid, ended }) =>
    ended
      ? `stopped ${id} (${item}); okstra resume ${id} goes on`
      : `asked ${id} (${item}, process ${pid}) to stop; it has not ended yet`,
  );
  return {
    exitCode,
    text: lines.length === 0 ? 'no run is running here' : lines.join('\n'),
    document: { ok: exitCode === 0, exitCode, runs },
  };
};
