/** What of the working folder and of the user's own set-up reaches the pinned real gemini, and what must not. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sandboxAvailable } from '../../runtime/process/index.ts';
import { namedVariables, PLAIN_TO_GEMINI, wronglyShown } from '../support/secret-names.ts';
import { geminiAgent, hasGemini, realGemini } from './gemini.ts';
import { sent, toolsOffered, useGeminiRig } from './gemini-rig.ts';
import type { Script } from './script.ts';

const rig = useGeminiRig();
const KEY_SETTINGS = { auth: { selectedType: 'gemini-api-key' } };

/** Everything that a repository can put in front of gemini; what of it was started leaves a file `<name>-ran` in the rig's folder. */
function writeTraps(): void {
  const trap = (name: string): string => join(rig().root, `${name}-ran`);
  const hook = (name: string) => [{ matcher: '*', hooks: [{ type: 'command', command: `touch ${trap(name)}` }] }];
  const server = (name: string) => ({ [name]: { command: 'touch', args: [trap(name)] } });
  rig().write('GEMINI.md', 'MARK-INSTRUCTIONS\n');
  rig().write('sub/GEMINI.md', 'MARK-BELOW\n');
  rig().write('sub/x.txt', 'x\n');
  rig().write('AGENTS.md', 'MARK-SETTINGS\n');
  rig().write('.gemini/skills/marked/SKILL.md', '---\nname: marked\ndescription: MARK-SKILL\n---\nbody\n');
  rig().write('.gemini/agents/marked.md', '---\nname: marked\ndescription: MARK-AGENT\n---\nbody\n');
  const settings = {
    hooks: { SessionStart: hook('hook-start'), BeforeTool: hook('hook-tool'), SessionEnd: hook('hook-end') },
    mcpServers: server('server'),
    context: { fileName: 'AGENTS.md' },
  };
  rig().write('.gemini/settings.json', JSON.stringify(settings));
  const extension = { name: 'marked', version: '1.0.0', mcpServers: server('extension'), contextFileName: '../../../AGENTS.md' };
  rig().write('.gemini/extensions/marked/gemini-extension.json', JSON.stringify(extension));
  rig().write('.env', 'GEMINI_API_KEY=MARK-ENV\nGOOGLE_CLOUD_PROJECT=MARK-ENV\n');
  rig().write(
    '.gemini/.env',
    'GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:9\nACME=MARK-ENV\nGEMINI_CLI_CUSTOM_HEADERS=x-marked:MARK-ENV\n',
  );
}

const ran = (): string[] => readdirSync(rig().root).filter((name) => name.endsWith('-ran'));
const READS: Script = [{ calls: [{ tool: 'raw', name: 'read_file', input: { file_path: 'sub/x.txt' } }] }, { text: 'ok' }];
const WITH_SHELL: Script = [
  {
    calls: [
      { tool: 'raw', name: 'read_file', input: { file_path: 'sub/x.txt' } },
      { tool: 'shell', cmd: 'env' },
    ],
  },
  { text: 'ok' },
];
const marks = (text: string): string[] => [...new Set(text.match(/MARK-[A-Z]+/g))].toSorted();

/** Ways in which a user may have told gemini to trust the folder. */
const TRUSTING: readonly (readonly [
  string,
  () => { env?: Record<string, string>; home?: { settings?: object; files?: Record<string, string> } },
])[] = [
  ['by nothing', () => ({})],
  ['by a variable', () => ({ env: { GEMINI_CLI_TRUST_WORKSPACE: 'true' } })],
  [
    'by switching folder trust off',
    () => ({ home: { settings: { security: { ...KEY_SETTINGS, folderTrust: { enabled: false } } } } }),
  ],
  ['by name', () => ({ home: { files: { 'trustedFolders.json': JSON.stringify({ [rig().worktree]: 'TRUST_FOLDER' }) } } })],
];

test.skipIf(!hasGemini)('commands of the real gemini see no secret of the table', { timeout: 60_000 }, async () => {
  const script: Script = [{ calls: [{ tool: 'shell', cmd: 'env' }] }, { text: 'ok' }];
  const change = { confined: true, env: { ...process.env, ...namedVariables() } };
  const answered = await rig().tell({ script, change, env: namedVariables() });
  expect(answered.result.status).toBe('completed');
  const all = sent(answered).replaceAll('\\\\', '\\').replaceAll('\\n', '\n');
  expect(wronglyShown(all, PLAIN_TO_GEMINI)).toEqual([]);
});

describe.skipIf(!hasGemini)('a repository full of traps, trusted by the user', { timeout: 60_000 }, () => {
  test.each(TRUSTING)('%s: as verifier gemini sees and starts nothing of it', async (_how, trusting) => {
    writeTraps();
    const answered = await rig().tell({ role: 'verifier', script: READS, ...(trusting() as object) });
    expect(answered.result).toMatchObject({ status: 'completed', text: 'ok' });
    expect(marks(sent(answered))).toEqual([]);
    expect(ran()).toEqual([]);
  });

  test.each(TRUSTING)('%s: as executor it sees instructions and skills, and starts nothing of it', async (_how, trusting) => {
    writeTraps();
    const answered = await rig().tell({ script: WITH_SHELL, change: { confined: true }, ...(trusting() as object) });
    expect(answered.result).toMatchObject({ status: 'completed', text: 'ok' });
    expect(marks(sent(answered))).toEqual(['MARK-BELOW', 'MARK-INSTRUCTIONS', 'MARK-SKILL']);
    expect(ran()).toEqual([]);
  });
});

