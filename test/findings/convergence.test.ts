import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JudgeInput, judgeAttempt, nextRound, type RoundAnswer, type SeatAnswer } from '../../runtime/findings/index.ts';
import type { Finding, GivenPosition, Quote, RawFinding, RoundAsk } from '../../runtime/model/index.ts';
import { answer, judgeInput, TREE } from './build.ts';

/** The second seat is of the same vendor as the first. */
const SEATS = [
  { seat: 'verifier:a', vendor: 'anthropic' },
  { seat: 'verifier:a#2', vendor: 'anthropic' },
  { seat: 'verifier:b', vendor: 'openai' },
  { seat: 'verifier:c', vendor: 'google' },
];
const quoteExists = ({ text }: Quote): boolean => text === 'real';
const quoteArb = fc.constantFrom('real', 'real', 'real', 'invented');
const placeArb = fc.option(fc.tuple(fc.constantFrom('x.ts', 'y.ts'), fc.integer({ min: 1, max: 14 })), { nil: undefined });
const findingArb = fc
  .record({
    category: fc.constantFrom('correctness' as const, 'security' as const, 'coverage' as const),
    severity: fc.constantFrom('blocker' as const, 'major' as const, 'minor' as const, 'note' as const),
    claim: fc.constantFrom('The sum is wrong', 'The sum is wrong here', 'A token is logged', 'Nothing is tested', 'It is slow'),
    place: placeArb,
    text: fc.option(quoteArb, { nil: undefined }),
    criterion: fc.option(fc.constant('AC-1'), { nil: undefined, freq: 4 }),
  })
  .map(({ place, text, criterion, ...rest }): RawFinding => {
    const [file, line] = place ?? ['x.ts', 1];
    return {
      ...rest,
      evidence: '',
      ...(place ? { location: { file, startLine: line, endLine: line + 1 } } : {}),
      ...(text === undefined ? {} : { quote: { file, side: 'new', line, text } }),
      ...(criterion === undefined ? {} : { criterion }),
    };
  });
const listArb = fc.array(findingArb, { maxLength: 4 });
const statusArb = fc.constantFrom('met' as const, 'partial' as const, 'unmet' as const, 'not-checked' as const);
const positionArb = fc.record({
  position: fc.constantFrom('AGREE' as const, 'DISAGREE' as const, 'SUPPLEMENT' as const, 'WITHDRAW' as const),
  kind: fc.constantFrom('a' as const, 'b' as const, 'c' as const, 'd' as const, 'e' as const),
  text: fc.option(quoteArb, { nil: undefined }),
});

interface Played {
  readonly input: JudgeInput;
  /** How things stood before each round, and who was asked. */
  readonly rounds: readonly { readonly before: JudgeInput; readonly asks: readonly RoundAsk[] }[];
}

/** A whole attempt in which verifiers say whatever `g` makes up: some give no answer, some see more, some speak of what nobody asked. */
function play(g: fc.GeneratorValue, maxRounds = g(fc.integer, { min: 1, max: 3 })): Played {
  let mark = 0;
  const marked = (list: readonly RawFinding[]) => list.map((each) => ({ ...each, evidence: `<${(mark += 1)}>` }));
  const seats = g(() => fc.subarray(SEATS, { minLength: 1 }));
  const answers = seats
    .filter(() => g(() => fc.integer({ min: 0, max: 9 })) > 0)
    .map(
      (each): SeatAnswer => ({
        ...each,
        answer: answer({
          verdict: g(() => fc.constantFrom('pass' as const, 'concerns' as const)),
          criteria: [{ id: 'AC-1', status: g(() => statusArb), evidence: '' }],
          findings: marked(g(() => listArb)),
        }),
      }),
    );
  let input = judgeInput({
    verifiers: seats,
    answers,
    audits: marked(g(() => fc.array(findingArb, { maxLength: 1 }))),
    quoteExists,
    convergence: { enabled: true, maxRounds, verificationMode: 'lightweight', budgetReached: false },
  });
  const rounds: { before: JudgeInput; asks: readonly RoundAsk[] }[] = [];
  for (let next = nextRound(input); next.kind === 'open' && rounds.length < 10; next = nextRound(input)) {
    const { round, asks } = next;
    rounds.push({ before: input, asks });
    const roundAnswers = asks
      .filter(() => g(() => fc.integer({ min: 0, max: 4 })) > 0)
      .map(({ seat, findings }): RoundAnswer => {
        const vendor = SEATS.find((each) => each.seat === seat)?.vendor ?? '';
        const positions = findings.map((finding) =>
          positionOn(
            finding,
            g(() => positionArb),
          ),
        );
        const more = marked(g(() => fc.array(findingArb, { maxLength: 2 })));
        return { seat, vendor, round, answer: { form: 'json', tree: TREE, positions, findings: more } };
      });
    input = Object.assign({}, input, {
      rounds: input.rounds.concat({ round, asks }),
      roundAnswers: input.roundAnswers.concat(roundAnswers),
    });
  }
  return { input, rounds };
}

