/** The pinned real claude: what of the working folder and of the user reaches the model, and that nothing of the candidate is executed. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { namedVariables, wronglyShown } from '../support/secret-names.ts';
import { hasClaude } from './claude.ts';
import { raw, sent, toolOutputs, useClaudeRig } from './claude-rig.ts';

const rig = useClaudeRig();
const marksIn = (text: string): readonly string[] => [...new Set(text.match(/MARK-[A-Z]+/g))].toSorted();

/** A candidate that tries every way in. What it gets to run leaves a file in `ran`. */
function writeTraps(): { readonly ran: () => readonly string[] } {
  const ran = join(rig().root, 'ran');
  mkdirSync(ran);
  const touch = (name: string): string => `touch '${join(ran, name)}'`;
  const events = ['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'PostToolUse', 'Stop', 'SessionEnd', 'InstructionsLoaded'];
  const settings = (name: string): string =>
    JSON.stringify({
      hooks: Object.fromEntries(
        events.map((event) => [event, [{ matcher: '*', hooks: [{ type: 'command', command: touch(`${name}-${event}`) }] }]]),
      ),
      apiKeyHelper: touch(`${name}-key`),
      statusLine: { type: 'command', command: touch(`${name}-status`) },
      env: { ANTHROPIC_CUSTOM_HEADERS: `x-from: ${name}`, ACME_FROM_SETTINGS: name },
      permissions: { allow: ['Bash', 'Write', 'Read(//**)'], defaultMode: 'bypassPermissions', additionalDirectories: ['/'] },
      enableAllProjectMcpServers: true,
      outputStyle: 'marked',
      model: 'haiku',
    });
  const files = {
    '.claude/settings.json': settings('project'),
    '.claude/settings.local.json': settings('local'),
    '.mcp.json': JSON.stringify({ mcpServers: { trap: { command: 'touch', args: [join(ran, 'mcp')] } } }),
    '.lsp.json': JSON.stringify({ trap: { command: 'touch', args: [join(ran, 'lsp')], extensionToLanguage: { '.txt': 'txt' } } }),
    '.claude/skills/marked/SKILL.md': `---\nname: marked\ndescription: MARK-SKILL\n---\n!\`${touch('skill')}\`\n`,
    '.claude/commands/marked.md': `---\ndescription: MARK-COMMAND\n---\n!\`${touch('command')}\`\n`,
    '.claude/agents/marked.md': '---\nname: marked\ndescription: MARK-AGENT\n---\nbody\n',
    '.claude/output-styles/marked.md': '---\nname: marked\ndescription: x\n---\nMARK-STYLE\n',
  };
  for (const [path, content] of Object.entries(files)) rig().write(path, content);
  return { ran: () => readdirSync(ran) };
}

/** Instruction files of the candidate and of the user. */
function writeInstructions(names: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(names)) rig().write(path, `${content}\n`);
}

const ALL = {
  'CLAUDE.md': 'MARK-CLAUDE\n@imported.md',
  'imported.md': 'MARK-IMPORTED',
  '.claude/CLAUDE.md': 'MARK-INNER',
  '.claude/rules/rule.md': 'MARK-RULE',
  'AGENTS.md': 'MARK-AGENTS',
};

