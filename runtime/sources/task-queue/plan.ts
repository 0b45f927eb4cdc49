/** A plan of tasks: proposed by an analyst or given ready, and held against the specs before anything is written. */
import { validateTaskPlan } from '../../generated/validators/task-plan.js';
import type { Failure, Result } from '../../model/failure.ts';
import { bad, ok } from '../../model/failure.ts';
import { findCycles } from '../dependencies.ts';
import type { SpecSection } from './sections.ts';
import { countOfTitle, findSection, parseReference, referenceHash, titleOf } from './sections.ts';
import type { NewTask } from './tasks-edit.ts';

export interface PlanContext {
  /** As messages name it. */
  readonly file: string;
  readonly sections: readonly SpecSection[];
  /** True: a title of a section that the specs lack is a problem. */
  readonly checksReferences: boolean;
}

/** Every problem at once, so that one more turn can mend all of them. */
export function readTaskPlan(value: unknown, { file, sections, checksReferences }: PlanContext): Result<readonly NewTask[]> {
  if (!validateTaskPlan(value)) {
    const errors = validateTaskPlan.errors ?? [];
    return bad(
      errors.map(({ instancePath, message }) =>
        refuse(
          file,
          instancePath || '/',
          `Expected a plan of tasks that fits its schema: ${instancePath || 'the plan'} ${message ?? 'does not fit'}.`,
        ),
      ),
    );
  }
  const problems: Failure[] = [];
  const ids = new Set<string>();
  for (const [index, task] of value.tasks.entries()) {
    const at = `/tasks/${index}`;
    const complain = (field: string, message: string): void =>
      void problems.push(refuse(file, `${at}/${field}`, `${task.id}: ${message}`));
    if (ids.has(task.id)) complain('id', 'expected each id once, found it again.');
    ids.add(task.id);
    if (/^(?:Area:)?\s*$/i.test(task.area)) complain('area', 'expected the name of an area, found none.');
    if (task.criteria.filter((text) => text.trim() !== '').length === 0)
      complain('criteria', 'expected at least one criterion that can be checked, found none.');
    const reference = task.specReference ?? '';
    if (reference.trim() !== '' && parseReference(reference).length === 0)
      complain('specReference', `expected a file and a section, as in "api.md, Section Auth", found "${reference}".`);
    else if (checksReferences && parseReference(reference).length > 0 && referenceHash(sections, reference) === undefined)
      complain('specReference', `expected a section that the specs have, found "${reference}".`);
    for (const part of checksReferences ? parseReference(reference) : []) {
      const found = findSection(sections, part);
      if (found === undefined || countOfTitle(sections, part) < 2) continue;
      const names = sections.filter(({ path, title }) => path === found.path && title === found.title);
      complain(
        'specReference',
        `expected a section that is the only one of its title, found "${part.title}" ${names.length} times: write ${names.map((each) => `"${each.path}, Section ${titleOf(sections, each)}"`).join(' or ')}.`,
      );
    }
    for (const path of task.files ?? [])
      if (path.startsWith('/') || path.split('/').includes('..'))
        complain('files', `expected paths inside the repository, found "${path}".`);
  }
  for (const [index, task] of value.tasks.entries())
    for (const id of task.dependsOn ?? [])
      if (!ids.has(id))
        problems.push(
          refuse(file, `/tasks/${index}/dependsOn`, `${task.id}: expected ids of other tasks of the plan, found "${id}".`),
        );
  if (value.tasks.length === 0) problems.push(refuse(file, '/tasks', 'Expected at least one task, found none.'));
  const items = new Map(
    value.tasks.map((task) => [task.id, { id: task.id, lifecycle: 'pending' as const, dependsOn: task.dependsOn ?? [] }]),
  );
  for (const cycle of findCycles(items))
    problems.push(refuse(file, '/tasks', `Expected dependencies without a circle, found ${cycle.join(' -> ')}.`));
  if (problems.length > 0) return bad(problems);
  return ok(
    value.tasks.map((task): NewTask => {
      const reference = (task.specReference ?? '').trim();
      return {
        id: task.id,
        title: task.title,
        area: oneLine(task.area).replace(/^Area:\s*/i, ''),
        specReference: reference,
        specHash: referenceHash(sections, reference) ?? '',
        dependsOn: task.dependsOn ?? [],
        status: 'pending',
        source: reference === '' ? 'user-added' : 'spec-derived',
        criteria: task.criteria.filter((text) => text.trim() !== ''),
        complexity: task.complexity ?? 'Medium',
        files: task.files ?? [],
        ...(task.originalId === undefined || task.originalId === '' ? {} : { others: { 'Original id': task.originalId } }),
      };
    }),
  );
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const refuse = (file: string, field: string, message: string): Failure => ({
  category: 'findings',
  code: 'task-plan',
  message,
  fix: 'Correct that entry of the plan.',
  place: { file, field },
});
