/** Facts about the change as a whole that several detectors need. */
import { roleOf } from '../roles.ts';
import type { Grammars } from '../syntax/grammars.ts';
import { tokensOf } from '../syntax/tokens.ts';
import { treeOf, withoutComments } from '../syntax/tree.ts';
import type { FileChange } from '../types.ts';

/** Words of a file without comments; without a grammar, without what looks like comment lines. */
export function codeOf(path: string, text: string | undefined, grammars: Grammars): string {
  if (text === undefined) return '';
  const tree = treeOf(path, text, grammars);
  return tree === undefined ? text.replaceAll(/^\s*(?:\/\/|#(?![![])|--|\*).*$/gm, '') : withoutComments(tree, 0, text.length);
}

/** Source files whose code changed; a change of comments or layout alone is none. */
export function changedSources(changes: readonly FileChange[], grammars: Grammars): string[] {
  return changes
    .filter(({ path, basePath }) => roleOf(path) === 'source' || roleOf(basePath) === 'source')
    .filter(({ path, basePath, before, after }) => {
      // Without its text (too large, binary) a file that git calls changed counts as changed.
      if (before === undefined || after === undefined) return true;
      return tokensOf(codeOf(basePath, before, grammars)).join(' ') !== tokensOf(codeOf(path, after, grammars)).join(' ');
    })
    .map(({ path }) => path);
}

const DECLARES =
  /(?:^|[^\w.])(?:function\*?|def|fn|func(?:\s*\([^)]{0,100}\))?|class|struct|interface|trait|enum|type|const|let|var|val|fun|object|module|record)\s+([A-Za-z_$][\w$]{2,})/g;
const METHOD =
  /^[ \t]+(?:(?:public|private|protected|static|async|final|override|get|set|readonly)\s+)*(?:[\w<>[\],]+\s+)?([A-Za-z_$][\w$]{2,})\s*\([^;{}()]{0,200}\)\s*(?::[^;{}]{0,100})?\{/gm;
const KEYWORDS = new Set(['for', 'while', 'switch', 'catch', 'function', 'return', 'with', 'using', 'elif', 'else']);

export function declaredIn(code: string): Set<string> {
  const names = [...code.matchAll(DECLARES), ...code.matchAll(METHOD)].map((match) => match[1] ?? '');
  return new Set(names.filter((name) => !KEYWORDS.has(name)));
}

export interface Removed {
  /** Names that source files of the base declare and that the candidate declares nowhere in the change. */
  readonly names: ReadonlySet<string>;
  /** Stems of source files that are gone: `cart` for `src/cart.ts`. */
  readonly stems: ReadonlySet<string>;
}

/** A name that gave way to a new one in the same file may only be renamed, and is not counted as removed. */
export function removedCode(changes: readonly FileChange[], grammars: Grammars): Removed {
  const sources = changes.filter(({ basePath }) => roleOf(basePath) === 'source');
  const sides = sources.map((change) => ({
    change,
    was: declaredIn(codeOf(change.basePath, change.before, grammars)),
    is: declaredIn(codeOf(change.path, change.after, grammars)),
  }));
  const everywhere = new Set(
    changes.flatMap(({ path, after }) => (roleOf(path) === 'source' ? [...declaredIn(codeOf(path, after, grammars))] : [])),
  );
  const names = sides.flatMap(({ was, is }) => {
    const hasNew = [...is].some((name) => !was.has(name));
    return hasNew ? [] : [...was].filter((name) => !everywhere.has(name));
  });
  const gone = sources.filter(({ status }) => status === 'deleted').map(({ basePath }) => stemOf(basePath));
  return { names: new Set(names), stems: new Set(gone.filter((stem) => stem.length > 2 && stem !== 'index')) };
}

/** `cart` for `src/cart.ts`, `cart.test.ts`, `test_cart.py`, `cart_test.go`, `CartTest.java`, in lower case. */
export function stemOf(path: string): string {
  const name = (path.split('/').at(-1) ?? path).replace(/\.[^.]*$/, '');
  return name
    .replace(/[._-](?:test|tests|spec|specs|e2e|cy)$/i, '')
    .replace(/^test_|_test$|_spec$/, '')
    .replace(/(?:Tests?|Spec|IT)$/, '')
    .toLowerCase();
}
