/** metadata.json of a spec folder, parsed. */
import { describe, positionAt } from '../../config/text.ts';
import { bad, type Failure, type Notice, ok, type Place, type Result } from '../../model/failure.ts';
import { isSafeId } from '../../model/ids.ts';
import type { Lifecycle } from '../../model/item.ts';
import { parseLocatedJson } from '../../prompts/json.ts';

export interface Metadata {
  /** Absent: the folder's name. */
  readonly id?: string;
  readonly name?: string;
  /** As written; `todo` when absent. */
  readonly status: string;
  readonly dependsOn: readonly string[];
  readonly lastRun?: string;
  readonly notes: string | readonly string[];
  readonly acceptanceCommands: readonly string[];
  readonly files?: readonly string[];
  /** Absent too where the field is another tool's and no list of texts. */
  readonly labels?: readonly string[];
}

/** `blocked` may have been written by hand; inside it is derived only, so such an item counts as not begun. */
const LIFECYCLES: ReadonlyMap<string, Lifecycle> = new Map([
  ['todo', 'pending'],
  ['blocked', 'pending'],
  ['in-progress', 'in-progress'],
  ['done', 'done'],
  ['failed', 'failed'],
]);

export const lifecycleOf = (status: string): Lifecycle => LIFECYCLES.get(status) ?? 'pending';

/** A word that no status is spelt with; undefined for a known one. */
export function statusNotice(status: string, file: string): Notice | undefined {
  if (LIFECYCLES.has(status)) return undefined;
  return {
    code: 'status-unknown',
    message: `${file}: expected status to be one of ${[...LIFECYCLES.keys()].join(', ')}, found "${status}"; the item counts as todo.`,
    fix: `Set "status" in ${file} to one of them.`,
  };
}

/** @param file named in places */
export function parseMetadata(text: string, file: string): Result<Metadata> {
  const quick = readFields(quickly(text), () => ({ file }));
  if (quick?.ok === true) return quick;
  // Something is wrong: once more, now with places.
  const located = parseLocatedJson(text);
  if (!located.ok) {
    const { offset, expected, found } = located.failure;
    return bad([
      {
        category: 'usage',
        code: 'metadata-syntax',
        message: `Expected ${expected}, found ${found}.`,
        fix: `Mend the JSON of ${file} at that place.`,
        place: { file, ...positionAt(text, offset) },
      },
    ]);
  }
  const { value, places } = located.value;
  const placeOf = (field: string): Place => {
    const offset = places.get(`/${field}`) ?? places.get('') ?? 0;
    return { file, ...positionAt(text, offset), ...(field === '' ? {} : { field }) };
  };
  return (
    readFields(value, placeOf) ??
    bad([
      {
        category: 'usage',
        code: 'metadata-syntax',
        message: `Expected a JSON object, found ${describe(value)}.`,
        fix: `Write at least {} into ${file}.`,
        place: placeOf(''),
      },
    ])
  );
}

function quickly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns undefined when the value is no object */
function readFields(value: unknown, placeOf: (field: string) => Place): Result<Metadata> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  const failures: Failure[] = [];
  const take = <T>(key: string, expected: string, is: (raw: unknown) => raw is T): T | undefined => {
    const raw = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (raw === undefined || raw === null) return undefined;
    if (is(raw)) return raw;
    failures.push({
      category: 'usage',
      code: 'metadata-value',
      message: `Expected "${key}" to be ${expected}, found ${describe(raw)}.`,
      fix: `Correct "${key}" in ${placeOf('').file}, or leave it out.`,
      place: placeOf(key),
    });
    return undefined;
  };
  const id = take('id', SAFE, isId);
  const name = take('name', 'text', isText)?.trim();
  const status = take('status', 'text', isText);
  const dependsOn = take('dependsOn', 'a list of ids', isTexts);
  const lastRun = take('lastRun', 'text', isText);
  const notes = take('notes', 'text or a list of lines', isNotes);
  const acceptanceCommands = take('acceptanceCommands', 'a list of commands', isTexts);
  const files = take('files', 'a list of paths', isTexts);
  if (failures.length > 0) return bad(failures);
  return ok({
    status: status ?? 'todo',
    dependsOn: [...new Set(dependsOn)],
    notes: notes ?? '',
    acceptanceCommands: (acceptanceCommands ?? []).map((command) => command.trim()).filter((command) => command !== ''),
    ...(id === undefined ? {} : { id }),
    ...(name === undefined || name === '' ? {} : { name }),
    ...(lastRun === undefined ? {} : { lastRun }),
    ...(files === undefined ? {} : { files }),
    ...(isTexts(fields['labels']) ? { labels: fields['labels'] } : {}),
  });
}

export const SAFE = 'an id of letters, digits, ".", "_" and "-" that begins with a letter or digit and holds no ".."';

const isText = (raw: unknown): raw is string => typeof raw === 'string';
const isId = (raw: unknown): raw is string => typeof raw === 'string' && isSafeId(raw);
const isTexts = (raw: unknown): raw is string[] => Array.isArray(raw) && raw.every((entry) => typeof entry === 'string');
const isNotes = (raw: unknown): raw is string | string[] => isText(raw) || isTexts(raw);
