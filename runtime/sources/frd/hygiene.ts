/** What a change does to the tools of the repository and to its ignore files, and what okstra puts right itself. Pure. */

import type { HygieneKind } from '../../audits/types.ts';
import { NOTES_FILE } from './notes.ts';

export interface HygieneInput {
  /** Paths of all files before the change. */
  readonly before: readonly string[];
  /** Paths of all files after it. */
  readonly after: readonly string[];
  /** What git would ignore after the change, tracked or not, whatever file says so. */
  readonly isIgnored: (path: string) => boolean;
  /** The same before it. */
  readonly wasIgnored: (path: string) => boolean;
}

export interface HygieneProblem {
  readonly kind: HygieneKind;
  readonly severity: 'major' | 'minor';
  readonly file: string;
  readonly claim: string;
  readonly recommendation: string;
}

/** Files that get entries, by name, with their whole new text; those that are as they should be are not among them. */
export interface HygieneRepair {
  readonly files: Readonly<Record<string, string>>;
  /** `<file>: <line>` of each line that was added. */
  readonly added: readonly string[];
}

/** Ignore files of a repository's top. All but the first are left alone where there is none. */
export const IGNORE_FILES = ['.gitignore', '.dockerignore', '.eslintignore', '.prettierignore'] as const;

/** What runs of feature documents write, relative to the top. */
export const RUN_OUTPUTS = ['.codex/pr/', '.codex/claims-local/'] as const;

interface Tool {
  readonly name: string;
  readonly ecosystem: string;
  readonly lockfiles: readonly string[];
}

const TOOLS: readonly Tool[] = [
  { name: 'npm', ecosystem: 'Node', lockfiles: ['package-lock.json', 'npm-shrinkwrap.json'] },
  { name: 'pnpm', ecosystem: 'Node', lockfiles: ['pnpm-lock.yaml'] },
  { name: 'yarn', ecosystem: 'Node', lockfiles: ['yarn.lock'] },
  { name: 'bun', ecosystem: 'Node', lockfiles: ['bun.lock', 'bun.lockb'] },
  { name: 'uv', ecosystem: 'Python', lockfiles: ['uv.lock'] },
  { name: 'poetry', ecosystem: 'Python', lockfiles: ['poetry.lock'] },
  { name: 'pipenv', ecosystem: 'Python', lockfiles: ['Pipfile.lock'] },
  { name: 'pdm', ecosystem: 'Python', lockfiles: ['pdm.lock'] },
  { name: 'go', ecosystem: 'Go', lockfiles: ['go.sum'] },
  { name: 'cargo', ecosystem: 'Rust', lockfiles: ['Cargo.lock'] },
  { name: 'bundler', ecosystem: 'Ruby', lockfiles: ['Gemfile.lock'] },
];

const BY_LOCKFILE = new Map(TOOLS.flatMap((tool) => tool.lockfiles.map((name) => [name, tool] as const)));

export function checkHygiene({ before, after, isIgnored, wasIgnored }: HygieneInput): readonly HygieneProblem[] {
  const isNewlyIgnored = (path: string): boolean => isIgnored(path) && !wasIgnored(path);
  const candidates = hygieneCandidates(before, after);
  const newlyIgnored = [...candidates].filter(isNewlyIgnored).map((path) => ignored(path, lockfileOf(path) !== undefined));
  return [...secondManagers(before, after), ...newlyIgnored];
}

/** Paths of which it has to be known whether git ignores them. */
export const hygieneCandidates = (before: readonly string[], after: readonly string[]): ReadonlySet<string> =>
  new Set([...before, ...after, ...expectedLockfiles(after)]);

/** Beside each manifest those that its tools would write: ignored, they would never arrive. */
function expectedLockfiles(after: readonly string[]): readonly string[] {
  const folders = new Set(
    after.filter((path) => MANIFESTS.has(nameOf(path))).map((path) => `${folderOf(path)}\n${MANIFESTS.get(nameOf(path))}`),
  );
  return [...folders].flatMap((key) => {
    const [folder = '', ecosystem] = key.split('\n');
    return TOOLS.filter((tool) => tool.ecosystem === ecosystem).flatMap(({ lockfiles }) =>
      lockfiles.map((name) => folder + name),
    );
  });
}

