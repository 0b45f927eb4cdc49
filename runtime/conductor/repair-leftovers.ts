/** What dead processes left beside the runs themselves: agents that still work, leases, scratch folders, registrations, locks, drafts. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Lease, WorktreeEntry } from '../git/index.ts';
import { breakDeadLock, isDeadLock, listWorktrees, releaseLease, removeWorktree } from '../git/index.ts';
import { sweepMarked } from '../process/index.ts';
import { listProcesses, marked, processStart } from '../process/proc.ts';
import { withCheckoutLock } from '../sources/lock.ts';
import { counted } from '../store/journal.ts';
import { listRuns } from '../store/runs.ts';
import type { Ports } from './ports.ts';
import { okstraHome } from './ports.ts';
import type { RepairStep } from './repair-step.ts';
import type { Session } from './session.ts';

interface Known {
  readonly isAtWork: (runId: string) => boolean;
  readonly dead: readonly Lease[];
}

export async function planLeftovers(session: Session, known: Known, ports: Ports): Promise<readonly RepairStep[]> {
  const { runs, diagnoses } = listRuns(session.repo.top);
  const ids = [...runs.map(({ runId }) => runId), ...diagnoses.flatMap(({ runId }) => runId ?? [])];
  const own = new Set([...ids, ...known.dead.map(({ runId }) => runId)]);
  const resting = (runId: string): boolean => own.has(runId) && !known.isAtWork(runId);
  return [
    ...processes([...own].filter(resting)),
    ...known.dead.map((lease) => deadLease(session, lease)),
    ...scratch(join(okstraHome(ports.env), 'scratch'), resting),
    ...(await worktrees(session, join(okstraHome(ports.env), 'worktrees'))),
    ...refLocks(session, ports),
    ...drafts(session),
  ];
}

function processes(runIds: readonly string[]): readonly RepairStep[] {
  const table = listProcesses();
  return runIds.flatMap((runId): RepairStep[] => {
    const found = marked({ OKSTRA_RUN_ID: runId }, table).filter(({ pid }) => pid !== process.pid);
    if (found.length === 0) return [];
    return [
      {
        kind: 'processes',
        path: runId,
        found: `${counted(found.length, 'process')} of a run that nobody conducts: ${found.map(({ pid, name }) => `${pid} ${name}`).join(', ')}`,
        does: 'ends them',
        act: async () => `ended ${counted((await sweepMarked(runId)).length, 'process')}`,
      },
    ];
  });
}

const deadLease = ({ repo }: Session, lease: Lease): RepairStep => ({
  kind: 'lease',
  path: `refs/okstra/leases/${lease.group}/${lease.id}`,
  found: `held by process ${lease.pid} on ${lease.host}, which is gone (${lease.runId})`,
  does: 'releases it',
  act: async () => ((await releaseLease(repo, lease)) ? 'released' : 'it was free already, or somebody holds it now'),
});

/** Copies for verifiers and checks; nobody's work is in them. */
function scratch(home: string, resting: (runId: string) => boolean): readonly RepairStep[] {
  if (!existsSync(home)) return [];
  return readdirSync(home).flatMap((name): RepairStep[] => {
    const [, runId = name, landing] = /^land-(.+?)-(\d+)(?:-tmp)?$/.exec(name) ?? [];
    if (!resting(runId) || (landing !== undefined && processStart(Number(landing)) !== undefined)) return [];
    const path = join(home, name);
    return [
      {
        kind: 'scratch',
        path,
        found: 'laid out for a run that nobody conducts',
        does: 'removes it',
        act: async () => {
          rmSync(path, { recursive: true, force: true, maxRetries: 3 });
          return 'removed';
        },
      },
    ];
  });
}

async function worktrees({ repo }: Session, home: string): Promise<readonly RepairStep[]> {
  const entries = await listWorktrees(repo);
  const stale = entries
    .filter(({ path }) => path.startsWith(`${home}/`) && !existsSync(path))
    .map((entry) => registration(repo, entry));
  const registered = new Set(entries.map(({ path }) => path));
  const folders = new Set(
    entries.filter(({ path }) => path.startsWith(`${home}/`)).map(({ path }) => path.slice(0, path.lastIndexOf('/'))),
  );
  const strays = [...folders].filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((path) => !registered.has(path))
      .map(
        (path): RepairStep => ({
          kind: 'worktree',
          path,
          found: 'git knows it as no worktree (any more); it may hold work',
          does: null,
        }),
      ),
  );
  return [...stale, ...strays];
}

function registration(repo: Session['repo'], entry: WorktreeEntry): RepairStep {
  const { path, branch } = entry;
  const found = 'registered as a worktree, and the folder is gone';
  // Without a branch only the registration names its commit.
  if (branch === undefined) return { kind: 'worktree', path, found: `${found}; its HEAD was on no branch`, does: null };
  return {
    kind: 'worktree',
    path,
    found,
    does: `takes the registration away; branch ${branch} stays`,
    act: async () => {
      if (existsSync(path)) return 'it is there again';
      await removeWorktree({ repo, path, force: true });
      return 'taken away';
    },
  };
}

/** Git holds such a lock for milliseconds; one that was stopped in the middle holds it for as long as it lives. */
const OLD_LOCK_MS = 60_000;

function refLocks({ repo }: Session, ports: Ports): readonly RepairStep[] {
  const roots = ['refs/okstra', 'refs/heads/okstra'].map((name) => join(repo.commonDir, name)).filter(existsSync);
  const locks = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.lock'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return locks.flatMap((path): RepairStep[] => {
    const info = statSync(path, { throwIfNoEntry: false });
    if (info === undefined || ports.now().getTime() - info.mtimeMs < OLD_LOCK_MS || !isDeadLock(path)) return [];
    return [
      {
        kind: 'lock',
        path,
        found: `git's lock on a ref of okstra's own, older than ${OLD_LOCK_MS / 1000} s, of a git that is gone`,
        does: 'removes it',
        act: async () => ((await breakDeadLock(path)) ? 'removed' : 'a git that may hold it is at work here now: it stays'),
      },
    ];
  });
}

const isDraft = (name: string): boolean => name.startsWith('.okstra-new-') || /^\..+\.okstra-tmp$/.test(name);

/** Half-made items and half-written files of okstra's in the specs root; whoever writes there holds the lock of the checkout. */
function drafts({ repo, sources }: Session): readonly RepairStep[] {
  const roots = new Set(sources.all.map((source) => join(repo.top, source.rootPath())));
  return [...roots].filter((root) => existsSync(root)).flatMap((root) => draftsIn(repo, root));
}

function draftsIn(repo: Session['repo'], root: string): readonly RepairStep[] {
  const found = readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    const path = join(root, entry.name);
    if (isDraft(entry.name)) return [path];
    return entry.isDirectory()
      ? readdirSync(path)
          .filter(isDraft)
          .map((name) => join(path, name))
      : [];
  });
  return found.map(
    (path): RepairStep => ({
      kind: 'file',
      path,
      found: `${basename(path)}: being written when its process died`,
      does: 'removes it',
      act: async () => {
        await withCheckoutLock(repo.top, () => rmSync(path, { recursive: true, force: true }));
        return 'removed';
      },
    }),
  );
}
