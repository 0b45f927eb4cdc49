/** Sources by name. */
import type { SourceName } from '../model/item.ts';
import { openFrds } from './frd/source.ts';
import type { Source, SourceOptions } from './source.ts';
import { joinSources, type Sources } from './sources.ts';
import { openSpecFolders } from './spec-folders/index.ts';
import { openTaskQueue } from './task-queue/index.ts';

export { byId, findCycles, unmetDeps } from './dependencies.ts';
export { dirtyTree } from './dirty-tree.ts';
export type { ReviewMeasure } from './review.ts';
export { nothingToWriteBack, reviewItem } from './review.ts';
export { REVIEW_GROUP, reviewAgain } from './review-id.ts';
export type * from './source.ts';
export type { FoundItem, Sources } from './sources.ts';

const OPENERS: Partial<Record<SourceName, (options: SourceOptions) => Source>> = {
  'spec-folders': openSpecFolders,
  'task-queue': openTaskQueue,
  frd: openFrds,
};

/** Opens one source. */
export function openSource(name: SourceName, options: SourceOptions): Source {
  const open = OPENERS[name];
  if (open === undefined) throw new Error(`no source ${name}`);
  return open(options);
}

/** All sources of a checkout. Opening them reads nothing yet. */
export function openSources(options: SourceOptions): Sources {
  return joinSources(Object.values(OPENERS).map((open) => open(options)));
}
