/** What the commands of `okstra prompts` share: where profiles lie, what is wrong with them, how many tokens a text has. */
import { existsSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { okstraHome } from '../conductor/ports.ts';
import type { Failure, Notice } from '../model/failure.ts';
import { fail, OkstraError } from '../model/failure.ts';
import type { ChainSet, FoundProfiles, PromptFolders } from '../prompts/index.ts';
import { findChains, findProfiles, promptFolders } from '../prompts/index.ts';
import { requireCheckout } from './checkout.ts';
import type { CliContext } from './context.ts';
import { noticeText } from './failure-text.ts';
import { problemText } from './invalid-file.ts';

export interface PromptPlace {
  /** Absolute folder that the project's profiles belong to: the top of the checkout, else the current folder. */
  readonly top: string;
  readonly folders: PromptFolders;
}

/** Profiles can be looked at anywhere; outside a checkout the current folder counts as the project. */
export async function placeOf({ cwd, env }: CliContext): Promise<PromptPlace> {
  const top = await requireCheckout(cwd).then(
    (checkout) => checkout.top,
    (error: unknown) => {
      if (error instanceof OkstraError) return cwd;
      throw error;
    },
  );
  return { top, folders: promptFolders(top, okstraHome(env)) };
}

/** @throws OkstraError with every problem when a file cannot be used */
export function usableProfiles(folders: PromptFolders): FoundProfiles {
  const found = findProfiles(folders);
  if (found.failures.length > 0) throw problemsOf(found.failures, 'profiles that can be used');
  return found;
}

/**
 * Chains of `--manifest`, by default of the nearest one.
 *
 * @throws OkstraError `file-missing` for a manifest that was named and is not there
 */
export function chainsFor(context: CliContext, folders: PromptFolders, options: Readonly<Record<string, unknown>>): ChainSet {
  const given = options['manifest'] as string | undefined;
  if (given === undefined) return findChains(folders);
  const file = resolve(context.cwd, given);
  if (!existsSync(file)) {
    throw fail('usage', 'file-missing', `Expected a list of chains at ${given}, found nothing.`, {
      fix: 'Check the path; it is relative to the current folder or --cwd.',
      place: { file },
    });
  }
  return findChains(folders, file);
}

/** One error of exit code 1 that lists them all. */
export function problemsOf(problems: readonly Failure[], expected: string): OkstraError {
  const [first] = problems;
  const lines = problems.map((problem) => `  ${problemText(problem)}`);
  const count = `${problems.length} problem${problems.length === 1 ? '' : 's'}`;
  return new OkstraError({
    category: 'findings',
    code: first?.code ?? 'prompt-problems',
    message: `Expected ${expected}, found ${count}:\n${lines.join('\n')}`,
    ...(first?.fix === undefined ? {} : { fix: first.fix }),
    ...(first?.place === undefined ? {} : { place: first.place }),
    details: { problems },
  });
}

export function noteAll(context: CliContext, notices: readonly Notice[]): void {
  for (const notice of notices) context.note(noticeText(notice));
}

/** Relative where the file lies below the folder. */
export function shownPath(file: string, top: string): string {
  const path = relative(top, file);
  return path === '' || isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`) ? file : path;
}
