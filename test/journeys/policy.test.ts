import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noSandbox } from '../process/helpers.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
  rig.spec('spec-01-hello');
});
afterEach(() => rig.dispose());

const RUN = ['run', '--exec', '--json', '--level', 'light', 'spec-01-hello'];
const ROLES = 'roles: { executor: writer, verifiers: [judge] }\n';
function agents(): void {
  rig.agent('writer', `fs.writeFileSync('hello.txt', 'hello\\n'); console.log('done');`);
  rig.agent('judge', `answer({ verdict: 'pass', criteria: met('SPEC') });`);
}

/** A hook of the user's repository, which okstra's own git calls never run. */
function hook(name: string, body: string): void {
  const dir = join(rig.repo, '.git/hooks');
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(dir, name), 0o755);
}

test('hooks of the repository are not run unless git.hooks asks for them', async () => {
  rig.configure(['writer', 'judge'], ROLES);
  agents();
  hook('pre-commit', `touch ${rig.root}/hook-ran; exit 1`);
  const end = await rig.cli(RUN);
  expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
  expect(existsSync(join(rig.root, 'hook-ran'))).toBe(false);
});

test('git.hooks: a hook sees the candidate staged, and one that refuses blocks the run', async () => {
  rig.configure(['writer', 'judge'], `${ROLES}git: { hooks: true }\n`);
  agents();
  hook(
    'pre-commit',
    'test "$(git diff --cached --name-only) on $(git branch --show-current)" = "hello.txt on okstra/spec-01-hello"',
  );
  hook('commit-msg', `cat "$1"; echo "no greeting please" >&2; exit 1`);
  const end = await rig.cli(RUN);
  expect(end.json).toMatchObject({
    exitCode: 3,
    outcome: 'blocked',
    error: { code: 'hook-refused', message: expect.stringMatching(/hook commit-msg .*: feat: Example\nno greeting please$/) },
  });
  expect(rig.metadata('spec-01-hello').status).toBe('todo');
});

/** Says what it can reach, and refuses. */
const PRYING = (root: string): string =>
  `echo "secret [$DEPLOY_TOKEN]"; (echo x > ${root}/made) 2>/dev/null && echo "wrote outside"; git update-ref refs/heads/planted HEAD; exit 1`;

test('git.hooks: a hook runs like a check: sandboxed, without secret variables, beside a git folder of its own', async (context) => {
  context.skip(noSandbox !== '', noSandbox);
  rig.configure(['writer', 'judge'], `${ROLES}git: { hooks: true }\n`);
  agents();
  hook('pre-commit', PRYING(rig.root));
  const end = await rig.cli(RUN, { env: { DEPLOY_TOKEN: 'hunter2-hunter2' } });
  expect(end.json.error).toMatchObject({ code: 'hook-refused', message: expect.stringMatching(/exit code 1: secret \[\]/) });
  // What it takes for a folder of the system may be its own, which goes with it: nothing came of the hook outside.
  expect(end.json.notices.filter(({ code }: { code: string }) => code === 'hooks-unsandboxed')).toEqual([]);
  expect(existsSync(join(rig.root, 'made'))).toBe(false);
  expect(rig.git('branch', '--list', 'planted')).toBe('');
});

