/** A run as SARIF 2.1.0: findings and failing checks as results, for code scanning and editors. */
import { createHash } from 'node:crypto';
import type { Invocation, Location, Log, PropertyBag, ReportingDescriptor, Result, Suppression } from 'sarif';
import { tokensOf } from '../findings/merge.ts';
import type { ReportData, ReportFinding } from '../generated/types.ts';
import { hasExecutor } from './has-executor.ts';
import type { CheckResult } from './last-attempt.ts';
import { checkResults, howItEnded } from './last-attempt.ts';
import { oneLine, printable } from './markdown.ts';
import { SARIF_RULES } from './sarif-rules.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json';
const ROOT = 'SRCROOT';

/** English whatever the language of the run: programs read it. */
export function renderSarif(data: ReportData): string {
  const { run, item } = data;
  const version = run.okstraVersion;
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'okstra',
            version,
            ...(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version) ? { semanticVersion: version } : {}),
            rules: SARIF_RULES as ReportingDescriptor[],
          },
        },
        // The part before the last slash names the series that runs of one item make.
        automationDetails: { id: `okstra/${item.group}/${item.id}/${run.id}` },
        originalUriBaseIds: { [ROOT]: { description: { text: 'The top of the repository.' } } },
        invocations: [invocationOf(data)],
        results: withFingerprints([
          ...data.findings.map((finding) => findingResult(finding, data)),
          ...checkResults(data).flatMap((result) => checkFailure(result, data)),
        ]),
        columnKind: 'utf16CodeUnits',
        properties: { outcome: run.outcome, verdict: run.verdict, mode: run.mode, attempts: run.attemptsUsed },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function invocationOf({ run }: ReportData): Invocation {
  const { outcome, failure, notices } = run;
  return {
    executionSuccessful: outcome === 'accepted' || outcome === 'not-accepted',
    startTimeUtc: run.startedAt,
    ...(run.finishedAt === null ? {} : { endTimeUtc: run.finishedAt }),
    toolExecutionNotifications: [
      ...(failure === null
        ? []
        : [{ level: 'error' as const, descriptor: { id: failure.code }, message: message(failure.message) }]),
      ...notices.map((notice) => ({
        level: 'note' as const,
        descriptor: { id: notice.code },
        message: message(notice.fix === null ? notice.message : `${notice.message}\nfix: ${notice.fix}`),
      })),
    ],
  };
}

/** A result, and what tells it from others whatever the run and the line. */
interface Told {
  readonly result: Result;
  readonly identity: readonly string[];
}

const LEVELS = { blocker: 'error', major: 'error', minor: 'warning', note: 'note' } as const;
/** Seen against the attempt before; a first attempt has none, and everything in it is new. */
const STATES = { new: 'new', regressed: 'new', open: 'unchanged', fixed: 'absent' } as const;

function findingResult(finding: ReportFinding, data: ReportData): Told {
  const { category, severity, claim, evidence, location, criterion, quote, recommendation } = finding;
  const text = [claim, evidence, ...(recommendation === undefined ? [] : [`Recommendation: ${recommendation}`])];
  return {
    result: {
      ...ruleOf(category),
      level: LEVELS[severity],
      message: message(text.filter((part) => part.trim() !== '').join('\n\n')),
      locations: [locationOf(location?.file, placeOf(data), location)],
      baselineState: STATES[finding.state],
      suppressions: finding.counts ? [] : [suppression(finding.why ?? finding.class)],
      properties: bag({
        id: finding.id,
        severity,
        class: finding.class,
        state: finding.state,
        raisedBy: finding.raisedBy,
        vendors: finding.vendors,
        firstAttempt: finding.firstAttempt,
        criterion,
      }),
    },
    // A cited line is the same in every run; of what is only told the words are taken without their order, as agents vary it.
    identity: [
      category,
      location?.file ?? '',
      criterion ?? '',
      quote === undefined ? [...tokensOf(claim)].toSorted().join(' ') : oneLine(quote.text),
    ],
  };
}

/** A check that failed on the base too is nothing new: it counts where the mode says so, and is told either way. */
function checkFailure({ check, receipt, onBase }: CheckResult, data: ReportData): Told[] {
  if (receipt === undefined || receipt.status === 'passed' || receipt.status === 'skipped') return [];
  const text = `The check "${oneLine(check.label)}" (${oneLine(check.cmd)}) ${howItEnded(receipt)}.`;
  const tail = receipt.tail.trim();
  return [
    {
      result: {
        ...ruleOf('check-failed'),
        level: 'error',
        message: message(tail === '' ? text : `${text}\n\n${tail}`),
        locations: [locationOf(check.category === 'item' ? undefined : 'okstra.yaml', placeOf(data))],
        baselineState: onBase === 'failed' || onBase === 'timed-out' ? 'unchanged' : 'new',
        suppressions: [],
        properties: bag({
          check: check.id,
          category: check.category,
          command: check.cmd,
          exitCode: receipt.exitCode,
          status: receipt.status,
          onBase,
          log: receipt.log?.path,
        }),
      },
      identity: ['check-failed', check.id, check.cmd, check.cwd],
    },
  ];
}

const ruleOf = (name: string): Pick<Result, 'ruleId' | 'ruleIndex'> => {
  const ruleIndex = SARIF_RULES.findIndex(({ id }) => id === `okstra/${name}`);
  return { ruleId: `okstra/${name}`, ruleIndex };
};

const suppression = (why: string): Suppression => ({ kind: 'external', status: 'accepted', justification: oneLine(why) });

/** The item, whose demand it is about; of a review the configuration, as there is no item that anybody could open. */
function placeOf(data: ReportData): string {
  if (hasExecutor(data)) return data.item.path;
  return 'okstra.yaml';
}

/** Consumers refuse a result without a place. */
function locationOf(
  file: string | undefined,
  item: string,
  lines?: { readonly startLine: number; readonly endLine: number },
): Location {
  const own = file === undefined ? undefined : relativeUri(file);
  const region =
    own === undefined || lines === undefined || lines.startLine < 1
      ? {}
      : { region: { startLine: lines.startLine, endLine: Math.max(lines.startLine, lines.endLine) } };
  return { physicalLocation: { artifactLocation: { uri: own ?? relativeUri(item) ?? '.', uriBaseId: ROOT }, ...region } };
}

/** undefined for a path that is absolute or leads out of the repository: an agent may write anything. */
function relativeUri(path: string): string | undefined {
  const plain = path.toWellFormed().replaceAll('\\', '/');
  if (plain.startsWith('/') || /^[A-Za-z]:/.test(plain)) return undefined;
  const parts = plain.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? undefined : parts.map(encodeURIComponent).join('/');
}

/** Braces and the beginning of links mean something in messages of this format; agents' words must not. */
const message = (value: string): { text: string } => ({
  text: printable(value)
    .replaceAll(/[{}]/g, '$&$&')
    .replaceAll(/\[(?=[^\]]*\]\()/g, '\\['),
});

/** Without what is not known. */
const bag = (facts: Readonly<Record<string, unknown>>): PropertyBag =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== null));

/** The same problem has the same fingerprint in every run; several of one kind are counted, so that none hides another. */
function withFingerprints(all: readonly Told[]): Result[] {
  const seen = new Map<string, number>();
  return all.map(({ result, identity }) => {
    const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
    const nth = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, nth);
    return { ...result, partialFingerprints: { 'okstra/v1': `${hash}:${nth}` } };
  });
}
