/** Numbers of tests that an agent's text speaks of. */

export interface CountClaim {
  /** The words themselves. */
  readonly quote: string;
  /** Line in the text, from 1. */
  readonly line: number;
  readonly passed?: number;
  readonly failed?: number;
  readonly skipped?: number;
  /** Of all tests: "all 42 tests". */
  readonly total?: number;
}

/** `42 tests passed`, `42 passed, 1 failed`, `all 42 tests pass`, `42/42 tests`, `ran 42 tests`. */
const SPOKEN =
  /\b(?:(?<of>\d{1,7})\s*(?:\/|of|out of)\s*(?<all>\d{1,7})\s+(?:unit |integration )?tests?(?:\s+(?:pass|passed|passing|green|succeeded))?|all\s+(?<every>\d{1,7})\s+(?:unit |integration )?tests?\s+(?:\w+\s+)?(?:pass|passed|passing|succeed|succeeded|green)|(?<passed>\d{1,7})\s+(?:tests?\s+)?(?:pass(?:ed|ing|es)?|succeeded|green)\b|(?<failed>\d{1,7})\s+(?:tests?\s+)?(?:fail(?:ed|ing|s|ures?)?)\b|(?<skipped>\d{1,7})\s+(?:tests?\s+)?skipped\b|ran\s+(?<ran>\d{1,7})\s+tests?)/gi;

/** Words that make a number something else than a claim about this change's result. */
const ASIDE =
  /\b(?:before|previously|baseline|on the base|would|should|expect(?:ed|s)? to|was|were|used to|earlier|files?|suites?|checks?|criteria|if|until|add(?:ed|s)?|new)\b/i;

/** In order. A line that speaks of another time, or of something else than tests, is left out. Never throws. */
export function countClaims(text: string): CountClaim[] {
  return text.split(/\r?\n/).flatMap((line, at) => {
    if (line.length > 2000) return [];
    const found = [...line.matchAll(SPOKEN)];
    if (found.length === 0 || ASIDE.test(line) || !/\btests?\b|\bpass|\bfail/i.test(line)) return [];
    const numbers: Record<string, number> = {};
    for (const { groups = {} } of found) {
      for (const [name, value] of Object.entries(groups)) if (value !== undefined) numbers[NAMES[name] ?? name] ??= Number(value);
    }
    const { passed, failed, skipped, total } = numbers;
    return [
      {
        quote: line.trim().slice(0, 300),
        line: at + 1,
        ...(passed === undefined ? {} : { passed }),
        ...(failed === undefined ? {} : { failed }),
        ...(skipped === undefined ? {} : { skipped }),
        ...(total === undefined ? {} : { total }),
      },
    ];
  });
}

const NAMES: Readonly<Record<string, string>> = { of: 'passed', all: 'total', every: 'passed', ran: 'total' };