test('git.hooks: where no sandbox works the plan and the run say so, and secret variables are taken out all the same', async () => {
  rig.program('bwrap', '#!/bin/sh\necho "bwrap: setting up uid map: Permission denied" >&2\nexit 1\n');
  rig.configure(['writer', 'judge'], `${ROLES}git: { hooks: true }\n`);
  agents();
  hook('pre-commit', PRYING(rig.root));
  const notice = {
    code: 'hooks-unsandboxed',
    message: expect.stringMatching(/^The repository's hooks run unsandboxed, on code that an agent wrote: .*bwrap/),
  };
  expect((await rig.cli([...RUN, '--dry-run'])).json.plan.notices).toContainEqual(expect.objectContaining(notice));
  const end = await rig.cli(RUN, { env: { DEPLOY_TOKEN: 'hunter2-hunter2' } });
  expect(end.json.notices).toContainEqual(expect.objectContaining(notice));
  expect(end.json.error).toMatchObject({
    code: 'hook-refused',
    message: expect.stringMatching(/exit code 1: secret \[\]\nwrote outside$/),
  });
  expect(readFileSync(end.json.report.markdown, 'utf8')).toContain('hooks run unsandboxed');
});

test('git.hooks: a hook that changes files blocks the run, because they are not what was verified', async () => {
  rig.configure(['writer', 'judge'], `${ROLES}git: { hooks: true }\n`);
  agents();
  hook('pre-commit', 'echo formatted >> hello.txt');
  expect((await rig.cli(RUN)).json).toMatchObject({ exitCode: 3, outcome: 'blocked', error: { code: 'hook-changed-files' } });
});

test('git.hooks: a hook that hangs is ended, with the limit that it reached', async () => {
  rig.configure(['writer', 'judge'], `${ROLES}git: { hooks: true }\n`);
  agents();
  hook('pre-commit', 'sleep 600');
  expect((await rig.cli([...RUN, '--timeout', '8s'])).json).toMatchObject({
    exitCode: 3,
    outcome: 'blocked',
    error: { code: 'hook-timed-out', message: expect.stringContaining('8s (run.timeout)') },
  });
}, 60_000);

test('requireCrossVendor: too few vendors are an error before anything is written', async () => {
  rig.configure(
    ['writer', 'judge'],
    'roles: { executor: writer, verifiers: [writer] }\nverification: { requireCrossVendor: true }\n',
  );
  agents();
  const end = await rig.cli(RUN);
  expect(end.json).toMatchObject({ ok: false, exitCode: 2, error: { code: 'no-other-vendor', fix: expect.any(String) } });
  expect(rig.exists('.okstra')).toBe(false);
  expect((await rig.cli([...RUN, '--verifiers', 'judge'])).json).toMatchObject({ outcome: 'accepted' });
});

test('keys that steer nothing in this version are named in the plan', async () => {
  rig.configure(['writer', 'judge'], `${ROLES}ui: { progress: plain }\n`);
  agents();
  const end = await rig.cli([...RUN, '--dry-run']);
  expect(end.json.plan.notices).toContainEqual(
    expect.objectContaining({ code: 'without-effect', message: expect.stringContaining('ui.progress') }),
  );
});

test('a run whose second attempt fails leaves the first candidate on the branch and the unfinished work in the worktree', async () => {
  rig.configure(['writer', 'judge'], ROLES);
  rig.agent(
    'writer',
    `fs.writeFileSync('hello.txt', 'attempt ' + attempt + '\\n'); if (attempt === 2) process.exit(7); console.log('done');`,
  );
  rig.agent('judge', `answer({ verdict: 'fail', criteria: [{ id: 'SPEC', status: 'unmet', evidence: 'not yet' }] });`);
  const end = await rig.cli(RUN);
  expect(end.json).toMatchObject({ exitCode: 5, outcome: 'failed', error: { code: 'agent-crash' } });
  expect(rig.git('show', 'okstra/spec-01-hello:hello.txt')).toBe('attempt 1');
  expect(readFileSync(join(end.json.worktree, 'hello.txt'), 'utf8')).toBe('attempt 2\n');
  expect(rig.calls('writer')).toEqual(['executor 1', 'executor 2', 'executor 2']);
});

test('an interrupted run that `run` goes on with keeps its plan, and the flags that had no effect are named', async () => {
  rig.configure(['writer', 'judge'], ROLES);
  rig.agent('writer', `if (count === 1) sleep(20000); fs.writeFileSync('hello.txt', 'hello\\n'); console.log('done');`);
  rig.agent('judge', `answer({ verdict: 'pass', criteria: met('SPEC') });`);
  const first = rig.start(RUN);
  while (rig.calls('writer').length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  first.kill('SIGKILL');
  await first.ended;
  const end = await rig.cli([...RUN, '--max-attempts', '5']);
  expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted' });
  expect(end.stderr).toMatch(/goes on with its own plan; not used: .*maxAttempts/);
});
