import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditCommits, auditScope, commitProblems, type ScopeInput } from '../../../runtime/audits/index.ts';
import { changedFiles, grammars, kinds, type Sides, side } from '../build.ts';

const audit = (sides: Sides, more: Partial<ScopeInput> = {}): ReturnType<typeof auditScope> =>
  auditScope({
    files: changedFiles(sides),
    base: side(sides, 0),
    candidate: side(sides, 1),
    entries: [],
    item: { texts: [], own: [] },
    reasons: [],
    ignored: [],
    commits: [],
    source: 'spec-folders',
    grammars,
    allow: [],
    ...more,
  });
const item = (files: readonly string[]): Partial<ScopeInput> => ({ item: { files, texts: [], own: ['specs/spec-01'] } });
const changed: Sides = { 'src/a.ts': ['f();\n', 'g();\n'], 'src/b.ts': ['f();\n', 'g();\n'] };

describe("files outside the item's list", () => {
  test('are major without a reason, minor with one, and listed either way', async () => {
    const { findings, outOfPlan } = await audit(
      { ...changed, 'src/c.ts': [null, 'h();\n'] },
      { ...item(['src/a.ts']), reasons: [{ file: 'src/c.ts', why: 'shared helper' }] },
    );
    expect(kinds(findings)).toEqual(['out-of-plan major', 'out-of-plan minor']);
    expect(outOfPlan).toEqual([
      { file: 'src/b.ts', why: null },
      { file: 'src/c.ts', why: 'shared helper' },
    ]);
    expect(findings[1]?.finding.evidence).toBe('The executor says: shared helper');
  });

  test('are none when the item has no list', async () => {
    expect(await audit(changed)).toEqual({ findings: [], outOfPlan: [] });
  });

  test.each<[string, Sides, readonly string[]]>([
    ['patterns', changed, ['src/*.ts']],
    ['folders', changed, ['src']],
    ['the lockfile of a planned manifest', { 'web/package-lock.json': ['{}', '{ }'] }, ['web/package.json']],
    ["the item's own folder", { 'specs/spec-01/SPEC.md': ['a\n', 'b\n'] }, ['src']],
  ])('does not hold for %s', async (_, sides, files) => {
    expect((await audit(sides, item(files))).findings).toEqual([]);
  });
});

describe('changed paths', () => {
  test.each([
    ['a link to a neighbour', { path: 'a/b', kind: 'symlink', bytes: 4, target: 'c' }, []],
    ['a link up within the tree', { path: 'a/b', kind: 'symlink', bytes: 4, target: '../c' }, []],
    ['a link out', { path: 'a/b', kind: 'symlink', bytes: 4, target: '../../c' }, ['symlink-outside major']],
    ['an absolute link', { path: 'a', kind: 'symlink', bytes: 4, target: '/etc/passwd' }, ['symlink-outside major']],
    ["a link into git's folder", { path: 'a', kind: 'symlink', bytes: 4, target: '.git/config' }, ['symlink-outside major']],
    ['a submodule', { path: 'a', kind: 'submodule', bytes: 0 }, ['submodule major']],
    ['a file of 5 MB', { path: 'a', kind: 'file', bytes: 5 * 1024 * 1024 }, []],
    ['a larger file', { path: 'a', kind: 'file', bytes: 5 * 1024 * 1024 + 1 }, ['large-file major']],
  ] as const)('%s', async (_, entry, found) => {
    expect(kinds((await audit({}, { entries: [entry] })).findings)).toEqual(found);
  });
});

test('ignored files that appear are one minor finding, and what any build leaves behind is none', async () => {
  const { findings } = await audit({}, { ignored: ['.env', 'node_modules/a/index.js', 'src/__pycache__/a.pyc', 'answers.json'] });
  expect(kinds(findings)).toEqual(['ignored-file minor']);
  expect(findings[0]?.finding.evidence).toMatch(/^\.env, answers\.json\. /);
});

describe('instruction files and host settings', () => {
  test.each([
    'CLAUDE.md',
    'web/AGENTS.md',
    'GEMINI.md',
    '.claude/settings.json',
    '.codex/config.toml',
    '.gemini/settings.json',
    '.cursor/rules/a.mdc',
    '.github/copilot-instructions.md',
    '.mcp.json',
  ])('%s is a blocker', async (path) => {
    expect(kinds((await audit({ [path]: ['a\n', 'b\n'] })).findings)).toEqual(['instructions-changed blocker']);
  });

  test('are fine when the item names them', async () => {
    const sides: Sides = { 'AGENTS.md': [null, 'b\n'] };
    expect((await audit(sides, { item: { texts: ['Write an AGENTS.md for new people.'], own: [] } })).findings).toEqual([]);
    expect((await audit(sides, item(['AGENTS.md']))).findings).toEqual([]);
  });
});

