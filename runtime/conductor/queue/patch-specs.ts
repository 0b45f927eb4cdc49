/** Trivial gaps of the specification: what an agent proposes is put in by okstra, as a commit of its own on the integration branch. */
import { commitTree, git, listWorktrees, readRefs, treeOf, updateRef } from '../../git/index.ts';
import { withTempIndex } from '../../git/temp-index.ts';
import type { ReportedGap } from '../../model/task-report.ts';
import type { QueuePlace } from '../../sources/task-queue/queue.ts';
import { pathOf, readSpecs } from '../../sources/task-queue/queue.ts';
import type { SpecText } from '../../sources/task-queue/sections.ts';
import { findSection, parseReference, sectionsOf } from '../../sources/task-queue/sections.ts';
import { notTrivial } from '../../sources/task-queue/trivial.ts';
import type { Session } from '../session.ts';

/** @returns what became of each gap that has a patch, in words for its row */
export async function applyPatches(
  session: Session,
  place: QueuePlace,
  what: {
    readonly item: string;
    readonly run: string;
    readonly branch: string | undefined;
    /** Sections of the task; empty: any. */
    readonly reference: string;
    /** Whether the work on it was accepted and came in. */
    readonly isIn: boolean;
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
        ? await applyPatch(session, { ...what, path: pathOf(place, name), name, gap })
        : `not applied: ${gap.patch.file} is no spec`,
    );
  }
  return results;
}

/** A task says nothing about sections of other tasks. */
function isWithin(reference: string, spec: SpecText, text: string): boolean {
  const parts = parseReference(reference);
  const sections = sectionsOf(spec);
  const plain = text.replaceAll(/\r\n?/g, '\n');
  return parts.length === 0 || parts.some((part) => findSection(sections, part)?.text.includes(plain) === true);
}

async function applyPatch(
  session: Session,
  what: {
    readonly item: string;
    readonly run: string;
    readonly branch: string | undefined;
    readonly path: string;
    /** Of the spec. */
    readonly name: string;
    readonly reference: string;
    readonly isIn: boolean;
    readonly gap: ReportedGap;
  },
): Promise<string> {
  const { repo } = session;
  const { branch, path, name, reference, isIn, gap, item, run } = what;
  const { patch } = gap;
  if (!isIn) return 'not applied: the work was not accepted';
  const tooMuch = patch === undefined ? undefined : notTrivial(patch);
  if (tooMuch !== undefined) return `not applied: it is not trivial (${tooMuch})`;
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
  if (!isWithin(reference, { path: name, text: stdout }, patch.find)) return `not applied: it is outside of ${reference}`;
  const blob = (
    await git(repo.top, ['hash-object', '-w', '--stdin'], { stdin: stdout.replace(patch.find, () => patch.replace) })
  ).stdout.trim();
  const [mode = ''] = (await git(repo.top, ['ls-tree', tip, '--', path])).stdout.split(' ', 1);
  const base = await treeOf(repo, tip);
  const tree = await withTempIndex(undefined, async (indexFile) => {
    await git(repo.top, ['read-tree', base], { indexFile });
    await git(repo.top, ['update-index', '--add', '--cacheinfo', `${mode === '' ? '100644' : mode},${blob},${path}`], {
      indexFile,
    });
    return (await git(repo.top, ['write-tree', '--missing-ok'], { indexFile })).stdout.trim();
  });
  const message = `docs(specs): settle a gap found in ${item}\n\n${gap.what.slice(0, 100)}`;
  const commit = await commitTree({ repo, tree, parents: [tip], message });
  await updateRef(repo, `refs/okstra/runs/${run}/patched`, commit, undefined);
  return (await updateRef(repo, ref, commit, tip))
    ? `patched in ${commit.slice(0, 12)}`
    : `not applied: ${branch} moved meanwhile`;
}
