/** What the results of single tasks say of every spec, of all together, and of the documents behind the specs. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { QueuePlace } from '../../sources/task-queue/queue.ts';
import { readManifest, readQueue, readSpecs } from '../../sources/task-queue/queue.ts';
import { parseReference, referenceHash, sectionsOf } from '../../sources/task-queue/sections.ts';
import type { Task } from '../../sources/task-queue/tasks-file.ts';
import { isVerified } from '../../sources/task-queue/words.ts';
import type { Dimensions, VerifiedTask } from './verify-answer.ts';

const refersTo = (task: Task): readonly string[] => parseReference(task.specReference).map(({ path }) => path);

export function dimensionsOf(
  place: QueuePlace,
  verified: readonly VerifiedTask[],
  checks: ReadonlyMap<string, boolean>,
): Dimensions {
  const queue = readQueue(place);
  const specs = readSpecs(place);
  const sections = specs.flatMap(sectionsOf);
  const issues = new Set(verified.filter(({ result }) => result !== 'pass').map(({ id }) => id));
  const contract = specs.map(({ path }) => {
    const own = queue.tasks.tasks.filter((task) => refersTo(task).includes(path) && task.status !== 'superseded');
    const open = own
      .filter(({ status }) => !isVerified(status) && !/^(?:skipped|satisfied-externally|externally-managed)$/.test(status))
      .map(({ id }) => id);
    const stale = own
      .filter((task) => task.specHash !== '' && referenceHash(sections, task.specReference) !== task.specHash)
      .map(({ id }) => id);
    const wrong = own.filter(({ id }) => issues.has(id)).map(({ id }) => id);
    const reasons = [
      ...(own.length === 0 ? ['no task refers to it'] : []),
      ...(wrong.length > 0 ? [`criteria do not hold: ${wrong.join(', ')}`] : []),
      ...(open.length > 0 ? [`open: ${open.join(', ')}`] : []),
      ...(stale.length > 0 ? [`made for an earlier text: ${stale.join(', ')}`] : []),
    ];
    return { spec: path, compliant: reasons.length === 0, why: reasons.join('; ') };
  });
  const across = queue.tasks.tasks.flatMap((task) =>
    task.dependsOn.flatMap((id) => {
      const other = queue.tasks.byId.get(id);
      const differs = other !== undefined && refersTo(other).some((path) => !refersTo(task).includes(path));
      if (!differs || !isVerified(task.status) || other === undefined) return [];
      const wrong = [task.id, id].filter((each) => issues.has(each));
      return [
        {
          name: `${task.id} on ${id}`,
          pass: wrong.length === 0,
          why: wrong.length === 0 ? '' : `criteria do not hold: ${wrong.join(', ')}`,
        },
      ];
    }),
  );
  const manifest = readManifest(place);
  const documents = (manifest?.specs ?? []).flatMap(({ path, source }) => {
    if (source === '') return [];
    const there =
      existsSync(resolve(place.repoTop, source)) ||
      existsSync(resolve(place.repoTop, place.rootPath, source)) ||
      existsSync(resolve(place.repoTop, place.rootPath, '..', source));
    return [{ spec: path, pass: there, why: there ? '' : `the source document ${source} is not there` }];
  });
  return {
    contract,
    integration: [...[...checks].map(([name, pass]) => ({ name, pass, why: pass ? '' : 'the check fails' })), ...across],
    documents,
  };
}
