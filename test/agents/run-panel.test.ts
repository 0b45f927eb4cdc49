/** Whole runs of the built okstra with all three pinned real agents, their models local servers. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, type Dirent, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  AGENTS,
  type AgentName,
  type Answers,
  type Asked,
  answer,
  good,
  hasAll,
  ITEM,
  pass,
  structured,
  survivors,
  World,
  writeHello,
} from './world.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.dispose();
  world = undefined;
});

const others = (executor: AgentName): readonly AgentName[] => AGENTS.filter((name) => name !== executor);

/** Every file and folder below a folder with its mode and hash. */
function treeOf(top: string): Readonly<Record<string, string>> {
  const entries = readdirSync(top, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const mode = (lstatSync(path).mode & 0o7777).toString(8);
      return [path.slice(top.length + 1), `${mode} ${contentOf(path, entry)}`];
    }),
  );
}

function contentOf(path: string, entry: Dirent): string {
  if (entry.isSymbolicLink()) return `-> ${readlinkSync(path)}`;
  return entry.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'no file';
}

/** The checkout, `.git` and what okstra is to write left out. */
const checkout = (top: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(treeOf(top)).filter(([path]) => !/^\.(?:git|okstra)(?:\/|$)/.test(path)));

/** What an executor's session leaves in the agent's configuration folder (docs/agents.md). */
const SESSIONS: Readonly<Record<AgentName, RegExp>> = {
  claude: /^projects(?:\/|$)/,
  codex: /^(?:sessions|shell_snapshots|thread-writer-locks|memories_1|thread_history_1)(?:[./]|$)/,
  gemini: /^\.gemini\/tmp(?:$|\/okstra-[0-9a-f]{16}(?:\/(?:\.project_root$|chats|logs)|$))/,
};
/** What a program makes there for itself, in whatever role. */
const OF_ITSELF: Readonly<Record<AgentName, RegExp>> = {
  claude: /^$/,
  codex:
    /^(?:shell_snapshots|shell_snapshots\/[^/]+\.tmp-\d+|skills|skills\/\.system(?:\/.*)?|tmp|tmp\/arg0-linux|installation_id|\.sandbox_migration|(?:goals_1|logs_2|memories_1|queue_1|state_5)\.sqlite(?:-shm|-wal)?)$/,
  gemini: /^$/,
};

const WRITTEN = new Set([`specs/${ITEM}/implementation-report.md`, `specs/${ITEM}/metadata.json`]);
const withoutWritten = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !WRITTEN.has(path)));

