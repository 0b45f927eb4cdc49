/** The documents, and what stands in them. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../support/program.ts';

export interface Page {
  /** Relative to the repository. */
  readonly file: string;
  readonly text: string;
}

/** Every Markdown page for readers of the repository; prompts and templates are texts of their own kind. */
export function pages(): readonly Page[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', '--', '*.md', ':!prompts', ':!templates', ':!test'],
    {
      cwd: repository,
      encoding: 'utf8',
    },
  );
  return listed
    .split('\n')
    .filter((file) => file !== '')
    .map(page);
}

export const page = (file: string): Page => ({ file, text: readFileSync(join(repository, file), 'utf8') });

export interface Fence {
  readonly language: string;
  readonly text: string;
}

export const fences = (text: string): readonly Fence[] =>
  [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', content = '']) => ({ language, text: content }));

export const withoutFences = (text: string): string => text.replaceAll(/^```\w*\n.*?^```$/gms, '');

/** Contents of code spans outside fences. */
export const spans = (text: string): readonly string[] =>
  [...withoutFences(text).matchAll(/(`+)(.+?)\1(?!`)/gs)].map(([, , content = '']) =>
    content.trim().replaceAll('\\|', '|').replaceAll('\n', ' '),
  );

/** Cells of all table rows, heading and rule left out where the first cell is not a code span. */
export const rows = (text: string): readonly (readonly string[])[] =>
  withoutFences(text)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );

export const unquoted = (cell: string): string => /^`(.*)`$/s.exec(cell)?.[1]?.replaceAll('\\|', '|') ?? cell;
