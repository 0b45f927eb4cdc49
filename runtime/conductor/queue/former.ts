/** Texts that sections of specs had in earlier commits, by their hash: by them a section that was renamed is known again. */
import type { Repository } from '../../git/index.ts';
import { git } from '../../git/index.ts';
import { parseReference, sectionsOf } from '../../sources/task-queue/sections.ts';
import type { Task } from '../../sources/task-queue/tasks-file.ts';

/** Versions of one file that are looked at. */
const MOST_VERSIONS = 50;

/** @param tasks whose sections are looked for */
export async function formerSections(
  repo: Repository,
  rootPath: string,
  tasks: readonly Task[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(tasks.map(({ specHash }) => specHash).filter((hash) => hash !== ''));
  const found = new Map<string, string>();
  const paths = new Set(tasks.flatMap(({ specReference }) => parseReference(specReference).map(({ path }) => path)));
  for (const path of paths) {
    const file = rootPath === '.' ? path : `${rootPath}/${path}`;
    const log = await git(repo.top, ['log', `-n${MOST_VERSIONS}`, '--format=%H', 'HEAD', '--', file], { allowExit: [128] });
    for (const commit of log.stdout.split('\n').filter((line) => line !== '')) {
      if (wanted.size === 0) return found;
      const { stdout, exitCode } = await git(repo.top, ['cat-file', 'blob', `${commit}:${file}`], { allowExit: [128] });
      if (exitCode !== 0) continue;
      for (const { hash, text } of sectionsOf({ path, text: stdout })) if (wanted.delete(hash)) found.set(hash, text);
    }
  }
  return found;
}
