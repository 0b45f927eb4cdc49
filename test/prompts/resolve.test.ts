import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolve } from '../../runtime/prompts/resolve.ts';
import type { Facts, Profile } from '../../runtime/prompts/types.ts';
import { profile, valueOf } from './support.ts';

const ids = (profiles: readonly Profile[], facts: Facts = {}) => valueOf(resolve({ facts, profiles })).parts.map(({ id }) => id);
const failures = (profiles: readonly Profile[], facts: Facts = {}) => {
  const result = resolve({ facts, profiles });
  return result.ok ? [] : result.failure;
};
const reasons = (profiles: readonly Profile[], facts: Facts = {}) =>
  Object.fromEntries(valueOf(resolve({ facts, profiles })).decisions.map(({ id, reason }) => [id, reason]));

describe('parts that conflict', () => {
  const low = profile('low', 10);
  const high = profile('high', 20, { conflictsWith: ['low'] });

  test('are settled for the higher priority with a notice, whichever of them says so', () => {
    for (const pair of [
      [low, high],
      [profile('low', 10, { conflictsWith: ['high'] }), profile('high', 20)],
    ]) {
      const { parts, notices } = valueOf(resolve({ facts: {}, profiles: pair }));
      expect(parts.map(({ id }) => id)).toEqual(['high']);
      expect(notices).toEqual([
        {
          code: 'profile-dropped',
          message: 'The profile "low" (low.md) is left out: it conflicts with high, which has the higher priority 20.',
        },
      ]);
    }
  });

  test('with equal priorities are an error that names both and the ways out', () => {
    expect(failures([profile('one', 10, { conflictsWith: ['two'] }), profile('two', 10)])).toEqual([
      expect.objectContaining({
        code: 'prompt-conflict',
        message: expect.stringMatching(/"one" \(one\.md\) and "two" \(two\.md\).*the same priority 10/),
        fix: 'Give one of them a higher priority, narrow "appliesWhen" of one of them, or remove "two" from "conflictsWith" of "one".',
      }),
    ]);
  });

  test('do nothing to each other when only one applies', () => {
    expect(
      ids([low, profile('high', 20, { conflictsWith: ['low'], appliesWhen: ['role:verifier'] })], { role: 'executor' }),
    ).toEqual(['low']);
  });

  test('that lost drop nobody themselves', () => {
    const list = [profile('a', 10), profile('b', 20, { conflictsWith: ['a'] }), profile('c', 30, { conflictsWith: ['b'] })];
    expect(ids(list)).toEqual(['a', 'c']);
  });
});

describe('a part that is included', () => {
  const tool = profile('tool', 5, { appliesWhen: ['label:tool'] });

  test('comes along whatever its own conditions say, at its own place, and brings along what it includes', () => {
    const far = profile('far', 90, { appliesWhen: ['label:far'] });
    const mine = profile('mine', 50, { includes: ['tool'] });
    const bringing = { ...tool, includes: ['far'] };
    expect(ids([mine, bringing, far])).toEqual(['tool', 'mine', 'far']);
    expect(reasons([mine, bringing, far])).toEqual({ tool: 'included by mine', mine: 'always', far: 'included by tool' });
  });

  test('goes with the last part that brought it', () => {
    const mine = profile('mine', 50, { includes: ['tool'] });
    const rival = profile('rival', 60, { conflictsWith: ['mine'] });
    expect(ids([tool, mine, rival])).toEqual(['rival']);
    expect(reasons([tool, mine, rival])['tool']).toBe('came along only with mine, which is out');
    expect(ids([tool, mine, rival], { label: 'tool' })).toEqual(['tool', 'rival']);
  });

  test('that is unknown is an error with file and field', () => {
    expect(failures([profile('mine', 50, { includes: ['nobody'] })])).toMatchObject([
      { code: 'profile-unknown-id', place: { file: 'mine.md', field: '/includes' } },
    ]);
  });

  test('by each other is there once', () => {
    expect(ids([profile('a', 1, { includes: ['b'] }), profile('b', 2, { includes: ['a'] })])).toEqual(['a', 'b']);
  });
});

