/** What kind of thing a changed path is: links that lead out, other repositories, large files, files that git ignores. */
import { posix } from 'node:path';
import { type AuditFinding, auditFinding, order } from '../types.ts';

/** A changed path of the candidate, as its tree has it. */
export interface Entry {
  readonly path: string;
  readonly kind: 'file' | 'symlink' | 'submodule';
  /** 0 for a submodule. */
  readonly bytes: number;
  /** Where a symbolic link points, as it is written. */
  readonly target?: string;
}

export const LARGEST_BYTES = 5 * 1024 * 1024;

export function auditEntries(entries: readonly Entry[]): AuditFinding[] {
  return entries.flatMap((entry): AuditFinding[] => {
    if (entry.kind === 'submodule') {
      return [
        auditFinding({
          kind: 'submodule',
          by: 'values',
          category: 'scope',
          severity: 'major',
          claim: `${entry.path} is another repository (submodule)`,
          evidence: 'What it holds is no part of the change that was looked at.',
        }),
      ];
    }
    if (entry.kind === 'symlink') return leavesTree(entry) ? [outside(entry)] : [];
    if (entry.bytes <= LARGEST_BYTES) return [];
    return [
      auditFinding({
        kind: 'large-file',
        by: 'values',
        category: 'scope',
        severity: 'major',
        claim: `${entry.path} has ${(entry.bytes / 1024 / 1024).toFixed(1)} MB`,
        evidence: `The limit is ${LARGEST_BYTES / 1024 / 1024} MB.`,
      }),
    ];
  });
}

const outside = ({ path, target = '' }: Entry): AuditFinding =>
  auditFinding({
    kind: 'symlink-outside',
    by: 'values',
    category: 'security',
    severity: 'major',
    claim: `The symbolic link ${path} leaves the repository`,
    evidence: `It points to ${target.slice(0, 300)}.`,
  });

/** An absolute target, one that climbs out, or one into git's own folder. */
function leavesTree({ path, target = '' }: Entry): boolean {
  const to = target.replaceAll('\\', '/');
  if (to.startsWith('/') || /^[A-Za-z]:/.test(to) || to.startsWith('~')) return true;
  const resolved = posix.normalize(posix.join(posix.dirname(path), to));
  return resolved === '..' || resolved.startsWith('../') || resolved === '.git' || resolved.startsWith('.git/');
}

/** What builds and tools leave behind in any worktree. */
const MADE =
  /(?:^|\/)(?:node_modules|dist|build|out|target|coverage|htmlcov|\.next|\.nuxt|\.svelte-kit|\.turbo|\.cache|\.parcel-cache|\.venv|venv|__pycache__|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.tox|\.nox|\.gradle|\.idea|\.vscode|\.okstra|\.okstra-inputs|vendor|tmp|temp|logs?|test-results|playwright-report|[\w.-]+\.egg-info)(?:\/|$)|\.(?:pyc|pyo|class|o|log|tsbuildinfo|swp)$|(?:^|\/)(?:\.DS_Store|\.coverage|Thumbs\.db|\.eslintcache|\.stylelintcache)$/;

/**
 * Ignored files that were not there before the executor's turn. They are no part of the candidate, so what works with them may not work
 * without.
 */
export function auditIgnored(appeared: readonly string[]): AuditFinding[] {
  const telling = [...new Set(appeared)].filter((path) => !MADE.test(path)).toSorted(order);
  if (telling.length === 0) return [];
  const shown = telling.slice(0, 20).join(', ') + (telling.length > 20 ? ` and ${telling.length - 20} more` : '');
  return [
    auditFinding({
      kind: 'ignored-file',
      by: 'values',
      category: 'scope',
      severity: 'minor',
      claim: `${telling.length === 1 ? 'A file' : `${telling.length} files`} that git ignores appeared in the worktree`,
      evidence: `${shown}. They are not part of the candidate; checks run without them.`,
    }),
  ];
}
