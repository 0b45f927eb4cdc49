/** The pinned real claude inside okstra's sandbox: what it may write to, and that it works with no more than that. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ConfigChanges, holdConfig } from '../../runtime/conductor/held-config.ts';
import { madeFolders, sandboxAround } from '../../runtime/conductor/own-sandbox.ts';
import { claudeCli } from '../../runtime/drivers/claude-cli.ts';
import { sandboxAvailable } from '../../runtime/process/index.ts';
import { hasClaude, realClaude } from './claude.ts';
import { type Answered, type Told, toolOutputs, useClaudeRig } from './claude-rig.ts';

const rig = useClaudeRig();
const sandbox = sandboxAvailable(process.env);

/** As the rig tells, with a program in claude's place that puts the sandbox around it. */
async function tellInside(
  told: Told & { readonly env: Readonly<Record<string, string>> },
): Promise<Answered & { readonly changes?: ConfigChanges }> {
  const { root, worktree, tmp, scratch } = rig();
  mkdirSync(tmp, { recursive: true });
  const env = {
    ...process.env,
    CLAUDE_CONFIG_DIR: rig().home,
    ANTHROPIC_API_KEY: 'x',
    ...told.env,
    OKSTRA_CLAUDE_FOLDER: worktree,
  };
  const program = realClaude();
  const ownFolders = claudeCli.ownFolders?.(env) ?? [];
  const mixed = claudeCli.mixedFolder?.(env);
  const held = mixed === undefined ? undefined : holdConfig(mixed, madeFolders(ownFolders));
  const wrap = sandboxAround({
    bwrap: sandbox.ok ? sandbox.bwrap : '',
    level: 'workspace-write',
    env,
    argv: [program],
    cwd: worktree,
    privateTmp: tmp,
    ownFolders,
    held: held?.paths ?? [],
    places: [root],
  });
  const wrapper = join(scratch, 'wrapper.sh');
  writeFileSync(wrapper, `#!/bin/sh\nexec ${wrap.map((word) => `'${word}'`).join(' ')} '${program}' "$@"\n`);
  chmodSync(wrapper, 0o755);
  const answered = await rig().tell({ ...told, keepsTmp: true, change: { ...told.change, program: wrapper, confined: true } });
  return held === undefined ? answered : { ...answered, changes: held.release() };
}

const write = (path: string): string => `echo x > '${path}'`;

