/** What the tools that read git share: revisions and paths that cannot be options, and git without anything that runs a program. */
import { git } from '../../git/index.ts';
import { OkstraError } from '../../model/failure.ts';
import { page } from './page.ts';
import { placeIn } from './place.ts';
import { pathOutside } from './start.ts';
import { numberOf, problem, type ToolContext, type ToolEnd, type ToolInput, textOf } from './tool.ts';

const TIMEOUT_MS = 60_000;
/** Bytes that are kept of what git prints; more can be had by path. */
const MOST_BYTES = 32 * 1024 * 1024;

export const OFFSET = {
  type: 'integer',
  minimum: 0,
  description: 'So many characters of the result are left out at the beginning: to read on.',
} as const;
export const REVISION = 'A commit, tree or range, such as HEAD, HEAD~2, 1a2b3c4 or main..HEAD.';

/** A name that git can only take for a revision. */
export function revisionIn(input: ToolInput, name: string): { ok: true; value?: string } | { ok: false; problem: string } {
  const value = textOf(input, name);
  if (value === undefined || value === '') return { ok: true };
  if (/^[\w.@{}~^/:+-]{1,300}$/.test(value) && !value.startsWith('-')) return { ok: true, value };
  return { ok: false, problem: `Expected a revision as ${name}, found ${JSON.stringify(value.slice(0, 100))}.` };
}

/** `-- <path>`; a path that is gone is one as well. */
export function pathArgs(
  input: ToolInput,
  { top }: ToolContext,
): { ok: true; args: readonly string[] } | { ok: false; problem: string } {
  const path = textOf(input, 'path');
  if (path === undefined || path === '') return { ok: true, args: [] };
  const placed = placeIn(top, path);
  return placed.ok ? { ok: true, args: ['--', `:(literal,top)${placed.name}`] } : placed;
}

/**
 * Neither filters of diffs nor programs for them, and no objects from elsewhere. git would look for changes of files in a submodule with a git
 * of its own there, under settings that a command may have written: whose commit is checked out is all that is compared.
 */
export const PLAIN_DIFF = ['--no-ext-diff', '--no-textconv', '--no-color', '--submodule=short', '--ignore-submodules=dirty'];

export async function readGit(
  args: readonly string[],
  input: ToolInput,
  what: { readonly context: ToolContext; readonly unit: string },
): Promise<ToolEnd> {
  try {
    const { stdout } = await git(what.context.top, args, {
      env: { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '', PATH: pathOutside(what.context) },
      timeoutMs: TIMEOUT_MS,
      keepFirst: MOST_BYTES,
    });
    if (stdout === '') return { text: `[okstra: ${what.unit} is empty]` };
    const cut =
      Buffer.byteLength(stdout) >= MOST_BYTES ? `\n[okstra: ${what.unit} has more than ${MOST_BYTES} bytes; name a path]` : '';
    return { text: `${page(stdout, numberOf(input, 'offset') ?? 0, what.unit)}${cut}` };
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    return problem(error.failure.message.slice(0, 2000));
  }
}
