/** Secrets planted wherever a run takes text in; then every byte it wrote or printed is looked through for each, in every form it could have. */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ID, survivors } from './light.ts';
import { type CliEnd, Rig } from './rig.ts';

vi.setConfig({ testTimeout: 120_000 });

let rig: Rig;
afterEach(() => rig.dispose());

/** Known by value: found in any form. Put together here, so that no scanner takes this file for a leak. */
const VALUES = {
  environment: `env-${'Q7x/9+'.repeat(3)}"é\\z`,
  named: 'plain words with a name',
  file: `file-${'Zz81kL'.repeat(3)}`,
  ofAgent: `agent-${'pL0m2N'.repeat(3)}`,
  ofCheck: `check-${'vB5n6M'.repeat(3)}`,
  address: `pa55-${'w0rdW0'.repeat(2)}`,
};
/** Known by shape, by the library alone, by the user's pattern. */
const SHAPES = {
  github: `ghp_${'aB3dE4'.repeat(6)}`,
  stripe: `sk_live_${'4eC39HqLyjWDarjt'.repeat(2)}`,
  tailscale: `tskey-auth-${'kT4x9Q2w'.repeat(2)}-${'mN7b5V3c'.repeat(3)}`,
  pattern: `acme_${'9f8e7d6c'.repeat(3)}`,
  jwt: `eyJ${'hbGciOiJIUzI1'.repeat(2)}.eyJ${'zdWIiOiIxMjM0'.repeat(2)}.${'SflKxwRJSMeK'.repeat(3)}`,
};
const ALL = { ...VALUES, ...SHAPES };

const KEY = ['-----BEGIN ', 'PRIVATE KEY-----\n', 'MIIEvQIBADANBgkqhkiG9w0B'.repeat(4), '\n-----END ', 'PRIVATE KEY-----'].join(
  '',
);

const base64s = (value: string): readonly string[] =>
  [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(value)])
      .toString('base64')
      .replaceAll('=', '');
    return text.slice(before === 0 ? 0 : 4, before === 0 ? undefined : -1).slice(0, -1);
  });

/** What must not stand anywhere, with a word for it. */
const FORBIDDEN: readonly (readonly [what: string, bytes: Buffer])[] = [
  ...Object.entries(ALL).flatMap(([name, value]) => [
    [name, value] as const,
    [`${name} in JSON`, JSON.stringify(value).slice(1, -1)] as const,
    [`${name} in JSON in JSON`, JSON.stringify(JSON.stringify(value)).slice(3, -3)] as const,
    [`${name} in an address`, encodeURIComponent(value)] as const,
  ]),
  ...Object.entries(VALUES).flatMap(([name, value]) => base64s(value).map((text) => [`${name} in base64`, text] as const)),
  ['the private key', KEY.split('\n')[1] ?? ''] as const,
].map(([what, text]) => [what, Buffer.from(text)] as const);

const leaksIn = (bytes: Buffer): readonly string[] =>
  FORBIDDEN.flatMap(([what, secret]) => (bytes.includes(secret) ? [what] : []));

/** Files that hold what was planted: the user's own, and the agents. */
const PLANTED =
  /^(?:bin\/|[\w-]+\.calls$|repo\/okstra\.yaml$|repo\/\.env\.test$|repo\/specs\/spec-01-hello\/SPEC\.md$|repo\/\.git\/|okstra-home\/worktrees\/[^/]+\/[^/]+\/(?:okstra\.yaml|\.git|specs\/))/;

/** Every file that is there, and every object of git's that was not there before. */
function leaks(before: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  const walk = (dir: string): void => {
    for (const name of readdirSync(dir)) {
      const path = join(dir, name);
      const shown = relative(rig.root, path);
      const info = lstatSync(path);
      if (leaksIn(Buffer.from(name)).length > 0) found.push(`name of ${shown}`);
      if (info.isDirectory()) walk(path);
      else if (info.isFile() && !PLANTED.test(shown))
        found.push(...leaksIn(readFileSync(path)).map((what) => `${what}: ${shown}`));
    }
  };
  walk(rig.root);
  for (const id of objects())
    if (!before.has(id)) {
      const [hash = '', type = ''] = id.split(' ');
      found.push(
        ...leaksIn(execFileSync('git', ['cat-file', type, hash], { cwd: rig.repo })).map((what) => `${what}: git ${id}`),
      );
    }
  found.push(...leaksIn(Buffer.from(rig.git('for-each-ref'))).map((what) => `${what}: a ref`));
  return found;
}

