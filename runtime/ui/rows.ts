/** Live rows on a terminal: one per agent at work, below the lines of what has happened. Redrawn a few times a second; no cursor tricks beyond "up" and "erase". */
import { styleText } from 'node:util';
import type { Activity } from './activity.ts';
import { clock, inProgress, makeActivities, oneLine, thousands } from './activity.ts';
import { noticeLine, progressLine } from './lines.ts';
import type { ProgressView } from './progress.ts';

const REDRAW_MS = 120;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧'];

/** @param now milliseconds of a steady clock */
export function makeRows(err: { write(text: string): unknown; columns?: number }, now: () => number): ProgressView {
  const line = progressLine();
  const activities = makeActivities();
  let isOver = false;
  let drawn = 0;
  let frame = 0;

  const erase = (): string => (drawn === 0 ? '' : `\u001B[${drawn}A\u001B[0J`);
  const draw = (above = ''): void => {
    const width = Math.max(24, err.columns ?? 80);
    const rows = isOver ? [] : [...activities.all().values()];
    const lines = rows.map((row) => rowText(row, { now: now(), width, frame }));
    err.write(`${erase()}${above}${lines.map((text) => `${text}\n`).join('')}`);
    drawn = lines.length;
  };
  const timer = setInterval(() => {
    frame = (frame + 1) % FRAMES.length;
    if (activities.all().size > 0) draw();
  }, REDRAW_MS);
  timer.unref();

  return {
    show(progress) {
      activities.see(progress, now());
      if (progress.type === 'agent' || progress.type === 'output' || progress.type === 'skipped') return; // the next redraw shows it
      const text = progress.type === 'notice' ? noticeLine(progress.notice) : line(progress);
      draw(text === undefined ? '' : `${text}\n`);
    },
    end() {
      clearInterval(timer);
      isOver = true;
      draw();
    },
  };
}

/** `⠙ executor codex gpt-5.5 01:23 (idle 2 s) 12k tok npm test`, cut to the width. */
export function rowText(row: Activity, view: { now: number; width: number; frame: number }): string {
  const role = row.seat.split(':')[0] ?? row.seat;
  const idle = Math.floor((view.now - row.activeAt) / 1000);
  const fields = [
    FRAMES[view.frame] ?? '',
    role.padEnd(8),
    row.agent,
    oneLine(row.model),
    clock(view.now - row.since),
    idle >= 2 ? `(idle ${idle} s)` : '',
    row.tokens > 0 ? `${thousands(row.tokens)} tok` : '',
  ].filter((field) => field !== '');
  const head = fields.join(' ');
  const text = cut(`${head} ${oneLine(inProgress(row))}`, view.width - 1);
  return head.length < text.length ? `${head}${styleText('dim', text.slice(head.length), { stream: process.stderr })}` : text;
}

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`);
