/** Configuration files of any format as a flat list of keys and values. */
import type { SyntaxNode } from '@lezer/common';
import { parse as parseToml } from 'smol-toml';
import { isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Grammars } from '../syntax/grammars.ts';
import { childrenOf, nodesBelow, parseAs, stringOf, type Tree, textOf, treeOf } from '../syntax/tree.ts';

export interface Entry {
  /** Scalars as text; of an array all of them. */
  readonly values: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** Keys joined by `.`; what stands in several objects of a list has one entry with all values. */
export type Flat = ReadonlyMap<string, Entry>;

/** undefined: no format that is known here, or not readable as one. Never throws. */
export function flatten(path: string, text: string, grammars: Grammars): Flat | undefined {
  const name = path.split('/').at(-1) ?? path;
  if (name.endsWith('ignore')) return ofIgnoreFile(text);
  if (/\.[cm]?[jt]s$/.test(name)) return ofCode(treeOf(path, text, grammars), 0);
  if (name.endsWith('.toml')) return ofToml(text);
  if (/\.ya?ml$/.test(name)) return ofYaml(text);
  if (/\.(?:ini|cfg|properties)$/.test(name) || /^\.(?:coveragerc|flake8|pylintrc|pydocstyle|bandit)$|^pylintrc$/.test(name))
    return ofIni(text);
  if (/\.json[c5]?$/.test(name) || /^\.\w+rc$/.test(name)) return ofJson(text, grammars) ?? ofYaml(text);
  return undefined;
}

/** The text, with a bracket on either side so that it is an expression; comments and trailing commas are fine. */
function ofJson(text: string, grammars: Grammars): Flat | undefined {
  if (!/^(?:\s|\uFEFF|\/\/[^\n]*\n|\/\*[^]{0,5000}?\*\/)*[{[]/.test(text)) return undefined;
  return ofCode(parseAs('javascript', `(${text})`, grammars), 1);
}

class Collected {
  readonly entries = new Map<string, { values: string[]; line: number }>();
  add(key: string, value: string, line: number): void {
    const known = this.entries.get(key);
    if (known) known.values.push(value);
    else this.entries.set(key, { values: [value], line });
  }
}

const DEEPEST = 40;

function ofCode(tree: Tree | undefined, shift: number): Flat | undefined {
  if (tree === undefined) return undefined;
  const found = new Collected();
  const objects = nodesBelow(tree.root, OBJECTS);
  // Outermost objects only; those within are reached through their keys.
  let end = -1;
  for (const object of objects) {
    if (object.from < end) continue;
    end = object.to;
    walkObject(tree, object, { prefix: '', depth: 0, shift }, found);
  }
  return found.entries;
}

const OBJECTS = new Set(['ObjectExpression']);

interface At {
  readonly prefix: string;
  readonly depth: number;
  readonly shift: number;
}

function walkObject(tree: Tree, object: SyntaxNode, at: At, found: Collected): void {
  if (at.depth > DEEPEST) return;
  for (const property of childrenOf(object)) {
    if (property.name !== 'Property') continue;
    const [first] = childrenOf(property);
    const last = property.lastChild;
    if (first === undefined || last === null) continue;
    const key = textOf(tree, first).replaceAll(/^['"]|['"]$/g, '');
    walkValue(tree, last, { ...at, prefix: at.prefix === '' ? key : `${at.prefix}.${key}` }, found);
  }
}

function walkValue(tree: Tree, node: SyntaxNode, at: At, found: Collected): void {
  if (at.depth > DEEPEST) return;
  const deeper = { ...at, depth: at.depth + 1 };
  if (node.name === 'ObjectExpression') return walkObject(tree, node, deeper, found);
  if (node.name === 'ArrayExpression') {
    for (const child of childrenOf(node))
      if (/^[A-Z]/.test(child.name) && !child.name.endsWith('Comment')) walkValue(tree, child, deeper, found);
    return undefined;
  }
  found.add(at.prefix, stringOf(tree, node).slice(0, 2000), tree.lineOf(node.from - at.shift < 0 ? 0 : node.from));
  return undefined;
}

/** Longer ones are data; and the parser takes long over text that is no YAML. */
const LONGEST_YAML = 40_000;

function ofYaml(text: string): Flat | undefined {
  if (text.length > LONGEST_YAML) return undefined;
  const found = new Collected();
  const lines = new LineCounter();
  try {
    for (const document of parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent', strict: false })) {
      if ('errors' in document && document.errors.length > 0) return undefined;
      if ('contents' in document) walkYaml(document.contents, { prefix: '', depth: 0, line: 1 }, { found, lines });
    }
  } catch {
    return undefined;
  }
  return found.entries;
}

function walkYaml(
  node: unknown,
  at: { prefix: string; depth: number; line: number },
  to: { found: Collected; lines: LineCounter },
): void {
  if (at.depth > DEEPEST) return;
  if (isMap(node)) {
    for (const pair of node.items) {
      if (!isPair(pair)) continue;
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
      walkYaml(
        pair.value,
        { prefix: at.prefix === '' ? key : `${at.prefix}.${key}`, depth: at.depth + 1, line: to.lines.linePos(offset).line },
        to,
      );
    }
  } else if (isSeq(node)) {
    for (const item of node.items) walkYaml(item, { ...at, depth: at.depth + 1 }, to);
  } else if (isScalar(node)) {
    to.found.add(at.prefix, String(node.value), at.line);
  }
}

function ofToml(text: string): Flat | undefined {
  const found = new Collected();
  const lines = text.split(/\r?\n/);
  const lineOf = (key: string): number =>
    Math.max(
      0,
      lines.findIndex((line) => line.trimStart().startsWith(key)),
    ) + 1;
  const walk = (value: unknown, prefix: string, depth: number): void => {
    if (depth > DEEPEST) return;
    if (Array.isArray(value)) for (const each of value) walk(each, prefix, depth + 1);
    else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
      for (const [key, each] of Object.entries(value)) walk(each, prefix === '' ? key : `${prefix}.${key}`, depth + 1);
    } else found.add(prefix, String(value), lineOf(prefix.split('.').at(-1) ?? ''));
  };
  try {
    walk(parseToml(text), '', 0);
  } catch {
    return undefined;
  }
  return found.entries;
}

function ofIni(text: string): Flat {
  const found = new Collected();
  let [section, key] = ['', ''];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const heading = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    const pair = /^([\w.:-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (heading !== undefined) [section, key] = [heading.trim(), ''];
    else if (pair?.[1] !== undefined) {
      key = section === '' ? pair[1] : `${section}.${pair[1]}`;
      for (const value of valuesIn(pair[2] ?? '')) found.add(key, value, at + 1);
    } else if (key !== '') for (const value of valuesIn(line)) found.add(key, value, at + 1);
  }
  return found.entries;
}

const valuesIn = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function ofIgnoreFile(text: string): Flat {
  const found = new Collected();
  for (const [at, line] of text.split(/\r?\n/).entries())
    if (line.trim() !== '' && !line.startsWith('#')) found.add('ignore', line.trim(), at + 1);
  return found.entries;
}
