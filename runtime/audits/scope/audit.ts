/** The scope audit: what a change touches beyond what it was asked to. */
import type { ChangedFile } from '../../model/evidence.ts';
import { applyAllowList } from '../allow.ts';
import type { Grammars } from '../syntax/grammars.ts';
import { type AllowEntry, type AuditFinding, pairChanges, sortFindings, type Texts } from '../types.ts';
import { auditCommits, type CommitSource } from './commits.ts';
import { auditEntries, auditIgnored, type Entry } from './entries.ts';
import { auditInstructions } from './instructions.ts';
import { auditPlaceholders } from './placeholders.ts';
import { auditPlan, type OutOfPlan } from './plan.ts';
import { auditSecrets } from './secrets.ts';

export interface ScopeInput {
  readonly files: readonly ChangedFile[];
  readonly base: Texts;
  readonly candidate: Texts;
  /** Changed paths of the candidate with kind and size. */
  readonly entries: readonly Entry[];
  readonly item: {
    /** Absent: no scope limit. */
    readonly files?: readonly string[];
    /** Everything the item says: its body, its criteria. */
    readonly texts: readonly string[];
    /** Paths that okstra writes back, and the item's own folder. */
    readonly own: readonly string[];
  };
  /** The executor's reasons for files outside the list. */
  readonly reasons: readonly { readonly file: string; readonly why: string }[];
  /** Ignored files of the worktree that were not there before the executor's turn. */
  readonly ignored: readonly string[];
  /** Messages as they are to be committed; empty while okstra makes them itself. */
  readonly commits: readonly string[];
  readonly source: CommitSource;
  readonly redact?: (text: string) => string;
  readonly grammars: Grammars;
  readonly allow: readonly AllowEntry[];
}

export interface ScopeAudit {
  readonly findings: readonly AuditFinding[];
  /** For the report's list: files outside the plan, with the executor's reason or null. */
  readonly outOfPlan: readonly OutOfPlan[];
}

/** In the order of files and lines, whatever order the files come in. Never throws. */
export async function auditScope(input: ScopeInput): Promise<ScopeAudit> {
  const { files, base, candidate, item, grammars } = input;
  const changes = pairChanges(files, base, candidate);
  const planned = item.files === undefined ? {} : { planned: item.files };
  const plan = auditPlan({ changes, ...planned, own: item.own, reasons: input.reasons });
  const secrets = await auditSecrets({ changes, ...(input.redact === undefined ? {} : { redact: input.redact }) });
  const findings = [
    ...plan.findings,
    ...auditEntries(input.entries),
    ...auditIgnored(input.ignored),
    ...auditInstructions({ changes, ...planned, texts: item.texts }),
    ...auditPlaceholders(changes, grammars),
    ...secrets,
    ...auditCommits(input.commits, input.source),
  ];
  return { findings: applyAllowList(sortFindings(findings), input.allow), outOfPlan: plan.outOfPlan };
}
