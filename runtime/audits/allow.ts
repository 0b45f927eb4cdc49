/** What an item explicitly allows. Allowed findings stay on record, as notes. */
import { matchesPath } from './globs.ts';
import type { AllowEntry, AuditFinding, AuditKind } from './types.ts';

/** Kinds an item may allow. A secret is none of them. */
export const ALLOWABLE: readonly AuditKind[] = [
  'test-deleted',
  'test-renamed-away',
  'test-skipped',
  'test-focused',
  'test-emptied',
  'assertion-removed',
  'assertion-loosened',
  'golden-rewritten',
  'threshold-lowered',
  'check-changed',
  'exit-forced',
  'timeout-raised',
  'lint-disabled',
  'fewer-tests',
  'out-of-plan',
  'ignored-file',
  'submodule',
  'large-file',
  'placeholder',
  'instructions-changed',
  'no-red-test',
  'test-green-on-base',
];

export interface AllowList {
  readonly entries: readonly AllowEntry[];
  /** A line for each entry that names no known kind: it allows nothing. */
  readonly notices: readonly string[];
}

/**
 * The `allow:` list of an item's texts: `allow: <kind> [<file pattern>] [— <why>]` on a line of its own, with or without a bullet or
 * checkbox, or `allow:` alone with such entries as a list below it.
 */
export function readAllowList(texts: readonly string[]): AllowList {
  const found = texts.flatMap(entriesIn);
  const entries = found.flatMap((each) => (typeof each === 'string' ? [] : [each]));
  return { entries: unique(entries), notices: [...new Set(found.filter((each) => typeof each === 'string'))] };
}

const BULLET = /^\s*(?:[-*+]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?/;

function entriesIn(text: string): (AllowEntry | string)[] {
  const found: (AllowEntry | string)[] = [];
  let inList = false;
  for (const line of text.split(/\r?\n/)) {
    const content = line.replace(BULLET, '').replaceAll('`', '').trim();
    const own = /^allow:(.*)$/i.exec(content);
    if (own !== null) {
      const rest = (own[1] ?? '').trim();
      inList = rest === '';
      if (!inList) found.push(entryOf(rest));
    } else if (inList && BULLET.test(line)) {
      found.push(entryOf(content));
    } else if (content !== '') {
      inList = false;
    }
  }
  return found;
}

function entryOf(text: string): AllowEntry | string {
  const [said = ''] = text.split(/\s+(?:\u2014|--|#)\s+/, 1);
  const [kind = '', glob] = said.trim().split(/[\s:]+/);
  const known = kind === 'any' ? 'any' : ALLOWABLE.find((each) => each === kind);
  if (known === undefined) return `the item's allow list: expected one of ${ALLOWABLE.join(', ')}, found "${kind.slice(0, 60)}"`;
  // `any` for every file would switch the audits off.
  if (known === 'any' && glob === undefined) return 'the item\'s allow list: "any" needs a file pattern';
  return { kind: known, ...(glob === undefined ? {} : { glob }), text };
}

const unique = (entries: readonly AllowEntry[]): AllowEntry[] => [
  ...new Map(entries.map((entry) => [entry.text, entry])).values(),
];

/** Findings that an entry allows become notes that say so; all others are returned as they are. */
export function applyAllowList(findings: readonly AuditFinding[], entries: readonly AllowEntry[]): AuditFinding[] {
  return findings.map((each) => {
    const entry = ALLOWABLE.includes(each.kind) ? entries.find((one) => allows(one, each)) : undefined;
    if (entry === undefined) return each;
    const { finding } = each;
    const evidence = `${finding.evidence}\nThe item allows it: "${entry.text}".`;
    return { ...each, allowedBy: entry, finding: { ...finding, severity: 'note', evidence } };
  });
}

function allows(entry: AllowEntry, { kind, finding }: AuditFinding): boolean {
  if (entry.kind !== 'any' && entry.kind !== kind) return false;
  if (entry.glob === undefined) return true;
  const file = finding.location?.file ?? finding.quote?.file;
  return file !== undefined && matchesPath(file, entry.glob);
}
