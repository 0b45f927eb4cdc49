/** Files of a repository that the agents' programs take for instructions or settings. */
import type { ChangedFile } from '../model/evidence.ts';

const NAMES: ReadonlySet<string> = new Set([
  'AGENTS.md',
  'AGENTS.override.md',
  'CLAUDE.md',
  'CLAUDE.local.md',
  'GEMINI.md',
  '.mcp.json',
]);
const FOLDERS: ReadonlySet<string> = new Set(['.agents', '.claude', '.codex', '.gemini']);

export function isInstruction(path: string): boolean {
  const parts = path.split('/');
  return NAMES.has(parts.at(-1) ?? '') || parts.slice(0, -1).some((part) => FOLDERS.has(part));
}

/** Those that a change adds, alters, renames or removes. */
export function changedInstructions(files: readonly ChangedFile[]): readonly string[] {
  const paths = files.flatMap(({ path, previousPath }) => (previousPath === undefined ? [path] : [previousPath, path]));
  return [...new Set(paths)].filter(isInstruction).toSorted();
}
