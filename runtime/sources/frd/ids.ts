/** Ids inside one document: each belongs to what it stands in, and comes once. */
import type { Lacking } from './read-document.ts';
import type { FrdDocument, FrdTask } from './types.ts';

interface Placed {
  readonly id: string;
  readonly pointer: string;
  /** What the id begins with, without the number. */
  readonly start: string;
}

/** Every id that is out of place, as what is expected there; a wrong file name first. */
export function idProblems(document: FrdDocument): readonly Lacking[] {
  const named = /(?:^|\/)frd-(\d{3})-[^/]*\.json$/i.exec(document.path)?.[1];
  const ofFile: readonly Lacking[] =
    named === undefined || `FRD-${named}` === document.frdId
      ? []
      : [{ pointer: '/metadata/frdId', expected: `FRD-${named}, as the file is named` }];
  const seen = new Set<string>();
  const ofIds = document.tasks.flatMap(placedIds).flatMap(({ id, pointer, start }): readonly Lacking[] => {
    if (id === '') return [];
    if (!id.startsWith(start) || !/^\d+$/.test(id.slice(start.length))) {
      return [{ pointer, expected: `an id that begins with ${start}` }];
    }
    if (seen.has(id)) return [{ pointer, expected: 'an id that is not taken in this document' }];
    seen.add(id);
    return [];
  });
  return [...ofFile, ...ofIds];
}

function placedIds(task: FrdTask, index: number): readonly Placed[] {
  const at = `/majorTasks/${index}`;
  return [
    { id: task.taskId, pointer: `${at}/taskId`, start: `${task.frdId}-T` },
    ...task.subtasks.map(({ subtaskId: id }, n) => ({
      id,
      pointer: `${at}/subtasks/${n}/subtaskId`,
      start: `${task.taskId}-S`,
    })),
    ...task.verification.map(({ verificationId: id }, n) => ({
      id,
      pointer: `${at}/verification/${n}/verificationId`,
      start: `${task.taskId}-V`,
    })),
    ...task.gotchas.map(({ gotchaId: id }, n) => ({ id, pointer: `${at}/gotchas/${n}/gotchaId`, start: `${task.taskId}-G` })),
    ...task.testRequirements.flatMap(({ testRequirementId: id, scenarios }, n) => [
      { id, pointer: `${at}/testRequirements/${n}/testRequirementId`, start: `${task.taskId}-TR` },
      ...scenarios.map(({ scenarioId }, m) => ({
        id: scenarioId,
        pointer: `${at}/testRequirements/${n}/scenarios/${m}/scenarioId`,
        start: `${id}-S`,
      })),
    ]),
  ];
}
