/** The documents of a run as its base has them. */
import type { Checkout } from '../../git/index.ts';
import { smallFilesAt } from '../../git/index.ts';
import type { ItemBundle } from '../../model/bundle.ts';
import type { FrdDocument, FrdTask } from '../../sources/frd/index.ts';
import { INDEX_FILE, readDocumentText } from '../../sources/frd/index.ts';
import type { RunContext } from '../context.ts';

export interface BundleTexts {
  readonly document: FrdDocument;
  readonly tasks: readonly FrdTask[];
  /** Text of the document, and of the index where there is one. */
  readonly text: string;
  readonly index?: string;
  readonly indexPath: string;
}

/** @param rootPath folder of the documents, relative to the top */
export async function bundleTexts(
  { repo }: Pick<RunContext, 'repo'>,
  { bundle, rootPath, tree }: { readonly bundle: ItemBundle; readonly rootPath: string; readonly tree: string },
): Promise<BundleTexts> {
  const indexPath = `${rootPath}/${INDEX_FILE}`;
  const files = await textsAt(repo, tree, [bundle.path, indexPath]);
  const text = files.get(bundle.path);
  const document = text === undefined ? undefined : readDocumentText(text, bundle.path);
  if (text === undefined || document === undefined) throw new Error(`${bundle.path} of the base cannot be read`);
  const index = files.get(indexPath);
  const ids = new Set(bundle.taskIds);
  const tasks = document.tasks.filter(({ taskId }) => ids.has(taskId));
  return { document, tasks, text, indexPath, ...(index === undefined ? {} : { index }) };
}

/** Of what is larger nothing is wanted. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Files of a tree or commit by path, byte order marks included; those that are not there are left out. */
export async function textsAt(repo: Checkout, tree: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0) return new Map();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const files = await smallFilesAt(repo, tree, { paths, maxBytes: MAX_BYTES });
  return new Map([...files].map(([path, bytes]) => [path, decoder.decode(bytes)]));
}
