/** Tests of the base that the candidate has no more. */

import { tokensOf } from '../syntax/tokens.ts';
import type { AuditFinding, AuditKind } from '../types.ts';
import { auditFinding, placeIn } from '../types.ts';
import { stemOf } from './code.ts';
import type { TestContext } from './context.ts';
import type { PlacedTest } from './match.ts';

/** From so many on, the tests of one file are one finding. */
const MANY = 4;

export function goneFindings(gone: readonly PlacedTest[], context: TestContext): AuditFinding[] {
  const groups = Map.groupBy(
    gone.map((each) => ({ each, fate: fateOf(each, context) })),
    ({ each, fate }) => JSON.stringify([each.file, fate.kind, fate.severity, fate.how]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const tests = group.map(({ each }) => each);
    return tests.length < MANY
      ? tests.map((each) => findingOf([each], first.fate, context))
      : [findingOf(tests, first.fate, context)];
  });
}

interface Fate {
  readonly kind: AuditKind;
  readonly severity: 'blocker' | 'note';
  readonly how: string;
}

function fateOf({ file, test }: PlacedTest, context: TestContext): Fate {
  const words = test.body;
  const lives = words.length >= 20 ? others(context).find(({ tokens }) => tokens.includes(words)) : undefined;
  if (lives !== undefined)
    return {
      kind: 'test-renamed-away',
      severity: 'blocker',
      how: `its body still stands in ${lives.path}, where no runner takes it for a test`,
    };
  const commented = context.changes.find(
    ({ basePath, after }) => basePath === file && after !== undefined && commentedOut(after, test.title),
  );
  if (commented) return { kind: 'test-deleted', severity: 'blocker', how: 'it is commented out' };
  const { names, stems } = context.removed();
  const tested = test.tokens.find((token) => names.has(token));
  if (tested !== undefined)
    return { kind: 'test-deleted', severity: 'note', how: `the change removes ${tested}, which it tests` };
  if (stems.has(stemOf(file))) return { kind: 'test-deleted', severity: 'note', how: 'the file it tests is deleted too' };
  return { kind: 'test-deleted', severity: 'blocker', how: 'the code it tests is still there' };
}

interface Searched {
  readonly path: string;
  readonly tokens: string;
}

const SEARCHED = new WeakMap<TestContext, readonly Searched[]>();

/** The words of every changed file of the candidate. */
function others(context: TestContext): readonly Searched[] {
  const known = SEARCHED.get(context);
  if (known !== undefined) return known;
  const found = context.changes.flatMap(({ path, after }) => {
    if (after === undefined) return [];
    const tests = context.after.get(path)?.tests;
    return [{ path, tokens: (tests?.tokens ?? tokensOf(after)).join(' ') }];
  });
  SEARCHED.set(context, found);
  return found;
}

function commentedOut(text: string, title: string): boolean {
  const own = title.split(' > ').at(-1) ?? title;
  return own.length > 2 && text.split(/\r?\n/).some((line) => /^\s*(?:\/\/|#|\*|\/\*|<!--)/.test(line) && line.includes(own));
}

function findingOf(tests: readonly PlacedTest[], { kind, severity, how }: Fate, context: TestContext): AuditFinding {
  const [first] = tests;
  const file = first?.file ?? '';
  const side = context.before.get(file);
  const titles = tests.map(({ test }) => `"${test.title}"`);
  const shown = titles.slice(0, 10).join(', ') + (titles.length > 10 ? ` and ${titles.length - 10} more` : '');
  const verb = kind === 'test-renamed-away' ? 'renamed away' : 'deleted';
  const claim = tests.length === 1 ? `The test ${shown} of ${file} is ${verb}` : `${tests.length} tests of ${file} are ${verb}`;
  const evidence = `${tests.length === 1 ? 'On the base it stands' : `On the base they stand in this file: ${shown}`}; ${how}.`;
  const finding = auditFinding({
    kind,
    by: side?.tests.by ?? 'lines',
    severity,
    claim,
    evidence,
    ...(side === undefined ? {} : { place: placeIn(file, 'base', side.text, first?.test.line ?? 1) }),
    ...(severity === 'blocker' ? { recommendation: 'Restore the tests, or let the item allow it.' } : {}),
  });
  return tests.length === 1 ? finding : { ...finding, tests: tests.length };
}
