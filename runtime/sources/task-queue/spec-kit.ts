/** The `tasks.md` of spec-kit: phases, `- [ ] T001 [P] [US1] description with path`. Read, never written. */
import type { NewTask } from './tasks-edit.ts';

export interface SpecKitTasks {
  readonly tasks: readonly NewTask[];
  /** Line (from 1) of the first thing that is like a task and cannot be read. */
  readonly problem?: { readonly line: number; readonly found: string };
}

const TASK = /^\s*[-*]\s+\[([ xX])\]\s+\**(T\d+[A-Za-z]?)\**:?\s+(.*)$/;
const LIKE_TASK = /^\s*[-*]\s+\[[ xX]\]\s+\S/;
const PATH =
  /(?:^|[\s`(])((?:[\w.-]+\/)+[\w.-]+\.\w+|\.?[\w-]+(?:\.[\w-]+)*\.(?:ts|tsx|js|py|go|rs|java|md|json|ya?ml|toml|sql|css|html|sh))(?=$|[\s`),.;:])/g;

/**
 * Phases become areas; a task without `[P]` waits for the one before it in its phase, one with `[P]` for the last one without; the first of
 * a phase waits for the phase before. Ticked tasks count as done outside of okstra.
 */
export function readSpecKit(text: string): SpecKitTasks {
  const tasks: NewTask[] = [];
  let area = 'Tasks';
  let inFence = false;
  /** What a task of this phase waits for: the tasks at the end of the phase before, then the last one that runs alone. */
  let gate: readonly string[] = [];
  let sincePhase: string[] = [];
  let beside: string[] = [];
  const ids = new Map<string, string>();
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) inFence = !inFence;
    if (inFence) continue;
    const heading = /^#{2,3}\s+(.*?)\s*$/.exec(line)?.[1];
    if (heading !== undefined) {
      const phase = /^Phase\s+[\w.]+\s*[:.\u2013\u2014-]?\s*(.*)$/i.exec(heading);
      if (phase !== null) {
        if (sincePhase.length > 0) gate = beside.length > 0 ? [...beside] : sincePhase.slice(-1);
        sincePhase = [];
        beside = [];
        area =
          (phase[1] ?? '')
            .replaceAll(/\s*\((?:Priority|.*?)\)\s*/gi, ' ')
            .replaceAll(/[^\p{L}\p{N}\s/&-]/gu, '')
            .trim() || heading;
      }
      continue;
    }
    const match = TASK.exec(line);
    if (match === null) {
      if (LIKE_TASK.test(line) && /\bT\d/.test(line)) return { tasks: [], problem: { line: index + 1, found: line.trim() } };
      continue;
    }
    const original = match[2] ?? '';
    if (ids.has(original)) return { tasks: [], problem: { line: index + 1, found: `${original} again` } };
    const id = `T-${original
      .slice(1)
      .replace(/^0*(\d{3,}.*)$/, '$1')
      .padStart(3, '0')
      .toUpperCase()}`;
    ids.set(original, id);
    const rest = match[3] ?? '';
    const isParallel = /\[P\]/.test(rest);
    const story = /\[(US\d+)\]/.exec(rest)?.[1];
    const words = rest
      .replaceAll(/\[(?:P|US\d+)\]/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
    const dependsOn = isParallel ? gate : beside.length > 0 ? [...beside] : gate;
    tasks.push({
      id,
      title: words.length <= 100 ? words : `${words.slice(0, 97)}...`,
      area,
      specReference: '',
      specHash: '',
      dependsOn,
      status: match[1] === ' ' ? 'pending' : 'done (external)',
      source: 'user-added',
      criteria: [words],
      complexity: 'Medium',
      files: [...new Set([...rest.matchAll(PATH)].map(([, path = '']) => path))],
      others: { 'Original id': original, ...(story === undefined ? {} : { Story: story }) },
    });
    sincePhase.push(id);
    if (isParallel) beside.push(id);
    else {
      gate = [id];
      beside = [];
    }
  }
  return { tasks };
}
