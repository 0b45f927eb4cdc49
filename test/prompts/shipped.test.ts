import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ITEM_PLACEHOLDERS, itemTemplateProblems } from '../../runtime/prompts/item-template.ts';
import { lintProfiles } from '../../runtime/prompts/lint.ts';
import { loadPromptLibrary } from '../../runtime/prompts/load.ts';
import { scanMarkdown } from '../../runtime/prompts/markdown/headings.ts';
import { library } from './support.ts';

describe('the shipped prompt texts', () => {
  test('have one heading each, which comes once in the prompt of a role', () => {
    const headings = library.profiles.flatMap((profile) => scanMarkdown(profile.body).headings.map(({ title }) => title));
    expect(headings).toHaveLength(library.profiles.length);
    expect(lintProfiles(library.profiles)).toEqual([]);
  });

  test('bear the id of their file', () => {
    expect(library.profiles.map((profile) => profile.file.replace(/^.*\//, ''))).toEqual(
      library.profiles.map((profile) => `${profile.id}.md`),
    );
  });

  test('hold no placeholder outside the item templates', () => {
    for (const profile of library.profiles) expect(profile.body).not.toContain('{{');
  });

  test('do not shout', () => {
    for (const profile of library.profiles)
      expect(profile.body).not.toMatch(/\b(?:MUST|NEVER|ALWAYS|IMPORTANT|CRITICAL|DO NOT)\b|!(?:\s|$)/);
  });

  test('give the item templates every placeholder that there is', () => {
    for (const role of ['executor', 'verifier'] as const) {
      const template = library.itemTemplates[role];
      expect(itemTemplateProblems(role, template)).toEqual([]);
      for (const name of ITEM_PLACEHOLDERS[role]) expect(template.text).toContain(`{{${name}}}`);
    }
  });

  test('are no answer themselves: an agent that echoes its prompt gives none', () => {
    const contract = library.profiles.find((profile) => profile.id === 'contract-verifier')?.body ?? '';
    const skeleton: unknown = JSON.parse(/^`(\{.*\})`$/m.exec(contract)?.[1] ?? '');
    expect(skeleton).toMatchObject({ criteria: [{ id: 'AC-1' }] });
    expect(['pass', 'concerns', 'fail']).not.toContain((skeleton as { verdict: string }).verdict);
    expect(contract).not.toContain('```');
  });
});

describe('loading the shipped texts', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'okstra-prompts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('says what is missing', () => {
    expect(() => loadPromptLibrary({ shipped: join(folder, 'none') })).toThrow(
      /^Expected the folder of prompt texts, found nothing at /,
    );
    expect(() => loadPromptLibrary({ shipped: folder })).toThrow(/^Expected the item template item-spec-executor\.md/);
  });

  test('names the file of a profile that does not fit', () => {
    const file = join(folder, 'bad.md');
    writeFileSync(file, '---\nid: bad\n---\n');
    const refused = expect.objectContaining({
      failure: expect.objectContaining({
        message: 'Front matter: expected a JSON object, found "id: bad".',
        place: { file, line: 2, column: 1 },
      }),
    });
    expect(() => loadPromptLibrary({ shipped: folder })).toThrow(refused);
  });

  test('keeps the item templates as they stand on disk', () => {
    const onDisk = readFileSync(new URL('../../prompts/item-spec-executor.md', import.meta.url), 'utf8');
    expect(library.itemTemplates.executor).toEqual({ path: 'prompts/item-spec-executor.md', text: onDisk });
  });
});
