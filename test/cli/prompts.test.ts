import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { tokenCounter } from '../../runtime/cli/prompts-tokens.ts';
import { emptyFolder, write } from '../git/scratch.ts';
import { repository } from '../support/program.ts';
import { okstra } from './okstra.ts';

const FACTS = ['--phase', 'implementation', '--role', 'verifier', '--language', 'typescript'] as const;

const front = (id: string, more: Readonly<Record<string, unknown>> = {}): string =>
  `---\n${JSON.stringify({ id, kind: 'overlay', appliesWhen: ['always'], priority: 55, ...more })}\n---\n`;

function project(files: Readonly<Record<string, string>> = {}): string {
  const top = emptyFolder();
  write(top, files);
  return top;
}

const withProfiles = (files: Readonly<Record<string, string>>): string =>
  project(Object.fromEntries(Object.entries(files).map(([name, text]) => [`okstra/prompts/${name}`, text])));

describe('okstra prompts explain', () => {
  test('tells of each part why it is in or out, of each section where it comes from, and the tokens', async () => {
    const { exitCode, stdout } = await okstra(project(), 'prompts', 'explain', ...FACTS);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^in {3}language-typescript +shipped +45 +~\d+ +language:typescript$/m);
    expect(stdout).toMatch(/^out {2}language-go .*language:go does not hold, language is typescript$/m);
    expect(stdout).toMatch(/^## Verifying +phase-implementation-verifier$/m);
    expect(stdout).toMatch(/^~\d+ tokens \(characters \/ 4\), without the item/m);
  });

  test('with --json gives parts, sections and tokens', async () => {
    const { json } = await okstra(project(), 'prompts', 'explain', ...FACTS, '--json');
    expect(json).toMatchObject({ ok: true, exitCode: 0, tokens: expect.any(Number), tokenizer: null });
    expect(json.parts.find((part: { id: string }) => part.id === 'role-verifier')).toEqual({
      id: 'role-verifier',
      source: 'shipped',
      file: join(repository, 'prompts/role-verifier.md'),
      priority: 20,
      included: true,
      reason: 'role:verifier',
      tokens: expect.any(Number),
    });
    expect(json.sections).toContainEqual({ title: 'Role: verifier', level: 2, from: 'role-verifier' });
  });

  test('tells that a profile of the project takes the place of a shipped one', async () => {
    const top = withProfiles({
      'language-typescript.md': `${front('language-typescript', { appliesWhen: ['language:typescript'] })}Ours.\n`,
    });
    const { json, stderr } = await okstra(top, 'prompts', 'explain', ...FACTS, '--json');
    const parts = json.parts.filter((part: { id: string }) => part.id === 'language-typescript');
    expect(parts.map(({ source, included, reason }: Record<string, unknown>) => [source, included, reason])).toEqual([
      ['shipped', false, 'the one of the project takes its place'],
      ['project', true, 'language:typescript'],
    ]);
    expect(stderr).toMatch(/^note: The profile "language-typescript" is that of .*, not the one that okstra ships\.$/m);
  });

  test('with --diff tells what changes between two sets of facts', async () => {
    const args = [
      'prompts',
      'explain',
      '--phase',
      'implementation',
      '--role',
      'executor',
      '--diff',
      'mode:strict',
      'mode:parallel,language:go',
    ];
    const { exitCode, stdout } = await okstra(project(), ...args);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^- mode-strict \(~\d+ tokens\): mode:strict does not hold, mode is parallel$/m);
    expect(stdout).toMatch(/^\+ language-go \(~\d+ tokens\): language:go$/m);
    expect(stdout).toMatch(/^\+ section "Mode: parallel" of mode-parallel$/m);
    const { json } = await okstra(project(), ...args, '--json');
    expect(json.change.added.map(({ id }: { id: string }) => id)).toEqual(['language-go', 'mode-parallel']);
    expect(json.first.facts).toMatchObject({ phase: 'implementation', role: 'executor', mode: ['strict'] });
    expect(json.second.tokens - json.first.tokens).toBe(json.change.tokens);
  });

  test.each([
    ['one set', ['mode:strict'], 'diff-two'],
    ['three sets', ['mode:strict', 'mode:parallel', 'level:light'], 'diff-two'],
    ['no fact', ['mode', 'mode:parallel'], 'facts-syntax'],
    ['an unknown fact', ['tool:x', 'mode:parallel'], 'facts-syntax'],
    ['an unknown value', ['mode:stric', 'mode:parallel'], 'facts-value'],
    ['two values for one mode', ['mode:strict,mode:parallel', 'mode:parallel'], 'facts-syntax'],
  ])('refuses --diff with %s', async (_what, sets, code) => {
    const { exitCode, json } = await okstra(project(), 'prompts', 'explain', '--diff', ...sets, '--json');
    expect({ exitCode, code: json.error.code, fix: json.error.fix }).toEqual({
      exitCode: 2,
      code,
      fix: expect.stringMatching(/\S/),
    });
  });

  test('counts exactly where the tokenizer lies beside okstra, and only there', async () => {
    const top = project({
      'node_modules/gpt-tokenizer/package.json': '{ "name": "gpt-tokenizer", "version": "4.0.0", "main": "main.js" }',
      'node_modules/gpt-tokenizer/main.js': 'module.exports = { countTokens: (text) => text.length };',
    });
    const beside = tokenCounter(join(top, 'node_modules/okstra/dist/index.js'));
    expect([beside.tokenizer, beside.count('four')]).toEqual(['gpt-tokenizer', 4]);
    const { json } = await okstra(top, 'prompts', 'explain', '--role', 'verifier', '--json');
    expect(json.tokenizer).toBeNull();
  });
});

