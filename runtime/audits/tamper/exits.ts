/** Success that is forced: exit codes set in tests and their set-up, results rewritten, comparisons that always hold. */
import type { Severity } from '../../model/findings.ts';
import { isSetUp } from '../roles.ts';
import type { Grammars } from '../syntax/grammars.ts';
import { normalise } from '../syntax/tokens.ts';
import { nodesBelow, type Tree, textOf, treeOf } from '../syntax/tree.ts';
import { type AuditFinding, auditFinding, type Basis, type FileChange, placeIn } from '../types.ts';
import { EXIT_PATTERNS } from './exit-patterns.ts';

/** @param isRun files that checks run: they count like set-up files */
export function auditExits(changes: readonly FileChange[], isRun: ReadonlySet<string>, grammars: Grammars): AuditFinding[] {
  const isWatched = (path: string): boolean => isSetUp(path) || isRun.has(path);
  const old = new Map<string, number>();
  for (const { basePath, before } of changes)
    for (const { key } of hitsIn(basePath, before, { grammars, isWatched })) old.set(key, (old.get(key) ?? 0) + 1);
  return changes.flatMap(({ path, after }) =>
    hitsIn(path, after, { grammars, isWatched })
      .filter(({ key }) => {
        const count = old.get(key) ?? 0;
        old.set(key, count - 1);
        return count <= 0;
      })
      .map(({ by, line, what, severity }) =>
        auditFinding({
          kind: 'exit-forced',
          by,
          severity,
          claim: `${path} ${what}`,
          evidence: 'The base does not.',
          place: placeIn(path, 'new', after ?? '', line),
        }),
      ),
  );
}

interface Hit {
  readonly key: string;
  readonly line: number;
  readonly what: string;
  readonly severity: Severity;
  readonly by: Basis;
}

const LONGEST = 20_000;

/** Without any of these words there is nothing to look for, and the file need not be parsed. */
const HINTS =
  /exit|halt|uncaughtException|unhandledRejection|globalThis|global\.|window\.|extend|outcome|excinfo|testsfailed|items|collect_ignore|__(?:eq|ne|contains)__/i;

function hitsIn(
  path: string,
  text: string | undefined,
  { grammars, isWatched }: { grammars: Grammars; isWatched: (path: string) => boolean },
): Hit[] {
  if (text === undefined || !HINTS.test(text)) return [];
  const tree = treeOf(path, text, grammars);
  if (tree === undefined) return isWatched(path) ? linesIn(text) : [];
  const patterns =
    isWatched(path) || (tree.grammar === 'rust' && /#\[\s*cfg\s*\(\s*test/.test(text)) ? EXIT_PATTERNS[tree.grammar] : [];
  const nodes = nodesBelow(tree.root, new Set(patterns.flatMap(({ nodes: names }) => names)));
  const hits = nodes.flatMap((node): Hit[] => {
    if (node.to - node.from > LONGEST) return [];
    const code = normalise(textOf(tree, node));
    const found = patterns.find(
      ({ nodes: names, pattern }) => names.includes(node.name) && pattern.test(code) && !endsWithFailure(code),
    );
    return found === undefined
      ? []
      : [
          {
            key: `${found.what} ${code.slice(0, 300)}`,
            line: tree.lineOf(node.from),
            what: found.what,
            severity: 'blocker',
            by: 'syntax-tree',
          },
        ];
  });
  return [...hits, ...(tree.grammar === 'python' ? equalToAll(tree) : [])];
}

/** `process.exit(1)` and `process.exit(code)` are no success. */
const endsWithFailure = (code: string): boolean =>
  /^(?:process|globalThis \. process) \. (?:exit|reallyExit) \( (?!0 \)|\)|'0' \))/.test(code);

/** `def __eq__(self, other): return True` makes every comparison hold, wherever it stands. */
function equalToAll(tree: Tree): Hit[] {
  return nodesBelow(tree.root, new Set(['FunctionDefinition'])).flatMap((node): Hit[] => {
    const code = normalise(textOf(tree, node).slice(0, 500));
    if (!/^def __(?:eq|ne|contains)__ \(.*\)(?: - > \w+)? : (?:'' '[^']*' '' )?return True$/.test(code)) return [];
    return [
      {
        key: code,
        line: tree.lineOf(node.from),
        what: 'has a comparison that always holds',
        severity: 'blocker',
        by: 'syntax-tree',
      },
    ];
  });
}

const LINE =
  /^\s*(?:exit\s*\(?\s*0\s*\)?\s*;?|at_exit\s*\{\s*exit!?\s*\(?0?\)?\s*\}|Kernel\.exit!?\s*\(?\s*(?:0|true)\s*\)?|exit!?\s+(?:0|true)|System\.exit\(0\);?|exitProcess\(0\)|Environment\.Exit\(0\);?|Environment\.ExitCode\s*=\s*0;?|os\.exit\(0\)|System\.halt\(0\))\s*$/;

function linesIn(text: string): Hit[] {
  return text.split(/\r?\n/).flatMap((line, at): Hit[] => {
    if (line.length > 500 || !LINE.test(line)) return [];
    return [{ key: line.trim(), line: at + 1, what: 'ends the process with success', severity: 'blocker', by: 'lines' }];
  });
}
