/** What an agent is told in each phase and role, as far as profiles say it: kept whole, so that a change of a profile shows where it tells. */
import { describe, expect, test } from 'vitest';
import { compose } from '../../runtime/prompts/compose.ts';
import { KNOWN_VALUES } from '../../runtime/prompts/facts.ts';
import { facts, library, valueOf } from './support.ts';

const pairs = KNOWN_VALUES.phase.flatMap((phase) => KNOWN_VALUES.role.map((role) => ({ phase, role })));
const composed = (phase: (typeof pairs)[number]['phase'], role: (typeof pairs)[number]['role']) =>
  compose({ ...library, facts: facts({ phase, role, language: ['typescript'] }) });

const tells = pairs.filter(({ phase, role }) => role !== 'executor' || phase === 'implementation');

describe('the profiles of', () => {
  test.each(tells)('$phase and $role make the prompt that is kept in golden/phases', async ({ phase, role }) => {
    await expect(valueOf(composed(phase, role)).text).toMatchFileSnapshot(`golden/phases/${phase}-${role}.txt`);
  });

  test.each(tells)(
    '$phase and $role begin with the base contract, name the phase once and end with one answer form',
    ({ phase, role }) => {
      const { sections, parts } = valueOf(composed(phase, role));
      expect(parts[0]?.id).toBe('base');
      expect(parts.map(({ id }) => id)).toEqual(expect.arrayContaining([`role-${role}`, `phase-${phase}`, `contract-${role}`]));
      expect(sections.filter(({ title }) => title.startsWith('Phase: '))).toHaveLength(1);
      expect(sections.at(-1)).toMatchObject({ title: 'Answer form', from: `contract-${role}` });
    },
  );

  test.each(pairs.filter((pair) => !tells.includes(pair)))(
    '$phase make no prompt for an executor: only implementation edits source',
    ({ phase, role }) => {
      expect(composed(phase, role)).toMatchObject({
        ok: false,
        failure: [{ code: 'profile-required', message: expect.stringContaining(`phase is ${phase}`) }],
      });
    },
  );

  test.each(KNOWN_VALUES.phase.filter((phase) => phase !== 'implementation'))('%s say that no source file changes', (phase) => {
    expect(valueOf(composed(phase, 'analyst')).text).toContain('No source file changes in this phase');
  });

  test('implementation are split: each role has the part of its step and no other', () => {
    const steps = KNOWN_VALUES.role
      .filter((role) => role !== 'analyst')
      .map((role) =>
        valueOf(composed('implementation', role))
          .parts.map(({ id }) => id)
          .filter((id) => id.startsWith('phase-implementation-')),
      );
    expect(steps).toEqual([
      ['phase-implementation-executor'],
      ['phase-implementation-verifier'],
      ['phase-implementation-deliverable'],
    ]);
  });
});

test('a prompt of any phase and role has at most 1,300 tokens from profiles', () => {
  const figures = tells.map(({ phase, role }) => [`${phase} ${role}`, valueOf(composed(phase, role)).tokens] as const);
  expect(figures.filter(([, tokens]) => tokens > 1_300)).toEqual([]);
});
