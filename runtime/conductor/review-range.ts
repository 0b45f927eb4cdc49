/** Which change a person means: a range as `git diff` takes it, a branch, a commit, or the files as they lie there. */
import { nearest } from '../config/index.ts';
import type { Repository } from '../git/index.ts';
import {
  captureTree,
  commitNamed,
  conflictsIn,
  mergeBases,
  messagesBetween,
  passingCommit,
  readRefs,
  treeOf,
} from '../git/index.ts';
import type { Notice } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import type { ReviewedChange } from '../model/plan.ts';

export interface FoundChange {
  readonly change: ReviewedChange;
  readonly notices: readonly Notice[];
}

/** Newest commits whose messages are read; no agent reads more. */
const MOST_COMMITS = 1000;

/** @param range undefined: what HEAD has and the default branch lacks */
export async function changeOfRange(repo: Repository, range: string | undefined): Promise<FoundChange> {
  const { name, base, commit, notices } = await endsOf(repo, range);
  const [baseTree, tree, commits] = await Promise.all([
    treeOf(repo, base),
    treeOf(repo, commit),
    messagesBetween(repo, { from: base, to: commit, most: MOST_COMMITS }),
  ]);
  return { change: { kind: 'range', name, base, baseTree, commit, tree, commits }, notices };
}

/** HEAD … all files that are not ignored, staged or not. Index, files and stash stay as they are. */
export async function changeOfWorkingTree(repo: Repository): Promise<FoundChange> {
  const [{ tree, embedded }, conflicts] = await Promise.all([captureTree(repo.top), conflictsIn(repo)]);
  const { commit: base, tree: baseTree, branch } = repo.head;
  const commit = tree === baseTree ? base : await passingCommit(repo, tree, [base]);
  const notices: Notice[] = [
    ...named('embedded-repository', 'Left out, because they are repositories of their own', embedded),
    ...named('unresolved-conflicts', 'Judged as they lie there, with unresolved conflicts', conflicts),
  ];
  return {
    change: {
      kind: 'working-tree',
      name: `uncommitted changes on ${branch ?? base.slice(0, 10)}`,
      base,
      baseTree,
      commit,
      tree,
      commits: [],
    },
    notices,
  };
}

const named = (code: string, words: string, paths: readonly string[]): readonly Notice[] =>
  paths.length === 0 ? [] : [{ code, message: `${words}: ${paths.join(', ')}.` }];

interface Ends {
  readonly name: string;
  readonly base: string;
  readonly commit: string;
  readonly notices: readonly Notice[];
}

async function endsOf(repo: Repository, range: string | undefined): Promise<Ends> {
  if (range === undefined) return sinceDefault(repo, 'HEAD');
  if (range.endsWith('^!')) return oneCommit(repo, range);
  const [from = '', to = '', ...more] = range.split(/\.{2,3}/);
  if (more.length > 0 || range === '..' || range === '...')
    throw fail('usage', 'bad-range', `Expected a range such as main..topic or main...topic, found "${range}".`, {
      fix: 'git log <range> shows which commits a range means.',
    });
  if (range.includes('...')) return sinceMergeBase(repo, from || 'HEAD', to || 'HEAD');
  if (range.includes('..')) {
    const [base, commit] = [await required(repo, from || 'HEAD'), await required(repo, to || 'HEAD')];
    return { name: range, base, commit, notices: [] };
  }
  return sinceDefault(repo, range);
}

/** `<commit>^!`: a commit against its first parent. */
async function oneCommit(repo: Repository, range: string): Promise<Ends> {
  const revision = range.slice(0, -2);
  const commit = await required(repo, revision);
  const base = await commitNamed(repo, `${commit}^`);
  if (base !== undefined) return { name: range, base, commit, notices: [] };
  throw fail(
    'usage',
    'no-parent',
    `Expected a commit with a parent, found ${revision}, which has none${repo.shallow ? ' in this shallow clone' : ''}.`,
    {
      fix: repo.shallow ? 'git fetch --unshallow' : 'Name a range that begins with a commit.',
    },
  );
}

async function sinceDefault(repo: Repository, revision: string): Promise<Ends> {
  await required(repo, revision);
  return sinceMergeBase(repo, await defaultBranch(repo), revision);
}

async function sinceMergeBase(repo: Repository, from: string, to: string): Promise<Ends> {
  const [start, commit] = [await required(repo, from), await required(repo, to)];
  const [base, ...others] = await mergeBases(repo, start, commit);
  if (base === undefined) throw noMergeBase(repo, from, to);
  const notices: Notice[] = [];
  if (others.length > 0)
    notices.push({
      code: 'several-merge-bases',
      message: `${from} and ${to} have ${others.length + 1} merge bases; the change is measured against ${base.slice(0, 10)}.`,
    });
  if (repo.shallow)
    notices.push({
      code: 'shallow-clone',
      message: 'The clone is shallow: the merge base is the best one that it holds.',
      fix: 'git fetch --unshallow (in GitHub Actions: fetch-depth: 0)',
    });
  const shown = to === 'HEAD' ? (repo.head.branch ?? to) : to;
  return { name: `${from}...${shown}`, base, commit, notices };
}

const noMergeBase = ({ shallow }: Repository, from: string, to: string) =>
  fail(
    'usage',
    'no-merge-base',
    `Expected ${from} and ${to} to have a common ancestor, found none${shallow ? ' in this shallow clone' : ''}.`,
    {
      fix: shallow
        ? 'git fetch --unshallow (in GitHub Actions: fetch-depth: 0 for actions/checkout)'
        : `Compare them as they are: okstra review ${from}..${to}`,
    },
  );

const DEFAULTS = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/** The branch that work is merged into, by the names it usually has. */
async function defaultBranch(repo: Repository): Promise<string> {
  const [remote, local] = await Promise.all([readRefs(repo, 'refs/remotes/origin'), readRefs(repo, 'refs/heads')]);
  const found = DEFAULTS.find((name) => remote.has(name) || local.has(name));
  if (found !== undefined) return shortName(found);
  throw fail(
    'usage',
    'no-default-branch',
    'Expected a default branch (origin/HEAD, main or master) to compare with, found none.',
    {
      fix: 'Name the range: okstra review <base>...HEAD',
    },
  );
}

const shortName = (ref: string): string => ref.replace(/^refs\/(?:heads|remotes|tags)\//, '');

async function required(repo: Repository, revision: string): Promise<string> {
  const commit = await commitNamed(repo, revision);
  if (commit !== undefined) return commit;
  const names = await Promise.all(['refs/heads', 'refs/remotes', 'refs/tags'].map((prefix) => readRefs(repo, prefix)));
  const known = names.flatMap((refs) => [...refs.keys()].map(shortName));
  const meant = nearest(revision, known);
  const shown = known.slice(0, 10);
  const list = shown.length === 0 ? '' : ` Branches and tags: ${shown.join(', ')}${known.length > shown.length ? ', …' : ''}.`;
  throw fail('usage', 'unknown-revision', `Expected a branch, tag or commit, found "${revision}", which names none.`, {
    fix: `${meant === undefined ? `Name one that is here.${list}` : `Did you mean ${meant}?`}${repo.shallow ? ' The clone is shallow: git fetch --unshallow brings the rest.' : ''}`,
    details: { known },
  });
}