describe.skipIf(!hasGemini)('what the user has set up', { timeout: 60_000 }, () => {
  test.each(['executor', 'verifier'] as const)(
    'a key in the own .env is found as %s, one in the .env of the working folder is not',
    async (role) => {
      rig().write('.env', 'GEMINI_API_KEY=MARK-ENV\n');
      rig().write('.gemini/.env', 'GEMINI_API_KEY=MARK-ENV\n');
      const script: Script = [{ text: 'ok' }];
      const own = await rig().tell({ role, script, home: { hasKey: false, files: { '.env': 'GEMINI_API_KEY=own-key\n' } } });
      expect(own.result.status).toBe('completed');
      expect(own.server.calls()[0]?.headers['x-goog-api-key']).toBe('own-key');
      const none = await rig().tell({ role, script, home: { hasKey: false, files: { '.env': '' } } });
      expect(none.result).toMatchObject({ status: 'error', fault: { kind: 'auth' } });
      expect(sent(none)).not.toContain('MARK-ENV');
    },
  );

  test('a lower limit of attempts stays, a higher one does not', async () => {
    const script: Script = () => ({ fault: { kind: 'status', status: 503 } });
    const low = await rig().tell({ script, home: { settings: { general: { maxAttempts: 1 } } } });
    expect(low.server.calls()).toHaveLength(1);
    const high = await rig().tell({ script, home: { settings: { general: { maxAttempts: 9 } } } });
    expect(high.server.calls()).toHaveLength(3);
  });

  test('folders of an editor or of the settings are no workspace', async () => {
    const other = join(rig().root, 'other');
    mkdirSync(other);
    await rig().tell({
      script: [
        { calls: [{ tool: 'write', path: join(other, 'x.txt'), content: 'x' }] },
        { calls: [{ tool: 'write', path: join(rig().repo, 'x.txt'), content: 'x' }] },
        { text: 'ok' },
      ],
      env: { GEMINI_CLI_IDE_WORKSPACE_PATH: rig().repo },
      home: { settings: { security: KEY_SETTINGS, context: { includeDirectories: [other] } } },
    });
    expect(readdirSync(other)).toEqual([]);
    expect(existsSync(join(rig().repo, 'x.txt'))).toBe(false);
  });

  test('a system prompt is neither taken from the working folder of a verifier nor written there', async () => {
    const file = join(rig().worktree, '.gemini', 'system.md');
    rig().write('.gemini/system.md', 'MARK-SYSTEM\n');
    const env = { GEMINI_SYSTEM_MD: 'true', GEMINI_WRITE_SYSTEM_MD: 'true' };
    const answered = await rig().tell({ role: 'verifier', script: [{ text: 'ok' }], env });
    expect(sent(answered)).not.toContain('MARK-SYSTEM');
    expect(readFileSync(file, 'utf8')).toBe('MARK-SYSTEM\n');
  });

  test('hooks, servers, extensions and rules of the own home do not reach a verifier', async () => {
    const extension = {
      name: 'own',
      version: '1.0.0',
      mcpServers: { e: { command: 'touch', args: [join(rig().root, 'extension-ran')] } },
    };
    const answered = await rig().tell({
      role: 'verifier',
      script: READS,
      home: {
        settings: {
          security: KEY_SETTINGS,
          hooks: { SessionStart: [{ hooks: [{ type: 'command', command: `touch ${join(rig().root, 'hook-ran')}` }] }] },
          mcpServers: { own: { command: 'touch', args: [join(rig().root, 'server-ran')], trust: true } },
          tools: { allowed: ['run_shell_command', 'write_file'] },
        },
        files: {
          'extensions/own/gemini-extension.json': JSON.stringify(extension),
          'policies/mine.toml': '[[rule]]\ntoolName = "*"\ndecision = "allow"\npriority = 999\n',
        },
      },
    });
    expect(answered.result.status).toBe('completed');
    expect(ran()).toEqual([]);
    expect(toolsOffered(answered).toSorted()).toEqual(['glob', 'grep_search', 'list_directory', 'read_file']);
  });
});

const sandbox = sandboxAvailable();

describe.skipIf(!hasGemini || !sandbox.ok)(
  'policies of the system, which make gemini ignore those of a dispatch',
  { timeout: 60_000 },
  () => {
    test('do not give a verifier a shell or a way to write', async () => {
      const etc = join(rig().root, 'etc');
      mkdirSync(join(etc, 'policies'), { recursive: true });
      writeFileSync(join(etc, 'policies', 'all.toml'), '[[rule]]\ntoolName = "*"\ndecision = "allow"\npriority = 999\n');
      // The program sees an /etc that holds little else.
      const wrapper = join(rig().root, 'gemini');
      const kept = ['passwd', 'group', 'ld.so.cache', 'alternatives'].flatMap((name) => [
        '--ro-bind-try',
        `/etc/${name}`,
        `/etc/${name}`,
      ]);
      const argv = [
        sandbox.ok ? sandbox.bwrap : '',
        '--dev-bind',
        '/',
        '/',
        '--tmpfs',
        '/etc',
        ...kept,
        '--ro-bind',
        etc,
        '/etc/gemini-cli',
      ];
      writeFileSync(wrapper, `#!/bin/sh\nexec ${argv.join(' ')} -- ${realGemini()} "$@"\n`, { mode: 0o755 });
      const answered = await rig().tell({
        role: 'verifier',
        script: [
          {
            calls: [
              { tool: 'shell', cmd: 'touch w.txt' },
              { tool: 'write', path: 'w.txt', content: 'x' },
            ],
          },
          { text: 'ok' },
        ],
        change: { program: wrapper, agent: geminiAgent },
      });
      expect(answered.stderr).toContain('polic');
      expect(toolsOffered(answered).toSorted()).toEqual(['glob', 'grep_search', 'list_directory', 'read_file']);
      expect(rig().status()).toBe('');
    });
  },
);
