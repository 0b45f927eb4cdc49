/** The folder of one run: names of its files, artifacts that never change once written. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ArtifactRef } from '../model/evidence.ts';
import { fail } from '../model/failure.ts';
import type { CollectedFile } from './collected.ts';
import { collectedFile } from './collected.ts';
import { syncFile, syncFolder, writeFileAtomic } from './files.ts';

export interface RunFolder {
  readonly dir: string;
  readonly journal: string;
  /** Writes an artifact (redacted, durable) and names it. The same path may only be written again with the same content. */
  write(path: string, content: string): ArtifactRef;
  /** Names a file that is already there and complete (a check's log, a stream). */
  refer(path: string): ArtifactRef;
  /** Replaces a projection (report, convergence state): a file that may be rendered again. */
  project(path: string, content: string): ArtifactRef;
  /** @throws OkstraError `artifact-missing` or `artifact-changed` */
  read(ref: ArtifactRef): string;
  absolute(path: string): string;
  /** Makes a file durable that others wrote; what was written here is so already. A missing file is the reader's to name. */
  settle(path: string): void;
}

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

export function openRunFolder(dir: string, redact: (text: string) => string): RunFolder {
  const absolute = (path: string): string => join(dir, path);
  const settled = new Set<string>();
  const refer = (path: string): ArtifactRef => refOf(path, readFileSync(absolute(path)));
  const project = (path: string, content: string): ArtifactRef => {
    const bytes = Buffer.from(redact(content));
    // One process at a time writes here: what a dead one left under this name is replaced, not left lying.
    writeFileAtomic(absolute(path), bytes, { temporary: `${absolute(path)}.tmp` });
    settled.add(path);
    return refOf(path, bytes);
  };
  return {
    dir,
    journal: absolute('journal.jsonl'),
    absolute,
    refer,
    project,
    settle(path) {
      if (settled.has(path) || !existsSync(absolute(path))) return;
      syncFile(absolute(path));
      syncFolder(dirname(absolute(path)));
      settled.add(path);
    },
    write(path, content) {
      const target = absolute(path);
      if (existsSync(target) && readFileSync(target, 'utf8') === redact(content)) return refer(path);
      return project(path, content);
    },
    read(ref) {
      const target = absolute(ref.path);
      if (!existsSync(target)) {
        const collected = collectedFile(dir, ref.path);
        if (collected) throw wasCollected(target, collected);
        throw fail('system', 'artifact-missing', `Expected ${ref.path} (named by the journal), found no such file.`, {
          place: { file: target },
          fix: 'Restore the file from a backup, or start anew with `okstra run --fresh`.',
        });
      }
      const bytes = readFileSync(target);
      if (sha256(bytes) !== ref.sha256) {
        throw fail(
          'system',
          'artifact-changed',
          `Expected the content with SHA-256 ${ref.sha256.slice(0, 16)}…, found ${sha256(bytes).slice(0, 16)}….`,
          {
            place: { file: target },
            fix: 'Restore the file from a backup, or start anew with `okstra run --fresh`.',
          },
        );
      }
      return bytes.toString('utf8');
    },
  };
}

/** Not damage: somebody asked for it. */
const wasCollected = (file: string, { path, at }: CollectedFile) =>
  fail(
    'usage',
    'artifact-collected',
    `Expected ${path} (named by the journal), found that okstra gc removed it on ${at.slice(0, 10)}.`,
    {
      place: { file },
      fix: 'Journal, answers and report of the run are still there: okstra inspect report.',
    },
  );

const refOf = (path: string, bytes: Uint8Array): ArtifactRef => ({ path, sha256: sha256(bytes), bytes: bytes.byteLength });
