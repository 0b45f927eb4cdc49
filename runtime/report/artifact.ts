import type { ReportArtifact } from '../generated/types.ts';
import type { ArtifactRef } from '../model/evidence.ts';

/** An artifact as a report names it: its path is relative to the run folder. */
export const reportArtifact = (ref: ArtifactRef | undefined): ReportArtifact | null =>
  ref ? { path: ref.path, sha256: ref.sha256, bytes: ref.bytes } : null;
