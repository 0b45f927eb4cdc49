/** Trivial gaps of the specification: what an agent proposes is put in by okstra, as a commit of its own on the integration branch. */
import { commitTree, git, listWorktrees, readRefs, treeOf, updateRef } from '../../git/index.ts';
import { withTempIndex } from '../../git/temp-index.ts';
import type { ReportedGap } from '../../model/task-report.ts';
import type { QueuePlace } from '../../sources/task-queue/queue.ts';
import { pathOf, readSpecs } from '../../sources/task-queue/queue.ts';
import type { Session } from '../session.ts';

/** @returns what became of each gap that has a patch, in words for its row */
export async function applyPatches(
  session: Session,
  place: QueuePlace,
  what: {
    readonly item: string;
    readonly run: string;
    readonly branch: string | undefined;
    readonly gaps: readonly ReportedGap[];
  },
): Promise<ReadonlyMap<ReportedGap, string>> {
  const results = new Map<ReportedGap, string>();
  const specs = new Set(readSpecs(place).map(({ path }) => path));
  for (const gap of what.gaps) {
    if (gap.level !== 'L0' || gap.patch === undefined) continue;
    const name = gap.patch.file.replace(new RegExp(`^${place.rootPath}/`), '');
    results.set(
      gap,
      specs.has(name)
        ? await applyPatch(session, { ...what, path: pathOf(place, name), gap })
        : `not applied: ${gap.patch.file} is no spec`,
    );
  }
  return results;
}

async function applyPatch(
  session: Session,
  what: {
    readonly item: string;
    readonly run: string;
    readonly branch: string | undefined;
    readonly path: string;
    readonly gap: ReportedGap;
  },
): Promise<string> {
  const { repo } = session;
  const { branch, path, gap, item, run } = what;
  const { patch } = gap;
  if (patch === undefined || branch === undefined) return 'not applied: there is no integration branch';
  const ref = `refs/heads/${branch}`;
  const tip = (await readRefs(repo, ref)).get(ref);
  if (tip === undefined) return `not applied: ${branch} is not there yet`;
  if ((await listWorktrees(repo)).some((entry) => entry.branch === branch)) return `not applied: ${branch} is checked out`;
  const { stdout, exitCode } = await git(repo.top, ['cat-file', 'blob', `${tip}:${path}`], { allowExit: [128] });
  if (exitCode !== 0) return `not applied: ${path} is not in ${branch}`;
  if (stdout.includes(patch.replace) && !stdout.includes(patch.find)) return 'patched before';
  // A text that occurs twice would leave it open which one is meant.
  if (stdout.split(patch.find).length !== 2) return `not applied: the text to replace does not occur exactly once in ${path}`;
  const blob = (
    await git(repo.top, ['hash-object', '-w', '--stdin'], { stdin: stdout.replace(patch.find, () => patch.replace) })
  ).stdout.trim();
  const base = await treeOf(repo, tip);
  const tree = await withTempIndex(undefined, async (indexFile) => {
    await git(repo.top, ['read-tree', base], { indexFile });
    await git(repo.top, ['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`], { indexFile });
    return (await git(repo.top, ['write-tree', '--missing-ok'], { indexFile })).stdout.trim();
  });
  const message = `docs(specs): settle a gap found in ${item}\n\n${gap.what.slice(0, 100)}`;
  const commit = await commitTree({ repo, tree, parents: [tip], message });
  await updateRef(repo, `refs/okstra/runs/${run}/patched`, commit, undefined);
  return (await updateRef(repo, ref, commit, tip))
    ? `patched in ${commit.slice(0, 12)}`
    : `not applied: ${branch} moved meanwhile`;
}
