import { describe, expect, test } from 'vitest';
import { lintProfiles } from '../../runtime/prompts/lint.ts';
import type { Profile } from '../../runtime/prompts/types.ts';
import { profile } from './support.ts';

const found = (...profiles: readonly Profile[]) =>
  lintProfiles(profiles).map(({ severity, code, place }) => [severity, code, place.file, place.field ?? place.line]);

/** Facts whose values are anybody's. */
const FREE = ['agent', 'label', 'language', 'source'];

describe('an error', () => {
  test.each<[string, readonly Profile[], readonly unknown[]]>([
    [
      'an unknown id in conflictsWith',
      [profile('a', 1, { conflictsWith: ['x'] })],
      ['profile-unknown-id', 'a.md', '/conflictsWith'],
    ],
    ['an unknown id in requires', [profile('a', 1, { requires: ['x'] })], ['profile-unknown-id', 'a.md', '/requires']],
    ['a conflict with itself', [profile('a', 1, { conflictsWith: ['a'] })], ['profile-self-conflict', 'a.md', '/conflictsWith']],
    [
      'a cycle of includes',
      [profile('a', 1, { includes: ['b'] }), profile('b', 2, { includes: ['c'] }), profile('c', 3, { includes: ['a'] })],
      ['profile-cycle', 'a.md', '/includes'],
    ],
    ['a profile that requires itself', [profile('a', 1, { requires: ['a'] })], ['profile-cycle', 'a.md', '/requires']],
    ['a placeholder that is not declared', [profile('a', 1, {}, '{{TEAM}}')], ['placeholder-undeclared', 'a.md', 4]],
    ['a fence that stays open', [profile('a', 1, {}, 'x\n\n```')], ['profile-open-block', 'a.md', 6]],
    [
      'a text above its own limit',
      [profile('a', 1, { maxTokens: 2 }, 'x'.repeat(9))],
      ['profile-over-budget', 'a.md', '/maxTokens'],
    ],
    [
      'a conflict with one priority',
      [profile('a', 1, { conflictsWith: ['b'] }), profile('b', 1)],
      ['prompt-conflict', 'a.md', '/conflictsWith'],
    ],
    [
      'a heading that an earlier one has',
      [profile('a', 1, {}, '## T'), profile('b', 2, {}, 'x\n\n## t')],
      ['section-repeated', 'b.md', 6],
    ],
    [
      'a section to wrap without the slot for the earlier text, read at a step of its own',
      [
        profile('a', 1, { loadAt: 'execute' }, '## T\n\nx'),
        profile('b', 2, { loadAt: 'execute', overridesSections: [{ title: 'T', strategy: 'wrap' }] }, '## T\n\ny'),
      ],
      ['section-slot', 'b.md', 4],
    ],
    [
      'an override of a heading that stands twice before it',
      [
        profile('a', 1, { appliesWhen: ['phase:implementation'] }, '## T\n\nx\n\n## T\n\ny'),
        profile('b', 2, { appliesWhen: ['language:go'], overridesSections: ['T'] }, '## T'),
      ],
      ['section-ambiguous', 'b.md', 4],
    ],
    [
      'a heading put before the text of a section',
      [
        profile('a', 1, { appliesWhen: ['label:ui'] }, '## T\n\nx'),
        profile(
          'b',
          2,
          { appliesWhen: ['label:api'], overridesSections: [{ title: 'T', strategy: 'prepend' }] },
          '## T\n\n### New\n\ny',
        ),
      ],
      ['section-heading-before', 'b.md', 4],
    ],
    [
      'a heading of a profile that comes along only with another',
      [profile('a', 1, { includes: ['c'] }, '## T'), profile('c', 2, { appliesWhen: ['mode:strict&mode:parallel'] }, '## T')],
      ['section-repeated', 'c.md', 4],
    ],
  ])('is %s', (_what, profiles, [code, file, at]) => {
    expect(found(...profiles)).toEqual([['error', code, file, at]]);
  });

  test('is told with a fix, before all warnings', () => {
    const problems = lintProfiles([
      profile('a', 1, { placeholders: { TEAM: { meaning: 'x' } } }),
      profile('b', 2, { includes: ['nobody'] }),
    ]);
    expect(problems.map(({ severity }) => severity)).toEqual(['error', 'warning']);
    for (const { fix } of problems) expect(fix).toMatch(/\S/);
  });

  test.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]>([
    ['their roles differ', { appliesWhen: ['role:executor'] }, { appliesWhen: ['role:verifier'] }],
    ['one excludes what the other asks for', { appliesWhen: ['language:go'] }, { appliesWhen: ['!language:go'] }],
    ['they conflict with different priorities', { conflictsWith: ['b'] }, {}],
    ['they are read at different steps', { loadAt: 'execute' }, { loadAt: 'verify' }],
    ['they are for different modes', { appliesWhen: ['mode:strict-ci'] }, { appliesWhen: ['mode:parallel'] }],
    ['one is read at a step of another role', { loadAt: 'execute' }, { appliesWhen: ['role:verifier'] }],
  ])('is not that two profiles share a heading when %s', (_why, a, b) => {
    expect(found(profile('a', 1, a, '## T'), profile('b', 2, b, '## T'))).toEqual([]);
  });

  test('is that they share one when both can apply: a fact may have several values', () => {
    const a = profile('a', 1, { appliesWhen: ['language:go'] }, '## T');
    expect(found(a, profile('b', 2, { appliesWhen: ['language:rust'] }, '## T'))).toMatchObject([
      ['error', 'section-repeated', 'b.md', 4],
    ]);
  });
});

