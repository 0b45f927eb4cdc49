/** What agents report besides their work: gaps of the specification, and code of other tasks that is wrong. Pure; claims, all of it. */
import { fencedBlocks, isObject, parseJson, plainText } from '../../findings/text.ts';
import type { FixType, GapLevel } from './words.ts';
import { FIX_TYPES, GAP_LEVELS, readWord } from './words.ts';

export interface ReportedGap {
  readonly level: GapLevel;
  readonly what: string;
  /** L1: what was taken for granted. L2: the choices, in words. */
  readonly assumption: string;
  /** L0: a literal replacement in a spec. */
  readonly patch?: { readonly file: string; readonly find: string; readonly replace: string };
}

export interface ReportedFix {
  readonly type: FixType;
  /** Task whose code is wrong. */
  readonly task: string;
  readonly files: readonly string[];
  readonly what: string;
}

export interface TaskReport {
  readonly gaps: readonly ReportedGap[];
  readonly fixes: readonly ReportedFix[];
  /** Entries that do not fit, in words. */
  readonly notices: readonly string[];
}

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
    if (!json.ok || !isObject(json.value)) continue;
    const notices: string[] = [];
    const list = (name: string): readonly unknown[] => {
      const value = (json.value as Readonly<Record<string, unknown>>)[name] ?? [];
      if (Array.isArray(value)) return value;
      notices.push(`expected ${name} to be a list`);
      return [];
    };
    const read = <T>(name: string, one: (entry: unknown) => T | undefined): readonly T[] =>
      list(name).flatMap((entry) => {
        const taken = one(entry);
        if (taken === undefined) notices.push(`an entry of ${name} does not fit: ${JSON.stringify(entry).slice(0, 120)}`);
        return taken === undefined ? [] : [taken];
      });
    return { gaps: read('gaps', readGap), fixes: read('fixTasks', readFix), notices };
  }
  return { gaps: [], fixes: [], notices: [] };
}

const text = (value: unknown): string => (typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim() : '');

function readGap(entry: unknown): ReportedGap | undefined {
  if (!isObject(entry)) return undefined;
  const level = readWord(GAP_LEVELS, text(entry['level']));
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
  const type = readWord(FIX_TYPES, text(entry['type']));
  const task = text(entry['task']) || text(entry['sourceTask']);
  const what = text(entry['what']) || text(entry['description']);
  const files = Array.isArray(entry['files']) ? entry['files'].filter((file): file is string => typeof file === 'string') : [];
  return type === undefined || what === '' || !/^T-\d+[A-Z]?$/.test(task) ? undefined : { type, task, files, what };
}
