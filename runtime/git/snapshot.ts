/** Repositories of their own for verifiers and checks: the same objects, but no refs, remotes, hooks or stash to share with anyone. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { chmod, readdir, rm } from 'node:fs/promises';
import { devNull } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fail } from '../model/failure.ts';
import type { Repository } from './repository.ts';
import { git } from './run.ts';
import type { Setting } from './settings.ts';
import { settingsOf } from './settings.ts';

/** Folder in a snapshot for what its user is given to read; git does not see it. */
export const INPUTS_DIR = '.okstra-inputs';

export interface Snapshot {
  /** Real path of its top folder. */
  readonly dir: string;
  readonly commit: string;
  readonly tree: string;
}

export interface SnapshotRequest {
  readonly repo: Repository;
  readonly commit: string;
  /** The commit's tree, where the caller knows it; absent: git is asked. */
  readonly tree?: string;
  /** Absolute; missing or empty. */
  readonly dir: string;
}

/**
 * Settings of the source repository that decide what a checkout of it looks like. Without them its files would differ from the user's.
 * Everything else (remotes, credentials, hooks, aliases) stays behind.
 */
const CONTENT_SETTINGS = [
  /^core\.(?:autocrlf|eol|filemode|symlinks|ignorecase|precomposeunicode|longpaths|protecthfs|protectntfs)$/,
  /^core\.(?:sparsecheckout|sparsecheckoutcone|bigfilethreshold|excludesfile|attributesfile)$/,
  /^(?:filter|lfs)\./,
];

/**
 * Makes a repository in `dir` that borrows the objects of `repo`, with `commit` checked out and HEAD detached. Like a shared clone, but
 * right for shallow, sparse and linked checkouts too, and it lists no refs.
 * @throws OkstraError `snapshot-folder-taken`
 */
export async function makeSnapshot({ repo, commit, tree: knownTree, dir }: SnapshotRequest): Promise<Snapshot> {
  if (existsSync(dir) && readdirSync(dir).length > 0) {
    throw fail('system', 'snapshot-folder-taken', `Expected an empty folder for a snapshot, found files in ${dir}.`, {
      fix: `rm -rf '${dir}'`,
    });
  }
  const { sha, tree } = knownTree === undefined ? await namesOf(repo, commit) : { sha: commit, tree: knownTree };
  await writeGitDir(repo, join(dir, '.git'), 'ref: refs/heads/none');
  await checkOut(dir, sha);
  return { dir: realpathSync(dir), commit: sha, tree };
}

/** Brings files, index and HEAD of a repository that `writeGitDir` made to a commit. */
export const checkOut = async (dir: string, sha: string): Promise<void> =>
  void (await git(dir, ['checkout', '--quiet', '--force', '--no-guess', '--detach', sha]));

/** Writes the git folder of a snapshot: no index, no refs but HEAD. */
export async function writeGitDir(repo: Repository, gitDir: string, head: string): Promise<void> {
  const settings = await contentSettings(repo);
  // What `git init` would write, without starting it: no template, refs in files whatever the user's default is. The files are small, and a
  // synchronous call for one takes a tenth of an asynchronous one.
  for (const folder of ['info', 'objects/info', 'refs']) mkdirSync(join(gitDir, folder), { recursive: true });
  writeFileSync(join(gitDir, 'HEAD'), `${head}\n`);
  writeFileSync(join(gitDir, 'config'), `${FORMAT[repo.objectFormat]}${settings}${OWN_SETTINGS}`);
  const alternates = alternatesOf(join(repo.commonDir, 'objects'));
  writeFileSync(join(gitDir, 'objects/info/alternates'), alternates.map((path) => `${quotePath(path)}\n`).join(''));
  writeFileSync(join(gitDir, 'info/exclude'), `${ownText(repo, 'info/exclude')}/${INPUTS_DIR}/\n`);
  copyIfThere(join(repo.commonDir, 'shallow'), join(gitDir, 'shallow'));
  copyIfThere(join(repo.commonDir, 'info/attributes'), join(gitDir, 'info/attributes'));
  copyIfThere(join(repo.gitDir, 'info/sparse-checkout'), join(gitDir, 'info/sparse-checkout'));
}