const MANIFESTS: ReadonlyMap<string, string> = new Map([
  ['package.json', 'Node'],
  ['pyproject.toml', 'Python'],
  ['Pipfile', 'Python'],
  ['go.mod', 'Go'],
  ['Cargo.toml', 'Rust'],
  ['Gemfile', 'Ruby'],
]);

const ignored = (path: string, isLockfile: boolean): HygieneProblem => ({
  kind: isLockfile ? 'lockfile-ignored' : 'source-ignored',
  severity: isLockfile ? 'major' : 'minor',
  file: path,
  claim: `${path} is ignored by git now${isLockfile ? ', and is a lockfile' : ' and tracked'}`,
  recommendation: 'Take out the entry that ignores it.',
});

/** A lockfile beside one of another tool for the same ecosystem, in its folder or one above. */
function secondManagers(before: readonly string[], after: readonly string[]): readonly HygieneProblem[] {
  const old = new Set(before);
  const present = before.flatMap((path) => {
    const tool = lockfileOf(path);
    return tool === undefined ? [] : [{ tool, path, folder: folderOf(path) }];
  });
  const kept = new Set(after);
  return after
    .filter((path) => !old.has(path))
    .flatMap((path): readonly HygieneProblem[] => {
      const tool = lockfileOf(path);
      const other = present.find(
        (known) =>
          known.tool.ecosystem === tool?.ecosystem &&
          known.tool.name !== tool.name &&
          path.startsWith(known.folder) &&
          kept.has(known.path),
      );
      if (tool === undefined || other === undefined) return [];
      return [
        {
          kind: 'second-package-manager',
          severity: 'major',
          file: path,
          claim: `${path} brings ${tool.name} in beside ${other.tool.name}, which ${other.path} belongs to`,
          recommendation: `Use ${other.tool.name}, and leave ${path} out.`,
        },
      ];
    });
}

/**
 * Narrow entries at the end; comments and order of what is there stay.
 * @param texts of the ignore files that are there, by name
 * @param isIgnored what git would ignore, whatever file says so
 */
export function repairIgnores(texts: ReadonlyMap<string, string>, isIgnored: (path: string) => boolean): HygieneRepair {
  const files: Record<string, string> = {};
  const added: string[] = [];
  for (const name of IGNORE_FILES) {
    const text = texts.get(name);
    const isGit = name === '.gitignore';
    if (text === undefined && !isGit) continue;
    // Only git answers for its own; in the others a folder is looked for by its name.
    const open = RUN_OUTPUTS.filter((folder) => !(isGit ? isIgnored(`${folder}x`) : isNamed(text ?? '', folder)));
    if (open.length === 0) continue;
    const lines = open.map((folder) => (name === '.dockerignore' ? folder : `/${folder}`));
    files[name] = withLines(text ?? '', lines);
    added.push(...lines.map((line) => `${name}: ${line}`));
  }
  return { files, added };
}

export const ATTRIBUTES_FILE = '.gitattributes';

/**
 * Bundles that are merged one after the other all append to the notes; git keeps what each of them says.
 * @returns the new text; undefined: the file says already how notes are merged
 */
export function withNotesMerge(text: string | undefined): string | undefined {
  const isSaid = (text ?? '').split(/\r?\n/).some((line) => /^\/?\.codex\/NOTES\.md\s(?:.*\s)?-?merge\b/.test(line.trim()));
  return isSaid ? undefined : withLines(text ?? '', [`/${NOTES_FILE} merge=union`]);
}

function withLines(before: string, lines: readonly string[]): string {
  const newline = before.includes('\r\n') ? '\r\n' : '\n';
  const gap = before === '' || before.endsWith('\n') ? '' : newline;
  return before + gap + lines.map((line) => line + newline).join('');
}

/** The folder, or one above it, by itself or anywhere. */
function isNamed(text: string, folder: string): boolean {
  const [top = ''] = folder.split('/');
  const wanted = new Set([folder.replace(/\/$/, ''), top]);
  return text.split(/\r?\n/).some((line) =>
    wanted.has(
      line
        .trim()
        .replace(/^(?:\*\*\/|\/)/, '')
        .replace(/(?:\/\*{1,2}|\/)$/, ''),
    ),
  );
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const lockfileOf = (path: string): Tool | undefined => BY_LOCKFILE.get(nameOf(path));
