/** A shell line taken apart into its simple commands, by a parser of the whole language. Nothing is executed or expanded. */

import type { AndOr, Assignment, Command, ParsedScript, Redirection, SyntaxNode, Word } from 'unbash';
import { forEachChild, parse } from 'unbash';

export interface SimpleCommand {
  /** Program and arguments without quotes; a variable that the line itself sets is replaced, any other stays as written. Never empty. */
  readonly words: readonly string[];
  /** Assignments before the program. */
  readonly env: Readonly<Record<string, string>>;
  /** Targets of `>`, `>>`, `&>` and the like. */
  readonly writes: readonly string[];
  /** Texts on its standard input that stand in the line: here-documents, here-strings, what `echo` pipes into it. */
  readonly input: readonly string[];
  /** Words of the command before it in a pipe. */
  readonly pipedFrom?: readonly string[];
  /** Offset in the line. */
  readonly at: number;
}

/** A place where a failure is made to look like success: `cmd || true`, `cmd; true`. */
export interface Mask {
  /** Words of the command whose failure is hidden. */
  readonly hidden: readonly string[];
  /** As written: `|| true`. */
  readonly text: string;
  readonly at: number;
}

export interface ShellLine {
  /** In the order in which they stand, those in substitutions, functions and branches included. */
  readonly commands: readonly SimpleCommand[];
  /** Assignments that stand alone, as `X=1;` or behind `export`. */
  readonly assigned: Readonly<Record<string, string>>;
  readonly masks: readonly Mask[];
  /** False: the line has errors, and what could be read of it is here. */
  readonly wellFormed: boolean;
}

/** Far more than anybody writes; what stands behind it is not read, and the line then counts as not well formed. */
const LONGEST = 50_000;

/** Never throws. */
export function readShell(whole: string): ShellLine {
  const line = whole.slice(0, LONGEST);
  const script = parse(line);
  const nodes = nodesOf(script);
  const assigned: Record<string, string> = {};
  for (const node of nodes) if (node.type === 'Command') Object.assign(assigned, standing(node));
  const pipes = pipedFrom(nodes, assigned);
  const commands = nodes.flatMap((node): SimpleCommand[] => {
    if (node.type !== 'Command' || node.name === undefined) return [];
    const words = wordsOf(node, assigned);
    const before = pipes.get(node);
    const redirects = node.redirects.flatMap(targets);
    if (words.length === 0) return [];
    return [
      {
        words,
        env: Object.fromEntries(node.prefix.flatMap(assignment)),
        writes: redirects.filter(({ kind }) => kind === 'write').map(({ text }) => text),
        input: [...redirects.filter(({ kind }) => kind === 'input').map(({ text }) => text), ...echoed(before)],
        ...(before === undefined ? {} : { pipedFrom: before }),
        at: node.pos,
      },
    ];
  });
  const masks = nodes.flatMap((node) => masksIn(node, line, assigned)).concat(trailing(script, line, assigned));
  const wellFormed = line === whole && nodes.every((node) => node.type !== 'Script' || (node.errors ?? []).length === 0);
  return {
    commands: commands.toSorted((a, b) => a.at - b.at),
    assigned,
    masks: masks.toSorted((a, b) => a.at - b.at),
    wellFormed,
  };
}

/** Substitutions can hold substitutions; more than this in one line is nobody's command. */
const MOST_NODES = 20_000;

function nodesOf(root: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node !== undefined && found.length < MOST_NODES; node = open.pop()) {
    found.push(node);
    forEachChild(node, (child) => open.push(child));
  }
  return found;
}

function assignment(node: Assignment | Redirection): [string, string][] {
  return node.type === 'Assignment' && node.value.type === 'Word' ? [[node.name, node.value.value]] : [];
}

/** What a command of assignments alone, or `export`, leaves for those after it. */
function standing(node: Command): Record<string, string> {
  const name = node.name?.value;
  if (name === undefined) return Object.fromEntries(node.prefix.flatMap(assignment));
  if (!['export', 'declare', 'typeset', 'local', 'readonly'].includes(name)) return {};
  return Object.fromEntries(node.args.flatMap((each) => (each.type === 'Assignment' ? assignment(each) : [])));
}

function wordsOf(node: Command, assigned: Readonly<Record<string, string>>): string[] {
  const all = node.name === undefined ? node.args : [node.name, ...node.args];
  return all.flatMap((each) => (each.type === 'Word' ? valueOf(each, assigned) : [each.text]));
}

