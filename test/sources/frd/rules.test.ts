import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fallbackMessage, frdCommitProblems } from '../../../runtime/sources/frd/commits.ts';
import { checkHygiene, repairIgnores, withNotesMerge } from '../../../runtime/sources/frd/hygiene.ts';
import { readDocument } from '../../../runtime/sources/frd/read-document.ts';
import { strictGates } from '../../../runtime/sources/frd/strict-ci.ts';
import type { FrdTask } from '../../../runtime/sources/frd/types.ts';
import { planVerification, verificationEvidence } from '../../../runtime/sources/frd/verification.ts';
import { fileOf, frd } from './build.ts';

function tasksWith(...lists: readonly (readonly Readonly<Record<string, unknown>>[])[]): readonly FrdTask[] {
  const document = frd(
    1,
    lists.map((entries, n) => ({
      more: {
        verification: entries.map((entry, m) => ({ verificationId: `FRD-001-T${n + 1}-V${m + 1}`, description: 'd', ...entry })),
      },
    })),
  );
  const read = readDocument(document, fileOf(document));
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return read.value.tasks;
}
const V = (task: number, entry: number): string => `FRD-001-T${task}-V${entry}`;

describe('verification entries', () => {
  const tasks = tasksWith(
    [
      { type: 'build', command: 'npm run build' },
      { type: 'test', commands: ['npm test', 'npm run e2e'] },
      { type: 'api', description: '`curl -f localhost`' },
      { type: 'manual', description: 'It looks right.' },
      { type: 'integration', description: 'Both parts work together.' },
    ],
    [{ type: 'test', command: ' npm test ' }],
  );

  test('become commands, each once, with those that name them; manual ones wait for a person', () => {
    expect(planVerification(tasks)).toEqual({
      commands: [
        { cmd: 'npm run build', verificationIds: [V(1, 1)], types: ['build'] },
        { cmd: 'npm test', verificationIds: [V(1, 2), V(2, 1)], types: ['test'] },
        { cmd: 'npm run e2e', verificationIds: [V(1, 2)], types: ['test'] },
        { cmd: 'curl -f localhost', verificationIds: [V(1, 3)], types: ['api'] },
      ],
      manual: [{ taskId: 'FRD-001-T1', verificationId: V(1, 4), description: 'It looks right.' }],
      withoutCommand: [{ taskId: 'FRD-001-T1', verificationId: V(1, 5), description: 'Both parts work together.' }],
    });
  });

  test('pass with all their commands run and passed, or with the words of a person where no command failed', () => {
    const passed = (cmd: string) => ({ cmd, status: 'passed', exitCode: 0 }) as const;
    const rows = verificationEvidence(
      tasks,
      [passed('npm run build'), passed('npm test'), { cmd: 'curl -f localhost', status: 'failed', exitCode: 7 }],
      new Map([
        [V(1, 3), { words: 'I saw it work.' }],
        [V(1, 4), { words: ' Looked at it. ' }],
        [V(1, 5), { words: '   ' }],
      ]),
    );
    expect(
      rows.map(({ verificationId, status, commands, humanEvidence }) => [verificationId, status, commands, humanEvidence]),
    ).toEqual([
      [V(1, 1), 'passed', ['npm run build'], null],
      [V(1, 2), 'failed', ['npm test'], null],
      [V(1, 3), 'failed', ['curl -f localhost'], 'I saw it work.'],
      [V(1, 4), 'manual_verified', [], 'Looked at it.'],
      [V(1, 5), 'failed', [], null],
      [V(2, 1), 'passed', ['npm test'], null],
    ]);
  });
});

