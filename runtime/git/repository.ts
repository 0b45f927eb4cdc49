/** Finding the user's repository, and saying clearly why one cannot be used. */
import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { OkstraError } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import { findProgram } from '../process/lookup.ts';
import { openProbeCache, probeFile, programKey } from '../process/probeCache.ts';
import { git, splitNul } from './run.ts';
import type { Setting } from './settings.ts';
import { settingNamed, settingsOf } from './settings.ts';

/** `merge-tree --write-tree` and `cat-file -z` came with it. */
const OLDEST_GIT = [2, 38] as const;

export interface Repository {
  /** Real path of the checkout's top folder. */
  readonly top: string;
  /** This checkout's own git folder; another one than `commonDir` in a linked worktree. */
  readonly gitDir: string;
  /** Real path of the git folder that all checkouts share. */
  readonly commonDir: string;
  /** First 8 hex digits of the SHA-256 of `commonDir`. */
  readonly projectHash: string;
  /** As it was when the repository was opened. `branch` is the short name; absent when HEAD is detached. */
  readonly head: { readonly commit: string; readonly tree: string; readonly branch?: string };
  readonly shallow: boolean;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly gitVersion: string;
}

/** All that a command needs which only reads objects and refs. */
export type Checkout = Pick<Repository, 'top'>;

const FACTS = ['--is-bare-repository', '--is-inside-work-tree', '--is-shallow-repository', '--show-object-format'];
const FOLDERS = ['--path-format=absolute', '--git-dir', '--git-common-dir', '--show-toplevel'];
const HEAD = ['HEAD^{commit}', 'HEAD^{tree}', '--symbolic-full-name', 'HEAD'];

/**
 * Opens the repository that `cwd` lies in.
 * @throws OkstraError `no-repository`, `no-commits`, `bare-repository`, `unsafe-repository`, `git-missing`, `git-too-old`
 */
export async function openRepository(cwd: string): Promise<Repository> {
  const [gitVersion, found] = await Promise.all([
    requireGit(cwd),
    git(cwd, ['rev-parse', ...FACTS, ...FOLDERS, ...HEAD], { allowExit: [128] }),
  ]);
  // Git prints each answer before it fails on the next question, so the answers that are there tell what is wrong.
  const lines = found.stdout.split('\n');
  const [bare, inside, shallow, format, gitDir, common, top, commit, tree, ref] = lines;
  if (found.exitCode !== 0) throw unusable(cwd, { bare: bare === 'true', inside: inside === 'true', stderr: found.stderr });
  if (gitDir === undefined || common === undefined || top === undefined || commit === undefined || tree === undefined) {
    throw new Error(`git rev-parse answered ${JSON.stringify(lines)}`);
  }
  if (lines.length !== FACTS.length + 3 + 3 + 1) {
    throw fail('usage', 'unusual-path', `Expected a path without line breaks, found ${JSON.stringify(lines.slice(4, -4))}.`, {
      fix: 'Move the repository to a folder without line breaks in its name.',
    });
  }
  const commonDir = realpathSync(common);
  return {
    top: realpathSync(top),
    gitDir: realpathSync(gitDir),
    commonDir,
    projectHash: createHash('sha256').update(commonDir).digest('hex').slice(0, 8),
    head: { commit, tree, ...(ref?.startsWith('refs/heads/') ? { branch: ref.slice('refs/heads/'.length) } : {}) },
    shallow: shallow === 'true',
    objectFormat: format === 'sha256' ? 'sha256' : 'sha1',
    gitVersion,
  };
}

