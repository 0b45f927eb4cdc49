/** The questions of `okstra init`. Each has a flag or a default; giving up at any of them leaves nothing behind. */
import type { Readable, Writable } from 'node:stream';
import { confirm, intro, isCancel, note, outro, select, text } from '@clack/prompts';
import type { InitChoices, InitPlan } from '../install/init.ts';
import type { Mode } from '../model/plan.ts';

export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * @param proposed what holds when nothing is changed
 * @param given flags: not asked again
 * @returns undefined when the user gave up
 */
export async function askInit(proposed: InitPlan, given: InitChoices, streams: Streams): Promise<InitChoices | undefined> {
  intro('okstra init', streams);
  const mode = given.mode ?? (await askMode(proposed.mode, streams));
  if (mode === undefined) return undefined;
  const acceptanceCommands = given.acceptanceCommands ?? (await askCommands(streams));
  if (acceptanceCommands === undefined) return undefined;
  const specsRoot = given.specsRoot ?? (await askRoot(proposed.specsRoot, streams));
  if (specsRoot === undefined) return undefined;
  const commands = acceptanceCommands.length === 0 ? 'none' : acceptanceCommands.join(', ');
  note(`mode: ${mode}\nacceptance commands: ${commands}\nspecs root: ${specsRoot}`, 'To be written', streams);
  const isSure = await confirm({ message: 'Write the starter files?', initialValue: true, ...streams });
  if (isCancel(isSure) || !isSure) return undefined;
  outro('Writing', streams);
  return { mode, specsRoot, ...(acceptanceCommands.length === 0 ? {} : { acceptanceCommands }) };
}

async function askMode(initialValue: Mode, streams: Streams): Promise<Mode | undefined> {
  const options: { value: Mode; label: string; hint: string }[] = [
    { value: 'strict', label: 'strict', hint: 'every check must pass before an item is done' },
    { value: 'parallel', label: 'parallel', hint: 'others work here too; only what the item needs is judged' },
  ];
  const mode = await select({ message: 'Mode', options, initialValue, ...streams });
  return isCancel(mode) ? undefined : mode;
}

async function askCommands(streams: Streams): Promise<readonly string[] | undefined> {
  const commands: string[] = [];
  for (;;) {
    const message =
      commands.length === 0
        ? 'Acceptance command, such as npm test (empty: none)'
        : 'One more acceptance command (empty: that was all)';
    const answer = await text({ message, placeholder: '', defaultValue: '', ...streams });
    if (isCancel(answer)) return undefined;
    const command = answer.trim();
    if (command === '') return commands;
    if (!commands.includes(command)) commands.push(command);
  }
}

async function askRoot(initialValue: string, streams: Streams): Promise<string | undefined> {
  const root = await text({ message: 'Folder of the specs, relative to the repository', initialValue, validate, ...streams });
  return isCancel(root) ? undefined : root.trim();
}

const validate = (value: string | undefined): string | undefined =>
  (value ?? '').trim() === '' ? 'A folder is needed, such as specs' : undefined;