describe('placeholders in added lines', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['a comment', 'src/a.ts', '// TODO handle errors', ['placeholder minor']],
    ['a comment with an issue', 'src/a.ts', '// TODO(#12) handle errors', ['placeholder note']],
    ['prose', 'README.md', 'Usage: TBD', ['placeholder minor']],
    ['a Python comment', 'a.py', 'x = 1  # FIXME', ['placeholder minor']],
    ['a stub', 'src/a.ts', "throw new Error('not implemented');", ['placeholder minor']],
    ['a Rust stub', 'src/a.rs', 'fn f() { todo!() }', ['placeholder minor']],
    ['a string', 'src/a.ts', "const state = 'TODO';", []],
    ['an ordinary error', 'src/a.ts', "throw new Error('no such file');", []],
    ['an ordinary word', 'src/a.ts', '// todo lists are sorted by date', []],
    ['a name', 'src/a.ts', 'const todos = todoList();', []],
  ])('%s', async (_, path, line, found) => {
    expect(kinds((await audit({ [path]: ['', `${line}\n`] })).findings)).toEqual(found);
  });

  test('that were there before are none', async () => {
    expect((await audit({ 'src/a.ts': ['// TODO old\nf();\n', 'g();\n// TODO old\n'] })).findings).toEqual([]);
  });
});

describe('secrets in added lines', () => {
  const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');

  test('are blockers that do not repeat what they found', async () => {
    const { findings } = await audit({ 'src/a.ts': ['f();\n', `f();\nconst token = '${token}';\n`] });
    expect(kinds(findings)).toEqual(['secret blocker']);
    expect(findings[0]?.finding.location).toEqual({ file: 'src/a.ts', startLine: 2, endLine: 2 });
    expect(JSON.stringify(findings)).not.toContain(token);
  });

  test('are found by value too, where the values are known', async () => {
    const redact = (text: string): string => text.replaceAll('hunter2', '[redacted:env]');
    const { findings } = await audit({ 'a.txt': ['', 'the word is hunter2\n'] }, { redact });
    expect(findings[0]?.finding.claim).toBe('a.txt gets what looks like a secret (env)');
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  test('that were there before, or stand for one, are none', async () => {
    const line = `const token = '${token}';\n`;
    expect((await audit({ 'src/a.ts': [line, `f();\n${line}`] })).findings).toEqual([]);
    expect(
      (await audit({ 'src/a.ts': ['', "const url = 'postgres://user:${process.env.PASSWORD}@db/shop';\n"] })).findings,
    ).toEqual([]);
  });
});

describe('a commit message', () => {
  test.each<[string, string, Parameters<typeof commitProblems>[1], readonly string[]]>([
    ['a good one', 'feat: add the cart', 'spec-folders', []],
    ['with body and footer', 'fix(cart): round once\n\nRounding twice lost a cent.\n\nRefs: #12', 'stages', []],
    ['of a feature document', 'feat(frd-001): add the cart', 'frd', []],
    ['no type', 'Add the cart', 'spec-folders', ['expected "<type>(<scope>): <summary>", found "Add the cart"']],
    [
      'an unknown type',
      'perf(frd-001): be fast',
      'frd',
      ['expected one of the types feat, fix, refactor, test, docs, chore, found "perf"'],
    ],
    ['no scope', 'feat: add', 'frd', ['expected frd-<number> as scope, found none']],
    ['a period', 'feat: add the cart.', 'spec-folders', ['the summary ends with a period']],
    ['the past', 'feat: added the cart', 'spec-folders', ['expected the imperative, found "added"']],
    ['too long', `feat: ${'x'.repeat(70)}`, 'spec-folders', ['the subject has 76 characters; at most 72 are allowed']],
    [
      'an author that is a program',
      'feat: a\n\nCo-Authored-By: Claude <a@b.c>',
      'spec-folders',
      ['it names a tool as author', 'expected only the footers BREAKING CHANGE, Refs and Closes, found "Co-Authored-By"'],
    ],
    ['an emoji', 'feat: add \u{1F389}', 'spec-folders', ['it holds an emoji']],
    ['a path of a run', 'feat: a\n\nSee .okstra/tasks/a.', 'spec-folders', ['it names files of a run or of one machine']],
    ['no empty line', 'feat: a\nbody', 'spec-folders', ['expected an empty line after the subject']],
  ])('%s', (_, message, source, problems) => {
    expect(commitProblems(message, source)).toEqual(problems);
  });

  test('that breaks a rule is a minor finding of the process', () => {
    expect(auditCommits(['feat: a', 'Fix.'], 'task-queue')).toMatchObject([
      { kind: 'commit-message', finding: { category: 'process', severity: 'minor' } },
    ]);
  });

  test('of any form never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('spec-folders', 'frd', 'task-queue', 'stages'), (message, source) =>
        Array.isArray(commitProblems(message, source)),
      ),
    );
  });
});
