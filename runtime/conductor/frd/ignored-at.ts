/** What git ignores by the ignore files of a tree, without a checkout of it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesOf, git } from '../../git/index.ts';
import { removeFolder } from '../../process/index.ts';
import type { RunContext } from '../context.ts';
import { scratchDir } from '../context.ts';
import { textsAt } from './documents.ts';

const isIgnoreFile = (path: string): boolean => path === '.gitignore' || path.endsWith('/.gitignore');

/** @returns whether a path would be ignored, tracked or not */
export async function ignoredAt(
  context: Pick<RunContext, 'repo' | 'ports' | 'runId'>,
  tree: string,
  paths: readonly string[] = OUTPUTS,
): Promise<(path: string) => boolean> {
  const { repo } = context;
  const files = (await filesOf(repo, tree)).filter(isIgnoreFile);
  const texts = await textsAt(repo, tree, files);
  const top = join(scratchDir(context), `ignore-${tree.slice(0, 12)}-${process.pid}`);
  try {
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), text);
    }
    mkdirSync(top, { recursive: true });
    const asked = ['check-ignore', '--no-index', '-z', '--stdin'];
    const stdin = paths.map((path) => `${path}\0`).join('');
    const { stdout } = await git(top, asked, { stdin, allowExit: [1], gitDir: repo.commonDir });
    const ignored = new Set(stdout.split('\0').filter((path) => path !== ''));
    return (path) => ignored.has(path);
  } finally {
    removeFolder(top);
  }
}

const OUTPUTS = ['.codex/pr/x', '.codex/claims-local/x'];