describe('okstra prompts compose', () => {
  test('prints the prompt of some facts', async () => {
    const { exitCode, stdout } = await okstra(project(), 'prompts', 'compose', '--stdout', ...FACTS);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^# How this works\n/);
    expect(stdout).toMatch(/a shell line that shows the problem[^]*the reasons for the verdict\.\n$/);
    const { json } = await okstra(project(), 'prompts', 'compose', '--stdout', ...FACTS, '--json');
    expect(`${json.text}`).toBe(stdout);
    expect(json.parts[0]).toMatchObject({ id: 'base', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('writes it below okstra/composed, named by its facts, or where --out-dir says', async () => {
    const top = project();
    const { json } = await okstra(top, 'prompts', 'compose', ...FACTS, '--json');
    const file = join(top, 'okstra/composed/implementation-verifier-typescript.md');
    expect(json.files).toMatchObject([{ file, chain: null }]);
    const { stdout } = await okstra(top, 'prompts', 'compose', ...FACTS, '--out-dir', 'out');
    expect(stdout).toMatch(/^out\/implementation-verifier-typescript\.md {2}~\d+ tokens\n$/);
    expect(readFileSync(join(top, 'out/implementation-verifier-typescript.md'), 'utf8')).toBe(readFileSync(file, 'utf8'));
  });

  test('takes several values of a fact, by commas or by repeating the flag', async () => {
    const facts = ['--phase', 'implementation', '--role', 'executor'];
    const byComma = await okstra(project(), 'prompts', 'compose', '--stdout', ...facts, '--language', 'go,rust');
    const repeated = await okstra(
      project(),
      'prompts',
      'compose',
      '--stdout',
      ...facts,
      '--language',
      'go',
      '--language',
      'rust',
    );
    expect(byComma.stdout).toContain('## Language: Go\n');
    expect(byComma.stdout).toContain('## Language: Rust\n');
    expect(repeated.stdout).toBe(byComma.stdout);
  });

  test('lists chains, makes one of them, or all', async () => {
    const top = project();
    const listed = await okstra(top, 'prompts', 'compose', '--list', '--json');
    expect(listed.json.chains).toContainEqual({
      id: 'frd-loop',
      title: expect.any(String),
      outputFile: 'frd-loop.md',
      parts: expect.arrayContaining(['source-frd.md']),
    });
    const one = await okstra(top, 'prompts', 'compose', '--chain', 'frd-loop', '--stdout');
    expect(one.stdout).toContain('## Source: feature document\n');
    for (const args of [
      ['--all', '--out-dir', 'a'],
      ['--out-dir', 'b'],
    ]) {
      const { json } = await okstra(top, 'prompts', 'compose', ...args, '--json');
      expect(json.files.map(({ chain }: { chain: string }) => chain)).toEqual(
        listed.json.chains.map(({ id }: { id: string }) => id),
      );
    }
    expect(readFileSync(join(top, 'a/frd-loop.md'), 'utf8')).toBe(one.stdout);
    expect((await okstra(top, 'prompts', 'compose', '--lint')).stdout).toBe('4 chains: ok\n');
  });

  test.each([
    ['--stdout alone', ['--stdout'], 'flag-alone'],
    ['--stdout for all chains', ['--stdout', '--all'], 'flag-alone'],
    ['a chain and facts', ['--chain', 'frd-loop', '--role', 'verifier'], 'flags-together'],
    ['a chain and all', ['--chain', 'frd-loop', '--all'], 'flags-together'],
    ['--list and --lint', ['--list', '--lint'], 'flags-together'],
    ['--lint and --stdout', ['--lint', '--stdout'], 'flags-together'],
    ['--list and --out-dir', ['--list', '--out-dir', 'x'], 'flags-together'],
    ['--list and --max-tokens', ['--list', '--max-tokens', '5'], 'flags-together'],
    ['--stdout and --out-dir', ['--stdout', '--out-dir', 'x', '--chain', 'frd-loop'], 'flags-together'],
    ['facts and --manifest', ['--role', 'verifier', '--manifest', 'x'], 'flags-together'],
    ['an unknown phase', ['--stdout', '--phase', 'implementing'], 'usage-invalidArgument'],
    ['an unknown role', ['--stdout', '--role', 'reviewer'], 'usage-invalidArgument'],
    ['an empty language', ['--stdout', '--language', 'go,'], 'usage-invalidArgument'],
    ['no number of tokens', ['--stdout', '--role', 'verifier', '--max-tokens', 'many'], 'usage-invalidArgument'],
    ['an unknown chain', ['--stdout', '--chain', 'frd-lop'], 'chain-unknown'],
    ['a manifest that is not there', ['--stdout', '--chain', 'x', '--manifest', 'none.json'], 'file-missing'],
    ['a value without name', ['--stdout', '--role', 'verifier', '--set', 'team'], 'set-syntax'],
    ['a value that nobody asks for', ['--stdout', '--role', 'verifier', '--set', 'TEAM=blue'], 'set-unknown'],
  ])('refuses %s as a mistake of the command line', async (_what, args, code) => {
    const { exitCode, json, stdout } = await okstra(project(), 'prompts', 'compose', ...args, '--json');
    expect({ exitCode, code: json?.error.code, fix: json?.error.fix }, stdout).toEqual({
      exitCode: 2,
      code,
      fix: expect.stringMatching(/\S/),
    });
  });

  test('tells that a chain takes the file it names, not a nearer profile of the same id', async () => {
    const top = project();
    expect((await okstra(top, 'prompts', 'compose', '--chain', 'frd-loop', '--stdout')).stderr).toBe('');
    await okstra(top, 'prompts', 'eject', 'base');
    const { exitCode, stderr } = await okstra(top, 'prompts', 'compose', '--chain', 'frd-loop', '--stdout');
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      `The chain takes "base" from ${join(repository, 'prompts/base.md')}, which it names, not from ${join(top, 'okstra/prompts/base.md')}.`,
    );
  });

  test('puts in values of the facts and of --set; what only a run knows stays, and is told', async () => {
    const placeholders = Object.fromEntries(['TEAM', 'ROLE', 'ITEM_ID'].map((name) => [name, { meaning: 'x' }]));
    const top = withProfiles({ 'mine.md': `${front('mine', { placeholders })}{{TEAM}} for {{ROLE}} of {{ITEM_ID}}.\n` });
    const facts = ['--role', 'report-writer'];
    const { stdout, stderr } = await okstra(top, 'prompts', 'compose', '--stdout', ...facts, '--set', 'TEAM=blue');
    expect(stdout).toContain('\nblue for report-writer of {{ITEM_ID}}.\n');
    expect(stderr).toMatch(/^note: only a run has a value for ITEM_ID;/m);
    const missing = await okstra(top, 'prompts', 'compose', '--stdout', ...facts, '--json');
    expect(missing).toMatchObject({ exitCode: 1, json: { error: { code: 'placeholder-missing' } } });
  });

  test('lists everything that keeps a prompt from being made, exit code 1, and writes nothing', async () => {
    const top = withProfiles({ 'a.md': 'no front matter\n', 'b.md': `${front('b', { conflictWith: [] })}x\n` });
    const { exitCode, json } = await okstra(top, 'prompts', 'compose', ...FACTS, '--json');
    expect(exitCode).toBe(1);
    expect(json.error.details.problems).toMatchObject([{ code: 'profile-front-matter' }, { code: 'profile-field' }]);
    const over = await okstra(project(), 'prompts', 'compose', '--stdout', ...FACTS, '--max-tokens', '500');
    expect(over).toMatchObject({ exitCode: 1, stdout: '' });
    expect(over.stderr).toMatch(/at most 500 tokens, found \d+\. Largest parts: contract-verifier \(\d+\), base/);
  });
});

describe('okstra prompts lint', () => {
  test('finds nothing wrong with what is shipped', async () => {
    const { exitCode, stdout } = await okstra(project(), 'prompts', 'lint');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/^\d+ profiles, 4 chains: ok\n$/) });
  });

  test('tells errors with exit code 1, each with file, code and fix', async () => {
    const top = withProfiles({
      'a.md': '---\n{ "id": "a",, }\n---\n',
      'b.md': `${front('b', { conflictsWith: ['nobody'] })}## Answer form\n\nx\n`,
      'c.md': `${front('c')}x\n`,
      'd.md': `${front('c')}y\n`,
    });
    const { exitCode, json } = await okstra(top, 'prompts', 'lint', '--json');
    expect(exitCode).toBe(1);
    const codes = json.problems.map(({ severity, code }: Record<string, string>) => `${severity} ${code}`);
    expect(codes).toEqual(
      expect.arrayContaining([
        'error profile-front-matter',
        'error profile-id-twice',
        'error profile-unknown-id',
        'error section-repeated',
      ]),
    );
    for (const { fix, place } of json.problems)
      expect([fix, place.file]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
    const { stdout } = await okstra(top, 'prompts', 'lint');
    expect(stdout).toMatch(/^error: .*a\.md:2:\d+: profile-front-matter: .*\nfix: \S/m);
    expect(stdout).toMatch(/\d+ errors, \d+ warnings?\n$/);
  });

  test.each<[string, (folder: string) => unknown, string]>([
    ['a profile that is a folder', (folder) => mkdirSync(join(folder, 'x.md')), 'not-a-file'],
    ['a link out of the folder', (folder) => symlinkSync('/etc/hostname', join(folder, 'x.md')), 'file-outside'],
    ['a file of 10 MB', (folder) => writeFileSync(join(folder, 'x.md'), Buffer.alloc(10 << 20, 'x')), 'file-too-large'],
    ['bytes that are not UTF-8', (folder) => writeFileSync(join(folder, 'x.md'), Buffer.from([0x2d, 0xff, 0xfe])), 'not-utf-8'],
    [
      'a broken list of chains',
      (folder) => writeFileSync(join(folder, 'prompt-chains.json'), '{ "version": 1,'),
      'chains-syntax',
    ],
  ])('refuses %s', async (_what, make, code) => {
    const top = withProfiles({ 'ok.md': `${front('ok')}x\n` });
    make(join(top, 'okstra/prompts'));
    const { exitCode, json } = await okstra(top, 'prompts', 'lint', '--json');
    expect(exitCode).toBe(1);
    expect(json.problems).toMatchObject([{ severity: 'error', code, fix: expect.stringMatching(/\S/) }]);
  });

  test('tells warnings with exit code 0', async () => {
    const top = withProfiles({ 'a.md': `${front('a', { appliesWhen: ['mode:default'] })}x\n` });
    const { exitCode, json } = await okstra(top, 'prompts', 'lint', '--json');
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ ok: true, errors: 0, warnings: 1, problems: [{ code: 'profile-unknown-value' }] });
  });
});

