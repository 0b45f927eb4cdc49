/** Changes that need no failing test: documentation, configuration, renames. Seen in the change itself, not taken from anybody's word. */
import { roleOf } from '../roles.ts';
import type { Grammars } from '../syntax/grammars.ts';
import { tokensOf } from '../syntax/tokens.ts';
import { codeOf } from '../tamper/code.ts';
import type { FileChange } from '../types.ts';

export type Exemption = 'docs-only' | 'config-only' | 'tests-only' | 'rename-only' | 'comments-only';

/** undefined: source changes, so a test that fails without the change is expected. */
export function exemptionOf(changes: readonly FileChange[], grammars: Grammars): Exemption | undefined {
  const source = changes.filter(
    ({ path, basePath }) => roleOf(path) === 'source' || roleOf(basePath) === 'source' || isInSourceTest(path),
  );
  if (source.length === 0) {
    const roles = new Set(changes.map(({ path }) => roleOf(path)));
    const others = [...roles].filter((role) => role !== 'docs');
    if (others.length === 0) return 'docs-only';
    return others.some((role) => role === 'test' || role === 'test-support' || role === 'golden') ? 'tests-only' : 'config-only';
  }
  const code = source.map((change) => ({
    change,
    was: wordsOf(change.basePath, change.before, grammars),
    is: wordsOf(change.path, change.after, grammars),
  }));
  if (!code.every(({ was, is }) => was === is)) return undefined;
  return source.some(({ status }) => status === 'renamed') ? 'rename-only' : 'comments-only';
}

const isInSourceTest = (path: string): boolean => path.endsWith('.rs') && roleOf(path) === 'source';

const IMPORT =
  /^\s*(?:import\b.*|export\s.*\bfrom\b.*|from\s+\S+\s+import\b.*|(?:const|let|var)\s.*=\s*require\(.*|use\s+[\w:{}, *]+;|mod\s+\w+;|#include\b.*|require(?:_relative)?\s.*|package\s+[\w.]+;?)\s*$/gm;

/** Code without comments and without the lines that name other files: those follow a rename. */
function wordsOf(path: string, text: string | undefined, grammars: Grammars): string {
  return text === undefined ? '\0missing' : tokensOf(codeOf(path, text, grammars).replaceAll(IMPORT, '')).join(' ');
}
