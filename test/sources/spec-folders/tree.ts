/** A repository folder with spec folders, written literally. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { OkstraError } from '../../../runtime/model/failure.ts';
import { openSource, type Source, type SourceOptions, type WriteBack, type WriteGuard } from '../../../runtime/sources/index.ts';

export interface Rig {
  readonly top: string;
  put(path: string, content: string | Uint8Array): void;
  /** A spec folder with the least that makes it valid, overridden by `files`. */
  spec(id: string, metadata?: object, files?: Readonly<Record<string, string>>): void;
  /** A source with its write-backs, under a lease that is held all the time or the one given. */
  source(options?: Partial<SourceOptions>, lease?: WriteGuard): Source & WriteBack;
}

/** A new empty folder for each test of the file. */
export function useRig(): Rig {
  let top = '';
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'okstra-specs-'));
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));
  const put = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), content);
  };
  return {
    get top() {
      return top;
    },
    put,
    spec(id, metadata = {}, files = {}) {
      const all = {
        'SPEC.md': `# Title of ${id}\n\nText.\n`,
        'metadata.json': `${JSON.stringify({ id, status: 'todo', ...metadata }, null, 2)}\n`,
        ...files,
      };
      for (const [name, content] of Object.entries(all)) put(`specs/${id}/${name}`, content);
    },
    source: (options = {}, lease = { check: () => undefined }) => {
      const given = { repoTop: top, project: 'shop', acceptanceCommands: [], checkCommands: [], ...options };
      const source = openSource('spec-folders', given);
      return { ...source, ...source.under(lease) };
    },
  };
}

/** The failure that `act` throws. */
export function failureOf(act: () => unknown): OkstraError['failure'] {
  try {
    act();
  } catch (error) {
    if (error instanceof OkstraError) return error.failure;
    throw error;
  }
  throw new Error('expected a failure, found none');
}
