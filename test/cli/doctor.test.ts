import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { emptyFolder, repository, write } from '../git/scratch.ts';
import { okstra } from './okstra.ts';

const PATH = process.env['PATH'] ?? '';
afterEach(() => {
  process.env['PATH'] = PATH;
  delete process.env['OKSTRA_HOME'];
});

interface Row {
  readonly name: string;
  readonly status: string;
  readonly detail: string;
  readonly fix?: string;
}

async function doctor(cwd: string) {
  const end = await okstra(cwd, 'doctor', '--json');
  const rows = end.json.rows as readonly Row[];
  return { ...end, rows, row: (name: string) => rows.find((entry) => entry.name === name) };
}

/** A program that does nothing, and the configuration of an agent behind it. */
function agentFiles(extra = ''): Readonly<Record<string, string>> {
  return {
    'agent.sh': '#!/bin/sh\n',
    'okstra.yaml': `agents: { script: { driver: command, command: [./agent.sh] } }\nroles: { executor: script, verifiers: [script] }\n${extra}`,
  };
}

function project(files: Readonly<Record<string, string>> = agentFiles()): string {
  const top = repository({ ...files, 'specs/spec-01-a/SPEC.md': '# A\n', 'specs/spec-01-a/metadata.json': '{}' });
  if ('agent.sh' in files) chmodSync(join(top, 'agent.sh'), 0o755);
  return top;
}

test('where a run can start, every row it needs is fine and the exit code is 0', async () => {
  const top = project();
  const { exitCode, json, row } = await doctor(top);
  expect(json).toMatchObject({ ok: true, exitCode: 0, result: expect.stringMatching(/^ready/) });
  expect(exitCode).toBe(0);
  expect(row('node')).toEqual({ name: 'node', status: 'ok', detail: `${process.versions.node} at ${process.execPath}` });
  expect(row('git')).toMatchObject({ status: 'ok', detail: expect.stringMatching(/^\d+\.\d+/) });
  expect(row('repository')).toMatchObject({ status: 'ok', detail: `${top} (main)` });
  expect(row('identity')).toMatchObject({ status: 'ok' });
  expect(row('configuration')).toMatchObject({ status: 'ok', detail: join(top, 'okstra.yaml') });
  expect(row('specs root')).toMatchObject({ status: 'ok', detail: `1 item in ${join(top, 'specs')}` });
  expect(row('agent script')?.detail).toMatch(
    new RegExp(`^${join(top, 'agent.sh')}; login not known; .*; executor and verifier$`),
  );
});

test('a model behind an API is told with its address, its key and what is missing; nobody is asked', async () => {
  delete process.env['ANTHROPIC_API_KEY'];
  const local = '{ driver: openai-api, wire: chat, model: qwen3-coder, baseUrl: "http://127.0.0.1:9/v1" }';
  const far = '{ driver: anthropic-api, model: claude-sonnet-4-5 }';
  const { row } = await doctor(project({ ...agentFiles(), 'okstra.yaml': `agents: { local: ${local}, far: ${far} }\n` }));
  expect(row('agent local')?.detail).toContain(
    'driver openai-api, qwen3-coder at http://127.0.0.1:9/v1 (chat); asked without a key; ',
  );
  expect(row('agent far')).toMatchObject({ status: 'warn', fix: expect.stringContaining('export ANTHROPIC_API_KEY') });
});

test('sandbox and namespace rows say what was found by trying', async () => {
  const { row } = await doctor(project());
  expect(row('sandbox')?.detail).toMatch(/^bubblewrap at \/.+, tried$|; agents without a sandbox of their own run unconfined/);
  process.env['PATH'] = withoutPrograms(['bwrap', 'unshare', 'setpriv']);
  const bare = await doctor(project());
  expect(bare.row('sandbox')).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining('bwrap (bubblewrap) was not found on the PATH'),
  });
  expect(bare.row('process namespace')).toMatchObject({ status: 'warn', fix: expect.stringContaining('bubblewrap') });
  expect(bare.row('agent script')).toMatchObject({ status: 'warn', detail: expect.stringContaining('not confined: bwrap') });
  expect(bare.exitCode).toBe(0);
});

