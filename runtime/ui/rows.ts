/** Live rows on a terminal: one per agent at work, below the lines of what has happened. Redrawn a few times a second; no cursor tricks beyond "up" and "erase". */
import { styleText } from 'node:util';
import type { Progress } from '../conductor/index.ts';
import type { DriverEvent } from '../model/agents.ts';
import { noticeLine, progressLine } from './lines.ts';
import type { ProgressView } from './progress.ts';

interface Row {
  readonly seat: string;
  readonly agent: string;
  readonly model: string;
  readonly since: number;
  readonly activity: string;
  readonly activeAt: number;
  readonly tokens: number;
}

const REDRAW_MS = 120;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧'];

/** @param now milliseconds of a steady clock */
export function makeRows(err: { write(text: string): unknown; columns?: number }, now: () => number): ProgressView {
  const line = progressLine();
  const rows = new Map<string, Row>();
  const agents = new Map<string, { name: string; model: string }>();
  let drawn = 0;
  let frame = 0;

  const erase = (): string => (drawn === 0 ? '' : `\u001B[${drawn}A\u001B[0J`);
  const draw = (above = ''): void => {
    const width = Math.max(24, err.columns ?? 80);
    const lines = [...rows.values()].map((row) => rowText(row, { now: now(), width, frame }));
    err.write(`${erase()}${above}${lines.map((text) => `${text}\n`).join('')}`);
    drawn = lines.length;
  };
  const timer = setInterval(() => {
    frame = (frame + 1) % FRAMES.length;
    if (rows.size > 0) draw();
  }, REDRAW_MS);
  timer.unref();

  return {
    show(progress) {
      if (progress.type === 'planned') {
        for (const seat of [progress.plan.executor, ...progress.plan.verifiers])
          agents.set(seat.id, { name: seat.agent.name, model: seat.agent.model ?? '' });
      }
      updateRows(rows, progress, { now: now(), agents });
      if (progress.type === 'agent' || progress.type === 'output') return; // the next redraw shows it
      const text = progress.type === 'notice' ? noticeLine(progress.notice) : line(progress);
      draw(text === undefined ? '' : `${text}\n`);
    },
    end() {
      clearInterval(timer);
      rows.clear();
      draw();
    },
  };
}

function updateRows(
  rows: Map<string, Row>,
  progress: Progress,
  seen: { now: number; agents: ReadonlyMap<string, { name: string; model: string }> },
): void {
  if (progress.type === 'agent') {
    const row = rows.get(progress.dispatch);
    if (row) rows.set(progress.dispatch, { ...row, ...activityOf(progress.event, row), activeAt: seen.now });
  } else if (progress.type === 'output') {
    const row = rows.get(progress.dispatch);
    if (row) rows.set(progress.dispatch, { ...row, activeAt: seen.now });
  } else if (progress.type === 'event' && progress.event.type === 'dispatch-started') {
    const { dispatch, seat } = progress.event;
    const agent = seen.agents.get(seat);
    rows.set(dispatch, {
      seat,
      agent: agent?.name ?? seat,
      model: agent?.model ?? '',
      since: seen.now,
      activity: 'starting',
      activeAt: seen.now,
      tokens: 0,
    });
  } else if (
    progress.type === 'event' &&
    (progress.event.type === 'dispatch-finished' || progress.event.type === 'dispatch-abandoned')
  ) {
    rows.delete(progress.event.dispatch);
  }
}

function activityOf(event: DriverEvent, row: Row): Partial<Row> {
  switch (event.type) {
    case 'tool-started':
      return { activity: `${event.tool} ${event.detail}` };
    case 'tool-finished':
      return { activity: 'thinking' };
    case 'file-change':
      return { activity: `${event.change} ${event.path}` };
    case 'message':
    case 'delta':
      return { activity: event.text };
    case 'usage': {
      const used = (event.usage.inputTokens ?? 0) + (event.usage.outputTokens ?? 0);
      return { tokens: event.cumulative ? Math.max(row.tokens, used) : row.tokens + used };
    }
    case 'model':
      return { model: event.model };
    case 'error':
      return { activity: event.fault.message };
    default:
      return {};
  }
}

/** `⠙ executor codex gpt-5.5 01:23 (2 s) 12k tok npm test`, cut to the width. */
export function rowText(row: Row, view: { now: number; width: number; frame: number }): string {
  const role = row.seat.split(':')[0] ?? row.seat;
  const idle = Math.floor((view.now - row.activeAt) / 1000);
  const fields = [
    FRAMES[view.frame] ?? '',
    role.padEnd(8),
    row.agent,
    row.model,
    clock(view.now - row.since),
    idle >= 2 ? `(idle ${idle} s)` : '',
    row.tokens > 0 ? `${thousands(row.tokens)} tok` : '',
  ].filter((field) => field !== '');
  const head = fields.join(' ');
  const rest = row.activity.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  const text = cut(`${head} ${rest}`, view.width - 1);
  return head.length < text.length ? `${head}${styleText('dim', text.slice(head.length), { stream: process.stderr })}` : text;
}

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`);
const thousands = (count: number): string =>
  count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 10_000 ? 1 : 0)}k`;

function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(total / 60);
  return `${String(minutes).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}
