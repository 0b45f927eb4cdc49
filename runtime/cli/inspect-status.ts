/** `okstra inspect status`: all items with what can be done about each. Looks at thousands of spec folders in an instant, so it loads little. */
import { realPorts } from '../conductor/ports.ts';
import { openProject } from '../conductor/project.ts';
import type { Failure, Notice, Place } from '../model/failure.ts';
import { OkstraError } from '../model/failure.ts';
import type { SourceName } from '../model/item.ts';
import type { Badge } from '../sources/dependencies.ts';
import type { Overview, OverviewItem } from '../sources/overview.ts';
import { buildOverview } from '../sources/overview.ts';
import type { Discovery, Source } from '../sources/source.ts';
import { withCatalog } from '../store/run-index/catalog.ts';
import type { RunHead } from '../store/run-index/heads.ts';
import { isLater } from '../store/run-index/heads.ts';
import { holderText, liveLeases, mayHaveLeases, requireCheckout } from './checkout.ts';
import type { CliContext, CommandHandler } from './context.ts';

export interface StatusWarning extends Notice {
  readonly place?: Place;
}

type LastRun = Pick<RunHead, 'runId' | 'outcome' | 'dir'>;

/** The items of one source. */
export interface SourceStatus {
  readonly source: SourceName;
  readonly overview: Overview;
  /** Newest run of each item that has one. */
  readonly runs: ReadonlyMap<string, LastRun>;
}

export interface Status extends SourceStatus {
  /** Of the task queue (fix tasks too) and of feature documents, where there are any. */
  readonly others: readonly SourceStatus[];
  readonly warnings: readonly StatusWarning[];
}

const OTHERS: readonly SourceName[] = ['task-queue', 'frd'];

export const status: CommandHandler = async (context, [ref], options) => {
  const waitMs = options['wait'] as number | undefined;
  if (waitMs !== undefined || ref !== undefined)
    return (await import('./inspect-wait.ts')).waitForRuns(context, ref, waitMs ?? 0);
  const found = await readStatus(context);
  return {
    exitCode: 0,
    text: context.json ? '' : (await import('./status-text.ts')).statusText(found),
    document: statusDocument(found),
  };
};

/** @throws OkstraError `no-repository` and the like, and for configuration that cannot be read */
export async function readStatus({ cwd, env }: Pick<CliContext, 'cwd' | 'env'>): Promise<Status> {
  const ports = { ...realPorts(), env };
  const checkout = await requireCheckout(cwd);
  const warnings: StatusWarning[] = [];
  // Git is started before the folders are read: both take their time side by side.
  const leases = mayHaveLeases(checkout) ? liveLeases(checkout.top, ports.now()) : Promise.resolve([]);
  leases.catch(() => undefined);
  const { config, sources } = await openProject(checkout.top, ports);
  const held = await leases.catch((error: unknown) => {
    if (!(error instanceof OkstraError)) throw error;
    warnings.push(asWarning(error.failure));
    return [];
  });
  const look = (source: Source, discovery: Discovery): SourceStatus => {
    const { runs, damaged } = newestRuns(checkout.top, (group) => source.owns(group));
    const holders = new Map(held.filter(({ group }) => source.owns(group)).map((lease) => [lease.id, holderText(lease)]));
    const overview = buildOverview(discovery, holders);
    const unreadable = damaged.map((failure) => ({
      ...asWarning(failure),
      code: 'run-unreadable',
      message: `A run is left out: ${failure.message}`,
    }));
    warnings.unshift(...overview.notices, ...overview.failures.map(asWarning), ...unreadable);
    return { source: source.name, overview, runs };
  };
  const others = OTHERS.flatMap((name) => {
    const source = sources.byName(name);
    const found = source.discover();
    return found.exists ? [look(source, found)] : [];
  });
  const specs = sources.byName('spec-folders');
  const shown = look(specs, specs.discover());
  return { ...shown, others, warnings: [...config.notices, ...warnings] };
}

const asWarning = ({ code, message, fix, place }: Failure): StatusWarning => ({
  code,
  message,
  ...(fix === undefined ? {} : { fix }),
  ...(place === undefined ? {} : { place }),
});

/** Of each item the run whose journal was written last; an item whose newest journal cannot be read has none. */
function newestRuns(
  top: string,
  owns: (group: string) => boolean,
): { runs: ReadonlyMap<string, LastRun>; damaged: readonly Failure[] } {
  return withCatalog(top, (catalog) => {
    const newest = new Map<string, RunHead>();
    for (const head of catalog.heads) {
      const known = newest.get(head.itemId);
      if (owns(head.group) && (known === undefined || isLater(head, known))) newest.set(head.itemId, head);
    }
    const damaged = catalog.facts([...newest.values()].filter((head) => head.damaged));
    const runs = [...newest].filter(([, head]) => !head.damaged);
    return { runs: new Map(runs), damaged: damaged.flatMap((found) => (found.ok ? [] : [found.failure])) };
  });
}

export function statusDocument(found: Status): Readonly<Record<string, unknown>> {
  const all = [found, ...found.others];
  return {
    ok: true,
    root: found.overview.root,
    counts: countsOf(...all.map(({ overview }) => overview)),
    items: all.flatMap(({ source, overview, runs }) =>
      overview.items.map((item) => ({ source, ...itemDocument(item, runs.get(item.id)) })),
    ),
    warnings: found.warnings,
  };
}

export function countsOf(...overviews: readonly Overview[]) {
  const count = (mark: Badge): number => overviews.reduce((sum, { counts }) => sum + counts[mark], 0);
  return {
    todo: count('TODO'),
    inProgress: count('IN PROGRESS'),
    done: count('DONE'),
    blocked: count('BLOCKED'),
    failed: count('FAILED'),
  };
}

const itemDocument = (item: OverviewItem, run: LastRun | undefined) => ({
  id: item.id,
  name: item.name,
  path: item.dir,
  status: item.status,
  lifecycle: item.lifecycle,
  badge: item.badge,
  readiness: item.readiness.kind,
  waitingOn: item.readiness.kind === 'waiting' ? item.readiness.on : [],
  ...(item.readiness.kind === 'leased' ? { leasedBy: item.readiness.by } : {}),
  dependsOn: item.dependsOn,
  lastRun: item.lastRun,
  ...(run === undefined ? {} : { run: { id: run.runId, outcome: run.outcome, dir: run.dir } }),
});
