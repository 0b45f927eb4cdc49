/** What `okstra init` tells of a repository before it asks anything. Looks only. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from '../evidence/languages.ts';

export interface FoundAgent {
  readonly name: string;
  readonly path: string;
  /** null: it did not say. */
  readonly version: string | null;
}

export interface FoundSource {
  readonly kind: 'spec-folders' | 'feature-documents' | 'task-queue';
  /** Relative to the repository. */
  readonly path: string;
  /** Spec folders or documents; of a task queue 1. */
  readonly count: number;
}

export interface Detected {
  /** Most files first, at most five. */
  readonly languages: readonly string[];
  readonly agents: readonly FoundAgent[];
  readonly sources: readonly FoundSource[];
  /** Settings of other tools that are taken over. */
  readonly settings: readonly string[];
}

/** What no program is written in. */
const TEXTS: ReadonlySet<string> = new Set(['markdown', 'json', 'yaml', 'toml', 'xml', 'html', 'css']);

/** Languages of code among tracked files; what is no program (Markdown, JSON) has none. */
export function languagesIn(files: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    const language = languageOf(file);
    if (language !== undefined && !TEXTS.has(language)) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([a, of], [b, others]) => others - of || (a < b ? -1 : 1))
    .slice(0, 5)
    .map(([language]) => language);
}

const SPECS = ['specs', 'docs/specs'];
const DOCUMENTS = ['specs/frds', 'docs/frds'];

/** @param tasks where settings of another tool say that a task queue lies */
export function sourcesIn(top: string, tasks?: string): readonly FoundSource[] {
  const specs = SPECS.map((path): FoundSource => ({ kind: 'spec-folders', path, count: specFolders(join(top, path)) }));
  const documents = DOCUMENTS.map((path): FoundSource => {
    const count = namesIn(join(top, path)).filter((name) => /^frd-\d{3}\b.*\.json$/i.test(name)).length;
    return { kind: 'feature-documents', path, count };
  });
  const queues = [...new Set([...(tasks === undefined ? [] : [tasks]), 'docs/specs', '.'])].map(
    (path): FoundSource => ({ kind: 'task-queue', path, count: existsSync(join(top, path, 'TASKS.md')) ? 1 : 0 }),
  );
  return [...specs, ...documents, ...queues].filter(({ count }) => count > 0);
}

const specFolders = (root: string): number =>
  namesIn(root).filter((name) => existsSync(join(root, name, 'SPEC.md')) || existsSync(join(root, name, 'metadata.json'))).length;

const namesIn = (folder: string): readonly string[] =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
