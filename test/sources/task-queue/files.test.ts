import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphLines, readGraph } from '../../../runtime/sources/task-queue/graph.ts';
import { applySplices, joinLines, splitLines } from '../../../runtime/sources/task-queue/lines.ts';
import { parseManifest, withHashes } from '../../../runtime/sources/task-queue/manifest-file.ts';
import { taskProblems } from '../../../runtime/sources/task-queue/problems.ts';
import { newProgressText, parseProgress, TABLES, upsertRow } from '../../../runtime/sources/task-queue/progress-file.ts';
import { fieldsOf } from '../../../runtime/sources/task-queue/task-fields.ts';
import {
  addTasks,
  changeTask,
  type NewTask,
  newTasksText,
  setHeader,
  writeTasks,
} from '../../../runtime/sources/task-queue/tasks-edit.ts';
import { nextId, parseTasks } from '../../../runtime/sources/task-queue/tasks-file.ts';
import { TASK_STATUSES } from '../../../runtime/sources/task-queue/words.ts';

const parse = (text: string) => parseTasks(text, 'TASKS.md');

const words = fc.stringMatching(/^[a-z]{1,8}( [a-z|`"'(]{1,8}){0,4}$/);
const tasks: fc.Arbitrary<readonly NewTask[]> = fc
  .array(
    fc.record({
      title: words,
      area: fc.constantFrom('Data', 'API Layer', 'UI'),
      status: fc.constantFrom(...TASK_STATUSES),
      criteria: fc.array(words, { minLength: 1, maxLength: 3 }),
      files: fc.array(fc.stringMatching(/^src\/[a-z]{1,6}\.ts$/), { maxLength: 2 }),
      back: fc.array(fc.nat(5), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) =>
    list.map(({ back, ...task }, index) => ({
      ...task,
      id: `T-${String(index + 1).padStart(3, '0')}`,
      specReference: 'api.md, Section Auth',
      specHash: '91be91be91be91be',
      dependsOn: [...new Set(back.map((step) => index - step).filter((at) => at > 0))].map(
        (at) => `T-${String(at).padStart(3, '0')}`,
      ),
      source: 'spec-derived',
      complexity: 'Simple',
    })),
  );
const noise = fc.array(
  fc.constantFrom(
    '',
    'Prose of the user.',
    '<!-- note -->',
    '> quoted',
    '- a bullet',
    '\t',
    '```',
    '| a | b |',
    'Strips `<!--` here.',
    '```x``` in a line',
    '- <!-- words',
  ),
  { maxLength: 6 },
);
const ends = fc.constantFrom('\n', '\r\n');

/** A queue as okstra writes it, with lines of a person strewn in below headings of areas, in one of the usual line ends. */
const queue = fc.tuple(tasks, noise, ends, fc.boolean()).map(([list, extra, end, mark]) => {
  const balanced = extra.filter((line) => line === '```').length % 2 === 0 ? extra : [...extra, '```'];
  const text = newTasksText({
    generated: '2031-04-02',
    specVersion: '3f9a0c11d2e4b5a6',
    sourceSpecs: ['api.md'],
    designTasks: [],
    tasks: list,
  });
  const lines = text.split('\n').flatMap((line) => (line.startsWith('## Area') ? [line, ...balanced] : [line]));
  return { list, text: (mark ? '\uFEFF' : '') + lines.join(end) };
});

describe('TASKS.md', () => {
  test('any text comes out of reading and writing byte for byte', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          queue.map(({ text }) => text),
          fc.string(),
          fc
            .array(fc.constantFrom('### T-001: a', '- **Status**: done', '\r', '\n', '```', '## Area: x'))
            .map((parts) => parts.join('\n')),
        ),
        (text) => {
          expect(joinLines(splitLines(text))).toBe(text);
          const file = parse(text);
          expect(joinLines(file.lines)).toBe(text);
          expect(applySplices(file.lines, [])).toBe(text);
        },
      ),
    );
  });

  test('what was written is read again: ids, areas, statuses, dependencies, files, criteria', () => {
    fc.assert(
      fc.property(queue, ({ list, text }) => {
        const file = parse(text);
        expect(file.problems).toEqual([]);
        const areas = [...new Set(list.map(({ area }) => area))];
        const inOrder = areas.flatMap((area) => list.filter((task) => task.area === area));
        expect(file.tasks.map(({ id, area, status, dependsOn, files }) => ({ id, area, status, dependsOn, files }))).toEqual(
          inOrder.map(({ id, area, status, dependsOn, files }) => ({ id, area, status, dependsOn, files })),
        );
        for (const [at, task] of inOrder.entries())
          expect(file.tasks[at]?.criteria.map((each) => each.text)).toEqual(task.criteria);
      }),
    );
  });

  test('a change of one task touches only the lines of what it changes', () => {
    fc.assert(
      fc.property(queue, fc.nat(), fc.constantFrom(...TASK_STATUSES), ({ text }, pick, status) => {
        const file = parse(text);
        const task = file.tasks[pick % file.tasks.length];
        if (task === undefined) return;
        const changed = applySplices(file.lines, changeTask(file, task, { status, checks: new Map([[0, true]]) }));
        const after = parse(changed);
        expect(after.byId.get(task.id)).toMatchObject({ status, title: task.title });
        expect(after.byId.get(task.id)?.criteria[0]?.checked).toBe(true);
        const own = new Set([fieldsOf(file.lines, task).find(({ name }) => name === 'Status')?.line, task.criteria[0]?.line]);
        expect(after.lines.length).toBe(file.lines.length);
        for (const [at, line] of file.lines.entries()) if (!own.has(at)) expect(after.lines[at]).toEqual(line);
      }),
    );
  });

  test('new criteria touch lines of criteria only: prose, comments and quotes among and below them stay', () => {
    const text = [
      '## Area: Data',
      '### T-001: Users',
      '- **Status**: pending',
      '- **Acceptance criteria**:',
      '  <!-- agreed with Anna -->',
      '  * [x] users.txt says users,',
      '    and nothing else',
      '',
      '  * [x] is sorted',
      '  * [ ] goes away',
      '',
      'Notes of Anna: do not touch the legacy table.',
      '',
      '> a quote worth keeping',
      '',
      '### T-002: B',
      '- **Status**: pending',
      '',
    ];
    const file = parse(text.join('\n'));
    const [task] = file.tasks;
    if (task === undefined) throw new Error('no task');
    const criteria = ['users.txt says people', 'is sorted', 'is new'];
    const after = applySplices(file.lines, changeTask(file, task, { criteria })).split('\n');
    expect(after).toEqual([
      ...text.slice(0, 5),
      '  * [ ] users.txt says people',
      '',
      '  * [x] is sorted',
      '  * [ ] is new',
      ...text.slice(10),
    ]);
    expect(
      parse(after.join('\n'))
        .byId.get('T-001')
        ?.criteria.map((each) => each.text),
    ).toEqual(criteria);
  });

  test('any change of criteria is read again as it was meant, and every other line stays', () => {
    fc.assert(
      fc.property(
        queue,
        fc.nat(),
        fc.array(words, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        ({ text, list }, pick, more, keep) => {
          const prose = text.replaceAll('- **Complexity**', 'Words of a person.\n\n> quoted\n\n- **Complexity**');
          const file = parse(prose);
          const task = file.byId.get(list[pick % list.length]?.id ?? '');
          if (task === undefined) return;
          const criteria = keep ? [...more, ...task.criteria.map((each) => each.text)] : more;
          const after = parse(applySplices(file.lines, changeTask(file, task, { criteria })));
          expect(after.byId.get(task.id)?.criteria.map((each) => each.text)).toEqual(criteria);
          const own = new Set(task.criteria.flatMap(({ line, end = line }) => [line, end]));
          const kept = file.lines.filter((_, at) => !own.has(at)).map((line) => line.text);
          const rest = after.byId.get(task.id)?.criteria.map(({ line }) => line) ?? [];
          expect(after.lines.filter((_, at) => !rest.includes(at)).map((line) => line.text)).toEqual(kept);
        },
      ),
    );
  });

  test('a new field comes below the status, and a second writing changes nothing', () => {
    const text = newTasksText({ generated: 'x', specVersion: 'y', sourceSpecs: [], designTasks: [], tasks: [sample('T-001')] });
    const file = parse(text);
    const [task] = file.tasks;
    if (task === undefined) throw new Error('no task');
    const once = applySplices(file.lines, changeTask(file, task, { fields: { 'Skip reason': 'met elsewhere' } }));
    expect(once).toContain('- **Status**: pending\n- **Skip reason**: met elsewhere\n');
    const again = parse(once);
    const same = again.tasks[0];
    if (same === undefined) throw new Error('no task');
    expect(changeTask(again, same, { status: 'pending', fields: { 'Skip reason': 'met elsewhere' } })).toEqual([]);
  });

  test('tasks that are added stand in their areas, and the graph is drawn anew', () => {
    fc.assert(
      fc.property(queue, ({ list, text }) => {
        const file = parse(text);
        const id = nextId('T', file.byId.keys());
        const added = { ...sample(id), area: 'Infrastructure', dependsOn: [list[0]?.id ?? ''] };
        const after = parse(writeTasks(file, addTasks(file, [added, { ...sample(`${id}T`), area: list[0]?.area ?? '' }]), parse));
        expect(after.problems).toEqual([]);
        expect(after.byId.get(id)).toMatchObject({ area: 'Infrastructure', dependsOn: added.dependsOn });
        expect(after.byId.get(`${id}T`)?.area).toBe(list[0]?.area);
        for (const task of list) expect(after.byId.has(task.id)).toBe(true);
        const drawn = after.lines.map((line) => line.text);
        const graph = readGraph(
          drawn.slice(drawn.indexOf('```mermaid') + 1, drawn.indexOf('```', drawn.indexOf('```mermaid') + 1)),
        );
        expect([...graph.nodes].toSorted()).toEqual([...after.byId.keys()].toSorted());
        expect(graph.edges.has(`${list[0]?.id} ${id}`)).toBe(true);
      }),
    );
  });

  test('a graph of a person that says the same is left as it was drawn', () => {
    const text =
      '## Dependency Graph\n```mermaid\ngraph LR\n  T-001[A] --> T-002 & T-003\n```\n## Area: x\n### T-001: a\n- **Status**: done\n### T-002: b\n- **Status**: done\n- **Dependencies**: T-001\n### T-003: c\n- **Status**: done\n- **Depends on**: T-001\n';
    expect(writeTasks(parse(text), [], parse)).toBe(text);
    const other = text.replace('T-002 & T-003', 'T-002');
    expect(writeTasks(parse(other), [], parse)).toContain('T001 --> T003');
  });

  test.each([
    ['### T-: x\n- **Status**: done\n', 'task-heading', 1],
    ['### T-001: x\n', 'task-status-missing', 1],
    ['### T-001: x\n- **Status**: finnished\n', 'task-status-unknown', 2],
    ['### T-001: x\n- **Status**: done\n- **Dependencies**: the login\n', 'task-dependencies', 3],
    ['### T-001: x\n- **Status**: done\n- **Dependencies**: T-009\n', 'task-dependency-unknown', 3],
    ['### T-001: x\n- **Status**: done\n### T-001: y\n- **Status**: done\n', 'task-id-shared', 1],
  ])('a damaged row %j is named with its line, and the rest stays usable', (row, code, line) => {
    const file = parse(`## Area: A\n${row}### T-100: fine\n- **Status**: In Progress\n`);
    expect(file.problems[0]).toMatchObject({ code, place: { file: 'TASKS.md', line: line + 1 } });
    expect(file.problems[0]?.fix).toBeDefined();
    expect(file.byId.get('T-100')?.status).toBe('in-progress');
  });

  test.each([
    '## T-002: two',
    '# T-002: two',
    '### **T-002**: two',
    '### [T-002] two',
    '### Task T-002: two',
    '### ~~T-002: two~~',
    '### t-002: two',
    '### T2: two',
  ])('%j is surely meant as a task: it is named, and its number is taken', (heading) => {
    const file = parse(`## Area: A\n### T-001: one\n- **Status**: pending\n${heading}\n- **Status**: done\n`);
    expect(file.problems).toMatchObject([{ code: 'task-heading', place: { line: 4 } }]);
    expect([...file.damaged.keys()]).toEqual(['T-002']);
    expect(file.tasks.map(({ id, status }) => [id, status])).toEqual([['T-001', 'pending']]);
  });

  test.each(['  ### T-002: two', '###T-002: two', '   #### T-002: two ##'])('%j is a task', (heading) => {
    const file = parse(`## Area: A\n### T-001: one\n- **Status**: pending\n${heading}\n- **Status**: done\n`);
    expect(file.problems).toEqual([]);
    expect(file.tasks.map(({ id, title, status }) => [id, title, status])).toEqual([
      ['T-001', 'one', 'pending'],
      ['T-002', 'two', 'done'],
    ]);
  });

  test('criteria are read as people write them: not set in, numbered, without box or blank; odd boxes are named', () => {
    const criteriaOf = (...lines: readonly string[]) => {
      const file = parse(['### T-001: x', '- **Status**: pending', '- **Acceptance criteria**:', ...lines, ''].join('\n'));
      const read = file.tasks[0]?.criteria.map(({ text, checked }) => `${checked ? 'x' : ' '} ${text}`);
      return { read, lines: file.problems.map(({ place }) => place?.line), file };
    };
    expect(criteriaOf('- [ ] a', '- [x] b', '- **Complexity**: Simple').read).toEqual(['  a', 'x b']);
    expect(criteriaOf('- a', '- b', '', '- a note').read).toEqual(['  a', '  b']);
    expect(criteriaOf('  1. a', '  2) [x] b').read).toEqual(['  a', 'x b']);
    expect(criteriaOf('  - [ ]d', '  - [x](a.md) a link').read).toEqual(['  d', '  [x](a.md) a link']);
    const odd = criteriaOf('  - [-] c', '  - [ ]', '  - [x] d');
    expect(odd).toMatchObject({ read: ['  c', 'x d'], lines: [4, 5] });
    const numbered = criteriaOf('  1. a').file;
    const [task] = numbered.tasks;
    if (task === undefined) throw new Error('no task');
    const ticked = applySplices(numbered.lines, changeTask(numbered, task, { checks: new Map([[0, true]]) }));
    expect(ticked).toContain('  1. [x] a\n');
    expect(parse(ticked).tasks[0]?.criteria).toMatchObject([{ text: 'a', checked: true }]);
  });

  test('a field that is there twice and says two things damages its task; the same again does not', () => {
    const text =
      '### T-001: x\n- **Status**: done\n- **Status**: pending\n### T-002: y\n- **Status**: done\n- **Status**: done\n';
    const file = parse(text);
    expect(file.problems).toMatchObject([{ code: 'task-field-twice', place: { line: 3 } }]);
    expect([[...file.damaged.keys()], [...file.byId.keys()]]).toEqual([['T-001'], ['T-002']]);
  });

  test('a finished task without criteria is named too', () => {
    expect(taskProblems('### T-001: x\n- **Status**: done\n### T-002: y\n- **Status**: skipped\n', 'T')).toMatchObject([
      { code: 'task-without-criteria', place: { line: 1 } },
    ]);
  });

  test('what stands in fences and comments is no task', () => {
    const file = parse(
      '## Area: A\n```\n### T-001: in a fence\n```\n<!--\n### T-002: in a comment\n-->\n### T-003: real\n- **Status**: done\n',
    );
    expect([...file.byId.keys()]).toEqual(['T-003']);
  });

  const row = (id: string, more = '') =>
    `### ${id}: x\n- **Status**: pending\n- **Acceptance criteria**:\n  - [ ] works\n${more}\n`;

  test.each([
    ['code in a line', row('T-001').replace('works', 'strips `<!--` from ``a `<!--` b``')],
    ['an opening in words', row('T-001').replace('works', 'strips <!-- from names')],
    ['a fence that is code in a line', row('T-001', '```npm test``` must pass\n')],
    ['a comment within a paragraph', row('T-001', 'Prose <!-- of\nthe user --> here.\n')],
    ['a closed fence with a task', row('T-001', '~~~\n### T-009: an example\n~~~\n')],
  ])('%s hides no task below', (_, before) => {
    const file = parse(`## Area: A\n${before}${row('T-002')}`);
    expect(file.problems).toEqual([]);
    expect([...file.byId.keys()]).toEqual(['T-001', 'T-002']);
  });

  test.each([
    ['a fence without end', '```sh\nnpm test\n', 'fence-open', 6],
    ['a fence that ends with the next one', '```sh\nnpm test\n### T-008: y\n```ts\na\n```\n', 'fence-open', 6],
    ['a comment without end', '<!-- later\n', 'comment-open', 6],
  ])('%s is named with its line and with the tasks that it hides', (_, block, code, line) => {
    const file = parse(`## Area: A\n${row('T-001', block)}${row('T-002')}`);
    expect(file.problems[0]).toMatchObject({ code, place: { line }, fix: expect.any(String) });
    expect(file.byId.has('T-001')).toBe(true);
    const lost = block.includes('T-008') ? 'T-008' : 'T-002';
    expect(file.problems[0]?.message).toContain(lost);
    expect(file.damaged.has(lost)).toBe(true);
  });

  test('no text of a person makes a task vanish: each is read, or named as damaged', () => {
    const snippet = fc.constantFrom(
      '`',
      '``',
      '```',
      '~~~',
      '<!--',
      '-->',
      'a',
      ' ',
      '`<!--`',
      '```sh',
      '# ',
      '- ',
      '> ',
      '\\',
      '|',
      '[ ]',
    );
    const line = fc.array(snippet, { maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 3 }), { minLength: 1, maxLength: 5 }), ends, (texts, end) => {
        const rows = texts.map((extra, at) => row(`T-00${at + 1}`, extra.join('\n')).replace('works', extra[0] ?? 'works'));
        const text = `## Area: A\n${rows.join('')}`.replaceAll('\n', end);
        const file = parse(text);
        expect(joinLines(file.lines)).toBe(text);
        for (const at of texts.keys()) {
          const id = `T-00${at + 1}`;
          const closed = !file.byId.has(id) && !file.damaged.has(id);
          // A block that a person closed is meant: then its end stands behind the task.
          if (closed) expect(text.slice(text.indexOf(`### ${id}`))).toMatch(/-->|`{3}|~{3}/);
        }
      }),
      { numRuns: process.env['OKSTRA_SOAK'] === undefined ? 300 : 20_000 },
    );
  });

  test('values of the header are set where they stand, several in a line too', () => {
    const file = parse('# Tasks\n**Generated**: 2031   **Spec version**: aa\n\n## Area: A\n');
    expect(applySplices(file.lines, setHeader(file, { 'Spec version': 'bb', Generated: '2032', 'Last sync': 'now' }))).toBe(
      '# Tasks\n**Generated**: 2032   **Spec version**: bb\n**Last sync**: now\n\n## Area: A\n',
    );
  });

  test('an edge of the graph is read in the usual ways of writing it', () => {
    expect([...readGraph(['T-001 -->|needs| T-002', 'T001 -.-> T003', 'T-004["T-009: x"]']).edges]).toEqual([
      'T-001 T-002',
      'T-001 T-003',
    ]);
    expect(graphLines([{ id: 'T-001', title: 'a "b" [c]', area: '', dependsOn: [] }])).toContain(`    T001["T-001: a 'b' c"]`);
  });
});

const sample = (id: string): NewTask => ({
  id,
  title: 'Sample',
  area: 'Data',
  specReference: '',
  specHash: '',
  dependsOn: [],
  status: 'pending',
  source: 'user-added',
  criteria: ['it works'],
  complexity: 'Simple',
  files: [],
});

describe('IMPLEMENTATION_PROGRESS.md', () => {
  const fresh = newProgressText({
    specVersion: 'aa',
    date: '2031-04-02',
    git: true,
    parallel: false,
    lastCommit: '',
    tasks: [{ id: 'T-001', status: 'pending' }],
  });

  test('cells with bars, backslashes and line ends come back, and only their row changes', () => {
    const cell = fc
      .array(fc.constantFrom('a', '|', '\\', 'b c', ',', '`'), { maxLength: 8 })
      .map((parts) => parts.join('').trim());
    fc.assert(
      fc.property(cell, fc.constantFrom('T-001', 'T-002'), ends, (notes, id, end) => {
        const text = fresh.replaceAll('\n', end);
        const file = parseProgress(text, 'p');
        const changed = applySplices(file.lines, upsertRow(file, 'tasks', id, { Status: 'done', Notes: notes }));
        const after = parseProgress(changed, 'p');
        expect(after.tasks.get(id)).toMatchObject({ status: 'done', notes });
        expect(after.lines.length - file.lines.length).toBe(id === 'T-002' ? 1 : 0);
        const gone = file.lines.filter(
          (line) => !after.lines.some((other) => other.text === line.text && other.end === line.end),
        );
        expect(gone.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a table of another tool gets the column it lacks, a missing table is made', () => {
    const file = parseProgress(
      '# P\n\n## Fix Tasks\n| ID | Type | Source Task | Discovered During | Status | Files Modified |\n|---|---|---|---|---|---|\n| F-001 | regression | T-001 | T-002 | pending | a.ts |\n',
      'p',
    );
    const text = applySplices(file.lines, [
      ...upsertRow(file, 'fixes', 'F-002', {
        Type: 'regression',
        'Source Task': 'T-001',
        Status: 'pending',
        Description: 'breaks',
      }),
      ...upsertRow(file, 'gaps', 'G-001', { Task: 'T-001', Level: 'L1', Status: 'logged', Gap: 'what?' }),
    ]);
    const after = parseProgress(text, 'p');
    expect(after.fixes.map(({ id, description }) => [id, description])).toEqual([
      ['F-001', ''],
      ['F-002', 'breaks'],
    ]);
    expect(after.gaps[0]).toMatchObject({ id: 'G-001', level: 'L1' });
    expect(after.problems).toEqual([]);
  });

  test('a comment without end that hides its tables is named', () => {
    const file = parseProgress(fresh.replace('## Spec Gaps', '<!-- old\n\n## Spec Gaps'), 'p.md');
    expect(file.problems[0]).toMatchObject({ code: 'comment-open', place: { file: 'p.md' } });
  });

  test('a table whose title a person changed is known by its columns, read and written', () => {
    const row = '| G-001 | T-001 | How long? | L2 | open |  |';
    const text = fresh.replace('## Spec Gaps', '## Open questions').replace(/(\| ID \| Task \|[^\n]*\n[^\n]*\n)/, `$1${row}\n`);
    const file = parseProgress(text, 'p');
    expect(file.gaps).toMatchObject([{ id: 'G-001', level: 'L2', status: 'open' }]);
    const changed = applySplices(file.lines, upsertRow(file, 'gaps', 'G-001', { Status: 'resolved' }));
    expect(changed).not.toContain('## Spec Gaps');
    expect(parseProgress(changed, 'p').gaps).toMatchObject([{ id: 'G-001', status: 'resolved' }]);
  });

  test('rows that stand apart, and a second table of a kind, are named', () => {
    const apart = fresh.replace('| T-001 | pending |  |  |  |', '$&\n\n| T-002 | done |  |  |  |');
    expect(parseProgress(apart, 'p').problems).toMatchObject([{ code: 'progress-row-apart' }]);
    const twice = `${fresh}\n## Questions\n\n| ID | Task | Gap | Level |\n|---|---|---|---|\n| G-001 | T-001 | x | L2 |\n`;
    expect(parseProgress(twice, 'p').problems).toMatchObject([{ code: 'progress-table-twice' }]);
  });

  test('a row whose id is a link is changed, not written again', () => {
    const file = parseProgress(fresh.replace('| T-001 |', '| [T-001](TASKS.md#t-001) |'), 'p');
    const changed = applySplices(file.lines, upsertRow(file, 'tasks', 'T-001', { Status: 'done' }));
    expect(changed).toContain('| [T-001](TASKS.md#t-001) | done |');
    expect(changed.match(/T-001\b.*done/g)).toHaveLength(1);
  });

  test('rows that cannot be read are named with their line', () => {
    const text = fresh.replace('| T-001 |', '| login |');
    const file = parseProgress(text, 'p.md');
    expect(file.problems[0]).toMatchObject({ code: 'progress-task', place: { file: 'p.md' } });
    expect(Object.keys(file.tables)).toEqual(Object.keys(TABLES));
  });
});

test('the manifest names its specs, and hashes are written beside what stands there', () => {
  const text =
    '# Spec Manifest\r\n**Generated**: x\r\n**Waterfall gate**: passed\r\n\r\n## Specs\r\n| Spec file | Source doc | Description |\r\n|---|---|---|\r\n| [api.md](api.md) | docs | The API |\r\n| `data.md` | docs | Data |\r\n\r\n## Dependencies\r\n| Spec | Depends on |\r\n|---|---|\r\n| api.md | data.md |\r\n';
  const file = parseManifest(text, 'm');
  expect(file.specs.map(({ path }) => path)).toEqual(['api.md', 'data.md']);
  const specs = [
    { path: 'api.md', text: '# API\n\n## Auth\n\nLogin.\n' },
    { path: 'data.md', text: '# Data\n' },
  ];
  const once = withHashes(file, specs);
  expect(once).toContain('**Waterfall gate**: passed\r\n');
  expect(once.split('\n').every((line) => line === '' || line.endsWith('\r'))).toBe(true);
  const again = parseManifest(once, 'm');
  expect(again.sections.get('api.md#Auth')).toMatch(/^[0-9a-f]{16}$/);
  expect(again.specs).toEqual(file.specs);
  expect(withHashes(again, specs)).toBe(once);
});
