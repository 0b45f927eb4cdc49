/** Which tasks are settled at the remote's own branch. A checkout may be behind it, and a claim that is gone may have ended there. */
import { fetchRemoteHead, filesOf, smallFilesAt } from '../../../git/index.ts';
import { parseQuickly } from '../../../prompts/json.ts';
import { isDocumentName, MAX_DOCUMENT_BYTES } from '../files.ts';
import { readDocument } from '../read-document.ts';
import { isSettled } from '../status.ts';
import type { ClaimContext } from './context.ts';

export interface MergedThere {
  /** For people: name of the remote. */
  readonly where: string;
  readonly taskIds: ReadonlySet<string>;
  /** What the remote's own branch holds; absent: it could not be read, or there is none. */
  readonly commit?: string;
  /** Why it is not known. */
  readonly unknown?: string;
}

const known = new Map<string, ReadonlySet<string>>();

/** @param rootPath folder of the documents, relative to the top of the repository */
export async function mergedThere({ repo, remote }: ClaimContext, rootPath: string): Promise<MergedThere> {
  if (remote === undefined) return { where: 'this checkout', taskIds: new Set() };
  const head = await fetchRemoteHead(repo, remote);
  if (head.kind === 'unreachable') return { where: remote.name, taskIds: new Set(), unknown: head.why };
  if (head.kind === 'none') return { where: remote.name, taskIds: new Set() };
  const key = `${repo.top}\n${head.commit}\n${rootPath}`;
  const taskIds = known.get(key) ?? (await settledAt(repo.top, head.commit, rootPath));
  known.set(key, taskIds);
  return { where: remote.name, taskIds, commit: head.commit };
}

async function settledAt(top: string, commit: string, rootPath: string): Promise<ReadonlySet<string>> {
  const names = (await filesOf({ top }, commit)).filter((path) => path.startsWith(`${rootPath}/`));
  const paths = names.filter((path) => isDocumentName(path.slice(rootPath.length + 1)));
  const files = await smallFilesAt({ top }, commit, { paths, maxBytes: MAX_DOCUMENT_BYTES });
  return new Set(
    [...files].flatMap(([path, bytes]) => {
      // A document that cannot be read there settles nothing; this checkout's own is checked on its own.
      const read = readDocument(parseQuickly(new TextDecoder().decode(bytes)), path);
      return read.ok ? read.value.tasks.filter(({ status }) => isSettled(status)).map(({ taskId }) => taskId) : [];
    }),
  );
}
