import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OkstraError } from '../../runtime/model/failure.ts';
import {
  findProfiles,
  loadPromptLibrary,
  openPromptShelf,
  type PromptFolders,
  promptFolders,
} from '../../runtime/prompts/load.ts';

let top: string;
let home: string;

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'okstra-load-')));
  home = join(top, 'home');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const folders = (): PromptFolders => promptFolders(top, home);
const front = (id: string, more: Readonly<Record<string, unknown>> = {}): string =>
  `---\n${JSON.stringify({ id, kind: 'overlay', appliesWhen: ['always'], priority: 50, ...more })}\n---\n`;

function write(path: string, content: string | Uint8Array): string {
  const file = join(top, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const refusal = (act: () => unknown): OkstraError['failure'] => {
  try {
    act();
  } catch (error) {
    if (error instanceof OkstraError) return error.failure;
    throw error;
  }
  throw new Error('expected a refusal');
};

describe('the search path', () => {
  test('is project, user, shipped: of one id the nearest is used and the others are known', () => {
    write('okstra/prompts/base.md', `${front('base')}Ours.\n`);
    write('home/prompts/base.md', `${front('base')}Mine.\n`);
    write('home/prompts/extra.md', `${front('extra')}Extra.\n`);
    const { profiles, hidden } = loadPromptLibrary(folders());
    const base = profiles.filter(({ id }) => id === 'base');
    expect(base).toMatchObject([{ source: 'project', body: 'Ours.', file: join(top, 'okstra/prompts/base.md') }]);
    expect(profiles.find(({ id }) => id === 'extra')?.source).toBe('user');
    expect(hidden.map(({ id, source }) => `${source} ${id}`)).toEqual(['user base', 'shipped base']);
    expect(profiles.find(({ id }) => id === 'role-executor')?.source).toBe('shipped');
  });

  test('may lack the folders of project and user', () => {
    expect(findProfiles(folders())).toMatchObject({ hidden: [], failures: [] });
  });

  test('has item templates too: a nearer file of the same name wins', () => {
    const file = write('okstra/prompts/item-spec-executor.md', 'Do {{SPEC_ID}}.\n');
    const { itemTemplates } = loadPromptLibrary(folders());
    expect(itemTemplates.executor).toEqual({ path: file, text: 'Do {{SPEC_ID}}.\n' });
    expect(itemTemplates.verifier.path).toBe('prompts/item-spec-verifier.md');
  });

  test('leaves a README and files that are no Markdown alone', () => {
    write('okstra/prompts/README.md', '# Ours\n');
    write('okstra/prompts/notes.txt', 'x');
    write('okstra/prompts/sub/part.md', 'no front matter, and not looked at');
    expect(findProfiles(folders()).failures).toEqual([]);
  });
});

describe('a file that cannot be used', () => {
  const problems = () =>
    findProfiles(folders()).failures.map(({ code, place }) => [code, place?.file.slice(top.length + 1), place?.line]);

  test('because its front matter is broken, is named with place and fix, and so is every other', () => {
    write('okstra/prompts/a.md', '---\n{ "id": "a",\n  "kind" }\n---\n');
    write('okstra/prompts/b.md', 'no front matter\n');
    write('home/prompts/c.md', `${front('c', { conflictWith: [] })}x\n`);
    expect(problems()).toEqual([
      ['profile-front-matter', 'okstra/prompts/a.md', 3],
      ['profile-front-matter', 'okstra/prompts/b.md', 1],
      ['profile-field', 'home/prompts/c.md', 2],
    ]);
    expect(refusal(() => loadPromptLibrary(folders()))).toMatchObject({
      code: 'profile-front-matter',
      details: { others: [{ code: 'profile-front-matter' }, { code: 'profile-field' }] },
    });
  });

  test('because it is a folder', () => {
    mkdirSync(join(top, 'okstra/prompts/dir.md'), { recursive: true });
    expect(problems()).toEqual([['not-a-file', 'okstra/prompts/dir.md', undefined]]);
  });

  test('because it is a pipe, without waiting for it', () => {
    mkdirSync(join(top, 'okstra/prompts'), { recursive: true });
    execFileSync('mkfifo', [join(top, 'okstra/prompts/pipe.md')]);
    expect(problems()).toEqual([['not-a-file', 'okstra/prompts/pipe.md', undefined]]);
  });

  test('because it is a link out of its folder; one within it is followed', () => {
    write('secret.md', `${front('secret')}x\n`);
    write('okstra/prompts/parts/inner.md', `${front('inner')}x\n`);
    symlinkSync(join(top, 'secret.md'), join(top, 'okstra/prompts/out.md'));
    symlinkSync(join(top, 'okstra/prompts/parts/inner.md'), join(top, 'okstra/prompts/in.md'));
    symlinkSync(join(top, 'nowhere.md'), join(top, 'okstra/prompts/gone.md'));
    expect(problems()).toEqual([
      ['file-unreadable', 'okstra/prompts/gone.md', undefined],
      ['file-outside', 'okstra/prompts/out.md', undefined],
    ]);
    expect(findProfiles(folders()).profiles.map(({ id }) => id)).toContain('inner');
  });

  test('because it has ten megabytes', () => {
    write('okstra/prompts/large.md', `${front('large')}${'x'.repeat(10 * 1024 * 1024)}\n`);
    expect(findProfiles(folders()).failures).toMatchObject([
      { code: 'file-too-large', message: expect.stringMatching(/^Expected at most 1048576 bytes, found 1048\d{4}\.$/) },
    ]);
  });

  test('because it is not UTF-8, with the line of the first such byte', () => {
    write('okstra/prompts/latin.md', Buffer.concat([Buffer.from(`${front('latin')}caf`), Buffer.from([0xe9, 0x0a])]));
    expect(problems()).toEqual([['not-utf-8', 'okstra/prompts/latin.md', 4]]);
  });

  test('because another file of the folder has its id', () => {
    write('okstra/prompts/one.md', `${front('same')}x\n`);
    write('okstra/prompts/two.md', `${front('same')}y\n`);
    expect(findProfiles(folders()).failures).toMatchObject([
      { code: 'profile-id-twice', message: expect.stringMatching(/"same" in .*one\.md and in .*two\.md/) },
    ]);
    expect(findProfiles(folders()).hidden).toEqual([]);
  });

  test('because the folder is a file', () => {
    write('okstra/prompts', 'x');
    expect(problems()).toEqual([['not-a-folder', 'okstra/prompts', undefined]]);
  });
});

describe('the shelf of a run', () => {
  const late = (text: string): string =>
    write('okstra/prompts/late.md', `${front('late', { loadAt: 'verify', appliesWhen: ['role:verifier'] })}${text}\n`);
  const textOf = (library: { readonly profiles: readonly { readonly id: string; readonly body: string }[] }) =>
    library.profiles.find(({ id }) => id === 'late')?.body;

  test('reads a text with a step of its own when that step comes, and anew each time', () => {
    late('First.');
    const shelf = openPromptShelf(folders());
    expect(shelf.heads.find(({ id }) => id === 'late')).toMatchObject({ loadAt: 'verify', body: '' });
    late('Second.');
    expect(textOf(shelf.at('execute'))).toBe('');
    expect(textOf(shelf.at('verify'))).toBe('Second.');
    late('Third.');
    expect(textOf(shelf.at('verify'))).toBe('Third.');
  });

  test('reads all others when it is opened, and never again', () => {
    const file = write('okstra/prompts/early.md', `${front('early')}First.\n`);
    const shelf = openPromptShelf(folders());
    writeFileSync(file, `${front('early')}Second.\n`);
    expect(shelf.at('verify').profiles.find(({ id }) => id === 'early')?.body).toBe('First.');
  });

  test('refuses a text that was taken away or has become another profile meanwhile', () => {
    const file = late('First.');
    const shelf = openPromptShelf(folders());
    writeFileSync(file, `${front('other', { loadAt: 'verify' })}x\n`);
    expect(refusal(() => shelf.at('verify'))).toMatchObject({ code: 'profile-changed', place: { file } });
    rmSync(file);
    expect(refusal(() => shelf.at('verify'))).toMatchObject({ code: 'file-unreadable', place: { file } });
    expect(shelf.at('execute').profiles.length).toBeGreaterThan(0);
  });

  test('holds no text of a shipped step before it comes', () => {
    const { heads } = openPromptShelf(folders());
    const steps = heads.filter(({ loadAt }) => loadAt !== undefined);
    expect(steps.map(({ id }) => id).toSorted()).toEqual([
      'contract-refutation',
      'phase-implementation-deliverable',
      'phase-implementation-executor',
      'phase-implementation-verifier',
    ]);
    for (const head of steps) expect(head).toMatchObject({ body: '' });
  });
});