describe('a part that is required', () => {
  const needy = profile('needy', 50, { requires: ['base'] });

  test('has to be there', () => {
    expect(ids([profile('base', 10), needy])).toEqual(['base', 'needy']);
    expect(failures([needy])).toMatchObject([{ code: 'profile-unknown-id', place: { field: '/requires' } }]);
  });

  test('and does not apply, or lost a conflict, is an error that says why it is not there', () => {
    expect(failures([profile('base', 10, { appliesWhen: ['role:analyst'] }), needy], { role: 'executor' })).toMatchObject([
      {
        code: 'profile-required',
        message:
          'The profile "needy" requires "base", which is no part of this prompt: role:analyst does not hold, role is executor.',
      },
    ]);
    const forGo = profile('base', 10, { appliesWhen: ['role:analyst&language:go', 'phase:implementation&language:go'] });
    expect(failures([forGo, needy], { role: 'executor', language: 'go' })).toMatchObject([
      { fix: 'Give phase:implementation too: okstra prompts compose and explain have a flag for each fact.' },
    ]);
    expect(failures([forGo, needy], { role: 'executor', phase: 'error-analysis', language: 'go' })).toMatchObject([
      { fix: 'Widen "appliesWhen" of base.md, or narrow that of needy.md.' },
    ]);
    expect(failures([profile('base', 10), needy, profile('rival', 90, { conflictsWith: ['base'] })])).toMatchObject([
      { code: 'profile-required', message: expect.stringContaining('conflicts with rival') },
    ]);
  });
});

describe('a part with a step of its own', () => {
  const late = profile('late', 10, { loadAt: 'verify' });

  test('is only there for the role that works at that step', () => {
    expect(ids([late], { role: 'verifier' })).toEqual(['late']);
    expect(ids([late], { role: 'executor' })).toEqual([]);
    expect(ids([late])).toEqual([]);
    expect(reasons([late], { role: 'executor' })).toEqual({ late: 'read at the step verify, not for the role executor' });
    expect(reasons([late])).toEqual({ late: 'read at the step verify, and no role is given' });
  });

  test('does not come along earlier either', () => {
    expect(ids([late, profile('mine', 20, { includes: ['late'] })], { role: 'executor' })).toEqual(['mine']);
  });
});

test('every profile has a reason: the condition that holds, or the first term of each that does not', () => {
  const facts = { role: 'verifier', language: ['go', 'sql'] };
  const list = [
    profile('a', 1, { appliesWhen: ['role:executor', '!language:go & role:verifier'] }),
    profile('b', 2, { appliesWhen: ['mode:strict', 'role:verifier'] }),
    profile('c', 3, { appliesWhen: ['mode:strict'] }),
  ];
  expect(reasons(list, facts)).toEqual({
    a: 'role:executor does not hold, role is verifier; !language:go & role:verifier does not hold, language is go, sql',
    b: 'role:verifier',
    c: 'mode:strict does not hold, mode is not given',
  });
});

test('a nearer profile of the same id is told of, and the farther one listed as out', () => {
  const near = { ...profile('base', 10), source: 'project', file: '/p/okstra/prompts/base.md' } as const;
  const far = { ...profile('base', 10), source: 'shipped', file: '/o/prompts/base.md' } as const;
  const { decisions, notices } = valueOf(resolve({ facts: {}, profiles: [near], hidden: [far] }));
  expect(decisions).toMatchObject([
    { id: 'base', source: 'project', included: true, reason: 'always' },
    { id: 'base', source: 'shipped', included: false, reason: 'the one of the project takes its place' },
  ]);
  expect(notices).toMatchObject([
    {
      code: 'profile-overridden',
      message: 'The profile "base" is that of /p/okstra/prompts/base.md, not the one that okstra ships.',
    },
  ]);
});

test('the order in which profiles are given changes nothing, conflicts and inclusions among them', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const some = fc.subarray(names, { maxLength: 2 });
  const list = fc
    .tuple(...names.map(() => fc.record({ priority: fc.nat(4), conflictsWith: some, includes: some, applies: fc.boolean() })))
    .map((fronts) =>
      fronts.map(({ priority, applies, ...front }, index) =>
        profile(names[index] ?? '', priority, { ...front, appliesWhen: [applies ? 'always' : 'role:nobody'] }),
      ),
    );
  const both = list.chain((profiles) =>
    fc.tuple(fc.constant(profiles), fc.shuffledSubarray(profiles, { minLength: profiles.length, maxLength: profiles.length })),
  );
  fc.assert(
    fc.property(both, ([profiles, shuffled]) => {
      const result = resolve({ facts: {}, profiles });
      expect(resolve({ facts: {}, profiles: shuffled })).toEqual(result);
      if (!result.ok) return;
      const parts = result.value.parts;
      for (const one of parts)
        for (const other of parts) expect(one.conflictsWith).not.toContain(other === one ? undefined : other.id);
      expect(result.value.decisions.filter(({ included }) => included).map(({ id }) => id)).toEqual(parts.map(({ id }) => id));
    }),
    { numRuns: 400 },
  );
});