describe('a warning', () => {
  const long = 'A sentence that is long enough. '.repeat(10).trim();
  test.each<[string, readonly Profile[], readonly unknown[]]>([
    [
      'a value that no run has',
      [profile('a', 1, { appliesWhen: ['mode:default'] })],
      ['profile-unknown-value', 'a.md', '/appliesWhen/0'],
    ],
    [
      'a placeholder that is not used',
      [profile('a', 1, { placeholders: { TEAM: { meaning: 'x' } } })],
      ['placeholder-unused', 'a.md', '/placeholders/TEAM'],
    ],
    [
      'an override without its heading',
      [profile('a', 1, { overridesSections: ['T'] })],
      ['override-unused', 'a.md', '/overridesSections/0'],
    ],
    [
      'an override of what nobody has',
      [profile('a', 1, { overridesSections: ['T'] }, '## T')],
      ['override-unused', 'a.md', '/overridesSections/0'],
    ],
    [
      'an override at another level',
      [profile('a', 1, {}, '## T'), profile('b', 2, { overridesSections: ['T'] }, '### T')],
      ['section-level', 'b.md', '/overridesSections'],
    ],
    [
      'a language overlay for all languages',
      [profile('a', 1, { kind: 'language_overlay' })],
      ['profile-kind', 'a.md', '/appliesWhen'],
    ],
    ['a CI overlay for all modes', [profile('a', 1, { kind: 'ci_overlay' })], ['profile-kind', 'a.md', '/appliesWhen']],
    [
      'a base for one language',
      [profile('a', 1, { kind: 'base', appliesWhen: ['language:go'] })],
      ['profile-kind', 'a.md', '/appliesWhen'],
    ],
    [
      'an indented heading that a list before it would take in',
      [profile('a', 1, {}, '- x'), profile('b', 2, {}, '  ## T')],
      ['section-hidden', 'b.md', 4],
    ],
    [
      'more sets of facts than can be gone through',
      [
        profile('a', 1, {}, '## T'),
        ...Array.from({ length: 4 }, (_, n) => n).flatMap((n) =>
          profile(
            `b${n}`,
            2 + n,
            { overridesSections: ['T'], appliesWhen: Array.from({ length: 11 }, (_, value) => `${FREE[n] ?? ''}:v${value}`) },
            '## T',
          ),
        ),
      ],
      ['lint-incomplete', 'a.md', undefined],
    ],
    [
      'a text that holds another one whole',
      [profile('a', 1, {}, long), profile('b', 2, {}, `More.\n\n${long}`)],
      ['profile-copy', 'b.md', undefined],
    ],
  ])('is %s', (_what, profiles, [code, file, at]) => {
    expect(found(...profiles)).toEqual([['warning', code, file, at]]);
  });
});

test('profiles without fault give nothing, an override that is used among them', () => {
  const mine = profile('b', 2, { overridesSections: [{ title: 'T', strategy: 'append' }] }, '## T\n\nmore');
  expect(found(profile('a', 1, { conflictsWith: ['c'] }, '## T\n\nx'), mine, profile('c', 9))).toEqual([]);
});
