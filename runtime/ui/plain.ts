/** Progress as lines for logs: what happened, and a sign of life of every agent that has been silent on paper for a while. */
import { heartbeat, makeActivities } from './activity.ts';
import { noticeLine, outputLine, progressLine, skippedLine } from './lines.ts';
import type { ProgressView, ViewOptions } from './progress.ts';

/** Often enough that nobody wonders, seldom enough that an hour of work is two screens. CI systems end jobs that are silent for ten minutes. */
export const HEARTBEAT_MS = 60_000;

export function makePlain({ err, now }: Pick<ViewOptions, 'err' | 'now'>, isVerbose: boolean): ProgressView {
  const line = progressLine();
  const activities = makeActivities();
  let waitsUntil: string | undefined;
  const timer = setInterval(() => {
    if (waitsUntil !== undefined) err.write(`still waiting for a quota, until ${waitsUntil}\n`);
    for (const activity of activities.all().values()) err.write(`${heartbeat(activity, now())}\n`);
  }, HEARTBEAT_MS);
  timer.unref();
  return {
    show(progress) {
      activities.see(progress, now());
      if (progress.type === 'event' && progress.event.type === 'quota-wait-started') waitsUntil = progress.event.until;
      else if (progress.type === 'event' && !progress.event.type.startsWith('notice')) waitsUntil = undefined;
      const text = progress.type === 'notice' ? noticeLine(progress.notice) : line(progress);
      if (progress.type === 'output' && isVerbose) err.write(outputLine(progress));
      if (progress.type === 'skipped' && isVerbose) err.write(skippedLine(progress) ?? '');
      if (text !== undefined) err.write(`${text}\n`);
    },
    end: () => clearInterval(timer),
  };
}
