import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compose } from '../../runtime/prompts/compose.ts';
import { matchingCondition, parseCondition } from '../../runtime/prompts/condition.ts';
import { parseProfile } from '../../runtime/prompts/profile.ts';
import type { PromptFacts } from '../../runtime/prompts/types.ts';
import { facts, profile, valueOf } from './support.ts';

describe('a condition', () => {
  test.each<[string, Partial<PromptFacts>, boolean]>([
    ['always', {}, true],
    ['role:executor', {}, true],
    ['role:verifier', {}, false],
    ['!role:verifier', {}, true],
    ['role:executor&mode:strict', {}, true],
    ['role:executor&mode:parallel', {}, false],
    ['role:executor & !mode:parallel', {}, true],
    ['language:go', { language: ['python', 'go'] }, true],
    ['!language:go', { language: ['python', 'go'] }, false],
    ['!language:go', { language: ['python'] }, true],
    ['!language:go', { language: [] }, true],
    ['language:c++', { language: ['c++'] }, true],
    ['language:type', { language: ['typescript'] }, false],
    ['label:urgent', {}, false],
    ['!label:urgent', {}, true],
    ['mode:strict', { mode: 'strict-ci' }, true],
    ['mode:strict-ci', { mode: 'strict' }, false],
    ['!mode:strict-ci', { mode: 'strict' }, true],
  ])('%s with the facts %j is %s', (source, changes, expected) => {
    const condition = parseCondition(source);
    expect(condition).toBeDefined();
    expect(matchingCondition(condition === undefined ? [] : [condition], facts(changes)) !== undefined).toBe(expected);
  });

  test.each([
    '',
    'Always',
    '!always',
    'always&role:executor',
    'role',
    'role:',
    ':x',
    'toString:x',
    'role:a&&mode:b',
    'role:a|mode:b',
    '!!role:a',
  ])('"%s" is none', (source) => {
    expect(parseCondition(source)).toBeUndefined();
    const front = JSON.stringify({ id: 'a', kind: 'base', appliesWhen: [source], priority: 1 });
    expect(parseProfile('a.md', `---\n${front}\n---\n`).ok).toBe(false);
  });

  test('among several is enough when one of them holds', () => {
    const conditions = ['role:verifier', 'mode:strict']
      .map((source) => parseCondition(source))
      .filter((one) => one !== undefined);
    expect(matchingCondition(conditions, facts())?.source).toBe('mode:strict');
  });
});

describe('composing', () => {
  test('joins what applies by priority, then id, with one blank line and one final newline', () => {
    const profiles = [
      profile('late', 90, {}, '\n\n    code first  \n\n'),
      profile('b', 10),
      profile('a', 10),
      profile('other-role', 5, { appliesWhen: ['role:verifier'] }),
    ];
    const blocks = [{ id: 'block', priority: 50, text: '\n## Block\n\ntext\n\n\n' }];
    const prompt = valueOf(compose({ facts: facts(), profiles, blocks }));
    expect(prompt.text).toBe('body of a\n\nbody of b\n\n## Block\n\ntext\n\n    code first\n');
    expect(prompt.parts.map((part) => part.id)).toEqual(['a', 'b', 'block', 'late']);
  });

  test('records hash and length of each part as it stands in the prompt', () => {
    const prompt = valueOf(compose({ facts: facts(), profiles: [profile('a', 10)], blocks: [] }));
    expect(prompt.parts).toEqual([
      { id: 'a', sha256: createHash('sha256').update('body of a').digest('hex'), chars: 9, tokens: 3 },
    ]);
  });

  test('leaves out parts without text', () => {
    const prompt = valueOf(
      compose({ facts: facts(), profiles: [profile('a', 10)], blocks: [{ id: 'e', priority: 1, text: ' \n' }] }),
    );
    expect(prompt.text).toBe('body of a\n');
  });

  test('gives the same prompt in whatever order the parts come', () => {
    const profiles = ['a', 'b', 'c', 'd', 'e'].map((id, index) => profile(id, (index * 7) % 3));
    const blocks = ['x', 'y', 'z'].map((id) => ({ id, priority: 1, text: id }));
    const expected = compose({ facts: facts(), profiles, blocks });
    const anyOrder = fc.tuple(
      fc.shuffledSubarray(profiles, { minLength: profiles.length }),
      fc.shuffledSubarray(blocks, { minLength: blocks.length }),
    );
    fc.assert(
      fc.property(anyOrder, ([someProfiles, someBlocks]) => {
        expect(compose({ facts: facts(), profiles: someProfiles, blocks: someBlocks })).toEqual(expected);
      }),
    );
  });

  test('refuses two parts with one id', () => {
    const result = compose({ facts: facts(), profiles: [profile('a', 1), profile('a', 2)], blocks: [] });
    expect(result).toMatchObject({
      ok: false,
      failure: [{ code: 'profile-id-twice', message: expect.stringContaining('"a"') }],
    });
  });

  test('refuses a prompt above the limit and names the largest parts', () => {
    const profiles = [profile('small', 1), profile('large', 2, {}, 'x'.repeat(500))];
    expect(compose({ facts: facts(), profiles, blocks: [], maxChars: 516 }).ok).toBe(true);
    const result = compose({ facts: facts(), profiles, blocks: [], maxChars: 515 });
    expect(result).toMatchObject({
      ok: false,
      failure: [{ code: 'prompt-too-long', message: expect.stringContaining('Largest parts: large (500), small (13)') }],
    });
  });
});
