/** Commands about files, not about runs: `validate`, `report`, `config`, `completion`. */
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Add } from './shared.ts';
import { formatOption, group } from './shared.ts';

export function validate(program: Command, add: Add): void {
  add(
    program,
    'validate <file...>',
    'check configuration, feature documents, report data, spec metadata or answers against their schemas',
    async () => (await import('../validate.ts')).validate,
    'okstra validate okstra.yaml',
    'okstra validate specs/frds',
    'okstra validate .okstra/tasks/specs/spec-01-hello/runs/implementation-001/report/data.json',
  );
}

export function report(program: Command, add: Add): void {
  const parent = group(program, 'report', 'work with report data');
  add(
    parent,
    'render <data.json>',
    'render a report again',
    async () => (await import('../report.ts')).render,
    'okstra report render report/data.json',
    'okstra report render report/data.json --out copy.md',
    'okstra report render report/data.json --format sarif',
  )
    .option('--out <file>', 'where to write it (default: beside the data)')
    .addOption(formatOption('what to render'))
    .addOption(new Option('--language <language>', 'language of the report (default: that of the run)').choices(['en', 'ko']));
}

export function config(program: Command, add: Add): void {
  const parent = group(program, 'config', 'read and change configuration');
  add(
    parent,
    'get [key]',
    'print a value, or all, with where it comes from',
    async () => (await import('../config.ts')).get,
    'okstra config get run.maxAttempts',
    'okstra config get --json',
  );
  add(
    parent,
    'set <key> <value>',
    'change okstra.yaml, comments kept',
    async () => (await import('../config.ts')).set,
    'okstra config set run.maxAttempts 3',
    'okstra config set roles.verifiers "[codex]"',
  );
  add(
    parent,
    'models',
    'print which models may be named, by vendor',
    async () => (await import('../config.ts')).models,
    'okstra config models',
    'okstra config set models.openai "[my-model]"',
  );
}

export function completion(program: Command, add: Add): void {
  add(
    program,
    'completion <shell>',
    'print the completion script of a shell (bash, zsh, fish, powershell)',
    async () => (await import('../completion.ts')).completion,
    'okstra completion bash >> ~/.bashrc',
  );
}
