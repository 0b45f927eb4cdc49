import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, repository, run, write } from '../git/scratch.ts';
import { okstra } from './okstra.ts';

test('--yes writes the starter files, and a second time only says that they are there', async () => {
  const top = repository();
  const { exitCode, json } = await okstra(top, 'init', '--yes', '--json');
  expect(exitCode).toBe(0);
  expect(json).toMatchObject({
    ok: true,
    root: top,
    specsRoot: join(top, 'specs'),
    mode: 'strict',
    dryRun: false,
    skipped: [],
    next: 'okstra run spec-00-example',
  });
  expect(json.created).toContain(join(top, 'okstra.yaml'));
  for (const file of json.created) expect(existsSync(file), file).toBe(true);
  const again = await okstra(top, 'init', '--json');
  expect(again.json).toMatchObject({ created: [], skipped: json.created });
  expect(again.json.notices.map((notice: { code: string }) => notice.code)).toContain('already-initialized');
  expect((await okstra(top, 'inspect', 'status', '--json')).json.counts.todo).toBe(1);
  const status = await okstra(
    top,
    'validate',
    ...json.created.filter((file: string) => /okstra\.yaml$|metadata\.json$|template\.md$/.test(file)),
  );
  expect(status).toMatchObject({ exitCode: 0 });
});

test('a file that is there is never overwritten', async () => {
  const top = repository({ 'specs/README.md': 'mine\n' });
  const { stdout } = await okstra(top, 'init', '--yes');
  expect(readFileSync(join(top, 'specs/README.md'), 'utf8')).toBe('mine\n');
  expect(stdout).toContain('skipped specs/README.md (is there already)');
  expect(stdout).toContain('created okstra.yaml');
});

test('--mode and --specs are taken, and the alias setup does the same', async () => {
  const top = repository();
  const { json } = await okstra(top, 'setup', '--yes', '--mode', 'parallel', '--specs', 'docs/work', '--json');
  expect(json).toMatchObject({ mode: 'parallel', specsRoot: join(top, 'docs/work') });
  expect(readFileSync(join(top, 'okstra.yaml'), 'utf8')).toMatch(/mode: parallel/);
});

test('--dry-run names the files and writes nothing, without a question', async () => {
  const top = repository();
  const { exitCode, json } = await okstra(top, 'init', '--dry-run', '--json');
  expect(exitCode).toBe(0);
  expect(json).toMatchObject({ ok: true, dryRun: true, skipped: [] });
  expect(json.created).toContain(join(top, 'okstra.yaml'));
  expect(run(top, 'status', '--porcelain')).toBe('');
});

test('without a terminal and without --yes it stops and names the flag', async () => {
  const top = repository();
  const { exitCode, json, stderr } = await okstra(top, 'init', '--json');
  expect(exitCode).toBe(2);
  expect(json).toMatchObject({ ok: false, error: { code: 'needs-answers', fix: 'okstra init --yes' } });
  expect(stderr).toMatch(/\nfix: okstra init --yes\n$/);
  expect(run(top, 'status', '--porcelain')).toBe('');
});

test('it tells what it found: languages, agents with versions, work, settings of other tools', async () => {
  const top = repository({
    'src/a.ts': '',
    'src/b.ts': '',
    'x.py': '',
    'specs/spec-01-a/SPEC.md': '# a\n',
    'docs/specs/TASKS.md': '# Tasks\n',
    '.clarity-loop.json': '{}',
    'bin/codex': '#!/bin/sh\necho "codex-cli 0.169.0"\n',
    'bin/gemini': '#!/bin/sh\nexit 1\n',
  });
  for (const name of ['codex', 'gemini']) chmodSync(join(top, 'bin', name), 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = `${join(top, 'bin')}:/usr/bin:/bin`;
  try {
    const { json } = await okstra(top, 'init', '--dry-run', '--json');
    expect(json.found).toEqual({
      languages: ['typescript', 'python'],
      agents: [
        { name: 'codex', path: join(top, 'bin/codex'), version: '0.169.0' },
        { name: 'gemini', path: join(top, 'bin/gemini'), version: null },
      ],
      sources: [
        { kind: 'spec-folders', path: join(top, 'specs'), count: 1 },
        { kind: 'task-queue', path: join(top, 'docs/specs'), count: 1 },
      ],
      settings: [join(top, '.clarity-loop.json')],
    });
    const { stderr } = await okstra(top, 'init', '--yes', '--acceptance', 'npm test', '--acceptance', 'npm run lint');
    expect(stderr).toMatch(
      /found agents: codex 0\.169\.0, gemini\nfound work: 1 spec folder in specs, 1 task queue in docs\/specs/,
    );
    expect(readFileSync(join(top, 'okstra.yaml'), 'utf8')).toMatch(/acceptanceCommands: \[ npm test, npm run lint \]/);
  } finally {
    process.env['PATH'] = before;
  }
});

test('it needs no commit, but a repository, and a specs root inside it', async () => {
  const top = emptyFolder();
  expect(await okstra(top, 'init', '--yes', '--json')).toMatchObject({ exitCode: 2, json: { error: { code: 'no-repository' } } });
  run(top, 'init', '--quiet');
  expect(await okstra(top, 'init', '--yes', '--specs', '../elsewhere', '--json')).toMatchObject({
    exitCode: 2,
    json: { error: { code: 'specs-root-outside' } },
  });
  expect(await okstra(top, 'init', '--yes')).toMatchObject({ exitCode: 0 });
});

test('a configuration that cannot be read is an error, and nothing is written around it', async () => {
  const top = repository();
  write(top, { 'okstra.yaml': 'run: [\n' });
  const { exitCode, json } = await okstra(top, 'init', '--yes', '--json');
  expect(exitCode).toBe(2);
  expect(json.error).toMatchObject({ code: 'config-syntax', place: { file: 'okstra.yaml' } });
  expect(existsSync(join(top, 'specs'))).toBe(false);
});
