import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askInit } from '../../runtime/cli/init-questions.ts';
import { applyInit, planInit } from '../../runtime/install/init.ts';
import { collectFacts } from '../../runtime/install/repo-facts.ts';

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'okstra-questions-'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const ENTER = '\r';
const DOWN = '\u001B[B';
const CTRL_C = '\u0003';

/** Answers the questions in order, each once it is asked; `shown` is what stood on the screen. */
async function answered(keys: readonly (readonly [question: string, keys: string])[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const facts = await collectFacts(top, ['codex']);
  const asking = askInit(planInit(facts), {}, { input, output });
  let from = 0;
  for (const [question, answer] of keys) {
    while (!shown.slice(from).includes(question)) await sleep(2);
    from = shown.length;
    for (const key of answer.startsWith('\u001B') ? [answer.slice(0, 3), answer.slice(3)] : [answer]) {
      input.write(key);
      await sleep(10);
    }
  }
  return { choices: await asking, facts, shown };
}

test('asks for mode, commands one by one, and the specs root, shows what will be written, and asks once more', async () => {
  const { choices, facts, shown } = await answered([
    ['Mode', `${DOWN}${ENTER}`],
    ['Acceptance command', `npm test${ENTER}`],
    ['One more acceptance command', `  npm run lint ${ENTER}`],
    ['One more acceptance command', `npm test${ENTER}`],
    ['One more acceptance command', ENTER],
    ['Folder of the specs', ENTER],
    ['Write the starter files?', ENTER],
  ]);
  expect(choices).toEqual({ mode: 'parallel', acceptanceCommands: ['npm test', 'npm run lint'], specsRoot: 'specs' });
  expect(shown).toContain('acceptance commands: npm test, npm run lint');
  const plan = planInit(facts, choices);
  expect(applyInit(top, plan).created).toContain('okstra.yaml');
  const text = readFileSync(join(top, 'okstra.yaml'), 'utf8');
  for (const words of ['parallel', 'npm test', 'npm run lint']) expect(text).toContain(words);
});

const ROUND = [
  ['Mode', ENTER],
  ['Acceptance command', ENTER],
  ['Folder of the specs', ENTER],
  ['Write the starter files?', ENTER],
] as const;

test.each(ROUND.map(([question], index) => [question, index] as const))(
  'giving up at "%s" leaves nothing behind',
  async (question, index) => {
    const { choices } = await answered([...ROUND.slice(0, index), [question, CTRL_C]]);
    expect(choices).toBeUndefined();
    expect(existsSync(join(top, 'okstra.yaml'))).toBe(false);
    expect(existsSync(join(top, 'specs'))).toBe(false);
  },
);
