/** okstra looks at the change itself. Nothing here is anybody's word; the audits are pure, and only what they look at is read here. */
import { existsSync, readFileSync } from 'node:fs';
import type { AuditFinding, AuditRecord } from '../audits/index.ts';
import { parseExecutorClaims } from '../findings/index.ts';
import { ignoredIn, smallFilesAt, treeEntries } from '../git/index.ts';
import type { Candidate } from '../model/evidence.ts';
import type { Severity } from '../model/findings.ts';
import type { RunContext } from './context.ts';
import { workplaceOf } from './workplace.ts';
import { executorText } from './workspace.ts';

/** Loaded while the executor works: grammars and detectors take time to load, and nothing before needs them. */
export const loadAudits = () => import('../audits/index.ts');

export async function auditCandidate(context: RunContext, n: number): Promise<void> {
  const attempt = context.state().attempts.find((entry) => entry.n === n);
  const candidate = attempt?.candidate;
  if (!attempt || !candidate) throw new Error('an audit needs a captured candidate');
  const audits = await loadAudits();
  const { item, checks, level } = context.plan;
  const [sides, ignored, entries] = await Promise.all([
    readSides(context, candidate, audits),
    newlyIgnored(context, n),
    treeEntries(context.repo, candidate.tree, present(candidate)),
  ]);
  const grammars = await audits.loadGrammars([...sides.base.keys(), ...sides.candidate.keys()]);
  const allow = audits.readAllowList([item.body, item.checklist]);
  const shared = { files: candidate.files, ...sides, grammars, allow: allow.entries };
  const tampering = audits.auditTampering({ ...shared, checks });
  const scope = await audits.auditScope({
    ...shared,
    entries,
    item: {
      ...(item.files === undefined ? {} : { files: item.files }),
      texts: [item.body, ...item.criteria.map(({ text }) => text)],
      own: [item.path, ...item.writeBackPaths],
    },
    reasons: parseExecutorClaims(executorText(context, attempt)).claims.outOfPlan,
    ignored,
    commits: [],
    source: item.source,
    redact: context.redactor.text,
  });
  const hygiene =
    item.bundle === undefined ? [] : await (await import('./frd/hygiene-audit.ts')).auditHygiene(context, candidate);
  const tests = audits.planFailBefore({ files: candidate.files, ...sides, checks, grammars });
  const record: AuditRecord = {
    findings: [...tampering, ...scope.findings, ...hygiene],
    outOfPlan: scope.outOfPlan,
    allow: allow.entries,
    tests,
  };
  for (const message of allow.notices) context.append({ type: 'notice', notice: { code: 'allow-list', message } });
  context.append({
    type: 'audited',
    attempt: n,
    audits: context.folder.project(`state/audits-${n}.json`, `${JSON.stringify(record, null, 2)}\n`),
    findings: record.findings.length,
    gravest: gravestOf(record.findings),
    // Who wrote a change that was there before has promised nothing to okstra: what they forced is a finding like any other.
    broken:
      context.plan.executor === null
        ? []
        : audits.contractBreaks(tampering, checks, sides.base).map(({ finding }) => brokenLine(finding)),
    // At level light the one verifier judges from report, diff and receipts alone.
    testRuns: level === 'light' ? 0 : tests.runs.length,
  });
}

const SEVERITIES: readonly Severity[] = ['blocker', 'major', 'minor', 'note'];

const gravestOf = (findings: readonly AuditFinding[]): Severity | null =>
  SEVERITIES.find((each) => findings.some(({ finding }) => finding.severity === each)) ?? null;

function brokenLine({ claim, location }: AuditFinding['finding']): string {
  return location ? `${claim} (${location.file}:${location.startLine})` : claim;
}

const present = ({ files }: Candidate): readonly string[] =>
  files.filter(({ status }) => status !== 'deleted').map(({ path }) => path);

interface Sides {
  readonly base: ReadonlyMap<string, string>;
  readonly candidate: ReadonlyMap<string, string>;
}

async function readSides(
  { repo, plan }: RunContext,
  candidate: Candidate,
  { pathsToRead, asText, LARGEST_BYTES }: Awaited<ReturnType<typeof loadAudits>>,
): Promise<Sides> {
  const paths = pathsToRead(candidate.files, plan.checks);
  const read = async (tree: string, wanted: readonly string[]) =>
    new Map(
      [...(await smallFilesAt(repo, tree, { paths: wanted, maxBytes: LARGEST_BYTES }))].flatMap(([path, bytes]) => {
        const text = asText(bytes);
        return text === undefined ? [] : [[path, text] as const];
      }),
    );
  const [base, now] = await Promise.all([read(candidate.baseTree, paths.base), read(candidate.tree, paths.candidate)]);
  return { base, candidate: now };
}

const ignoredFile = (attempt: number): string => `state/ignored-${attempt}.json`;

/** Remembers which ignored files the worktree holds before the executor's first dispatch of an attempt. */
export async function noteIgnored(context: RunContext, attempt: number, worktree: string): Promise<void> {
  if (existsSync(context.folder.absolute(ignoredFile(attempt)))) return;
  context.folder.project(ignoredFile(attempt), JSON.stringify(await ignoredIn(worktree)));
}

/** Ignored files that appeared while the executor worked; none when nobody looked before. */
async function newlyIgnored(context: RunContext, attempt: number): Promise<readonly string[]> {
  const path = context.folder.absolute(ignoredFile(attempt));
  if (!existsSync(path)) return [];
  const before = new Set(JSON.parse(readFileSync(path, 'utf8')) as readonly string[]);
  return (await ignoredIn(workplaceOf(context).worktree)).filter((file) => !before.has(file));
}

export const readAudits = (
  { folder }: Pick<RunContext, 'folder'>,
  ref: { path: string; sha256: string; bytes: number },
): AuditRecord => JSON.parse(folder.read(ref)) as AuditRecord;
