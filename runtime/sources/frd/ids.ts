/** Ids inside one document: each belongs to what it stands in, and comes once. */
import type { Lacking } from './read-document.ts';
import type { FrdDocument } from './types.ts';

/** Every id that is out of place, as what is expected there; a wrong file name first. */
export function idProblems(document: FrdDocument): readonly Lacking[] {
  const named = /(?:^|\/)frd-(\d{3})-[^/]*\.json$/i.exec(document.path)?.[1];
  const ofFile: readonly Lacking[] =
    named === undefined || `FRD-${named}` === document.frdId
      ? []
      : [{ pointer: '/metadata/frdId', expected: `FRD-${named}, as the file is named` }];
  const problems: Lacking[] = [...ofFile];
  const seen = new Set<string>();
  for (const [index, task] of document.tasks.entries()) {
    // Places are written down only where something is wrong: a set has tens of thousands of ids.
    const check = (id: string, start: string, place: () => string): void => {
      if (id === '') return;
      const expected = expectedOf(id, start, seen);
      if (expected === undefined) seen.add(id);
      else problems.push({ pointer: `/majorTasks/${index}${place()}`, expected });
    };
    check(task.taskId, `${task.frdId}-T`, () => '/taskId');
    for (const [n, { subtaskId }] of task.subtasks.entries())
      check(subtaskId, `${task.taskId}-S`, () => `/subtasks/${n}/subtaskId`);
    for (const [n, { verificationId }] of task.verification.entries())
      check(verificationId, `${task.taskId}-V`, () => `/verification/${n}/verificationId`);
    for (const [n, { gotchaId }] of task.gotchas.entries()) check(gotchaId, `${task.taskId}-G`, () => `/gotchas/${n}/gotchaId`);
    for (const [n, { testRequirementId, scenarios }] of task.testRequirements.entries()) {
      check(testRequirementId, `${task.taskId}-TR`, () => `/testRequirements/${n}/testRequirementId`);
      for (const [m, { scenarioId }] of scenarios.entries())
        check(scenarioId, `${testRequirementId}-S`, () => `/testRequirements/${n}/scenarios/${m}/scenarioId`);
    }
  }
  return problems;
}

/** @param start what the id begins with, without its number */
function expectedOf(id: string, start: string, seen: ReadonlySet<string>): string | undefined {
  if (!id.startsWith(start) || !isNumber(id, start.length)) return `an id that begins with ${start}`;
  return seen.has(id) ? 'an id that is not taken in this document' : undefined;
}

function isNumber(text: string, from: number): boolean {
  if (from >= text.length) return false;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}
