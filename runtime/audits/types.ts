/** What goes into the audits of a change, and what comes out. Values only. */
import type { ChangedFile } from '../model/evidence.ts';
import type { FindingCategory, Location, Quote, RawFinding, Severity } from '../model/findings.ts';

export type TamperKind =
  | 'test-deleted'
  | 'test-renamed-away'
  | 'test-skipped'
  | 'test-focused'
  | 'test-emptied'
  | 'assertion-removed'
  | 'assertion-loosened'
  | 'golden-rewritten'
  | 'threshold-lowered'
  | 'check-changed'
  | 'exit-forced'
  | 'timeout-raised'
  | 'lint-disabled'
  | 'fewer-tests';

export type ScopeKind =
  | 'out-of-plan'
  | 'ignored-file'
  | 'submodule'
  | 'symlink-outside'
  | 'large-file'
  | 'secret'
  | 'placeholder'
  | 'instructions-changed'
  | 'commit-message';

/** Of a change that has to fit the tools of its repository. */
export type HygieneKind = 'second-package-manager' | 'lockfile-ignored' | 'source-ignored';
export type AuditKind = TamperKind | ScopeKind | HygieneKind | 'discrepancy' | 'no-red-test' | 'test-green-on-base';

/** What a finding rests on. `lines`: a scan of lines, where there is no grammar for the language; it can be wrong about text in strings. */
export type Basis = 'syntax-tree' | 'values' | 'lines' | 'receipts';

export interface AuditFinding {
  readonly kind: AuditKind;
  readonly by: Basis;
  readonly finding: RawFinding;
  /** The item's entry that allows it; the finding is a note then. */
  readonly allowedBy?: AllowEntry;
  /** How many tests it is about; absent: one, or none. */
  readonly tests?: number;
}

/** One entry of an item's `allow:` list. */
export interface AllowEntry {
  readonly kind: AuditKind | 'any';
  /** Which files; absent: all. */
  readonly glob?: string;
  /** As written. */
  readonly text: string;
}

/** Texts by path, with `/`. A file that is no text, or too large, is left out. */
export type Texts = ReadonlyMap<string, string>;

/** A changed file with its two sides; a side that does not exist, or is no text, is undefined. */
export interface FileChange {
  readonly path: string;
  /** Path on the base; the same unless renamed. */
  readonly basePath: string;
  readonly status: ChangedFile['status'];
  readonly before?: string;
  readonly after?: string;
}

/** In the order of paths, whatever order the files come in. */
export function pairChanges(files: readonly ChangedFile[], base: Texts, candidate: Texts): FileChange[] {
  return files
    .map(({ path, previousPath, status }): FileChange => {
      const basePath = previousPath ?? path;
      const before = status === 'added' ? undefined : base.get(basePath);
      const after = status === 'deleted' ? undefined : candidate.get(path);
      return { path, basePath, status, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
    })
    .toSorted((a, b) => order(a.path, b.path) || order(a.basePath, b.basePath));
}

export const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A line of one side, as a place and as a quote. */
export interface Place {
  readonly file: string;
  readonly side: Quote['side'];
  /** From 1. */
  readonly line: number;
  /** The line as it stands; blanks around it are cut. */
  readonly text: string;
}

export interface AuditFacts {
  readonly kind: AuditKind;
  readonly by: Basis;
  readonly category?: FindingCategory;
  readonly severity: Severity;
  readonly claim: string;
  readonly evidence: string;
  readonly place?: Place;
  readonly recommendation?: string;
}

/** Default category: test-tampering. */
export function auditFinding({
  kind,
  by,
  category = 'test-tampering',
  severity,
  claim,
  evidence,
  place,
  recommendation,
}: AuditFacts): AuditFinding {
  const where: { location?: Location; quote?: Quote } =
    place === undefined
      ? {}
      : {
          location: { file: place.file, startLine: place.line, endLine: place.line },
          ...(place.text.trim() === ''
            ? {}
            : { quote: { file: place.file, side: place.side, line: place.line, text: place.text.trim().slice(0, 500) } }),
        };
  const basis = by === 'lines' ? ' (seen by a scan of lines: no syntax tree for this file)' : '';
  const finding: RawFinding = {
    category,
    severity,
    ...where,
    claim,
    evidence: `${evidence}${basis}`,
    ...(recommendation === undefined ? {} : { recommendation }),
  };
  return { kind, by, finding };
}

/** The line of a text as a place. */
export function placeIn(file: string, side: Quote['side'], text: string, line: number): Place {
  return { file, side, line, text: text.split(/\r?\n/)[line - 1] ?? '' };
}

/** One order for findings, whatever the order in which they were found; doubles are dropped. */
export function sortFindings(findings: readonly AuditFinding[]): AuditFinding[] {
  const keyed = findings.map((each) => ({ each, key: keyOf(each) }));
  const unique = new Map(keyed.map(({ each, key }) => [key, each]));
  return [...unique].toSorted(([a], [b]) => order(a, b)).map(([, each]) => each);
}

const keyOf = ({ kind, by, finding }: AuditFinding): string =>
  JSON.stringify([
    finding.location?.file ?? '',
    String(finding.location?.startLine ?? 0).padStart(9, '0'),
    kind,
    by,
    finding.claim,
    finding.evidence,
    finding.quote?.side,
  ]);
