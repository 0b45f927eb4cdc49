/** DESIGN_TASKS.md: tasks that came out of design work, to be taken into the queue with their own ids kept. */
import { headingsOf } from './headings.ts';
import { hiddenLines, splitLines, type TextLine } from './lines.ts';

export interface DesignTask {
  /** As written there: `DT-001`. */
  readonly id: string;
  readonly title: string;
  readonly area: string;
  readonly criteria: readonly string[];
  readonly dependsOn: readonly string[];
  /** From 1. */
  readonly line: number;
}

export interface DesignTasksFile {
  readonly lines: readonly TextLine[];
  readonly tasks: readonly DesignTask[];
}

const TASK = /^([A-Z]{1,4}-\d+[A-Z]?)[ \t]*[:.\u2014\u2013-]?[ \t]*(.*)$/;
const AREA = /^(?:Area[ \t]*:[ \t]*)?(.+)$/i;
const IDS = /\b[A-Z]{1,4}-\d+[A-Z]?\b/g;

export function parseDesignTasks(text: string): DesignTasksFile {
  const lines = splitLines(text);
  const headings = headingsOf(lines, hiddenLines(lines));
  let area = 'UI';
  const tasks: DesignTask[] = [];
  for (const [index, heading] of headings.entries()) {
    const match = TASK.exec(heading.title);
    if (match === null) {
      if (heading.level === 2) area = AREA.exec(heading.title)?.[1] ?? area;
      continue;
    }
    const end = headings[index + 1]?.line ?? lines.length;
    const body = lines.slice(heading.line + 1, end).map((line) => line.text);
    const dependencies = body.find((line) => /\*\*(?:dependencies|depends on|blocked by)/i.test(line)) ?? '';
    const boxes = body.flatMap((line) => /^\s*[-*+]\s+\[[ xX]\]\s+(.*?)\s*$/.exec(line)?.[1] ?? []);
    tasks.push({
      id: match[1] ?? '',
      title: (match[2] ?? '').trim(),
      area: body.flatMap((line) => /\*\*Area(?:\*\*\s*:|:\*\*)\s*(.+)$/i.exec(line)?.[1]?.trim() ?? [])[0] ?? area,
      criteria: boxes,
      dependsOn: dependencies.match(IDS) ?? [],
      line: heading.line + 1,
    });
  }
  return { lines, tasks };
}
