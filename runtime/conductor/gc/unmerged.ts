/** Which commits of runs are in no branch, tag or remote branch of the user's. Branches `okstra/…` do not count: they come and go with the items. */
import type { Repository } from '../../git/index.ts';
import { git, readRefs } from '../../git/index.ts';
import type { RunSummary } from '../../store/runs.ts';

const RUNS = 'refs/okstra/runs/';

export interface Unmerged {
  /** Commits that only okstra's own refs hold. */
  readonly commits: ReadonlySet<string>;
  /** okstra's branches with such a commit at their tip, by short name. */
  readonly branches: ReadonlyMap<string, string>;
  /** What the refs of runs hold. */
  readonly refs: ReadonlyMap<string, string>;
}

export async function unmergedOf(repo: Repository, runs: readonly RunSummary[]): Promise<Unmerged> {
  const refs = await readRefs(repo, RUNS);
  const branches = await readRefs(repo, 'refs/heads/');
  const own = new Map(
    [...new Set(runs.flatMap(({ branch }) => branch ?? []))].flatMap((branch) => {
      const tip = branches.get(`refs/heads/${branch}`);
      return tip === undefined ? [] : [[branch, tip] as const];
    }),
  );
  const asked = new Set([...refs.values(), ...own.values()]);
  const commits = asked.size === 0 ? new Set<string>() : await notElsewhere(repo, asked);
  return { commits, refs, branches: new Map([...own].filter(([, tip]) => commits.has(tip))) };
}

async function notElsewhere(repo: Repository, asked: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const args = ['rev-list', '--stdin', '--not', '--exclude=okstra/*', '--branches', '--remotes', '--tags', 'HEAD'];
  const { stdout } = await git(repo.top, args, { stdin: `${[...asked].join('\n')}\n` });
  return new Set(stdout.split('\n').filter((line) => asked.has(line)));
}

/** The commit of the run's newest attempt; undefined: no ref of it is there. */
export function lastCandidate({ refs }: Unmerged, runId: string): string | undefined {
  const prefix = `${RUNS}${runId}/attempt-`;
  const attempts = [...refs]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, commit]) => [Number(name.slice(prefix.length)), commit] as const);
  return attempts.toSorted(([a], [b]) => b - a)[0]?.[1];
}
