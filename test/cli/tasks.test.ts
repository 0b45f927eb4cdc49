import { chmodSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { realPorts } from '../../runtime/conductor/ports.ts';
import { openQueueSession } from '../../runtime/conductor/queue/open.ts';
import { applySync, viewSync } from '../../runtime/conductor/queue/sync.ts';
import { acquireLease, holderHere, realProcessFacts } from '../../runtime/git/index.ts';
import { parseProgress } from '../../runtime/sources/task-queue/progress-file.ts';
import { newTasksText } from '../../runtime/sources/task-queue/tasks-edit.ts';
import { parseTasks } from '../../runtime/sources/task-queue/tasks-file.ts';
import { commit, emptyFolder, repository, run, write } from '../git/scratch.ts';
import { okstra } from './okstra.ts';

const SPECS = {
  'docs/specs/data.md': '# Data\n\n## Users\n\n- A user has a name\n\n## Orders\n\n- An order has a user\n',
  'docs/specs/api.md': '# API\n\n## Auth\n\n- POST /login answers 200\n',
  'docs/specs/.spec-manifest.md':
    '# Spec Manifest\n**Generated**: x\n**Waterfall gate**: passed\n\n| Spec file | Description |\n|---|---|\n| data.md | Data |\n| api.md | API |\n',
};
const PLAN = {
  tasks: [
    {
      id: 'T-001',
      title: 'Users',
      area: 'Data',
      specReference: 'data.md, Section Users',
      criteria: ['A user has a name'],
      files: ['src/user.ts'],
      complexity: 'Simple',
    },
    {
      id: 'T-002',
      title: 'Orders',
      area: 'Data',
      specReference: 'data.md, Section Orders',
      dependsOn: ['T-001'],
      criteria: ['An order has a user'],
      files: ['src/order.ts'],
    },
    {
      id: 'T-003',
      title: 'Login',
      area: 'API',
      specReference: 'api.md, Section Auth',
      dependsOn: ['T-001'],
      criteria: ['POST /login answers 200'],
      files: ['src/login.ts'],
    },
  ],
};

const read = (dir: string, path = 'docs/specs/TASKS.md'): string => readFileSync(join(dir, path), 'utf8');
const queue = (dir: string) => parseTasks(read(dir), 'T');

async function started(extra: readonly string[] = []): Promise<string> {
  const dir = repository({ ...SPECS, 'plan.json': JSON.stringify(PLAN) });
  const end = await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--yes', '--json', ...extra);
  expect(end.exitCode, end.stderr).toBe(0);
  commit(dir);
  return dir;
}

describe('tasks start', () => {
  test('shows checks and the tasks as a diff, and writes nothing before it is approved', async () => {
    const dir = repository({ ...SPECS, 'plan.json': JSON.stringify(PLAN) });
    const end = await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json');
    expect(end.exitCode).toBe(3);
    expect(end.stdout).toContain('+ ### T-001: Users');
    expect(end.stdout).toMatch(/manifest\s+ok/);
    expect(end.stdout).toContain('\ngo\n');
    expect(end.stdout).toContain('P1: T-002, T-003');
    expect(run(dir, 'status', '--porcelain')).toBe('');
    expect((await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--dry-run')).exitCode).toBe(0);
    expect(run(dir, 'status', '--porcelain')).toBe('');
  });

  test('writes tasks with hashes, graph and groups, a progress file, and hashes into the manifest', async () => {
    const dir = await started(['--parallel', 'approve']);
    const file = queue(dir);
    expect(file.problems).toEqual([]);
    expect(file.groups).toMatchObject([{ name: 'P1', tasks: ['T-002', 'T-003'], approved: true }]);
    expect(file.byId.get('T-001')?.specHash).toMatch(/^[0-9a-f]{16}$/);
    expect(read(dir)).toContain('T001 --> T003');
    expect(read(dir, 'docs/specs/.spec-manifest.md')).toMatch(
      /\*\*Waterfall gate\*\*: passed[\s\S]*\*\*Content hash\*\*: [0-9a-f]{16}|\*\*Content hash\*\*/,
    );
    expect(read(dir, 'docs/specs/IMPLEMENTATION_PROGRESS.md')).toContain('| T-003 | pending |');
    const sync = await okstra(dir, 'tasks', 'sync', '--json');
    expect(sync.json).toMatchObject({ ok: true, inStep: true });
  });

  test('a queue that is there is named with its counts before another takes its place', async () => {
    const dir = await started();
    writeFileSync(join(dir, 'docs/specs/TASKS.md'), read(dir).replace('- **Status**: pending', '- **Status**: done'));
    const end = await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--json');
    expect(end.json.checks).toContainEqual(
      expect.objectContaining({
        name: 'queue',
        status: 'warn',
        detail: expect.stringContaining('has 3 task(s), 1 of them settled'),
      }),
    );
    expect(queue(dir).byId.get('T-001')?.status).toBe('done');
    const { stdout } = await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json');
    expect(stdout).toContain('@@ ### T-001: Users\n- - **Status**: done\n+ - **Status**: pending\n');
    expect(stdout).not.toContain('T-002: Orders\n');
  });

  test.each(['start', 'import'])('tasks %s keeps a queue whose place is taken, and its numbers', async (mode) => {
    const dir = await started();
    const tasks = read(dir);
    const file = 'docs/specs/IMPLEMENTATION_PROGRESS.md';
    const row = '| G-004 | T-001 | How long? | L2 | open |  |';
    const progress = read(dir, file).replace(/(\| ID \| Task \|[^\n]*\n[^\n]*\n)/, `$1${row}\n`);
    write(dir, { [file]: progress, 'docs/specs/TASKS.md': `${tasks}\n### T-010: x\n`, 'kit.md': '- [ ] T001 One\n' });
    const args = mode === 'start' ? ['start', '--from-json', 'plan.json'] : ['import', '--from', 'spec-kit', 'kit.md'];
    const end = await okstra(dir, 'tasks', ...args, '--yes', '--json');
    expect(end.exitCode, end.stderr).toBe(0);
    expect(end.json.checks).toContainEqual(
      expect.objectContaining({
        name: 'queue',
        detail: expect.stringContaining('4 task(s), 0 of them settled, 1 damaged, 1 open gap(s)'),
      }),
    );
    expect(readFileSync(join(end.json.former, 'IMPLEMENTATION_PROGRESS.md'), 'utf8')).toBe(progress);
    expect(readFileSync(join(end.json.former, 'TASKS.md'), 'utf8')).toContain(tasks);
    expect(read(dir, file)).toMatch(/\*\*Former queue\*\*: docs\/specs\/\.former-queue\/\S+ \(up to G-004\)/);
    expect(parseProgress(read(dir, file), 'p').gaps).toEqual([]);
  });

  test('a queue whose tasks are being run keeps its place', async () => {
    const dir = await started();
    const facts = realProcessFacts();
    const terms = { me: holderHere('ann', 'run-1', facts), now: new Date(), ttlMs: 60_000, facts };
    await acquireLease({ top: dir }, { group: 'tasks', id: 'T-001' }, terms);
    const end = await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--yes', '--json');
    expect(end).toMatchObject({ exitCode: 3, json: { error: { code: 'queue-busy', details: { tasks: ['T-001'] } } } });
  });

  test('what a dry run shows as JSON can be given back: tasks of design work are not doubled', async () => {
    const design = '# Design\n\n## Area: UI\n\n### DT-001: Login page\n- [ ] It has a form\n';
    const dir = repository({ ...SPECS, 'plan.json': JSON.stringify(PLAN), 'docs/specs/DESIGN_TASKS.md': design });
    const shown = await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--dry-run', '--json');
    write(dir, { 'again.json': JSON.stringify({ tasks: shown.json.tasks }) });
    const end = await okstra(dir, 'tasks', 'start', '--from-json', 'again.json', '--yes', '--json');
    expect(end.json.tasks.map(({ id }: { id: string }) => id)).toEqual(['T-001', 'T-002', 'T-003', 'T-004']);
    expect(read(dir).match(/DT-001$/gm)).toHaveLength(2);
  });

  test('a plan that does not hold is refused with everything that is wrong', async () => {
    const dir = repository(SPECS);
    const tasks = [
      { ...PLAN.tasks[0], dependsOn: ['T-002'] },
      { ...PLAN.tasks[1], specReference: 'data.md, Section Gone', criteria: [' '] },
      { ...PLAN.tasks[2], id: 'T-002', dependsOn: ['T-001'] },
      { ...PLAN.tasks[2], dependsOn: ['T-009'] },
    ];
    write(dir, { 'plan.json': JSON.stringify({ tasks }) });
    const end = await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--yes', '--json');
    expect(end.exitCode).toBe(2);
    expect(end.json.error.code).toBe('task-plan');
    const messages = end.json.error.details.problems.map(({ message }: { message: string }) => message).join('\n');
    for (const what of ['criterion', 'Section Gone', 'each id once', 'T-009', 'without a circle'])
      expect(messages).toContain(what);
    write(dir, { 'plan.json': '{"tasks": [{"id": "one"}]}' });
    expect((await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--yes', '--json')).json.error.code).toBe(
      'task-plan',
    );
    write(dir, { 'plan.json': 'no' });
    expect((await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--yes', '--json')).json.error.code).toBe(
      'task-plan-file',
    );
  });

  test('criteria that speak of comments and fences hide nothing of what is written', async () => {
    const [first, ...others] = PLAN.tasks;
    const criteria = ['strips `<!--` from names', 'strips <!-- too', '```npm test``` passes'];
    const dir = repository({ ...SPECS, 'plan.json': JSON.stringify({ tasks: [{ ...first, criteria }, ...others] }) });
    const end = await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--yes', '--json');
    expect(end.exitCode, end.stderr).toBe(0);
    expect(queue(dir).problems).toEqual([]);
    expect(
      queue(dir)
        .byId.get('T-001')
        ?.criteria.map(({ text }) => text),
    ).toEqual(criteria);
    expect([...queue(dir).byId.keys()]).toEqual(['T-001', 'T-002', 'T-003']);
  });

  test('a section whose title another one has too is to be named with what it lies in', async () => {
    const text = '# Data\n\n## Users\n\n### Errors\n\n- u\n\n## Orders\n\n### Errors\n\n- o\n';
    const plan = (reference: string) => JSON.stringify({ tasks: [{ ...PLAN.tasks[0], specReference: reference }] });
    const dir = repository({ ...SPECS, 'docs/specs/data.md': text, 'plan.json': plan('data.md, Section Errors') });
    const end = await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--yes', '--json');
    expect(end.json.error.message).toContain('"data.md, Section Users > Errors" or "data.md, Section Orders > Errors"');
    write(dir, { 'plan.json': plan('data.md, Section Orders > Errors') });
    await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--yes');
    write(dir, { 'docs/specs/data.md': text.replace('- u', '- changed') });
    const rows = (await okstra(dir, 'tasks', 'sync', '--dry-run', '--json')).json.rows;
    expect(rows).toMatchObject([{ task: 'T-001', hash: 'match' }]);
  });

  test('warns of specs that do not hold together, of documents that they do not cover, and of files that no manifest lists', async () => {
    const manifest = '| Spec file | Source doc |\n|---|---|\n| data.md | product.md |\n| api.md | gone.md |\n';
    const dir = repository({
      ...SPECS,
      'docs/specs/.spec-manifest.md': manifest,
      'docs/specs/api.md': '# API\n\nSee [data](data.md) and [more](more.md#x).\n\n## Auth\n\n- a\n\n## Auth\n\n- b\n\n```\n',
      'docs/specs/new.md': '# New\n\n## Refunds\n\n- r\n',
      'docs/product.md': '# Product\n\n## Users\n\n## Billing\n',
      'plan.json': JSON.stringify({ tasks: [PLAN.tasks[0]] }),
    });
    const end = await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--dry-run', '--json');
    const details = Object.fromEntries(end.json.checks.map((row: { name: string; detail: string }) => [row.name, row.detail]));
    expect(details.consistency).toContain('api.md links to more.md');
    expect(details.consistency).toContain('several sections "Auth"');
    expect(details.consistency).toContain('api.md:13 begins a fence without end');
    expect(details.consistency).not.toContain('data.md,');
    expect(details.coverage).toBe('sections of the source documents that no spec speaks of: product.md (Billing)');
    expect(details.documents).toContain('gone.md');
    expect(details.unlisted).toContain('new.md');
  });

  test('an area of several lines is the heading of one', async () => {
    const [first, ...others] = PLAN.tasks;
    const tasks = [{ ...first, area: 'Data\n\n### T-777: evil' }, ...others];
    const dir = repository({ ...SPECS, 'plan.json': JSON.stringify({ tasks }) });
    const end = await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--yes', '--json');
    expect(end.exitCode, end.stderr).toBe(0);
    expect(queue(dir).problems).toEqual([]);
    expect(queue(dir).tasks.map(({ id, area }) => [id, area])).toEqual([
      ['T-001', 'Data ### T-777: evil'],
      ['T-002', 'Data'],
      ['T-003', 'API'],
    ]);
  });

  test('without specs there is no go', async () => {
    const end = await okstra(repository(), 'tasks', 'start', '--from-json', 'x.json', '--json');
    expect(end.exitCode).toBe(2);
    expect(end.json.error).toMatchObject({ code: 'queue-not-ready', message: expect.stringContaining('no go') });
  });

  test('an agent proposes; what does not hold goes back to it once, with what is wrong', async () => {
    const dir = repository(SPECS);
    const log = join(dir, '.git', 'prompts');
    write(dir, {
      'agent.cjs': `#!${process.execPath}
const fs = require('node:fs');
const prompt = fs.readFileSync(0, 'utf8');
fs.appendFileSync(${JSON.stringify(log)}, process.env.OKSTRA_ROLE + (prompt.includes('What does not hold') ? ' again' : ' first') + (prompt.includes('A user has a name') ? ' specs' : '') + '\\n');
const plan = ${JSON.stringify(PLAN)};
if (!prompt.includes('What does not hold')) plan.tasks[0].specReference = 'data.md, Section Gone';
console.log('Here it is:\\n\\n\`\`\`json\\n' + JSON.stringify(plan) + '\\n\`\`\`');
`,
      'okstra.yaml': `agents: { planner: { driver: command, vendor: acme, command: [${JSON.stringify(join(dir, 'agent.cjs'))}], sandbox: full } }\nroles: { executor: planner }\n`,
    });
    chmodSync(join(dir, 'agent.cjs'), 0o755);
    const end = await okstra(dir, 'tasks', 'start', '--analyst', 'planner', '--yes', '--json');
    expect(end.exitCode, end.stderr).toBe(0);
    expect(readFileSync(log, 'utf8')).toBe('analyst first specs\nanalyst again specs\n');
    expect([...queue(dir).byId.keys()]).toEqual(['T-001', 'T-002', 'T-003']);
    expect((await okstra(dir, 'tasks', 'start', '--analyst', 'nobody', '--json')).json.error.code).toBe('agent-unknown');
  });

  test('tasks of design work are taken over with their own ids', async () => {
    const dir = repository({
      ...SPECS,
      'plan.json': JSON.stringify(PLAN),
      'docs/specs/DESIGN_TASKS.md':
        '# Design\n\n## Area: UI\n\n### DT-001: Login page\n- [ ] It has a form\n\n### DT-002: Errors\n- **Dependencies**: DT-001\n- [ ] They are red\n',
    });
    await okstra(dir, 'tasks', 'start', '--from-json', 'plan.json', '--yes');
    expect(queue(dir).byId.get('T-005')).toMatchObject({ title: 'Errors', area: 'UI', dependsOn: ['T-004'] });
    expect(read(dir)).toContain('- **Original id**: DT-002');
    expect(read(dir)).toContain('**Source design tasks**: DT-001, DT-002');
  });
});

describe('tasks import', () => {
  const KIT = `# Tasks: Cart

## Phase 1: Setup
- [x] T001 Create project structure
- [ ] T002 [P] Configure linting in .eslintrc.json
- [ ] T003 [P] Add src/db/index.ts

## Phase 2: User Story 1 - Cart (Priority: P1)
- [ ] T004 [US1] Cart model in src/cart.py
`;

  test('takes phases, marks, ids and paths of spec-kit over', async () => {
    const dir = repository({ 'specs/001/tasks.md': KIT });
    const end = await okstra(dir, 'tasks', 'import', '--from', 'spec-kit', 'specs/001/tasks.md', '--yes', '--json');
    expect(end.exitCode, end.stderr).toBe(0);
    const { byId } = queue(dir);
    expect([...byId.values()].map(({ id, area, status, dependsOn, files }) => [id, area, status, dependsOn, files])).toEqual([
      ['T-001', 'Setup', 'done (external)', [], []],
      ['T-002', 'Setup', 'pending', ['T-001'], ['.eslintrc.json']],
      ['T-003', 'Setup', 'pending', ['T-001'], ['src/db/index.ts']],
      ['T-004', 'User Story 1 - Cart', 'pending', ['T-002', 'T-003'], ['src/cart.py']],
    ]);
    expect(read(dir)).toContain('- **Original id**: T004\n- **Story**: US1');
  });

  test('refuses anything else with the reason', async () => {
    const dir = repository({ 'a.md': '# no tasks\n', 'b.md': '- [ ] T001 one\n- [ ] T001 again\n' });
    expect((await okstra(dir, 'tasks', 'import', '--from', 'spec-kit', 'a.md', '--json')).json.error.code).toBe('import-refused');
    expect((await okstra(dir, 'tasks', 'import', '--from', 'spec-kit', 'b.md', '--json')).json.error.place).toEqual({
      file: 'b.md',
      line: 2,
    });
    const other = await okstra(dir, 'tasks', 'import', '--from', 'jira', 'a.md', '--json');
    expect(other.exitCode).toBe(2);
    expect(other.stderr + other.stdout).toContain('spec-kit');
  });
});

describe('tasks status', () => {
  test('counts, areas, what is next and what waits, in text and JSON, and changes nothing', async () => {
    const dir = await started();
    writeFileSync(join(dir, 'docs/specs/TASKS.md'), read(dir).replace('- **Status**: pending', '- **Status**: done'));
    const before = run(dir, 'status', '--porcelain');
    const end = await okstra(dir, 'tasks', 'status', '--json');
    expect(end.json).toMatchObject({
      ok: true,
      total: 3,
      done: 1,
      percent: 33,
      next: ['T-002', 'T-003'],
      spec: { stale: false },
      overall: 'In Progress',
      fixes: { open: [], resolved: 0 },
    });
    expect(end.json.areas).toEqual([
      { area: 'Data', total: 2, done: 1 },
      { area: 'API', total: 1, done: 0 },
    ]);
    const { stdout } = await okstra(dir, 'tasks', 'status');
    expect(stdout).toContain('1 of 3 tasks done (33 %)');
    expect(stdout).toMatch(/Data\s+\[#{10}\.{10}\]\s+1 of 2/);
    expect(run(dir, 'status', '--porcelain')).toBe(before);
  });

  test('says what is damaged, and where there is no queue how to get one', async () => {
    const dir = repository({
      'docs/specs/TASKS.md':
        '## Area: A\n### T-001: x\n- **Status**: soon\n### T-002: y\n- **Status**: pending\n- **Acceptance criteria**:\n  - [ ] z\n',
    });
    const end = await okstra(dir, 'tasks', 'status', '--json');
    expect(end.json).toMatchObject({
      total: 1,
      next: ['T-002'],
      problems: [{ code: 'task-status-unknown', place: { line: 3 } }],
    });
    expect((await okstra(repository(), 'tasks', 'status', '--json')).json.error).toMatchObject({
      code: 'queue-missing',
      fix: expect.stringContaining('okstra tasks start'),
    });
  });

  test('inspect status and completion list tasks beside spec folders', async () => {
    const dir = await started();
    writeFileSync(join(dir, 'docs/specs/TASKS.md'), read(dir).replace('- **Status**: pending', '- **Status**: skipped'));
    const { json } = await okstra(dir, 'inspect', 'status', '--json');
    expect(json.counts).toMatchObject({ todo: 0, blocked: 2, done: 1 });
    expect(
      json.items.map(({ source, id, status, readiness }: Record<string, string>) => [source, id, status, readiness]),
    ).toEqual([
      ['task-queue', 'T-001', 'skipped', 'done'],
      ['task-queue', 'T-002', 'pending', 'waiting'],
      ['task-queue', 'T-003', 'pending', 'waiting'],
    ]);
    const { stdout } = await okstra(dir, 'inspect', 'status');
    expect(stdout).toMatch(/^3 items in .*docs\/specs: /);
    expect(stdout).toMatch(/T-002\s+Orders\s+BLOCKED\s+T-001 \(open\)/);
  });

  test('works where there is no git', async () => {
    const dir = emptyFolder();
    write(dir, {
      ...SPECS,
      'docs/specs/TASKS.md': newTasksText({ generated: '', specVersion: 'x', sourceSpecs: [], designTasks: [], tasks: [] }),
    });
    expect((await okstra(dir, 'tasks', 'status', '--json')).json).toMatchObject({ ok: true, total: 0, spec: { stale: true } });
    expect(
      (await okstra(dir, 'tasks', 'sync', '--dry-run', '--json')).json.added.map(({ title }: { title: string }) => title),
    ).toEqual(['Auth', 'Users', 'Orders']);
  });

  test('ten thousand tasks are listed and chosen from', async () => {
    const tasks = Array.from({ length: 10_000 }, (_, index) => ({
      id: `T-${String(index + 1).padStart(5, '0')}`,
      title: `Task ${index}`,
      area: `Area ${index % 20}`,
      specReference: '',
      specHash: '',
      dependsOn: index === 0 ? [] : [`T-${String(index).padStart(5, '0')}`],
      status: index < 5000 ? ('done' as const) : ('pending' as const),
      source: 'user-added',
      criteria: ['it works', 'it is tested'],
      complexity: 'Simple',
      files: [],
    }));
    const dir = repository({
      'docs/specs/TASKS.md': newTasksText({ generated: '', specVersion: 'x', sourceSpecs: [], designTasks: [], tasks }),
    });
    const end = await okstra(dir, 'tasks', 'status', '--json');
    expect(end.json).toMatchObject({ total: 10_000, done: 5000, next: ['T-05001'] });
  });
});

describe('tasks sync', () => {
  test('shows what changes, applies it once approved, keeps the user\u2019s words, and writes a row of history', async () => {
    const dir = await started();
    const tasks = read(dir)
      .replace('## Area: API', 'Words of the user.\r\n\n## Area: API')
      .replace('- **Status**: pending', '- **Status**: done');
    writeFileSync(join(dir, 'docs/specs/TASKS.md'), tasks);
    commit(dir);
    write(dir, {
      'docs/specs/data.md': SPECS['docs/specs/data.md']
        .replace('A user has a name', 'A user has two names')
        .replace('## Orders', '## Purchases'),
    });
    const shown = await okstra(dir, 'tasks', 'sync', '--json');
    expect(shown.exitCode).toBe(3);
    expect(
      shown.json.rows.map(({ task, hash, action }: { task: string; hash: string; action: string }) => [task, hash, action]),
    ).toEqual([
      ['T-001', 'mismatch', 're-verify'],
      ['T-002', 'gone', 'rename'],
      ['T-003', 'match', 'none'],
    ]);
    expect(read(dir)).toBe(tasks);
    const { stdout } = await okstra(dir, 'tasks', 'sync', '--dry-run');
    expect(stdout).toMatch(/T-002\s+pending\s+gone\s+rename\s+renamed or moved to data\.md, Section Purchases \(likeness 1\)/);
    const end = await okstra(dir, 'tasks', 'sync', '--yes', '--json');
    expect(end.json, end.stderr).toMatchObject({ ok: true, applied: true });
    expect(read(dir)).toContain('Words of the user.\r\n');
    expect(queue(dir).byId.get('T-001')?.status).toBe('needs-re-verification');
    expect(queue(dir).byId.get('T-002')?.specReference).toBe('data.md, Section Purchases');
    expect(read(dir, 'docs/specs/IMPLEMENTATION_PROGRESS.md')).toMatch(
      /\| \d{4}-.* \| [0-9a-f]{16} \| [0-9a-f]{16} \| 1 to verify again, 1 renamed \| Applied \|/,
    );
    expect((await okstra(dir, 'tasks', 'status', '--json')).json.spec.stale).toBe(false);
  });
});

test('a spec that comes later is named until the manifest lists it', async () => {
  const dir = await started();
  write(dir, { 'docs/specs/new.md': '# New\n\n## Refunds\n\n- POST /refunds pays back\n', 'docs/specs/README.md': 'x\n' });
  for (const mode of ['status', 'sync']) {
    expect((await okstra(dir, 'tasks', mode, '--json')).json.unlisted).toEqual(['new.md']);
    expect((await okstra(dir, 'tasks', mode)).stdout).toContain('Not looked at: new.md');
  }
});

test('a sync is not applied to a queue that was changed since it was shown', async () => {
  const dir = await started();
  write(dir, { 'docs/specs/data.md': SPECS['docs/specs/data.md'].replace('has a name', 'has two names') });
  const session = await openQueueSession(dir, realPorts());
  const view = await viewSync(session);
  const edited = read(dir).replace('- **Status**: pending', '- **Status**: skipped');
  write(dir, { 'docs/specs/TASKS.md': edited });
  await expect(applySync(session, view, '2031-04-02')).rejects.toMatchObject({ failure: { code: 'sync-outdated' } });
  expect(read(dir)).toBe(edited);
  await applySync(session, await viewSync(session), '2031-04-02');
  expect(read(dir)).toContain('- **Status**: skipped');
});

test('answers to gaps that are not there, or settled, are refused; the same answer twice is one', async () => {
  const dir = await started();
  const file = 'docs/specs/IMPLEMENTATION_PROGRESS.md';
  writeFileSync(
    join(dir, file),
    read(dir, file).replace(
      '| ID | Task | Gap | Level | Status | Resolution |\n| --- | --- | --- | --- | --- | --- |\n',
      '$&| G-001 | T-001 | How long? | L2 | open |  |\n',
    ),
  );
  expect((await okstra(dir, 'answer', 'G-009', 'x', '--json')).json.error).toMatchObject({
    code: 'gap-unknown',
    fix: 'Write G-001.',
  });
  expect((await okstra(dir, 'answer', 'G-001', ' ', '--json')).json.error.code).toBe('answer-empty');
  expect((await okstra(dir, 'answer', 'g-001', 'A year', '--json')).json).toMatchObject({ ok: true, repeated: false });
  expect((await okstra(dir, 'answer', 'G-001', 'A year', '--json')).json).toMatchObject({ ok: true, repeated: true });
  expect((await okstra(dir, 'answer', 'G-001', 'Two years', '--json')).json.error.code).toBe('gap-answered');
  const decisions = read(dir, 'docs/specs/DECISIONS.md');
  expect(decisions.match(/## D-/g)).toHaveLength(1);
  expect((await okstra(dir, 'tasks', 'status', '--json')).json.decisions).toBe(1);
  expect((await okstra(dir, 'tasks', 'status')).stdout).toContain('Decisions: 1 in docs/specs/DECISIONS.md');
  for (const line of ['**Source**: G-001 (L2), found in T-001', '**Context**: How long?', '**Decision**: A year'])
    expect(decisions).toContain(`- ${line}\n`);
  utimesSync(join(dir, file), 0, 0);
});
