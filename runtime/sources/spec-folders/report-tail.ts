/** What an earlier run's implementation-report.md says is left to do. */
import { proseLines } from './markdown.ts';

export interface ReportTail {
  /** Absent when no run has written the report. */
  readonly status?: 'ok' | 'missing';
  readonly attemptsUsed?: number;
  readonly remainingTasks: readonly string[];
  /** In words, when the part about remaining tasks cannot be read. */
  readonly problem?: string;
}

/** Reads reports of this and of other spec runners: `Attempts used` and `Attempts performed` mean the same. */
export function parseReportTail(text: string): ReportTail {
  const bullets = new Map<string, string>();
  for (const { text: line, heading } of proseLines(text)) {
    if (heading !== undefined && heading.level > 1) break; // an agent's words may follow, and may look the same
    const [, name, value] = /^[-*][ \t]+([A-Za-z ]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) bullets.set(name.trim().toLowerCase(), value);
  }
  const status = bullets.get('final verifier status')?.replaceAll(/[`*]/g, '').toLowerCase();
  const attempts = /^\d+/.exec(bullets.get('attempts used') ?? bullets.get('attempts performed') ?? '')?.[0];
  const known = status === 'ok' || status === 'missing' ? ({ status } as const) : {};
  const used = attempts === undefined ? {} : { attemptsUsed: Number(attempts) };
  return { ...known, ...used, ...tasksIn(section(text, 'remaining tasks')) };
}

function section(text: string, title: string): string | undefined {
  const lines = text.split(/\r\n|\n|\r/);
  const start = lines.findIndex((line) => new RegExp(`^## +${title} *$`, 'i').test(line));
  if (start === -1) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join('\n');
}

function tasksIn(part: string | undefined): { readonly remainingTasks: readonly string[]; readonly problem?: string } {
  if (part === undefined) return { remainingTasks: [] };
  const json = part
    .replace(/^\s*(?:`{3,}|~{3,})\w*\r?\n/, '')
    .replace(/(?:`{3,}|~{3,})\s*$/, '')
    .trim();
  const problem = 'the part "Remaining tasks" holds no JSON object with a list remainingTasks';
  try {
    const value = JSON.parse(json) as { readonly remainingTasks?: unknown } | null;
    const tasks = value?.remainingTasks ?? [];
    if (Array.isArray(tasks) && tasks.every((task) => typeof task === 'string'))
      return { remainingTasks: tasks.map((task) => task.trim()).filter((task) => task !== '') };
  } catch {
    // not JSON: the same as JSON of another shape
  }
  return { remainingTasks: [], problem };
}
