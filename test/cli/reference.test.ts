import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { buildProgram } from '../../runtime/cli/program.ts';
import { EXIT_CODES } from '../../runtime/model/failure.ts';
import { repository } from '../support/program.ts';

const PAGE = readFileSync(join(repository, 'docs/cli.md'), 'utf8');
const COMMON = ['--json', '--yes', '--quiet', '--cwd <folder>', '-h, --help'];

/** `okstra inspect logs [ref]` → its own flags, as the program has them. */
function programCommands(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const visit = (command: Command, path: string): void => {
    const parts = [path, ...command.registeredArguments.map(argumentText)];
    const flags = command
      .createHelp()
      .visibleOptions(command)
      .map((option) => option.flags);
    found.set(
      parts.join(' '),
      flags.filter((flag) => !COMMON.includes(flag) && flag !== '-V, --version'),
    );
    for (const child of command.createHelp().visibleCommands(command))
      if (child.name() !== 'help') visit(child, `${path} ${child.name()}`);
  };
  visit(
    buildProgram('0.0.0', async () => undefined),
    'okstra',
  );
  return found;
}

const argumentText = (argument: Command['registeredArguments'][number]): string => {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

/** The same as the page tells it: a heading for each command, a table row for each flag. */
function documentedCommands(): ReadonlyMap<string, readonly string[]> {
  const sections = PAGE.split(/^### /m).slice(1);
  return new Map(
    sections.map((section) => {
      const name = /^`([^`]+)`/.exec(section)?.[1] ?? '';
      return [name, [...section.matchAll(/^\| `(-[^`]*)` \|/gm)].map((match) => match[1] ?? '')];
    }),
  );
}

test('every command of the program is in docs/cli.md, and every command there is in the program', () => {
  expect([...documentedCommands().keys()].toSorted()).toEqual([...programCommands().keys()].toSorted());
});

test.each([...programCommands()])('%s has the flags that docs/cli.md lists, no more and no fewer', (name, flags) => {
  expect(documentedCommands().get(name)?.toSorted()).toEqual(flags.toSorted());
});

test('the flags that every command has are listed once', () => {
  const section = /## Flags of every command\n([^]*?)\n## /.exec(PAGE)?.[1] ?? '';
  expect([...section.matchAll(/^\| `(-[^`]*)` \|/gm)].map((match) => match[1])).toEqual(COMMON);
});

test('the exit codes of the page are those of the table in the code', () => {
  const section = /## Exit codes\n([^]*?)\n## /.exec(PAGE)?.[1] ?? '';
  expect([...section.matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]))).toEqual([0, ...Object.values(EXIT_CODES)]);
});

test('every alias is named', () => {
  const program = buildProgram('0.0.0', async () => undefined);
  const aliases = program.commands.flatMap((command) => command.aliases());
  expect(aliases).toEqual(['setup']);
  for (const alias of aliases) expect(PAGE).toContain(`Alias \`okstra ${alias}\``);
});
