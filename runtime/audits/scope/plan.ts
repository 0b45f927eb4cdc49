/** Files outside the item's own list. */
import { matchesAny } from '../globs.ts';
import { type AuditFinding, auditFinding, type FileChange, placeIn } from '../types.ts';

export interface PlanInput {
  readonly changes: readonly FileChange[];
  /** Absent: the item states no list, and there is no limit. */
  readonly planned?: readonly string[];
  /** Paths that okstra itself writes, the item's folder among them. */
  readonly own: readonly string[];
  /** What the executor says of files outside the list. */
  readonly reasons: readonly { readonly file: string; readonly why: string }[];
}

export interface OutOfPlan {
  readonly file: string;
  /** null: the executor gives no reason. */
  readonly why: string | null;
}

export function auditPlan({ changes, planned, own, reasons }: PlanInput): {
  readonly outOfPlan: readonly OutOfPlan[];
  readonly findings: readonly AuditFinding[];
} {
  if (planned === undefined) return { outOfPlan: [], findings: [] };
  const why = new Map(
    reasons.filter((each) => each.why.trim() !== '').map((each) => [each.file.replace(/^(?:\.\/)+/, ''), each.why.trim()]),
  );
  const outside = changes.filter((change) => !isPlanned(change, planned) && !matchesAny(change.path, own));
  const outOfPlan = outside.map(({ path }): OutOfPlan => ({ file: path, why: why.get(path) ?? null }));
  const findings = outside.map((change) => {
    const reason = why.get(change.path);
    const text = change.after ?? change.before;
    return auditFinding({
      kind: 'out-of-plan',
      by: 'values',
      category: 'scope',
      severity: reason === undefined ? 'major' : 'minor',
      claim: `${change.path} is changed, and the item's list of files does not name it`,
      evidence: reason === undefined ? 'No reason is given.' : `The executor says: ${reason.slice(0, 500)}`,
      ...(text === undefined ? {} : { place: placeIn(change.path, change.after === undefined ? 'base' : 'new', text, 1) }),
    });
  });
  return { outOfPlan, findings };
}

/** A lockfile goes with its manifest, and a file may be renamed to or from a planned path. */
function isPlanned({ path, basePath }: FileChange, planned: readonly string[]): boolean {
  if (matchesAny(path, planned) || matchesAny(basePath, planned)) return true;
  const name = path.split('/').at(-1) ?? path;
  const manifest = Object.hasOwn(MANIFEST_OF, name) ? MANIFEST_OF[name] : undefined;
  return manifest !== undefined && matchesAny(path.slice(0, -name.length) + manifest, planned);
}

const MANIFEST_OF: Readonly<Record<string, string>> = {
  'package-lock.json': 'package.json',
  'npm-shrinkwrap.json': 'package.json',
  'pnpm-lock.yaml': 'package.json',
  'yarn.lock': 'package.json',
  'bun.lock': 'package.json',
  'bun.lockb': 'package.json',
  'Cargo.lock': 'Cargo.toml',
  'go.sum': 'go.mod',
  'poetry.lock': 'pyproject.toml',
  'uv.lock': 'pyproject.toml',
  'pdm.lock': 'pyproject.toml',
  'Gemfile.lock': 'Gemfile',
  'composer.lock': 'composer.json',
  'mix.lock': 'mix.exs',
  'Package.resolved': 'Package.swift',
};
