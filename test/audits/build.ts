/** Short builders for changes and receipts, and the grammars, loaded once. */
import { type AuditFinding, auditTampering, loadGrammars, type TamperInput } from '../../runtime/audits/index.ts';
import type { ChangedFile, Receipt } from '../../runtime/model/index.ts';

export const grammars = await loadGrammars(['a.js', 'a.ts', 'a.tsx', 'a.py', 'a.go', 'a.rs', 'a.java']);

/** Both sides of each file; null: not there. */
export type Sides = Readonly<Record<string, readonly [before: string | null, after: string | null]>>;

export const changedFiles = (sides: Sides): ChangedFile[] =>
  Object.entries(sides)
    .filter(([, [before, after]]) => before !== after)
    .map(([path, [before, after]]) => ({
      path,
      status: before === null ? 'added' : after === null ? 'deleted' : 'modified',
      insertions: 1,
      deletions: 1,
      binary: false,
    }));

export const side = (sides: Sides, which: 0 | 1): Map<string, string> =>
  new Map(
    Object.entries(sides).flatMap(([path, both]) => {
      const text = both[which];
      return text === null ? [] : [[path, text] as const];
    }),
  );

export const tamper = (sides: Sides, more: Partial<TamperInput> = {}): AuditFinding[] =>
  auditTampering({
    files: changedFiles(sides),
    base: side(sides, 0),
    candidate: side(sides, 1),
    checks: [{ cmd: 'npm test', cwd: '.' }],
    grammars,
    allow: [],
    ...more,
  });

/** `kind severity` of each finding. */
export const kinds = (found: readonly AuditFinding[]): string[] =>
  found.map(({ kind, finding }) => `${kind} ${finding.severity}`);

export const receipt = (more: Partial<Receipt> = {}): Receipt => ({
  check: 'test:unit',
  label: 'unit',
  category: 'test',
  cmd: 'npm test',
  cwd: '.',
  on: 'candidate',
  attempt: 1,
  commit: 'c0ffee',
  tree: 'c0ffee',
  status: 'passed',
  exitCode: 0,
  durationMs: 1,
  tail: '',
  confinement: 'process-group',
  ...more,
});