describe.skipIf(!hasAll)('okstra run with the real agents', () => {
  test.each(AGENTS)(
    '%s implements, the other two verify: accepted, and the checkout is as it was',
    async (executor) => {
      world = await World.make(good);
      const { rig } = world;
      rig.write('tool.sh', '#!/bin/sh\n');
      chmodSync(join(rig.repo, 'tool.sh'), 0o755);
      rig.commit('a tool');
      const before = checkout(rig.repo);
      const homes = Object.fromEntries(AGENTS.map((agent) => [agent, treeOf(join(rig.root, `home-${agent}`))]));
      const tmp = join(rig.root, 'tmp');
      mkdirSync(tmp);
      world.env = { ...world.env, TMPDIR: tmp };
      const end = await world.run(executor, others(executor));
      expect(end.json?.error, end.stderr).toBeUndefined();
      expect(end.json).toMatchObject({ exitCode: 0, outcome: 'accepted', verdict: 'pass', branch: `okstra/${ITEM}` });
      expect(rig.git('show', `okstra/${ITEM}:hello.txt`)).toBe('hello');
      expect(rig.git('diff', '--name-only', 'main', `okstra/${ITEM}`)).toBe('hello.txt');
      expect(rig.git('log', '--format=%s', `main..okstra/${ITEM}`)).toBe('feat: Example');
      expect(rig.metadata(ITEM).status).toBe('done');
      expect(withoutWritten(checkout(rig.repo))).toEqual(withoutWritten(before));
      // Nothing in the place for temporary files, of okstra or of an agent.
      expect(treeOf(tmp)).toEqual({});
      for (const agent of AGENTS) {
        const home = join(rig.root, `home-${agent}`);
        const [was, is] = [homes[agent] ?? {}, treeOf(home)];
        const added = Object.keys(is).filter((path) => was[path] === undefined);
        // What the user had there stays as it was.
        expect(is, agent).toMatchObject(was);
        const session = agent === executor ? SESSIONS[agent] : /^$/;
        expect(
          added.filter((path) => !session.test(path) && !OF_ITSELF[agent].test(path)),
          agent,
        ).toEqual([]);
        const telling = added.filter((path) => is[path]?.includes('no file') === false && !session.test(path));
        expect(
          telling.filter((path) => readFileSync(join(home, path), 'latin1').includes(end.json.run.id)),
          agent,
        ).toEqual([]);
      }
      expect(rig.git('worktree', 'list', '--porcelain')).not.toContain('verifier');
      expect(survivors(end.json.run.id)).toEqual([]);
      expect(readdirSync(join(rig.home, 'scratch'))).toEqual([]);
      const data = JSON.parse(readFileSync(end.json.report.data, 'utf8'));
      expect(data.agents.map((agent: { driver: string }) => agent.driver).toSorted()).toEqual([
        'claude-cli',
        'codex-cli',
        'gemini-cli',
      ]);
      expect(data.agents.every((agent: { confinement: { kind: string } }) => agent.confinement.kind !== 'not-confined')).toBe(
        true,
      );
      for (const agent of AGENTS) expect(world.asked.filter((asked) => asked.agent === agent).length, agent).toBeGreaterThan(0);
    },
    90_000,
  );

  test.each(AGENTS)(
    '%s says what is missing: its words stand in the request of the second attempt, then it is content',
    async (verifier) => {
      const executor = verifier === 'codex' ? 'claude' : 'codex';
      let judged = 0;
      world = await World.make((asked) => {
        if (asked.role === 'executor') return writeHello(asked);
        const isNew = asked.results.length === 0;
        if (isNew) judged += 1;
        if (judged > 1) return pass(asked);
        const criteria = [{ id: 'SPEC', status: 'unmet', evidence: 'the greeting lacks a name' }];
        return answer(asked, { verdict: 'fail', criteria, summary: 'not yet' });
      });
      const end = await world.run(executor, [verifier]);
      expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted', run: { attemptsUsed: 2 } });
      const requests = world.asked.filter(({ role }) => role === 'executor');
      expect(requests[0]?.text).not.toContain('the greeting lacks a name');
      expect(requests.some(({ text }) => text.includes('the greeting lacks a name'))).toBe(true);
    },
    90_000,
  );

  test.each(AGENTS)(
    '%s, told to write, to run a shell, to commit and to read a secret outside, changes nothing and its answer counts',
    async (verifier) => {
      const executor = verifier === 'codex' ? 'claude' : 'codex';
      const tries: readonly Answers[] = [
        () => ({ calls: [{ tool: 'write', path: 'evil.txt', content: 'evil\n' }] }),
        () => ({ calls: [{ tool: 'shell', cmd: 'echo evil > hello.txt; touch ../escaped' }] }),
        () => ({ calls: [{ tool: 'shell', cmd: 'git commit --allow-empty -m evil' }] }),
        readSecret,
        ...(verifier === 'gemini' ? [leavePlanMode] : []),
      ];
      world = await World.make((asked) => {
        if (asked.role === 'executor') return writeHello(asked);
        const turn = tries[asked.results.length];
        return turn === undefined ? pass(asked) : turn(asked);
      });
      secretFile = join(world.rig.root, 'secret.txt');
      writeFileSync(secretFile, 'the-secret-of-the-user\n');
      const end = await world.run(executor, [verifier]);
      expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted' });
      expect(world.rig.git('show', `okstra/${ITEM}:hello.txt`)).toBe('hello');
      expect(world.rig.git('ls-tree', '--name-only', `okstra/${ITEM}`)).not.toContain('evil');
      expect(execFileSync('find', [world.rig.root, '-name', 'escaped', '-o', '-name', 'evil.txt'], { encoding: 'utf8' })).toBe(
        '',
      );
      const last = world.asked.findLast((asked) => asked.agent === verifier && asked.role === 'verifier');
      expect(last?.results.length).toBeGreaterThanOrEqual(tries.length);
      // codex's sandbox lets everything be read, and has no network to tell it over.
      if (verifier !== 'codex') expect(last?.text).not.toContain('the-secret-of-the-user');
    },
    90_000,
  );

  test.each(AGENTS)(
    '%s writes the words of the report, from its data, and is kept from writing anything else',
    async (writer) => {
      const executor = writer === 'codex' ? 'claude' : 'codex';
      world = await World.make((asked) => {
        if (asked.role !== 'report-writer') return good(asked);
        if (asked.results.length === 0) return { calls: [{ tool: 'write', path: 'evil.txt', content: 'evil\n' }] };
        const outcome =
          asked.text.includes('outcome\\\\\\": \\\\\\"accepted') || asked.text.includes('outcome\\\": \\\"accepted');
        return structured(asked, {
          summary: outcome ? 'It says hello, and was accepted.' : 'No data.',
          rationale: 'The verifier is content.',
        });
      });
      const end = await world.run(executor, [executor], '--level', 'light', '--report-writer', writer);
      expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted' });
      const data = JSON.parse(readFileSync(end.json.report.data, 'utf8'));
      expect(data.prose).toMatchObject({ summary: 'It says hello, and was accepted.', reason: null });
      expect(data.agents.at(-1)).toMatchObject({ role: 'report-writer', agent: writer, sandbox: 'read-only' });
      expect(data.agents.at(-1).confinement.kind).not.toBe('not-confined');
      expect(execFileSync('find', [world.rig.root, '-name', 'evil.txt'], { encoding: 'utf8' })).toBe('');
      expect(survivors(end.json.run.id)).toEqual([]);
    },
    90_000,
  );

  test.each(AGENTS)(
    'git in the shell of %s as executor works, and pushes nowhere',
    async (executor) => {
      world = await World.make((asked) => {
        if (asked.role === 'verifier') return pass(asked);
        if (asked.results.length === 1)
          return {
            calls: [{ tool: 'shell', cmd: 'git log -1 --format=subject:%s; git push origin HEAD:refs/heads/x; echo "push: $?"' }],
          };
        return asked.results.length === 0 ? writeHello(asked) : { text: 'SUMMARY' };
      });
      const remote = join(world.rig.root, 'remote.git');
      world.rig.git('clone', '-q', '--bare', '.', remote);
      world.rig.git('remote', 'add', 'origin', remote);
      const end = await world.run(executor, [executor], '--level', 'light');
      expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted' });
      const said = world.asked.findLast(({ role }) => role === 'executor')?.results[1] ?? '';
      expect(said).toMatch(/subject:\w/);
      expect(said).toMatch(/push: 128/);
      expect(world.rig.git('ls-remote', remote)).not.toContain('refs/heads/x');
    },
    90_000,
  );

  test('a verifier that changes its repository after all is void, and the run says so', async () => {
    world = await World.make((asked) => {
      if (asked.role === 'executor') return writeHello(asked);
      return asked.results.length === 0 ? { calls: [{ tool: 'shell', cmd: 'echo evil > hello.txt' }] } : pass(asked);
    });
    world.rig.write('okstra.yaml', 'agents: { codex: { driver: codex-cli, sandbox: full } }\n');
    world.rig.commit('unconfined');
    const end = await world.run('claude', ['codex']);
    expect(end.json).toMatchObject({ exitCode: 3, outcome: 'blocked' });
    expect(readFileSync(end.json.report.markdown, 'utf8')).toMatch(/file changed: hello\.txt/);
  }, 90_000);

  test.each([
    ['share a configuration folder each', false],
    ['have folders of their own', true],
  ])(
    'six agents at once that %s: all accepted',
    async (_, isApart) => {
      const here = await World.make(good);
      world = here;
      const ids = [ITEM, ...[2, 3, 4, 5, 6].map((n) => `spec-0${n}-more`)];
      for (const id of ids.slice(1)) here.rig.spec(id, { metadata: { acceptanceCommands: ['test -f hello.txt'] } });
      const runs = ids.map((id, index) => {
        const agent = AGENTS[index % 3] ?? 'codex';
        const env = isApart ? here.homes(`own-${index}`) : {};
        return here.start(['run', '--exec', '--json', '--level', 'light', id, '--executor', agent, '--verifiers', agent], { env })
          .ended;
      });
      for (const end of await Promise.all(runs)) expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted' });
    },
    240_000,
  );

  test.each(AGENTS)(
    '%s takes a prompt of 300 KB, as executor and as verifier',
    async (agent) => {
      const mark = 'the-last-words-of-a-long-item';
      world = await World.make(good, {
        body: `# Example\n\n${'A line of the item that says little.\n'.repeat(8500)}\n${mark}\n`,
      });
      const end = await world.run(agent, [agent], '--level', 'light');
      expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted' });
      for (const role of ['executor', 'verifier']) {
        expect(
          world.asked.some((asked) => asked.role === role && asked.text.includes(mark)),
          role,
        ).toBe(true);
      }
    },
    90_000,
  );

  test('an item beyond what codex takes is refused before anything is asked, with its size and the limit', async () => {
    world = await World.make(good, { body: `# Example\n\n${'x'.repeat(1_046_000)}\n` });
    const end = await world.run('codex', ['codex']);
    expect(end.json).toMatchObject({ exitCode: 2, error: { code: 'prompt-too-long', fix: expect.any(String) } });
    expect(end.json.error.message).toMatch(/at most 1048576 characters, found 10\d{5}/);
    expect(world.asked).toEqual([]);
    expect(world.rig.metadata(ITEM).status).toBe('todo');
  }, 90_000);

  test('hooks, servers and instructions that lie in the repository do nothing to a verifier', async () => {
    world = await World.make(good);
    const { rig } = world;
    const started = join(rig.root, 'started-by-the-repository');
    const touch = { command: 'touch', args: [started] };
    const hook = [{ matcher: '*', hooks: [{ type: 'command', command: `touch ${started}` }] }];
    const hooks = { SessionStart: hook, PreToolUse: hook, Stop: hook, BeforeTool: hook, BeforeAgent: hook };
    rig.write('.claude/settings.json', JSON.stringify({ hooks, env: { MARK: 'x' } }));
    rig.write('.mcp.json', JSON.stringify({ mcpServers: { evil: touch } }));
    rig.write('.gemini/settings.json', JSON.stringify({ hooks, mcpServers: { evil: touch } }));
    rig.write('.codex/config.toml', `[mcp_servers.evil]\ncommand = "touch"\nargs = ["${started}"]\n`);
    for (const name of ['CLAUDE.md', 'AGENTS.md', 'GEMINI.md']) rig.write(name, `MARK-OF-${name}\n`);
    rig.commit('settings');
    for (const executor of AGENTS) {
      const end = await world.run(executor, AGENTS, '--again', '--fresh');
      expect(end.json, end.stderr).toMatchObject({ exitCode: 0, outcome: 'accepted' });
    }
    expect(readdirSync(rig.root)).not.toContain('started-by-the-repository');
    const own: Readonly<Record<AgentName, string>> = { claude: 'CLAUDE.md', codex: 'AGENTS.md', gemini: 'GEMINI.md' };
    for (const agent of AGENTS) {
      const texts = (role: Asked['role']) => world?.asked.filter((asked) => asked.agent === agent && asked.role === role) ?? [];
      expect(
        texts('executor').some(({ text }) => text.includes(`MARK-OF-${own[agent]}`)),
        agent,
      ).toBe(true);
      expect(
        texts('verifier').some(({ text }) => /MARK-OF-\w+/.test(text)),
        agent,
      ).toBe(false);
    }
  }, 180_000);
});

let secretFile = '';
const readSecret: Answers = ({ agent }) => {
  switch (agent) {
    case 'claude':
      return { calls: [{ tool: 'raw', name: 'Read', input: { file_path: secretFile } }] };
    case 'gemini':
      return { calls: [{ tool: 'raw', name: 'read_file', input: { file_path: secretFile } }] };
    case 'codex':
      return { calls: [{ tool: 'shell', cmd: `cat ${secretFile}` }] };
  }
};
const leavePlanMode: Answers = () => ({ calls: [{ tool: 'raw', name: 'exit_plan_mode', input: { plan_path: 'plan.md' } }] });
