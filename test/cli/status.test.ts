import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acquireLease, holderHere, openRepository, realProcessFacts, releaseLease } from '../../runtime/git/index.ts';
import { emptyFolder, repository, run, write } from '../git/scratch.ts';
import { okstra } from './okstra.ts';

const spec = (id: string, metadata: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> => ({
  [`specs/${id}/SPEC.md`]: `# ${id}\n\nText.\n`,
  [`specs/${id}/metadata.json`]: JSON.stringify({ id, name: `Name of ${id}`, status: 'todo', dependsOn: [], ...metadata }),
});

const project = (): string =>
  repository({
    ...spec('spec-01-core', { status: 'done', lastRun: '2031-04-02T09:10:11Z' }),
    ...spec('spec-02-api', { dependsOn: ['spec-01-core'] }),
    ...spec('spec-03-ui', { dependsOn: ['spec-02-api', 'spec-99-gone'], status: 'failed' }),
    ...spec('spec-04-docs', { status: 'in-progress' }),
    ...spec('spec-05-late', { status: 'failed' }),
  });

test('every item is shown with its status, what it waits for, and the counts', async () => {
  const top = project();
  const { exitCode, json } = await okstra(top, 'inspect', 'status', '--json');
  expect(exitCode).toBe(0);
  expect(json).toMatchObject({
    ok: true,
    root: join(top, 'specs'),
    counts: { todo: 1, inProgress: 1, done: 1, blocked: 1, failed: 1 },
  });
  expect(json.items[0]).toEqual({
    source: 'spec-folders',
    id: 'spec-01-core',
    name: 'Name of spec-01-core',
    path: join(top, 'specs/spec-01-core'),
    status: 'done',
    lifecycle: 'done',
    badge: 'DONE',
    readiness: 'done',
    waitingOn: [],
    dependsOn: [],
    lastRun: '2031-04-02T09:10:11Z',
  });
  expect(json.items[1]).toMatchObject({ id: 'spec-02-api', readiness: 'ready', waitingOn: [], lastRun: null });
  expect(json.items[2]).toMatchObject({
    status: 'failed',
    badge: 'BLOCKED',
    readiness: 'waiting',
    waitingOn: ['spec-02-api', 'spec-99-gone'],
  });
  expect(json.warnings.map((warning: { code: string }) => warning.code)).toEqual(['dependency-unknown']);
});

test('for people it is a table in which a dependency that is open or unknown says so', async () => {
  const { stdout } = await okstra(project(), 'inspect', 'status');
  expect(stdout.split('\n').slice(2)).toEqual([
    'ID            Name                  Status       Deps                                        Last run',
    'spec-01-core  Name of spec-01-core  DONE         -                                           2031-04-02T09:10:11Z',
    'spec-02-api   Name of spec-02-api   TODO         spec-01-core                                -',
    'spec-03-ui    Name of spec-03-ui    BLOCKED      spec-02-api (open), spec-99-gone (unknown)  -',
    'spec-04-docs  Name of spec-04-docs  IN PROGRESS  -                                           -',
    'spec-05-late  Name of spec-05-late  FAILED       -                                           -',
    '',
    'warning: specs/spec-03-ui depends on spec-99-gone, which no item is called.',
    '',
  ]);
});

test('a name cannot move the cursor or break the line', async () => {
  const top = repository(spec('spec-01-a', { name: 'a\u001B[2Jb\nc' }));
  const { stdout } = await okstra(top, 'inspect', 'status');
  expect(stdout).toContain('spec-01-a  a [2Jb c  TODO');
});

test('columns line up below names in letters of two columns', async () => {
  const top = repository({ ...spec('spec-01-a', { name: '인사말' }), ...spec('spec-02-b', { name: 'Hello' }) });
  const lines = (await okstra(top, 'inspect', 'status')).stdout.split('\n');
  expect(lines[3]).toMatch(/^spec-01-a {2}인사말 {2}TODO/);
  expect(lines[4]).toMatch(/^spec-02-b {2}Hello {3}TODO/);
});

test('a malformed folder is a warning with the remedy, and the others are still shown', async () => {
  const top = repository({ ...spec('spec-01-a'), 'specs/spec-02-b/metadata.json': '{}', ...spec('spec-03-c') });
  const { exitCode, json } = await okstra(top, 'inspect', 'status', '--json');
  expect(exitCode).toBe(0);
  expect(json.items.map((item: { id: string }) => item.id)).toEqual(['spec-01-a', 'spec-03-c']);
  expect(json.warnings).toEqual([
    { code: 'spec-incomplete', message: expect.stringContaining('found no SPEC.md'), fix: 'Write specs/spec-02-b/SPEC.md.' },
  ]);
});

test('an item held by a live process is leased, and free again when the lease is given back', async () => {
  const top = project();
  const repo = await openRepository(top);
  const facts = realProcessFacts();
  const me = holderHere('Mo', 'run-20310402-091011-aaaa', facts);
  const taken = await acquireLease(repo, { group: 'specs', id: 'spec-02-api' }, { me, now: new Date(), ttlMs: 60_000, facts });
  if (!taken.ok) throw new Error('the lease was free');
  const held = (await okstra(top, 'inspect', 'status', '--json')).json.items[1];
  expect(held).toMatchObject({
    readiness: 'leased',
    leasedBy: expect.stringMatching(new RegExp(`^Mo \\(process ${process.pid} on .+, run-20310402-091011-aaaa\\)$`)),
  });
  run(top, 'pack-refs', '--all');
  expect((await okstra(top, 'inspect', 'status', '--json')).json.items[1].readiness).toBe('leased');
  await releaseLease(repo, taken.lease);
  expect((await okstra(top, 'inspect', 'status', '--json')).json.items[1].readiness).toBe('ready');
});

test('from a folder below and from a linked worktree the same repository is found', async () => {
  const top = project();
  expect((await okstra(join(top, 'specs'), 'inspect', 'status', '--json')).json.root).toBe(join(top, 'specs'));
  const other = join(emptyFolder(), 'linked');
  run(top, 'worktree', 'add', '--quiet', '--detach', other);
  expect((await okstra(other, 'inspect', 'status', '--json')).json.root).toBe(join(other, 'specs'));
});

test('a damaged journal is a warning', async () => {
  const top = project();
  const dir = join(top, '.okstra/tasks/specs/spec-02-api/runs/implementation-001');
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'journal.jsonl'), 'no journal\n');
  const { json } = await okstra(top, 'inspect', 'status', '--json');
  expect(json.warnings).toContainEqual({
    code: 'run-unreadable',
    message: expect.stringMatching(
      /^A run is left out: Expected event 1 of the run, found text that is not an event\. Intact: nothing\./,
    ),
    place: { file: join(dir, 'journal.jsonl'), line: 1 },
    fix: expect.stringContaining('okstra doctor --repair'),
  });
  expect(json.items[1].run).toBeUndefined();
});

test('without items it says how to begin', async () => {
  const { exitCode, stdout } = await okstra(repository(), 'inspect', 'status');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('okstra init');
});

test('outside a repository it ends with 2, and configuration that cannot be read is told with its place', async () => {
  const outside = await okstra(emptyFolder(), 'inspect', 'status', '--json');
  expect(outside).toMatchObject({ exitCode: 2, json: { ok: false, exitCode: 2, error: { code: 'no-repository' } } });
  expect(outside.stderr).toMatch(/^error: .*\nfix: \S/);
  const top = project();
  write(top, { 'okstra.yaml': 'run: { mod: strict }\n' });
  const invalid = await okstra(top, 'inspect', 'status', '--json');
  expect(invalid).toMatchObject({
    exitCode: 2,
    json: { error: { code: 'config-unknown-key', place: { file: 'okstra.yaml', line: 1 } } },
  });
});
