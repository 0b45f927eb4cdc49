import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkImports, importsOf } from '../support/import-rules.ts';
import { repository } from '../support/program.ts';

function runtimeSources(): Map<string, string> {
  const files = readdirSync(join(repository, 'runtime'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .toSorted();
  return new Map(files.map((file) => [`runtime/${file}`, readFileSync(join(repository, 'runtime', file), 'utf8')]));
}

const rulesBrokenBy = (files: Record<string, string>): string[] =>
  checkImports(new Map(Object.entries(files))).map(({ rule }) => rule);

test('the runtime keeps the import rules', () => {
  const sources = runtimeSources();
  expect(sources.size).toBeGreaterThan(5);
  expect(checkImports(sources)).toEqual([]);
});

describe('a made-up import is caught when', () => {
  test.each([
    [
      'a pure folder reads files',
      'runtime/lead/decide.ts',
      "import { readFileSync } from 'node:fs';",
      'pure folders import no I/O',
    ],
    [
      'a pure folder starts a program',
      'runtime/findings/a.ts',
      "const { execa } = await import('execa');",
      'pure folders import no I/O',
    ],
    [
      'a pure folder imports an edge',
      'runtime/lead/a.ts',
      "import { spawnTree } from '../process/spawn.ts';",
      'pure folders import only pure folders',
    ],
    [
      'a pure folder reads the clock',
      'runtime/lead/a.ts',
      'export const now = () => Date.now();',
      'pure folders read no clock, chance or process',
    ],
    [
      'the model imports anything of ours',
      'runtime/model/a.ts',
      "import type { State } from '../lead/state.ts';",
      'model imports nothing of ours',
    ],
    [
      'a driver knows the store',
      'runtime/drivers/codex-cli.ts',
      "export type { Run } from '../store/runs.ts';",
      'process, git, evidence, drivers and the API agent know nothing of runs',
    ],
    [
      'a driver knows the lead',
      'runtime/drivers/codex-cli.ts',
      "import type { RunState } from '../lead/state.ts';",
      'process, git, evidence, drivers and the API agent know nothing of runs',
    ],
    [
      'the configuration knows git',
      'runtime/config/a.ts',
      "import { root } from '../git/repository.ts';",
      'config imports only pure folders',
    ],
    ['the conductor prints', 'runtime/conductor/a.ts', "import { row } from '../ui/rows.ts';", 'only cli imports ui'],
    ['something imports a command', 'runtime/ui/a.ts', "import { main } from '../cli/main.ts';", 'nothing imports cli'],
    [
      'something imports the index',
      'runtime/cli/a.ts',
      "import { run } from '../index.ts';",
      'nothing inside imports the public index',
    ],
    [
      'the runtime imports a test',
      'runtime/cli/a.ts',
      "import { x } from '../../test/support/env.ts';",
      'runtime imports nothing outside runtime/',
    ],
    ['the ending is missing', 'runtime/cli/a.ts', "import { x } from './b.js';", 'imports of our own files end in .ts'],
  ])('%s', (_when, file, source, rule) => {
    expect(rulesBrokenBy({ [file]: source })).toContain(rule);
  });

  test('three folders import each other in a circle', () => {
    const circle = {
      'runtime/store/a.ts': "import { b } from '../report/b.ts';",
      'runtime/report/b.ts': "import type { c } from '../conductor/c.ts';",
      'runtime/conductor/c.ts': "export { a } from '../store/a.ts';",
    };
    expect(checkImports(new Map(Object.entries(circle)))).toEqual([
      {
        rule: 'folders import each other in one direction',
        file: 'runtime/conductor/c.ts',
        imported: 'store -> report -> conductor -> store',
      },
    ]);
  });
});

test('imports that the rules allow are left alone', () => {
  expect(
    rulesBrokenBy({
      'runtime/lead/decide.ts': "import type { RunId } from '../model/ids.ts';\nimport { join } from 'node:path';",
      'runtime/conductor/run.ts': "import { decide } from '../lead/decide.ts';\nimport { readFile } from 'node:fs/promises';",
      'runtime/report/messages.ts': "import en from '../../templates/i18n/en.json' with { type: 'json' };",
      'runtime/findings/parse.ts': "import { validateVerifierAnswer } from '../generated/validators.js';",
    }),
  ).toEqual([]);
});

test('imports are found over several lines, in re-exports, in types and in calls, and not in comments', () => {
  const source = `
    // import { no } from './comment.ts';
    /* import './comment.ts'; */
    import {
      one,
      type Two,
    } from './several-lines.ts';
    import './side-effect.ts';
    export * from './again.ts';
    const lazy = () => import('./lazy.ts');
    type Far = import('./type.ts').Far;
  `;
  expect(importsOf(source).toSorted()).toEqual([
    './again.ts',
    './lazy.ts',
    './several-lines.ts',
    './side-effect.ts',
    './type.ts',
  ]);
});
