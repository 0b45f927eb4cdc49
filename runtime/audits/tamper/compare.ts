/** One test before and after: whether it still runs, still runs to its end, and still demands what it did. */

import type { Severity } from '../../model/findings.ts';
import type { Marker, TestCase } from '../syntax/model.ts';
import type { AuditFinding, AuditKind } from '../types.ts';
import { auditFinding, placeIn } from '../types.ts';
import { type AssertionChange, compareAssertions } from './assertions.ts';
import { allOf, type Side, type TestContext } from './context.ts';
import type { PlacedTest } from './match.ts';

export interface Pair {
  readonly before: PlacedTest;
  readonly after: PlacedTest;
}

export function comparePair({ before, after }: Pair, context: TestContext): AuditFinding[] {
  const [old, now] = [context.before.get(before.file), context.after.get(after.file)];
  if (old === undefined || now === undefined) return [];
  const sides: Sides = { old, now, before: before.test, after: after.test };
  const switched = [...skipped(sides), ...focused(sides), ...limits(sides)];
  if (isEmptied(before.test, after.test)) return [...switched, emptied(sides)];
  const oldHelpers = new Set(old.tests.helpers.map(({ text }) => text));
  const changes = compareAssertions({
    before: before.test.assertions,
    after: after.test.assertions,
    newHelpers: now.tests.helpers.filter(({ text }) => !oldHelpers.has(text)),
    elsewhere: context.newAssertions,
  });
  return [...switched, ...changes.flatMap((change) => ofAssertion(change, sides, context))];
}

interface Sides {
  readonly old: Side;
  readonly now: Side;
  readonly before: TestCase;
  readonly after: TestCase;
}

const titleOf = ({ after }: Sides): string => `The test "${after.title}"`;

function at(side: Side, which: 'new' | 'base', line: number) {
  return placeIn(side.path, which, side.text, line);
}

function marked(
  sides: Sides,
  { kind, severity = 'blocker', marker, claim }: { kind: AuditKind; severity?: Severity; marker: Marker; claim: string },
): AuditFinding {
  const place = at(sides.now, 'new', marker.line);
  return auditFinding({
    kind,
    by: sides.now.tests.by,
    severity,
    claim,
    evidence: `On the base it has no "${marker.text}".`,
    place,
  });
}

function skipped(sides: Sides): AuditFinding[] {
  const { before, after, now } = sides;
  if (after.skipped === undefined || before.skipped !== undefined) return [];
  // A skipped suite is one finding, not one for each test in it.
  const isSuite = after.skipped.line < after.line;
  const claim = isSuite ? `Tests of ${now.path} are skipped` : `${titleOf(sides)} is skipped`;
  return [marked(sides, { kind: 'test-skipped', marker: after.skipped, claim })];
}

function focused(sides: Sides): AuditFinding[] {
  const { before, after, now } = sides;
  if (after.focused === undefined || before.focused !== undefined) return [];
  return [marked(sides, { kind: 'test-focused', marker: after.focused, claim: `Only some tests of ${now.path} run` })];
}

/** Time limits that runners have without being told, in milliseconds; a limit below is no loosening. */
const USUAL_MS = 5000;

function limits(sides: Sides): AuditFinding[] {
  const { before, after, now } = sides;
  const found: AuditFinding[] = [];
  const place = (line: number) => at(now, 'new', line);
  const by = now.tests.by;
  const had = before.timeout?.ms ?? (/\.[cm]?[jt]sx?$/.test(now.path) ? USUAL_MS : Number.POSITIVE_INFINITY);
  if (after.timeout !== undefined && (after.timeout.ms === 0 ? had !== 0 : after.timeout.ms > had)) {
    const was = before.timeout === undefined ? 'the usual one' : `${before.timeout.ms} ms`;
    found.push(
      auditFinding({
        kind: 'timeout-raised',
        by,
        severity: 'major',
        claim: `${titleOf(sides)} gets a longer time limit`,
        evidence: `It is ${after.timeout.ms} ms; on the base it is ${was}.`,
        place: place(after.timeout.line),
      }),
    );
  }
  const times = before.retried?.times ?? 0;
  if (after.retried !== undefined && after.retried.times > times) {
    found.push(
      auditFinding({
        kind: 'timeout-raised',
        by,
        severity: 'major',
        claim: `${titleOf(sides)} is run again until it passes`,
        evidence: `It gets ${after.retried.times} more tries; on the base ${times}.`,
        place: place(after.retried.line),
      }),
    );
  }
  return found;
}

const isEmptied = (before: TestCase, after: TestCase): boolean =>
  (before.assertions.length > 0 &&
    after.assertions.length === 0 &&
    (after.statements === 0 || after.statements < before.statements)) ||
  (before.statements > 0 && after.statements === 0);

function emptied(sides: Sides): AuditFinding {
  const { before, after, now } = sides;
  return auditFinding({
    kind: 'test-emptied',
    by: now.tests.by,
    severity: 'blocker',
    claim: `${titleOf(sides)} no longer tests anything`,
    evidence: `On the base ${count(before.statements, 'statement')} and ${count(before.assertions.length, 'assertion')} can be reached, now ${after.statements} and ${after.assertions.length}.`,
    place: at(now, 'new', after.line),
  });
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

function ofAssertion(change: AssertionChange, sides: Sides, context: TestContext): AuditFinding[] {
  const { old, now } = sides;
  const by = now.tests.by;
  const names = context.removed().names;
  // What looks at code that is gone goes with it.
  if (change.before.text.split(' ').some((token) => names.has(token))) return [];
  if (change.kind === 'removed') {
    const stillThere = allOf(now.tests).some(({ text }) => text === change.before.text) && sides.after.isTable;
    if (stillThere || sides.after.isTable) return [];
    return [
      auditFinding({
        kind: 'assertion-removed',
        by,
        severity: 'blocker',
        claim: `${titleOf(sides)} loses an assertion`,
        evidence: 'It stands on the base and nowhere in the change.',
        place: at(old, 'base', change.before.line),
      }),
    ];
  }
  const place = at(now, 'new', change.after.line);
  const was = at(old, 'base', change.before.line).text.trim();
  if (change.kind === 'loosened') {
    return [
      auditFinding({
        kind: 'assertion-loosened',
        by,
        severity: 'blocker',
        claim: `${titleOf(sides)} demands less: ${change.why}`,
        evidence: `On the base: ${was}`,
        place,
      }),
    ];
  }
  // A value that is expected, not a name: a test whose variables are renamed expects the same.
  if (context.sourceChanged() || (sides.after.isTable && !sides.before.isTable)) return [];
  if (literalsOf(change.before.text) === literalsOf(change.after.text)) return [];
  return [
    auditFinding({
      kind: 'assertion-loosened',
      by,
      severity: 'major',
      claim: `${titleOf(sides)} expects something else, while no source file changed`,
      evidence: `On the base: ${was}`,
      place,
    }),
  ];
}

const literalsOf = (text: string): string =>
  (text.match(/'(?:[^'\\]|\\.)*'|(?<![\w.])\d[\w.]*|\b(?:true|false|True|False|null|None|nil|undefined)\b/g) ?? [])
    .toSorted()
    .join(' ');