const VARIABLE = /^(?:\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)\}|"\$([A-Za-z_]\w*)"|"\$\{([A-Za-z_]\w*)\}")$/;

function valueOf(word: Word, assigned: Readonly<Record<string, string>>): string[] {
  const named = VARIABLE.exec(word.text);
  const name = named?.slice(1).find((group) => group !== undefined);
  if (name === undefined || !Object.hasOwn(assigned, name)) return [word.value];
  const value = assigned[name] ?? '';
  return word.text.startsWith('"') ? [value] : value.split(/\s+/).filter((part) => part !== '');
}

function targets(node: Redirection): { readonly kind: 'write' | 'input'; readonly text: string }[] {
  if (node.type === 'HereDoc') return [{ kind: 'input', text: node.body.text }];
  if (node.target === undefined) return [];
  const text = node.target.value;
  if (node.type === 'HereString') return [{ kind: 'input', text }];
  // `2>&1` names a descriptor, and `<` reads.
  const isWrite = node.operator.includes('>') && !/^(?:\d+|-)$/.test(text);
  return isWrite ? [{ kind: 'write', text }] : [];
}

function pipedFrom(nodes: readonly SyntaxNode[], assigned: Readonly<Record<string, string>>): ReadonlyMap<SyntaxNode, string[]> {
  const found = new Map<SyntaxNode, string[]>();
  for (const node of nodes) {
    if (node.type !== 'Pipeline') continue;
    for (const [index, each] of node.commands.entries()) {
      const before = node.commands[index - 1];
      if (before?.type === 'Command') found.set(each, wordsOf(before, assigned));
    }
  }
  return found;
}

function echoed(before: readonly string[] | undefined): string[] {
  const [program, ...rest] = before ?? [];
  return program === 'echo' || program === 'printf' ? [rest.filter((word) => !/^-[neE]+$/.test(word)).join(' ')] : [];
}

function masksIn(node: SyntaxNode, line: string, assigned: Readonly<Record<string, string>>): Mask[] {
  if (node.type !== 'AndOr') return [];
  return node.operators.flatMap((operator, index): Mask[] => {
    const right = node.commands[index + 1];
    if (operator !== '||' || right === undefined || !succeeds(right, assigned)) return [];
    const hidden = lastCommand(node.commands[index], assigned);
    return hidden === undefined ? [] : [{ hidden, text: `|| ${textOf(right, line)}`, at: node.pos }];
  });
}

/** `a; true`: the line ends as `true` does. */
function trailing(script: ParsedScript, line: string, assigned: Readonly<Record<string, string>>): Mask[] {
  const last = script.commands.at(-1)?.command;
  const before = script.commands.at(-2)?.command;
  if (last === undefined || before === undefined || !succeeds(last, assigned)) return [];
  const hidden = lastCommand(before.type === 'AndOr' ? before.commands.at(-1) : before, assigned);
  return hidden === undefined ? [] : [{ hidden, text: `; ${textOf(last, line)}`, at: before.pos }];
}

/** Cut, since it goes into messages. */
const textOf = (node: SyntaxNode, line: string): string => line.slice(node.pos, Math.min(node.end, node.pos + 80));

/** Does nothing but end with 0. */
function succeeds(node: SyntaxNode, assigned: Readonly<Record<string, string>>): boolean {
  if (node.type !== 'Command') return false;
  const [program = '', code] = wordsOf(node, assigned);
  if (program === 'exit' || program === 'return') return code === '0';
  return program === 'true' || program === ':' || program === 'echo' || program === 'printf';
}

function lastCommand(
  node: AndOr['commands'][number] | undefined,
  assigned: Readonly<Record<string, string>>,
): string[] | undefined {
  if (node?.type === 'Pipeline') return lastCommand(node.commands.at(-1), assigned);
  if (node?.type === 'Redirected') return lastCommand(node.command, assigned);
  if (node?.type === 'Subshell' || node?.type === 'BraceGroup') {
    const inner = node.body.commands.at(-1)?.command;
    return lastCommand(inner?.type === 'AndOr' ? inner.commands.at(-1) : inner, assigned);
  }
  return node?.type === 'Command' ? wordsOf(node, assigned) : undefined;
}

/** One word for a shell, whatever it holds. */
export const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
