/** Sources by name. */
import { unreachable } from '../model/failure.ts';
import type { Source, SourceOptions } from './source.ts';
import { openSpecFolders } from './spec-folders/index.ts';

export { type Badge, badge, byId, canRun, dependencyGraph, findCycles, type Graph, unmetDeps } from './dependencies.ts';
export { buildOverview, type Overview, type OverviewItem, type Readiness } from './overview.ts';
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
