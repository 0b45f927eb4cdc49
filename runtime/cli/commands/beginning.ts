/** Commands to begin with: `demo`, `init`, `doctor`. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { more } from '../flags.ts';
import type { Add } from './shared.ts';

export function demo(program: Command, add: Add): void {
  add(
    program,
    'demo',
    'run the whole pipeline on a sample project with recorded agents: no key, no network',
    async () => (await import('../demo.ts')).demo,
    'okstra demo',
    'okstra demo --dir ./okstra-demo',
  ).option('--dir <folder>', 'where to put the sample project (default: a new temporary folder)');
}

export function init(program: Command, add: Add): void {
  add(
    program,
    'init',
    'write okstra.yaml and the starter files of the specs root; never overwrites',
    async () => (await import('../init.ts')).init,
    'okstra init --yes',
    'okstra init --yes --mode parallel --specs docs/specs --acceptance "npm test"',
  )
    .alias('setup')
    .addOption(new Option('--mode <mode>', 'mode of the prompt templates').choices(['strict', 'parallel']))
    .option('--specs <folder>', 'specs root, relative to the repository')
    .option('--acceptance <command>', 'check of items that name none; may be given several times', more)
    .option('--dry-run', 'print what would be written');
}

export function doctor(program: Command, add: Add): void {
  add(
    program,
    'doctor',
    'agents, versions, logins, git, configuration: a row each with the remedy',
    async () => (await import('../doctor.ts')).doctor,
    'okstra doctor',
    'okstra doctor --json',
    'okstra doctor --online',
    'okstra doctor --repair',
    'okstra doctor --repair --yes',
  )
    .option('--online', 'make one real call to each agent that can be used (costs a few tokens of each)')
    .option('--repair', 'print what crashes and damage left and what would be done about it; with --yes do it');
}
