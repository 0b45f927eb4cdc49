import { type Command, CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { buildProgram } from '../../runtime/cli/program.ts';
import { EXIT_CODES } from '../../runtime/model/failure.ts';
import { fences, page, pages, rows, spans, unquoted } from './pages.ts';

interface Shown {
  readonly file: string;
  readonly line: string;
  /** A mention in a sentence may leave out the arguments; a line to copy may not. */
  readonly isMention: boolean;
}

/** Messages of okstra that begin with its name. */
const SENTENCES = /^okstra(?::| met a state)/;

function shownCommands(): readonly Shown[] {
  return pages().flatMap(({ file, text }) => [
    ...spans(text)
      .filter((span) => /^okstra(?: |$)/.test(span) && !SENTENCES.test(span))
      .map((line) => ({ file, line, isMention: true })),
    ...fences(text)
      .filter(({ language }) => language === 'sh' || language === 'console')
      .flatMap(({ text: block }) => block.split('\n'))
      .map((line) => line.replace(/^\$ /, '').replace(/\s+(?:#|>>?|\||&&) .*$/, ''))
      .filter((line) => /^okstra(?: |$)/.test(line))
      .map((line) => ({ file, line, isMention: false })),
  ]);
}

/** `a|b` in a mention stands for both. */
function variants(line: string): readonly string[] {
  const found = /(\S+\|\S+)/.exec(line);
  if (found?.[1] === undefined) return [line];
  return found[1].split('|').flatMap((word) => variants(line.replace(found[1] ?? '', word)));
}

const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)]
    .map(([, double, single, plain]) => double ?? single ?? plain ?? '')
    .filter((word) => word !== '…');

/** @returns what the program says against the line; undefined when it takes it */
async function refusal(line: string, isMention: boolean): Promise<string | undefined> {
  const program = buildProgram('0.0.0', async () => undefined);
  quiet(program);
  const [, ...args] = wordsOf(line);
  try {
    await program.parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    const isIncomplete = error.code === 'commander.missingArgument' || error.code === 'commander.help';
    return isMention && isIncomplete ? undefined : error.message;
  }
}

function quiet(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  for (const child of command.commands) quiet(child);
}

test('every command line in the documents is one that the program takes', async () => {
  const shown = shownCommands();
  expect(shown.length).toBeGreaterThan(30);
  const refused: string[] = [];
  for (const { file, line, isMention } of shown) {
    for (const variant of variants(line)) {
      const why = await refusal(variant, isMention);
      if (why !== undefined) refused.push(`${file}: ${variant}: ${why}`);
    }
  }
  expect(refused).toEqual([]);
});

test.each([
  ['an unknown command', 'okstra frobnicate'],
  ['an unknown flag', 'okstra run --frobnicate spec-01'],
  ['a value that a flag does not take', 'okstra run --level deep spec-01'],
  ['an argument too many', 'okstra land spec-01 spec-02'],
])('%s would be noticed', async (_what, line) => {
  expect(await refusal(line, true)).toBeDefined();
});

test('a line to copy that lacks its argument would be noticed', async () => {
  expect(await refusal('okstra land', false)).toMatch(/missing required argument/);
  expect(await refusal('okstra land', true)).toBeUndefined();
});

/** `okstra run`, `okstra inspect status`… */
function commandNames(command: Command, path: readonly string[] = ['okstra']): readonly string[] {
  const visible = command.createHelp().visibleCommands(command);
  const children = visible.filter((child) => child.name() !== 'help');
  return children.flatMap((child) => {
    const name = [...path, child.name()];
    return child.commands.length > 0 ? commandNames(child, name) : [name.join(' ')];
  });
}

test('the README lists every command', () => {
  const listed = rows(page('README.md').text)
    .map(([first = '']) => unquoted(first))
    .filter((cell) => cell.startsWith('okstra '));
  const names = commandNames(buildProgram('0.0.0', async () => undefined));
  const named = listed.flatMap((cell) => variants(cell.replaceAll(/ (?:<[^>]+>|\[[^\]]+\])…?/g, '')));
  expect(named.toSorted()).toEqual([...names].toSorted());
});

test('the README lists every exit code', () => {
  const codes = rows(page('README.md').text)
    .map(([first = '']) => unquoted(first))
    .filter((cell) => /^\d+$/.test(cell))
    .map(Number);
  expect(codes).toEqual([0, ...Object.values(EXIT_CODES)]);
});