function positionOn(finding: string, given: typeof positionArb extends fc.Arbitrary<infer P> ? P : never): GivenPosition {
  const { position, kind, text } = given;
  return {
    finding,
    position,
    ...(position === 'DISAGREE' ? { kind } : {}),
    evidence: 'e',
    ...(text === undefined ? {} : { quote: { file: 'x.ts', side: 'new', line: 1, text } }),
  };
}

const stateOf = (input: JudgeInput) => judgeAttempt(input).convergence;
const always = (holds: (g: fc.GeneratorValue) => void, numRuns = 150): void => {
  fc.assert(
    fc.property(fc.gen(), (g) => holds(g)),
    // Looking for the smallest failing example has to have an end too.
    { numRuns, interruptAfterTimeLimit: 15_000 },
  );
};
/** Marks of what went into a finding. */
const marksOf = ({ claim, evidence }: Finding): readonly string[] => `${claim}\n${evidence}`.match(/<\d+>/g) ?? [];
const marksRaised = ({ answers, audits, roundAnswers }: JudgeInput): readonly string[] =>
  [...answers.flatMap((each) => each.answer.findings), ...audits, ...roundAnswers.flatMap((each) => each.answer.findings)].map(
    ({ evidence }) => evidence,
  );

describe('whatever verifiers answer, over all rounds', () => {
  test('the order in which answers, findings and positions come does not change a byte', () => {
    always((g) => {
      const { input } = play(g);
      const shuffled = <T>(list: readonly T[]): T[] => g(() => fc.shuffledSubarray([...list], { minLength: list.length }));
      const other: JudgeInput = {
        ...input,
        verifiers: shuffled(input.verifiers),
        audits: shuffled(input.audits),
        answers: shuffled(input.answers).map((each) => ({
          ...each,
          answer: { ...each.answer, findings: shuffled(each.answer.findings) },
        })),
        rounds: input.rounds.map((each) => ({ ...each, asks: shuffled(each.asks) })),
        roundAnswers: shuffled(input.roundAnswers).map((each) => ({
          ...each,
          answer: { ...each.answer, positions: shuffled(each.answer.positions), findings: shuffled(each.answer.findings) },
        })),
      };
      expect(JSON.stringify(judgeAttempt(other))).toBe(JSON.stringify(judgeAttempt(input)));
      expect(nextRound(other)).toEqual(nextRound(input));
    });
  });

  test('saying the same thing again changes nothing', () => {
    always((g) => {
      const { input } = play(g);
      const twice = <T>(list: readonly T[]): T[] => [...list, ...list];
      const again: JudgeInput = {
        ...input,
        audits: twice(input.audits),
        answers: input.answers.map((each) => ({ ...each, answer: { ...each.answer, findings: twice(each.answer.findings) } })),
        roundAnswers: input.roundAnswers.map((each) => ({
          ...each,
          answer: { ...each.answer, findings: twice(each.answer.findings) },
        })),
      };
      expect(stateOf(again)).toEqual(stateOf(input));
    }, 80);
  });

  test('it ends within the rounds allowed, and nobody is asked twice, or about what was not open', () => {
    always((g) => {
      const maxRounds = g(fc.integer, { min: 1, max: 3 });
      const { input, rounds } = play(g, maxRounds);
      expect(1 + rounds.length).toBeLessThanOrEqual(maxRounds);
      expect(nextRound(input).kind).toBe('none');
      const pairs = rounds.flatMap(({ asks }) => asks.flatMap(({ seat, findings }) => findings.map((id) => `${seat} ${id}`)));
      expect(new Set(pairs).size).toBe(pairs.length);
      for (const { before, asks } of rounds) {
        const { findings, roundHistory } = stateOf(before);
        const answering = before.answers.map(({ seat }) => seat);
        const queue = new Set(asks.flatMap((ask) => ask.findings));
        expect(queue.size).toBeGreaterThan(0);
        expect(queue.size).toBeLessThanOrEqual(roundHistory.at(-1)?.open ?? 0);
        for (const { seat, findings: asked } of asks) {
          expect(answering).toContain(seat);
          expect(asked.length).toBeGreaterThan(0);
          for (const id of asked) {
            const about = findings.find((each) => each.id === id);
            // open; or brought down by its quote alone, which its raiser may still mend
            const fell = about?.class === 'refuted' && about.quote !== undefined && !quoteExists(about.quote);
            expect(fell || (about?.counts && ['standing', 'disputed'].includes(about.class))).toBe(true);
            expect(fell || about?.class === 'disputed' || !about?.raisedBy.includes(seat)).toBe(true);
          }
        }
      }
    });
  });

  test('nothing is lost: each entry of each answer is in exactly one finding, which has exactly one class', () => {
    always((g) => {
      const { input } = play(g);
      const { findings, finalClassificationCounts } = stateOf(input);
      for (const mark of marksRaised(input)) expect(findings.filter((each) => marksOf(each).includes(mark))).toHaveLength(1);
      expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
      expect(Object.keys(finalClassificationCounts).toSorted()).toEqual(CLASSES);
      expect(Object.values(finalClassificationCounts).reduce((sum, count) => sum + count, 0)).toBe(findings.length);
      for (const { counts, class: found } of findings) expect(counts).toBe(found !== 'refuted' && found !== 'withdrawn');
    });
  });

  test('a finding keeps its id, and all that went into it, in every later round', () => {
    always((g) => {
      const { input, rounds } = play(g, 3);
      const stands = [...rounds.map(({ before }) => before), input].map((each) => stateOf(each).findings);
      for (const [index, earlier] of stands.entries()) {
        for (const later of stands.slice(index + 1)) {
          for (const { id, ...finding } of earlier) {
            const same = later.find((each) => each.id === id);
            expect(same && marksOf(same)).toEqual(expect.arrayContaining([...marksOf({ id, ...finding })]));
            expect(same?.raisedBy).toEqual(expect.arrayContaining([...finding.raisedBy]));
          }
        }
      }
    }, 80);
  });

  test('a finding that is raised again in the next attempt keeps its id', () => {
    always((g) => {
      const { input } = play(g, 1);
      const first = judgeAttempt(input).findings;
      const second = judgeAttempt({ ...input, attempt: 2, previous: first, changedSince: () => true }).findings;
      expect(second.map((each) => [each.id, each.claim, marksOf(each), each.state])).toEqual(
        first.map((each) => [each.id, each.claim, marksOf(each), 'open']),
      );
    }, 80);
  });

  test('a vendor counts once, however many seats it has', () => {
    always((g) => {
      const { input } = play(g);
      for (const { class: found, vendors, positions } of judgeAttempt(input).findings) {
        const agreeing = positions.filter(
          ({ position, kind }) => position !== 'WITHDRAW' && (position !== 'DISAGREE' || kind === 'd'),
        );
        const held = new Set([...vendors, ...agreeing.map(({ vendor }) => vendor)]);
        if (found === 'confirmed') expect(held.size).toBeGreaterThan(1);
        expect(new Set(vendors).size).toBe(vendors.length);
      }
    });
  });

  test('with seats of one vendor only, nothing is ever confirmed', () => {
    always((g) => {
      const { input } = play(g);
      const alike = <T extends { readonly vendor: string }>(list: readonly T[]): T[] =>
        list.map((each) => ({ ...each, vendor: 'one' }));
      const given = { ...input, answers: alike(input.answers), roundAnswers: alike(input.roundAnswers) };
      expect(stateOf(given).finalClassificationCounts.confirmed).toBe(0);
    }, 80);
  });

  test('positions on findings that are not there change nothing', () => {
    always((g) => {
      const { input } = play(g);
      const roundAnswers = input.roundAnswers.map((each) => ({
        ...each,
        answer: {
          ...each.answer,
          positions: [
            positionOn(
              'F-999',
              g(() => positionArb),
            ),
            ...each.answer.positions,
            positionOn(
              '',
              g(() => positionArb),
            ),
          ],
        },
      }));
      expect(JSON.stringify(stateOf({ ...input, roundAnswers }))).toBe(JSON.stringify(stateOf(input)));
    }, 80);
  });

  test('what a reproducer did decides over all positions', () => {
    always((g) => {
      const { input } = play(g);
      for (const { id, raisedBy, class: before } of judgeAttempt(input).findings) {
        const after = (result: JudgeInput['reproducers'][string]) =>
          judgeAttempt({ ...input, reproducers: { [id]: result } }).findings.find((each) => each.id === id);
        expect(after('holds')).toMatchObject({ class: 'reproduced', counts: true });
        expect(after('holds-on-both')?.counts).toBe(false);
        expect(after('void')?.class).toBe(before);
        const isSeen = raisedBy.includes('okstra') && before === 'reproduced';
        expect(after('does-not-hold')?.class).toBe(isSeen ? 'reproduced' : 'refuted');
      }
    }, 60);
  });
});

const CLASSES = ['confirmed', 'disputed', 'refuted', 'reproduced', 'standing', 'withdrawn'];

test('what is made up here reaches every class, every reason to stop, three rounds, and quotes that were mended', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.gen(), (g) => {
      const { input } = play(g);
      const { findings, roundHistory, stopReason } = stateOf(input);
      for (const each of findings) seen.add(each.class);
      seen.add(String(stopReason)).add(`${roundHistory.length} rounds`);
      const raised = [...input.answers, ...input.roundAnswers].flatMap((each) => each.answer.findings);
      const isMended = ({ quote }: Finding): boolean =>
        quote !== undefined && !raised.some((each) => JSON.stringify(each.quote) === JSON.stringify(quote));
      if (findings.some((each) => isMended(each) && each.counts)) seen.add('mended');
    }),
    { numRuns: 300, seed: 1 },
  );
  const reasons = ['no-open-findings', 'single-verifier', 'max-rounds'];
  expect([...seen].toSorted()).toEqual([...CLASSES, ...reasons, '1 rounds', '2 rounds', '3 rounds', 'mended'].toSorted());
});
