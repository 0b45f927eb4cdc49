/** Rows of `okstra doctor` about this checkout: repository, identity, profiles, configuration, items. */
import { projectChecks, refusedChecks } from '../conductor/denied.ts';
import { realPorts } from '../conductor/ports.ts';
import { openProject } from '../conductor/project.ts';
import type { EffectiveConfig } from '../config/index.ts';
import { loadConfig } from '../config/index.ts';
import type { Repository } from '../git/index.ts';
import { leasesThere, openRepository, requireFilters, requireIdentity } from '../git/index.ts';
import type { Failure } from '../model/failure.ts';
import { OkstraError } from '../model/failure.ts';
import type { Source } from '../sources/index.ts';
import { stateRoot } from '../store/runs.ts';
import type { CliContext } from './context.ts';
import { promptRows } from './doctor-prompts.ts';
import type { DoctorRow } from './doctor-rows.ts';
import { failedRow, notWritable, rowOf } from './doctor-rows.ts';
import { runRows } from './doctor-runs.ts';

export interface ProjectFindings {
  readonly rows: readonly DoctorRow[];
  /** Of the project, or what holds without one when it cannot be read. */
  readonly config: EffectiveConfig;
  /** Where relative programs are looked for. */
  readonly top: string;
}

export async function projectRows({ cwd, env }: Pick<CliContext, 'cwd' | 'env'>): Promise<ProjectFindings> {
  const rows: DoctorRow[] = [];
  const repo = await openRepository(cwd).catch((error: unknown) => void rows.push(failedRow('repository', error)));
  if (repo === undefined) return { rows, config: await loadConfig({ repoTop: cwd, env: {} }).catch(() => defaults()), top: cwd };
  rows.push(
    repositoryRow(repo),
    await attempt('identity', async () => (await requireIdentity(repo), 'commits carry your name and address')),
  );
  const filters = await attempt('large files', async () => (await requireFilters(repo), ''));
  if (filters.status !== 'ok') rows.push(filters);
  rows.push(stateRow(repo), ...promptRows(repo.top, env));
  try {
    const ports = { ...realPorts(), env };
    const project = await openProject(repo.top, ports);
    const { config, sources } = project;
    rows.push(
      configRow(config),
      ...config.notices.map((notice): DoctorRow => rowOf('configuration', { ...notice, category: 'usage' }, 'warn')),
      ...(await checkRows(repo, config)),
      ...(await leaseRows(repo, config)),
      ...itemRows(sources.byName('spec-folders')),
      ...(await runRows({ repo, ...project }, ports)),
    );
    return { rows, config, top: repo.top };
  } catch (error) {
    if (!(error instanceof OkstraError)) throw error;
    rows.push(...problemsOf(error.failure).map((problem) => rowOf('configuration', problem)));
    return { rows, config: await defaults(), top: repo.top };
  }
}

/** Leases at a remote are read there; whether a push is taken shows with the first one. */
async function leaseRows(repo: Repository, { settings }: EffectiveConfig): Promise<readonly DoctorRow[]> {
  const { remote, remoteTimeoutMs } = settings.leases;
  if (remote === undefined) return [];
  return [
    await attempt('leases', async () => {
      const held = await leasesThere(repo, { name: remote, timeoutMs: remoteTimeoutMs });
      return `shared at ${remote}, which was reached: ${held} held there; a push is not tried here`;
    }),
  ];
}

/** No file, no variables: what holds everywhere. */
const defaults = (): Promise<EffectiveConfig> => loadConfig({ repoTop: '/', env: {} });

async function attempt(name: string, act: () => Promise<string>): Promise<DoctorRow> {
  try {
    return { name, status: 'ok', detail: await act() };
  } catch (error) {
    return failedRow(name, error);
  }
}

function repositoryRow({ top, head, shallow }: Repository): DoctorRow {
  const branch = head.branch ?? `detached at ${head.commit.slice(0, 10)}`;
  return { name: 'repository', status: 'ok', detail: `${top} (${branch}${shallow ? ', shallow' : ''})` };
}

function stateRow({ top, commonDir }: Repository): DoctorRow {
  const problem = notWritable(stateRoot(top)) ?? notWritable(commonDir);
  const name = 'state folder';
  return problem === undefined
    ? { name, status: 'ok', detail: stateRoot(top) }
    : { name, status: 'fail', detail: problem, fix: `chmod u+w ${top}` };
}

const configRow = ({ file }: EffectiveConfig): DoctorRow => ({
  name: 'configuration',
  status: 'ok',
  detail: file ?? 'none: the defaults hold',
});

async function checkRows(repo: Repository, config: EffectiveConfig): Promise<readonly DoctorRow[]> {
  const { length } = projectChecks(config);
  if (length === 0) return [];
  const refused = await refusedChecks(repo, config);
  if (refused.length > 0) return refused.map((failure) => rowOf('checks', failure));
  return [{ name: 'checks', status: 'ok', detail: `${length} configured; none of them changes what it checks` }];
}

function itemRows(source: Source): readonly DoctorRow[] {
  const name = 'specs root';
  try {
    const { root, rootPath, exists, items, notices, failures } = source.discover();
    if (!exists) return [{ name, status: 'warn', detail: `Expected the folder ${rootPath}, found none.`, fix: 'okstra init' }];
    return [
      { name, status: 'ok', detail: `${items.length} item${items.length === 1 ? '' : 's'} in ${root}` },
      ...notices.map((notice) => rowOf(name, { ...notice, category: 'usage' }, 'warn')),
      ...failures.map((failure) => rowOf(name, failure, 'warn')),
    ];
  } catch (error) {
    return [failedRow(name, error)];
  }
}

/** Several problems of one file come as one failure that holds them. */
function problemsOf(failure: Failure): readonly Failure[] {
  const listed = failure.details?.['problems'];
  return Array.isArray(listed) && listed.length > 0 ? (listed as readonly Failure[]) : [failure];
}
