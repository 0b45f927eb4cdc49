import { describe, expect, test } from 'vitest';
import { type JudgeInput, judgeAttempt } from '../../runtime/findings/index.ts';
import type { Finding, RawFinding } from '../../runtime/model/index.ts';
import { at, by, judgeInput, raw } from './build.ts';

/** Attempts one after another: what codex raises in each; the code changes everywhere in between. */
function play(attempts: readonly (readonly RawFinding[])[]) {
  let previous: readonly Finding[] = [];
  return attempts.map((findings, index) => {
    const input: Partial<JudgeInput> = {
      attempt: index + 1,
      maxAttempts: attempts.length + 1,
      previous,
      changedSince: () => true,
      answers: [by('codex', { findings }), by('gemini')],
    };
    const judgement = judgeAttempt(judgeInput(input));
    previous = judgement.findings;
    return judgement;
  });
}

const overflow = raw({ ...at('src/a.ts', 10), claim: 'It overflows at the last index' });
const offByOne = raw({ ...at('src/a.ts', 12), claim: 'The first entry is left out', category: 'regression' });
const elsewhere = raw({ ...at('src/a.ts', 40), claim: 'Names are not trimmed' });

describe('a region that is reported again after two fixes', () => {
  test('raises a notice, and the task left over advises to cut', () => {
    const judgements = play([[overflow], [], [overflow], [], [overflow]]);
    expect(judgements.map(({ churn }) => churn.length)).toEqual([0, 0, 0, 0, 1]);
    expect(judgements.at(-1)?.churn[0]).toBe(
      'F-001 is about src/a.ts:10-10, where findings were fixed 2 times already. Cut what is there, or write it anew in a simpler way, instead of patching it once more.',
    );
    expect(judgements.at(-1)?.findings[0]).toMatchObject({ id: 'F-001', state: 'regressed', fixes: 2 });
    expect(judgements.at(-1)?.remainingTasks[0]?.text).toContain('instead of patching it once more');
    expect(judgements.at(2)?.remainingTasks[0]?.text).not.toContain('patching');
  });

  test('counts whatever was reported there, by place and not by words', () => {
    const [, , third] = play([
      [overflow, offByOne],
      [],
      [raw({ ...at('src/a.ts', 11), claim: 'A third thing', severity: 'blocker' })],
    ]);
    expect(third?.churn).toHaveLength(1);
  });

  test('is not one in which something else of the file was fixed, nor one that is only fixed now', () => {
    expect(play([[overflow, elsewhere], [elsewhere], [overflow]]).at(-1)?.churn).toEqual([]);
    expect(play([[overflow], [], [overflow], []]).at(-1)?.churn).toEqual([]);
  });
});