function unusable(cwd: string, seen: { bare: boolean; inside: boolean; stderr: string }): OkstraError {
  const details = { stderr: seen.stderr.trim() };
  if (/dubious ownership/.test(seen.stderr)) {
    const owned = /'(.*)'/.exec(seen.stderr)?.[1] ?? cwd;
    return fail(
      'usage',
      'unsafe-repository',
      `Expected a repository that belongs to you, found ${owned} owned by another user.`,
      {
        fix: `git config --global --add safe.directory ${owned}`,
        details,
      },
    );
  }
  if (seen.bare) {
    return fail('usage', 'bare-repository', `Expected a checkout, found the bare repository ${cwd}.`, {
      fix: 'git worktree add ../checkout, then run okstra there.',
    });
  }
  if (seen.inside) {
    return fail('usage', 'no-commits', `Expected a commit to start from, found none on HEAD in ${cwd}.`, {
      fix: 'git add -A && git commit -m "Initial commit"',
      details,
    });
  }
  return fail('usage', 'no-repository', `Expected a git checkout, found none at ${cwd} or above.`, {
    fix: 'Change to the project, or: git init && git add -A && git commit -m "Initial commit"',
    details,
  });
}

let known: Promise<string> | undefined;

/**
 * The version of the git on the PATH, asked for once per process.
 * @throws OkstraError `git-missing`, `git-too-old`
 */
export function requireGit(cwd: string): Promise<string> {
  known ??= askVersion(cwd);
  known.catch(() => (known = undefined));
  return known;
}

/** The version that `git version` names: remembered for this very file, or asked for. Only one that will do is remembered. */
async function askVersion(cwd: string): Promise<string> {
  const program = findProgram('git', process.env);
  const key = program === undefined ? undefined : programKey(program);
  const cache = openProbeCache(probeFile(process.env));
  const remembered = key === undefined ? undefined : cache.get(`git ${key}`);
  if (typeof remembered === 'string') return remembered;
  const version = checkVersion((await git(cwd, ['version'])).stdout);
  if (key !== undefined) cache.set(`git ${key}`, version);
  return version;
}

/** The version in `git version …`. @throws OkstraError `git-too-old` */
export function checkVersion(said: string): string {
  const version = /\d+\.\d+[\w.]*/.exec(said)?.[0] ?? said.trim();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST_GIT[0] || (major === OLDEST_GIT[0] && minor < OLDEST_GIT[1])) {
    throw fail('usage', 'git-too-old', `Expected git ${OLDEST_GIT.join('.')} or newer, found ${version}.`, {
      fix: 'Update git: https://git-scm.com/downloads',
    });
  }
  return version;
}

/** For runs that commit. @throws OkstraError `no-identity` */
export async function requireIdentity(repo: Checkout): Promise<void> {
  if (isPlainIdentity(await settingsOf(repo), process.env)) return;
  const asked = await Promise.all(
    ['GIT_COMMITTER_IDENT', 'GIT_AUTHOR_IDENT'].map((name) => git(repo.top, ['var', name], { allowExit: [1, 128] })),
  );
  const refused = asked.find(({ exitCode }) => exitCode !== 0);
  if (refused !== undefined) throw noIdentity(refused.stderr);
}

/** Whether both names and addresses are set to something that git takes; when not, git itself is asked, which knows more sources. */
function isPlainIdentity(settings: readonly Setting[], env: NodeJS.ProcessEnv): boolean {
  return ['author', 'committer'].every((who) =>
    ['name', 'email'].every((what) =>
      isUsable(
        env[`GIT_${who}_${what}`.toUpperCase()] ??
          settingNamed(settings, `${who}.${what}`) ??
          settingNamed(settings, `user.${what}`),
      ),
    ),
  );
}

const isUsable = (text: string | undefined): boolean => text !== undefined && /[\p{L}\p{N}]/u.test(text);

export const noIdentity = (stderr: string): OkstraError =>
  fail(
    'usage',
    'no-identity',
    'Expected user.name and user.email in the git configuration, found no usable identity for commits.',
    {
      fix: 'git config --global user.name "Your Name" && git config --global user.email you@example.com',
      details: { stderr: stderr.trim() },
    },
  );