async function namesOf(repo: Repository, commit: string): Promise<{ readonly sha: string; readonly tree: string }> {
  const { stdout, exitCode } = await git(repo.top, ['rev-parse', `${commit}^{commit}`, `${commit}^{tree}`], { allowExit: [128] });
  const [sha, tree] = stdout.split('\n');
  if (exitCode === 0 && sha && tree) return { sha, tree };
  throw fail('system', 'git-failed', `Expected a commit ${commit} in ${repo.top}, found none.`);
}

/** Removes the folder, also when something in it was made read-only. */
export async function removeSnapshot(snapshot: Pick<Snapshot, 'dir'>): Promise<void> {
  const remove = () => rm(snapshot.dir, { recursive: true, force: true, maxRetries: 2 });
  await remove().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error;
    await makeWritable(snapshot.dir);
    await remove();
  });
}

async function makeWritable(dir: string): Promise<void> {
  await chmod(dir, 0o700);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) await makeWritable(join(dir, entry.name));
  }
}

const FORMAT = {
  sha1: '[core]\n\trepositoryFormatVersion = 0\n\tbare = false\n\tlogAllRefUpdates = true\n',
  sha256:
    '[core]\n\trepositoryFormatVersion = 1\n\tbare = false\n\tlogAllRefUpdates = true\n[extensions]\n\tobjectFormat = sha256\n',
};
/** Of the times that git compares, the time of change is the one that nobody can set, so it counts whatever the user chose. */
const OWN_SETTINGS = `[core]
	trustCtime = true
	checkStat = default
	hooksPath = ${devNull}
[gc]
	auto = 0
[maintenance]
	auto = false
[advice]
	detachedHead = false
`;

/**
 * What a snapshot takes over from the configuration, as text. When it is asked for before any agent was started, one that edits the
 * configuration has no say in it.
 */
async function contentSettings(repo: Repository): Promise<string> {
  const lines = (await settingsOf(repo))
    .filter(({ scope, key }) => (scope === 'local' || scope === 'worktree') && CONTENT_SETTINGS.some((one) => one.test(key)))
    .map(settingText);
  // Downloads of large files would need the remote, which a snapshot has not; those at hand lie here.
  const lfs = join(repo.commonDir, 'lfs');
  if (existsSync(lfs)) lines.push(settingText({ key: 'lfs.storage', value: lfs }));
  return lines.join('');
}

/** As it stands in a configuration file. */
function settingText({ key, value }: Pick<Setting, 'key' | 'value'>): string {
  const [section = ''] = key.split('.', 1);
  const name = key.slice(key.lastIndexOf('.') + 1);
  const middle = key.slice(section.length + 1, -name.length - 1);
  const heading = middle === '' ? `[${section}]` : `[${section} "${middle.replaceAll(/["\\]/g, String.raw`\$&`)}"]`;
  if (value === undefined) return `${heading}\n\t${name}\n`;
  const quoted = value.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`).replaceAll('\t', String.raw`\t`);
  return `${heading}\n\t${name} = "${quoted}"\n`;
}

/** Git follows relative alternates only one step, so all steps are written down, absolute. */
function alternatesOf(objects: string, seen: ReadonlySet<string> = new Set()): string[] {
  if (seen.has(objects)) return [];
  const text = textOf(join(objects, 'info/alternates'));
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const next = lines.map((line) => unquotePath(line)).map((path) => (isAbsolute(path) ? path : resolve(objects, path)));
  const further = next.flatMap((path) => alternatesOf(path, new Set([...seen, objects])));
  return [...new Set([objects, ...further])];
}

const quotePath = (path: string): string =>
  /[\n"\\]/.test(path) ? `"${path.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"` : path;
const unquotePath = (line: string): string =>
  line.startsWith('"') ? line.slice(1, -1).replaceAll(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter)) : line;

/** Empty when it cannot be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function ownText(repo: Repository, path: string): string {
  const text = textOf(join(repo.commonDir, path));
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function copyIfThere(from: string, to: string): void {
  if (existsSync(from)) copyFileSync(from, to);
}
