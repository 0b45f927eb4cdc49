/** What `okstra init` finds in a repository. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Legacy } from '../config/legacy.ts';
import { CONFIG_FILE, loadConfig, readLegacy } from '../config/load.ts';
import { OkstraError } from '../model/failure.ts';
import type { Mode } from '../model/plan.ts';
import { type FoundSource, sourcesIn } from './detect.ts';
import { type ImportedSettings, importProject, importQueue, PROJECT_FILES, QUEUE_FILE } from './importers.ts';

export interface RepoFacts {
  /** Package name without scope, else the folder's name. */
  readonly name: string;
  /** Names of files and folders at the top. */
  readonly top: ReadonlySet<string>;
  /** Of package.json; empty when there is none. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Texts of pyproject.toml and Makefile, for what they configure; empty when missing. */
  readonly pyproject: string;
  readonly makefile: string;
  /** Names among claude, codex, gemini that are installed. */
  readonly agents: readonly string[];
  /** Settings another spec runner left. */
  readonly legacy?: Legacy;
  /** Settings of further tools that are taken over. */
  readonly imported: readonly ImportedSettings[];
  readonly sources: readonly FoundSource[];
  /** From an okstra.yaml that is there already. */
  readonly configured?: { readonly specsRoot?: string; readonly mode: Mode };
  /** Whether a path relative to the repository is taken. */
  readonly isTaken: (path: string) => boolean;
}

/**
 * Looks only. A configuration that is there and cannot be read is an error: nothing is written around it.
 *
 * @param agents names of agents that are installed
 */
export async function collectFacts(repoTop: string, agents: readonly string[]): Promise<RepoFacts> {
  const text = (name: string): string => (isFile(join(repoTop, name)) ? readFileSync(join(repoTop, name), 'utf8') : '');
  const manifest = parseManifest(text('package.json'));
  const legacy = existsSync(join(repoTop, CONFIG_FILE)) ? undefined : await readLegacy(repoTop);
  if (legacy?.ok === false) throw new OkstraError(legacy.failure[0] ?? unexplained());
  const settings = existsSync(join(repoTop, CONFIG_FILE)) ? (await loadConfig({ repoTop, env: {} })).settings : undefined;
  const imported = settings === undefined ? importAll(text, manifest.scripts) : [];
  return {
    imported,
    sources: sourcesIn(repoTop, imported.find(({ tasks }) => tasks !== undefined)?.tasks),
    name: manifest.name ?? basename(repoTop),
    top: new Set(readdirSync(repoTop)),
    scripts: manifest.scripts,
    pyproject: text('pyproject.toml'),
    makefile: text('Makefile'),
    agents,
    ...(legacy === undefined ? {} : { legacy: legacy.value }),
    ...(settings === undefined
      ? {}
      : {
          configured: {
            mode: settings.run.mode,
            ...(settings.sources.specs === undefined ? {} : { specsRoot: settings.sources.specs }),
          },
        }),
    isTaken: (path) => existsSync(join(repoTop, path)),
  };
}

/** A repository that is configured has taken them over, or not, already. */
function importAll(text: (name: string) => string, scripts: RepoFacts['scripts']): readonly ImportedSettings[] {
  const project = PROJECT_FILES.find((file) => text(file) !== '');
  return [
    ...(project === undefined ? [] : [importProject(text(project), project, scripts)]),
    ...(text(QUEUE_FILE) === '' ? [] : [importQueue(text(QUEUE_FILE), QUEUE_FILE)]),
  ];
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

const unexplained = (): never => {
  throw new Error('a failed result holds a failure');
};

/** A package.json that is no JSON is the project's affair; init proposes less then. */
function parseManifest(text: string): { readonly name?: string; readonly scripts: Readonly<Record<string, string>> } {
  try {
    const { name, scripts } = JSON.parse(text) as { readonly name?: unknown; readonly scripts?: unknown };
    const entries = typeof scripts === 'object' && scripts !== null ? Object.entries(scripts) : [];
    return {
      scripts: Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
      ...(typeof name === 'string' && name.trim() !== '' ? { name: name.replace(/^@[^/]*\//, '') } : {}),
    };
  } catch {
    return { scripts: {} };
  }
}