/** A PATH that has git, a shell and node, but none of these. */
function withoutPrograms(names: readonly string[]): string {
  const folder = join(emptyFolder(), 'bin');
  mkdirSync(folder);
  for (const name of ['git', 'sh', 'node', 'true', 'cat']) {
    const found = PATH.split(':').map((dir) => join(dir, name));
    writeFileSync(
      join(folder, name),
      `#!/bin/sh\nPATH='${PATH}'; for p in ${found.join(' ')}; do [ -x "$p" ] && exec "$p" "$@"; done; exit 127\n`,
      { mode: 0o755 },
    );
  }
  expect(names).not.toContain('git');
  return folder;
}

test('without any agent that can be used it fails and names what to install', async () => {
  process.env['PATH'] = withoutPrograms(['codex']);
  const { exitCode, json, row } = await doctor(project({ 'a.txt': 'a' }));
  expect(exitCode).toBe(1);
  expect(json).toMatchObject({ ok: false, exitCode: 1, result: expect.stringMatching(/^not ready: 1 of \d+ failed$/) });
  expect(row('agents')).toMatchObject({ status: 'fail', fix: expect.stringContaining('npm install -g @openai/codex') });
  expect(row('agent codex')).toMatchObject({ status: 'warn', fix: expect.stringMatching(/^npm install -g @openai\/codex@\d/) });
});

test('an agent that has a role and is missing is a failure, not a warning', async () => {
  const { row, exitCode } = await doctor(
    project({ 'okstra.yaml': 'agents: { script: { driver: command, command: [./none.sh] } }\nroles: { executor: script }\n' }),
  );
  expect(exitCode).toBe(1);
  expect(row('agent script')).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('none.sh'),
    fix: expect.stringMatching(/\S/),
  });
});

test('each problem of the configuration is a row with its place', async () => {
  const { rows, exitCode } = await doctor(project(agentFiles('run: { mod: strict, level: deep }\n')));
  expect(exitCode).toBe(1);
  const failed = rows.filter(({ name, status }) => name === 'configuration' && status === 'fail').map(({ detail }) => detail);
  expect(failed).toEqual([
    expect.stringMatching(/^okstra\.yaml:3:\d+ \(run\.\w+\): /),
    expect.stringMatching(/^okstra\.yaml:3:\d+ \(run\.\w+\): /),
  ]);
});

test('a folder that was left out and a missing specs root are warnings', async () => {
  const top = project();
  write(top, { 'specs/spec-02-b/metadata.json': 'no json' });
  expect((await doctor(top)).rows.filter(({ name, status }) => name === 'specs root' && status === 'warn')).toHaveLength(1);
  const { row } = await doctor(repository());
  expect(row('specs root')).toMatchObject({
    status: 'warn',
    detail: 'Expected the folder specs, found none.',
    fix: 'okstra init',
  });
});

test('outside a repository it fails with the remedy and still looks at machine and agents', async () => {
  const { exitCode, row } = await doctor(emptyFolder());
  expect(exitCode).toBe(1);
  expect(row('repository')).toMatchObject({ status: 'fail', fix: expect.stringContaining('git init') });
  expect(row('node')).toMatchObject({ status: 'ok' });
  expect(row('agent codex')).toBeDefined();
});

test('nothing is written into the repository', async () => {
  const top = project();
  const { row } = await doctor(top);
  expect(row('state folder')).toMatchObject({ status: 'ok', detail: join(top, '.okstra') });
  const { stdout } = await okstra(top, 'doctor');
  expect(stdout).toMatch(/^ok +node +/m);
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^ready/);
  expect((await okstra(top, 'inspect', 'history', '--json')).json.runs).toEqual([]);
});

test('--online asks each agent for one word, from an empty folder, and tells how that went', async () => {
  const top = project({
    'agent.sh': '#!/bin/sh\ncat > /dev/null\n[ -z "$(ls)" ] || exit 1\necho "ready, $OKSTRA_ROLE"\n',
    'broken.sh': '#!/bin/sh\necho "no licence" >&2\nexit 7\n',
    'okstra.yaml': `agents:
  script: { driver: command, command: [./agent.sh] }
  broken: { driver: command, command: [./broken.sh] }
roles: { executor: script, verifiers: [script] }
`,
  });
  chmodSync(join(top, 'broken.sh'), 0o755);
  const asked = await okstra(top, 'doctor', '--online', '--json');
  const row = (name: string) => (asked.json.rows as readonly Row[]).find((entry) => entry.name === name);
  expect(row('agent script')).toMatchObject({
    status: expect.stringMatching(/ok|warn/),
    detail: expect.stringMatching(/; answered in \d+\.\d s$/),
  });
  expect(row('agent broken')).toMatchObject({
    status: 'warn',
    detail: expect.stringMatching(/asked, and failed after .*exit code 7/),
  });
  expect(asked.exitCode).toBe(0);
  write(top, {
    'okstra.yaml':
      'agents: { broken: { driver: command, command: [./broken.sh] } }\nroles: { executor: broken, verifiers: [broken] }\n',
  });
  const failing = await okstra(top, 'doctor', '--online', '--json');
  expect(failing.exitCode).toBe(1);
  expect((failing.json.rows as readonly Row[]).find(({ name }) => name === 'agent broken')).toMatchObject({ status: 'fail' });
  expect((await okstra(top, 'doctor', '--json')).exitCode).toBe(0);
});