describe('entries for a person', () => {
  test('are not settled by a command that passed, and fail where the person says so', () => {
    const [task] = [tasksWith([{ type: 'manual', command: 'make' }])];
    const passed = [{ cmd: 'make', status: 'passed', exitCode: 0 } as const];
    const status = (said = new Map()) => verificationEvidence(task, passed, said).map((row) => row.status);
    expect(status()).toEqual(['failed']);
    expect(status(new Map([[V(1, 1), { words: 'It is right.' }]]))).toEqual(['manual_verified']);
    expect(status(new Map([[V(1, 1), { words: 'It is broken.', failed: true }]]))).toEqual(['failed']);
  });
});

describe('strict CI', () => {
  const tasks = tasksWith([{ type: 'build', command: 'make' }, { type: 'manual' }]);
  const run = (exitCode: number | null, isTest = false) =>
    ({ cmd: 'make', status: exitCode === 0 ? 'passed' : 'failed', exitCode, isTest }) as const;
  const gates = (results: readonly ReturnType<typeof run>[], said = new Map([[V(1, 2), { words: 'seen' }]]), of = tasks) =>
    strictGates({ tasks: of, results, evidence: verificationEvidence(of, results, said) });

  test('passes when each entry has a command that passed or the words of a person', () => {
    expect(gates([run(0)])).toEqual({ overallStatus: 'passed', problems: [] });
  });

  test.each([
    ['a command that failed', [run(2)], ['`make` failed (exit code 2)']],
    ['one that was ended', [run(null)], ['`make` failed (no exit code)']],
    ['a tool that is not there', [run(127)], ['`make` could not be started (exit code 127)']],
    ['a command that was not run', [], [`${V(1, 1)} needs a command that was run, or the words of a person`]],
  ])('fails with %s', (_what, results, problems) => {
    expect(gates(results)).toEqual({ overallStatus: 'failed', problems });
  });

  test('fails without the words of a person where they are asked for', () => {
    expect(gates([run(0)], new Map()).problems).toEqual([`${V(1, 2)} needs the recorded words of a person`]);
  });

  test('asks for test commands where a task has test requirements', () => {
    const [first] = tasks;
    const wanting = [
      { ...(first as FrdTask), testRequirements: [{ testRequirementId: 'x', type: 'unit', description: '', scenarios: [] }] },
    ];
    expect(gates([run(0)], undefined, wanting).problems).toEqual([
      'FRD-001-T1 has test requirements, and no test command was run',
    ]);
    expect(gates([run(0, true)], undefined, wanting).problems).toEqual([]);
  });
});

describe('a commit message', () => {
  test.each([
    ['feat(frd-001): store the greeting', []],
    ['perf(frd-001): be quick', ['expected one of the types feat, fix, refactor, test, docs, chore, found "perf"']],
    ['feat: store it', ['expected frd-<number> as scope, found none']],
    ['feat(frd-002): store it', ['expected the scope frd-001, found "frd-002"']],
    ['feat(FRD-001): store it', ['the scope is not in lower case']],
    [
      'fixup! feat(frd-001): store it',
      [expect.stringContaining('expected "<type>'), 'it is one that is to be melted into another'],
    ],
  ])('%s', (message, problems) => {
    expect(frdCommitProblems(message, 'FRD-001')).toEqual(problems);
  });

  test('that stands in for a bad one keeps the rules, whatever the title', () => {
    expect(fallbackMessage('FRD-001', 'Store the greeting.')).toBe('feat(frd-001): store the greeting');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('store', 'the', 'greeting', 'of', 'a', 'person', 'x'.repeat(80)), { maxLength: 30 }),
        (words) => {
          expect(frdCommitProblems(fallbackMessage('FRD-001', words.join(' ')), 'FRD-001')).toEqual([]);
        },
      ),
    );
  });
});

