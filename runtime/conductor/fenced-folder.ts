/** A run folder that refuses to be written to once the lease is lost: somebody else may be going on with the run. */
import type { Fence } from '../git/index.ts';
import type { RunFolder } from '../store/run-folder.ts';

export const fencedFolder = (folder: RunFolder, fence: Pick<Fence, 'check'>): RunFolder => ({
  ...folder,
  write(path, content) {
    fence.check();
    return folder.write(path, content);
  },
  project(path, content) {
    fence.check();
    return folder.project(path, content);
  },
});
