/** Spec folders: a folder per spec below the specs root, with SPEC.md and metadata.json. */
import type { Source, SourceOptions } from '../source.ts';
import { createSpec } from './create.ts';
import { discover } from './discover.ts';
import { GROUP, loadSpec, writeBackPaths } from './load.ts';
import { resolveRef } from './resolve-ref.ts';
import { markInProgress, recordOutcome, recordVerdict, writeReport } from './write-back.ts';

export function openSpecFolders(options: SourceOptions): Source {
  const { repoTop, specsRoot } = options;
  const writeBackPatterns = () => discover(repoTop, specsRoot).items.flatMap(({ path }) => writeBackPaths(path));
  return {
    name: 'spec-folders',
    group: GROUP,
    discover: () => discover(repoTop, specsRoot),
    resolve: (ref, cwd) => resolveRef(ref, { repoTop, cwd, discovery: discover(repoTop, specsRoot) }),
    load: (item) => loadSpec(item, options),
    writeBackPatterns,
    under: (lease) => {
      const place = { repoTop, lease };
      return {
        writeBackPatterns,
        markInProgress: (item) => markInProgress(place, item),
        recordVerdict: (item, verdict) => recordVerdict(place, item, verdict),
        recordOutcome: (item, outcome) => recordOutcome(place, item, outcome),
        create: (item, dryRun = false) => createSpec(item, { ...place, specsRoot, dryRun }),
        writeReport: (item, markdown) => writeReport(place, item, markdown),
      };
    },
  };
}
