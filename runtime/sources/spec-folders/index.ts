/** Spec folders: a folder per spec below the specs root, with SPEC.md and metadata.json. */
import type { Source, SourceOptions } from '../source.ts';
import { createSpec } from './create.ts';
import { discover, findSpecsRoot, GROUP } from './discover.ts';
import { loadSpec, writeBackPaths } from './load.ts';
import { resolveRef } from './resolve-ref.ts';
import { IN_PROGRESS, markInProgress, recordOutcome, recordVerdict, sendBack, writeReport } from './write-back.ts';

export function openSpecFolders(options: SourceOptions): Source {
  const { repoTop, specsRoot } = options;
  const writeBackPatterns = () => discover(repoTop, specsRoot).items.flatMap(({ path }) => writeBackPaths(path));
  return {
    name: 'spec-folders',
    prefix: 'spec',
    word: GROUP,
    owns: (group) => group === GROUP,
    rootPath: () => findSpecsRoot(repoTop, specsRoot).rootPath,
    discover: () => discover(repoTop, specsRoot),
    resolve: (ref, cwd) => resolveRef(ref, { repoTop, cwd, discovery: discover(repoTop, specsRoot) }),
    load: (item) => loadSpec(item, options),
    writeBackPatterns,
    under: (lease) => {
      const place = { repoTop, lease };
      return {
        writeBackPatterns,
        inProgress: IN_PROGRESS,
        markInProgress: (item) => markInProgress(place, item),
        recordVerdict: (item, verdict) => recordVerdict(place, item, verdict),
        recordOutcome: (item, outcome) => recordOutcome(place, item, outcome),
        sendBack: (item, what) => sendBack(place, item, what),
        create: (item, dryRun = false) => createSpec(item, { ...place, specsRoot, dryRun }),
        writeReport: (item, markdown) => writeReport(place, item, markdown),
      };
    },
  };
}
