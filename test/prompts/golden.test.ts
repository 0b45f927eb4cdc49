import { describe, expect, test } from 'vitest';
import { executorPrompt } from '../../runtime/prompts/executor-prompt.ts';
import { repairPrompt } from '../../runtime/prompts/repair-prompt.ts';
import type { PromptResult } from '../../runtime/prompts/types.ts';
import { verifierPrompt } from '../../runtime/prompts/verifier-prompt.ts';
import { executorInput, facts, item, library, receipt, TREE, valueOf, verifierAnchors, verifierInput } from './support.ts';

const later = {
  attempt: 2,
  remainingTasks: [{ text: 'Round half up below zero too', origin: 'AC-1' }],
  receipts: [receipt({ status: 'failed', exitCode: 1, tail: 'AssertionError: -2 !== -3\n' })],
};
const repair = {
  library,
  anchors: verifierAnchors,
  item: item(),
  facts: facts({ role: 'verifier', level: 'light' }),
  tree: TREE,
  question: 'The question.\n',
  answer: 'Looks good.\n',
  problems: ['expected a JSON object or a line STATUS, found "Looks good."'],
};

describe('the whole text of the prompt', () => {
  test.each<[string, PromptResult]>([
    ['executor-strict', executorPrompt(executorInput())],
    ['executor-parallel-later-attempt', executorPrompt(executorInput({ mode: 'parallel', ...later }))],
    ['verifier-strict', verifierPrompt(verifierInput())],
    ['verifier-parallel-light', verifierPrompt(verifierInput({ mode: 'parallel', level: 'light' }))],
    ['repair-verifier-light', repairPrompt(repair)],
  ])('of the kind %s is the one kept in golden/', async (name, result) => {
    await expect(valueOf(result).text).toMatchFileSnapshot(`golden/${name}.txt`);
  });
});
