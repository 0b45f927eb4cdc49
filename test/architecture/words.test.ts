import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/program.ts';

const SHIPPED = [
  'bin',
  'runtime',
  'prompts',
  'skills',
  'schemas',
  'templates',
  'scripts',
  'README.md',
  'ARCHITECTURE.md',
  'package.json',
];

/** What must not stand in shipped text, with an example that the pattern has to catch. */
const BANNED = [
  {
    what: 'a note of unfinished work',
    pattern: /(?:\/\/|\/\*|^\s*\*|^\s*#|<!--).*\b(?:TODO|FIXME|XXX)\b/,
    example: '// TODO: later',
  },
  { what: 'the number of a requirement', pattern: /\bR-[HOI]-\d+/, example: 'see R-H-12' },
  { what: 'a path of one machine', pattern: /(?:^|[\s'"`(=])\/(?:work|root|Users\/\w+)\//, example: "open('/root/x')" },
];

/** Text that looks for those words in what others wrote, and so has to name them. */
const NAMES_THEM = [/^runtime\/evidence\//, /^runtime\/git\/placeholders/];

function shippedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...SHIPPED], {
    cwd: repository,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => file !== '' && !/\.(?:png|gz)$/.test(file));
}

test.each(BANNED)('nothing shipped holds $what', ({ pattern, example }) => {
  expect(example).toMatch(pattern);
  const files = shippedFiles();
  expect(files.length).toBeGreaterThan(20);
  const found = files
    .filter((file) => !NAMES_THEM.some((excepted) => excepted.test(file)))
    .flatMap((file) =>
      readFileSync(join(repository, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );
  expect(found).toEqual([]);
});