test('a model that a run would refuse fails here, too', async () => {
  const { row, exitCode } = await doctor(
    project({
      'okstra.yaml':
        'agents: { codex: { driver: codex-cli, model: nonsense } }\nroles: { executor: codex, verifiers: [codex] }\n',
    }),
  );
  expect(exitCode).toBe(1);
  expect(row('agent codex')).toMatchObject({ status: 'fail', detail: expect.stringContaining('found "nonsense"') });
});

test('--online: when nobody answers, no run can start', async () => {
  process.env['PATH'] = withoutPrograms(['claude', 'codex', 'gemini']);
  const top = project({
    'broken.sh': '#!/bin/sh\nexit 7\n',
    'okstra.yaml': 'agents: { broken: { driver: command, command: [./broken.sh] } }\n',
  });
  chmodSync(join(top, 'broken.sh'), 0o755);
  expect(await okstra(top, 'doctor', '--online', '--json')).toMatchObject({ exitCode: 1, json: { ok: false } });
});

test('the profiles have a row: fine, copies that are out of date, files that cannot be used', async () => {
  const top = project();
  expect((await doctor(top)).row('prompts')).toMatchObject({
    status: 'ok',
    detail: expect.stringMatching(/^\d+ profiles: those that okstra ships$/),
  });
  await okstra(top, 'prompts', 'eject', 'language-go');
  expect((await doctor(top)).row('prompts')).toMatchObject({
    status: 'ok',
    detail: expect.stringMatching(/^\d+ profiles: 1 of your own, 1 of them in the place of a shipped one$/),
  });
  const file = join(top, 'okstra/prompts/language-go.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"sha256": "[0-9a-f]{4}/, '"sha256": "0000'));
  const stale = await doctor(top);
  expect(stale.exitCode).toBe(0);
  expect(stale.row('prompts')).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining('which has changed since'),
    fix: expect.stringContaining('okstra prompts eject language-go --stdout'),
  });
  for (let n = 0; n < 7; n += 1) writeFileSync(join(top, `okstra/prompts/bad-${n}.md`), 'no front matter\n');
  const broken = await doctor(top);
  const rows = broken.rows.filter(({ name }) => name === 'prompts');
  expect(broken.exitCode).toBe(1);
  expect(rows.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'fail'));
  expect(rows[0]).toMatchObject({ detail: expect.stringContaining('bad-0.md:1:1: Front matter: expected a line of ---') });
  expect(rows[5]).toEqual({ name: 'prompts', status: 'fail', detail: '3 more problems', fix: 'okstra prompts lint' });
});

test('leases that are shared at a remote have a row: it is asked, and what is wrong has a remedy', async () => {
  const top = project({ ...agentFiles('leases: { remote: shared }\n') });
  expect((await doctor(top)).row('leases')).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('named shared'),
    fix: expect.stringContaining('git remote add shared'),
  });
  const away = repository({ x: '' });
  execFileSync('git', ['-C', top, 'remote', 'add', 'shared', away]);
  execFileSync('git', ['-C', away, 'update-ref', 'refs/okstra/leases/specs/spec-01-a', 'HEAD']);
  execFileSync('git', ['-C', away, 'update-ref', 'refs/heads/refs/okstra/leases/x', 'HEAD']);
  expect((await doctor(top)).row('leases')).toMatchObject({ status: 'ok', detail: expect.stringContaining('1 held there') });
  execFileSync('git', ['-C', top, 'remote', 'set-url', 'shared', join(top, 'nowhere')]);
  expect((await doctor(top)).row('leases')).toMatchObject({
    status: 'fail',
    fix: expect.stringContaining('git ls-remote shared'),
  });
  expect((await doctor(project())).row('leases')).toBeUndefined();
});