describe.skipIf(!hasClaude || !sandbox.ok)('the real claude inside of okstra’s sandbox', { timeout: 60_000 }, () => {
  test('signed in by a key edits, runs commands and goes on, with nothing writable but worktree, TMPDIR and its session', async () => {
    const { root, home } = rig();
    const settings = { permissions: { allow: ['Bash'] } };
    const outside = [join(root, 'out.txt'), join(root, 'repo', 'r.txt'), join(home, 'settings.json'), join(home, 'CLAUDE.md')];
    const cmd = `echo two >> a.txt; echo "$TMPDIR" > "$TMPDIR/t.txt"; ${outside.map(write).join('; ')}; env; git status --short; exit 3`;
    const first = await tellInside({
      script: [
        {
          calls: [
            { tool: 'shell', cmd },
            { tool: 'write', path: 'w.txt', content: 'w' },
          ],
        },
        { text: 'first' },
      ],
      home: { settings },
      env: { ACME_TOKEN: 'must-not-be-seen' },
    });
    expect(first.result).toMatchObject({ status: 'completed', text: 'first', commands: [{ cmd, exitCode: 3 }] });
    const [said = ''] = toolOutputs(first);
    expect(said.match(/Read-only file system/g)).toHaveLength(outside.length);
    expect(said).toContain(' M a.txt');
    expect(said).toContain('OKSTRA_RUN_ID=run-of-the-test');
    expect(said).not.toContain('must-not-be-seen');
    expect(rig().status()).toBe(' M a.txt\n?? w.txt\n');
    expect(existsSync(join(rig().tmp, 't.txt'))).toBe(true);
    expect(JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))).toEqual(settings);
    expect(readdirSync(home).toSorted()).toEqual(['projects', 'settings.json']);

    const second = await tellInside({
      script: [{ text: 'second' }],
      prompt: 'Go on.',
      home: { settings },
      env: {},
      change: { resumeSession: first.result.sessionId ?? '' },
    });
    expect(second.result).toMatchObject({ status: 'completed', text: 'second', sessionId: first.result.sessionId });
  });

  test('keeps to the home folder of a user without settings of his own, whose ~/.claude.json stays as it is', async () => {
    const { root } = rig();
    const [user, state] = [join(root, 'user'), '{"hasCompletedOnboarding":true}'];
    mkdirSync(user);
    writeFileSync(join(user, '.claude.json'), state);
    const env = { HOME: user, CLAUDE_CONFIG_DIR: '' };
    const { result } = await tellInside({
      script: [{ calls: [{ tool: 'shell', cmd: 'echo in > in.txt' }] }, { text: 'ok' }],
      env,
    });
    expect(result).toMatchObject({ status: 'completed', text: 'ok' });
    expect(rig().status()).toBe('?? in.txt\n');
    expect(readFileSync(join(user, '.claude.json'), 'utf8')).toBe(state);
    expect(readdirSync(join(user, '.claude'))).toEqual(['projects']);
  });

  test('signed in by a subscription may renew its login, and can neither change nor add what steers later sessions', async () => {
    const { home } = rig();
    const login = { accessToken: 'x', refreshToken: 'x', expiresAt: Date.now() + 3_600_000, scopes: ['user:inference'] };
    const settings = { permissions: { allow: ['Bash'] } };
    const files = {
      '.credentials.json': JSON.stringify({ claudeAiOauth: login }),
      'hooks/before.sh': 'true\n',
      'projects/other/memory/MEMORY.md': 'Mine.\n',
    };
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), content);
    }
    writeFileSync(join(home, 'settings.json'), JSON.stringify(settings));
    // Written before anything is held; the rig writes nothing then.
    const kept = tree(home);
    const refused = [
      'settings.json',
      'settings.local.json',
      'CLAUDE.md',
      'hooks/before.sh',
      'hooks/new.sh',
      'skills/x',
      'plugins/x',
    ]
      .concat('agents/x.md', 'commands/x.md', 'output-styles/x.md', 'projects/other/memory/MEMORY.md', '.claude.json')
      .map((name) => join(home, name));
    const moves = ['settings.json', 'skills', 'hooks'].map((name) => `mv '${home}/${name}' '${home}/away' && echo moved`);
    const renew = `cp '${home}/.credentials.json' '${home}/.credentials.json.1' && mv '${home}/.credentials.json.1' '${home}/.credentials.json'`;
    const lock = `mkdir '${home}/.oauth_refresh.lock' && rmdir '${home}/.oauth_refresh.lock'`;
    // In a file, since claude itself asks about commands that name such paths, as long as it sees them.
    rig().write('do.sh', [...refused.map(write), ...moves, lock, `${renew} && echo renewed`].join('\n'));
    const cmd = 'sh do.sh';
    const env = { ANTHROPIC_API_KEY: '' };
    const first = await tellInside({
      script: [{ calls: [{ tool: 'shell', cmd }] }, { text: 'ok' }],
      env,
    });
    expect(first.result).toMatchObject({ status: 'completed', text: 'ok' });
    const [said = ''] = toolOutputs(first);
    expect(said.match(/Read-only file system/g)).toHaveLength(refused.length);
    expect(said.match(/Device or resource busy/g)).toHaveLength(moves.length);
    expect(said).toContain('renewed');
    expect(said).not.toContain('moved');
    expect(first.changes).toEqual({ held: [], loose: [] });
    expect(first.server.calls()[0]?.headers['authorization']).toBe('Bearer x');
    const own = /^(?:projects\/-|\.claude\.json|backups|debug|sessions|todos|statsig|cache)/;
    expect(tree(home).filter((name) => !own.test(name))).toEqual(kept);
    expect(JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))).toEqual(settings);

    const second = await tellInside({
      script: [{ text: 'two' }],
      env,
      change: { resumeSession: first.result.sessionId ?? '' },
    });
    expect(second.result).toMatchObject({ status: 'completed', text: 'two', sessionId: first.result.sessionId });
  });
});

const tree = (folder: string): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
