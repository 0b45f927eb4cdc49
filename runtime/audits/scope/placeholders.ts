/** Notes of unfinished work in added lines. */
import type { Grammars } from '../syntax/grammars.ts';
import { commentsOf, textOf, treeOf } from '../syntax/tree.ts';
import { type AuditFinding, auditFinding, type Basis, type FileChange, placeIn } from '../types.ts';
import { addedLines } from './added-lines.ts';

/** In comments and in prose. */
const NOTE =
  /\b(?:TODO|FIXME|XXX|TBD|HACK|WIP)\b(?!-\d)|\b(?:implement me|not yet implemented|your (?:code|text|name) here|lorem ipsum|fill (?:me|this) in|placeholder (?:for now|until)|to be (?:defined|implemented|written))\b/i;
/** The words in capitals mean the note, in small letters they may be ordinary words. */
const LOUD = new Set(['todo', 'fixme', 'xxx', 'tbd', 'hack', 'wip']);
/** In code. */
const STUB =
  /\b(?:todo|unimplemented)!\s*\(|throw new (?:Error|NotImplementedException|UnsupportedOperationException|NotImplementedError)\(\s*["'`]?(?:not (?:yet )?implemented|unimplemented|implement me)?|\braise NotImplementedError\b(?!.*abstract)|panic\(\s*["'`](?:not (?:yet )?implemented|unimplemented)|fatalError\(\s*["']not implemented|\bTODO\(\s*["')]/i;
/** Points to where it is tracked: an issue, a person. */
const TRACKED = /(?:#\d+|\b[A-Z][A-Z0-9]+-\d+\b|https?:\/\/\S+)/;

export function auditPlaceholders(changes: readonly FileChange[], grammars: Grammars): AuditFinding[] {
  return changes.flatMap((change) => {
    const { path, after } = change;
    if (after === undefined || /\.(?:lock|snap|svg|map|min\.js)$|(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/.test(path))
      return [];
    const tree = treeOf(path, after, grammars);
    const inComments =
      tree === undefined
        ? undefined
        : new Set(commentsOf(tree).flatMap((node) => linesOf(tree.lineOf(node.from), textOf(tree, node))));
    const by: Basis = tree === undefined ? 'lines' : 'syntax-tree';
    return addedLines(change).flatMap(({ line, text }) => {
      const short = text.slice(0, 1000);
      const note = noteIn(short);
      const isNote = note !== undefined && (inComments === undefined ? isCommentOrProse(path, short) : inComments.has(line));
      const stub = inComments?.has(line) === true ? null : STUB.exec(short);
      const found = isNote ? note : isStub(stub) ? stub?.[0].trim() : undefined;
      if (found === undefined) return [];
      const isTracked = isNote && TRACKED.test(short);
      return [
        auditFinding({
          kind: 'placeholder',
          by,
          category: 'maintainability',
          severity: isTracked ? 'note' : 'minor',
          claim: `${path} gets a placeholder: ${found}`,
          evidence: isTracked ? 'It names where it is tracked.' : 'The line is added by the change.',
          place: placeIn(path, 'new', after, line),
        }),
      ];
    });
  });
}

function noteIn(text: string): string | undefined {
  const found = NOTE.exec(text)?.[0];
  if (found === undefined || !LOUD.has(found.toLowerCase())) return found;
  return found === found.toUpperCase() ? found : undefined;
}

/** `throw new Error('no such file')` is an ordinary error. */
const isStub = (match: RegExpExecArray | null): boolean =>
  match !== null &&
  (!/^throw/i.test(match[0]) || /implement/i.test(match[0].replace(/^throw new \w+/i, '')) || /NotImplemented/.test(match[0]));

const linesOf = (first: number, text: string): number[] => Array.from({ length: text.split('\n').length }, (_, at) => first + at);

const isCommentOrProse = (path: string, text: string): boolean =>
  /\.(?:md|mdx|markdown|rst|adoc|txt)$/i.test(path) || /(?:\/\/|#|\/\*|^\s*\*|<!--|--\s|;\s|%\s|"""|''')/.test(text);
