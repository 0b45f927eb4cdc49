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
  /\b(?:(?<of>\d{1,7})\s*(?:\/|of|out of)\s*(?<all>\d{1,7})\s+(?:unit |integration )?tests?(?:\s+(?:pass|passed|passing|green|succeeded))?|all\s+(?<every>\d{1,7})\s+(?:unit |integration )?tests?\s+(?:\w+\s+)?(?:pass|passed|passing|succeed|succeeded|green)|(?<passed>\d{1,7})\s+(?:tests?\s+)?(?:pass(?:ed|ing|es)?|succeeded|green)\b|(?<failed>\d{1,7})\s+(?:tests?\s+)?(?:fail(?:ed|ing|s|ures?)?)\b|(?<skipped>\d{1,7})\s+(?:tests?\s+)?skipped\b|(?<ranPassed>\d{1,7})\s+tests?\s+were\s+run\s+and\s+pass(?:ed)?|all\s+tests\s+pass(?:ed|ing)?\s+\((?<inAll>\d{1,7})\)|ran\s+(?<ran>\d{1,7})\s+tests?)/gi;

/** Words that make a number something else than a claim about this change's result. */
const ASIDE =
  /\b(?:before|previously|baseline|on the base|would|should|expect(?:ed|s)? to|used to|earlier|until|if|files?|suites?|checks?|criteria|add(?:ed|s)?|new)\b/i;
/** Forms that speak of all tests: nothing beside them makes them mean less. Other times do. */
const WHOLE = /\ball\s+(?:\d|tests)|\d\s*\/\s*\d|^#\s*pass/i;
const OTHER_TIME = /\b(?:before|previously|baseline|on the base|would|should|expect(?:ed|s)? to|used to|earlier|until|if)\b/i;

/** Sentences of a line, and what a dash, a colon or a semicolon parts. */
const clausesOf = (line: string): readonly string[] => line.split(/(?<=[.!?;])\s+|\s+[\u2013\u2014-]\s+|:\s+/);

/** In order. A clause that speaks of another time, or of something else than tests, is left out. Never throws. */
export function countClaims(text: string): CountClaim[] {
  return text
    .split(/\r?\n/)
    .flatMap((line, at) => (line.length > 2000 ? [] : clausesOf(line).flatMap((clause) => claimIn(clause, at + 1))));
}

/** As node's own test runner prints it. */
const TAP = /^[#\u2139]\s*pass\s+(\d{1,7})\s*$/i;

function claimIn(said: string, line: number): CountClaim[] {
  const clause = said.trim().replace(TAP, 'all $1 tests pass');
  const found = [...clause.matchAll(SPOKEN)];
  const isAside = WHOLE.test(clause) ? OTHER_TIME.test(clause) : ASIDE.test(clause);
  if (found.length === 0 || isAside || !/\btests?\b|\bpass|\bfail/i.test(clause)) return [];
  const numbers: Record<string, number> = {};
  for (const { groups = {} } of found) {
    for (const [name, value] of Object.entries(groups)) if (value !== undefined) numbers[NAMES[name] ?? name] ??= Number(value);
  }
  const { passed, failed, skipped, total } = numbers;
  return [
    {
      quote: said.trim().slice(0, 300),
      line,
      ...(passed === undefined ? {} : { passed }),
      ...(failed === undefined ? {} : { failed }),
      ...(skipped === undefined ? {} : { skipped }),
      ...(total === undefined ? {} : { total }),
    },
  ];
}

const NAMES: Readonly<Record<string, string>> = {
  of: 'passed',
  all: 'total',
  every: 'passed',
  ran: 'total',
  ranPassed: 'passed',
  inAll: 'passed',
};
