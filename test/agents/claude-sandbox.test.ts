/** The pinned real claude inside okstra's sandbox: what it may write to, and that it works with no more than that. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sandboxAround } from '../../runtime/conductor/own-sandbox.ts';
import { claudeCli } from '../../runtime/drivers/claude-cli.ts';
import { sandboxAvailable } from '../../runtime/process/index.ts';
import { hasClaude, realClaude } from './claude.ts';
import { type Answered, type Told, toolOutputs, useClaudeRig } from './claude-rig.ts';

const rig = useClaudeRig();
const sandbox = sandboxAvailable(process.env);

/** As the rig tells, with a program in claude's place that puts the sandbox around it. */
function tellInside(told: Told & { readonly env: Readonly<Record<string, string>> }): Promise<Answered> {
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
  const wrap = sandboxAround({
    bwrap: sandbox.ok ? sandbox.bwrap : '',
    level: 'workspace-write',
    env,
    argv: [program],
    cwd: worktree,
    privateTmp: tmp,
    ownFolders: claudeCli.ownFolders?.(env) ?? [],
    places: [root],
  });
  const wrapper = join(scratch, 'wrapper.sh');
  writeFileSync(wrapper, `#!/bin/sh\nexec ${wrap.map((word) => `'${word}'`).join(' ')} '${program}' "$@"\n`);
  chmodSync(wrapper, 0o755);
  return rig().tell({ ...told, keepsTmp: true, change: { ...told.change, program: wrapper, confined: true } });
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

  test('signed in by a subscription has its whole configuration folder, where the login is renewed', async () => {
    const login = { accessToken: 'x', refreshToken: 'x', expiresAt: Date.now() + 3_600_000, scopes: ['user:inference'] };
    const files = { '.credentials.json': JSON.stringify({ claudeAiOauth: login }) };
    mkdirSync(rig().home);
    writeFileSync(join(rig().home, '.credentials.json'), files['.credentials.json']);
    const env = { ANTHROPIC_API_KEY: '' };
    const cmd = `test -w '${rig().home}/.credentials.json' && test -w '${rig().home}' && echo writable`;
    const answered = await tellInside({ script: [{ calls: [{ tool: 'shell', cmd }] }, { text: 'ok' }], home: { files }, env });
    expect(toolOutputs(answered)).toEqual(['writable']);
    expect(answered.server.calls()[0]?.headers['authorization']).toBe('Bearer x');
  });
});
