/** Reading what agents report besides their work on a task: entry by entry, so that one that does not fit costs only itself. Pure. */
import type { ReportedFix, ReportedGap, TaskReport } from '../model/task-report.ts';
import { FIX_TYPES, GAP_LEVELS } from '../model/task-report.ts';
import { excerpt, fencedBlocks, isObject, kindOf, parseJson, plainText } from './text.ts';

const NOTHING: TaskReport = { gaps: [], fixes: [], notices: [] };

/** The last JSON object of a text, in a fence or as the whole, that has `gaps` or `fixTasks`. */
export function readReport(text: string): TaskReport {
  const plain = plainText(text);
  const candidates = [
    ...fencedBlocks(plain)
      .filter(({ language }) => language === 'json' || language === '')
      .map((block) => block.text)
      .toReversed(),
    plain,
  ];
  for (const candidate of candidates) {
    if (!candidate.includes('"gaps"') && !candidate.includes('"fixTasks"')) continue;
    const json = parseJson(candidate);
    if (json.ok && isObject(json.value)) return reportIn(json.value);
  }
  return NOTHING;
}

/** The fields `gaps` and `fixTasks` of an object; absent and null are empty. */
export function reportIn(object: Readonly<Record<string, unknown>>): TaskReport {
  const notices: string[] = [];
  const read = <T>(name: string, one: (entry: unknown) => T | undefined): readonly T[] => {
    const list = object[name] ?? [];
    if (!Array.isArray(list)) {
      notices.push(`${name}: expected a list, found ${kindOf(list)}`);
      return [];
    }
    return list.flatMap((entry: unknown, index) => {
      const taken = one(entry);
      if (taken === undefined) notices.push(`${name}/${index}: an entry does not fit: ${excerpt(JSON.stringify(entry))}`);
      return taken === undefined ? [] : [taken];
    });
  };
  return { gaps: read('gaps', readGap), fixes: read('fixTasks', readFix), notices };
}

const text = (value: unknown): string => (typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim() : '');

function readGap(entry: unknown): ReportedGap | undefined {
  if (!isObject(entry)) return undefined;
  const level = GAP_LEVELS.find((known) => known === text(entry['level']).toUpperCase());
  const what = text(entry['what']) || text(entry['description']);
  if (level === undefined || what === '') return undefined;
  const patch = entry['patch'];
  const isPatch =
    isObject(patch) &&
    typeof patch['file'] === 'string' &&
    typeof patch['find'] === 'string' &&
    typeof patch['replace'] === 'string' &&
    patch['find'] !== '';
  return {
    level,
    what,
    assumption: text(entry['assumption']),
    ...(isPatch
      ? { patch: { file: patch['file'] as string, find: patch['find'] as string, replace: patch['replace'] as string } }
      : {}),
  };
}

function readFix(entry: unknown): ReportedFix | undefined {
  if (!isObject(entry)) return undefined;
  const type = FIX_TYPES.find((known) => known === text(entry['type']).toLowerCase());
  const task = text(entry['task']) || text(entry['sourceTask']);
  const what = text(entry['what']) || text(entry['description']);
  const files = Array.isArray(entry['files']) ? entry['files'].filter((file): file is string => typeof file === 'string') : [];
  return type === undefined || what === '' || !/^T-\d+[A-Z]?$/.test(task) ? undefined : { type, task, files, what };
}
