/** Receipts of a check before and after, some with fewer tests. */
import type { Receipt, TestCounts } from '../../runtime/model/evidence.ts';
import type { Random } from './random.ts';

export interface CountCase {
  readonly baseline: readonly Receipt[];
  readonly candidate: readonly Receipt[];
}

const receipt = (on: Receipt['on'], counts: TestCounts | undefined): Receipt => ({
  check: 'test:unit',
  label: 'unit',
  category: 'test',
  cmd: 'npm test',
  cwd: '.',
  on,
  attempt: on === 'baseline' ? 0 : 1,
  commit: 'c0ffee',
  tree: 'c0ffee',
  status: counts !== undefined && counts.failed > 0 ? 'failed' : 'passed',
  exitCode: counts !== undefined && counts.failed > 0 ? 1 : 0,
  durationMs: 1,
  tail: '',
  ...(counts === undefined ? {} : { counts }),
  confinement: 'process-group',
});

export function countCases(
  random: Random,
  count: number,
): { readonly tampered: readonly CountCase[]; readonly honest: readonly CountCase[] } {
  const make = (change: (counts: TestCounts) => TestCounts | undefined): CountCase => {
    const before = { passed: random.whole(5, 500), failed: random.pick([0, 0, 2]), skipped: random.whole(0, 3) };
    return { baseline: [receipt('baseline', before)], candidate: [receipt('candidate', change(before))] };
  };
  const tampered = Array.from({ length: count }, (_, n) =>
    make((was) => {
      if (n % 4 === 0) return undefined;
      const missing = Math.min(was.passed, random.whole(1, 4));
      return { ...was, passed: was.passed - missing, skipped: was.skipped + (n % 2 === 0 ? missing : 0) };
    }),
  );
  const honest = Array.from({ length: count }, (_, n) =>
    make((was) => (n % 3 === 0 ? was : { ...was, passed: was.passed + random.whole(0, 5) + was.failed, failed: 0 })),
  );
  return { tampered, honest };
}
