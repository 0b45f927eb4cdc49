/** What a change offers that was not there before: names that other code can use. Moving one is nothing new. */
import { roleOf } from '../roles.ts';
import type { FileChange } from '../types.ts';

/** By ending: expressions with the name in their first group. */
const PUBLIC: readonly (readonly [RegExp, readonly RegExp[]])[] = [
  [
    /\.[cm]?[jt]sx?$/,
    [
      /^[ \t]*export\s+(?:default\s+)?(?:async\s+)?(?:abstract\s+)?(?:function\s*\*?|class|const|let|var|enum)\s+([A-Za-z_$][\w$]*)/gm,
      /^[ \t]*(?:module\.)?exports\.([A-Za-z_$][\w$]*)\s*=/gm,
    ],
  ],
  [/\.pyi?$/, [/^(?:async[ \t]+)?(?:def|class)[ \t]+([A-Za-z]\w*)/gm]],
  [/\.go$/, [/^func\s+(?:\([^)\n]*\)\s*)?([A-Z]\w*)/gm, /^type\s+([A-Z]\w*)/gm]],
  [/\.rs$/, [/^[ \t]*pub(?:\([^)\n]*\))?\s+(?:async\s+|const\s+|unsafe\s+)*(?:fn|struct|enum|trait)\s+(\w+)/gm]],
  [
    /\.(?:java|kt|cs)$/,
    [
      /^[ \t]*(?:public|fun|open)\b[^=;{}\n]*?\b(\w+)\s*\(/gm,
      /^[ \t]*public\b[^=;{}(\n]*\b(?:class|interface|record|enum)\s+(\w+)/gm,
    ],
  ],
];

/** Names in their order, each once; of a new file in a language that is not known here, its path. */
export function newNames(changes: readonly FileChange[]): readonly string[] {
  const source = changes.filter(({ path }) => roleOf(path) === 'source');
  const before = new Set(source.flatMap(({ basePath, before: text }) => namesIn(basePath, text)));
  const now = source.flatMap(({ path, status, after }) =>
    after !== undefined && status === 'added' && expressionsFor(path) === undefined ? [path] : namesIn(path, after),
  );
  return [...new Set(now)].filter((name) => !before.has(name)).toSorted();
}

const expressionsFor = (path: string): readonly RegExp[] | undefined => PUBLIC.find(([ending]) => ending.test(path))?.[1];

const namesIn = (path: string, text = ''): readonly string[] =>
  (expressionsFor(path) ?? []).flatMap((expression) => [...text.matchAll(expression)].flatMap(([, name]) => name ?? []));
