/** What both roles are told, in okstra's own prompts and in the templates that `okstra init` writes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { executorPrompt } from '../../runtime/prompts/executor-prompt.ts';
import { verifierPrompt } from '../../runtime/prompts/verifier-prompt.ts';
import { executorInput, valueOf, verifierInput } from '../prompts/support.ts';
import { repository } from '../support/program.ts';

const template = (name: string): string =>
  readFileSync(join(repository, 'templates/specs', `${name}.prompt-template.md`), 'utf8');
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
const rules = (texts: readonly string[], list: readonly (readonly [string, RegExp])[]) =>
  list.map(([rule, pattern]) => [rule, texts.map((text) => pattern.test(oneLine(text)))]);
const kept = (list: readonly (readonly [string, RegExp])[], count: number) =>
  list.map(([rule]) => [rule, Array.from({ length: count }, () => true)]);

const EXECUTOR = [
  ['the item is the only source of scope', /only source of scope/],
  [
    'no clean-up that it does not ask for',
    /Clean-up it does not ask for stays undone|Leave everything it does not ask for as it is/,
  ],
  [
    'contradictions: the smallest reading, reported',
    /contradicts itself.*(?:take the reading that changes least and say|take the smallest assumption that works and report it)/,
  ],
  ['no git command that changes anything', /no git command that changes anything/],
  ['remaining tasks first', /Remaining tasks (?:of an earlier attempt )?come first/],
  ['what is not done is said', /What is not done is reported as not done|Say what you did not do/],
] as const;

const VERIFIER = [
  ['read-only', /nothing you write to disk is kept|You read; you change nothing/],
  [
    'the whole item, each criterion with evidence',
    /met` when you can point to the code|whole specification is covered; each point of the checklist has evidence/,
  ],
  ['commands that were run', /Receipts are okstra's own runs|acceptance commands were run and their results reported/],
  ['sound implementation', /wrong results at the edges|implementation is sound/],
  ['honesty about partial work', /work reported but not done|partial work is named as partial/],
  ['in doubt, not done', /In doubt it is not met|When in doubt, it is not done/],
  ['remarks are concrete and within the item', /general advice and wishes beyond the item are left out|No general remarks/],
] as const;

describe('the rules are in prompt and template', () => {
  test('of the executor', () => {
    const texts = [valueOf(executorPrompt(executorInput())).text, template('implement')];
    expect(rules(texts, EXECUTOR)).toEqual(kept(EXECUTOR, 2));
  });

  test('of the verifier', () => {
    const texts = [valueOf(verifierPrompt(verifierInput())).text, template('review')];
    expect(rules(texts, VERIFIER)).toEqual(kept(VERIFIER, 2));
  });

  test('of the mode strict: every acceptance command passes', () => {
    for (const compose of [
      valueOf(executorPrompt(executorInput({ mode: 'strict' }))),
      valueOf(verifierPrompt(verifierInput({ mode: 'strict' }))),
    ]) {
      expect(oneLine(compose.text)).toMatch(/every acceptance command and every check passes/);
    }
  });

  test('of the mode parallel: touch only what is needed, revert nothing, report failures of others without repairing them, judge coverage', () => {
    for (const compose of [
      valueOf(executorPrompt(executorInput({ mode: 'parallel' }))),
      valueOf(verifierPrompt(verifierInput({ mode: 'parallel' }))),
    ]) {
      expect(oneLine(compose.text)).toMatch(
        /Only what the item needs is touched, and changes of others stay as they are\. A failure that the change did not cause is reported, not repaired\. What counts is that the item is covered/,
      );
    }
  });

  test('of the final message: six sections in their order', () => {
    const names = ['SUMMARY', 'CHANGELOG', 'TRACEABILITY', 'RUNBOOK', 'MANUAL SMOKE TEST', 'OPEN ISSUES & RISKS'];
    const text = template('implement');
    expect([...text.matchAll(/^\d\. ([A-Z &]+):/gm)].map(([, name]) => name)).toEqual(names);
    expect(text).toContain('3 to 7 bullets');
  });
});
