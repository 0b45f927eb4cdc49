/** Hashes of sections that nothing moved but okstra's own patches of trivial gaps: they are brought up, and no task is held for outdated. */
import { git } from '../../git/index.ts';
import type { Queue } from '../../sources/task-queue/queue.ts';
import { manifestHash, referenceHash, type SpecText, sectionsOf } from '../../sources/task-queue/sections.ts';
import { headerOf } from '../../sources/task-queue/status.ts';
import { undoPatch } from '../../sources/task-queue/undo-patch.ts';
import type { QueueSession } from './open.ts';

export interface BroughtUp {
  /** By task. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Of all specs together; absent: something else changed too, or nothing did. */
  readonly version?: string;
}

export async function broughtUp(session: QueueSession, queue: Queue, specs: readonly SpecText[]): Promise<BroughtUp> {
  const hashes = new Map<string, string>();
  const now = { sections: specs.flatMap(sectionsOf), version: manifestHash(specs) };
  const recorded = headerOf(queue.tasks.header, 'Spec version');
  const moved = queue.tasks.tasks.filter(
    (task) => task.specHash !== '' && referenceHash(now.sections, task.specReference) !== task.specHash,
  );
  if (session.repo === undefined || (moved.length === 0 && recorded === now.version)) return { hashes };
  let earlier = specs;
  let isSame = false;
  for (const patch of await patchesOf(session, queue)) {
    earlier = earlier.map(({ path, text }) => ({ path, text: path === patch.path ? undoPatch(text, patch) : text }));
    const sections = earlier.flatMap(sectionsOf);
    for (const { id, specReference, specHash } of moved) {
      const hash = referenceHash(now.sections, specReference);
      if (hash !== undefined && referenceHash(sections, specReference) === specHash) hashes.set(id, hash);
    }
    isSame ||= recorded !== '' && manifestHash(earlier) === recorded;
  }
  return { hashes, ...(isSame ? { version: now.version } : {}) };
}

/** The queue as it is once they are written. */
export function withBroughtUp(queue: Queue, { hashes, version }: BroughtUp): Queue {
  if (hashes.size === 0 && version === undefined) return queue;
  const tasks = queue.tasks.tasks.map((task) => ({ ...task, specHash: hashes.get(task.id) ?? task.specHash }));
  const header = queue.tasks.header.map((field) =>
    version !== undefined && field.name.toLowerCase() === 'spec version' ? { ...field, value: version } : field,
  );
  return { ...queue, tasks: { ...queue.tasks, tasks, header, byId: new Map(tasks.map((task) => [task.id, task])) } };
}

interface Patch {
  /** Of the spec, in the folder of the queue. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The newest first. */
async function patchesOf({ top, place }: QueueSession, { progress }: Queue): Promise<readonly Patch[]> {
  const patches: Patch[] = [];
  for (const { resolution } of progress.gaps.toReversed()) {
    const commit = /^patched in ([0-9a-f]{7,64})$/.exec(resolution)?.[1];
    if (commit === undefined) continue;
    const names = await git(top, ['diff', '--name-only', '-z', `${commit}^`, commit], { allowExit: [128] });
    for (const file of names.stdout.split('\0').filter((name) => name !== '')) {
      const [before, after] = await Promise.all(
        [`${commit}^`, commit].map((at) => git(top, ['cat-file', 'blob', `${at}:${file}`])),
      );
      const path = place.rootPath === '.' ? file : file.replace(`${place.rootPath}/`, '');
      patches.push({ path, before: before?.stdout ?? '', after: after?.stdout ?? '' });
    }
  }
  return patches;
}