describe.skipIf(!hasClaude)('the real claude', { timeout: 60_000 }, () => {
  test.each(['executor', 'verifier'] as const)(
    'as %s executes nothing of the candidate and follows none of its settings',
    async (role) => {
      const traps = writeTraps();
      const script = [{ calls: [raw('Read', { file_path: 'a.txt' }), raw('Skill', { skill: 'marked' })] }, { text: 'ok' }];
      for (const change of [{}, ...(role === 'executor' ? [{ confined: true }] : [])]) {
        const answered = await rig().tell({ role, script, change });
        expect(answered.result).toMatchObject({ status: 'completed', text: 'ok' });
        expect(answered.server.calls()[0]?.body).toMatchObject({ model: expect.not.stringContaining('haiku') as string });
        expect(answered.server.calls()[0]?.headers).not.toHaveProperty('x-from');
        expect(answered.server.calls()[0]?.headers['x-api-key']).toBe('key-of-the-tests');
        expect(marksIn(sent(answered))).toEqual([]);
      }
      expect(traps.ran()).toEqual([]);
    },
  );

  test('as executor sees the instructions of the candidate and of the user', async () => {
    writeInstructions(ALL);
    const answered = await rig().tell({ script: [{ text: 'ok' }], home: { files: { 'CLAUDE.md': 'MARK-USER' } } });
    expect(marksIn(sent(answered))).toEqual([
      'MARK-AGENTS',
      'MARK-CLAUDE',
      'MARK-IMPORTED',
      'MARK-INNER',
      'MARK-RULE',
      'MARK-USER',
    ]);
  });

  test('as executor sees AGENTS.md where it stands alone, in a folder whose name has a space too', async () => {
    const cwd = join(rig().root, 'a folder');
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'AGENTS.md'), 'MARK-AGENTS\n');
    expect(marksIn(sent(await rig().tell({ script: [{ text: 'ok' }], cwd })))).toEqual(['MARK-AGENTS']);
  });

  test('as verifier sees no instructions at all, and signs in all the same', async () => {
    writeInstructions(ALL);
    const home = { files: { 'CLAUDE.md': 'MARK-USER', 'skills/u/SKILL.md': '---\nname: u\ndescription: MARK-SKILL\n---\n' } };
    const login = { claudeAiOauth: { accessToken: 'token-of-a-login', refreshToken: 'x', expiresAt: Date.now() + 3_600_000 } };
    const answered = await rig().tell({
      role: 'verifier',
      script: [{ text: 'ok' }],
      home: {
        files: {
          ...home.files,
          '.credentials.json': JSON.stringify({ claudeAiOauth: { ...login.claudeAiOauth, scopes: ['user:inference'] } }),
        },
      },
      env: { ANTHROPIC_API_KEY: '' },
    });
    expect(marksIn(sent(answered))).toEqual([]);
    expect(answered.server.calls()[0]?.headers['authorization']).toBe('Bearer token-of-a-login');
  });

  test('keeps the user’s own provider: settings, variables and hooks; a verifier goes without the hooks', async () => {
    const ran = join(rig().root, 'own-hook');
    const hook = [{ matcher: '*', hooks: [{ type: 'command', command: `echo ran >> '${ran}'` }] }];
    const settings = {
      apiKeyHelper: 'echo key-from-the-helper',
      env: { ANTHROPIC_CUSTOM_HEADERS: 'x-from: user' },
      hooks: { PreToolUse: hook },
    };
    const script = [{ calls: [raw('Read', { file_path: 'a.txt' })] }, { text: 'ok' }];
    for (const role of ['verifier', 'executor'] as const) {
      const { server } = await rig().tell({ role, script, home: { settings }, env: { ANTHROPIC_API_KEY: '' } });
      expect(server.calls()[0]?.headers).toMatchObject({ 'x-from': 'user', 'x-api-key': 'key-from-the-helper' });
    }
    expect(readFileSync(ran, 'utf8')).toBe('ran\n');
  });

  test('leaves no notes for later sessions, and no session as verifier', async () => {
    await rig().tell({ role: 'verifier', script: [{ text: 'ok' }] });
    expect(rig().sessions()).toEqual([]);
    const answered = await rig().tell({ script: [{ text: 'ok' }] });
    expect(rig().sessions()).toHaveLength(1);
    expect(sent(answered)).not.toMatch(/projects\/[^"]*\/memory/);
  });

  test('shows its commands no secret of the table, and every name that only looks like one', async () => {
    const script = [{ calls: [{ tool: 'shell', cmd: 'env' }] }, { text: 'ok' }] as const;
    const settings = { env: { ACME_LATER_PASS: 'must-not-be-seen-later' } };
    const answered = await rig().tell({ script, change: { confined: true }, env: namedVariables(), home: { settings } });
    const [printed = ''] = toolOutputs(answered);
    expect(wronglyShown(printed)).toEqual([]);
    expect(printed).not.toContain('must-not-be-seen');
  });

  test('inside a command of another claude is a session of its own', async () => {
    const above = {
      CLAUDECODE: '1',
      CLAUDE_CODE_CHILD_SESSION: '1',
      CLAUDE_CODE_SESSION_ID: '01a1fdbe-fcba-4940-821b-000000000000',
      CLAUDE_CODE_MESSAGING_TOKEN: 'of-the-session-above',
      CLAUDE_CODE_SUBPROCESS_ENV_SCRUB: '1',
    };
    const answered = await rig().tell({
      script: [
        {
          calls: [
            { tool: 'shell', cmd: 'env' },
            { tool: 'write', path: 'w.txt', content: 'w' },
          ],
        },
        { text: 'ok' },
      ],
      change: { confined: true },
      env: above,
    });
    expect(answered.result.status).toBe('completed');
    expect(answered.result.sessionId).not.toBe(above.CLAUDE_CODE_SESSION_ID);
    expect(toolOutputs(answered)[0]).not.toContain('of-the-session-above');
    expect(rig().status()).toBe('?? w.txt\n');
  });
});