describe('okstra prompts eject', () => {
  test('copies a shipped profile into the project, where it is used, and lint tells when the shipped one changes', async () => {
    const top = project();
    const { exitCode, stdout } = await okstra(top, 'prompts', 'eject', 'language-go');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'okstra/prompts/language-go.md\n' });
    const file = join(top, 'okstra/prompts/language-go.md');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(`"x-ejected": {\n    "okstra": "${packageJson.version}",\n    "sha256": "`);
    const lint = await okstra(top, 'prompts', 'lint', '--json');
    expect(lint.json).toMatchObject({ ok: true, problems: [] });
    expect(lint.stderr).toContain('The profile "language-go" is that of');
    writeFileSync(file, text.replace(/"sha256": "[0-9a-f]{4}/, '"sha256": "0000'));
    const changed = await okstra(top, 'prompts', 'lint', '--json');
    expect(changed).toMatchObject({
      exitCode: 0,
      json: { problems: [{ severity: 'warning', code: 'profile-shipped-changed' }] },
    });
    expect(changed.json.problems[0].message).toContain(
      `the one that okstra ${packageJson.version} shipped, which has changed since`,
    );
  });

  test('never overwrites without --force, and prints without writing with --stdout', async () => {
    const top = withProfiles({ 'base.md': `${front('base')}Ours.\n` });
    expect(await okstra(top, 'prompts', 'eject', 'base', '--json')).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'file-exists' } },
    });
    const { stdout } = await okstra(top, 'prompts', 'eject', 'base', '--stdout');
    expect(readFileSync(join(top, 'okstra/prompts/base.md'), 'utf8')).toContain('Ours.');
    expect((await okstra(top, 'prompts', 'eject', 'base', '--force')).exitCode).toBe(0);
    expect(readFileSync(join(top, 'okstra/prompts/base.md'), 'utf8')).toBe(stdout);
  });

  test.each([
    ['a mistyped id', 'role-executer', 'okstra prompts eject role-executor'],
    ['an id of nothing', 'qqqqqqqq', 'okstra prompts list names them.'],
    ['a path', '../package', 'okstra prompts list names them.'],
    ['an item template', 'item-spec-executor', /\S/],
  ])('refuses %s', async (_what, id, fix) => {
    const { exitCode, json } = await okstra(project(), 'prompts', 'eject', id, '--json');
    expect({ exitCode, code: json.error.code }).toEqual({ exitCode: 2, code: 'profile-unknown' });
    expect(json.error.fix).toMatch(fix);
  });
});

