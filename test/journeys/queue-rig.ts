/** A repository with specs and a queue of tasks, worked on by scripted agents. */

import { parseProgress } from '../../runtime/sources/task-queue/progress-file.ts';
import { manifestHash, referenceHash, sectionsOf } from '../../runtime/sources/task-queue/sections.ts';
import { type NewTask, newTasksText } from '../../runtime/sources/task-queue/tasks-edit.ts';
import { parseTasks } from '../../runtime/sources/task-queue/tasks-file.ts';
import type { Rig } from './rig.ts';

export const SPECS: Readonly<Record<string, string>> = {
  'data.md': '# Data\n\n## Users\n\n- users.txt says users\n\n## Orders\n\n- orders.txt says orders\n',
  'api.md': '# API\n\n## Auth\n\n- auth.txt says auth\n\n## Listing\n\n- list.txt says list\n',
};

export const task = (id: string, title: string, more: Partial<NewTask> = {}): NewTask => {
  const word = title.toLowerCase();
  return {
    id,
    title,
    area: 'Data',
    specReference: '',
    specHash: '',
    dependsOn: [],
    status: 'pending',
    source: 'spec-derived',
    criteria: [`${word}.txt says ${word}`],
    complexity: 'Simple',
    files: [`${word}.txt`],
    ...more,
  };
};

/** Writes the specs and the tasks, with hashes, and commits them. */
export function queueOf(rig: Rig, tasks: readonly NewTask[], specs: Readonly<Record<string, string>> = SPECS): void {
  const texts = Object.entries(specs).map(([path, text]) => ({ path, text }));
  const sections = texts.flatMap(sectionsOf);
  for (const { path, text } of texts) rig.write(`docs/specs/${path}`, text);
  const hashed = tasks.map((each) => ({ ...each, specHash: referenceHash(sections, each.specReference) ?? '' }));
  rig.write(
    'docs/specs/TASKS.md',
    newTasksText({
      generated: '2031-04-02',
      specVersion: manifestHash(texts),
      sourceSpecs: Object.keys(specs),
      designTasks: [],
      tasks: hashed,
    }),
  );
  rig.commit('queue');
}

/** Lets tasks run side by side, as somebody who approves them does. */
export function approveGroup(rig: Rig, ...groups: readonly (readonly string[])[]): void {
  const rows = groups.map((ids, index) => `| P${index + 1} | ${ids.join(', ')} | approved |\n`).join('');
  const text = rig.read('docs/specs/TASKS.md');
  const table = `## Parallel Groups\n\n| Group | Tasks | Approval |\n|---|---|---|\n${rows}\n`;
  rig.write('docs/specs/TASKS.md', text.replace('## Area:', `${table}## Area:`));
  rig.commit('groups');
}

export const tasksOf = (rig: Rig) => parseTasks(rig.read('docs/specs/TASKS.md'), 'TASKS.md');
export const progressOf = (rig: Rig) => parseProgress(rig.read('docs/specs/IMPLEMENTATION_PROGRESS.md'), 'p');
export const statuses = (rig: Rig): Readonly<Record<string, string>> =>
  Object.fromEntries(tasksOf(rig).tasks.map(({ id, status }) => [id, status]));

/** Does what the criteria of its prompt say: `x.txt says y`. */
export const WRITER = `for (const [, file, word] of prompt.split('## Specification')[0].matchAll(/\\[ \\] (\\S+\\.txt) says (\\w+)/g)) fs.writeFileSync(file, word + '\\n');
console.log('done');`;

/** Looks at the files that the criteria name. */
export const JUDGE = `const wanted = [...prompt.matchAll(/(AC-\\d+)\\W+(?:\\S+ )?.*?(\\S+\\.txt) says (\\w+)/g)];
const criteria = wanted.map(([, id, file, word]) => ({ id, status: fs.existsSync(file) && fs.readFileSync(file, 'utf8').trim() === word ? 'met' : 'unmet', evidence: file }));
const ids = [...new Set([...prompt.matchAll(/\\b(AC-\\d+|SPEC)\\b/g)].map(([id]) => id))];
for (const id of ids) if (!criteria.some((each) => each.id === id)) criteria.push({ id, status: 'met', evidence: 'nothing to see' });
const unique = criteria.filter((each, at) => criteria.findIndex((other) => other.id === each.id) === at);
answer({ verdict: unique.every(({ status }) => status === 'met') ? 'pass' : 'fail', criteria: unique });`;

export function queueRig(
  rig: Rig,
  options: { readonly writer?: string; readonly judge?: string; readonly extra?: string } = {},
): void {
  rig.agent('writer', options.writer ?? WRITER);
  rig.agent('judge', options.judge ?? JUDGE);
  rig.configure(
    ['writer', 'judge'],
    `roles: { executor: writer, verifiers: [judge] }\nrun: { mode: parallel, maxAttempts: 1 }\n${options.extra ?? ''}`,
  );
}
