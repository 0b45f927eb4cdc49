import { describe, expect, test } from 'vitest';
import { ejectedText, shippedChanges, textHash } from '../../runtime/prompts/eject.ts';
import { compareExplanations, explain } from '../../runtime/prompts/explain.ts';
import { parseProfile } from '../../runtime/prompts/profile.ts';
import { facts, library, profile, valueOf } from './support.ts';

const of = (changes: Parameters<typeof facts>[0] = {}) => valueOf(explain({ ...library, facts: facts(changes) }));

describe('an explanation', () => {
  test('tells of every profile whether it is in, why, and how many tokens it has', () => {
    const { parts, tokens } = of({ role: 'verifier', language: ['typescript'] });
    expect(parts.map(({ id }) => id).toSorted()).toEqual(library.profiles.map(({ id }) => id).toSorted());
    expect(parts.find(({ id }) => id === 'language-typescript')).toMatchObject({
      source: 'shipped',
      included: true,
      reason: 'language:typescript',
      priority: 45,
    });
    expect(parts.find(({ id }) => id === 'language-go')).toMatchObject({
      included: false,
      reason: 'language:go does not hold, language is typescript',
    });
    for (const part of parts) expect(part.tokens).toBeGreaterThan(0);
    const sum = parts.filter(({ included }) => included).reduce((total, part) => total + part.tokens, 0);
    expect(Math.abs(sum - tokens)).toBeLessThan(parts.length);
  });

  test('tells of every section where it comes from and who changed it', () => {
    const base = profile('base', 1, {}, '## Style\n\nPlain.\n\n## Tests\n\nUnit.');
    const mine = profile(
      'mine',
      2,
      { overridesSections: ['Tests', { title: 'Style', strategy: 'append' }] },
      '## Style\n\nx\n\n## Tests\n\ny',
    );
    expect(valueOf(explain({ profiles: [base, mine], facts: {} })).sections).toEqual([
      { title: 'Style', level: 2, from: 'base', changedBy: [{ id: 'mine', strategy: 'append' }] },
      { title: 'Tests', level: 2, from: 'mine' },
    ]);
  });

  test('fails as composing fails', () => {
    const profiles = [profile('a', 1, {}, '## T'), profile('b', 2, {}, '## T')];
    expect(explain({ profiles, facts: {} })).toMatchObject({ ok: false, failure: [{ code: 'section-repeated' }] });
  });
});

describe('two explanations', () => {
  test('differ in parts, sections and tokens', () => {
    const [first, second] = [of({ mode: 'strict' }), of({ mode: 'parallel', language: ['go'] })];
    const { added, removed, sections, tokens } = compareExplanations(first, second);
    expect(added.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([
      'language-go: language:go',
      'mode-parallel: mode:parallel',
    ]);
    expect(removed.map(({ id }) => id)).toEqual(['mode-strict']);
    expect(removed[0]?.reason).toContain('mode is parallel');
    expect(sections.added.map(({ title }) => title)).toEqual(['Language: Go', 'Mode: parallel']);
    expect(sections.removed.map(({ title }) => title)).toEqual(['Mode: strict']);
    expect(tokens).toBe(second.tokens - first.tokens);
  });

  test('of the same facts differ in nothing', () => {
    expect(compareExplanations(of(), of())).toEqual({ added: [], removed: [], sections: { added: [], removed: [] }, tokens: 0 });
  });
});

describe('a profile that was taken out of the package', () => {
  const shipped =
    '---\n{ "id": "base", "kind": "base", "appliesWhen": ["always"], "priority": 10 }\n---\n# Text\n\n---\n\nMore.  \n';
  const copy = valueOf(ejectedText('base.md', shipped, '1.2.3'));
  const parsed = valueOf(parseProfile('okstra/prompts/base.md', copy, 'project'));

  test('has the same text, and remembers version and hash', () => {
    expect(parsed.body).toBe(valueOf(parseProfile('base.md', shipped)).body);
    expect(parsed.notes).toEqual({ 'x-ejected': { okstra: '1.2.3', sha256: textHash(shipped) } });
    expect(copy.slice(copy.indexOf('# Text'))).toBe(shipped.slice(shipped.indexOf('# Text')));
  });

  test('is told of once the shipped one has changed or is gone, whatever its line ends', () => {
    const codes = (text: string | undefined) =>
      shippedChanges([parsed], () => text).map(({ code, severity }) => [severity, code]);
    expect(codes(shipped)).toEqual([]);
    expect(codes(`\uFEFF${shipped.replaceAll('\n', '\r\n')}`)).toEqual([]);
    expect(codes(shipped.replace('More', 'Less'))).toEqual([['warning', 'profile-shipped-changed']]);
    expect(codes(undefined)).toEqual([['warning', 'profile-shipped-gone']]);
  });

  test('with a note of another shape is left alone', () => {
    const odd = profile('base', 1, { 'x-ejected': 'yesterday' });
    expect(shippedChanges([odd], () => 'x')).toEqual([]);
  });
});