describe('hygiene', () => {
  const clean = {
    before: ['package.json', 'package-lock.json'],
    after: ['package.json', 'package-lock.json'],
    isIgnored: (path: string) => path.startsWith('.codex/'),
    wasIgnored: () => false,
  };

  test('of a change that touches none of it: nothing', () => {
    expect(checkHygiene(clean)).toEqual([]);
  });

  test.each([
    ['pnpm beside npm', ['package-lock.json'], 'pnpm-lock.yaml'],
    ['yarn in a package of a workspace with npm', ['package-lock.json'], 'packages/a/yarn.lock'],
    ['poetry beside uv', ['uv.lock'], 'poetry.lock'],
  ])('finds %s', (_what, before, file) => {
    const problems = checkHygiene({ ...clean, before, after: [...before, file] });
    expect(problems).toMatchObject([{ kind: 'second-package-manager', severity: 'major', file }]);
  });

  test.each([
    ['another ecosystem', ['package-lock.json'], ['package-lock.json', 'Cargo.lock']],
    ['the first lockfile', [], ['package-lock.json']],
    ['a move from one to the other', ['package-lock.json'], ['pnpm-lock.yaml']],
    ['a folder of its own', ['web/package-lock.json'], ['web/package-lock.json', 'tool/yarn.lock']],
  ])('lets %s pass', (_what, before, after) => {
    expect(checkHygiene({ ...clean, before, after })).toEqual([]);
  });

  test('finds lockfiles and tracked files that the change makes git ignore, there or to come', () => {
    const lock = (path: string): boolean => path.endsWith('-lock.json') || clean.isIgnored(path) || path === 'src/a.ts';
    const after = [...clean.after, 'src/a.ts'];
    expect(checkHygiene({ ...clean, before: after, after, isIgnored: lock })).toMatchObject([
      { kind: 'lockfile-ignored', file: 'package-lock.json', severity: 'major' },
      { kind: 'source-ignored', file: 'src/a.ts', severity: 'minor' },
    ]);
    expect(checkHygiene({ ...clean, before: [], after: ['package.json'], isIgnored: lock })).toMatchObject([
      { file: 'package-lock.json' },
    ]);
    expect(checkHygiene({ ...clean, isIgnored: lock, wasIgnored: lock })).toEqual([]);
  });

  test('has outputs of runs ignored: narrow entries at the end, comments and order kept, a file made where there is none', () => {
    const none = () => false;
    expect(repairIgnores(new Map([['.gitignore', '# built\r\ndist/']]), none)).toEqual({
      added: ['.gitignore: /.codex/pr/', '.gitignore: /.codex/claims-local/'],
      files: { '.gitignore': '# built\r\ndist/\r\n/.codex/pr/\r\n/.codex/claims-local/\r\n' },
    });
    expect(repairIgnores(new Map(), none).files).toEqual({ '.gitignore': '/.codex/pr/\n/.codex/claims-local/\n' });
    const half = (path: string) => path.startsWith('.codex/pr/');
    expect(repairIgnores(new Map([['.gitignore', '.codex/pr\n']]), half).files).toEqual({
      '.gitignore': '.codex/pr\n/.codex/claims-local/\n',
    });
    expect(repairIgnores(new Map([['.gitignore', '.codex/\n']]), () => true)).toEqual({ files: {}, added: [] });
  });

  test('says how notes are merged, unless the repository does', () => {
    expect(withNotesMerge('*.png binary')).toBe('*.png binary\n/.codex/NOTES.md merge=union\n');
    expect(withNotesMerge('.codex/NOTES.md -merge\n')).toBeUndefined();
  });

  test('has them ignored by the other ignore files too, where these are there and do not name them', () => {
    const texts = new Map([
      ['.dockerignore', 'node_modules\n'],
      ['.eslintignore', '# ours\n.codex\n'],
      ['.prettierignore', '/.codex/pr/\n'],
    ]);
    expect(repairIgnores(texts, () => true)).toEqual({
      files: {
        '.dockerignore': 'node_modules\n.codex/pr/\n.codex/claims-local/\n',
        '.prettierignore': '/.codex/pr/\n/.codex/claims-local/\n',
      },
      added: ['.dockerignore: .codex/pr/', '.dockerignore: .codex/claims-local/', '.prettierignore: /.codex/claims-local/'],
    });
  });
});