/**
 * Large files kept by Git LFS need its program: without it a checkout holds pointers, and a commit would hold whole files.
 * @throws OkstraError `lfs-missing`
 */
export async function requireFilters(repo: Checkout): Promise<void> {
  if (!(await filesOfHead(repo)).some((path) => path === '.gitattributes' || path.endsWith('/.gitattributes'))) return;
  const search = ['grep', '-z', '-l', '-I', '-F', '-e', 'filter=lfs', 'HEAD', '--', ':(top,glob)**/.gitattributes'];
  const { stdout } = await git(repo.top, search, { allowExit: [1] });
  const [first] = splitNul(stdout);
  if (first === undefined) return;
  const { exitCode } = await git(repo.top, ['lfs', 'version'], { allowExit: [1, 127, 128] });
  if (exitCode === 0) return;
  throw fail('usage', 'lfs-missing', `Expected the program git-lfs, which ${first.replace(/^HEAD:/, '')} asks for, found none.`, {
    fix: 'Install Git LFS (https://git-lfs.com), then: git lfs install && git lfs pull',
  });
}

const listed = new WeakMap<Checkout, Promise<readonly string[]>>();

/** Paths of all files in HEAD, as it was when first asked for. */
export function filesOfHead(repo: Checkout): Promise<readonly string[]> {
  const paths =
    listed.get(repo) ??
    git(repo.top, ['ls-tree', '-r', '-z', '--full-tree', '--name-only', 'HEAD']).then(({ stdout }) => splitNul(stdout));
  listed.set(repo, paths);
  return paths;
}

/** Paths of all files of a commit. */
export const filesOf = async (repo: Checkout, commit: string): Promise<readonly string[]> =>
  splitNul((await git(repo.top, ['ls-tree', '-r', '-z', '--full-tree', '--name-only', commit])).stdout);

/** Lets one checkout, found to be the same as another, use what was read for that. */
export function adoptFiles(from: Checkout, to: Checkout): void {
  const paths = listed.get(from);
  if (paths) listed.set(to, paths);
}

/** Folders of submodules, as `.gitmodules` of the checkout names them, relative to its top. */
export async function submodulePaths(repo: Checkout): Promise<readonly string[]> {
  if (!existsSync(join(repo.top, '.gitmodules'))) return [];
  const ask = ['config', '-z', '-f', '.gitmodules', '--get-regexp', String.raw`^submodule\..*\.path$`];
  const { stdout } = await git(repo.top, ask, { allowExit: [1, 128] });
  return splitNul(stdout).map((entry) => entry.slice(entry.indexOf('\n') + 1));
}

/** The commit that HEAD of the checkout at `cwd` names now. */
export const headOf = async (cwd: string): Promise<string> =>
  (await git(cwd, ['rev-parse', '--verify', 'HEAD^{commit}'])).stdout.trim();

/** Commits that `to` has and `from` has not, oldest first. */
export async function commitsBetween(
  cwd: string,
  from: string,
  to: string,
): Promise<readonly { sha: string; subject: string }[]> {
  if (from === to) return [];
  const { stdout } = await git(cwd, ['log', '-z', '--reverse', '--no-show-signature', '--format=%H %s', `${from}..${to}`, '--']);
  return stdout
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => ({ sha: line.slice(0, line.indexOf(' ')), subject: line.slice(line.indexOf(' ') + 1).trimEnd() }));
}

/** The tree of a commit. */
export const treeOf = async (repo: Checkout, commit: string): Promise<string> =>
  (await git(repo.top, ['rev-parse', '--verify', `${commit}^{tree}`])).stdout.trim();

/** Whether everything in `ancestor` is in `commit` too; a commit is its own ancestor. */
export async function isAncestor(repo: Checkout, ancestor: string, commit: string): Promise<boolean> {
  return (await git(repo.top, ['merge-base', '--is-ancestor', ancestor, commit], { allowExit: [1] })).exitCode === 0;
}
