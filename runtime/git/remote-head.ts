/** The commit that a remote's own branch holds now, brought here as an object. No ref of the clone moves. */
import type { RemoteCall } from './remote-call.ts';
import { callRemote, FETCH, reasonOf, remoteLines } from './remote-call.ts';
import type { Checkout } from './repository.ts';
import { git } from './run.ts';

export type RemoteHead =
  | { readonly kind: 'commit'; readonly commit: string }
  /** The remote has none, such as one that is empty, or whose HEAD names a branch that it lacks and that has none of the usual names. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unreachable'; readonly why: string };

/** Which of a remote's branches is its own where its HEAD names none that is there. */
const USUAL = ['refs/heads/main', 'refs/heads/master'];

export async function fetchRemoteHead(repo: Checkout, remote: RemoteCall): Promise<RemoteHead> {
  const listed = await callRemote(repo, remote, ['ls-remote', '--quiet', '--', remote.name, 'HEAD', ...USUAL]);
  if (listed.kind === 'late') return { kind: 'unreachable', why: listed.why };
  if (listed.exitCode !== 0) return { kind: 'unreachable', why: reasonOf(listed.stderr) };
  const refs = new Map(remoteLines(listed.stdout));
  const ref = ['HEAD', ...USUAL].find((name) => refs.has(name)) ?? 'HEAD';
  const commit = refs.get(ref);
  if (commit === undefined) return { kind: 'none' };
  const here = ['rev-parse', '--quiet', '--verify', `${commit}^{commit}`];
  const env = { GIT_NO_LAZY_FETCH: '1' };
  if ((await git(repo.top, here, { allowExit: [1, 128], env })).exitCode === 0) return { kind: 'commit', commit };
  const fetched = await callRemote(repo, remote, [...FETCH, '--', remote.name, ref]);
  if (fetched.kind === 'late') return { kind: 'unreachable', why: fetched.why };
  if (fetched.exitCode !== 0) return { kind: 'unreachable', why: reasonOf(fetched.stderr) };
  // It may have moved since it was listed; what was fetched then holds what was listed.
  const known = (await git(repo.top, here, { allowExit: [1, 128], env })).exitCode === 0;
  return known ? { kind: 'commit', commit } : { kind: 'unreachable', why: 'its branch was rewritten while it was read' };
}
