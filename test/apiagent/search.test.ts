import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openToolbox, toolsOf } from '../../runtime/apiagent/tools/index.ts';
import { findProgram } from '../../runtime/process/index.ts';
import { ApiRig } from './rig.ts';

const RIPGREP = findProgram('rg', process.env);
/** Without ripgrep, whatever is installed: only these are found. */
const PROGRAMS = ['git', 'sh'] as const;

let rig: ApiRig;
beforeEach(() => {
  rig = new ApiRig();
  rig.write('.gitignore', 'ignored/\n.okstra-inputs/\n');
  rig.write('ignored/x.txt', 'needle ignored\n');
  rig.write('.hidden/x.txt', 'needle hidden\n');
  rig.write('new-x.txt', 'no\nNEEDLE new\nneedle new\n');
  rig.write('.okstra-inputs/change.diff', 'needle of the change\n');
  symlinkSync('/etc', join(rig.repo, 'elsewhere'));
});
afterEach(() => rig.dispose());

describe.each(['ripgrep', 'git'] as const)('with %s', (kind) => {
  const search = async (input: object) => {
    const bin = join(rig.root, 'bin');
    if (kind === 'git' && !existsSync(bin)) {
      mkdirSync(bin, { recursive: true });
      for (const name of PROGRAMS) symlinkSync(findProgram(name, process.env) ?? name, join(bin, name));
    }
    const env = { ...process.env, PATH: kind === 'git' ? bin : [process.env['PATH'], bin].join(delimiter) };
    const context = {
      top: rig.repo,
      privateTmp: join(rig.root, 'tmp'),
      env,
      secretNames: [],
      runId: 'r',
      commandSandbox: 'none' as const,
      say: () => undefined,
    };
    const box = openToolbox(toolsOf('verifier'), context);
    return box.call({ id: 'x', name: 'search', input: JSON.stringify(input) }, () => undefined);
  };
  const isHere = kind === 'git' || RIPGREP !== undefined;
  const linesOf = ({ text }: { readonly text: string }): readonly string[] =>
    text.trim().replaceAll('./', '').split('\n').toSorted();

  test.skipIf(!isHere)('what git does not ignore is searched, links are not followed', async () => {
    expect(linesOf(await search({ pattern: 'needle' }))).toEqual(['.hidden/x.txt:1:needle hidden', 'new-x.txt:3:needle new']);
  });

  test.skipIf(!isHere)('a file, a folder, the inputs of a verifier, and letters of either case', async () => {
    expect(linesOf(await search({ pattern: 'needle', path: '.hidden' }))).toEqual(['.hidden/x.txt:1:needle hidden']);
    expect(linesOf(await search({ pattern: 'NEEDLE', path: 'new-x.txt', ignore_case: true }))).toHaveLength(2);
    expect(linesOf(await search({ pattern: 'needle', path: '.okstra-inputs' }))).toEqual([
      '.okstra-inputs/change.diff:1:needle of the change',
    ]);
  });

  test.skipIf(!isHere)('nothing, a pattern that is none, and one that looks like an option', async () => {
    expect((await search({ pattern: 'not there' })).text).toContain('nothing was found');
    expect(await search({ pattern: '(' })).toMatchObject({ isError: true });
    expect((await search({ pattern: '--files' })).text).toContain('nothing was found');
    expect(await search({})).toMatchObject({ isError: true });
  });

  test.skipIf(!isHere)('a flood of it is read page by page, with its size', async () => {
    rig.write('many.txt', 'needle in a long line of a file\n'.repeat(5000));
    const { text } = await search({ pattern: 'needle in' });
    expect(text).toMatch(/\[okstra: characters 0 to 48000 of the \d+ of what was found; read on with offset 48000\]$/);
    expect((await search({ pattern: 'needle in', offset: 48_000 })).text).toMatch(/characters 48000 to 96000/);
  });
});
