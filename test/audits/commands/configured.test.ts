import { expect, test } from 'vitest';
import { deniedChecks, deniedFailure, deniedNotice, manifestPaths } from '../../../runtime/audits/commands/index.ts';

const SCRIPTS = { lint: 'npm run format', format: 'prettier --write .', test: 'vitest run' };
const check = (cmd: string, changes: { env?: Record<string, string>; cwd?: string } = {}) => ({
  label: 'style',
  category: 'lint' as const,
  cmd,
  cwd: '.',
  env: {},
  network: false,
  ...changes,
});
const denied = (...checks: ReturnType<typeof check>[]) => deniedChecks(checks, (cwd) => (cwd === '.' ? SCRIPTS : {}));

test('a check is judged with the scripts of its folder', () => {
  const all = denied(check('npm run lint'), check('npm run lint', { cwd: 'web' }), check('npm test'));
  expect(all.map((each) => each.check.cwd)).toEqual(['.']);
});

test('the variables of a check count as those that its line sets', () => {
  expect(denied(check('cargo test', { env: { INSTA_UPDATE: 'always' } }))[0]?.ruling.rule).toBe('updates-snapshots');
  expect(denied(check('cargo test', { env: { INSTA_UPDATE: 'no', TITLE: "it's; rm -rf /" } }))).toEqual([]);
});

test('the failure names check, rule, words, the way to them, and what to declare instead', () => {
  const [first] = denied(check(`sh -c 'npm run lint'`));
  if (!first) throw new Error('it should be refused');
  const place = { file: 'okstra.yaml', field: 'checks.lint' };
  expect(deniedFailure(first, place)).toEqual({
    category: 'contract',
    code: 'check-denied',
    message:
      'Expected checks.lint "style" (sh -c \'npm run lint\') to leave code and everything else as it is, found "prettier --write ." behind "sh -c" > "npm run lint" > "npm run format" (rewrites-files: prettier --write changes files).',
    fix: 'Declare the form that only looks (prettier --check, eslint without --fix, gofmt -l), as checks.lint "style" in okstra.yaml.',
    place,
    details: expect.objectContaining({
      check: 'style',
      category: 'lint',
      rule: 'rewrites-files',
      words: ['prettier', '--write', '.'],
    }),
  });
  expect(deniedNotice(first)).toMatchObject({
    code: 'item-command-denied',
    message: expect.stringContaining('is run as it stands'),
  });
});

test('a package.json is looked for from the folder of the check upwards', () => {
  expect(manifestPaths('./packages/a/')).toEqual(['packages/a/package.json', 'packages/package.json', 'package.json']);
  expect(manifestPaths('.')).toEqual(['package.json']);
});
