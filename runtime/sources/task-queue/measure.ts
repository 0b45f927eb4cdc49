/** How large a change of a file is: the one measure of reconciliation and of drift. Pure. */

export type ChangeSize = 'none' | 'minor' | 'major';

export interface MeasuredChange {
  readonly path: string;
  /** Absent: the file is new, or gone. */
  readonly before?: string;
  readonly after?: string;
  /** What a task's criteria or its own change name: a change inside one of these definitions is major. */
  readonly names?: readonly string[];
}

const MOST_LINES = 20;
const LARGEST_SHARE = 0.2;

/** Comment or white space only: none. At most 20 lines, at most a fifth of the file, none in a definition that is named: minor. Else major. */
export function measureChange({ path, before, after, names = [] }: MeasuredChange): ChangeSize {
  if (before === after) return 'none';
  if (before === undefined || after === undefined) return 'major';
  const old = codeLines(before, path);
  const now = codeLines(after, path);
  const changed = changedLines(
    old.map(({ text }) => text),
    now.map(({ text }) => text),
    2 * MOST_LINES,
  );
  if (changed === undefined) return 'major';
  const count = changed.hunks;
  if (count === 0) return 'none';
  const total = Math.max(before.split('\n').length, after.split('\n').length);
  if (count > MOST_LINES || count > total * LARGEST_SHARE) return 'major';
  const wanted = new Set(names);
  const isNamed =
    changed.removed.some((at) => definitionsAt(old, at).some((name) => wanted.has(name))) ||
    changed.added.some((at) => definitionsAt(now, at).some((name) => wanted.has(name)));
  return isNamed ? 'major' : 'minor';
}

interface CodeLine {
  /** Without what does not count: comments, blanks that mean nothing. */
  readonly text: string;
  readonly indent: number;
}

const HASH_COMMENTS = /\.(?:py|pyi|rb|sh|bash|zsh|ya?ml|toml|pl|r|mk|conf|ini|cfg)$|(?:^|\/)(?:Makefile|Dockerfile)$/i;
const SLASH_COMMENTS =
  /\.(?:[cm]?[jt]sx?|java|kt|kts|go|rs|c|h|cc|cpp|hpp|cs|swift|scala|php|dart|css|scss|less|proto|groovy|gradle|zig)$/i;
const INDENT_MEANS = /\.(?:py|pyi|ya?ml|mk|md|rst|sass|haml|pug|coffee|fs|nim)$|(?:^|\/)Makefile$/i;

function codeLines(text: string, path: string): readonly CodeLine[] {
  const keepsIndent = INDENT_MEANS.test(path);
  const lines: CodeLine[] = [];
  let inBlock = false;
  for (const raw of text.replaceAll(/\r\n?/g, '\n').split('\n')) {
    let line = raw.trimEnd();
    const bare = line.trim();
    if (SLASH_COMMENTS.test(path)) {
      if (inBlock) {
        inBlock = !bare.includes('*/');
        line = inBlock ? '' : bare.slice(bare.indexOf('*/') + 2);
      } else if (bare.startsWith('//')) line = '';
      else if (bare.startsWith('/*')) {
        inBlock = !bare.includes('*/');
        line = inBlock ? '' : bare.slice(bare.indexOf('*/') + 2);
      }
    } else if (HASH_COMMENTS.test(path) && bare.startsWith('#') && !bare.startsWith('#!')) line = '';
    if (line.trim() === '') continue;
    const indent = line.length - line.trimStart().length;
    const words = line.trim().replaceAll(/\s+/g, ' ');
    lines.push({ text: keepsIndent ? `${' '.repeat(indent)}${words}` : words, indent });
  }
  return lines;
}

