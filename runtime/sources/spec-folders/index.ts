/** Spec folders: a folder per spec below the specs root, with SPEC.md and metadata.json. */
import type { Source, SourceOptions } from '../source.ts';
import { createSpec } from './create.ts';
import { discover } from './discover.ts';
import { GROUP, loadSpec, writeBackPaths } from './load.ts';
import { resolveRef } from './resolve-ref.ts';
import { markInProgress, recordOutcome, recordVerdict, writeReport } from './write-back.ts';

export function openSpecFolders(options: SourceOptions): Source {
  const { repoTop, specsRoot } = options;
  return {
    name: 'spec-folders',
    group: GROUP,
    discover: () => discover(repoTop, specsRoot),
    resolve: (ref, cwd) => resolveRef(ref, { repoTop, cwd, discovery: discover(repoTop, specsRoot) }),
    load: (item) => loadSpec(item, options),
    writeBackPatterns: () => discover(repoTop, specsRoot).items.flatMap(({ path }) => writeBackPaths(path)),
    markInProgress: async (item) => markInProgress(repoTop, item),
    recordVerdict: async (item, verdict) => recordVerdict(repoTop, item, verdict),
    recordOutcome: async (item, outcome) => recordOutcome(repoTop, item, outcome),
    create: async (item, dryRun = false) => createSpec(item, { repoTop, specsRoot, dryRun }),
    writeReport: async (item, markdown) => writeReport(repoTop, item, markdown),
  };
}
