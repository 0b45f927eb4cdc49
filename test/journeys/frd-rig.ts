/** A repository with feature documents, a bare remote, and scripted agents that do what their prompt says. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Json } from '../sources/frd/build.ts';
import { filesOfSet } from '../sources/frd/build.ts';
import type { Rig } from './rig.ts';

export { frd } from '../sources/frd/build.ts';
export { claimsAt } from '../sources/frd/claim-rig.ts';

/** Makes every file that a subtask of its prompt creates, and says how it is to be committed. */
export const WRITER = `const files = [...prompt.matchAll(/creates (\\S+)/g)].map(([, file]) => file.replace(/,$/, ''));
for (const file of files) { fs.mkdirSync(require('node:path').dirname(file), { recursive: true }); fs.writeFileSync(file, file + '\\n'); }
console.log('done');`;

/** Answers every criterion. */
export const JUDGE = `const ids = [...new Set([...prompt.matchAll(/\\b(AC-\\d+|SPEC)\\b/g)].map(([id]) => id))];
answer({ verdict: 'pass', criteria: ids.map((id) => ({ id, status: 'met', evidence: 'seen' })) });`;

export interface FrdRigOptions {
  readonly writer?: string;
  readonly judge?: string;
  /** Lines of okstra.yaml. */
  readonly extra?: string;
  /** Default true: a bare remote `origin`, which has all that is committed here. */
  readonly remote?: boolean;
}

/** @returns absolute path of the bare remote */
export function frdRig(rig: Rig, documents: readonly Json[], options: FrdRigOptions = {}): string {
  rig.agent('writer', options.writer ?? WRITER);
  rig.agent('judge', options.judge ?? JUDGE);
  for (const [path, text] of Object.entries(filesOfSet(documents))) rig.write(path, text);
  rig.configure(
    ['writer', 'judge'],
    `roles: { executor: writer, verifiers: [judge] }\nrun: { mode: parallel, level: light, maxAttempts: 1 }\n${options.extra ?? ''}`,
  );
  const remote = join(rig.root, 'remote.git');
  if (options.remote === false) return remote;
  execFileSync('git', ['clone', '--quiet', '--bare', rig.repo, remote]);
  rig.git('remote', 'add', 'origin', remote);
  rig.git('fetch', '--quiet', 'origin');
  return remote;
}

/** A verification entry that a command answers: the file that the task makes is there. */
export const shownBy = (taskId: string, command: string, type = 'test') => ({
  verification: [{ verificationId: `${taskId}-V1`, type, description: 'It is there.', command }],
});

export const summaryOf = (rig: Rig): Json => JSON.parse(rig.read('.codex/pr/RUN_SUMMARY.json'));

/** A document of a commit or branch. */
export const documentAt = (rig: Rig, ref: string, number: number): Json =>
  JSON.parse(rig.git('show', `${ref}:specs/frds/frd-${String(number).padStart(3, '0')}-feature.json`));

export const statusesAt = (rig: Rig, ref: string, number: number): readonly string[] =>
  documentAt(rig, ref, number).majorTasks.map(({ status }: { status: string }) => status);

/** A claim as another program of the convention leaves it at the remote; the checkout stays as it is. */
export function claimByAgent(rig: Rig, taskId: string, expiresAt = '2091-01-01T00:00:00Z'): void {
  const input = JSON.stringify({ createdAt: '2024-01-01T00:00:00Z', expiresAt, ownerId: 'agent-7' });
  const git = (args: readonly string[], stdin: string): string =>
    execFileSync('git', args, { cwd: rig.repo, input: stdin, encoding: 'utf8' }).trim();
  const blob = git(['hash-object', '-w', '--stdin'], input);
  const tree = git(['mktree'], `100644 blob ${blob}\t.codex-claim.json\n`);
  const commit = git(['commit-tree', '-m', 'claim', tree], '');
  git(['push', '-q', 'origin', `${commit}:refs/heads/codex/claim/${taskId}`], '');
}
