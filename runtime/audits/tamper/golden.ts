/** Expected output that was rewritten although nothing that produces it changed. */
import { roleOf } from '../roles.ts';
import type { Grammars } from '../syntax/grammars.ts';
import { normalise } from '../syntax/tokens.ts';
import { nodesBelow, type Tree, textOf, treeOf } from '../syntax/tree.ts';
import { type AuditFinding, auditFinding, type FileChange, placeIn } from '../types.ts';
import { changedSources, stemOf } from './code.ts';

export function auditGolden(changes: readonly FileChange[], grammars: Grammars): AuditFinding[] {
  const concerned = changes.filter(
    ({ basePath, before }) => roleOf(basePath) === 'golden' || (before !== undefined && INLINE_TEXT.test(before)),
  );
  if (concerned.length === 0) return [];
  const sources = changedSources(changes, grammars);
  const goneTests = new Set(
    changes
      .filter(({ status, basePath }) => status === 'deleted' && roleOf(basePath) === 'test')
      .map(({ basePath }) => stemOf(basePath)),
  );
  return concerned.flatMap((change) => {
    if (roleOf(change.basePath) === 'golden') return ofFile(change, { sources, goneTests });
    return sources.length === 0 ? ofInline(change, grammars) : [];
  });
}

interface Known {
  readonly sources: readonly string[];
  readonly goneTests: ReadonlySet<string>;
}

function ofFile({ path, basePath, status, before, after }: FileChange, { sources, goneTests }: Known): AuditFinding[] {
  if (status === 'added' || (before !== undefined && before === after)) return [];
  const place =
    before === undefined ? undefined : placeIn(basePath, 'base', before, firstDifference(before, after ?? '', 'base'));
  const make = (claim: string, evidence: string): AuditFinding =>
    auditFinding({
      kind: 'golden-rewritten',
      by: 'values',
      severity: 'major',
      claim,
      evidence,
      ...(place === undefined ? {} : { place }),
    });
  if (status === 'deleted') {
    // A snapshot goes with the test it belongs to: `a.test.ts.snap` with `a.test.ts`.
    const owner = stemOf(basePath.replace(/\.\w+$/, ''));
    return goneTests.has(owner) || goneTests.has(stemOf(basePath))
      ? []
      : [make(`The expected output ${basePath} is deleted`, 'No test that it belongs to is deleted with it.')];
  }
  if (sources.length > 0) return [];
  return [
    make(
      `The expected output ${path} is rewritten without a change of source`,
      'No source file changed its code; comments and layout do not count.',
    ),
  ];
}

function firstDifference(before: string, after: string, side: 'base' | 'new'): number {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const own = side === 'base' ? a : b;
  const at = own.findIndex((line, index) => line !== (side === 'base' ? b : a)[index]);
  return at === -1 ? 1 : at + 1;
}

const INLINE_TEXT = /InlineSnapshot\s*\(/;
const INLINE = /(?:toMatchInlineSnapshot|toThrowErrorMatchingInlineSnapshot)$/;

/** The snapshots that stand in the test itself. */
function ofInline({ path, basePath, before, after }: FileChange, grammars: Grammars): AuditFinding[] {
  if (before === undefined || after === undefined) return [];
  const [old, now] = [treeOf(basePath, before, grammars), treeOf(path, after, grammars)];
  if (old === undefined || now === undefined) return [];
  const was = inlineIn(old);
  return inlineIn(now).flatMap(({ subject, text, line }) => {
    const same = was.filter((each) => each.subject === subject);
    if (same.length === 0 || same.some((each) => each.text === text)) return [];
    return [
      auditFinding({
        kind: 'golden-rewritten',
        by: 'syntax-tree',
        severity: 'major',
        claim: `An inline snapshot of ${path} is rewritten without a change of source`,
        evidence: `It belongs to ${subject.slice(0, 200)}.`,
        place: placeIn(path, 'new', after, line),
      }),
    ];
  });
}

function inlineIn(tree: Tree): { subject: string; text: string; line: number }[] {
  return nodesBelow(tree.root, CALLS).flatMap((node) => {
    const callee = node.firstChild;
    const list = node.lastChild;
    if (callee === null || list === null || !INLINE.test(textOf(tree, callee))) return [];
    return [{ subject: normalise(textOf(tree, callee)), text: normalise(textOf(tree, list)), line: tree.lineOf(node.from) }];
  });
}

const CALLS = new Set(['CallExpression']);