interface Changed {
  /** Lines changed: of each stretch the longer of what went and what came. */
  readonly hunks: number;
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

export interface LineChanges {
  /** Indices of lines of the old text that go, and of the new one that come. */
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/** Of two texts that have not too little in common; otherwise the whole of both. */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChanges {
  const changed = changedLines(before, after, 800);
  return changed ?? { removed: [...before.keys()], added: [...after.keys()] };
}

/** The shortest edit by Myers; undefined when it takes more than `most` lines removed and added. */
function changedLines(a: readonly string[], b: readonly string[], most: number): Changed | undefined {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const left = a.slice(start, endA);
  const right = b.slice(start, endB);
  const trace = search(left, right, most);
  if (trace === undefined) return undefined;
  const removed: number[] = [];
  const added: number[] = [];
  let x = left.length;
  let y = right.length;
  for (let d = trace.length - 1; d > 0; d -= 1) {
    const v = trace[d - 1] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && (v.get(k - 1) ?? -1) < (v.get(k + 1) ?? -1));
    const previous = down ? k + 1 : k - 1;
    const px = v.get(previous) ?? 0;
    const py = px - previous;
    while (x > px && y > py && x > 0 && y > 0 && left[x - 1] === right[y - 1]) {
      x -= 1;
      y -= 1;
    }
    if (down) added.push(start + (y -= 1));
    else removed.push(start + (x -= 1));
  }
  return { hunks: stretches(removed.toReversed(), added.toReversed()), removed, added };
}

/** The furthest points of every step up to the one that reaches the end. */
function search(a: readonly string[], b: readonly string[], most: number): readonly ReadonlyMap<number, number>[] | undefined {
  const trace: Map<number, number>[] = [];
  let v = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= most; d += 1) {
    const next = new Map<number, number>();
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (v.get(k - 1) ?? -1) < (v.get(k + 1) ?? -1));
      let x = d === 0 ? 0 : down ? (v.get(k + 1) ?? 0) : (v.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && x - k >= 0 && a[x] === b[x - k]) x += 1;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return [...trace, next];
    }
    trace.push(next);
    v = next;
  }
  return undefined;
}

/** Removals and additions that stand in one place count once. */
function stretches(removed: readonly number[], added: readonly number[]): number {
  // What is removed at a and added at b lies in one place when the same number of lines is kept before both.
  const count = new Map<number, { out: number; in: number }>();
  const place = (kept: number) => {
    const known = count.get(kept) ?? { out: 0, in: 0 };
    count.set(kept, known);
    return known;
  };
  for (const [index, at] of removed.entries()) place(at - index).out += 1;
  for (const [index, at] of added.entries()) place(at - index).in += 1;
  return [...count.values()].reduce((sum, each) => sum + Math.max(each.out, each.in), 0);
}

const DEFINITION =
  /^(?:export |default |public |private |protected |static |async |abstract |final |pub(?:\([^)]*\))? |inline |override |readonly |declare )*(?:function\*? |class |interface |type |enum |struct |trait |impl |def |func (?:\([^)]*\) ?)?|fn |const |let |var |module |namespace )([A-Za-z_$][\w$]*)/;
const METHOD =
  /^(?:public |private |protected |static |async |override |readonly |get |set )*([A-Za-z_$][\w$]*)\s*\([^;]*\)\s*(?::[^{;]*)?\{$/;
const CONTROL = new Set(['if', 'for', 'while', 'switch', 'catch', 'return', 'function', 'else', 'do', 'try', 'with']);

/** The name that a line defines; undefined when it defines none. */
export function definitionIn(line: string): string | undefined {
  const text = line.trim();
  const name = DEFINITION.exec(text)?.[1] ?? METHOD.exec(text)?.[1];
  return name === undefined || CONTROL.has(name) ? undefined : name;
}

/** Names of the definitions that a line stands in, its own too: by indentation. */
function definitionsAt(lines: readonly CodeLine[], at: number): readonly string[] {
  const names: string[] = [];
  let indent = lines[at]?.indent ?? 0;
  const own = definitionIn(lines[at]?.text ?? '');
  if (own !== undefined) names.push(own);
  for (let index = at - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (line === undefined || line.indent >= indent || /^[)\]}]/.test(line.text.trim())) continue;
    indent = line.indent;
    const name = definitionIn(line.text);
    if (name !== undefined) names.push(name);
    if (indent === 0) break;
  }
  return names;
}

/** Names that a text speaks of: in backticks, with parentheses, in mixed case or with underscores. */
export function namesIn(text: string): readonly string[] {
  const quoted = [...text.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.match(/[A-Za-z_$][\w$]*/g) ?? []);
  const called = [...text.matchAll(/\b([A-Za-z_$][\w$]*)\(/g)].map(([, name = '']) => name);
  const shaped =
    text.match(/\b(?:[a-z]+[a-z0-9]*(?:[A-Z][a-z0-9]*)+|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+|[a-z0-9]+(?:_[a-z0-9]+)+)\b/g) ?? [];
  return [...new Set([...quoted, ...called, ...shaped])];
}

/** Names that the added lines of a diff define. */
export const namesDefinedIn = (diff: string): readonly string[] => [
  ...new Set(
    diff
      .split('\n')
      .filter((line) => line.startsWith('+') && !line.startsWith('+++'))
      .flatMap((line) => definitionIn(line.slice(1)) ?? []),
  ),
];
