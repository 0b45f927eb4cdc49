/** What only several documents together show: dependencies that nothing has, and those that go round in a circle. */
import type { Failure, Place } from '../../model/failure.ts';
import type { Dependent } from '../dependencies.ts';
import { findCycles } from '../dependencies.ts';
import type { FrdDocument } from './types.ts';

/**
 * @param around.placeIn of a value in the file at a path, relative to the repository
 * @param around.without documents that are there and cannot be used: what is wrong with them is told elsewhere
 */
export function setProblems(
  documents: readonly FrdDocument[],
  { placeIn, without }: { readonly placeIn: (path: string, pointer: string) => Place; readonly without: readonly string[] },
): readonly Failure[] {
  const left = new Set(without);
  const known = new Set(documents.flatMap(({ frdId, tasks }) => [frdId, ...tasks.map(({ taskId }) => taskId)]));
  const unknown = documents.flatMap((document) =>
    dependenciesOf(document)
      .filter(({ id }) => !known.has(id) && !left.has(documentOf(id)))
      .map(({ id, pointer }): Failure => {
        return {
          category: 'findings',
          code: 'frd-unknown-dependency',
          message: `Expected the id of a task or document of this set, found "${id}".`,
          fix: 'Correct or remove it; what depends on it is never taken.',
          place: placeIn(document.path, pointer),
        };
      }),
  );
  const cycles = findCycles(graphOf(documents)).map((way): Failure => {
    const [start = ''] = way;
    const at = placeInCycle(documents, start);
    return {
      category: 'findings',
      code: 'frd-dependency-cycle',
      message: `Expected dependencies that come to an end, found ${way.join(' → ')}.`,
      fix: 'Remove one of these dependencies.',
      ...(at === undefined ? {} : { place: placeIn(at.path, at.pointer) }),
      details: { cycle: way },
    };
  });
  return [...cycles, ...unknown];
}

/** Id of the document that a task belongs to; that of a document is its own. */
export const documentOf = (id: string): string => id.replace(/-T\d+$/, '');

/** A task waits for its own dependencies and those of its document; a document waits for its tasks. */
export function graphOf(documents: readonly FrdDocument[]): ReadonlyMap<string, Dependent> {
  const lifecycle = 'pending';
  return new Map(
    documents.flatMap((document) => [
      [document.frdId, { id: document.frdId, lifecycle, dependsOn: document.tasks.map(({ taskId }) => taskId) }] as const,
      ...document.tasks.map(
        ({ taskId, dependencies }) =>
          [taskId, { id: taskId, lifecycle, dependsOn: [...dependencies, ...document.dependencies] }] as const,
      ),
    ]),
  );
}

const dependenciesOf = (document: FrdDocument): readonly { readonly id: string; readonly pointer: string }[] => [
  ...document.dependencies.map((id, index) => ({ id, pointer: `/metadata/dependencies/${index}` })),
  ...document.tasks.flatMap(({ dependencies }, task) =>
    dependencies.map((id, index) => ({ id, pointer: `/majorTasks/${task}/dependencies/${index}` })),
  ),
];

function placeInCycle(documents: readonly FrdDocument[], id: string) {
  const document = documents.find(({ frdId }) => frdId === documentOf(id));
  if (document === undefined) return undefined;
  const task = document.tasks.findIndex(({ taskId }) => taskId === id);
  return {
    path: document.path,
    pointer: task === -1 ? '/metadata/dependencies' : `/majorTasks/${task}/dependencies`,
  };
}
