/** A syntax tree together with its text. */
import type { Parser, PartialParse, SyntaxNode, Tree as SyntaxTree } from '@lezer/common';
import { type GrammarName, type Grammars, grammarOf } from './grammars.ts';

export interface Tree {
  readonly grammar: GrammarName;
  readonly text: string;
  readonly root: SyntaxNode;
  /** From 1. */
  readonly lineOf: (offset: number) => number;
}

/** A larger file is generated or data; reading it line by line is enough. */
const LARGEST = 200_000;

/** undefined: no grammar for this file, or it is too large. Broken code has a tree too. Never throws. */
export function treeOf(path: string, text: string, grammars: Grammars): Tree | undefined {
  const grammar = grammarOf(path);
  return grammar === undefined ? undefined : parseAs(grammar, text, grammars);
}

/** Several detectors look at the same text. Kept as long as the grammars are, and not too many. */
const PARSED = new WeakMap<Grammars, Map<string, Tree | undefined>>();
const MOST_PARSED = 200;

export function parseAs(grammar: GrammarName, text: string, grammars: Grammars): Tree | undefined {
  const parser = text.length > LARGEST ? undefined : grammars.get(grammar);
  if (parser === undefined) return undefined;
  const parsed = PARSED.get(grammars) ?? new Map<string, Tree | undefined>();
  PARSED.set(grammars, parsed);
  const key = `${grammar} ${text}`;
  if (parsed.has(key)) return parsed.get(key);
  const made = isPlausible(text) ? parseWithin(parser, text) : undefined;
  const tree: Tree | undefined = made && { grammar, text, root: made.topNode, lineOf: lineFinder(text) };
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(key, tree);
  return tree;
}

/** What no code looks like, and what takes parsers and readers of trees the square of its length. */
function isPlausible(text: string): boolean {
  let [depth, deepest, length, longest] = [0, 0, 0, 0];
  for (const letter of text) {
    length = letter === '\n' ? 0 : length + 1;
    if (length > longest) longest = length;
    if (letter === '(' || letter === '[' || letter === '{') depth += 1;
    else if (letter === ')' || letter === ']' || letter === '}') depth -= 1;
    if (depth > deepest) deepest = depth;
  }
  if (deepest > DEEPEST || longest > LONGEST_LINE) return false;
  // A comment that is never closed is looked for from each place where one may begin.
  const rest = text.slice(text.lastIndexOf('*/') + 1);
  return (rest.split('/*').length - 1) * rest.length < MOST_SEARCHED;
}

const DEEPEST = 400;
const LONGEST_LINE = 10_000;
const MOST_SEARCHED = 20_000_000;

/**
 * Text that is no code makes the parser follow many guesses at once. Code takes less than half a step a letter; what takes more than one is
 * read line by line. Counted in steps and not by a clock, so that the same text is always read in the same way.
 */
function parseWithin(parser: Parser, text: string): SyntaxTree | undefined {
  const parse = parser.startParse(text) as PartialParse & { readonly stacks?: readonly unknown[] };
  let left = text.length + SPARE_STEPS;
  for (let tree = parse.advance(); ; tree = parse.advance()) {
    if (tree !== null) return tree;
    left -= parse.stacks?.length ?? 1;
    if (left < 0) return undefined;
  }
}

const SPARE_STEPS = 10_000;

export function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/** All nodes below `root`, itself included, in the order of the text, without recursion. */
export function nodesBelow(root: SyntaxNode, names?: ReadonlySet<string>): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  root.cursor().iterate((ref) => {
    if (names === undefined || names.has(ref.name)) found.push(ref.node);
  });
  return found.filter((node) => node.from >= root.from && node.to <= root.to);
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

export const textOf = (tree: Tree, node: SyntaxNode): string => tree.text.slice(node.from, node.to);

export const isComment = (node: SyntaxNode): boolean => /Comment$|^Hashbang$/.test(node.name);

/** Arguments of a call's list, without brackets, commas and comments. */
export const argumentsOf = (list: SyntaxNode): SyntaxNode[] =>
  childrenOf(list).filter((node) => /^[A-Za-z]/.test(node.name) && !isComment(node));

/** A string's content, when the node is a plain string; its text otherwise. */
export function stringOf(tree: Tree, node: SyntaxNode): string {
  const text = textOf(tree, node);
  const plain = /^[rbuf]{0,2}(?:"""([^]*)"""|'''([^]*)'''|"([^]*)"|'([^]*)'|`([^]*)`)$/i.exec(text);
  return plain?.slice(1).find((group) => group !== undefined) ?? text;
}

export const isString = (node: SyntaxNode): boolean => /String/.test(node.name);

/** The text of a range with its comments blanked out. */
export function withoutComments(tree: Tree, from: number, to: number): string {
  let out = '';
  let at = from;
  for (const comment of commentsOf(tree)) {
    if (comment.to <= from || comment.from >= to) continue;
    out += `${tree.text.slice(at, Math.max(at, comment.from))} `;
    at = Math.max(at, comment.to);
  }
  return out + tree.text.slice(at, Math.max(at, to));
}

const COMMENTS = new WeakMap<Tree, readonly SyntaxNode[]>();

export function commentsOf(tree: Tree): readonly SyntaxNode[] {
  const known = COMMENTS.get(tree);
  if (known !== undefined) return known;
  const found = nodesBelow(tree.root).filter(isComment);
  COMMENTS.set(tree, found);
  return found;
}
