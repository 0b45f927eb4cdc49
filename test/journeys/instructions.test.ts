/** Files that agents take for instructions, changed by the executor: kept as work, told to whoever comes next. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FAIL, lightRig, PASS, run } from './light.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
  rig.write('AGENTS.md', 'Of the base.\n');
  rig.write('docs/CLAUDE.md', 'Of the base.\n');
  rig.commit('instructions');
});
afterEach(() => rig.dispose());

/** Keeps what it finds at the start of each attempt, then does its work. */
const WRITER = `
const found = fs.existsSync('AGENTS.md') ? fs.readFileSync('AGENTS.md', 'utf8').trim() : 'none';
fs.appendFileSync('hello.txt', attempt + ': ' + found + '\\n');
if (attempt === 1) { fs.writeFileSync('AGENTS.md', 'Of attempt 1.\\n'); fs.mkdirSync('.claude', { recursive: true }); fs.writeFileSync('.claude/x.md', 'x'); }
console.log('done');`;
const JUDGE = `if (attempt === 1) { ${FAIL} } else { ${PASS} }`;

test('what an attempt changed of them stays in the next candidate, and the next attempt is told what it is', async () => {
  lightRig(rig, {
    writer: WRITER,
    judge: JUDGE,
    spec: { body: '# Example\n\nSay hello in hello.txt, and tell agents of it in AGENTS.md and .claude/x.md.\n' },
  });
  const end = await run(rig, ['--max-attempts', '2']);
  expect(end.json).toMatchObject({ outcome: 'accepted', run: { attemptsUsed: 2 } });
  expect(rig.git('show', 'okstra/spec-01-hello:AGENTS.md')).toBe('Of attempt 1.');
  expect(rig.git('show', 'okstra/spec-01-hello:hello.txt')).toBe('1: Of the base.\n2: Of attempt 1.');
  const prompt = (n: number): string => readFileSync(`${end.json.run.dir}/prompts/executor-${n}.md`, 'utf8');
  expect(prompt(1)).not.toContain('Changed by the attempt before');
  const line = /- Changed by the attempt before: `\.claude\/x\.md`, `AGENTS\.md`\. .* `git show ([0-9a-f]+):<path>`/.exec(
    prompt(2),
  );
  expect(rig.git('show', `${line?.[1]}:AGENTS.md`)).toBe('Of the base.');
  const told = (end.json.notices as { code: string; message: string }[]).filter(({ code }) => code === 'instructions-changed');
  expect(told).toEqual([
    { code: 'instructions-changed', message: 'The candidate changes files that instruct agents: .claude/x.md, AGENTS.md.' },
  ]);
});

test('an executor can take its change back; then nothing is told any more', async () => {
  lightRig(rig, {
    writer: `if (attempt === 1) fs.writeFileSync('AGENTS.md', 'Of attempt 1.\\n'); else fs.writeFileSync('AGENTS.md', 'Of the base.\\n'); fs.writeFileSync('hello.txt', 'a' + attempt); console.log('done');`,
    judge: `if (attempt < 3) { ${FAIL} } else { ${PASS} }`,
  });
  const end = await run(rig, ['--max-attempts', '3']);
  expect(end.json).toMatchObject({ outcome: 'accepted', run: { attemptsUsed: 3 } });
  expect(rig.git('show', 'okstra/spec-01-hello:AGENTS.md')).toBe('Of the base.');
  expect(readFileSync(`${end.json.run.dir}/prompts/executor-2.md`, 'utf8')).toContain(
    'Changed by the attempt before: `AGENTS.md`',
  );
  expect(readFileSync(`${end.json.run.dir}/prompts/executor-3.md`, 'utf8')).not.toContain('Changed by the attempt before');
});