const objects = (): readonly string[] =>
  rig.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname) %(objecttype)').split('\n');

const printed = (end: CliEnd): readonly string[] =>
  [end.stdout, end.stderr].flatMap((text, index) =>
    leaksIn(Buffer.from(text)).map((what) => `${what}: ${index === 0 ? 'stdout' : 'stderr'}`),
  );

/** JavaScript that has all of them in `all` (an object) and `words` (one text). */
const KNOWS = `const all = ${JSON.stringify({ ...ALL, KEY })};
const words = Object.values(all).join(' | ');
const codes = Object.values(all).map((value) => [JSON.stringify({ nested: JSON.stringify({ value }) }), encodeURIComponent(value), Buffer.from(value).toString('base64'), Buffer.from('x:' + value + ':y').toString('base64')].join(' ')).slice(0, ${Object.keys(VALUES).length}).join('\\n');
const plain = Object.values(all).map((value) => encodeURIComponent(value)).join(' ');
`;

/** Each secret once in halves that come apart in time, and once letter by letter. */
const SLOWLY = `for (const value of Object.values(all)) {
  fs.writeSync(1, 'token ' + value.slice(0, value.length / 2)); sleep(60); fs.writeSync(1, value.slice(value.length / 2) + ' end\\n');
  fs.writeSync(2, 'error ' + value.slice(0, 5)); sleep(60); fs.writeSync(2, value.slice(5) + '\\n');
}
for (const letter of words) fs.writeSync(1, letter);
`;

const WRITER = `${KNOWS}${SLOWLY}
fs.writeFileSync('hello.txt', 'hello\\n');
console.log('SUMMARY\\n- wrote hello.txt with ' + words + '\\n' + codes + '\\n\\nOPEN ISSUES & RISKS\\n- Nobody has rotated ' + words);`;

const JUDGE = `${KNOWS}
console.error(words);
const finding = (severity, more) => ({ category: 'maintainability', severity, claim: 'It says ' + words, evidence: 'seen: ' + words + ' ' + codes, recommendation: 'Do not say ' + words, ...more });
answer({ verdict: 'concerns', criteria: [{ id: 'SPEC', status: 'met', evidence: words }], summary: words, findings: [
  finding('major', { category: 'correctness', location: { file: 'hello.txt', startLine: 1, endLine: 1 }, quote: { file: 'hello.txt', side: 'new', line: 1, text: 'hello' }, reproducer: { cmd: 'test -s hello.txt # ' + all.github, expect: { exit: 0 } } }),
  finding('minor', {}),
] });`;

function setUp(writer = WRITER): Record<string, string> {
  rig = new Rig();
  mkdirSync(join(rig.root, 'tmp'));
  rig.write('.gitignore', '.env.test\n');
  rig.spec(ID, { body: `# Hello\n\nSay hello in hello.txt, not ${SHAPES.stripe} nor ${VALUES.environment}.\n` });
  rig.write('.env.test', `DB_PASSWORD=${VALUES.file}\n`);
  const print = String.raw`node -e 'console.log(process.env.ALL); console.error(process.env.ALL)'`;
  const all = JSON.stringify(`${Object.values(SHAPES).join(' ')} ${VALUES.environment} ${VALUES.named} ${VALUES.file}`);
  const agent = (name: string): string =>
    `  ${name}: { driver: command, vendor: ${name}-corp, command: [${JSON.stringify(join(rig.root, 'bin', name))}], sandbox: full, env: { AGENT_TOKEN: ${JSON.stringify(VALUES.ofAgent)} } }`;
  rig.write(
    'okstra.yaml',
    `project: sample
agents:
${agent('writer')}
${agent('judge')}
roles: { executor: writer, verifiers: [judge] }
run: { mode: parallel, maxAttempts: 1 }
followups: { autoSpawn: all }
redact: { env: [OWN_NAME], files: [.env.test], patterns: ['acme_[a-z0-9]{24}'] }
worktree: { setup: [${JSON.stringify(`echo ${SHAPES.github} ${SHAPES.tailscale}; printf '%s' ${SHAPES.pattern}`)}] }
checks:
  test: [{ label: loud, cmd: ${JSON.stringify(print)}, env: { CHECK_TOKEN: ${JSON.stringify(VALUES.ofCheck)}, ALL: ${all} } }]
`,
  );
  rig.commit('configuration');
  rig.agent('writer', writer);
  rig.agent('judge', JUDGE);
  return {
    PLANTED_TOKEN: VALUES.environment,
    OWN_NAME: VALUES.named,
    SERVICE_URL: `https://user:${VALUES.address}@example.com/`,
    TMPDIR: join(rig.root, 'tmp'),
  };
}

