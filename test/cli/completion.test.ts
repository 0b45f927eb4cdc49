import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { buildProgram } from '../../runtime/cli/program.ts';
import { emptyFolder, repository } from '../git/scratch.ts';
import { builtProgram } from '../support/program.ts';
import { okstra } from './okstra.ts';

/** What a shell gets for the words typed so far, the last one being completed. */
async function suggested(cwd: string, ...words: readonly string[]): Promise<readonly string[]> {
  const { exitCode, stdout } = await okstra(cwd, 'complete', '--', ...words);
  expect(exitCode).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.at(-1)).toBe(':4');
  return lines.slice(0, -1).map((line) => line.split('\t')[0] ?? '');
}

function everyCommand(): readonly (readonly [string, readonly string[], Command])[] {
  const visit = (command: Command, path: readonly string[]): readonly (readonly [string, readonly string[], Command])[] =>
    command
      .createHelp()
      .visibleCommands(command)
      .flatMap((child) => {
        const words = [...path, child.name()];
        return child.name() === 'help' ? [] : [[words.join(' '), words, child] as const, ...visit(child, words)];
      });
  return visit(
    buildProgram('0.0.0', async () => undefined),
    [],
  );
}

test.each(everyCommand())(
  '%s is offered after the words before it, and so is each of its flags',
  async (_name, path, command) => {
    const cwd = emptyFolder();
    expect(await suggested(cwd, ...path.slice(0, -1), (path.at(-1) ?? '').slice(0, 2))).toContain(path.at(-1));
    const flags = command
      .createHelp()
      .visibleOptions(command)
      .flatMap((option) => option.long ?? []);
    expect((await suggested(cwd, ...path, '--')).toSorted()).toEqual([...flags].toSorted());
  },
);

test('values of a flag, shells and ids of items are offered', async () => {
  const top = repository({ 'specs/spec-01-a/SPEC.md': '# A\n', 'specs/spec-01-a/metadata.json': '{}' });
  expect(await suggested(top, 'run', '--mode', '')).toEqual(['strict', 'parallel']);
  expect(await suggested(top, 'run', '--mode', 'p')).toEqual(['parallel']);
  expect(await suggested(top, 'completion', '')).toEqual(['bash', 'zsh', 'fish', 'powershell']);
  for (const command of ['run', 'land']) expect(await suggested(top, command, 'spec'), command).toEqual(['spec-01-a']);
  expect(await suggested(top, 'inspect', 'logs', '')).toEqual(['spec-01-a']);
  expect(await suggested(emptyFolder(), 'run', '')).toEqual([]);
});

test('the command behind it is not shown in the help', async () => {
  expect((await okstra(emptyFolder(), '--help')).stdout).not.toMatch(/^ {2}complete /m);
});

test.each([
  ['bash', /complete -F __okstra_complete okstra/],
  ['zsh', /^#compdef okstra/],
  ['fish', /complete -c okstra/],
  ['powershell', /Register-ArgumentCompleter/],
])('the script for %s asks okstra', async (shell, mark) => {
  const { exitCode, json } = await okstra(emptyFolder(), 'completion', shell, '--json');
  expect(exitCode).toBe(0);
  expect(json).toMatchObject({ ok: true, shell });
  expect(json.script).toMatch(mark);
  expect(json.script).toContain('okstra complete');
  expect((await okstra(emptyFolder(), 'completion', shell)).stdout.trimEnd()).toBe(json.script.trimEnd());
});

test('a shell that is not known is a usage error that names the nearest', async () => {
  const end = await okstra(emptyFolder(), 'completion', 'bsh', '--json');
  expect(end).toMatchObject({ exitCode: 2, json: { error: { code: 'shell-unknown', fix: 'okstra completion bash' } } });
});

test('a bash that has read the script completes a command', () => {
  const folder = emptyFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'okstra'), `#!/bin/sh\nexec '${process.execPath}' '${builtProgram()}' "$@"\n`, { mode: 0o755 });
  // The function that bash-completion brings, as far as the script needs it.
  const typed = `_get_comp_words_by_ref() { words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur="\${COMP_WORDS[COMP_CWORD]}"; prev="\${COMP_WORDS[COMP_CWORD-1]}"; }
eval "$(okstra completion bash)"
compopt() { :; }
COMP_WORDS=(okstra inspect st); COMP_CWORD=2
__okstra_complete
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', typed], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` },
  });
  expect(stdout, stderr).toBe('status\n');
});
