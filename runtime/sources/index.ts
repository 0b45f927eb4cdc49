/** Sources by name. */
import { unreachable } from '../model/failure.ts';
import type { Source, SourceOptions } from './source.ts';
import { openSpecFolders } from './spec-folders/index.ts';

export { byId, findCycles, unmetDeps } from './dependencies.ts';
export type { ReviewMeasure } from './review.ts';
export { nothingToWriteBack, reviewItem } from './review.ts';
export { REVIEW_GROUP, reviewAgain } from './review-id.ts';
export type * from './source.ts';

/** Opens the source that a reference's prefix or the configuration names. */
export function openSource(name: Source['name'], options: SourceOptions): Source {
  switch (name) {
    case 'spec-folders':
      return openSpecFolders(options);
    default:
      return unreachable(name);
  }
}
