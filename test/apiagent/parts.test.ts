/** The pure parts: the change by file, answers merged, circles seen, keys left out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { halvesOf, partsOfChange } from '../../runtime/apiagent/change.ts';
import { mergeAnswers } from '../../runtime/apiagent/merge.ts';
import { watchRepeats } from '../../runtime/apiagent/repeats.ts';
import { sayTo } from '../../runtime/apiagent/say.ts';
import { parsePartAnswer } from '../../runtime/findings/index.ts';
import type { VerifierAnswer } from '../../runtime/model/findings.ts';

describe('the change by file', () => {
  const diff = [
    'diff --git a/src/a b.ts b/src/a b.ts\n--- a/src/a b.ts\t\n+++ b/src/a b.ts\t\n@@ -1 +1 @@\n-diff --git a/x b/x\n+é\n',
    'diff --git a/gone.ts b/gone.ts\ndeleted file mode 100644\n--- a/gone.ts\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-one\n-two\n',
    'diff --git a/old.ts b/new.ts\nsimilarity index 100%\nrename from old.ts\nrename to new.ts\n',
    'diff --git a/pic.png b/pic.png\nBinary files a/pic.png and b/pic.png differ\n',
  ];

  test('has paths, sizes, and the byte where each part begins', () => {
    const parts = partsOfChange(diff.join(''));
    expect(parts.map(({ path, added, removed }) => [path, added, removed])).toEqual([
      ['src/a b.ts', 1, 1],
      ['gone.ts', 0, 2],
      ['new.ts', 0, 0],
      ['pic.png', 0, 0],
    ]);
    const bytes = Buffer.from(diff.join(''));
    for (const [index, part] of parts.entries())
      expect(bytes.subarray(part.offset, part.offset + part.bytes).toString()).toBe(diff[index]);
  });

  test('is parted into halves without losing a file, down to single ones', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 2, maxLength: 30 }), (sizes) => {
        const parts = partsOfChange(
          sizes.map((size, n) => `diff --git a/f${n} b/f${n}\n@@ -0,0 +1 @@\n+${'x'.repeat(size)}\n`).join(''),
        );
        const [first, second] = halvesOf(parts) ?? [[], []];
        expect([...first, ...second]).toEqual(parts);
        expect(Math.min(first.length, second.length)).toBeGreaterThan(0);
      }),
    );
    expect(halvesOf(partsOfChange(diff[0] ?? ''))).toBeUndefined();
  });
});

describe('answers about parts', () => {
  const answer = (verdict: string, status: string, findings = 0): VerifierAnswer => {
    const parsed = parsePartAnswer({ text: textOf(verdict, status, findings), tree: 't', afterRepair: true });
    if (parsed.kind !== 'valid') throw new Error(parsed.problems.join());
    return parsed.answer;
  };
  const textOf = (verdict: string, status: string, findings = 0): string =>
    JSON.stringify({
      tree: 't',
      verdict,
      criteria: [{ id: 'AC-1', status, evidence: status }],
      findings: Array.from({ length: findings }, (_, n) => ({
        category: 'process',
        severity: 'note',
        claim: `${n}`,
        evidence: '',
      })),
      summary: 's',
    });
  const merged = (...answers: readonly VerifierAnswer[]) =>
    JSON.parse(mergeAnswers(answers.map((each, n) => ({ files: [`f${n}`], answer: each }))));

  test.each([
    [['met', 'not-checked'], 'met'],
    [['not-checked', 'not-checked'], 'not-checked'],
    [['met', 'partial', 'not-checked'], 'partial'],
    [['met', 'unmet', 'partial'], 'unmet'],
  ])('with the criterion %j make it %s', (statuses, status) => {
    const { criteria } = merged(...statuses.map((each) => answer('pass', each)));
    expect(criteria).toEqual([expect.objectContaining({ id: 'AC-1', status })]);
  });

  test('keep the worst verdict and every finding, in any order of the parts, and are an answer again', () => {
    const arbitrary = fc.array(fc.tuple(fc.constantFrom('pass', 'concerns', 'fail'), fc.nat(3)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(arbitrary, (given) => {
        const value = merged(...given.map(([verdict, count]) => answer(verdict, 'met', count)));
        expect(value.verdict).toBe(['fail', 'concerns', 'pass'].find((verdict) => given.some(([each]) => each === verdict)));
        expect(value.findings).toHaveLength(given.reduce((sum, [, count]) => sum + count, 0));
        expect(parsePartAnswer({ text: JSON.stringify(value), tree: 't', afterRepair: true }).kind).toBe('valid');
      }),
    );
  });

  test.each([
    ['a verdict that is none', textOf('reject', 'met'), 'repairable', '/verdict'],
    ['a status that is none', textOf('pass', 'no such word'), 'repairable', '/criteria/0/status'],
    ['another tree', textOf('pass', 'met').replace('"t"', '"u"'), 'repairable', 'tree: expected t'],
    ['no JSON', 'all fine', 'repairable', 'found neither'],
    [
      'a criterion answered in two ways',
      textOf('pass', 'met').replace('"criteria":[', '"criteria":[{"id":"AC-1","status":"unmet","evidence":""},'),
      'repairable',
      'answered twice',
    ],
    [
      'two answers that contradict each other',
      `\`\`\`json\n${textOf('fail', 'unmet')}\n\`\`\`\n\`\`\`json\n${textOf('pass', 'met')}\n\`\`\``,
      'contradictory',
      'differs',
    ],
  ])('with %s cannot be used, and nothing is made of them', (_what, text, kind, problem) => {
    expect(parsePartAnswer({ text, tree: 't' })).toEqual({
      kind,
      problems: expect.arrayContaining([expect.stringContaining(problem)]),
    });
  });

  test('are read out of words around them', () => {
    const text = `Here it is:\n\`\`\`json\n${textOf('pass', 'met')}\n\`\`\``;
    expect(parsePartAnswer({ text, tree: 't' })).toMatchObject({ kind: 'valid', answer: { verdict: 'pass' } });
  });
});

test('circles of one, two and three calls are counted, and anything new begins anew', () => {
  const times = (...calls: readonly string[]): number => {
    const repeats = watchRepeats();
    return calls.map((call) => repeats.see(call, 'same')).at(-1) ?? 0;
  };
  expect(times('a', 'a', 'a')).toBe(3);
  expect(times('a', 'b', 'a', 'b', 'a', 'b')).toBe(3);
  expect(times('a', 'b', 'c', 'a', 'b', 'c')).toBe(2);
  expect(times('a', 'a', 'a', 'b')).toBe(1);
  const repeats = watchRepeats();
  expect([1, 2, 3].map((n) => repeats.see('same call', `result ${n}`))).toEqual([1, 1, 1]);
});

test('no line that is printed holds the key, wherever in an event it stood', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6 }), fc.string(), fc.string(), (key, before, after) => {
      const lines: string[] = [];
      const say = sayTo((line) => lines.push(line), [key]);
      const text = `${before}${key}${after}`;
      say({ type: 'tool-started', id: '1', tool: 'shell', detail: text });
      say({ type: 'error', fault: { kind: 'auth', message: text, fix: text }, final: true });
      for (const line of lines) {
        const { type: _type, ...event } = JSON.parse(line) as Record<string, unknown>;
        expect(
          JSON.stringify(Object.values(event)).includes(key) &&
            !'"[redacted]'.includes(key) &&
            textsIn(event).some((each) => each.includes(key)),
        ).toBe(false);
      }
    }),
  );
});

const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value.replaceAll('[redacted]', '')]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];
