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
  const graph = graphOf(documents);
  const isUnknown = (id: string): boolean => !graph.has(id) && !left.has(documentOf(id));
  const unknown = documents
    .filter(({ dependencies, tasks }) => dependencies.some(isUnknown) || tasks.some((task) => task.dependencies.some(isUnknown)))
    .flatMap((document) =>
      dependenciesOf(document)
        .filter(({ id }) => isUnknown(id))
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
  const cycles = findCycles(graph).map((way): Failure => {
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
  const graph = new Map<string, Dependent>();
  for (const { frdId, tasks, dependencies: ofDocument } of documents) {
    for (const { taskId, dependencies } of tasks)
      graph.set(taskId, {
        id: taskId,
        lifecycle,
        dependsOn: ofDocument.length === 0 ? dependencies : [...dependencies, ...ofDocument],
      });
    // Behind its tasks: what is in order is known at once to be free of circles.
    graph.set(frdId, { id: frdId, lifecycle, dependsOn: tasks.map(({ taskId }) => taskId) });
  }
  return graph;
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
