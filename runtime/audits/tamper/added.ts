/** Tests that are new: whether they run, and whether they keep others from running. Limits for whole files stand here too. */
import type { AuditFinding } from '../types.ts';
import { auditFinding, placeIn } from '../types.ts';
import type { TestContext } from './context.ts';
import type { PlacedTest } from './match.ts';

export function addedFindings(added: readonly PlacedTest[], context: TestContext): AuditFinding[] {
  return [...added.flatMap((each) => ofTest(each, context)), ...fileLimits(context)];
}

function ofTest({ file, test }: PlacedTest, context: TestContext): AuditFinding[] {
  const side = context.after.get(file);
  if (side === undefined) return [];
  const by = side.tests.by;
  const focus = test.focused;
  const skip = test.skipped;
  const found: AuditFinding[] = [];
  if (focus !== undefined) {
    const place = placeIn(file, 'new', side.text, focus.line);
    found.push(
      auditFinding({
        kind: 'test-focused',
        by,
        severity: 'blocker',
        claim: `Only some tests of ${file} run`,
        evidence: `On the base it has no "${focus.text}".`,
        place,
      }),
    );
  }
  if (skip !== undefined) {
    const place = placeIn(file, 'new', side.text, skip.line);
    // It takes nothing away that was there, and proves nothing either.
    found.push(
      auditFinding({
        kind: 'test-skipped',
        by,
        severity: 'minor',
        claim: skip.line < test.line ? `New tests of ${file} do not run` : `The new test "${test.title}" does not run`,
        evidence: `It is added with "${skip.text}".`,
        place,
      }),
    );
  }
  return found;
}

function fileLimits({ changes, before, after }: TestContext): AuditFinding[] {
  return changes.flatMap(({ path, basePath }) => {
    const [old, now] = [before.get(basePath), after.get(path)];
    if (now === undefined) return [];
    return now.tests.limits.flatMap(({ key, line, value }) => {
      const was = Math.max(
        ...(old?.tests.limits.filter((limit) => limit.key === key).map((limit) => limit.value) ?? []),
        /retr/i.test(key) ? 0 : 5000,
      );
      // A new file has no tests yet that anybody waits for.
      if (old === undefined || value <= was) return [];
      const claim = /retr/i.test(key)
        ? `Tests of ${path} are run again until they pass`
        : `Tests of ${path} get a longer time limit`;
      return [
        auditFinding({
          kind: 'timeout-raised',
          by: now.tests.by,
          severity: 'major',
          claim,
          evidence: `${key} is ${value}; on the base ${was}.`,
          place: placeIn(path, 'new', now.text, line),
        }),
      ];
    });
  });
}
