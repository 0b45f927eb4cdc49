/** Comments and attributes that switch a checker off for a line or a file, and that the change adds. */
import type { Grammars } from '../syntax/grammars.ts';
import { commentsOf, nodesBelow, textOf, treeOf } from '../syntax/tree.ts';
import { type AuditFinding, auditFinding, type FileChange, placeIn } from '../types.ts';

/** In comments, of whatever language. */
const IN_COMMENT =
  /(?:eslint-disable(?:-next-line|-line)?|biome-ignore(?:-all|-start)?|oxlint-disable(?:-next-line|-line)?|tslint:disable(?:-next-line|-line)?|jshint\s+ignore|stylelint-disable(?:-next-line|-line)?|deno-lint-ignore(?:-file)?|@ts-(?:ignore|expect-error|nocheck)|@flow-?(?:ignore|nocheck)|\$FlowFixMe|(?:istanbul|c8|v8|node:coverage)\s+(?:ignore|disable)|\bnoqa\b|type:\s*ignore|pyright:\s*ignore|pylint:\s*disable|mypy:\s*ignore|ruff:\s*noqa|flake8:\s*noqa|pragma:\s*no\s*(?:cover|branch)|\bnosec\b|\bnosemgrep\b|\bnolint\b|lint:ignore|NOLINT(?:NEXTLINE|BEGIN)?|rubocop:(?:disable|todo)|:nocov:|shellcheck\s+disable|hadolint\s+ignore|phpcs:(?:disable|ignore)|@phpstan-ignore|@psalm-suppress|noinspection\s+\w|swiftlint:disable|ktlint-disable|detekt:|checkstyle:off|CHECKSTYLE:OFF|spotless:off|credo:disable|sobelow_skip|markdownlint-disable|yamllint\s+disable|tflint-ignore|checkov:skip|codespell:ignore|cspell:disable|spell-checker:\s*disable)/;

/** In code. */
const IN_CODE =
  /#!?\[\s*(?:allow|expect)\s*\(|#\[\s*coverage\s*\(\s*off|@SuppressWarnings\b|@Suppress\b|@suppress\b|@no_type_check\b|#pragma\s+(?:warning\s+disable|GCC\s+diagnostic\s+ignored|clang\s+diagnostic\s+ignored)|\[SuppressMessage\b|\[ExcludeFromCodeCoverage\b|@ExcludeFromJacoco|@Generated\b/;

interface Suppression {
  /** What tells one from another: the line's own words, without what it is attached to. */
  readonly key: string;
  readonly line: number;
}

export function auditSuppressions(changes: readonly FileChange[], grammars: Grammars): AuditFinding[] {
  const old = new Map<string, number>();
  // Over all files: code that moves takes its comments along.
  for (const { basePath, before } of changes)
    for (const { key } of found(basePath, before, grammars).all) old.set(key, (old.get(key) ?? 0) + 1);
  return changes.flatMap(({ path, after }) => {
    if (after === undefined) return [];
    const { by, all } = found(path, after, grammars);
    const added = all.filter(({ key }) => {
      const count = old.get(key) ?? 0;
      old.set(key, count - 1);
      return count <= 0;
    });
    return added.map(({ line, key }) =>
      auditFinding({
        kind: 'lint-disabled',
        by,
        category: 'maintainability',
        severity: 'minor',
        claim: `A check is switched off in ${path}: ${key.slice(0, 120)}`,
        evidence: 'The base has no such line.',
        place: placeIn(path, 'new', after, line),
      }),
    );
  });
}

/** Prose may speak of such comments. */
const PROSE = /\.(?:md|mdx|markdown|rst|adoc|txt|snap|golden)$/i;

function found(
  path: string,
  text: string | undefined,
  grammars: Grammars,
): { readonly by: 'syntax-tree' | 'lines'; readonly all: readonly Suppression[] } {
  if (text === undefined || PROSE.test(path) || !(IN_COMMENT.test(text) || IN_CODE.test(text))) return { by: 'lines', all: [] };
  const tree = treeOf(path, text, grammars);
  if (tree === undefined) {
    const lines = text.split(/\r?\n/).map((line, at) => ({ line: at + 1, text: line.slice(0, 2000) }));
    const all = lines.flatMap(({ line, text: each }) => {
      const comment = /(?:\/\/|#|\/\*|<!--|--|;|%)(.*)$/.exec(each)?.[1] ?? '';
      const match = IN_COMMENT.exec(comment) ?? IN_CODE.exec(each);
      return match === null ? [] : [{ key: keyOf(each.slice(each.indexOf(match[0]))), line }];
    });
    return { by: 'lines', all };
  }
  const comments = commentsOf(tree).filter((node) => IN_COMMENT.test(textOf(tree, node)));
  const attributes = nodesBelow(tree.root, ATTRIBUTES).filter((node) => IN_CODE.test(textOf(tree, node)));
  return {
    by: 'syntax-tree',
    all: [...comments, ...attributes].map((node) => ({ key: keyOf(textOf(tree, node)), line: tree.lineOf(node.from) })),
  };
}

const ATTRIBUTES = new Set(['Attribute', 'Annotation', 'MarkerAnnotation', 'Decorator', 'InnerAttribute']);

const keyOf = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').slice(0, 300);
