/** `okstra inspect status`: all items with what can be done about each. Looks at thousands of spec folders in an instant, so it loads little. */
import { realPorts } from '../conductor/ports.ts';
import { openProject } from '../conductor/project.ts';
import type { Failure, Notice, Place } from '../model/failure.ts';
import { OkstraError } from '../model/failure.ts';
import type { Overview, OverviewItem } from '../sources/overview.ts';
import { buildOverview } from '../sources/overview.ts';
import type { RunSummary } from '../store/runs.ts';
import { listRunDirs, readRun } from '../store/runs.ts';
import { holderText, liveLeases, mayHaveLeases, requireCheckout } from './checkout.ts';
import type { CliContext, CommandHandler } from './context.ts';

export interface StatusWarning extends Notice {
  readonly place?: Place;
}

export interface Status {
  readonly overview: Overview;
  /** Newest run of each item that has one. */
  readonly runs: ReadonlyMap<string, RunSummary>;
  readonly warnings: readonly StatusWarning[];
}

export const status: CommandHandler = async (context) => {
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
  const { config, source } = await openProject(checkout.top, ports);
  const discovery = source.discover();
  const { runs, damaged } = newestRuns(checkout.top, source.group);
  const held = await leases.catch((error: unknown) => {
    if (!(error instanceof OkstraError)) throw error;
    warnings.push(asWarning(error.failure));
    return [];
  });
  const holders = new Map(held.filter(({ group }) => group === source.group).map((lease) => [lease.id, holderText(lease)]));
  const overview = buildOverview(discovery, holders);
  const unreadable = damaged.map((failure) => ({
    ...asWarning(failure),
    code: 'run-unreadable',
    message: `A run is left out: ${failure.message}`,
  }));
  return {
    overview,
    runs,
    warnings: [...config.notices, ...overview.notices, ...overview.failures.map(asWarning), ...unreadable, ...warnings],
  };
}

const asWarning = ({ code, message, fix, place }: Failure): StatusWarning => ({
  code,
  message,
  ...(fix === undefined ? {} : { fix }),
  ...(place === undefined ? {} : { place }),
});

/** Of each item only the journal that was written last is read. */
function newestRuns(top: string, group: string): { runs: ReadonlyMap<string, RunSummary>; damaged: readonly Failure[] } {
  const newest = new Map(
    listRunDirs(top)
      .filter((place) => place.group === group)
      .map((place) => [place.itemId, place]),
  );
  const runs = new Map<string, RunSummary>();
  const damaged: Failure[] = [];
  for (const [item, place] of newest) {
    const read = readRun(place);
    if ('failure' in read) damaged.push(read.failure);
    else if ('runId' in read) runs.set(item, read);
  }
  return { runs, damaged };
}

export function statusDocument({ overview, runs, warnings }: Status): Readonly<Record<string, unknown>> {
  return {
    ok: true,
    root: overview.root,
    counts: countsOf(overview),
    items: overview.items.map((item) => itemDocument(item, runs.get(item.id))),
    warnings,
  };
}

export const countsOf = ({ counts }: Overview) => ({
  todo: counts.TODO,
  inProgress: counts['IN PROGRESS'],
  done: counts.DONE,
  blocked: counts.BLOCKED,
  failed: counts.FAILED,
});

const itemDocument = (item: OverviewItem, run: RunSummary | undefined) => ({
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