test('okstra prompts list tells where each profile comes from and which it takes the place of', async () => {
  const top = withProfiles({ 'base.md': `${front('base', { priority: 10 })}Ours.\n` });
  const { json } = await okstra(top, 'prompts', 'list', '--json');
  expect(json.profiles[0]).toEqual({
    id: 'base',
    kind: 'overlay',
    source: 'project',
    file: join(top, 'okstra/prompts/base.md'),
    priority: 10,
    appliesWhen: ['always'],
    loadAt: null,
    tokens: 2,
    takesPlaceOf: [{ source: 'shipped', file: join(repository, 'prompts/base.md') }],
  });
  const { stdout } = await okstra(top, 'prompts', 'list');
  expect(stdout).toMatch(/^base +overlay +project +10 +~2 +always +okstra\/prompts\/base\.md$/m);
  expect(stdout).toMatch(/^role-verifier +role +shipped +20 +~\d+ +role:verifier$/m);
});

test('profiles of the user come from OKSTRA_HOME, between project and shipped', async () => {
  const home = project({ 'prompts/role-analyst.md': `${front('role-analyst')}Mine.\n` });
  const before = process.env['OKSTRA_HOME'];
  process.env['OKSTRA_HOME'] = home;
  try {
    const { json } = await okstra(project(), 'prompts', 'list', '--json');
    const found = json.profiles.find(({ id }: { id: string }) => id === 'role-analyst');
    expect(found).toMatchObject({ source: 'user', file: join(home, 'prompts/role-analyst.md') });
  } finally {
    if (before === undefined) delete process.env['OKSTRA_HOME'];
    else process.env['OKSTRA_HOME'] = before;
  }
});
