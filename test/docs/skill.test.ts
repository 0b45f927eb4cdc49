import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shippedPack, skillNames } from '../../runtime/install/pack.ts';
import { sha256 } from '../../runtime/install/record.ts';
import { EXIT_CODES } from '../../runtime/model/failure.ts';
import { estimateTokens } from '../../runtime/prompts/tokens.ts';
import { repository } from '../support/program.ts';
import { page } from './pages.ts';

const names = readdirSync(join(repository, 'skills'));

function skill(name: string) {
  const { text } = page(`skills/${name}/SKILL.md`);
  const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const fields = new Map(
    front.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { fields, body };
}

const wordsOf = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

test.each(names)('the skill %s has the front matter of the Agent Skills format, and is short', (name) => {
  const { fields, body } = skill(name);
  expect([...fields.keys()]).toEqual(['name', 'description']);
  expect(fields.get('name')).toBe(name);
  expect(name).toMatch(/^(?!.*(?:--|claude|anthropic))[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$/);
  const description = fields.get('description') ?? '';
  expect(description).toMatch(/\bUse when\b/);
  expect(description.length).toBeLessThanOrEqual(1024);
  // A colon with a blank makes YAML read a map; some hosts then drop all metadata.
  expect(description).not.toMatch(/: |[<>"]/);
  expect(wordsOf(body)).toBeLessThan(500);
});

test('names and descriptions of all skills, which a host has in every session, are at most 500 tokens', () => {
  const listed = names.map((name) => `- ${name}: ${skill(name).fields.get('description')}`).join('\n');
  expect(estimateTokens(listed)).toBeLessThanOrEqual(500);
});

test('what a skill refers to lies beside it, one level deep, and nothing lies there unnamed', () => {
  for (const name of names) {
    const { body } = skill(name);
    const linked = [...body.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    for (const path of linked) expect(existsSync(join(repository, 'skills', name, path)), `${name}: ${path}`).toBe(true);
    const folder = join(repository, 'skills', name, 'references');
    const there = existsSync(folder) ? readdirSync(folder).map((file) => `references/${file}`) : [];
    expect(linked.toSorted()).toEqual(there.toSorted());
  }
});

test.each(['okstra-run', 'okstra-review'])('the skill %s starts a run detached and follows it', (name) => {
  const { body } = skill(name);
  expect(body).toMatch(/--exec --json --detach/);
  expect(body).toContain('okstra inspect status --wait 60 --json <run>');
  expect(body).not.toMatch(/background/);
});

test('the skill for runs says what to do on each exit code', () => {
  const { text } = page('skills/okstra-run/SKILL.md');
  const codes = [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code = '']) => Number(code));
  expect(codes).toEqual([0, ...Object.values(EXIT_CODES)]);
});

test('a skill that names another one, or a sub-agent, names one that is shipped', () => {
  const pack = shippedPack();
  const known = new Set([...skillNames(pack), ...pack.agents.map((agent) => agent.name)]);
  const texts = [...pack.skills.map(({ content }) => content), pack.readme, ...pack.geminiCommands.map(({ content }) => content)];
  const named = texts.flatMap((text) => [...text.matchAll(/\bokstra-[a-z]+(?:-[a-z]+)*/g)].map(([word]) => word));
  expect(named.length).toBeGreaterThan(5);
  expect([...new Set(named)].filter((word) => !known.has(word))).toEqual([]);
});

test('docs/install.md and the read-me of the plugin name every skill', () => {
  for (const text of [page('docs/install.md').text, shippedPack().readme]) {
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  }
});

test('contents that were shipped before are known by their hash', () => {
  const { former } = shippedPack();
  const first = readFileSync(join(repository, 'test/fixtures/skills/okstra-run-first.md'));
  expect(former['okstra-run/SKILL.md']).toContain(sha256(first));
});
