/** Members of a JSON object set in its text; every other byte stays as its author wrote it. */
import { bad, ok, type Result } from '../../model/failure.ts';
import { type JsonProblem, parseLocatedJson } from '../../prompts/json.ts';

/**
 * `set` gives the member this text; `append` adds it as a line to a text, or as an entry to a list. `at`: JSON pointer of the object that has
 * the member; absent: the whole.
 */
export type JsonEdit =
  | { readonly kind: 'set'; readonly name: string; readonly value: string; readonly at?: string }
  | { readonly kind: 'append'; readonly name: string; readonly line: string };

/**
 * Applies the edits in their order. A member that is missing is added at the end, laid out like its neighbours; one that is there
 * already with the wanted value, and a line that is there already, change nothing.
 *
 * @param text a JSON object; a byte order mark before it is kept
 */
export function editJson(text: string, edits: readonly JsonEdit[]): Result<string, JsonProblem> {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  let current = text.slice(mark.length);
  for (const edit of edits) {
    const next = applyEdit(current, edit);
    if (!next.ok) return next;
    current = next.value;
  }
  return ok(mark + current);
}

function applyEdit(text: string, edit: JsonEdit): Result<string, JsonProblem> {
  const located = parseLocatedJson(text);
  if (!located.ok) return located;
  const { places, keys } = located.value;
  const object = edit.kind === 'set' ? (edit.at ?? '') : '';
  const value = valueAt(located.value.value, object);
  const start = places.get(object) ?? 0;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad({ offset: start, expected: 'a JSON object', found: (JSON.stringify(value) ?? 'nothing').slice(0, 24) });
  }
  const present = new Map<string, unknown>(Object.entries(value)).get(edit.name);
  const at = places.get(`${object}/${pointerPart(edit.name)}`);
  const layout: Layout = { text, keys, places, object };
  if (edit.kind === 'set') {
    if (present === edit.value) return ok(text);
    return ok(at === undefined ? withMember(layout, edit.name, edit.value) : replaced(text, at, JSON.stringify(edit.value)));
  }
  if (at === undefined) return ok(withMember(layout, edit.name, edit.line));
  if (Array.isArray(present))
    return ok(present.includes(edit.line) ? text : withEntry(layout, edit.name, { count: present.length, line: edit.line }));
  const lines = typeof present === 'string' ? present : '';
  if (lines.split(/\r?\n/).includes(edit.line)) return ok(text);
  const separator = lines === '' || lines.endsWith('\n') ? '' : '\n';
  return ok(replaced(text, at, JSON.stringify(lines + separator + edit.line)));
}

const valueAt = (root: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, part) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[part], root);

const pointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

interface Layout {
  readonly text: string;
  readonly keys: ReadonlyMap<string, number>;
  readonly places: ReadonlyMap<string, number>;
  /** JSON pointer of the object that is edited. */
  readonly object: string;
}

const replaced = (text: string, at: number, json: string): string => text.slice(0, at) + json + text.slice(valueEnd(text, at));

function withMember({ text, keys, places, object }: Layout, name: string, value: string): string {
  const start = places.get(object) ?? 0;
  const members = [...keys]
    .filter(([pointer]) => pointer.startsWith(`${object}/`) && !pointer.slice(object.length + 1).includes('/'))
    .map(([pointer, key]) => ({ key, value: places.get(pointer) ?? key }));
  const last = members.at(-1);
  if (last === undefined) {
    const newline = text.includes('\r\n') ? '\r\n' : '\n';
    const end = valueEnd(text, start);
    return `${text.slice(0, start)}{${newline}  ${JSON.stringify(name)}: ${JSON.stringify(value)}${newline}}${text.slice(end)}`;
  }
  const previous = members.at(-2);
  const separator =
    previous === undefined ? `,${text.slice(start + 1, last.key)}` : text.slice(valueEnd(text, previous.value), last.key);
  const colon = text.slice(valueEnd(text, last.key), last.value);
  const end = valueEnd(text, last.value);
  return `${text.slice(0, end)}${separator}${JSON.stringify(name)}${colon}${JSON.stringify(value)}${text.slice(end)}`;
}

function withEntry(
  { text, places }: Layout,
  name: string,
  { count, line }: { readonly count: number; readonly line: string },
): string {
  const pointer = `/${pointerPart(name)}`;
  const start = places.get(pointer) ?? 0;
  const at = (index: number): number => places.get(`${pointer}/${index}`) ?? start;
  if (count === 0) return replaced(text, start, JSON.stringify([line]));
  const end = valueEnd(text, at(count - 1));
  const before = text.slice(start + 1, at(0));
  const separator = count > 1 ? text.slice(valueEnd(text, at(count - 2)), at(count - 1)) : `,${before === '' ? ' ' : before}`;
  return `${text.slice(0, end)}${separator}${JSON.stringify(line)}${text.slice(end)}`;
}

/** Offset after the value that begins at `at`; the text is known to be JSON. */
function valueEnd(text: string, at: number): number {
  let depth = 0;
  for (let index = at; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === '"') index = stringEnd(text, index) - 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (depth === 0) return index + (/^[^\s,\]}:]+/.exec(text.slice(index, index + 400))?.[0].length ?? 1);
    if (depth === 0) return index + 1;
  }
  return text.length;
}

function stringEnd(text: string, at: number): number {
  for (let index = at + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}