describe('nothing that was planted stands in what a run writes and prints', () => {
  test.each(process.env['OKSTRA_SOAK'] === '1' ? ['--json-stream', '--verbose'] : ['--json-stream'])(
    'with %s, nor in what is shown of it later',
    async (flag) => {
      const env = setUp();
      const before = new Set(objects());
      const end = await rig.cli(['run', '--exec', flag, '--record', join(rig.root, 'recording'), ID], { env });
      expect(end.exitCode, end.stderr).toBe(0);
      expect(printed(end)).toEqual([]);
      expect(leaks(before)).toEqual([]);
      // It was all there, and something else stands in its place.
      const dir = join(rig.repo, '.okstra/tasks/specs', ID, 'runs/implementation-001');
      for (const path of [
        'results/executor-1.raw.jsonl',
        'results/executor-1.md',
        'logs/executor-1.log',
        'results/verifier-1.json',
        'report/implementation-report.md',
      ])
        for (const kind of ['env', 'github', 'stripe', 'tailscale', 'pattern', 'jwt', 'private-key'])
          expect(readFileSync(join(dir, path), 'utf8'), path).toContain(`[redacted:${kind}]`);
      expect(readFileSync(join(dir, 'prompts/executor-1.md'), 'utf8')).toContain('not [redacted:stripe] nor [redacted:env].');
      for (const args of [
        ['inspect', 'logs', ID, '--show', 'executor-1'],
        ['inspect', 'logs', ID, '--show', 'prompt:executor-1'],
        ['inspect', 'history', '--json'],
        ['followups', 'list', '--json'],
        ['inspect', 'report', ID],
        ['run', '--dry-run', '--json', ID, '--again'],
      ]) {
        const shown = await rig.cli(args, { env });
        expect(shown.exitCode, `${args.join(' ')}: ${shown.stderr}`).toBe(0);
        expect(printed(shown), args.join(' ')).toEqual([]);
      }
    },
  );

  test('nor in the failure when set-up or a program ends badly', async () => {
    const env = setUp();
    rig.write('okstra.yaml', rig.read('okstra.yaml').replace('printf ', 'exit 1; printf '));
    rig.commit('a set-up that fails');
    const before = new Set(objects());
    const end = await rig.cli(['run', '--exec', '--json', ID], { env });
    expect(end.json).toMatchObject({ ok: false, error: { code: 'setup-failed' } });
    expect(printed(end)).toEqual([]);
    expect(leaks(before)).toEqual([]);
  });
});

test('a run that is killed in the middle of it leaves nothing either', async () => {
  const env = setUp(`${KNOWS}${SLOWLY}${SLOWLY}${SLOWLY}sleep(60000);`);
  const before = new Set(objects());
  const running = rig.start(['run', '--exec', '--json', ID], { env });
  await vi.waitFor(() => expect(rig.calls('writer')).toHaveLength(1), { timeout: 60_000 });
  for (let look = 0; look < 12; look += 1) {
    await sleep(150);
    expect(leaks(before)).toEqual([]);
  }
  running.kill('SIGKILL');
  await running.ended;
  expect(leaks(before)).toEqual([]);
  const journal = readFileSync(join(rig.repo, '.okstra/tasks/specs', ID, 'runs/implementation-001/journal.jsonl'), 'utf8');
  const { runId } = JSON.parse(journal.split('\n')[0] ?? '');
  for (const pid of survivors(runId)) process.kill(Number(pid), 'SIGKILL');
});
